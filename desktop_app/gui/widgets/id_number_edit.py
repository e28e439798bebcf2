"""The identity number, checked while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain import resident_id
from desktop_app.domain.resident_id import ResidentId, Sex
from desktop_app.gui.widgets.typed_line import TypedLine
from desktop_app.i18n import _


class IdNumberEdit(TypedLine):
    """A resident identity number as text; nothing is refused here, the record's rules judge.

    Signals:
        number_read: the ResidentId as soon as all of it is there and its check fits,
            so that the form can fill birth date, sex and region.
    """

    number_read = Signal(object)

    judges = True  # the remark says whether the number can be right, as an objection does

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(self._tell_number)

    def read(self, text: str) -> str | None:
        """Give the number in capitals without blanks."""
        return "".join(text.split()).upper() or None

    def note(self) -> str:
        """Say how far the number is, then whether it can be right."""
        typed = self.read(self.text()) or ""
        if not typed or len(typed) > resident_id.LENGTH:
            return ""
        if len(typed) < resident_id.LENGTH:
            return _("{count} of 18 characters").format(count=len(typed))
        number = self._sound_number()
        if number is None:
            return _("The check character does not fit. Compare with the card.")
        sex = _("woman") if number.sex == Sex.FEMALE else _("man")
        return _("The number is right: {sex}, born {day}").format(
            sex=sex, day=number.birth_date.isoformat()
        )

    def _sound_number(self) -> ResidentId | None:
        number, _issues = resident_id.read_resident_id(self.text())
        return number if number and number.check_fits else None

    def _tell_number(self) -> None:
        if number := self._sound_number():
            self.number_read.emit(number)
