"""The list of needs with its filters and counts, and that of referrals."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.need import NeedState
from desktop_app.domain.referral import ReferralState
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.need_columns import (
    ABOUT,
    KIND,
    NEED_STATES,
    OWNER,
    REFERRAL_STATES,
    WHAT,
    need_columns,
    referral_columns,
)
from desktop_app.gui.tables.paged import PagedSource
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import PAGE_ROWS
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.filter_chip import FilterChip
from desktop_app.gui.widgets.find_line import FindLine
from desktop_app.i18n import _, ngettext
from desktop_app.services.need_lines import NeedLines, ReferralLines
from desktop_app.services.office import Office
from desktop_app.storage.needs import NeedFilter
from desktop_app.storage.referrals import ReferralFilter

_ROOM_AROUND = 1.6


class _Narrowing(RecordList):
    """A list that gives up its least columns where there is no room for them.

    `spared` are the columns that go, the first one first; `needed` the ems of those that stay.
    """

    spared: tuple[int, ...] = ()
    needed: float = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as there is room for, and the words in what is left."""
        super().resizeEvent(event)
        header = self.view.horizontalHeader()
        widths = [em(column.width + _ROOM_AROUND) for column in self.table.columns]
        room = event.size().width() - em(self.needed)
        for at in reversed(self.spared):
            header.setSectionHidden(at, room < widths[at])
            room -= widths[at] if room >= widths[at] else 0


class NeedList(_Narrowing):
    """The open needs, or those that the filters leave."""

    spared, needed = (OWNER, KIND), 32

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        self._nothing = EmptyState("", "")
        super().__init__(need_columns(), _("Needs"), self._nothing, parent)
        self._office = office
        self._lines = NeedLines(office.desk)
        self._build_filters()
        self._connect()

    def read(self) -> None:
        """Read the list as the filters are set."""
        wanted = self.wanted()
        source = PagedSource(self._lines, wanted)
        count, late = source.count(), self._office.needs.overdue(self._office.desk.today())
        if self._is_narrowed() or self._lines.how_many(NeedFilter()):
            self._nothing.say(_("No need fits"), _("Take a filter off, or type less."))
        else:
            advice = _("What people ask for on a visit, by telephone or in the office stands here.")
            self._nothing.say(_("No need is open"), advice)
        words = ngettext("{count} need", "{count} needs", count).format(count=f"{count:,}")
        overdue = _("{count} overdue in all").format(count=f"{late:,}") if late else ""
        self.show_source(source, " · ".join(part for part in (words, overdue) if part))

    def wanted(self) -> NeedFilter:
        """Give the filter as it is set."""
        today = self._office.desk.today()
        return NeedFilter(
            text=self.text.wanted(),
            open=self.open.isChecked(),
            due_before=today if self.overdue.isChecked() else None,
            owner=self._office.user.id if self.mine.isChecked() else "",
            kind=self.kind.code(),
            urgency=self.urgency.code(),
            states=_states(self.state.code()),
        )

    def show_only(self, chip: Chip | None = None) -> None:
        """Take every filter off but this one."""
        for one in (self.open, self.overdue, self.mine):
            one.setChecked(one is chip)
        for many in (self.kind, self.urgency, self.state):
            if many.code():
                many.choose("")
        self.text.clear()
        self.read()

    def choose(self, need: str) -> bool:
        """Put the cursor on a need among the first of the list."""
        for row in range(min(self.table.rowCount(), PAGE_ROWS)):
            if self.table.record(row).need.id == need:
                self.view.choose_row(row)
                return True
        return False

    def _build_filters(self) -> None:
        self.text = FindLine(_("Filter by name or words"))
        self.open, self.overdue, self.mine = (
            Chip(_("Still open")),
            Chip(_("Overdue")),
            Chip(_("Seen to by me")),
        )
        self.open.setChecked(True)
        self.kind = FilterChip(_("Kind"), lambda: _choices("need_kind"))
        self.urgency = FilterChip(_("Urgency"), lambda: _choices("need_urgency"))
        self.state = FilterChip(_("Progress"), self._offered_states)
        self.referrals = Chip("")
        self.referrals.setProperty("leads", True)
        for part in (
            self.text,
            self.open,
            self.overdue,
            self.mine,
            self.kind,
            self.urgency,
            self.state,
            self.referrals,
        ):
            self.filters.add(part)

    def _connect(self) -> None:
        self.text.returnPressed.connect(self.view.setFocus)
        self.text.text_settled.connect(self.read)
        for chip in (self.open, self.overdue, self.mine):
            chip.clicked.connect(self.read)
        for many in (self.kind, self.urgency):
            many.chosen.connect(self._narrow)
        self.state.chosen.connect(self._narrow_to_state)

    def _narrow(self, _code: str) -> None:
        self.filters.reflow()
        self.read()

    def _narrow_to_state(self, code: str) -> None:
        """Show closed needs to whom asks for them."""
        if code == NeedState.CLOSED:
            self.open.setChecked(False)
            self.overdue.setChecked(False)
        self._narrow(code)

    def _is_narrowed(self) -> bool:
        return self.wanted() != NeedFilter(open=True)

    def _offered_states(self) -> list[tuple[str, str]]:
        """Offer the states with how many needs the other filters leave in each."""
        wanted = replace(self.wanted(), states=frozenset(), open=False, due_before=None)
        counts = self._lines.counts_by_state(wanted)
        return [
            (state, f"{_(words)} {counts.get(state, 0)}")
            for state, (words, _tone) in NEED_STATES.items()
        ]


class ReferralList(_Narrowing):
    """The referrals that wait, or those that the filters leave."""

    spared, needed = (ABOUT, WHAT), 36

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        self._nothing = EmptyState("", "")
        super().__init__(referral_columns(), _("Referrals"), self._nothing, parent)
        self._office = office
        self._lines = ReferralLines(office.desk)
        self._build_filters()

    def read(self) -> None:
        """Read the list as the filters are set."""
        source = PagedSource(self._lines, self.wanted())
        count = source.count()
        if self.wanted() == ReferralFilter():
            advice = _("What is asked of another union, the hotline or legal aid stands here.")
            self._nothing.say(_("Nothing was referred yet"), advice)
        else:
            self._nothing.say(_("No referral fits"), _("Take a filter off, or type less."))
        words = ngettext("{count} referral", "{count} referrals", count)
        self.show_source(source, words.format(count=f"{count:,}"))

    def wanted(self) -> ReferralFilter:
        """Give the filter as it is set."""
        code = self.state.code()
        return ReferralFilter(
            text=self.text.wanted(),
            kind=self.kind.code(),
            state=ReferralState(code) if code else None,
            due_before=self._office.desk.today() if self.overdue.isChecked() else None,
        )

    def show_all(self) -> None:
        """Take every filter off."""
        self.overdue.setChecked(False)
        for many in (self.kind, self.state):
            if many.code():
                many.choose("")
        self.text.clear()
        self.read()

    def choose(self, referral: str) -> bool:
        """Put the cursor on a referral among the first of the list."""
        for row in range(min(self.table.rowCount(), PAGE_ROWS)):
            if self.table.record(row).referral.id == referral:
                self.view.choose_row(row)
                return True
        return False

    def _build_filters(self) -> None:
        self.text = FindLine(_("Filter by name or words"))
        self.overdue = Chip(_("Overdue"))
        self.kind = FilterChip(_("Kind"), lambda: _choices("referral_kind"))
        self.state = FilterChip(_("Progress"), _referral_states)
        self.back = Chip("")
        self.back.setProperty("leads", True)
        for part in (self.text, self.overdue, self.kind, self.state, self.back):
            self.filters.add(part)
        self.text.returnPressed.connect(self.view.setFocus)
        self.text.text_settled.connect(self.read)
        self.overdue.clicked.connect(self.read)
        for many in (self.kind, self.state):
            many.chosen.connect(self._narrow)

    def _narrow(self, _code: str) -> None:
        self.filters.reflow()
        self.read()


def _choices(codes: str) -> list[tuple[str, str]]:
    return [(entry.code, entry.label) for entry in CodeLists.load()[codes].entries]


def _referral_states() -> list[tuple[str, str]]:
    return [(state, _(words)) for state, (words, _tone) in REFERRAL_STATES.items()]


def _states(code: str) -> frozenset[NeedState]:
    return frozenset({NeedState(code)}) if code else frozenset()
