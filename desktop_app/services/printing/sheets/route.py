"""走访路线单: the stops of a team on one day, with room to write beside each."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain.sheet import PlainKind
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.contents import Imprint, RouteContent, RouteLine
from desktop_app.services.printing.forms import MARGIN, SERIAL, Column, RouteForm
from desktop_app.services.printing.paper import RULE, TINT, Align, Box, Pen
from desktop_app.services.printing.sheets.frame import CORNER_CODE, Frame, day_words, printable
from desktop_app.services.printing.typefaces import Weight

TITLE_Y, HEAD_Y, TABLE_Y, HEADING = 18.0, 27.0, 31.0, 8.0
TITLE_SIZE, TEXT_SIZE, REMARKS = 17.0, 10.0, 10.0


def draw_route(
    book: Book, form: RouteForm, content: RouteContent, imprint: Imprint, sheet_key: bytes
) -> None:
    """Draw a route on as many pages as its stops take."""
    frame = Frame(book, form, form.size)
    pages = list(_parts(content.lines, form.rows_per_page))
    for number, (first, lines) in enumerate(pages, start=1):
        pen = Pen(book, form.size.height)
        if imprint.is_sample:
            pen.ghost(Box(0, 0, form.size.width, form.size.height), form.sample)
        frame.corner_code(pen, (PlainKind.ROUTE, sheet_key), imprint, (number, len(pages)))
        _head(pen, form, content)
        bottom = _table(pen, form, lines, first)
        if number == len(pages):
            _foot(pen, form, content, bottom)
        frame.footer(pen, form.title, imprint, number, len(pages))
        book.add_page(form.size.width, form.size.height, pen.take())


def _parts(lines: tuple[RouteLine, ...], rows: int) -> Iterator[tuple[int, tuple[RouteLine, ...]]]:
    """Give the stops page by page, each part with the number of its first one."""
    for start in range(0, max(len(lines), 1), rows):
        yield start + 1, lines[start : start + rows]


def _head(pen: Pen, form: RouteForm, content: RouteContent) -> None:
    middle = form.size.width / 2
    pen.text(middle, TITLE_Y, form.title, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
    words = form.head.format(
        union=printable(content.union),
        team=printable(" ".join(part for part in (content.title, content.team) if part)),
        leader=printable(content.leader),
        day=day_words(form.day, content.day),
    )
    room = form.room - CORNER_CODE.width - 3
    pen.cell(Box(MARGIN, HEAD_Y - 5, room, 7), words, TEXT_SIZE)


def _table(pen: Pen, form: RouteForm, lines: tuple[RouteLine, ...], first: int) -> float:
    """Draw the headings and a row for each stop; give the lower edge."""
    for box, column in _row(form, TABLE_Y, HEADING):
        pen.fill(box, TINT)
        pen.frame(box, RULE)
        pen.cell(box, column.title, TEXT_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
    y = TABLE_Y + HEADING
    for number, line in enumerate(lines, start=first):
        for box, column in _row(form, y, form.row_height):
            pen.frame(box, RULE)
            pen.cell(box, _words(column, line, number), TEXT_SIZE, align=Align(column.align))
        y += form.row_height
    return y


def _row(form: RouteForm, y: float, height: float) -> Iterator[tuple[Box, Column]]:
    x = MARGIN
    for column in form.columns:
        yield Box(x, y, column.width, height), column
        x += column.width


def _words(column: Column, line: RouteLine, number: int) -> str:
    if column.field == SERIAL:
        return str(number)
    return printable(getattr(line, column.field)) if column.field else ""


def _foot(pen: Pen, form: RouteForm, content: RouteContent, y: float) -> None:
    """Write below the last stop how many they are, and what else was said of the route."""
    count = form.count.format(count=len(content.lines))
    words = "　".join(part for part in (count, printable(content.remarks)) if part)
    pen.cell(Box(MARGIN, y + 1, form.room, REMARKS), words, TEXT_SIZE)
