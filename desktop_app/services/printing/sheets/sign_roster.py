"""实名制签领表: one fund source, ten people to a page in two lines each, to be signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop_app.domain.money import capitals, format_yuan
from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.codes import SheetCode
from desktop_app.services.printing.contents import Imprint, RosterContent, RosterLine
from desktop_app.services.printing.forms import AMOUNT, MARGIN, SERIAL, Column, RosterForm
from desktop_app.services.printing.paper import HAIRLINE, THICK, TINT, Align, Box, Pen
from desktop_app.services.printing.places import Places, cells_to_sign
from desktop_app.services.printing.sheets.frame import Frame, day_words, marks_of, sheet_code
from desktop_app.services.printing.sheets.signing import SIGN_SIZE, sign_lines
from desktop_app.services.printing.typefaces import Weight

NUMBER_Y, TITLE_Y, HEAD_Y, TABLE_Y = 13.0, 18.0, 27.0, 30.0
TITLE_SIZE, HEAD_SIZE, TEXT_SIZE = 18.0, 10.5, 9.0
SUM_HEIGHT, SIGN_SPACE = 7.5, 12.0
CODE_SIDE, TITLE_MARGIN = 17.0, 78.0


class RosterSheets:
    """Draws sign rosters; each begins on a page of its own."""

    def __init__(self, book: Book, form: RosterForm, sheet_key: bytes) -> None:
        self._book = book
        self._form = form
        self._key = sheet_key
        self._frame = Frame(book, form, form.size)
        self._pen = Pen(book, form.size.height)
        self._so_far = 0  # fen on the pages before

    def draw(self, content: RosterContent, imprint: Imprint) -> None:
        """Draw one roster on as many pages as it needs."""
        self._book.bookmark_next_page(content.fund_source)
        self._so_far = 0
        rows = self._form.rows_per_page
        parts = [content.lines[at : at + rows] for at in range(0, len(content.lines), rows)]
        whole = sheet_code(SheetKind.SIGN_ROSTER, content, pages=max(1, len(parts)))
        for page, lines in enumerate(parts or [()], start=1):
            self._page(content, imprint, lines, replace(whole, page=page))

    def finish(self) -> None:
        """Nothing waits: every roster ends its own page."""

    def _page(
        self,
        content: RosterContent,
        imprint: Imprint,
        lines: Sequence[RosterLine],
        code: SheetCode,
    ) -> None:
        pen, size = self._pen, self._form.size
        pen.put(
            self._frame.form_name((marks_of(imprint),), lambda blank: self._static(blank, imprint))
        )
        self._head(pen, content, imprint, code)
        first = (code.page - 1) * self._form.rows_per_page
        for row, line in enumerate(lines):
            self._person(pen, row, first + row + 1, line)
        self._sums(pen, content, lines, is_last=code.page == code.pages)
        if first and self._form.carried:
            self._carried(pen, first)
        self._so_far += sum(line.amount_fen for line in lines)
        self._frame.footer(pen, content.number, imprint, code.page, code.pages)
        self._frame.replaced(pen, content)
        self._book.add_page(size.width, size.height, pen.take())

    def _static(self, pen: Pen, imprint: Imprint) -> None:
        """Draw the empty page: title, headings, grid, signatures."""
        form = self._form
        self._frame.surroundings(pen, marks_of(imprint))
        title = Box(TITLE_MARGIN, TITLE_Y - 6.5, form.size.width - 2 * TITLE_MARGIN, 9)
        pen.cell(title, form.title, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        self._grid(pen)
        sign_lines(pen, form, self._sign_y)

    @property
    def _head_height(self) -> float:
        return _head_height(self._form)

    @property
    def _sign_y(self) -> float:
        rows = self._form.rows_per_page * self._form.row_height
        return TABLE_Y + self._head_height + rows + 2 * SUM_HEIGHT + SIGN_SPACE

    def _columns(self) -> Iterator[tuple[Column, float]]:
        return _columns(self._form)

    def _grid(self, pen: Pen) -> None:
        form = self._form
        width = sum(column.width for column in form.columns)
        rows = form.rows_per_page * form.row_height
        head = Box(MARGIN, TABLE_Y, width, self._head_height)
        pen.fill(head, TINT)
        for column, x in self._columns():
            box = Box(x, head.y, column.width, head.height)
            self._split(pen, box, (column.title, column.lower_title), SIGN_SIZE - 1)
            pen.down(x, head.y, head.height + rows)
        for row in range(form.rows_per_page + 1):
            y = head.bottom + row * form.row_height
            pen.across(MARGIN, y, width)
            for column, x in self._columns():
                if column.lower_title and row < form.rows_per_page:
                    pen.across(x, y + form.row_height / 2, column.width, HAIRLINE)
        for row in (1, 2):
            pen.across(MARGIN, head.bottom + rows + row * SUM_HEIGHT, width)
        pen.frame(Box(MARGIN, head.y, width, head.height + rows + 2 * SUM_HEIGHT), THICK)

    def _split(self, pen: Pen, box: Box, titles: tuple[str, str], size: float) -> None:
        upper, lower = titles
        if not lower:
            pen.cell(box, upper, size, weight=Weight.BOLD, align=Align.CENTRE)
            return
        half = box.height / 2
        above = Box(box.x, box.y, box.width, half)
        below = Box(box.x, box.y + half, box.width, half)
        pen.cell(above, upper, size, weight=Weight.BOLD, align=Align.CENTRE)
        pen.cell(below, lower, size, weight=Weight.BOLD, align=Align.CENTRE)
        pen.across(box.x, below.y, box.width, HAIRLINE)

    def _head(self, pen: Pen, content: RosterContent, imprint: Imprint, code: SheetCode) -> None:
        form, place = self._form, _code_place(self._form)
        if imprint.is_draft:
            self._frame.no_code(pen, place)
        else:
            self._frame.code(pen, place, code, self._key)
        self._frame.number(pen, content, imprint, NUMBER_Y, beside=CODE_SIDE + 3)
        room = place.x - MARGIN - 3
        words = (
            content.union,
            form.project.format(campaign=content.campaign),
            form.source.format(source=content.fund_source),
        )
        day = day_words(form.day, content.day)
        for index, text in enumerate(words):
            box = Box(MARGIN - 1.6 + index * room * 0.28, HEAD_Y - 6, room * 0.28, 8)
            pen.cell(box, text, HEAD_SIZE)
        pen.text(place.x - 3, HEAD_Y, day, HEAD_SIZE, align=Align.RIGHT)

    def _person(self, pen: Pen, row: int, serial: int, line: RosterLine) -> None:
        form = self._form
        y = TABLE_Y + self._head_height + row * form.row_height
        for column, x in self._columns():
            box = Box(x, y, column.width, form.row_height)
            fields = {column.field: box}
            if column.lower_title:
                half = form.row_height / 2
                fields = {column.field: Box(x, y, column.width, half)}
                fields[column.lower_field] = Box(x, y + half, column.width, half)
            for field, place in fields.items():
                if field == AMOUNT:
                    pen.amount(place, format_yuan(line.amount_fen), TEXT_SIZE + 0.5)
                else:
                    words = _words(field, serial, line)
                    pen.cell(place, words, TEXT_SIZE, align=Align(column.align))

    def _sums(
        self, pen: Pen, content: RosterContent, lines: Sequence[RosterLine], *, is_last: bool
    ) -> None:
        """Add up the page, and on the last page the whole roster."""
        form = self._form
        y = TABLE_Y + self._head_height + form.rows_per_page * form.row_height
        box = Box(MARGIN, y, sum(column.width for column in form.columns), SUM_HEIGHT)
        fen = sum(line.amount_fen for line in lines)
        subtotal = form.subtotal.format(count=len(lines), figures=format_yuan(fen))
        pen.cell(box, subtotal, HEAD_SIZE)
        if is_last:
            fen = content.amount_fen
            total = form.total.format(
                count=len(content.lines), figures=format_yuan(fen), capitals=capitals(fen)
            )
            below = Box(box.x, box.bottom, box.width, SUM_HEIGHT)
            pen.cell(below, total, HEAD_SIZE, weight=Weight.BOLD)

    def _carried(self, pen: Pen, count: int) -> None:
        """Say beside the page's sum what the pages before it come to."""
        form = self._form
        y = TABLE_Y + self._head_height + form.rows_per_page * form.row_height
        half = sum(column.width for column in form.columns) / 2
        words = form.carried.format(count=count, figures=format_yuan(self._so_far))
        pen.cell(Box(MARGIN + half, y, half, SUM_HEIGHT), words, HEAD_SIZE, align=Align.RIGHT)


def places_of(form: RosterForm, name: str) -> Places:
    """Say where on a page its code, its rules and everybody's places to sign are.

    Columns without a field are to be written in; a signature in any of them counts.
    """
    top, height = TABLE_Y + _head_height(form), form.row_height
    columns = list(_columns(form))
    to_sign = [(x, one.width) for one, x in columns if not one.field and not one.lower_field]
    width = sum(column.width for column in form.columns)
    return Places(
        form=name,
        size=form.size,
        code=_code_place(form),
        table=Box(MARGIN, top, width, form.rows_per_page * height),
        columns=tuple(x for _column, x in columns[1:]),
        lines=tuple(top + row * height for row in range(form.rows_per_page + 1)),
        signed=cells_to_sign(to_sign, top, height, form.rows_per_page),
        rows=form.rows_per_page,
    )


def _code_place(form: RosterForm) -> Box:
    left = form.size.width - MARGIN - CODE_SIDE
    return Box(left, TABLE_Y - CODE_SIDE - 1.5, CODE_SIDE, CODE_SIDE)


def _head_height(form: RosterForm) -> float:
    return 11.0 if form.is_double else 7.5


def _columns(form: RosterForm) -> Iterator[tuple[Column, float]]:
    x = MARGIN
    for column in form.columns:
        yield column, x
        x += column.width


def _words(field: str, serial: int, line: RosterLine) -> str:
    """Say what stands in a field; nothing where the field is to be written in by hand."""
    if field == SERIAL:
        return str(serial)
    value = getattr(line, field) if field else None
    return "" if value is None else str(value)
