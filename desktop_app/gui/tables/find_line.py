"""The line in which a list is narrowed while somebody types."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.gui.style.look import em

_TYPING_PAUSE_MS = 150


class FindLine(QLineEdit):
    """Narrows a list while it is typed in; Escape empties it.

    Signals:
        narrowed: somebody has paused typing; the list should be read again.
    """

    narrowed = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.narrowed)
        self.textChanged.connect(self._pause.start)

    def settle(self) -> None:
        """Say nothing of what was typed until now: the list is being read anyway."""
        self._pause.stop()

    def sizeHint(self) -> QSize:
        """Ask for the room of a name and the end of a number."""
        return QSize(em(15), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives back the whole list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
