"""台账: a list over as many pages as it needs, its head on each of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from desktop_app.services.printing.book import Book
from desktop_app.services.printing.contents import Imprint
from desktop_app.services.printing.forms import MARGIN
from desktop_app.services.printing.paper import HAIRLINE, THICK, TINT, Align, Box, Pen
from desktop_app.services.printing.plain_contents import ListColumn, ListContent
from desktop_app.services.printing.plain_forms import LedgerForm
from desktop_app.services.printing.sheets.frame import CORNER_CODE, Frame, day_words, marks_of
from desktop_app.services.printing.sheets.signing import sign_lines
from desktop_app.services.printing.typefaces import Weight

TITLE_Y, HEAD_Y, TABLE_Y = 19.0, 24.0, 33.0
TITLE_SIZE, HEAD_SIZE, TEXT_SIZE = 18.0, 10.0, 9.0
HEAD_HEIGHT, SUM_HEIGHT, SIGN_RISE, FOOT_ROOM = 8.5, 8.0, 17.0, 32.0
SUM_ROW = 6.5
_AMOUNT = re.compile(r"-?[\d,]+(\.\d+)?")


class LedgerSheet:
    """Draws one list into a book."""

    def __init__(self, book: Book, form: LedgerForm, sheet_key: bytes) -> None:
        self._book = book
        self._key = sheet_key
        self._form = form
        self._frame = Frame(book, form, form.size)
        self._pen = Pen(book, form.size.height)
        self._so_far: list[Decimal] = []

    def draw(self, content: ListContent, imprint: Imprint) -> None:
        """Draw every page of the list."""
        self._so_far = [Decimal()] * len(content.columns)
        most = self._rows_per_page(content)
        parts = [content.rows[at : at + most] for at in range(0, len(content.rows), most)] or [()]
        for page, rows in enumerate(parts, start=1):
            self._page(content, imprint, rows, page, len(parts))

    def _rows_per_page(self, content: ListContent) -> int:
        room = self._form.size.height - TABLE_Y - HEAD_HEIGHT - FOOT_ROOM
        if self._adds(content):
            room -= 3 * SUM_ROW
        return max(1, int(room / self._form.row_height))

    def _adds(self, content: ListContent) -> bool:
        return bool(self._form.subtotal) and any(column.adds for column in content.columns)

    def _page(
        self,
        content: ListContent,
        imprint: Imprint,
        rows: Sequence[tuple[str, ...]],
        page: int,
        pages: int,
    ) -> None:
        pen, size = self._pen, self._form.size
        self._frame.surroundings(pen, marks_of(imprint))
        self._frame.corner_code(pen, (content.kind, self._key), imprint, (page, pages))
        self._head(pen, content)
        widths = list(self._widths(content.columns))
        bottom = self._table(pen, content.columns, widths, rows)
        if self._adds(content):
            before = self._so_far
            own = [_sum(row[at] for row in rows) for at in range(len(content.columns))]
            self._so_far = [one + more for one, more in zip(before, own, strict=True)]
            sums = (before if page > 1 else [], own, self._so_far if page == pages else [])
            bottom = self._sums(pen, content.columns, widths, sums, bottom)
        if page == pages:
            count = self._form.count.format(count=f"{len(content.rows):,}", sums=content.sums)
            below = Box(MARGIN, bottom, self._form.room, SUM_HEIGHT)
            pen.cell(below, count, HEAD_SIZE, weight=Weight.BOLD)
        sign_lines(pen, self._form, size.height - SIGN_RISE)
        self._frame.footer(pen, "", imprint, page, pages)
        self._book.add_page(size.width, size.height, pen.take())

    def _head(self, pen: Pen, content: ListContent) -> None:
        form = self._form
        beside = CORNER_CODE.width + 3
        title = Box(MARGIN + beside, TITLE_Y - 7, form.room - 2 * beside, 9)
        words = content.title or form.title
        pen.cell(title, words, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        third = form.room / 3
        parts = (
            (content.union, Align.LEFT),
            (form.filters.format(filters=content.filters) if content.filters else "", Align.CENTRE),
            (day_words(form.day, content.day), Align.RIGHT),
        )
        for at, (text, align) in enumerate(parts):
            box = Box(MARGIN + at * third, HEAD_Y, third, 8)
            pen.cell(box, text, HEAD_SIZE, align=align)

    def _widths(self, columns: Sequence[ListColumn]) -> Iterator[float]:
        whole = sum(column.share for column in columns) or 1
        for column in columns:
            yield self._form.room * column.share / whole

    def _table(
        self,
        pen: Pen,
        columns: Sequence[ListColumn],
        widths: Sequence[float],
        rows: Sequence[tuple[str, ...]],
    ) -> float:
        """Draw head and rows; give where the table ends."""
        form = self._form
        head = Box(MARGIN, TABLE_Y, form.room, HEAD_HEIGHT)
        pen.fill(head, TINT)
        height = HEAD_HEIGHT + len(rows) * form.row_height
        x = MARGIN
        for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
            box = Box(x, head.y, width, head.height)
            pen.cell(box, column.title, TEXT_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
            pen.down(x, head.y, height, HAIRLINE)
            for row, cells in enumerate(rows):
                cell = Box(x, head.bottom + row * form.row_height, width, form.row_height)
                _value(pen, cell, cells[at], column)
            x += width
        for row in range(1, len(rows) + 1):
            pen.across(MARGIN, head.bottom + (row - 1) * form.row_height, form.room, HAIRLINE)
        pen.frame(Box(MARGIN, head.y, form.room, height), THICK)
        return head.y + height

    def _sums(
        self,
        pen: Pen,
        columns: Sequence[ListColumn],
        widths: Sequence[float],
        parts: tuple[Sequence[Decimal], ...],
        y: float,
    ) -> float:
        """Write what the pages before come to, this one, and on the last page all of them."""
        form = self._form
        words = (form.carried, form.subtotal, form.total)
        for label, sums in zip(words, parts, strict=True):
            if not sums or not label:
                continue
            pen.frame(Box(MARGIN, y, form.room, SUM_ROW), HAIRLINE)
            pen.cell(Box(MARGIN, y, _label_room(columns, widths), SUM_ROW), label, TEXT_SIZE)
            x = MARGIN
            for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
                if column.adds:
                    figures = f"{sums[at]:,.2f}"
                    pen.amount(Box(x, y, width, SUM_ROW), figures, TEXT_SIZE)
                x += width
            y += SUM_ROW
        return y


def _value(pen: Pen, cell: Box, words: str, column: ListColumn) -> None:
    """Write a value; figures stand digit under digit."""
    if column.right and _AMOUNT.fullmatch(words):
        pen.amount(cell, words, TEXT_SIZE)
    else:
        pen.cell(cell, words, TEXT_SIZE, align=Align.RIGHT if column.right else Align.LEFT)


def _label_room(columns: Sequence[ListColumn], widths: Sequence[float]) -> float:
    """Give the width before the first column that adds up."""
    first = next(at for at, column in enumerate(columns) if column.adds)
    return sum(widths[:first]) or widths[0]


def _sum(cells: Iterator[str]) -> Decimal:
    """Add the amounts of a column up; what is no amount counts nothing."""
    return sum(
        (Decimal(one.replace(",", "")) for one in cells if _AMOUNT.fullmatch(one)), Decimal()
    )
