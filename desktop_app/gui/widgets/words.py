"""Words on the screen: labels that never take text for markup."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop_app.gui.style.look import em


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Make a plain label.

    `role` is one of the stylesheet's: title, name, heading, caption, note, unit, muted,
    blocks, warns.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


def set_role(widget: QWidget, role: str, name: str = "role") -> None:
    """Give a widget another role of the stylesheet and dress it anew."""
    if widget.property(name) != role:
        widget.setProperty(name, role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Badge(QLabel):
    """A word on a tinted ground; `tone` is ok, warn, info, accent, plain or key."""

    def __init__(self, text: str = "", tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("badge", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        if not text:
            self.hide()  # showing it here, without a parent, would open a window

    def show_word(self, text: str, tone: str = "plain") -> None:
        """Say another word, or nothing at all."""
        self.setText(text)
        set_role(self, tone, "badge")
        self.setVisible(bool(text))


class SecureLabel(QLabel):
    """One line of text from outside: never markup, shortened where there is no room."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show this text; all of it is in the tool tip and for screen readers."""
        self._whole = " ".join(text.split())
        self.setAccessibleName(self._whole)
        self._shorten()

    def whole_text(self) -> str:
        """Give the text without the shortening."""
        return self._whole

    def sizeHint(self) -> QSize:
        """Ask for the room of the whole text."""
        width = self.fontMetrics().horizontalAdvance(self._whole)
        return QSize(width + em(0.2), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with a few characters."""
        return QSize(em(3), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten for the new width."""
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        elide = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self._whole, elide, max(self.width(), em(3)))
        self.setText(shown)
        # A tool tip takes text that looks like markup for markup.
        self.setToolTip("" if shown == self._whole else f"<p>{escape(self._whole)}</p>")
