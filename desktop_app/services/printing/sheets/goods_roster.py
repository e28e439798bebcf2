"""慰问品领取签收表: one fund source, a column for each kind of goods, to be signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.money import capitals, format_yuan
from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.codes import SheetCode
from desktop_app.services.printing.contents import GoodsLine, GoodsRosterContent, Imprint
from desktop_app.services.printing.forms import (
    GOODS,
    MARGIN,
    SERIAL,
    WORTH,
    Column,
    GoodsRosterForm,
)
from desktop_app.services.printing.paper import RULE, THICK, TINT, Align, Box, Pen
from desktop_app.services.printing.places import Places, cells_to_sign
from desktop_app.services.printing.sheets.frame import Frame, day_words, marks_of, sheet_code
from desktop_app.services.printing.sheets.signing import sign_lines
from desktop_app.services.printing.typefaces import Weight

NUMBER_Y, TITLE_Y, HEAD_Y, TABLE_Y = 13.0, 18.0, 27.0, 30.0
TITLE_SIZE, HEAD_SIZE, TEXT_SIZE = 18.0, 10.5, 9.0
HEADING, SUM_ROW, SIGN_SPACE = 13.0, 7.0, 18.0
CODE_SIDE, TITLE_MARGIN = 17.0, 78.0
_WIDE = (SERIAL, "name", "id_number", "unit")


@dataclass(frozen=True, slots=True)
class _Place:
    """A column on the page: where it stands, and which kind of goods it is for, if any."""

    x: float
    width: float
    title: str
    column: Column
    kind: int | None = None


@dataclass(frozen=True, slots=True)
class _Totals:
    """What some lines come to: people, pieces of each kind, worth in fen."""

    people: int
    pieces: tuple[int, ...]
    fen: int

    def plus(self, other: _Totals) -> _Totals:
        """Add what other lines come to."""
        pieces = tuple(one + more for one, more in zip(self.pieces, other.pieces, strict=True))
        return _Totals(self.people + other.people, pieces, self.fen + other.fen)


class GoodsRosterSheets:
    """Draws goods rosters; each begins on a page of its own."""

    def __init__(self, book: Book, form: GoodsRosterForm, sheet_key: bytes) -> None:
        self._book = book
        self._form = form
        self._key = sheet_key
        self._frame = Frame(book, form, form.size)
        self._pen = Pen(book, form.size.height)
        self._so_far = _Totals(0, (), 0)
        self._places: list[_Place] = []

    def draw(self, content: GoodsRosterContent, imprint: Imprint) -> None:
        """Draw one roster on as many pages as it needs."""
        self._book.bookmark_next_page(content.fund_source)
        rows = self._form.rows_per_page
        pages = max(1, -(-len(content.lines) // rows))
        whole = sheet_code(SheetKind.GOODS_ROSTER, content, pages=pages)
        self._so_far = _Totals(0, (0,) * len(content.kinds), 0)
        self._places = list(self._placed(content))
        for page in range(1, pages + 1):
            self._page(content, imprint, replace(whole, page=page))

    def finish(self) -> None:
        """Nothing waits: every roster ends its own page."""

    def _page(self, content: GoodsRosterContent, imprint: Imprint, code: SheetCode) -> None:
        form, pen, size = self._form, self._pen, self._form.size
        first = (code.page - 1) * form.rows_per_page
        lines = content.lines[first : first + form.rows_per_page]
        self._frame.surroundings(pen, marks_of(imprint))
        title = Box(TITLE_MARGIN, TITLE_Y - 6.5, size.width - 2 * TITLE_MARGIN, 9)
        pen.cell(title, form.title, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        self._head(pen, content, imprint, code)
        places = self._places
        self._headings(pen, places)
        for row in range(form.rows_per_page):
            y = TABLE_Y + HEADING + row * form.row_height
            line = lines[row] if row < len(lines) else None
            self._row(pen, places, y, (first + row + 1, line))
        before, is_last = self._so_far, code.page == code.pages
        own = _totals(lines, len(content.kinds))
        self._so_far = before.plus(own)
        sums = (before if first else None, own, self._so_far if is_last else None)
        bottom = self._sums(pen, places, sums)
        if is_last:
            self._worth(pen, content, bottom)
        sign_lines(pen, form, bottom + SIGN_SPACE)
        self._frame.footer(pen, content.number, imprint, code.page, code.pages)
        self._frame.replaced(pen, content)
        self._book.add_page(size.width, size.height, pen.take())

    def _head(
        self, pen: Pen, content: GoodsRosterContent, imprint: Imprint, code: SheetCode
    ) -> None:
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
        for index, text in enumerate(words):
            box = Box(MARGIN - 1.6 + index * room * 0.28, HEAD_Y - 6, room * 0.28, 8)
            pen.cell(box, text, HEAD_SIZE)
        day = day_words(form.day, content.day)
        pen.text(place.x - 3, HEAD_Y, day, HEAD_SIZE, align=Align.RIGHT)

    def _placed(self, content: GoodsRosterContent) -> Iterator[_Place]:
        """Place the columns; that of the goods is shared out among their kinds."""
        titles = list(content.kinds)
        if any(line.more for line in content.lines) or not titles:
            titles.append(self._form.more)
        x = MARGIN
        for column in self._form.columns:
            if column.field == GOODS:
                width = column.width / len(titles)
                for kind, title in enumerate(titles):
                    yield _Place(x + kind * width, width, title, column, kind)
            else:
                yield _Place(x, column.width, column.title, column)
            x += column.width

    def _headings(self, pen: Pen, places: Sequence[_Place]) -> None:
        form = self._form
        width = sum(column.width for column in form.columns)
        pen.fill(Box(MARGIN, TABLE_Y, width, HEADING), TINT)
        for place in places:
            box = Box(place.x, TABLE_Y, place.width, HEADING)
            if place.kind is not None:
                box = Box(place.x, TABLE_Y + 5, place.width, HEADING - 5)
            pen.frame(box, RULE)
            pen.cell(box, place.title, TEXT_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        goods = [place for place in places if place.kind is not None]
        if goods:
            whole = Box(goods[0].x, TABLE_Y, sum(one.width for one in goods), 5)
            pen.frame(whole, RULE)
            title = goods[0].column.title
            pen.cell(whole, title, TEXT_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        rows = form.rows_per_page * form.row_height + 3 * SUM_ROW
        pen.frame(Box(MARGIN, TABLE_Y, width, HEADING + rows), THICK)

    def _row(
        self, pen: Pen, places: Sequence[_Place], y: float, numbered: tuple[int, GoodsLine | None]
    ) -> None:
        serial, line = numbered
        for place in places:
            box = Box(place.x, y, place.width, self._form.row_height)
            pen.frame(box, RULE)
            if line is None:
                continue
            if place.column.field == WORTH:
                pen.amount(box, format_yuan(line.worth_fen), TEXT_SIZE + 0.5)
            elif place.kind is not None:
                pen.cell(box, _goods_words(line, place.kind), TEXT_SIZE, align=Align.CENTRE)
            else:
                words = _words(place.column.field, serial, line)
                pen.cell(box, words, TEXT_SIZE, align=Align(place.column.align))

    def _sums(self, pen: Pen, places: Sequence[_Place], parts: tuple[_Totals | None, ...]) -> float:
        """Add up the pages before, this one, and on the last page all; give the lower edge."""
        form = self._form
        y = TABLE_Y + HEADING + form.rows_per_page * form.row_height
        for label, sums in zip((form.carried, form.subtotal, form.total), parts, strict=True):
            last = max((p.x + p.width for p in places if p.column.field in _WIDE), default=60.0)
            pen.frame(Box(MARGIN, y, last - MARGIN, SUM_ROW), RULE)
            for place in places:
                box = Box(place.x, y, place.width, SUM_ROW)
                if place.x >= last - 0.01:
                    pen.frame(box, RULE)
                    self._sum(pen, box, place, sums)
            if sums:
                words = label.format(count=sums.people)
                pen.cell(Box(MARGIN, y, last - MARGIN, SUM_ROW), words, HEAD_SIZE)
            y += SUM_ROW
        return y

    def _sum(self, pen: Pen, box: Box, place: _Place, sums: _Totals | None) -> None:
        if sums is None:
            return
        if place.column.field == WORTH:
            pen.amount(box, format_yuan(sums.fen), TEXT_SIZE + 0.5, weight=Weight.BOLD)
        elif place.kind is not None and place.kind < len(sums.pieces):
            pieces = sums.pieces[place.kind]
            pen.cell(box, f"{pieces:,}", TEXT_SIZE, weight=Weight.BOLD, align=Align.CENTRE)

    def _worth(self, pen: Pen, content: GoodsRosterContent, y: float) -> None:
        fen = content.amount_fen
        words = self._form.worth.format(figures=format_yuan(fen), capitals=capitals(fen))
        pen.cell(Box(MARGIN, y + 1, self._form.room, 8), words, HEAD_SIZE, weight=Weight.BOLD)


def _totals(lines: Sequence[GoodsLine], kinds: int) -> _Totals:
    pieces = tuple(sum(line.quantities[kind] for line in lines) for kind in range(kinds))
    return _Totals(len(lines), pieces, sum(line.worth_fen for line in lines))


def _goods_words(line: GoodsLine, kind: int) -> str:
    """Say how many of a kind; the column after the last kind says the rest in words."""
    if kind >= len(line.quantities):
        return line.more
    return str(line.quantities[kind] or "")


def _words(field: str, serial: int, line: GoodsLine) -> str:
    if field == SERIAL:
        return str(serial)
    return str(getattr(line, field)) if field else ""


def places_of(form: GoodsRosterForm, name: str) -> Places:
    """Say where on a page its code, its rules and everybody's place to sign are.

    The rules between kinds of goods differ from roster to roster and are left out.
    """
    top, x = TABLE_Y + HEADING, MARGIN
    edges = []
    for column in form.columns:
        edges.append((column, x))
        x += column.width
    to_sign = [(at, column.width) for column, at in edges if not column.field]
    return Places(
        form=name,
        size=form.size,
        code=_code_place(form),
        table=Box(MARGIN, top, x - MARGIN, form.rows_per_page * form.row_height),
        columns=tuple(at for _column, at in edges[1:]),
        lines=tuple(top + row * form.row_height for row in range(form.rows_per_page + 1)),
        signed=cells_to_sign(to_sign, top, form.row_height, form.rows_per_page),
        rows=form.rows_per_page,
    )


def _code_place(form: GoodsRosterForm) -> Box:
    left = form.size.width - MARGIN - CODE_SIDE
    return Box(left, TABLE_Y - CODE_SIDE - 1.5, CODE_SIDE, CODE_SIDE)
