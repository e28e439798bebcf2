"""Workbooks parsed by python-calamine into sheets of cells."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from desktop_app.services.importing import screening
from desktop_app.services.importing.refusals import (
    DamagedWorkbookError,
    EncryptedWorkbookError,
    UnusualWorkbookError,
)

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = list[Cell]


class Merged(NamedTuple):
    """A merged range; row and column numbers count from 1, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; `rows[0]` is row 1, and a cell without content is None."""

    name: str
    rows: list[Row]
    merged: tuple[Merged, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    is_hidden: bool = False


def parse(file: str, content: bytes, hidden: Mapping[str, frozenset[int]]) -> list[Sheet]:
    """Parse a workbook; `file` is its name, `hidden` the hidden rows by sheet."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            _sheet(file, book.get_sheet_by_name(one.name), one.visible, hidden)
            for one in book.sheets_metadata
            if one.typ is SheetTypeEnum.WorkSheet
        ]
    except PasswordError as error:
        raise EncryptedWorkbookError(file=file) from error
    except CalamineError as error:
        raise DamagedWorkbookError(file=file) from error
    except BaseException as error:
        # What the parser's own language calls a panic arrives as a BaseException of its own.
        if type(error).__name__ != "PanicException":
            raise
        raise UnusualWorkbookError(file=file) from error


def _sheet(
    file: str,
    sheet: CalamineSheet,
    visible: SheetVisibleEnum,
    hidden: Mapping[str, frozenset[int]],
) -> Sheet:
    if sheet.end is not None:
        screening.check_block(file, sheet.end[0] + 1, sheet.end[1] + 1)
    left: Row = [None] * (sheet.start[1] if sheet.start else 0)
    return Sheet(
        name=sheet.name,
        # Rows come from the first of the sheet on, but columns only from the first filled one.
        rows=[left + [None if cell == "" else cell for cell in row] for row in sheet.iter_rows()],
        merged=tuple(
            Merged(top + 1, first + 1, bottom + 1, last + 1)
            for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()
        ),
        hidden_rows=hidden.get(sheet.name, frozenset()),
        is_hidden=visible is not SheetVisibleEnum.Visible,
    )
