"""The columns of a list: which are shown, in which order, and which leave where room is short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from desktop_app.gui.style.look import em
from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _

LEAST_STRETCH = 9  # ems that the stretching column keeps before another one leaves


class HeadColumns(QObject):
    """Arranges the sections of a list's head.

    As long as nobody has chosen, the usual columns are shown as far as there is room; what a
    person has chosen is shown whatever the room.

    Signals:
        moved: somebody has drawn a column to another place.
    """

    moved = Signal()

    def __init__(self, view: QTableView, columns: Sequence[Column[Any]]) -> None:
        super().__init__(view)
        self._view = view
        self._columns = tuple(columns)
        self._widths: list[int] = []
        self._chosen: tuple[str, ...] | None = None
        self._is_arranging = False

    @property
    def _head(self) -> QHeaderView:
        return self._view.horizontalHeader()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all columns in their usual order."""
        return tuple(column.key for column in self._columns)

    @property
    def usual(self) -> tuple[str, ...]:
        """The keys of the columns that are shown unless somebody chooses."""
        return tuple(column.key for column in self._columns if column.usual)

    @property
    def chosen(self) -> tuple[str, ...] | None:
        """What somebody has chosen, from left to right, or None for the usual columns."""
        return self._chosen

    def titles(self) -> dict[str, str]:
        """Give what each column is called on the screen."""
        return {column.key: _(column.title) for column in self._columns}

    def shown(self) -> list[Column[Any]]:
        """Give the columns as they stand on the screen, from left to right."""
        order = [self._head.logicalIndex(place) for place in range(len(self._columns))]
        return [self._columns[at] for at in order if not self._head.isSectionHidden(at)]

    def measure(self) -> None:
        """Give every column its width; done once, when the view has its model."""
        head = self._head
        for at, column in enumerate(self._columns):
            words = head.fontMetrics().horizontalAdvance(_(column.title))
            width = max(em(column.width), words) + em(1.6)
            least = max(em(column.least or LEAST_STRETCH), words + em(1.6))
            self._widths.append(least if column.stretch else width)
            self._view.setColumnWidth(at, self._widths[at])
        head.setSectionsMovable(True)
        head.sectionMoved.connect(self._take_move)
        self.show(None)

    def show(self, keys: Sequence[str] | None) -> None:
        """Show these columns in this order; None for the usual ones. Unknown keys are left out."""
        known = [key for key in dict.fromkeys(keys or ()) if key in self.keys]
        self._chosen = tuple(known) or None
        wanted = list(self._chosen or self.usual)
        order = wanted + [key for key in self.keys if key not in wanted]
        self._is_arranging = True
        for place, key in enumerate(order):
            self._head.moveSection(self._head.visualIndex(self.keys.index(key)), place)
        self._is_arranging = False
        self.fit()

    def fit(self) -> None:
        """Hide what is not wanted or has no room; the stretching column takes what is left."""
        shown = self._with_room()
        for at in range(len(self._columns)):
            self._head.setSectionHidden(at, at not in shown)
        stretching = [at for at in shown if self._columns[at].stretch] or shown[:1]
        room = self._view.viewport().width() - sum(self._widths[at] for at in shown)
        mode = QHeaderView.ResizeMode
        for at in range(len(self._columns)):
            took_rest = self._head.sectionResizeMode(at) == mode.Stretch
            takes_rest = at in stretching and room >= 0
            self._head.setSectionResizeMode(at, mode.Stretch if takes_rest else mode.Interactive)
            if took_rest and not takes_rest:
                self._head.resizeSection(at, self._widths[at])

    def _with_room(self) -> list[int]:
        """Tell which columns stand, by their usual places; the last to leave gets room first."""
        wanted = [self.keys.index(key) for key in self._chosen or self.usual]
        if self._chosen is not None:
            return wanted
        stays = [at for at in wanted if not self._columns[at].leave]
        room = self._view.viewport().width() - sum(self._widths[at] for at in stays)
        for at in sorted(set(wanted) - set(stays), key=lambda at: -self._columns[at].leave):
            if self._widths[at] <= room:
                stays.append(at)
                room -= self._widths[at]
        return sorted(stays)

    def _take_move(self) -> None:
        if not self._is_arranging:
            self._chosen = tuple(column.key for column in self.shown())
            self.moved.emit()

    def order(self) -> tuple[str, bool]:
        """Give the key of the column by which the list is sorted, or "", and whether down."""
        at = self._head.sortIndicatorSection()
        if not 0 <= at < len(self._columns):
            return "", False
        return self._columns[
            at
        ].key, self._head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder

    def sort(self, key: str, *, down: bool) -> None:
        """Sort by a column; by none where the key is unknown."""
        at = self.keys.index(key) if key in self.keys else -1
        side = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self._view.sortByColumn(at, side)
