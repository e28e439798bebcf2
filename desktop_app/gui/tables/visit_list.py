"""The list of visits with its filters, and whom the visits shown have reached."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.money import format_yuan
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import PAGE_ROWS
from desktop_app.gui.tables.visit_columns import VISIT_COLUMNS, VisitSource
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.filter_chip import FilterChip
from desktop_app.gui.widgets.find_line import FindLine
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.services.reach_words import reach_words
from desktop_app.services.visit_lines import VisitLines
from desktop_app.storage.visits import VisitFilter

ANY_EMPLOYER = "*"
OWN_SPAN = "?"
_WEEK = timedelta(days=6)
Choices = list[tuple[str, str]]


class VisitList(RecordList):
    """All visits, or those that the filters leave.

    Signals:
        routes_requested: the routes are wanted in the place of the visits.
        drafts_requested: the same of the drafts.
        span_requested: two days of one's own choice are wanted for the filter.
    """

    routes_requested = Signal()
    drafts_requested = Signal()
    span_requested = Signal()

    def __init__(self, office: Office, *, may_record: bool, parent: QWidget | None = None) -> None:
        advice = _("Begin one with Ctrl+N, or take a filter off.")
        action = _("New visit") if may_record else ""
        nothing = EmptyState(_("No visits here"), advice, action)
        super().__init__(VISIT_COLUMNS, _("Visits"), nothing, parent)
        self._office = office
        self._lines = VisitLines(office.desk)
        self._campaign = ""
        self._span = ""
        self._build_filters()

    def show_campaign(self, campaign: str) -> None:
        """Show the visits of this campaign, until the person takes the filter off."""
        self._campaign = campaign
        self.here.setChecked(bool(campaign))

    def read(self) -> None:
        """Read the list as the filters leave it."""
        if self.here.isChecked() and not self._campaign:
            self.here.setChecked(False)
        self.here.setEnabled(bool(self._campaign))
        self.filters.reflow()
        wanted = self.wanted()
        fen = self._lines.cash_given(wanted)
        total = _("{amount} yuan").format(amount=format_yuan(fen))
        reach = self._lines.reach(wanted)
        first, *others = reach_words(reach)
        words = "\n".join(part for part in (f"{first} · {total}", " · ".join(others)) if part)
        self.show_source(VisitSource(self._lines, wanted), words)

    def wanted(self) -> VisitFilter:
        """Give the filter as it is set."""
        since, _slash, until = self.when.code().partition("/")
        employer = self.employer.code()
        return VisitFilter(
            campaign=self._campaign if self.here.isChecked() else "",
            recorded_by=self._office.user.id if self.mine.isChecked() else "",
            manner=self.manner.code(),
            place_type=self.place.code(),
            since=since,
            until=until,
            employer="" if employer == ANY_EMPLOYER else employer,
            to_employers=employer == ANY_EMPLOYER,
            with_photos=self.pictured.isChecked(),
            text=self.text.wanted(),
        )

    def show_span(self, first: date, last: date) -> None:
        """Show the visits of these days, both included."""
        self._span = _span(first, last)
        self.when.choose(self._span)

    def choose(self, visit: str) -> bool:
        """Put the cursor on a visit where it stands on the first page, else on the first row."""
        rows = range(min(self.table.rowCount(), PAGE_ROWS))
        found = [row for row in rows if self.table.record(row).visit.id == visit]
        self.view.choose_row(found[0] if found else 0)
        return bool(found)

    def take_filters_off(self, campaign: str | None) -> None:
        """Show everything, or everything of the present campaign where that is the one."""
        for chip in (self.manner, self.place, self.when, self.employer):
            if chip.code():
                chip.choose("")
        for switch in (self.mine, self.pictured):
            switch.setChecked(False)
        if campaign != self._campaign:
            self.here.setChecked(False)
        self.text.clear()

    def say_drafts(self, count: int) -> None:
        """Show how many drafts there are on the chip that leads to them."""
        self.drafts.setText(_("Drafts ({count})").format(count=count))
        self.drafts.setAccessibleName(self.drafts.text())
        self.filters.reflow()

    def _build_filters(self) -> None:
        self.text = FindLine(_("Filter by name, place, words"))
        self.here, self.mine = Chip(_("This campaign")), Chip(_("Recorded by me"))
        self.when = FilterChip(_("When"), self._spans)
        self.manner = FilterChip(_("Manner"), lambda: _offered("visit_manner"))
        self.place = FilterChip(_("Type of place"), lambda: _offered("place_type"))
        self.employer = FilterChip(_("Employer visited"), self._employers)
        self.pictured = Chip(_("With photos"))
        self.routes, self.drafts = Chip(_("Routes")), Chip("")
        switches = (self.here, self.mine)
        filters = (self.when, self.manner, self.place, self.employer)
        ways = (self.routes, self.drafts)
        for name in ("text", "here", "mine", "when", "manner", "place", "employer", "pictured"):
            getattr(self, name).setObjectName(name)
        for way in ways:
            way.setProperty("leads", True)
        for part in (self.text, *switches, *filters, self.pictured, *ways):
            self.filters.add(part)
        for chip in (*switches, self.pictured):
            chip.clicked.connect(self.read)
        for chosen in filters[1:]:
            chosen.chosen.connect(self.read)
        self.when.chosen.connect(self._follow_span)
        self.text.text_settled.connect(self.read)
        self.text.returnPressed.connect(self.view.setFocus)
        for way, wish in zip(ways, (self.routes_requested, self.drafts_requested), strict=True):
            way.clicked.connect(lambda _on, way=way: way.setChecked(False))
            way.clicked.connect(lambda _on, wish=wish: wish.emit())

    def _follow_span(self, code: str) -> None:
        """Read the list, or ask for the days first."""
        if code == OWN_SPAN:
            self.when.choose("")
            self.span_requested.emit()
        else:
            self.read()

    def _spans(self) -> Choices:
        """Offer today, the last days, a span of one's own, and the months with visits."""
        today = self._office.desk.today()
        return [
            (_span(today, today), _("Today")),
            (_span(today - _WEEK, today), _("Last seven days")),
            (OWN_SPAN, _("From day to day…")),
            *([(self._span, self._span.replace("/", "–"))] if self._span else []),
            *((f"{month}-01/{month}-31", month) for month in self._lines.months()),
        ]

    def _employers(self) -> Choices:
        known = self._office.desk.store.employers.where(order="sort_key, n")
        return [(ANY_EMPLOYER, _("Any employer")), *((one.id, one.name) for one in known)]


def _span(since: date, until: date) -> str:
    return f"{since.isoformat()}/{until.isoformat()}"


def _offered(codes: str) -> Choices:
    return [(entry.code, entry.label) for entry in CodeLists.load()[codes].entries]
