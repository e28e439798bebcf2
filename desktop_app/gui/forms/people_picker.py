"""Whom the visit is to: found while typing, or added on the spot."""

from __future__ import annotations

from collections.abc import Hashable
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import BeneficiaryId, new_id
from desktop_app.gui.forms.chip_line import ChipLine
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.id_number_edit import IdNumberEdit
from desktop_app.gui.widgets.search_field import Hit
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.office import Office

_OFFERED = 12


class _NewPerson(QWidget):
    """Name and ID number of somebody who is not in the register yet.

    Signals:
        asked: name and number, to be kept.
        left: nothing is to be added after all.
    """

    asked = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = TextLine()
        self.number = IdNumberEdit()
        self._refusal = label("", "blocks", wrap=True)
        add = KeyedButton(_("Add"))
        add.clicked.connect(self._ask)
        stop = link(_("Not now"))
        stop.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(em(0.6))
        for editor, words, share in ((self.name, _("Name"), 2), (self.number, _("ID number"), 3)):
            editor.setAccessibleName(words)
            editor.setPlaceholderText(words)
            row.addWidget(editor, share)
        row.addWidget(add)
        row.addWidget(stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.25))
        column.addLayout(row)
        column.addWidget(self._refusal)

    def begin(self, typed: str) -> None:
        """Open with what was typed: digits are a number, small letters no name."""
        numeric = typed[:1].isdigit()
        initials = typed.isascii() and typed.islower()
        self.name.set_value("" if numeric or initials else typed)
        self.number.set_value(typed if numeric else None)
        self.refuse("")
        self.show()
        (self.name if numeric else self.number).setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why this person was not added."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes from the name to the number, and adds from there.

        Without a number nobody is added by going on with Enter: that takes a Tab to the button.
        """
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers():
            super().keyPressEvent(event)
        elif self.name.hasFocus():
            self.number.setFocus()
        elif self.number.hasFocus() and not self.number.text().strip():
            words = _("{name} is new here. Type the ID number, or press Tab and add them without.")
            self.refuse(words.format(name=self.name.value()))
        else:
            self._ask()

    def _ask(self) -> None:
        self.asked.emit(self.name.value(), str(self.number.value() or ""))


class PeoplePicker(QWidget):
    """The value is a tuple of ids of people in the register.

    Signals:
        edited: a person was added or taken away, or something was typed.
    """

    edited = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        prompt = _("Name, initials, end of ID, phone")
        self.chips = ChipLine(self._find, self._describe, goes_on=True, prompt=prompt)
        self.chips.edited.connect(self._tell)
        self._unknown = link("")
        self._new = _NewPerson(self)
        self._unknown.clicked.connect(lambda: self._new.begin(self.chips.text().strip()))
        self._new.asked.connect(self._add_new)
        self._new.left.connect(self._stop_adding)
        self.chips.unknown_entered.connect(self._new.begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.25))
        for part in (self.chips, self._unknown, self._new):
            column.addWidget(part)
        self._unknown.hide()
        self._new.hide()
        self.setFocusProxy(self.chips.line)

    def value(self) -> tuple[BeneficiaryId, ...]:
        """Give the ids of the people chosen."""
        return tuple(BeneficiaryId(str(one)) for one in self.chips.value())

    def set_value(self, value: object) -> None:
        """Show these people and no others."""
        self.chips.set_value(value)
        self._new.hide()
        self._offer_new()

    def misread(self) -> str:
        """Tell whether a name is typed that was not chosen."""
        return self.chips.misread()

    def text(self) -> str:
        """Give what is typed and not yet chosen."""
        return self.chips.text()

    def set_text(self, text: str) -> None:
        """Put back what was typed."""
        self.chips.set_text(text)

    def people(self) -> tuple[Beneficiary, ...]:
        """Give the people chosen, as they stand in the register."""
        found = (self._office.desk.store.beneficiaries.get(one) for one in self.value())
        return tuple(person for person in found if person is not None)

    def _find(self, text: str) -> list[Hit]:
        found = self._office.register.search(text, _OFFERED)
        return [Hit(person.name, _detail(person), person.id) for person in found]

    def _describe(self, payload: Hashable) -> str:
        person = self._office.desk.store.beneficiaries.get(cast("str", payload))
        if person is None:
            return str(payload)
        return "  ".join(part for part in (person.name, person.id_masked) if part)

    def _tell(self) -> None:
        self._offer_new()
        self.edited.emit()

    def _offer_new(self) -> None:
        """Offer to add somebody as soon as nobody fits what is typed."""
        typed = self.chips.text().strip()
        unknown = len(typed) > 1 and not self._office.register.search(typed, 1)
        self._unknown.setText(_("Nobody fits “{text}”: add a new person").format(text=typed))
        self._unknown.setAccessibleName(self._unknown.text())
        self._unknown.setVisible(unknown and self._new.isHidden())

    def _add_new(self, name: str, number: str) -> None:
        person = Beneficiary(id=BeneficiaryId(new_id()), name=name, id_number=number or None)
        try:
            kept = self._office.register.save(person)
        except CircumstanceError as circumstance:
            self._new.refuse(circumstance.sentence())
            return
        self._new.hide()
        self.chips.choose(kept.id)
        self._unknown.hide()
        self.chips.line.setFocus()
        self.chips.line.focusNextPrevChild(True)

    def _stop_adding(self) -> None:
        self._new.hide()
        self._offer_new()
        self.chips.line.setFocus()


def _detail(person: Beneficiary) -> str:
    return "  ".join(part for part in (person.id_masked, person.employer) if part)
