"""One table model for all records; it shows a page of a million rows as easily as twelve."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.i18n import _

Role = Qt.ItemDataRole
AnyIndex = QModelIndex | QPersistentModelIndex
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

RECORD_ROLE = Role.UserRole
BADGE_ROLE = Role.UserRole + 1

PAGE_ROWS = 200
PAGES_KEPT = 20

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[R]):
    """How one property of a record is headed, shown and ordered.

    `title` is a msgid. `order` names the property for a source that sorts by itself, such as
    a repository. `badge` gives the tone in which the text is shown as a badge: ok, warn, info,
    accent, plain, or "" for plain text. `width` is in ems, the width of a Chinese character; the
    column that stretches takes what is left, and `least` of it at any rate (ems, 0 as usual).

    A `usual` column is shown unless the person chooses otherwise; where there is no room, those
    that `leave` go first, 1 before 2, and 0 stays. `value` is what a workbook gets where that is
    not the text: a number, an amount in yuan, a day. `fen` is what is added up of the rows.
    `full` gives what the text covers, and `reveals` the field that it then shows.
    """

    title: str
    text: Callable[[R], str]
    sort_key: Callable[[R], Any] | None = None
    order: str = ""
    right: bool = False
    badge: Callable[[R], str] | None = None
    width: float = 6
    least: float = 0
    stretch: bool = False
    usual: bool = True
    leave: int = 0
    value: Callable[[R], object] | None = None
    fen: Callable[[R], int | None] | None = None
    full: Callable[[R], str] | None = None
    reveals: str = ""

    @property
    def key(self) -> str:
        """The name under which a person's choice of columns is kept."""
        return self.order or self.title


class RecordSource(Protocol[R_co]):
    """Records in an order, handed out in slices; a repository or a list behind it."""

    def count(self) -> int:
        """Tell how many there are."""

    def slice(self, offset: int, limit: int) -> Sequence[R_co]:
        """Give at most `limit` of them from `offset` on."""

    def ordered(self, order: str, *, descending: bool) -> RecordSource[R_co]:
        """Give the same records in the order of a column."""


class ListSource(Generic[R]):
    """A list as a source; it sorts with the columns' own keys."""

    def __init__(self, records: Sequence[R], columns: Sequence[Column[R]]) -> None:
        self._records = tuple(records)
        self._columns = tuple(columns)

    def count(self) -> int:
        """Tell how many there are."""
        return len(self._records)

    def slice(self, offset: int, limit: int) -> Sequence[R]:
        """Give a part of the list."""
        return self._records[offset : offset + limit]

    def ordered(self, order: str, *, descending: bool) -> ListSource[R]:
        """Sort by the column whose `order` or title this is."""
        column = next(c for c in self._columns if order in (c.order, c.title))
        key = column.sort_key or column.text
        return ListSource(sorted(self._records, key=key, reverse=descending), self._columns)


class RecordTable(QAbstractTableModel, Generic[R]):
    """Read-only view of a source; it asks no database and knows no rules."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._given: RecordSource[R] = ListSource((), self._columns)
        self._source: RecordSource[R] = self._given
        self._count = 0
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()
        self._sorted_by: tuple[int, bool] | None = None

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns from left to right."""
        return self._columns

    def show_records(self, records: Sequence[R]) -> None:
        """Show these records in the order the person has chosen."""
        self.show_source(ListSource(records, self._columns))

    def show_source(self, source: RecordSource[R]) -> None:
        """Show a source page by page, as far as it is looked at."""
        self.beginResetModel()
        self._given, self._source = source, self._in_order(source)
        self._pages.clear()
        self._count = self._source.count()
        self.endResetModel()

    @property
    def source(self) -> RecordSource[R]:
        """The records in the order in which they are shown."""
        return self._source

    def record(self, row: int) -> R:
        """Give the record of a row."""
        page, place = divmod(row, PAGE_ROWS)
        if page not in self._pages:
            self._pages[page] = self._source.slice(page * PAGE_ROWS, PAGE_ROWS)
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][place]

    def row_of(self, record: R) -> int:
        """Give the row of a record among the pages in memory, or -1."""
        for page, records in self._pages.items():
            if record in records:
                return page * PAGE_ROWS + list(records).index(record)
        return -1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 goes back to the order of the source."""
        chosen = 0 <= column < len(self._columns)
        self._sorted_by = (column, order == Qt.SortOrder.DescendingOrder) if chosen else None
        self.show_source(self._given)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Count the records."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        """Count the columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        """Give words, badge tone, side or the record itself."""
        if not index.isValid() or index.row() >= self._count:
            return None
        column = self._columns[index.column()]
        if role == Role.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return column.text(self.record(index.row()))
        if role == BADGE_ROLE:
            return column.badge(self.record(index.row())) if column.badge else ""
        return self.record(index.row()) if role == RECORD_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Give the title of a column and the side it stands on."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return _(self._columns[section].title)
        if role == Role.TextAlignmentRole:
            return _RIGHT if self._columns[section].right else _LEFT
        return None

    def _in_order(self, source: RecordSource[R]) -> RecordSource[R]:
        if self._sorted_by is None:
            return source
        at, descending = self._sorted_by
        column = self._columns[at]
        return source.ordered(column.order or column.title, descending=descending)
