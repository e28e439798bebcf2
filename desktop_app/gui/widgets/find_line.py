"""The line above a list that narrows it while somebody types."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.code_point_key import turned

TYPING_PAUSE_MS = 150
_ROOM = 15  # a name and the end of a number


class FindLine(QLineEdit):
    """Tells what is looked for once the typing pauses; Escape gives the whole list back.

    Signals:
        text_settled: the text may be looked for now.
    """

    text_settled = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.text_settled)
        self.textChanged.connect(self._pause.start)

    def wanted(self) -> str:
        """Give the text without blanks around it, and wait for it no longer."""
        self.settle()
        return self.text().strip()

    def settle(self) -> None:
        """Say nothing of what was typed until now: the list is being read anyway."""
        self._pause.stop()

    def sizeHint(self) -> QSize:
        """Ask for the room of a name and the end of a number."""
        return QSize(em(_ROOM), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives back the whole list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif not turned(self, event):
            super().keyPressEvent(event)
