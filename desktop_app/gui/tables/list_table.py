"""What a list shows, as a table for a file: the same columns, order, filters and sums."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

from desktop_app.gui.tables.record_list import Shown
from desktop_app.gui.tables.record_table import Column, ListSource, RecordSource
from desktop_app.i18n import _
from desktop_app.services.desk import Desk
from desktop_app.services.reporting.table import Cell, Heading, Table, cell_of, widths

READ_AT_ONCE = 2_000
_SAMPLES = 100


@runtime_checkable
class Movable(Protocol):
    """A source that another desk at the same ledger can read, on a thread of its own."""

    def at(self, desk: Desk, /) -> RecordSource[Any]:
        """Give the same records as that desk reads them."""


def covered(shown: Shown) -> dict[str, str]:
    """Name the fields whose numbers the list covers, with the titles of their columns."""
    return {one.reveals: _(one.title) for one in shown.columns if one.full and one.reveals}


def for_another_thread(source: RecordSource[Any]) -> Callable[[Desk], RecordSource[Any]]:
    """Say how work beside the window reads these records.

    A source that can move to another desk does so then; any other is read to its end now.
    """
    if isinstance(source, Movable):
        return source.at
    everything = tuple(source.slice(0, source.count()))
    return lambda _desk: ListSource(everything, ())


def table_of(
    shown: Shown, source: RecordSource[Any], remarks: Sequence[str], reveals: Collection[str]
) -> Table:
    """Make the table; the numbers of the fields in `reveals` stand in it whole."""
    titles = [_(column.title) for column in shown.columns]
    first = [_row(shown.columns, one, reveals) for one in source.slice(0, _SAMPLES)]
    headings = zip(titles, widths(titles, first), strict=True)
    return Table(
        title=shown.title,
        remarks=tuple(line for line in (*shown.remarks, *remarks) if line),
        headings=tuple(Heading(title=title, width=width) for title, width in headings),
        rows=_rows(shown.columns, source, reveals),
        count=source.count(),
    )


def _rows(
    columns: Sequence[Column[Any]], source: RecordSource[Any], reveals: Collection[str]
) -> Iterator[list[Cell]]:
    offset = 0
    while records := source.slice(offset, READ_AT_ONCE):
        for record in records:
            yield _row(columns, record, reveals)
        offset += len(records)


def _row(columns: Sequence[Column[Any]], record: Any, reveals: Collection[str]) -> list[Cell]:
    return [cell_of(_value(column, record, reveals)) for column in columns]


def _value(column: Column[Any], record: Any, reveals: Collection[str]) -> object:
    if column.full is not None and column.reveals in reveals:
        return column.full(record)
    return column.text(record) if column.value is None else column.value(record)
