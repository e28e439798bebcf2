"""Numbers of people in a form: covered until somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from desktop_app.gui.style import icons
from desktop_app.gui.widgets.id_number_edit import IdNumberEdit
from desktop_app.gui.widgets.masked_value import SHOWN_FOR_MS
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine, TypedLine
from desktop_app.i18n import _

if TYPE_CHECKING:
    _Line = TypedLine
else:  # two Qt classes above one editor would put its signals into an order that Qt warns of
    _Line = object

_BESIDES = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class _Covering(_Line):
    """Does not show the number that the ledger knows; F2 or the eye asks for it.

    What somebody types is theirs and stays in sight; typing over a covered number begins a new
    one, which shows nothing of the old.
    """

    uncover_requested: SignalInstance

    says_how = True
    _number: object = None
    _masked = ""
    _is_covered = False
    _is_asked_for = False
    _until: QTimer | None = None

    @property
    def is_covered(self) -> bool:
        """Tell whether a value is held back."""
        return self._is_covered

    def protect(self, known: object, masked: str) -> None:
        """Show this text wherever the field would show that value, until somebody asks."""
        self._number, self._masked, self._is_asked_for = known or None, masked, False
        if self._until is not None:
            self._until.stop()
        self._cover_again()

    def uncover(self) -> None:
        """Show the value for a while and let it be changed."""
        self._is_asked_for = True
        self.set_value(self._number)
        if self._until is None:
            self._until = QTimer(self)
            self._until.setSingleShot(True)
            self._until.setInterval(SHOWN_FOR_MS)
            self._until.timeout.connect(self.hide_again)
        self._until.start()

    def hide_again(self) -> None:
        """Cover the value unless somebody has changed it."""
        self._is_asked_for = False
        self._cover_again()

    def value(self) -> object:
        """Give the value, whether it is covered or not."""
        return self._number if self._is_covered else super().value()

    def set_value(self, value: object) -> None:
        """Show a value; one that the ledger knows stays covered."""
        if self._number is not None and value == self._number and not self._is_asked_for:
            self._cover()
            return
        self._lay_open()
        super().set_value(value)

    def misread(self) -> str:
        """Judge what is typed; what is covered was judged before."""
        return "" if self._is_covered else super().misread()

    def note(self) -> str:
        """Say how a covered number is shown."""
        if not self._is_covered:
            return super().note()
        how = _("F2 shows the covered number; what you type takes its place.")
        return how if self.says_how else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the covered value on F2; a letter, Delete or a paste begins a new one."""
        if self._is_covered and event.key() == Qt.Key.Key_F2:
            self.uncover_requested.emit()
            return
        if self._is_covered and _begins_anew(event):
            self._lay_open()
            self.setText("")
            if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
                self._tell()
                return
        super().keyPressEvent(event)

    def _cover_again(self) -> None:
        if not self._is_covered and self._number is not None and self.value() == self._number:
            self.set_value(self._number)
        elif self._is_covered:
            self._cover()

    def _cover(self) -> None:
        if not self._is_covered:
            self._is_covered = True
            self.setReadOnly(True)
            eye = self.addAction(icons.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
            eye.setToolTip(_("Show the covered number for 20 seconds (F2)"))
            eye.triggered.connect(self.uncover_requested)
        self.setText(self._masked)
        self.setCursorPosition(0)
        self.note_changed.emit(self.note())

    def _lay_open(self) -> None:
        self._is_covered = False
        self.setReadOnly(False)
        for action in self.actions():
            self.removeAction(action)

    def _tidy(self) -> None:
        if not self._is_covered:
            super()._tidy()


class CoveredIdEdit(_Covering, IdNumberEdit):
    """An identity number that can be covered.

    Signals:
        uncover_requested: somebody wants to see and change the covered number.
    """

    uncover_requested = Signal()


class CoveredCodeLine(_Covering, CodeLine):
    """A phone or card number that can be covered.

    Signals:
        uncover_requested: somebody wants to see and change the covered number.
    """

    uncover_requested = Signal()

    def value(self) -> str:
        """Give the number, whether it is covered or not."""
        return str(self._number) if self.is_covered else CodeLine.value(self)


class CoveredTextLine(_Covering, TextLine):
    """Words with a number in them that can be covered.

    Signals:
        uncover_requested: somebody wants to see and change the covered number.
    """

    uncover_requested = Signal()

    def value(self) -> str:
        """Give the words, whether they are covered or not."""
        return str(self._number) if self.is_covered else TextLine.value(self)


CoveredLine = CoveredIdEdit | CoveredCodeLine | CoveredTextLine


def _begins_anew(event: QKeyEvent) -> bool:
    """Tell whether a key would write, take away or paste."""
    if event.matches(QKeySequence.StandardKey.Paste):
        return True
    if event.modifiers() & _BESIDES:
        return False
    rubs_out = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
    return rubs_out or (bool(event.text()) and event.text().isprintable())
