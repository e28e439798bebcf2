"""公示: a public notice in the layout of an official document (GB/T 9704)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop_app.domain.money import format_yuan
from desktop_app.domain.sheet import PlainKind
from desktop_app.services.printing.book import POINTS_PER_MM, Book
from desktop_app.services.printing.contents import Imprint
from desktop_app.services.printing.forms import AMOUNT, SERIAL, Column
from desktop_app.services.printing.paper import RULE, TINT, Align, Box, Pen
from desktop_app.services.printing.plain_contents import NoticeContent, NoticeRow
from desktop_app.services.printing.plain_forms import NOTICE_WIDTH, NoticeForm
from desktop_app.services.printing.sheets.frame import Frame, day_words, marks_of
from desktop_app.services.printing.typefaces import Weight
from desktop_app.services.printing.typesetting import wrap

TOP, LEFT, HEIGHT = 37.0, 28.0, 225.0  # 天头, 订口, height of the type area
TITLE_SIZE, TEXT_SIZE, TABLE_SIZE = 22.0, 15.8, 11.0  # 2号 title, 3号 text
TITLE_HEIGHT, LINE = 18.0, HEIGHT / 22  # 22 lines to a page
HEADING, GAP = 9.0, 3.0
INDENT = "　　"


class NoticeSheets:
    """Draws public notices."""

    def __init__(self, book: Book, form: NoticeForm, sheet_key: bytes) -> None:
        self._book = book
        self._form = form
        self._key = sheet_key
        self._frame = Frame(book, form, form.size)
        self._pen = Pen(book, form.size.height)

    def draw(self, content: NoticeContent, imprint: Imprint) -> None:
        """Draw a notice on as many pages as its lines take."""
        opening = list(self._opening(content))
        closing = list(self._closing(content))
        start = TOP + TITLE_HEIGHT + len(opening) * LINE + GAP
        end = (len(closing) + 3) * LINE + GAP
        parts = self._parts(content.rows, start, end)
        for page, (rows, first) in enumerate(parts, start=1):
            pen, size = self._pen, self._form.size
            self._frame.surroundings(pen, marks_of(imprint))
            sheet = (PlainKind.PUBLIC_NOTICE, self._key)
            self._frame.corner_code(pen, sheet, imprint, (page, len(parts)))
            y = TOP
            if page == 1:
                self._title(pen)
                y = self._lines(pen, opening, TOP + TITLE_HEIGHT) + GAP
            y = self._table(pen, rows, first, y) if rows else y
            if page == len(parts):
                y = self._lines(pen, closing, y + GAP)
                self._signed(pen, content, y)
            self._frame.footer(pen, "", imprint, page, len(parts))
            self._book.add_page(size.width, size.height, pen.take())

    def _parts(
        self, rows: Sequence[NoticeRow], start: float, end: float
    ) -> list[tuple[Sequence[NoticeRow], int]]:
        """Share the lines out over pages so that the end of the notice has room on the last."""
        parts: list[tuple[Sequence[NoticeRow], int]] = []
        at, y, bottom = 0, start, TOP + HEIGHT
        while True:
            room = int((bottom - y - HEADING) / self._form.row_height)
            left = len(rows) - at
            if left * self._form.row_height + HEADING + end <= bottom - y:
                return [*parts, (rows[at:], at + 1)]
            # Of what would fill the page, some goes over where only the end would be left.
            taken = max(0, min(room, left - 1))
            parts.append((rows[at : at + taken], at + 1))
            at, y = at + taken, TOP

    def _opening(self, content: NoticeContent) -> Iterator[str]:
        words = self._form.opening.format(union=content.union, campaign=content.campaign)
        yield from _wrapped(words)

    def _closing(self, content: NoticeContent) -> Iterator[str]:
        form = self._form
        figures = format_yuan(content.amount_fen)
        phone = content.phone or form.phone
        for words in (
            form.count.format(count=f"{len(content.rows):,}", figures=figures),
            form.period.format(
                since=day_words(form.day, content.day),
                until=day_words(form.day, content.until),
                days=content.days,
            ),
            form.objections.format(union=content.union, phone=phone),
        ):
            yield from _wrapped(words)

    def _title(self, pen: Pen) -> None:
        box = Box(LEFT, TOP, NOTICE_WIDTH, TITLE_HEIGHT - 4)
        pen.cell(box, self._form.title, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)

    def _lines(self, pen: Pen, lines: Sequence[str], y: float) -> float:
        for line in lines:
            pen.text(LEFT, y + LINE * 0.7, line, TEXT_SIZE)
            y += LINE
        return y

    def _table(self, pen: Pen, rows: Sequence[NoticeRow], first: int, y: float) -> float:
        """Draw the headings and the lines; give the lower edge."""
        x = LEFT + (NOTICE_WIDTH - sum(column.width for column in self._form.columns)) / 2
        for column in self._form.columns:
            head = Box(x, y, column.width, HEADING)
            pen.fill(head, TINT)
            pen.frame(head, RULE)
            pen.cell(head, column.title, TABLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
            for at, row in enumerate(rows):
                top = head.bottom + at * self._form.row_height
                box = Box(x, top, column.width, self._form.row_height)
                pen.frame(box, RULE)
                _cell(pen, box, column, row, first + at)
            x += column.width
        return y + HEADING + len(rows) * self._form.row_height

    def _signed(self, pen: Pen, content: NoticeContent, y: float) -> None:
        right = LEFT + NOTICE_WIDTH
        box = Box(LEFT + 30, y + LINE, NOTICE_WIDTH - 30, LINE)
        pen.cell(box, content.union, TEXT_SIZE, align=Align.RIGHT)
        day = day_words(self._form.day, content.day)
        pen.text(right - 1.6, y + 2.7 * LINE, day, TEXT_SIZE, align=Align.RIGHT)


def _cell(pen: Pen, box: Box, column: Column, row: NoticeRow, serial: int) -> None:
    """Write one of the few fields that a notice may show."""
    if column.field == AMOUNT:
        pen.amount(box, format_yuan(row.amount_fen), TABLE_SIZE)
        return
    words = str(serial) if column.field == SERIAL else str(getattr(row, column.field))
    pen.cell(box, words, TABLE_SIZE, align=Align(column.align))


def _wrapped(words: str) -> Iterator[str]:
    yield from wrap(INDENT + words, NOTICE_WIDTH * POINTS_PER_MM / TEXT_SIZE)
