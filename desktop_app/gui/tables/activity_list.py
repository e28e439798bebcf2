"""The list of activities with its filters, its counts and its sums."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.money import format_yuan
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.activity_columns import ACTIVITY_COLUMNS, counted_words
from desktop_app.gui.tables.paged import PagedSource
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.filter_chip import FilterChip
from desktop_app.gui.widgets.find_line import FindLine
from desktop_app.i18n import _, ngettext
from desktop_app.services.activity_lines import ActivityLine, ActivityLines
from desktop_app.services.office import Office
from desktop_app.storage.activities import ActivityFilter

_LOOKED_THROUGH = 200
_ROOM_OF_SUMS = 15


class ActivityList(RecordList):
    """All activities, or those that text, kind, service, year and campaign leave."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        self._nothing = EmptyState("", "")
        super().__init__(ACTIVITY_COLUMNS, _("Activities"), self._nothing, parent)
        self._lines = ActivityLines(office.desk)
        self._campaign = ""
        self._build_filters()
        self._connect()

    def show_campaign(self, campaign: str) -> None:
        """Offer to show this campaign's activities only; read again afterwards."""
        self._campaign = campaign
        self.of_campaign.setVisible(bool(campaign))
        if not campaign:
            self.of_campaign.setChecked(False)
        self.filters.reflow()

    def wanted(self) -> ActivityFilter:
        """Give the filter as it is set."""
        year = int(self.year.code() or 0)
        return ActivityFilter(
            text=self.text.text().strip(),
            kind=self.kind.code(),
            service_dimension=self.dimension.code(),
            campaign=self._campaign if self.of_campaign.isChecked() else "",
            since=date(year, 1, 1) if year else None,
            until=date(year, 12, 31) if year else None,
        )

    def read(self) -> None:
        """Read the list as the filters leave it."""
        self.text.settle()
        wanted = self.wanted()
        if wanted == ActivityFilter():
            self._nothing.say(_("No activity is recorded yet"), _("Record the first one (Ctrl+N)."))
        else:
            self._nothing.say(
                _("No activity fits"), _("Take a filter off, or type less of the name.")
            )
        source: PagedSource[ActivityLine] = PagedSource(self._lines, wanted)
        self.show_source(source, self._comes_to(wanted))

    def choose(self, activity: str) -> bool:
        """Put the cursor on an activity among the first of the list."""
        for row in range(min(self.table.rowCount(), _LOOKED_THROUGH)):
            if self.table.record(row).activity.id == activity:
                self.view.choose_row(row)
                return True
        return False

    def take_filters_off(self) -> None:
        """Show everything again."""
        for chip in (self.kind, self.dimension, self.year):
            if chip.code():
                chip.choose("")
        self.of_campaign.setChecked(False)
        self.text.clear()
        self.read()

    def line(self, activity: str) -> ActivityLine | None:
        """Read an activity that the list does not show."""
        return self._lines.line(activity)

    def _build_filters(self) -> None:
        self.text = FindLine(_("Filter by name, place, host"))
        self.kind = FilterChip(_("Kind"), lambda: _choices("activity_kind"))
        self.dimension = FilterChip(_("Service for"), lambda: _choices("service_dimension"))
        self.year = FilterChip(_("Year"), self._years)
        self.of_campaign = Chip(_("This campaign"))
        for part in (self.text, self.kind, self.dimension, self.year, self.of_campaign):
            self.filters.add(part)
        self._summary.setWordWrap(True)  # three units and a sum are longer than most lists have
        self._summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._summary.setFixedWidth(em(_ROOM_OF_SUMS))
        self.of_campaign.hide()

    def _connect(self) -> None:
        self.text.text_settled.connect(self.read)
        self.text.returnPressed.connect(self.view.setFocus)
        chips = (self.kind, self.dimension, self.year)
        for filtered in (*(chip.chosen for chip in chips), self.of_campaign.clicked):
            filtered.connect(self._narrow)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._keep_sortable)

    def _narrow(self) -> None:
        self.filters.reflow()
        self.read()

    def _comes_to(self, wanted: ActivityFilter) -> str:
        """Say how many there are, how many took part in each unit, and what was spent."""
        totals = self._lines.totals(wanted)
        count = totals.activities
        said = ngettext("{count} activity", "{count} activities", count).format(count=f"{count:,}")
        parts = [said, counted_words(totals.participants)]
        if totals.spent_fen:
            spent = _("{amount} yuan spent").format(amount=format_yuan(totals.spent_fen))
            parts.append(spent)
        return " · ".join(part for part in parts if part)

    def _keep_sortable(self, column: int) -> None:
        """Take the mark off a heading by which the ledger cannot sort."""
        if column >= 0 and not self.table.columns[column].order:
            header = self.view.horizontalHeader()
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _years(self) -> list[tuple[str, str]]:
        return [(str(year), str(year)) for year in self._lines.years()]


def _choices(codes: str) -> list[tuple[str, str]]:
    return [(entry.code, entry.label) for entry in CodeLists.load()[codes].entries]
