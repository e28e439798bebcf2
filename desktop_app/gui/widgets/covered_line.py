"""Numbers of people in a form: covered until somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop_app.gui.style import icons
from desktop_app.gui.widgets.id_number_edit import IdNumberEdit
from desktop_app.gui.widgets.typed_line import CodeLine, TypedLine
from desktop_app.i18n import _

if TYPE_CHECKING:
    _Line = TypedLine
else:  # two Qt classes above one editor would put its signals into an order that Qt warns of
    _Line = object


class _Covering(_Line):
    """Holds a value that it does not show; F2 or the eye asks for it."""

    uncover_requested: SignalInstance

    _held: object = None

    @property
    def is_covered(self) -> bool:
        """Tell whether a value is held back."""
        return self._held is not None

    def cover(self, masked: str) -> None:
        """Show this instead of the value until `uncover`."""
        self._held = self.value()
        self.setReadOnly(True)
        self.setText(masked)
        self.note_changed.emit(self.note())
        eye = self.addAction(icons.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        eye.setToolTip(_("Show the covered number to change it"))
        eye.triggered.connect(self.uncover_requested)

    def uncover(self) -> None:
        """Show the value and let it be changed."""
        self.set_value(self._held)

    def value(self) -> object:
        """Give the value, whether it is covered or not."""
        return super().value() if self._held is None else self._held

    def set_value(self, value: object) -> None:
        """Show a value, uncovered."""
        self._held = None
        self.setReadOnly(False)
        for action in self.actions():
            self.removeAction(action)
        super().set_value(value)

    def misread(self) -> str:
        """Judge what is typed; what is covered was judged before."""
        return super().misread() if self._held is None else ""

    def note(self) -> str:
        """Say how a covered number is shown."""
        return super().note() if self._held is None else _("F2 shows the covered number.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the covered value on F2."""
        if self.is_covered and event.key() == Qt.Key.Key_F2:
            self.uncover_requested.emit()
        else:
            super().keyPressEvent(event)

    def _tidy(self) -> None:
        if self._held is None:
            super()._tidy()


class CoveredIdEdit(_Covering, IdNumberEdit):
    """An identity number that can be covered.

    Signals:
        uncover_requested: somebody wants to see and change the covered number.
    """

    uncover_requested = Signal()


class CoveredCodeLine(_Covering, CodeLine):
    """A phone number that can be covered.

    Signals:
        uncover_requested: somebody wants to see and change the covered number.
    """

    uncover_requested = Signal()

    def value(self) -> str:
        """Give the number, whether it is covered or not."""
        return str(self._held) if self.is_covered else CodeLine.value(self)
