"""The record on the right of the list of people: who it is, what is known, what happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabBar, QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.household import HardshipFile
from desktop_app.domain.role import Right, may
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs import questions
from desktop_app.gui.forms.columns import FieldGrid
from desktop_app.gui.forms.person_words import field_name, value_words
from desktop_app.gui.pages import person_parts as parts
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.people_columns import category_words, sex_words
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.masked_value import MaskedValue
from desktop_app.gui.widgets.words import Badge, SecureLabel, label
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.services.people_lines import PersonLine
from desktop_app.services.person_history import person_history

_COVERED = ("id_number", "phone", "other_phone", "bank_card")
_FACTS = ("employer", "category", "birth_date", "ethnicity", "address", "bank_name", "tags")
_ROOM_OF_A_NUMBER = 13
_NO_FACTS = frozenset({"id", "beneficiary", "originals", "hardship_category"})


class PersonPane(QWidget):
    """Shows one person, or what to do where nobody is chosen.

    Signals:
        edit_requested: the id of the person shown.
        visit_requested: the id of a visit, or the person to be visited.
        grant_requested: the id of a grant.
    """

    edit_requested = Signal(str)
    visit_requested = Signal(object)
    grant_requested = Signal(str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._shown: PersonLine | None = None
        self._bodies: list[QWidget] = []
        self._name = SecureLabel("", "name")
        self._facts = SecureLabel("", "muted")
        self._badge = Badge()
        self._edit = KeyedButton(_("Edit"), Shortcut.EDIT.keys)
        self._edit.clicked.connect(self._ask_to_edit)
        self._tabs = self._build_tabs()
        self._build()
        self.show_line(None)

    @property
    def person(self) -> Beneficiary | None:
        """Who is shown."""
        return self._shown.person if self._shown else None

    def show_line(self, line: PersonLine | None) -> None:
        """Show a person of the list, or nobody."""
        same = line is not None and self.person is not None and line.person.id == self.person.id
        self._shown = line
        self._head.setVisible(line is not None)
        self._scroll.setVisible(line is not None)
        self._nobody.setVisible(line is None)
        for body in self._bodies:
            self._column.removeWidget(body)
            body.hide()
            body.deleteLater()
        self._bodies = []
        if line is not None:
            self._show_head(line)
            self._show_bodies(line.person, self._tabs.currentIndex() if same else 0)

    def _build_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setAccessibleName(_("Parts of the record"))
        tabs.setExpanding(False)
        tabs.setDrawBase(False)
        tabs.setUsesScrollButtons(True)
        for _part in range(4):
            tabs.addTab("")
        tabs.currentChanged.connect(self._show_part)
        return tabs

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(em(0.8))
        head.addWidget(self._name, 2)
        head.addWidget(self._edit)
        below = QHBoxLayout()
        below.setSpacing(em(0.8))
        below.addWidget(self._facts, 1)
        below.addWidget(self._badge)
        self._head = QWidget()
        top = QVBoxLayout(self._head)
        top.setContentsMargins(em(1.4), em(1.2), em(1.4), 0)
        top.setSpacing(em(0.3))
        top.addLayout(head)
        top.addLayout(below)
        top.addWidget(self._tabs)
        ground = QWidget()
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(em(1.4), em(0.8), em(1.4), em(1.2))
        self._column.setSpacing(em(1))
        self._scroll = QScrollArea()
        self._scroll.setWidget(ground)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nobody = label(_("Choose a person in the list to see the record here."), "muted")
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nobody.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._nobody, 1)

    def _show_head(self, line: PersonLine) -> None:
        age = "" if line.age is None else _("{age} years old").format(age=line.age)
        ethnicity = value_words("ethnicity", line.person.ethnicity)
        said = [sex_words(line), age, ethnicity if line.person.ethnicity else ""]
        self._name.show_text(line.person.name)
        self._facts.show_text(" · ".join(part for part in said if part))
        self._badge.show_word(category_words(line), "plain")
        self._edit.setVisible(may(self._office.user.role, Right.RECORD))

    def _show_bodies(self, person: Beneficiary, part: int) -> None:
        store = self._office.desk.store
        file = store.hardship_files.of(person.id)
        members = [one.record for one in store.household_members.of(person.id)]
        visits = self._office.visiting.to(person.id)
        grants = self._office.register.grants(person.id)
        campaigns: dict[str, str] = {one.id: one.name for one in self._office.campaigns.all()}
        self._bodies = [
            self._overview(person, file.record if file else None),
            parts.household(members),
            parts.visits(visits, self.visit_requested.emit, self._beginning(person)),
            parts.grants(grants, campaigns, self.grant_requested.emit),
            label(_("History"), "heading"),
            parts.history(person_history(self._office.desk, person.id)),
        ]
        for at, body in enumerate(self._bodies):
            self._column.insertWidget(at, body)
        if self._column.count() == len(self._bodies):
            self._column.addStretch()
        for at, (words, count) in enumerate(
            (
                (_("Overview"), 0),
                (_("Household"), len(members)),
                (_("Visits"), len(visits)),
                (_("Grants"), len(grants)),
            )
        ):
            self._tabs.setTabText(at, f"{words} {count}" if count else words)
        self._tabs.setCurrentIndex(part)
        self._show_part(part)

    def _beginning(self, person: Beneficiary) -> Callable[[], object] | None:
        if not may(self._office.user.role, Right.RECORD):
            return None
        return lambda: self.visit_requested.emit(person)

    def _show_part(self, part: int) -> None:
        for at, body in enumerate(self._bodies[:4]):
            body.setVisible(at == part)

    def _overview(self, person: Beneficiary, file: HardshipFile | None) -> QWidget:
        grid = FieldGrid(2, _ROOM_OF_A_NUMBER)
        for name in _COVERED:
            if name in _COVERED[:2] or getattr(person, name):
                grid.add_cell(parts.named(field_name(name), self._covered(person, name)))
        for name in _FACTS:
            value = getattr(person, name)
            if value or name in ("employer", "category"):
                cell = parts.fact(field_name(name), value_words(name, value))
                grid.add_cell(cell, wide=name == "address")
        if person.remarks:
            cell = parts.named(field_name("remarks"), label(person.remarks, wrap=True))
            grid.add_cell(cell, wide=True)
        if file is not None:
            _add_hardship(grid, file)
        return grid

    def _covered(self, person: Beneficiary, name: str) -> MaskedValue:
        shown = MaskedValue(field_name(name))
        value = getattr(person, name)
        shown.show_masked(value_words(name, value) if value else "")
        shown.reveal_requested.connect(lambda: self._reveal(person.id, name, shown))
        return shown

    def _reveal(self, person: str, name: str, shown: MaskedValue) -> None:
        """Show a number for a while; the audit trail says who looked."""
        try:
            shown.reveal(self._office.register.reveal(person, name, _("looked at on the screen")))
        except CircumstanceError as circumstance:
            questions.tell(self, circumstance.sentence())

    def _ask_to_edit(self) -> None:
        if self.person is not None:
            self.edit_requested.emit(self.person.id)


def _add_hardship(grid: FieldGrid, file: HardshipFile) -> None:
    """Go on with what the hardship file says; what it does not say has no place."""
    kind = value_words("hardship_category", file.hardship_category)
    words = _("Hardship file: {kind}").format(kind=kind)
    grid.add_cell(label(words, "heading", wrap=True), wide=True)
    for one in fields(file):
        value = getattr(file, one.name)
        if one.name not in _NO_FACTS and value not in (None, "", ()):
            grid.add_cell(parts.fact(field_name(one.name), value_words(one.name, value)))
