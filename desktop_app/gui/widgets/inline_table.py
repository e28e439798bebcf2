"""Repeating rows inside a form: goods, visitors, family members."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import Editor
from desktop_app.i18n import _

Role = Qt.ItemDataRole
AnyIndex = QModelIndex | QPersistentModelIndex
Row = dict[str, object]

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineColumn:
    """One cell of every row.

    `editor` makes an editor of the kit, `text` writes a value that is not None; `share` is
    the part of the width that this column takes; one without a share is `width` ems wide.
    `prepare` gets an editor and its row ready before the value is shown.
    """

    name: str
    title: str
    editor: Callable[[], QWidget]
    text: Callable[[Any], str] = str
    right: bool = False
    share: int = 1
    width: float = 5.5
    prepare: Callable[[QWidget, Row], None] | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Text that its editor could not read, and the code of the objection."""

    text: str
    code: str


class _Rows(QAbstractTableModel):
    def __init__(self, columns: Sequence[InlineColumn], parent: QWidget) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self._unread: dict[tuple[int, str], Unread] = {}

    def replace_all(self, rows: Iterable[Row]) -> None:
        self.beginResetModel()
        self.rows = [dict(row) for row in rows]
        self._unread.clear()
        self.endResetModel()

    def add(self, row: Row) -> None:
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows))
        self.rows.append(row)
        self.endInsertRows()

    def remove(self, at: int) -> None:
        self.beginRemoveRows(QModelIndex(), at, at)
        gone = self.rows.pop(at)
        self._unread = {key: one for key, one in self._unread.items() if key[0] != id(gone)}
        self.endRemoveRows()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        value = self.rows[index.row()].get(column.name)
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            if unread := self.unread(index):
                return unread.text
            return "" if value is None else column.text(value)
        if role == Role.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:  # shown only where the order means something
            return section + 1 if role == Role.DisplayRole else None
        column = self.columns[section]
        if role == Role.DisplayRole:
            return column.title
        if role == Role.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def put(self, index: AnyIndex, value: object, unread: Unread | None = None) -> None:
        """Keep a value as Python made it; a QVariant would turn codes and fen into others.

        Text that is no value stays beside it until it is corrected.
        """
        row, name = self.rows[index.row()], self.columns[index.column()].name
        row[name] = value
        if unread is None:
            self._unread.pop((id(row), name), None)
        else:
            self._unread[id(row), name] = unread
        self.dataChanged.emit(index, index)

    def unread(self, index: AnyIndex) -> Unread | None:
        """Give the text of a cell that is no value."""
        name = self.columns[index.column()].name
        return self._unread.get((id(self.rows[index.row()]), name))

    def first_unread(self) -> Unread | None:
        """Give the first text that is no value."""
        return next(iter(self._unread.values()), None)


class _CellEditors(QStyledItemDelegate):
    """Opens the kit's editors in the cells."""

    changed = Signal()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        column = cast("_Rows", index.model()).columns[index.column()]
        editor = column.editor()
        editor.setParent(parent)
        editor.setAccessibleName(column.title)
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        rows = cast("_Rows", index.model())
        column = rows.columns[index.column()]
        row = rows.rows[index.row()]
        value = row.get(column.name)
        if column.prepare:
            column.prepare(editor, row)
        if isinstance(editor, PinyinComboBox) and value is not None:
            editor.show_former(str(value), column.text(value))
        else:
            cast("Editor", editor).set_value(value)
        if unread := rows.unread(index):
            write_text(editor, unread.text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        if hasattr(editor, "settle"):
            editor.settle()
        code = cast("Editor", editor).misread()
        unread = Unread(text_of(editor), code) if code else None
        cast("_Rows", model).put(index, cast("Editor", editor).value(), unread)
        self.changed.emit()


def text_of(editor: QWidget) -> str:
    """Give what is typed in an editor."""
    if isinstance(editor, QComboBox):
        return editor.currentText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def write_text(editor: QWidget, text: str) -> None:
    """Put typed text back into an editor, whether it can be read or not."""
    if isinstance(editor, QComboBox):
        editor.setEditText(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)


class _Grid(QTableView):
    """The table itself; Insert adds, Delete removes, Enter edits and then goes on."""

    add_requested = Signal()
    remove_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Insert:
            self.add_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        at = self.currentIndex()
        if self.state() != QAbstractItemView.State.EditingState and at.isValid():
            self.edit(at)
        else:
            # The editor hands over its value in the next turn of the event loop.
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        """Edit the next cell of the row, or leave the table behind the last one."""
        following = self.currentIndex().siblingAtColumn(self.currentIndex().column() + 1)
        if following.isValid():
            self.setCurrentIndex(following)
            self.edit(following)
        else:
            self.focusNextPrevChild(True)

    def sizeHint(self) -> QSize:
        """Be as high as the rows."""
        rows = self.model().rowCount() * self.verticalHeader().defaultSectionSize()
        return QSize(em(16), rows + self.horizontalHeader().sizeHint().height() + em(0.4))

    def minimumSizeHint(self) -> QSize:
        return QSize(em(12), self.sizeHint().height())


class InlineTable(QWidget):
    """Rows of the same fields; the value is a tuple of dicts by column name.

    Signals:
        edited: a person has changed, added or removed a row.
    """

    edited = Signal()

    def __init__(
        self, columns: Sequence[InlineColumn], add_words: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = _Rows(columns, self)
        self._grid = self._build_grid()
        self._more = link(add_words or _("Add a row (Insert)"))
        self._more.clicked.connect(self.add_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.2))
        column.addWidget(self._grid)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self._grid)

    def value(self) -> tuple[Row, ...]:
        """Give the rows that hold anything at all."""
        filled = [row for row in self._rows.rows if any(v not in (None, "") for v in row.values())]
        return tuple(dict(row) for row in filled)

    def set_value(self, value: object) -> None:
        """Show these rows and no others."""
        rows = value if isinstance(value, (tuple, list)) else ()
        self._rows.replace_all(rows)
        self._grid.updateGeometry()

    def misread(self) -> str:
        """Tell whether a cell holds text that is no value; it stays there to be corrected."""
        unread = self._rows.first_unread()
        return unread.code if unread else ""

    def text(self) -> str:
        """Give the first text that is no value."""
        unread = self._rows.first_unread()
        return unread.text if unread else ""

    def add_row(self) -> None:
        """Add an empty row and open its first cell."""
        self._rows.add({column.name: None for column in self._rows.columns})
        self._grid.updateGeometry()
        first = self._rows.index(len(self._rows.rows) - 1, 0)
        self._grid.setCurrentIndex(first)
        self._grid.setFocus()
        self._grid.edit(first)

    def remove_row(self) -> None:
        """Take the current row away."""
        at = self._grid.currentIndex().row()
        if at >= 0:
            self._rows.remove(at)
            self._grid.updateGeometry()
            self.edited.emit()

    def _build_grid(self) -> _Grid:
        grid = _Grid()
        grid.setProperty("role", "inline")
        grid.setModel(self._rows)
        grid.setShowGrid(False)
        grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        grid.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid.verticalHeader().hide()
        grid.verticalHeader().setDefaultSectionSize(em(2.4))
        self._share_width(grid.horizontalHeader())
        editors = _CellEditors(grid)
        editors.changed.connect(self.edited)
        grid.setItemDelegate(editors)
        grid.add_requested.connect(self.add_row)
        grid.remove_requested.connect(self.remove_row)
        return grid

    def _share_width(self, header: QHeaderView) -> None:
        header.setMinimumSectionSize(em(3))
        header.setHighlightSections(False)
        for at, column in enumerate(self._rows.columns):
            stretches = column.share > 1 or len(self._rows.columns) == 1
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(at, mode.Stretch if stretches else mode.Fixed)
            header.resizeSection(at, em(column.width))
