"""The list on the left of a page: calm rows, badges, keys, columns one can choose."""

from __future__ import annotations

from html import escape
from typing import Any, cast

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from desktop_app.gui.style import tokens
from desktop_app.gui.style.fonts import scaled
from desktop_app.gui.style.look import colours, em
from desktop_app.gui.tables.head_columns import HeadColumns
from desktop_app.gui.tables.record_table import BADGE_ROLE, RECORD_ROLE, RecordTable

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 2.7
_INK_TONES = ("plain", "")


class _Cells(QStyledItemDelegate):
    """Paints a cell: ground, hairline, words or badge."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        worn = colours()
        rect = option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(worn.tint("accent")))
        painter.setPen(QPen(QColor(worn.line), tokens.LINE_WEIGHT_PX))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(em(0.7), 0, -em(0.7), 0)
        words = str(index.data() or "")
        tone = str(index.data(BADGE_ROLE) or "")
        if tone and words:
            self._paint_badge(painter, inside, words, tone)
        else:
            self._paint_words(painter, inside, words, index)
        if not index.column() and self._is_current(index):
            painter.fillRect(
                QRect(rect.topLeft(), QSize(em(0.22), rect.height())), QColor(worn.info)
            )
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Say the whole of what there was no room for."""
        words = str(index.data() or "")
        room = view.columnWidth(index.column()) - 2 * em(0.7)  # type: ignore[attr-defined]
        if (
            event.type() != QEvent.Type.ToolTip
            or option.fontMetrics.horizontalAdvance(words) <= room
        ):
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), f"<p>{escape(words)}</p>", view)
        return True

    def _paint_words(self, painter: QPainter, rect: QRect, words: str, index: AnyIndex) -> None:
        side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        # Names of employers and unions begin alike; what tells them apart is often the end.
        elide = Qt.TextElideMode.ElideMiddle
        painter.setPen(QColor(colours().ink))
        painter.drawText(rect, side, painter.fontMetrics().elidedText(words, elide, rect.width()))

    def _paint_badge(self, painter: QPainter, rect: QRect, words: str, tone: str) -> None:
        worn = colours()
        painter.setFont(scaled(painter.font(), tokens.SMALL_TEXT))
        metrics = painter.fontMetrics()
        room = min(metrics.horizontalAdvance(words) + em(0.9), rect.width())
        height = metrics.height() + em(0.25)
        box = QRect(rect.left(), rect.center().y() - height // 2, room, height)
        role = "muted" if tone in _INK_TONES else tone
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn.tint(role)))
        painter.drawRoundedRect(box, em(0.25), em(0.25))
        painter.setPen(QColor(worn.ink if tone in _INK_TONES else getattr(worn, tone)))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room - em(0.6))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)

    def _is_current(self, index: AnyIndex) -> bool:
        """Tell whether the cursor stands in this row and keys go to the list."""
        view = cast("QTableView", self.parent())
        return view.hasFocus() and view.currentIndex().row() == index.row()


class RecordView(QTableView):
    """A list of records.

    Signals:
        record_chosen: the record under the cursor, or None.
        record_activated: Enter or a double click on a record.
        columns_changed: the person has shown, hidden or moved a column.
        order_changed: the person has chosen another order.
        columns_requested: the person wants to choose the columns.
        marks_changed: other rows are marked.
    """

    record_chosen = Signal(object)
    record_activated = Signal(object)
    columns_changed = Signal()
    order_changed = Signal()
    columns_requested = Signal()
    marks_changed = Signal()

    def __init__(self, table: RecordTable[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._columns = HeadColumns(self, table.columns)
        self.setAccessibleName(name)
        self.setItemDelegate(_Cells(self))
        self.setModel(table)
        self._calm_down()
        self._set_widths()
        self.doubleClicked.connect(self._activate)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.selectionModel().selectionChanged.connect(self.marks_changed)
        table.modelReset.connect(self._tell_nothing)

    @property
    def columns(self) -> HeadColumns:
        """Which columns are shown, in which order."""
        return self._columns

    def chosen_record(self) -> Any:
        """Give the record under the cursor, or None."""
        index = self.currentIndex()
        return index.data(RECORD_ROLE) if index.isValid() else None

    def marked(self) -> int:
        """Count the marked rows."""
        return sum(len(rows) for rows in self._marked_rows())

    def chosen_records(self) -> list[Any]:
        """Give all marked records, from top to bottom."""
        rows = sorted({row for some in self._marked_rows() for row in some})
        return [self._table.record(row) for row in rows]

    def _marked_rows(self) -> list[range]:
        # Ranges: after Ctrl+A an index for each of a hundred thousand rows would take seconds.
        marked = self.selectionModel().selection()
        ranges = (marked.at(at) for at in range(marked.count()))
        return [range(one.top(), one.bottom() + 1) for one in ranges]

    def choose_row(self, row: int) -> None:
        """Put the cursor on a row."""
        if 0 <= row < self._table.rowCount():
            # The view's own way would add to what is marked while Ctrl of Ctrl+S is still down.
            chosen = self._table.index(row, 0)
            select = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(chosen, select.ClearAndSelect | select.Rows)
            self.scrollTo(chosen)

    def leave_rows(self) -> None:
        """Take the cursor off the list: what is shown beside it is not among its rows."""
        self.selectionModel().clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space marks, Home and End go to the first and the last record."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._activate(self.currentIndex())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self.choose_row(0 if key == Qt.Key.Key_Home else self._table.rowCount() - 1)
        elif key == Qt.Key.Key_Space and not event.modifiers():
            self._mark(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up the columns that matter least where there is no room for them."""
        super().resizeEvent(event)
        self._columns.fit()

    def _mark(self, index: QModelIndex) -> None:
        """Mark the row of the cursor or take its mark off, and go to the next one."""
        if not index.isValid():
            return
        select = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(index, select.Toggle | select.Rows)
        below = index.siblingAtRow(index.row() + 1)
        if below.isValid():
            self.selectionModel().setCurrentIndex(below, select.NoUpdate)
            self.scrollTo(below)

    def _calm_down(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(em(ROW_HEIGHT))

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(em(2.5))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda _place: self.columns_requested.emit())
        header.sortIndicatorChanged.connect(lambda _at, _order: self.order_changed.emit())
        self._columns.measure()
        self._columns.moved.connect(self.columns_changed)

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid():
            self.record_activated.emit(index.data(RECORD_ROLE))

    def _tell_chosen(self, current: QModelIndex) -> None:
        self.record_chosen.emit(current.data(RECORD_ROLE) if current.isValid() else None)

    def _tell_nothing(self) -> None:
        self.record_chosen.emit(None)
