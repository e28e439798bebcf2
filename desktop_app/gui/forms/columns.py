"""Layouts that use two columns where there is room and one where there is not."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.gui.style.look import em

WHOLE, ACROSS = -1, 2
"""The places of cards that take the whole width: above both columns, and under them."""


class TwoColumns(QWidget):
    """Cards side by side, filled down each column, one column below `narrow` ems of width.

    Cards placed WHOLE stand above both columns, those placed ACROSS under them.
    """

    def __init__(self, narrow: int = 50, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._cards: list[tuple[QWidget, int]] = []
        self._two = True
        self._row = QHBoxLayout()
        self._row.setSpacing(em(1))
        self._above, self._below = QVBoxLayout(), QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(em(1))
        for part in (self._above, self._row, self._below):
            whole.addLayout(part)
        for cards in (self._above, self._below):
            cards.setSpacing(em(1))
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for column in self._columns:
            column.setSpacing(em(1))
            column.addStretch()  # an aligned layout would cut lines that are wrapped
            self._row.addLayout(column, 1)

    def add_card(self, card: QWidget, column: int | None = None) -> None:
        """Add a card: to the given column, WHOLE, ACROSS, or to the column whose turn it is."""
        self._cards.append((card, len(self._cards) % 2 if column is None else column))
        self._deal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose one or two columns."""
        super().resizeEvent(event)
        two = event.size().width() >= em(self._narrow)
        if two != self._two:
            self._two = two
            self._deal()

    def _deal(self) -> None:
        # Taking the items out would keep them alive, and the new ones would remember old heights.
        for card, _place in self._cards:
            for column in (self._above, *self._columns, self._below):
                column.removeWidget(card)
        for card, place in self._cards:
            if place in (WHOLE, ACROSS):
                (self._above if place == WHOLE else self._below).addWidget(card)
                continue
            column = self._columns[place if self._two else 0]
            column.insertWidget(column.count() - 1, card)
        self._row.setStretch(1, 1 if self._two else 0)


class FieldGrid(QWidget):
    """Fields side by side, fewer of them where it is narrow; a wide one has the line to itself.

    `abreast` is how many stand in a line where there is room, `narrow` the width in ems that
    one of them needs.
    """

    def __init__(
        self, abreast: int = 2, narrow: float = 10.5, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._most = self._abreast = abreast
        self._narrow = narrow
        self._cells: list[tuple[QWidget, int]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(em(1))
        self._grid.setVerticalSpacing(em(0.7))

    def add_cell(self, cell: QWidget, *, wide: bool | int = False) -> None:
        """Add one field after the others; `wide` is True, or the places it takes."""
        self._cells.append((cell, self._most if wide is True else max(1, wide)))
        cell.setParent(self)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose how many stand in a line."""
        super().resizeEvent(event)
        abreast = max(1, min(self._most, int(event.size().width() / em(self._narrow))))
        if abreast != self._abreast:
            self._abreast = abreast
            self._place()

    def _place(self) -> None:
        for cell, _wanted in self._cells:
            self._grid.removeWidget(cell)
        row = column = 0
        for cell, wanted in self._cells:
            span = min(wanted, self._abreast)
            if column + span > self._abreast:
                row, column = row + 1, 0
            self._grid.addWidget(cell, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
        for at in range(self._most):
            self._grid.setColumnStretch(at, 1 if at < self._abreast else 0)
