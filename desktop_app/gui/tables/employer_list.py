"""The list of employers and sites with its filters, its count and its sum."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.employer import COUNTS
from desktop_app.domain.headcount import Headcount
from desktop_app.domain.role import Right
from desktop_app.gui.tables.employer_words import FIELDS, value_words
from desktop_app.gui.tables.paged import PagedSource
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import Column
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.filter_chip import FilterChip
from desktop_app.gui.widgets.find_line import FindLine
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.employer_lines import EmployerLine, EmployerLines
from desktop_app.services.office import Office
from desktop_app.storage.employers import EmployerFilter

RISK_TONES = {"high": "accent", "medium": "warn", "low": "plain"}
_LOOKED_THROUGH = 200
_FURTHER = ("industry", "nature", "state", "credit_code", "region", "address", "union", "contact")


def columns() -> tuple[Column[EmployerLine], ...]:
    """Give the columns of the list, those of a first look before those one may choose."""
    return (*_usual(), *_chosen())


def _usual() -> tuple[Column[EmployerLine], ...]:
    return (
        Column(
            mark("Name of the employer or site"),
            lambda line: line.employer.name,
            order="sort_key",
            width=11,
            least=12,
            stretch=True,
        ),
        Column(
            mark("Kind of employer"),
            kind_words,
            order="kind",
            badge=lambda _line: "plain",
            width=7,
            leave=2,
        ),
        _count("headcount", order="headcount", width=6, leave=3),
        Column(mark("Measures"), measures_words, right=True, width=4, leave=1),
        Column(
            mark("Risk"),
            risk_words,
            badge=lambda line: RISK_TONES.get(line.risk, ""),
            width=4,
            leave=5,
        ),
        Column(
            mark("Open findings"),
            lambda line: str(line.open_findings) if line.open_findings else "",
            value=lambda line: line.open_findings,
            right=True,
            width=5,
            leave=4,
        ),
    )


def _chosen() -> tuple[Column[EmployerLine], ...]:
    return (
        *(_further(name) for name in _FURTHER),
        *(_count(name, usual=False) for name in COUNTS[1:]),
        Column(mark("Belongs to the employer"), lambda line: line.belongs_to, width=9, usual=False),
        Column(
            mark("Look again on"),
            lambda line: line.warning_on.isoformat() if line.warning_on else "",
            value=lambda line: line.warning_on,
            width=6,
            usual=False,
        ),
        Column(
            mark("People there"),
            lambda line: f"{line.people:,}",
            value=lambda line: line.people,
            right=True,
            width=4,
            usual=False,
        ),
    )


def _further(name: str) -> Column[EmployerLine]:
    """Give a column that is shown where somebody chooses it."""
    return Column(
        FIELDS[name],
        lambda line: value_words(name, getattr(line.employer, name)),
        order="industry" if name == "industry" else "",
        width=8,
        usual=False,
    )


def _count(
    name: str, *, order: str = "", width: float = 5, leave: int = 0, usual: bool = True
) -> Column[EmployerLine]:
    """Give a column of a number of people; a workbook gets the bare number to add up."""

    def number(line: EmployerLine) -> int | None:
        count = getattr(line.employer, name)
        return count.number if count else None

    return Column(
        FIELDS[name],
        lambda line: value_words(name, getattr(line.employer, name)),
        order=order,
        right=True,
        width=width,
        leave=leave,
        usual=usual,
        value=number,
    )


def kind_words(line: EmployerLine) -> str:
    """Say what kind of employer it is."""
    return CodeLists.load()["employer_kind"].label_of(line.employer.kind)


def risk_words(line: EmployerLine) -> str:
    """Say the level of the risk that nobody has settled yet."""
    return CodeLists.load()["labour_risk_level"].label_of(line.risk)


def measures_words(line: EmployerLine) -> str:
    """Say how many of the measures are carried out: 3/5."""
    return f"{line.carried_out}/{len(line.measures)}" if line.measures else ""


class EmployerList(RecordList):
    """All employers, or those that text, kind, trade, state, measures and dangers leave."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        may_record = office.may(Right.RECORD)
        action = _("New employer or site") if may_record else ""
        self.nothing = EmptyState("", "", action)
        super().__init__(columns(), _("Employers"), self.nothing, parent)
        self._lines = EmployerLines(office.desk)
        self._build_filters()
        self.view.horizontalHeader().sortIndicatorChanged.connect(self._keep_sortable)

    def read(self) -> None:
        """Read the list as the filters leave it."""
        wanted = self.wanted()
        if wanted == EmployerFilter():
            advice = _("Record the first employer or site (Ctrl+N).")
            self.nothing.say(_("No employer is recorded yet"), advice)
        else:
            advice = _("Take a filter off, or type less of the name.")
            self.nothing.say(_("No employer fits"), advice)
        source = PagedSource(self._lines, wanted)
        self.show_source(source, self._comes_to(wanted, source.count()))

    def wanted(self) -> EmployerFilter:
        """Give the filter as it is set."""
        return EmployerFilter(
            text=self.text.wanted(),
            open_findings=self.open_findings.isChecked(),
            in_difficulty=self.in_difficulty.isChecked(),
            **{name: chip.code() for name, chip in self.chips.items()},
        )

    def choose(self, employer: str) -> bool:
        """Put the cursor on an employer among the first of the list."""
        for row in range(min(self.table.rowCount(), _LOOKED_THROUGH)):
            if self.table.record(row).employer.id == employer:
                self.view.choose_row(row)
                return True
        return False

    def look_for(self, name: str) -> None:
        """Filter by a name and by nothing else."""
        for chip in self.chips.values():
            if chip.code():
                chip.choose("")
        self.open_findings.setChecked(False)
        self.in_difficulty.setChecked(False)
        self.text.setText(name)
        self.read()

    def _build_filters(self) -> None:
        self.text = FindLine(_("Filter by name, initials, credit code"))
        self.text.text_settled.connect(self.read)
        self.text.returnPressed.connect(self.view.setFocus)
        self.chips = {
            "kind": FilterChip(_("Kind of employer"), _choices("employer_kind")),
            "industry": FilterChip(_("Trade"), _choices("industry")),
            "state": FilterChip(_("State of the employer"), _choices("employer_state")),
            "measure": FilterChip(_("Measure"), _choices("employer_measure")),
            "risk": FilterChip(_("Risk"), _choices("labour_risk_level")),
        }
        self.open_findings = Chip(_("Open findings"))
        self.in_difficulty = Chip(_("In difficulty"))
        self.filters.add(self.text)
        self.text.setObjectName("text")
        for name, chip in self.chips.items():
            chip.setObjectName(name)
            self.filters.add(chip)
            chip.chosen.connect(self._narrow)
        self.open_findings.setObjectName("open_findings")
        self.in_difficulty.setObjectName("in_difficulty")
        for tick in (self.open_findings, self.in_difficulty):
            self.filters.add(tick)
            tick.clicked.connect(self._narrow)

    def _narrow(self) -> None:
        self.filters.reflow()
        self.read()

    def _comes_to(self, wanted: EmployerFilter, count: int) -> str:
        words = ngettext("{count} employer", "{count} employers", count)
        employers = words.format(count=f"{count:,}")
        strength = self._lines.strength(wanted)
        if not strength.number:
            return employers
        number = Headcount(number=strength.number, approximate=strength.approximate)
        workers = _("{count} workers in all").format(count=number.words)
        return f"{employers} · {workers}"

    def _keep_sortable(self, column: int) -> None:
        """Take the mark off a heading by which the ledger cannot sort."""
        if column >= 0 and not self.table.columns[column].order:
            header = self.view.horizontalHeader()
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)


def _choices(codes: str) -> Callable[[], list[tuple[str, str]]]:
    """Offer every choice of a list, the retired ones too: old records still have them."""
    return lambda: [(entry.code, entry.label) for entry in CodeLists.load()[codes].entries]
