"""Finding money raised, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.fund import FundIncome
from desktop_app.storage.records import Records

_TEXTS = ("payer", "document", "name", "purpose", "remarks")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundFilter:
    """Which sums a list shows; what is empty does not narrow it.

    `until` is a cut-off day (截至): later sums are left out.
    """

    text: str = ""
    fund_source: str = ""
    campaign: str = ""
    until: date | None = None


class FundIncomes(Records[FundIncome]):
    """Reads money raised, the latest first unless asked for otherwise."""

    ORDERS = ("received_on", "amount_fen", "fund_source", "payer")

    def page(
        self,
        wanted: FundFilter,
        *,
        order: str = "received_on",
        down: bool = True,
        limit: int = -1,
        offset: int = 0,
    ) -> list[FundIncome]:
        """Read one page of what a filter leaves."""
        if order not in self.ORDERS:
            raise ValueError(order)
        condition, values = _condition(wanted)
        by = f"{order} {'DESC' if down else 'ASC'}, n DESC"
        return self.where(condition, values, order=by, limit=limit, offset=offset)

    def how_many(self, wanted: FundFilter) -> int:
        """Count what a filter leaves."""
        return self.count(*_condition(wanted))

    def raised(self, wanted: FundFilter) -> dict[str, int]:
        """Add up what a filter leaves, in fen by fund source, the largest first."""
        condition, values = _condition(wanted)
        rows = self._db.execute(
            f"SELECT fund_source, sum(amount_fen) FROM fund_income WHERE {condition} "
            "GROUP BY fund_source ORDER BY 2 DESC",
            list(values),
        )
        return {str(source or ""): int(fen or 0) for source, fen in rows}


def _condition(wanted: FundFilter) -> tuple[str, Sequence[str]]:
    parts, values = ["1"], []
    for name in ("fund_source", "campaign"):
        if getattr(wanted, name):
            parts.append(f"{name} = ?")
            values.append(getattr(wanted, name))
    if wanted.until is not None:
        parts.append("received_on <= ?")
        values.append(wanted.until.isoformat())
    if wanted.text.strip():
        parts.append("(" + " OR ".join(f"instr(coalesce({n}, ''), ?)" for n in _TEXTS) + ")")
        values += [wanted.text.strip()] * len(_TEXTS)
    return " AND ".join(parts), values
