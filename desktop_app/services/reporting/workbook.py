"""Tables as Excel workbooks: numbers to reckon with, days as days, and texts that stay texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.reporting.table import Cell, Table, whole_or_not_at_all

_AMOUNT, _DAY, _TEXT = "#,##0.00", "yyyy-mm-dd", "@"
_BOLD, _TITLE = Font(bold=True), Font(bold=True, size=14)
_NOT_IN_TITLES = re.compile(r"[\[\]*?:/\\]")
_LONGEST_TITLE = 31
_MOST_ROWS = 1_000_000  # a sheet of Excel has 1,048,576; the rest goes on on the next one


def write_workbook(
    table: Table,
    target: Path,
    *,
    progress: Progress = unwatched,
    before_it_counts: Callable[[], object] = bool,
) -> int:
    """Write a table as a workbook, row by row whatever its length; give the number of rows.

    Raises FileRefusedError, and CancelledError from `progress`; no file is left then.
    """
    book = Workbook(write_only=True)
    try:
        with whole_or_not_at_all(target, before_it_counts) as file:
            done = _fill(book, table, progress)
            book.save(file)
    except BaseException:
        _forget(book)
        raise
    return done


def _fill(book: Any, table: Table, progress: Progress) -> int:  # noqa: ANN401 - openpyxl is untyped
    sheet, done = None, 0
    for row in table.rows:
        if sheet is None or done % _MOST_ROWS == 0:
            sheet = _begin(book, table, done // _MOST_ROWS)
        progress(done, table.count)
        sheet.append([_cell(sheet, value) for value in row])
        done += 1
    if sheet is None:
        _begin(book, table, 0)
    progress(done, done)
    return done


def _begin(book: Any, table: Table, number: int) -> Any:  # noqa: ANN401 - openpyxl is untyped
    """Begin a sheet: widths first, then what stands above the rows, which stays in sight."""
    name = _NOT_IN_TITLES.sub("_", table.title) or "1"
    ending = f" {number + 1}" if number else ""
    sheet = book.create_sheet(name[: _LONGEST_TITLE - len(ending)] + ending)
    for at, heading in enumerate(table.headings, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = heading.width
    above = list(_above(sheet, table))
    sheet.freeze_panes = f"A{len(above) + 1}"
    for row in above:
        sheet.append(row)
    return sheet


def _above(sheet: Any, table: Table) -> Iterator[list[Any]]:  # noqa: ANN401 - openpyxl is untyped
    yield [_cell(sheet, table.title, _TITLE)]
    for remark in table.remarks:
        yield [_cell(sheet, remark)]
    yield [_cell(sheet, heading.title, _BOLD) for heading in table.headings]


def _cell(sheet: Any, value: Cell, font: Font | None = None) -> Any:  # noqa: ANN401 - as above
    """Make a cell; a text is one whatever sign it begins with, and a number that is typed over."""
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value = value
        cell.data_type = "s"
        cell.quotePrefix = True
        cell.number_format = _TEXT
    elif value is not None:
        cell.value = value
        cell.number_format = _format_of(value)
    if font is not None:
        cell.font = font
    return cell


def _format_of(value: Cell) -> str:
    if isinstance(value, Decimal):
        return _AMOUNT
    return _DAY if isinstance(value, date) else "General"


def _forget(book: Any) -> None:  # noqa: ANN401 - openpyxl is untyped
    """Let openpyxl clear away the rows that it has laid aside on the disk: they are people's."""
    if any(not sheet.closed for sheet in book.worksheets):
        book.save(BytesIO())
