"""The list of people with its filters, its count and its sum."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.money import format_yuan
from desktop_app.gui.tables.people_columns import PeopleSource, columns, is_sortable
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.filter_chip import FilterChip
from desktop_app.gui.widgets.find_line import FindLine
from desktop_app.i18n import _, ngettext
from desktop_app.services.office import Office
from desktop_app.services.people_facts import LAST
from desktop_app.services.people_lines import PeopleLines
from desktop_app.services.proceeding import FILE_LISTS
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.households import FileList
from desktop_app.storage.sections import WITH_CHILDREN

_LOOKED_THROUGH = 200
_AID_DUE = "aid_due"


class PeopleList(RecordList):
    """All people, or those whom text, category, employer and roster leave."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        self._nothing = EmptyState("", "")
        super().__init__(columns(), _("Beneficiaries"), self._nothing, parent)
        self._office = office
        self._lines = PeopleLines(office.desk)
        self._campaign = ""
        self._employers: list[str] | None = None
        self._knows_last = False
        self._build_filters()
        self._connect()
        self.remember(office, "people")

    @property
    def campaign(self) -> str:
        """The id of the campaign whose amounts are shown, or ""."""
        return self._campaign

    def show_campaign(self, campaign: str) -> None:
        """Show what this campaign has for each person; read again afterwards."""
        self._campaign = campaign
        for chip in self._of_campaign:
            chip.setVisible(bool(campaign))
            chip.setChecked(bool(campaign) and chip.isChecked())
        self.filters.reflow()

    def read(self) -> None:
        """Read the list as the filters leave it."""
        self.text.settle()
        wanted = self.wanted()
        if wanted == PeopleFilter():
            advice = _("Import a roster (Ctrl+I), or record the first person (Ctrl+N).")
            self._nothing.say(_("Nobody is recorded yet"), advice)
        else:
            self._nothing.say(_("Nobody fits"), _("Take a filter off, or type less of the name."))
        self._knows_last = not LAST.isdisjoint(one.key for one in self.view.columns.shown())
        source = PeopleSource(self._lines, wanted, self._campaign, last=self._knows_last)
        self.show_source(source, self._comes_to(wanted, source.count()))

    def forget_employers(self) -> None:
        """Read the employers again when somebody next wants to choose one."""
        self._employers = None

    def wanted(self) -> PeopleFilter:
        """Give the filter as it is set."""
        section = self.section.code()
        archive = self.archive.code()
        return PeopleFilter(
            text=self.text.text().strip(),
            category=self.category.code(),
            employer=self.employer.code(),
            campaign=self._campaign if self.on_roster.isChecked() else "",
            section="" if section == _AID_DUE else section,
            aid_due_by=self._office.desk.today().isoformat() if section == _AID_DUE else "",
            archive=self._office.proceeding.filter(FileList(archive)) if archive else None,
            tag=self.tag.code(),
            unvisited=self._campaign if self.unvisited.isChecked() else "",
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
        for chip in self._chips:
            if chip.code():
                chip.choose("")
        for switch in self._of_campaign:
            switch.setChecked(False)
        self.text.setText(name)
        self.read()

    def show_aid_due(self) -> None:
        """Leave only those whose lasting aid is due."""
        self.look_for("")
        self.section.choose(_AID_DUE)

    def show_reviews_due(self) -> None:
        """Leave only those whose hardship file is due for its annual review."""
        self.look_for("")
        self.archive.choose(FileList.REVIEW)

    def _build_filters(self) -> None:
        self.text = FindLine(_("Filter by name, number, employer"))
        self.category = FilterChip(_("Category"), _categories)
        self.employer = FilterChip(_("Employer"), self._known_employers)
        self.section = FilterChip(_("Section"), _sections)
        self.archive = FilterChip(_("Hardship files"), _file_lists)
        self.tag = FilterChip(_("Tag"), self._known_tags)
        self.on_roster = Chip(_("On this campaign's roster"))
        self.unvisited = Chip(_("Not yet visited"))
        self._chips = (self.category, self.employer, self.section, self.archive, self.tag)
        for name in (
            *("text", "category", "employer", "section", "archive", "tag"),
            *("on_roster", "unvisited"),
        ):
            part = getattr(self, name)
            part.setObjectName(name)
            self.filters.add(part)
        for chip in self._of_campaign:
            chip.hide()

    def _connect(self) -> None:
        self.text.text_settled.connect(self.read)
        self.text.returnPressed.connect(self.view.setFocus)
        for choice in self._chips:
            choice.chosen.connect(self._narrow)
        for chip in self._of_campaign:
            chip.clicked.connect(self._narrow)
        self.view.columns_changed.connect(self._read_last)
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
        if column >= 0 and not is_sortable(self.table.columns[column]):
            header = self.view.horizontalHeader()
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _read_last(self) -> None:
        """Read again where a column is wanted that takes asking for more."""
        shown = {one.key for one in self.view.columns.shown()}
        if not self._knows_last and not LAST.isdisjoint(shown):
            chosen = self.view.chosen_record()
            self.read()
            self.choose(chosen.person.id if chosen else "")

    @property
    def _of_campaign(self) -> tuple[Chip, Chip]:
        return self.on_roster, self.unvisited

    def _known_tags(self) -> list[tuple[str, str]]:
        return [(tag, tag) for tag in self._office.tagging.known()]

    def _known_employers(self) -> list[tuple[str, str]]:
        if self._employers is None:
            self._employers = self._office.register.employers()
        return [(employer, employer) for employer in self._employers]


def _file_lists() -> list[tuple[str, str]]:
    return [(name, _(words)) for name, words in FILE_LISTS.items()]


def _categories() -> list[tuple[str, str]]:
    entries = CodeLists.load()["recipient_category"].entries
    return [(entry.code, entry.label) for entry in entries]


def _sections() -> list[tuple[str, str]]:
    sections = [(entry.code, entry.label) for entry in CodeLists.load()["section"].entries]
    more = [(WITH_CHILDREN, _("With children left behind")), (_AID_DUE, _("Lasting aid due"))]
    return [*sections, *more]
