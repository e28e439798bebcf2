"""A part of a form that most records do not need: folded away until somebody opens it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

_CLOSED, _OPEN = "▸", "▾"


class Fold(QPushButton):
    """The line that opens and closes a part; Enter passes over it, Tab and Space reach it."""

    def __init__(self, words: str, show: Callable[[bool], object]) -> None:
        super().__init__()
        self._words = words
        self._show = show
        self.setProperty("role", "link")
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.toggled.connect(self._turn)
        self._turn(False)

    def _turn(self, is_open: bool) -> None:
        self.setText(f"{_OPEN if is_open else _CLOSED} {self._words}")
        self._show(is_open)
