"""本册清单: the first pages of a volume say which numbers are in it, for whom, and their sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.money import capitals, format_yuan
from desktop_app.domain.sheet import PlainKind
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.codes import SheetCode, span
from desktop_app.services.printing.contents import Content, Imprint
from desktop_app.services.printing.forms import MARGIN, CoverForm
from desktop_app.services.printing.paper import RULE, TINT, Align, Box, Pen
from desktop_app.services.printing.sheets.frame import Frame, marks_of
from desktop_app.services.printing.typefaces import Weight

TABLE_Y, ROW, ROWS_PER_PAGE = 42.0, 7.0, 32
SHARES = (0.34, 0.1, 0.2, 0.2, 0.16)  # unit, count, first number, last number, sum
TITLE_SIZE, TEXT_SIZE = 18.0, 9.5
CODE, CODE_Y = 24.0, 12.0  # mm: the side of the code, and where it begins


@dataclass(frozen=True, slots=True)
class _Group:
    """Sheets of one unit that follow each other."""

    unit: str
    numbers: list[str]
    amounts: list[int]


def draw_cover(
    book: Book,
    form: CoverForm,
    title: str,
    work: Sequence[tuple[Content, Imprint]],
    place: tuple[int, int],
    *,
    sheet_key: bytes,
) -> None:
    """Draw the list of a volume; `place` is which volume of how many.

    Its code names the first and the last number, and what all the sheets come to.
    """
    groups = _groups([content for content, _imprint in work])
    parts = [groups[at : at + ROWS_PER_PAGE] for at in range(0, len(groups), ROWS_PER_PAGE)]
    imprint = work[0][1]
    numbers = span([content.number for content, _imprint in work])
    amount = sum(content.amount_fen for content, _imprint in work)
    volume = form.volume.format(volume=place[0], volumes=place[1], title=title)
    book.bookmark_next_page(form.title)
    for page, part in enumerate(parts, start=1):
        pen = Pen(book, form.size.height)
        frame = Frame(book, form, form.size)
        frame.surroundings(pen, marks_of(imprint))
        middle = form.size.width / 2
        pen.text(middle, 22, form.title, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        pen.text(middle, 31, volume, TEXT_SIZE, align=Align.CENTRE)
        code = SheetCode(
            kind=PlainKind.COVER,
            number=numbers,
            page=page,
            pages=len(parts),
            amount_fen=amount,
        )
        frame.code(pen, Box(form.size.width - MARGIN - CODE, CODE_Y, CODE, CODE), code, sheet_key)
        bottom = _table(pen, form, part)
        if page == len(parts):
            _total(pen, form, groups, bottom)
        frame.footer(pen, f"{place[0]}/{place[1]}", imprint, page, len(parts))
        book.add_page(form.size.width, form.size.height, pen.take())


def _groups(contents: Sequence[Content]) -> list[_Group]:
    """Part the sheets wherever the unit changes; rosters and unknown units have none."""
    groups: list[_Group] = []
    for content in contents:
        unit = getattr(content, "unit", "")
        if not groups or groups[-1].unit != unit:
            groups.append(_Group(unit, [], []))
        groups[-1].numbers.append(content.number)
        groups[-1].amounts.append(content.amount_fen)
    return groups


def _table(pen: Pen, form: CoverForm, groups: Sequence[_Group]) -> float:
    y = TABLE_Y
    for box, heading in zip(_row(form, y), form.headings, strict=True):
        pen.fill(box, TINT)
        pen.frame(box, RULE)
        pen.cell(box, heading, TEXT_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
    for group in groups:
        y += ROW
        boxes = _row(form, y)
        first, last = group.numbers[0], group.numbers[-1]
        words = (group.unit or form.no_unit, str(len(group.numbers)), first, last)
        for box, text in zip(boxes, words, strict=False):
            pen.cell(box, text, TEXT_SIZE)
        pen.amount(boxes[-1], format_yuan(sum(group.amounts)), TEXT_SIZE)
        for box in boxes:
            pen.frame(box, RULE)
    return y + ROW


def _row(form: CoverForm, y: float) -> list[Box]:
    boxes, x = [], MARGIN
    for share in SHARES:
        boxes.append(Box(x, y, form.room * share, ROW))
        x += form.room * share
    return boxes


def _total(pen: Pen, form: CoverForm, groups: Sequence[_Group], y: float) -> None:
    fen = sum(sum(group.amounts) for group in groups)
    count = sum(len(group.numbers) for group in groups)
    words = form.total.format(count=count, figures=format_yuan(fen), capitals=capitals(fen))
    box = Box(MARGIN, y, form.room, ROW + 3)
    pen.frame(box, RULE)
    pen.cell(box, words, TEXT_SIZE, weight=Weight.BOLD)
