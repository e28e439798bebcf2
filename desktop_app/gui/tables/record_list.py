"""A list with what belongs to it: filters, the count and sum of what is shown, an empty state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.tables.record_table import Column, RecordSource, RecordTable
from desktop_app.gui.tables.record_view import RecordView
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.words import label


class RecordList(QWidget):
    """Filters and count above, the list or its empty state below.

    Chips go into `filters`.
    """

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        name: str,
        empty: EmptyState,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table: RecordTable[Any] = RecordTable(columns, self)
        self.view = RecordView(self.table, name)
        self.empty = empty
        self._summary = label("", "caption")
        self.filters = FlowRow()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(empty)
        head = QHBoxLayout()
        head.setContentsMargins(em(1), em(0.7), em(1), em(0.7))
        head.addWidget(self.filters, 1)
        head.addWidget(self._summary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._stack.setCurrentWidget(empty)
        self.setFocusProxy(self.view)

    def show_records(self, records: Sequence[Any], summary: str = "") -> None:
        """Show a list and what it comes to."""
        self.table.show_records(records)
        self._settle(summary)

    def show_source(self, source: RecordSource[Any], summary: str = "") -> None:
        """Show a source of any length and what it comes to."""
        self.table.show_source(source)
        self._settle(summary)

    def _settle(self, summary: str) -> None:
        self._summary.setText(summary)
        self._stack.setCurrentWidget(self.view if self.table.rowCount() else self.empty)
