"""What grants come to, fund source by fund source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop_app.domain import goods
from desktop_app.domain.grant import Grant
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.grant_columns import word, yuan
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import Column
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark

_MOST_ROWS = 4
_HEADS, _ROW = 6.4, 2.8  # ems: caption with column heads, and one line


@dataclass(frozen=True, slots=True)
class FundTotal:
    """What the grants of one fund source come to, in fen."""

    source: str
    grants: int
    cash_fen: int
    goods_fen: int


COLUMNS: tuple[Column[FundTotal], ...] = (
    Column(mark("Fund"), lambda one: word("fund_source", one.source), order="fund", stretch=True),
    Column(
        mark("Grants"),
        lambda one: f"{one.grants:,}",
        lambda one: one.grants,
        order="grants",
        right=True,
        width=4,
    ),
    Column(
        mark("Yuan"),
        lambda one: yuan(one.cash_fen),
        lambda one: one.cash_fen,
        order="cash",
        right=True,
        width=8,
    ),
    Column(
        mark("Goods (yuan)"),
        lambda one: yuan(one.goods_fen),
        lambda one: one.goods_fen,
        order="goods",
        right=True,
        width=8,
    ),
)


class FundTotals(RecordList):
    """A short list, as high as it needs to be; hidden while there is nothing to add up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLUMNS, _("By fund source"), EmptyState("", ""), parent)
        self.filters.add(label(_("By fund source"), "heading"))
        self.hide()

    def show_grants(self, grants: Iterable[Grant], summary: str = "") -> None:
        """Add these up and show them with what they come to in all."""
        totals = fund_totals(grants)
        self.show_records(totals, summary)
        self.setFixedHeight(em(_HEADS + _ROW * min(len(totals), _MOST_ROWS)))
        self.setVisible(bool(totals))


def fund_totals(grants: Iterable[Grant]) -> list[FundTotal]:
    """Add up grants by fund source, the largest first."""
    by_source: dict[str, list[Grant]] = {}
    for grant in grants:
        by_source.setdefault(grant.fund_source, []).append(grant)
    totals = [
        FundTotal(
            source,
            len(some),
            sum(grant.cash_fen for grant in some),
            sum(goods.value_of(grant.goods) for grant in some),
        )
        for source, some in by_source.items()
    ]
    return sorted(totals, key=lambda one: -one.cash_fen)
