"""The list of people with its filters, its count and its sum."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, Qt
from PySide6.QtWidgets import QHeaderView, QLineEdit, QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.money import format_yuan
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.people_columns import (
    AGE,
    AMOUNT,
    CATEGORY,
    EMPLOYER,
    NAME,
    SEX,
    STATE,
    PeopleSource,
    columns,
)
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.filter_chip import FilterChip
from desktop_app.i18n import _, ngettext
from desktop_app.services.office import Office
from desktop_app.services.people_lines import PeopleLines
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.sections import WITH_CHILDREN

_TYPING_PAUSE_MS = 150
_LOOKED_THROUGH = 200
_ROOM_OF_AN_EMPLOYER = 7
_AID_DUE = "aid_due"


class _FindLine(QLineEdit):
    """Narrows the list while it is typed in; Escape empties it."""

    def sizeHint(self) -> QSize:
        """Ask for the room of a name and the end of a number."""
        return QSize(em(15), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives back the whole list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class PeopleList(RecordList):
    """All people, or those whom text, category, employer and roster leave."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        self._nothing = EmptyState("", "")
        super().__init__(columns(), _("Beneficiaries"), self._nothing, parent)
        self._office = office
        self._lines = PeopleLines(office.desk)
        self._campaign = ""
        self._employers: list[str] | None = None
        header = self.view.horizontalHeader()
        self._widths = [header.sectionSize(at) for at in range(header.count())]
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._build_filters()
        self._connect()

    @property
    def campaign(self) -> str:
        """The id of the campaign whose amounts are shown, or ""."""
        return self._campaign

    def show_campaign(self, campaign: str) -> None:
        """Show what this campaign has for each person; read again afterwards."""
        self._campaign = campaign
        self.on_roster.setVisible(bool(campaign))
        if not campaign:
            self.on_roster.setChecked(False)
        self.filters.reflow()

    def read(self) -> None:
        """Read the list as the filters leave it."""
        self._pause.stop()
        wanted = self.wanted()
        if wanted == PeopleFilter():
            advice = _("Import a roster (Ctrl+I), or record the first person (Ctrl+N).")
            self._nothing.say(_("Nobody is recorded yet"), advice)
        else:
            self._nothing.say(_("Nobody fits"), _("Take a filter off, or type less of the name."))
        source = PeopleSource(self._lines, wanted, self._campaign)
        self.show_source(source, self._comes_to(wanted, source.count()))

    def forget_employers(self) -> None:
        """Read the employers again when somebody next wants to choose one."""
        self._employers = None

    def wanted(self) -> PeopleFilter:
        """Give the filter as it is set."""
        section = self.section.code()
        return PeopleFilter(
            text=self.text.text().strip(),
            category=self.category.code(),
            employer=self.employer.code(),
            campaign=self._campaign if self.on_roster.isChecked() else "",
            section="" if section == _AID_DUE else section,
            aid_due_by=self._office.desk.today().isoformat() if section == _AID_DUE else "",
        )

    def choose(self, person: str) -> bool:
        """Put the cursor on a person among the first of the list."""
        for row in range(min(self.table.rowCount(), _LOOKED_THROUGH)):
            if self.table.record(row).person.id == person:
                self.view.choose_row(row)
                return True
        return False

    def look_for(self, name: str) -> None:
        """Filter by a name and by nothing else."""
        for chip in (self.category, self.employer, self.section):
            if chip.code():
                chip.choose("")
        self.on_roster.setChecked(False)
        self.text.setText(name)
        self.read()

    def show_aid_due(self) -> None:
        """Leave only those whose lasting aid is due."""
        self.look_for("")
        self.section.choose(_AID_DUE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up what matters least where there is no room for it; the name takes the rest."""
        super().resizeEvent(event)
        room = event.size().width() - sum(self._widths[at] for at in (NAME, AMOUNT, STATE))
        header = self.view.horizontalHeader()
        for column in (CATEGORY, AGE, SEX, EMPLOYER):
            wanted = em(_ROOM_OF_AN_EMPLOYER) if column == EMPLOYER else self._widths[column]
            header.setSectionHidden(column, room < wanted)
            room -= wanted if room >= wanted else 0
        mode = QHeaderView.ResizeMode
        alone = header.isSectionHidden(EMPLOYER)
        header.setSectionResizeMode(NAME, mode.Stretch if alone else mode.Interactive)
        if not alone:
            header.resizeSection(NAME, self._widths[NAME])

    def _build_filters(self) -> None:
        words = _("Filter by name, number, employer")
        self.text = _FindLine()
        self.text.setPlaceholderText(words)
        self.text.setAccessibleName(words)
        self.text.setClearButtonEnabled(True)
        self.category = FilterChip(_("Category"), _categories)
        self.employer = FilterChip(_("Employer"), self._known_employers)
        self.section = FilterChip(_("Section"), _sections)
        self.on_roster = Chip(_("On this campaign's roster"))
        for part in (self.text, self.category, self.employer, self.section, self.on_roster):
            self.filters.add(part)
        self.on_roster.hide()

    def _connect(self) -> None:
        self.text.textChanged.connect(self._pause.start)
        self.text.returnPressed.connect(self.view.setFocus)
        self._pause.timeout.connect(self.read)
        for chip in (self.category, self.employer, self.section):
            chip.chosen.connect(self._narrow)
        self.on_roster.clicked.connect(self._narrow)
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._keep_sortable)

    def _narrow(self) -> None:
        self.filters.reflow()
        self.read()

    def _comes_to(self, wanted: PeopleFilter, count: int) -> str:
        people = ngettext("{count} person", "{count} people", count).format(count=f"{count:,}")
        if not (self._campaign and count):
            return people
        fen = self._lines.cash_fen(wanted, self._campaign)
        total = _("{amount} yuan in all").format(amount=format_yuan(fen))
        return f"{people} · {total}"

    def _keep_sortable(self, column: int) -> None:
        """Take the mark off a heading by which the ledger cannot sort."""
        if column >= 0 and not self.table.columns[column].order:
            header = self.view.horizontalHeader()
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _known_employers(self) -> list[tuple[str, str]]:
        if self._employers is None:
            self._employers = self._office.register.employers()
        return [(employer, employer) for employer in self._employers]


def _categories() -> list[tuple[str, str]]:
    entries = CodeLists.load()["recipient_category"].entries
    return [(entry.code, entry.label) for entry in entries]


def _sections() -> list[tuple[str, str]]:
    sections = [(entry.code, entry.label) for entry in CodeLists.load()["section"].entries]
    more = [(WITH_CHILDREN, _("With children left behind")), (_AID_DUE, _("Lasting aid due"))]
    return [*sections, *more]
