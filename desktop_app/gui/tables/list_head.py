"""What stands above a list: its filters, and count, sum and buttons beside or below them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.flow_row import FlowRow

_NARROW = 48  # ems, below which the count stands under the filters


class ListHead(QWidget):
    """Filters to the left, the rest to the right; on a narrow list the rest goes below."""

    def __init__(
        self,
        filters: FlowRow,
        summary: QLabel,
        buttons: Sequence[QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._filters = filters
        self._rest = QWidget()
        row = QHBoxLayout(self._rest)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        row.addWidget(summary)
        for button in buttons:
            row.addWidget(button)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(em(1), em(0.7), em(1), em(0.7))
        self._row.setSpacing(em(0.4))
        self._row.addWidget(filters, 1)
        self._row.addWidget(self._rest)

    def minimumSizeHint(self) -> QSize:
        """Need what the narrow form needs; the wide one is only taken where there is room."""
        parts = (self._filters.minimumSizeHint().width(), self._rest.minimumSizeHint().width())
        return QSize(max(parts) + em(2), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side or one below the other, as there is room."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        is_narrow = event.size().width() < em(_NARROW)
        self._row.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)
