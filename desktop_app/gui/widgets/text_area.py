"""Several lines of words."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.code_point_key import turned


class TextArea(QPlainTextEdit):
    """Remarks and findings; Tab goes on to the next field. The value is a str.

    Signals:
        edited: a person has changed the text.
    """

    edited = Signal()

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.edited)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+X turns a code point into its character."""
        if not turned(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for the height of so many lines."""
        text = self.fontMetrics().lineSpacing() * self._lines
        around = self.fontMetrics().height() + em(0.3)
        return QSize(super().sizeHint().width(), text + around)

    def minimumSizeHint(self) -> QSize:
        """Need no width and all of the height."""
        return QSize(0, self.sizeHint().height())

    def value(self) -> str:
        """Give the text without blanks around it."""
        return self.toPlainText().strip()

    def set_value(self, value: object) -> None:
        """Show a text, or nothing for None."""
        blocker = QSignalBlocker(self)
        self.setPlainText("" if value is None else str(value))
        blocker.unblock()

    def misread(self) -> str:
        """Every text is a text."""
        return ""
