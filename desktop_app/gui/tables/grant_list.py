"""The list of a campaign's grants with its filters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.grant import GrantState
from desktop_app.gui.tables.grant_columns import (
    GRANT_COLUMNS,
    STATES,
    summary,
    sums,
    unit_of,
    word,
)
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.filter_chip import Choices, FilterChip
from desktop_app.i18n import _
from desktop_app.services.people_facts import GIVEN_TWICE
from desktop_app.storage.grants import GrantLine

TWICE = "twice"


class GrantList(RecordList):
    """Grants filtered by state, fund source and unit, with their number and sums.

    Signals:
        narrowed: a filter was put on or taken off, so that other grants are shown.
    """

    narrowed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(GRANT_COLUMNS, _("Grants"), EmptyState("", ""), parent)
        self._lines: Sequence[GrantLine] = ()
        self.chips = (
            FilterChip(_("State"), self._states),
            FilterChip(_("Fund"), self._funds),
            FilterChip(_("Unit"), self._units),
        )
        for chip in self.chips:
            chip.chosen.connect(self._narrow)
            self.filters.add(chip)

    def show_lines(self, lines: Sequence[GrantLine], chosen: str = "") -> None:
        """Show those of these grants that the filters leave, the cursor on the chosen one."""
        self._lines = lines
        shown = self.filtered()
        self.show_records(shown, summary(shown) if lines else "")
        self.choose(chosen)

    def filtered(self) -> list[GrantLine]:
        """Give the grants that the filters leave."""
        state, fund, unit = (chip.code() for chip in self.chips)
        return [
            line
            for line in self._lines
            if (not state or line.state == state or (state == TWICE and line.is_handed_twice))
            and (not fund or line.grant.fund_source == fund)
            and (not unit or unit_of(line) == unit)
        ]

    def sums(self, records: Sequence[GrantLine]) -> list[str]:
        """Say what chosen grants come to: money, and what the goods are worth."""
        return sums(records)

    def choose(self, grant: str) -> None:
        """Put the cursor on a grant, or on the first one where it is not shown."""
        rows = range(self.table.rowCount() if grant else 0)
        found = (row for row in rows if self.table.record(row).grant.id == grant)
        self.view.choose_row(next(found, 0))

    def drop_filters(self) -> None:
        """Take every filter off."""
        for chip in self.chips:
            if chip.code():
                chip.choose("")

    def _narrow(self) -> None:
        self.show_lines(self._lines)
        self.narrowed.emit()

    def _states(self) -> Choices:
        there = {line.state for line in self._lines}
        states = [(str(one), _(STATES[one][0])) for one in GrantState if one in there]
        is_any_twice = any(line.is_handed_twice for line in self._lines)
        return [*states, (TWICE, _(GIVEN_TWICE))] if is_any_twice else states

    def _funds(self) -> Choices:
        there = sorted({line.grant.fund_source for line in self._lines})
        return [(one, word("fund_source", one)) for one in there]

    def _units(self) -> Choices:
        there = dict.fromkeys(unit_of(line) for line in self._lines if unit_of(line))
        return [(one, one) for one in there]
