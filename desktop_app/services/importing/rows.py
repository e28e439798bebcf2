"""Which rows of a sheet are people; merged cells spread down over the rows they belong to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from desktop_app.services.importing import headings
from desktop_app.services.importing.headings import Layout, Words
from desktop_app.services.importing.parsing import Cell, Merged, Row, Sheet

SPREAD_FIELDS = ("employer", "unit", "category", "goods", "fund_source", "hardship_category")
"""What one merged cell may say for several people; an amount may not, it could be their sum."""

_MANY_DIGITS = re.compile(r"\d.*\d.*\d.*\d.*\d.*\d.*\d.*\d")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SPACES = re.compile(r"\s+")
_PERSON_NAME = re.compile(r"[^\W\d_]{2,4}|[^\W\d_]+[·•‧・.][^\W\d_]+")


class Kind(StrEnum):
    """What a row is."""

    PERSON = "person"
    EMPTY = "empty"
    TOTAL = "total"
    SIGNATURE = "signature"
    HEADING = "heading"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row below a heading: its number from 1, its cells, and the layout that holds for it.

    `merged` are fields whose cell is one with that of other people's rows, and may not be.
    """

    number: int
    cells: Row
    layout: Layout
    kind: Kind
    merged: tuple[str, ...] = ()


def table_rows(sheet: Sheet, layout: Layout) -> Iterator[TableRow]:
    """Go through the rows below the heading; a new heading further down holds from there on."""
    spread, shared = _merged(sheet, layout)
    for number in range(layout.last_row + 1, len(sheet.rows) + 1):
        cells = sheet.rows[number - 1]
        for column, value in spread.get(number, ()):
            if cells[column] is None:
                cells[column] = value
        kind = kind_of(cells, layout)
        if kind is Kind.HEADING:
            layout = headings.layout_of(cells, number) or layout
        yield TableRow(
            number=number, cells=cells, layout=layout, kind=kind, merged=shared.get(number, ())
        )


def _merged(
    sheet: Sheet, layout: Layout
) -> tuple[dict[int, list[tuple[int, Cell]]], dict[int, tuple[str, ...]]]:
    """Give, by row, the values that merged cells spread, and the fields that may not be spread."""
    spread: dict[int, list[tuple[int, Cell]]] = {}
    shared: dict[int, tuple[str, ...]] = {}
    for field, merged in _merged_down(sheet, layout):
        value = sheet.rows[merged.top - 1][merged.left - 1]
        numbers = range(merged.top, min(merged.bottom, len(sheet.rows)) + 1)
        if field in SPREAD_FIELDS:
            for number in numbers:
                if any(cell is not None for cell in sheet.rows[number - 1]):
                    spread.setdefault(number, []).append((merged.left - 1, value))
            continue
        people = [number for number in numbers if bears_number(sheet.rows[number - 1], layout)]
        for number in people if len(people) > 1 else ():
            shared[number] = (*shared.get(number, ()), field)
    return spread, shared


def _merged_down(sheet: Sheet, layout: Layout) -> Iterator[tuple[str, Merged]]:
    """Go through the merged cells with content that stand in a field over several rows.

    Those that overlap, as no honest sheet has them, are passed over.
    """
    fields = {column: field for field, column in layout.columns.items()}
    reached = dict.fromkeys(fields, layout.last_row)
    for merged in sorted(sheet.merged):
        column = merged.left - 1
        if column not in fields or not reached[column] < merged.top <= len(sheet.rows):
            continue
        reached[column] = merged.bottom
        row = sheet.rows[merged.top - 1]
        if merged.bottom > merged.top and column < len(row) and row[column] is not None:
            yield fields[column], merged


def kind_of(cells: Row, layout: Layout) -> Kind:
    """Tell what a row is; whatever has an ID number, even a wrong one, is a person."""
    if bears_number(cells, layout):
        return Kind.PERSON
    filled: Row = [cell for cell in cells if cell is not None and str(cell).strip()]
    if not filled:
        return Kind.EMPTY
    return _by_words(cells, layout, filled) or _by_gaps(cells, layout)


def bears_number(cells: Row, layout: Layout) -> bool:
    """Tell whether something like an ID number stands where one belongs."""
    cell = _at(cells, layout, "id_number")
    if isinstance(cell, str):
        return _MANY_DIGITS.search(cell) is not None and not _HAN.search(cell)
    return isinstance(cell, (int, float)) and cell >= 10_000_000


def _by_words(cells: Row, layout: Layout, filled: Row) -> Kind | None:
    name = _at(cells, layout, "name")
    texts = [_text(filled[0]), _text(name)]
    if isinstance(filled[0], (int, float)):
        texts.append(_text(filled[1]) if len(filled) > 1 else "")
    for kind in (Kind.TOTAL, Kind.SIGNATURE, Kind.COMMENT):
        if any(text and _pattern(kind).search(text) for text in texts):
            return kind
    return Kind.HEADING if headings.layout_of(cells, 0) else None


def _by_gaps(cells: Row, layout: Layout) -> Kind:
    """Judge a row without an ID number and without a telling word by what it lacks."""
    name = _text(_at(cells, layout, "name"))
    if name.isdecimal():
        return Kind.COMMENT  # the numbers of the columns, 1 2 3 4 …
    own = [
        column
        for field, column in layout.columns.items()
        if field not in SPREAD_FIELDS and _text(_at(cells, layout, field))
    ]
    if not name:
        return Kind.PERSON if len(own) > 1 else Kind.COMMENT
    is_title = len(own) == 1 and not _PERSON_NAME.fullmatch(name)
    return Kind.COMMENT if is_title else Kind.PERSON


def _at(cells: Row, layout: Layout, field: str) -> Cell:
    column = layout.columns.get(field)
    return cells[column] if column is not None and column < len(cells) else None


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return _SPACES.sub("", unicodedata.normalize("NFKC", str(cell)))


@lru_cache(maxsize=8)
def _pattern(kind: Kind) -> re.Pattern[str]:
    return Words.load().row(kind)
