"""Finding visits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.domain.visit import Visit
from desktop_app.storage import aliases
from desktop_app.storage.records import Records

_IN_ONE_QUERY = 500
_RECORDED_BY = "id IN (SELECT subject FROM log_save WHERE action = 'visit.recorded' AND actor = ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFilter:
    """Which visits a list shows; what is empty does not narrow it.

    `recorded_by` is the id of the user who entered them.
    """

    campaign: str = ""
    recorded_by: str = ""


class Visits(Records[Visit]):
    """Reads visits, the latest first."""

    def latest(self, *, campaign: str = "", limit: int = -1, offset: int = 0) -> list[Visit]:
        """Read visits, of one campaign where one is given."""
        return self.page(VisitFilter(campaign=campaign), limit=limit, offset=offset)

    def page(self, wanted: VisitFilter, *, limit: int = -1, offset: int = 0) -> list[Visit]:
        """Read one page of the visits a filter leaves."""
        condition, values = _condition(wanted)
        return self.where(
            condition, values, order="first_day DESC, n DESC", limit=limit, offset=offset
        )

    def how_many(self, wanted: VisitFilter) -> int:
        """Count the visits a filter leaves."""
        return self.count(*_condition(wanted))

    def cash_given(self, wanted: VisitFilter) -> int:
        """Add up, in fen, the cash handed over in the visits a filter leaves."""
        condition, values = _condition(wanted)
        (fen,) = self._db.execute(
            "SELECT coalesce(sum(g.cash_fen), 0) FROM handover h "
            'JOIN "grant" g ON g.id = h."grant" '
            f"WHERE h.visit IN (SELECT id FROM visit WHERE {condition}) "
            'AND NOT EXISTS (SELECT 1 FROM grant_void v WHERE v."grant" = g.id)',
            list(values),
        ).fetchone()
        return int(fen)

    def of(self, beneficiary: str) -> list[Visit]:
        """Read the visits to one person, under whichever record they were made."""
        known = aliases.known_as(self._db, beneficiary)
        marks = ", ".join("?" for _one in known)
        return self.where(
            f"EXISTS (SELECT 1 FROM json_each(beneficiaries) WHERE value IN ({marks}))",
            known,
            order="first_day DESC, n DESC",
        )

    def handed_over(self, visits: Iterable[str]) -> list[tuple[str, str]]:
        """Pair visits with the grants handed over in them, by id, in the order of handing over."""
        wanted = list(visits)
        pairs: list[tuple[str, str]] = []
        for start in range(0, len(wanted), _IN_ONE_QUERY):
            some = wanted[start : start + _IN_ONE_QUERY]
            marks = ", ".join("?" for _visit in some)
            pairs += self._db.execute(
                f'SELECT visit, "grant" FROM handover WHERE visit IN ({marks}) ORDER BY n', some
            )
        return pairs


def _condition(wanted: VisitFilter) -> tuple[str, Sequence[str]]:
    parts, values = ["1"], []
    if wanted.campaign:
        parts.append("campaign = ?")
        values.append(wanted.campaign)
    if wanted.recorded_by:
        parts.append(_RECORDED_BY)
        values.append(wanted.recorded_by)
    return " AND ".join(parts), values
