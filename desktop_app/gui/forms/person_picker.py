"""One person: found while typing, or added on the spot."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.identity import BeneficiaryId
from desktop_app.gui.forms.people_picker import PeoplePicker
from desktop_app.services.office import Office


class PersonPicker(QWidget):
    """The value is the id of one person in the register, or None; a second replaces the first.

    Signals:
        edited: a person was chosen or taken away, or something was typed.
    """

    edited = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = PeoplePicker(office)
        self.people.edited.connect(self._keep_one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.people)
        self.setFocusProxy(self.people.chips.line)

    def value(self) -> BeneficiaryId | None:
        """Give the id of the person chosen."""
        chosen = self.people.value()
        return chosen[-1] if chosen else None

    def set_value(self, value: object) -> None:
        """Show this person, or nobody for None."""
        self.people.set_value((value,) if value else ())

    def misread(self) -> str:
        """Tell whether a name is typed that was not chosen."""
        return self.people.misread()

    def text(self) -> str:
        """Give what is typed and not yet chosen."""
        return self.people.text()

    def set_text(self, text: str) -> None:
        """Put back what was typed."""
        self.people.set_text(text)

    def _keep_one(self) -> None:
        chosen = self.people.value()
        if len(chosen) > 1:
            self.people.set_value(chosen[-1:])
        self.edited.emit()
