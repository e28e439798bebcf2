"""The household in a form: a line for each member, and the rest about the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.covered import COVERED
from desktop_app.domain.household import HouseholdMember
from desktop_app.domain.identity import new_id
from desktop_app.domain.money import format_yuan
from desktop_app.domain.resident_id import mask, read_resident_id
from desktop_app.gui.forms.columns import FieldGrid
from desktop_app.gui.forms.field import Field
from desktop_app.gui.forms.fold import Fold
from desktop_app.gui.forms.offered import offered
from desktop_app.gui.forms.person_words import FIELDS
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.covered_line import CoveredCodeLine, CoveredIdEdit, CoveredLine
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.inline_table import (
    InlineColumn,
    InlineTable,
    Row,
    Unread,
    text_of,
    write_text,
)
from desktop_app.gui.widgets.number_edit import AmountEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import CodeLine, Editor, TextLine
from desktop_app.i18n import _

# The other fields of a member, each with its code list where it has one.
_REST: tuple[tuple[str, str], ...] = (
    ("sex", "sex"),
    ("birth_date", ""),
    ("ethnicity", "ethnicity"),
    ("political_status", "political_status"),
    ("marital_status", "marital_status"),
    ("hukou_type", "hukou_type"),
    ("disability", "disability"),
    ("medical_insurance", "medical_insurance"),
    ("model_worker_type", "model_worker_type"),
    ("work_status", "work_status"),
    ("employer_nature", "employer_nature"),
    ("employer_state", "employer_state"),
    ("industry", "industry"),
    ("contract_signed", ""),
    ("contract_term", "contract_term"),
    ("education", ""),
    ("enrolled", ""),
    ("school_years", ""),
    ("phone", ""),
    ("other_phone", ""),
    ("remarks", ""),
)
_CODES = frozenset({"enrolled", "school_years"})
_MASKS = COVERED["household_member"]
_ABREAST = 5
_WIDTHS = {
    "name": 5.2,
    "relation": 5.4,
    "id_number": 14.2,
    "monthly_income_fen": 7,
    "health": 6.4,
    "person_status": 4.8,
}
_OF_THE_RECORD = frozenset({"id", "beneficiary", "originals", "gone"})


Prepare = Callable[[QWidget, Row], None]


class _Table(InlineTable):
    """The lines; an ID number that is right fills in sex and date of birth.

    Signals:
        row_chosen: the number of the line under the cursor, or -1.
    """

    row_chosen = Signal(int)

    def __init__(self, protect: Prepare) -> None:
        super().__init__(_columns(protect), _("Add a member of the household (Insert)"))
        for at, column in enumerate(self._rows.columns):
            self._grid.horizontalHeader().resizeSection(at, em(_WIDTHS.get(column.name, 5.5)))
        self._grid.selectionModel().currentRowChanged.connect(self._tell)
        self._rows.modelReset.connect(lambda: self.row_chosen.emit(-1))
        self._rows.dataChanged.connect(self._complete)

    def add_row(self) -> None:
        """Add a line for somebody new, whose id stays the same however often it is saved."""
        super().add_row()
        self._rows.rows[-1]["id"] = new_id()

    def value(self) -> tuple[Row, ...]:
        """Give the lines in which something is said about somebody."""
        return tuple(row for row in super().value() if _says_something(row))

    def row(self, at: int) -> Row:
        """Give a line as it stands, to read or to write in."""
        return self._rows.rows[at]

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self._rows.rows)

    @property
    def current(self) -> int:
        """The number of the line under the cursor, or -1."""
        return self._grid.currentIndex().row()

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.row_chosen.emit(current.row())

    def _complete(self, changed: QModelIndex) -> None:
        row = self._rows.rows[changed.row()]
        number, _issues = read_resident_id(str(row.get("id_number") or ""))
        if number and number.check_fits:
            row["id_number"] = number.text
            row["birth_date"] = row.get("birth_date") or number.birth_date
            row["sex"] = row.get("sex") or number.sex
            self.row_chosen.emit(changed.row())


class FamilyEditor(QWidget):
    """Any number of members; the value is a tuple of dicts by the fields of a member.

    Numbers that the ledger knows are covered, in the lines and in the fields below.

    Signals:
        edited: a person has changed, added or removed something.
        uncover_requested: the id of a member, the name of a field, and the line that covers it.
    """

    edited = Signal()
    uncover_requested = Signal(str, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = _Table(partial(self._protect, "id_number"))
        self._at = -1
        self._known: Mapping[str, HouseholdMember] = {}
        self._unread: dict[tuple[str, str], Unread] = {}
        self.details: dict[str, Editor] = {}
        self._rest = self._build_rest()
        self.fold = Fold(_("More about this member"), self._rest.setVisible)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.5))
        for part in (self.table, self.fold, self._rest):
            column.addWidget(part)
        self.table.row_chosen.connect(self._show)
        self.table.edited.connect(self._tell)
        self.setFocusProxy(self.table)
        self._show(-1)

    def value(self) -> tuple[Row, ...]:
        """Give the members about whom anything is known."""
        return self.table.value()

    def know(self, members: Mapping[str, HouseholdMember]) -> None:
        """Keep the numbers of these members covered, by their ids."""
        self._known = members

    def set_value(self, value: object) -> None:
        """Show these members and no others."""
        self._unread.clear()
        self.table.set_value(value)

    def misread(self) -> str:
        """Tell whether anything typed about anybody here is no value."""
        unread = next(iter(self._unread.values()), None)
        return self.table.misread() or (unread.code if unread else "")

    def text(self) -> str:
        """Give the first text that is no value."""
        unread = next(iter(self._unread.values()), None)
        return self.table.text() or (unread.text if unread else "")

    def _build_rest(self) -> QWidget:
        grid = FieldGrid(_ABREAST)
        for name, codes in _REST:
            editor = _editor(name, codes)
            caption = _(FIELDS[name])
            cell = Field(f"member_{name}", caption, editor, hint="", unit="", required=False)
            grid.add_cell(cell, wide=2 if name == "remarks" else False)
            self.details[name] = cast("Editor", editor)
            if isinstance(editor, CoveredLine):
                editor.uncover_requested.connect(partial(self._ask_below, name, editor))
                editor.note_changed.connect(cell.set_note)
                editor.says_how = name == "phone"
            self.details[name].edited.connect(self._taker(name))
        return grid

    def _taker(self, name: str) -> Callable[[], None]:
        return lambda: self._take(name)

    def _take(self, name: str) -> None:
        if self._at < 0:
            return
        row, editor = self.table.row(self._at), self.details[name]
        row[name] = editor.value()
        key = (str(row.get("id")), name)
        self._unread.pop(key, None)
        if code := editor.misread():
            self._unread[key] = Unread(text_of(cast("QWidget", editor)), code)
        self.edited.emit()

    def _show(self, at: int) -> None:
        """Show the rest about a line; the fields are for nobody while none is chosen."""
        self._at = at
        self.fold.setVisible(at >= 0)
        self._rest.setVisible(at >= 0 and self.fold.isChecked())
        row = self.table.row(at) if at >= 0 else {}
        for name, codes in _REST:
            editor = self.details[name]
            if isinstance(editor, PinyinComboBox):
                editor.set_choices(offered(codes, row.get(name)))
            if isinstance(editor, CoveredLine):
                self._cover(name, editor, row)
            editor.set_value(row.get(name))
            if unread := self._unread.get((str(row.get("id")), name)):
                write_text(cast("QWidget", editor), unread.text)

    def _protect(self, name: str, editor: QWidget, row: Row) -> None:
        """Cover the number in a cell that was opened just now."""
        line = cast("CoveredLine", editor)
        self._cover(name, line, row)
        line.uncover_requested.connect(lambda: self._ask(row, name, line))

    def _cover(self, name: str, line: CoveredLine, row: Row) -> None:
        member = self._known.get(str(row.get("id")))
        known = getattr(member, name) if member else None
        line.protect(known, _MASKS[name](known) if known else "")

    def _ask_below(self, name: str, line: CoveredLine) -> None:
        self._ask(self.table.row(self._at), name, line)

    def _ask(self, row: Row, name: str, line: CoveredLine) -> None:
        self.uncover_requested.emit(str(row.get("id")), name, line)

    def _tell(self) -> None:
        present = {str(self.table.row(at).get("id")) for at in range(self.table.count)}
        self._unread = {key: one for key, one in self._unread.items() if key[0] in present}
        if self.table.current < 0:
            self._show(-1)
        self.edited.emit()


def _says_something(row: Row) -> bool:
    said = (value for name, value in row.items() if name not in _OF_THE_RECORD)
    return any(value not in (None, "") for value in said)


def _editor(name: str, codes: str) -> QWidget:
    if codes:
        return PinyinComboBox(offered(codes))
    if name == "birth_date":
        return DateEdit()
    if name in _MASKS:
        return CoveredCodeLine()
    return CodeLine() if name in _CODES else TextLine()


def _columns(protect: Prepare) -> tuple[InlineColumn, ...]:
    """Lay out the columns that most members need."""
    lists = CodeLists.load()

    def chosen(name: str, codes: str) -> InlineColumn:
        return InlineColumn(
            name=name,
            title=_(FIELDS[name]),
            editor=lambda: PinyinComboBox(offered(codes)),
            text=lists[codes].label_of,
        )

    def plain(name: str, editor: Callable[[], QWidget], share: int = 1) -> InlineColumn:
        return InlineColumn(name=name, title=_(FIELDS[name]), editor=editor, share=share)

    return (
        plain("name", TextLine),
        chosen("relation", "family_relation"),
        replace(plain("id_number", CoveredIdEdit), text=mask, prepare=protect),
        InlineColumn(
            name="monthly_income_fen",
            title=_("Yuan a month"),
            editor=lambda: AmountEdit(may_be_zero=True),
            text=format_yuan,
            right=True,
        ),
        chosen("health", "health"),
        chosen("person_status", "person_status"),
        plain("occupation", TextLine, 3),
    )
