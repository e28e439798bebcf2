"""Cards of a page that is read and not typed in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.words import label


class Card(QFrame):
    """A headed card whose content can be replaced whole."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(em(1.1), em(0.9), em(1.1), em(1.1))
        self._column.setSpacing(em(0.7))
        self._column.addWidget(label(title, "heading"))
        self._content: QWidget | None = None

    def add(self, part: QWidget | QLayout) -> None:
        """Put one more thing under the others."""
        if isinstance(part, QLayout):
            self._column.addLayout(part)
        else:
            self._column.addWidget(part)

    def show_content(self, content: QWidget) -> None:
        """Put this in place of what was shown before."""
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self._column.addWidget(content)


def scrolling(cards: QWidget) -> QScrollArea:
    """Let cards scroll up and down on a narrow screen, never sideways."""
    ground = QWidget()
    inside = QVBoxLayout(ground)
    inside.setContentsMargins(em(1), em(1), em(1), em(1))
    inside.addWidget(cards)
    inside.addStretch()
    scroll = QScrollArea()
    scroll.setWidget(ground)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return scroll


def stack(parts: list[QWidget], gap: float = 0.5) -> QWidget:
    """Put widgets under each other, as wide as there is room."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(em(gap))
    for part in parts:
        column.addWidget(part)
    column.addStretch()  # an alignment of the column would cut words that wrap
    return ground
