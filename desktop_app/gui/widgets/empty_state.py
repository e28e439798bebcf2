"""What a list says while it has nothing to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.words import label


class EmptyState(QWidget):
    """A headline, a sentence that says what to do, and perhaps the button that does it.

    Signals:
        action_requested: the button was pressed.
    """

    action_requested = Signal()

    def __init__(
        self, headline: str, advice: str, action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(em(2), em(3), em(2), em(3))
        column.setSpacing(em(0.6))
        self._headline = label(headline, "heading", wrap=True)
        self._advice = label(advice, "muted", wrap=True)
        column.addStretch()
        for words in (self._headline, self._advice):
            words.setAlignment(centre)
            column.addWidget(words)
        if action:
            button = KeyedButton(action)
            button.clicked.connect(self.action_requested)
            column.addWidget(button, 0, centre)
        column.addStretch()

    def say(self, headline: str, advice: str) -> None:
        """Say something else, for example that nothing was found."""
        self._headline.setText(headline)
        self._advice.setText(advice)
