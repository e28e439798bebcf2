"""What every sheet has around its content: corner marks, code, number, footer, 样例 and 草稿."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import compress
from typing import Protocol, TypeVar

from desktop_app.domain.sheet import BETWEEN_NUMBERS, PlainKind, SheetKind
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.codes import SheetCode, modules_of
from desktop_app.services.printing.contents import Content, Imprint
from desktop_app.services.printing.forms import MARGIN, Form
from desktop_app.services.printing.paper import (
    CORNER_INSET,
    HAIRLINE,
    MUTED,
    PADDING,
    Align,
    Box,
    Pen,
    Size,
)
from desktop_app.services.printing.typefaces import Weight, home_of

FOOTER_SIZE, NUMBER_SIZE = 7.0, 9.0
CORNER_CODE = Size(15.0, 8.5)  # side of a plain sheet's code, and how far from the upper edge
FOOTER_RISE = 6.6  # mm from the lower edge to the footer's baseline

AnyContent_contra = TypeVar("AnyContent_contra", contravariant=True)


class Sheets(Protocol[AnyContent_contra]):
    """Draws sheets of one kind into a book, one after the other."""

    def draw(self, content: AnyContent_contra, imprint: Imprint) -> None:
        """Draw one sheet."""

    def finish(self) -> None:
        """Draw what still waits for a full page."""


class Frame:
    """Draws the surroundings of the sheets of one form."""

    def __init__(self, book: Book, form: Form, size: Size) -> None:
        self._book = book
        self._form = form
        self._size = size
        self._drawn: dict[tuple[object, ...], str] = {}

    def form_name(self, key: tuple[object, ...], draw: Callable[[Pen], None]) -> str:
        """Give the operator that shows a static part, drawn the first time it is asked for."""
        if key not in self._drawn:
            name = f"{type(self._form).__name__}{len(self._drawn) + 1}"
            pen = Pen(self._book, self._size.height)
            draw(pen)
            self._book.add_form(name, self._size.width, self._size.height, pen.take())
            self._drawn[key] = f"/{name} Do"
        return self._drawn[key]

    def surroundings(self, pen: Pen, marks: tuple[bool, bool, bool]) -> None:
        """Draw the corner marks and the pale words across the sheet."""
        form = self._form
        whole = Box(0, 0, self._size.width, self._size.height)
        words = tuple(compress((form.sample, form.draft, form.void), marks))
        for index, word in enumerate(words):
            # Side by side where there are two, so that both can be read.
            share = whole.width / len(words)
            pen.ghost(Box(index * share, 0, share, whole.height), word)
        pen.corners(whole.inset(CORNER_INSET, CORNER_INSET))

    def number(
        self, pen: Pen, content: Content, imprint: Imprint, y: float, beside: float = 0.0
    ) -> None:
        """Write the number at the right, and in the left corner what became of the sheet.

        `beside` is the room in mm that something at the right edge takes.
        """
        form = self._form
        right = self._size.width - MARGIN - beside
        shown = form.draft if imprint.is_draft else f"№ {content.number}"
        pen.text(right, y, shown, NUMBER_SIZE, align=Align.RIGHT)
        notes = []
        if imprint.is_void:
            notes.append(form.void)
        if imprint.is_sample:
            notes.append(form.sample)
        if imprint.copy:
            notes.append(form.copy.format(copy=imprint.copy))
        x = MARGIN
        for note in notes:
            box = Box(x, y - 3.9, len(note) * 3.4 + 2 * PADDING, 5.4)
            pen.frame(box, HAIRLINE)
            pen.cell(box, note, NUMBER_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
            x = box.right + PADDING

    def replaced(self, pen: Pen, content: Content) -> None:
        """Write at the end of the footer which void sheet this one stands for."""
        if content.replaces:
            first, *more = content.replaces.split(BETWEEN_NUMBERS)
            several = f"{first} 等{len(more) + 1}个号码" if more else first
            words = self._form.replaces.format(number=several)
            right, y = self._size.width - MARGIN, self._size.height - FOOTER_RISE
            pen.text(right, y, words, FOOTER_SIZE, align=Align.RIGHT)

    def footer(
        self, pen: Pen, number: str, imprint: Imprint, page: int = 1, pages: int = 1
    ) -> None:
        """Write what ties the sheet to yesterday's ledger, between the lower corner marks."""
        form = self._form
        words = form.footer.format(
            chain_head=imprint.chain_head,
            state_code=imprint.state_code,
            number=form.draft if imprint.is_draft else number,
            page=page,
            pages=pages,
            printed_by=printable(imprint.printed_by),
            printed_at=f"{imprint.printed_at:%Y-%m-%d %H:%M}",
        )
        pen.text(MARGIN, self._size.height - FOOTER_RISE, words, FOOTER_SIZE, grey=MUTED)

    def code(self, pen: Pen, box: Box, code: SheetCode, sheet_key: bytes) -> None:
        """Draw the square code of a sheet."""
        pen.code(modules_of(code.text(sheet_key)), box)

    def corner_code(
        self, pen: Pen, sheet: tuple[PlainKind, bytes], imprint: Imprint, place: tuple[int, int]
    ) -> None:
        """Draw the code of a sheet without a number into the upper right corner.

        `sheet` is its kind and the union's key, `place` which page of how many.
        """
        kind, sheet_key = sheet
        side, y = CORNER_CODE.width, CORNER_CODE.height
        code = SheetCode(
            kind=kind,
            number=imprint.chain_head.upper() or "0",
            page=place[0],
            pages=place[1],
            amount_fen=0,
        )
        self.code(pen, Box(self._size.width - MARGIN - side, y, side, side), code, sheet_key)

    def no_code(self, pen: Pen, box: Box) -> None:
        """Draw the empty place of the code on a draft, which must never be filed."""
        pen.frame(box, HAIRLINE)
        pen.cell(box, self._form.draft, NUMBER_SIZE, align=Align.CENTRE, grey=MUTED)


def marks_of(imprint: Imprint) -> tuple[bool, bool, bool]:
    """Give which pale words lie across a sheet: 样例, 草稿, 作废."""
    return imprint.is_sample, imprint.is_draft, imprint.is_void


def sheet_code(kind: SheetKind, content: Content, pages: int = 1, page: int = 1) -> SheetCode:
    """Say what the code on a page of a sheet says, on the first one if none is named."""
    return SheetCode(
        kind=kind, number=content.number, page=page, pages=pages, amount_fen=content.amount_fen
    )


def day_words(template: str, day: date) -> str:
    """Write a day as the form has it: 2021年2月8日."""
    return template.format(year=day.year, month=day.month, day=day.day)


@cache
def printable(words: str) -> str:
    """Spell out what no typeface has; only a user's name in the footer could need it."""
    return "".join(one if home_of(one, Weight.REGULAR) else f"[U+{ord(one):04X}]" for one in words)
