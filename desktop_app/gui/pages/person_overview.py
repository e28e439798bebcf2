"""What is known of a person, the numbers covered until somebody asks."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.second_keying import KeyedField
from desktop_app.gui.forms.columns import FieldGrid
from desktop_app.gui.forms.person_words import field_name, value_words
from desktop_app.gui.pages import person_parts as parts
from desktop_app.gui.pages.covered_value import covered_value
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.keying_columns import KEYING_TONES, KEYING_WORDS
from desktop_app.gui.widgets.masked_value import MaskedValue
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _
from desktop_app.services.keying_again import State
from desktop_app.services.office import Office

_COVERED = ("id_number", "phone", "other_phone", "bank_card")
_FACTS = ("employer", "category", "birth_date", "ethnicity", "address", "bank_name", "tags")
_ROOM_OF_A_NUMBER = 13


class PersonOverview(QWidget):
    """The person's own fields."""

    def __init__(self, office: Office, person: Beneficiary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._person = person
        grid = FieldGrid(2, _ROOM_OF_A_NUMBER)
        self._add_facts(grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(grid)

    def _add_facts(self, grid: FieldGrid) -> None:
        person = self._person
        for name in _COVERED:
            if name in _COVERED[:2] or getattr(person, name):
                grid.add_cell(parts.named(field_name(name), self._covered(name)))
        for name in _FACTS:
            value = getattr(person, name)
            if value or name in ("employer", "category"):
                cell = parts.fact(field_name(name), value_words(name, value))
                grid.add_cell(cell, wide=name == "address")
        if person.remarks:
            cell = parts.named(field_name("remarks"), label(person.remarks, wrap=True))
            grid.add_cell(cell, wide=True)

    def _covered(self, name: str) -> QWidget:
        """Show a covered number, and whether somebody has keyed it a second time."""
        shown = self._masked(name)
        state = self._state(name)
        if state is None:
            return shown
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.1))
        column.addWidget(shown)
        column.addWidget(Badge(_(KEYING_WORDS[state]), KEYING_TONES[state]))
        return ground

    def _state(self, name: str) -> State | None:
        keyed = name in set(KeyedField)
        return self._office.keying.state_of(self._person.id, KeyedField(name)) if keyed else None

    def _masked(self, name: str) -> MaskedValue:
        value = getattr(self._person, name)
        masked = value_words(name, value) if value else ""
        reveal = self._office.register.reveal
        return covered_value(reveal, self._person.id, name, masked, field_name(name))
