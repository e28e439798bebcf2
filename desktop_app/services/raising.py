"""Money raised: recorded, listed, added up by source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from desktop_app.domain import fund
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.fund import FundIncome
from desktop_app.domain.issue import Issue
from desktop_app.domain.role import Right
from desktop_app.services.desk import Desk
from desktop_app.services.keeping import Keeping
from desktop_app.storage.funds import FundFilter


class Raising(Keeping[FundIncome]):
    """What the office does with money that comes in; whoever sets up campaigns records it."""

    right: ClassVar[Right] = Right.CAMPAIGN
    ORDERS: Sequence[str] = ("received_on", "amount_fen", "fund_source", "payer")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.fund_incomes)
        self._incomes = desk.store.fund_incomes

    def at(self, desk: Desk) -> Raising:
        """Give the same for another desk at the ledger, on a thread of its own."""
        return Raising(desk)

    def how_many(self, wanted: FundFilter) -> int:
        """Count what a filter leaves."""
        return self._incomes.how_many(wanted)

    def page(
        self,
        wanted: FundFilter,
        *,
        order: str = "received_on",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[FundIncome]:
        """Read one page of a list, the latest sums first where nobody has asked for an order."""
        self._desk.require(Right.READ)
        latest_first = order == self.ORDERS[0]
        return self._incomes.page(
            wanted, order=order, down=down != latest_first, limit=limit, offset=offset
        )

    def raised(self, wanted: FundFilter) -> dict[str, int]:
        """Add up what a filter leaves, in fen by fund source, the largest first."""
        self._desk.require(Right.READ)
        return self._incomes.raised(wanted)

    def objections(self, record: FundIncome) -> tuple[Issue, ...]:
        """List what is wrong with a sum."""
        return fund.objections(record, today=self._desk.today())

    def tidy(self, record: FundIncome) -> FundIncome:
        """Take the fund source from its detail where only that was chosen."""
        if record.fund_source or not record.detail:
            return record
        detail = CodeLists.load()["fund_source_detail"].entry(record.detail)
        source = detail.belongs_to.get("fund_source") if detail else None
        return replace(record, fund_source=source)
