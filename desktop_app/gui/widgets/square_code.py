"""A square code on the screen, for a telephone or another laptop's camera."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.gui.style.look import em
from desktop_app.services.printing.codes import modules_of

_QUIET = 4  # modules of white around it, as the standard asks
_PAPER, _INK = "#FFFFFF", "#000000"  # readers expect dark on light, in a dark theme as well


class SquareCode(QWidget):
    """Draws the code of a text; `side` is its least width in ems."""

    def __init__(
        self, text: str, name: str, side: float = 12, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = modules_of(text)
        self._side = side
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for whole pixels per module."""
        count = len(self._rows) + 2 * _QUIET
        side = count * max(2, round(em(self._side) / count))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every module with ink."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(_PAPER))
        size = min(self.width(), self.height()) // (len(self._rows) + 2 * _QUIET)
        painter.setPen(Qt.PenStyle.NoPen)
        for down, row in enumerate(self._rows, _QUIET):
            for across, light in enumerate(row, _QUIET):
                if not light:
                    painter.fillRect(across * size, down * size, size, size, QColor(_INK))
        painter.end()
