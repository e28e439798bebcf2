"""Rows that a person puts in order: with Alt and the arrows, or by dragging their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable, Row
from desktop_app.i18n import _

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class OrderedTable(InlineTable):
    """An inline table whose order means something; every row bears its number.

    `can_add` is False where rows come from elsewhere; Insert then does nothing.
    """

    def __init__(
        self,
        columns: Sequence[InlineColumn],
        add_words: str = "",
        parent: QWidget | None = None,
        *,
        can_add: bool = True,
    ) -> None:
        super().__init__(columns, add_words, parent)
        self._can_add = can_add
        self._more.setVisible(can_add)
        self._grid.installEventFilter(self)
        numbers = self._grid.verticalHeader()
        numbers.setVisible(True)
        numbers.setAccessibleName(_("Order"))
        numbers.setSectionsMovable(True)
        numbers.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        numbers.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        numbers.setMinimumWidth(em(2.4))
        numbers.setToolTip(_("Drag a number, or press Alt+Up and Alt+Down, to change the order"))
        numbers.sectionMoved.connect(self._follow_drag)

    def add_row(self) -> None:
        """Add an empty row where rows are typed here."""
        if self._can_add:
            super().add_row()

    def append(self, row: Row) -> None:
        """Add a filled row as if a person had."""
        self._rows.add(dict(row))
        self._grid.updateGeometry()
        self.edited.emit()

    def move_row(self, by: int) -> None:
        """Move the current row up or down, keeping the cursor on it."""
        here = self._grid.currentIndex()
        self._move(here.row(), here.row() + by, here.column())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Alt+Up and Alt+Down before the grid moves its cursor."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and alone == Qt.KeyboardModifier.AltModifier:
                self.move_row(step)
                return True
        return super().eventFilter(watched, event)

    def _follow_drag(self, _logical: int, old: int, new: int) -> None:
        """Put the rows in the order that the numbers were dragged into, and count anew."""
        numbers = self._grid.verticalHeader()
        blocker = QSignalBlocker(numbers)
        numbers.moveSection(new, old)
        blocker.unblock()
        self._move(old, new, self._grid.currentIndex().column())

    def _move(self, old: int, new: int, column: int) -> None:
        rows = list(self._rows.rows)
        if not (0 <= old < len(rows) and 0 <= new < len(rows)) or old == new:
            return
        rows.insert(new, rows.pop(old))
        self._rows.replace_all(rows)
        self._grid.setCurrentIndex(self._rows.index(new, max(column, 0)))
        self.edited.emit()
