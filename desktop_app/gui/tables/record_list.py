"""A list with what belongs to it: filters, counts and sums, columns, marks, an empty state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.money import format_yuan
from desktop_app.domain.role import Right
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.column_chooser import ColumnChooser
from desktop_app.gui.tables.kept_filters import KeptFilterChip
from desktop_app.gui.tables.list_filters import ListFilters
from desktop_app.gui.tables.list_head import ListHead
from desktop_app.gui.tables.list_memory import ListMemory
from desktop_app.gui.tables.marked_bar import MarkedAction, MarkedBar
from desktop_app.gui.tables.record_table import Column, ListSource, RecordSource, RecordTable
from desktop_app.gui.tables.record_view import RecordView
from desktop_app.gui.widgets.buttons import IconButton
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office

MOST_ADDED = 5_000  # rows whose amounts are read and added while somebody marks them


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a list shows now, to be written down elsewhere."""

    title: str
    remarks: tuple[str, ...]
    columns: tuple[Column[Any], ...]
    source: RecordSource[Any]


class RecordList(QWidget):
    """Filters and count above, the list or its empty state below.

    Chips go into `filters`; while several rows are marked, what can be done with them stands in
    their place. A list that is to `remember` has its columns, order and filters kept
    for each person, and can be exported; what `offer_for_marked` is given can be done with
    several records at once.

    Signals:
        export_requested: the Shown that should go into a file.
        paper_requested: the Shown that should go on paper.
    """

    export_requested = Signal(object)
    paper_requested = Signal(object)

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
        self.bar = MarkedBar()
        self.filters = FlowRow()
        self.filter_state = ListFilters(self.filters)
        self.memory: ListMemory | None = None
        self._name = name
        self._summary = label("", "caption")
        self._build()
        self.view.marks_changed.connect(self._tell_marks)
        self.table.modelReset.connect(self._tell_marks)
        self.view.columns_requested.connect(self.choose_columns)
        self.bar.run_requested.connect(lambda action: action.run(self.view.chosen_records()))
        self.bar.clear_requested.connect(self._clear_marks)
        self.setFocusProxy(self.view)

    def show_records(self, records: Sequence[Any], summary: str = "") -> None:
        """Show a list and what it comes to."""
        self.table.show_records(records)
        self._settle(summary)

    def show_source(self, source: RecordSource[Any], summary: str = "") -> None:
        """Show a source of any length and what it comes to."""
        self.table.show_source(source)
        self._settle(summary)

    def remember(self, office: Office, name: str) -> None:
        """Keep columns, order and filters for the person; `name` is that of no other list."""
        self.memory = ListMemory(office, name, self.view, self.filter_state)
        kept = KeptFilterChip(self.memory.names, self.memory.perform, self.memory.has_filter)
        kept.wanted.connect(self.memory.use)
        self.filters.add(kept)
        self._kept = kept
        for button in (self._choose, self._export):
            button.show()
        self._print.setVisible(office.may(Right.PRINT))
        for shortcut, act in (
            (Shortcut.COLUMNS, self.choose_columns),
            (Shortcut.EXPORT, lambda: self.export_requested.emit(self.shown())),
            (Shortcut.PRINT_LIST, self._ask_for_paper),
        ):
            keys = QShortcut(QKeySequence(shortcut.keys), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(act)
        self.offer_for_marked(())

    def offer_for_marked(self, actions: Sequence[MarkedAction]) -> None:
        """Offer this while several rows are marked; exporting them comes by itself."""
        export = MarkedAction(text=mark("Export"), run=self._export_marked)
        self.bar.offer([*actions, export] if self.memory else list(actions))

    def put_above(self, notice: QWidget) -> None:
        """Put a line that says what was done above everything else."""
        self._column.insertWidget(0, notice)

    def choose_columns(self) -> ColumnChooser:
        """Open the choice of columns under its button."""
        columns = self.view.columns
        chooser = ColumnChooser(columns.titles(), columns.chosen or columns.usual, self._choose)
        chooser.chosen.connect(self._show_columns)
        chooser.usual_requested.connect(lambda: self._show_columns(None))
        chooser.usual_requested.connect(lambda: chooser.show_columns(columns.usual))
        chooser.adjustSize()
        place = QPoint(self._choose.width() - chooser.width(), self._choose.height() + em(0.2))
        chooser.move(self._choose.mapToGlobal(place))
        chooser.show()
        chooser.setFocus()
        return chooser

    def shown(self) -> Shown:
        """Say what is shown: columns from left to right, all records, filters, count and sum."""
        words = self.filter_state.words()
        filtered = [_("Filtered by: {filters}").format(filters="、".join(words))] if words else []
        return Shown(
            title=self._name,
            remarks=(*filtered, self._summary.text()),
            columns=tuple(self.view.columns.shown()),
            source=self.table.source,
        )

    def marked_words(self) -> str:
        """Say how many rows are marked and what they come to."""
        count = self.view.marked()
        words = ngettext("{count} chosen", "{count} chosen", count).format(count=f"{count:,}")
        if count > MOST_ADDED:
            return words
        return " · ".join([words, *self.sums(self.view.chosen_records())])

    def sums(self, records: Sequence[Any]) -> list[str]:
        """Add up every column of money, those not shown as well; nothing at all is left out."""
        adding = [column.fen for column in self.table.columns if column.fen]
        totals = [sum(fen(record) or 0 for record in records) for fen in adding]
        return [_("{amount} yuan").format(amount=format_yuan(total)) for total in totals if total]

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._choose = IconButton("columns", _("Choose columns"))
        self._choose.clicked.connect(self.choose_columns)
        self._export = IconButton("export", _("Export to Excel"))
        self._export.clicked.connect(lambda: self.export_requested.emit(self.shown()))
        self._print = IconButton("print", _("Print the list"))
        self._print.clicked.connect(self._ask_for_paper)
        buttons = (self._choose, self._export, self._print)
        for button in buttons:
            button.hide()
        head = ListHead(self.filters, self._summary, buttons)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        # The bar takes the place of the filters: rows must not move under the mouse that marks.
        self._top = QStackedWidget()
        self._top.addWidget(head)
        self._top.addWidget(self.bar)
        self._column.addWidget(self._top)
        self._column.addWidget(self._stack, 1)
        self._stack.setCurrentWidget(self.empty)

    def _ask_for_paper(self) -> None:
        if not self._print.isHidden() and self.table.rowCount():
            self.paper_requested.emit(self.shown())

    def _settle(self, summary: str) -> None:
        count = self.table.rowCount()
        self._summary.setText(summary or self._count_words(count))
        self._stack.setCurrentWidget(self.view if count else self.empty)

    def _count_words(self, count: int) -> str:
        """Count what is shown where the page says nothing itself, and add up a list in memory."""
        if not count or self.memory is None:
            return ""
        words = ngettext("{count} shown", "{count} shown", count).format(count=f"{count:,}")
        source = self.table.source
        records = source.slice(0, count) if isinstance(source, ListSource) else ()
        return " · ".join([words, *self.sums(records)])

    def _tell_marks(self) -> None:
        several = self.view.marked() > 1
        if several:
            self.bar.say(self.marked_words())
        self._top.setCurrentIndex(1 if several else 0)

    def _clear_marks(self) -> None:
        self.view.choose_row(self.view.currentIndex().row())
        self.view.setFocus()

    def _show_columns(self, keys: Sequence[str] | None) -> None:
        self.view.columns.show(keys)
        self.view.columns_changed.emit()

    def _export_marked(self, records: Sequence[Any]) -> None:
        whole = self.shown()
        source = ListSource(tuple(records), self.table.columns)
        remarks = (*whole.remarks[:-1], self.marked_words())
        self.export_requested.emit(
            Shown(title=whole.title, remarks=remarks, columns=whole.columns, source=source)
        )
