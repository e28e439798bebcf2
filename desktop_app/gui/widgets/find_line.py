"""The line in which one types to narrow a list."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.gui.style.look import em

_TYPING_PAUSE_MS = 150


class FindLine(QLineEdit):
    """Narrows a list while it is typed in; Escape empties it.

    Signals:
        paused: somebody has typed and stopped for a moment.
    """

    paused = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.paused)
        self.textChanged.connect(self._pause.start)

    def sizeHint(self) -> QSize:
        """Ask for the room of a name and a few words."""
        return QSize(em(13), super().sizeHint().height())

    def settle(self) -> None:
        """Wait no longer: the list is read anyway."""
        self._pause.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives back the whole list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
