"""台账: a list over as many pages as it needs, its head on each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.services.printing.book import Book
from desktop_app.services.printing.contents import Imprint
from desktop_app.services.printing.forms import MARGIN
from desktop_app.services.printing.paper import HAIRLINE, THICK, TINT, Align, Box, Pen
from desktop_app.services.printing.plain_contents import ListColumn, ListContent
from desktop_app.services.printing.plain_forms import LedgerForm
from desktop_app.services.printing.sheets.frame import Frame, day_words, marks_of
from desktop_app.services.printing.sheets.signing import sign_lines
from desktop_app.services.printing.typefaces import Weight

TITLE_Y, HEAD_Y, TABLE_Y = 19.0, 24.0, 33.0
TITLE_SIZE, HEAD_SIZE, TEXT_SIZE = 18.0, 10.0, 9.0
HEAD_HEIGHT, SUM_HEIGHT, SIGN_RISE, FOOT_ROOM = 8.5, 8.0, 17.0, 32.0


class LedgerSheet:
    """Draws one list into a book."""

    def __init__(self, book: Book, form: LedgerForm) -> None:
        self._book = book
        self._form = form
        self._frame = Frame(book, form, form.size)
        self._pen = Pen(book, form.size.height)

    def draw(self, content: ListContent, imprint: Imprint) -> None:
        """Draw every page of the list."""
        room = self._form.size.height - TABLE_Y - HEAD_HEIGHT - FOOT_ROOM
        most = max(1, int(room / self._form.row_height))
        parts = [content.rows[at : at + most] for at in range(0, len(content.rows), most)] or [()]
        for page, rows in enumerate(parts, start=1):
            self._page(content, imprint, rows, page, len(parts))

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
        self._head(pen, content)
        widths = list(self._widths(content.columns))
        bottom = self._table(pen, content.columns, widths, rows)
        if page == pages:
            count = self._form.count.format(count=f"{len(content.rows):,}", sums=content.sums)
            below = Box(MARGIN, bottom, self._form.room, SUM_HEIGHT)
            pen.cell(below, count, HEAD_SIZE, weight=Weight.BOLD)
        sign_lines(pen, self._form, size.height - SIGN_RISE)
        self._frame.footer(pen, "", imprint, page, pages)
        self._book.add_page(size.width, size.height, pen.take())

    def _head(self, pen: Pen, content: ListContent) -> None:
        form = self._form
        title = Box(MARGIN, TITLE_Y - 7, form.room, 9)
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
                align = Align.RIGHT if column.right else Align.LEFT
                pen.cell(cell, cells[at], TEXT_SIZE, align=align)
            x += width
        for row in range(1, len(rows) + 1):
            pen.across(MARGIN, head.bottom + (row - 1) * form.row_height, form.room, HAIRLINE)
        pen.frame(Box(MARGIN, head.y, form.room, height), THICK)
        return head.y + height
