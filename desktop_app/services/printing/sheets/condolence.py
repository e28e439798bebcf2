"""慰问单: a letter to one person, with what comes with it, on A5 landscape or A4."""

from __future__ import annotations

from desktop_app.domain.money import capitals, format_yuan
from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing.book import POINTS_PER_MM, Book
from desktop_app.services.printing.contents import CondolenceContent, Imprint
from desktop_app.services.printing.forms import CODE_SIDE, CondolenceForm
from desktop_app.services.printing.paper import (
    HAIRLINE,
    MUTED,
    PADDING,
    RULE,
    Align,
    Box,
    Pen,
    Size,
)
from desktop_app.services.printing.places import Places
from desktop_app.services.printing.sheets.frame import Frame, day_words, marks_of, sheet_code
from desktop_app.services.printing.typefaces import Weight
from desktop_app.services.printing.typesetting import LEADING

NUMBER_Y, TITLE_Y, GAP = 14.0, 22.0, 2.0
TITLE_SIZE, SMALL_SIZE = 22.0, 9.5
LETTER_MARGIN, TITLE_MARGIN = 22.0, 62.0
INDENT = "　　"  # two characters, as letters begin their paragraphs
FOOT = 44.0  # mm at the lower end for code, signature and footer
SIGNATURE = 55.0


class CondolenceSheets:
    """Draws condolence sheets, one to a page."""

    def __init__(self, book: Book, form: CondolenceForm, sheet_key: bytes) -> None:
        self._book = book
        self._form = form
        self._key = sheet_key
        self._frame = Frame(book, form, form.size)
        self._unit = ""
        self._pen = Pen(book, form.size.height)

    def draw(self, content: CondolenceContent, imprint: Imprint) -> None:
        """Draw one sheet."""
        if content.unit and content.unit != self._unit:
            self._unit = content.unit
            self._book.bookmark_next_page(content.unit)
        pen, size = self._pen, self._form.size
        pen.put(
            self._frame.form_name((marks_of(imprint),), lambda blank: self._static(blank, imprint))
        )
        self._frame.number(pen, content, imprint, NUMBER_Y)
        self._letter(pen, content)
        self._closing(pen, content)
        place = _code_place(size)
        if imprint.is_draft:
            self._frame.no_code(pen, place)
        else:
            self._frame.code(pen, place, sheet_code(SheetKind.CONDOLENCE, content), self._key)
        self._frame.footer(pen, content.number, imprint)
        self._frame.replaced(pen, content)
        self._book.add_page(size.width, size.height, pen.take())

    def finish(self) -> None:
        """Nothing waits: every sheet has its own page."""

    def _static(self, pen: Pen, imprint: Imprint) -> None:
        form = self._form
        self._frame.surroundings(pen, marks_of(imprint))
        title = Box(TITLE_MARGIN, TITLE_Y - 8, form.size.width - 2 * TITLE_MARGIN, 11)
        pen.cell(title, form.title, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        pen.across(LETTER_MARGIN, TITLE_Y + 5, form.size.width - 2 * LETTER_MARGIN, RULE)

    def _letter(self, pen: Pen, content: CondolenceContent) -> None:
        """Write salutation, wish and gifts into the space between title and foot."""
        form = self._form
        line = form.text_size * LEADING * 1.15 / POINTS_PER_MM
        top = TITLE_Y + 10
        box = Box(LETTER_MARGIN, top, form.size.width - 2 * LETTER_MARGIN, line).inset(-PADDING)
        hello = form.salutation.format(name=content.name, honorific=content.honorific)
        pen.cell(box, hello, form.text_size, weight=Weight.BOLD)
        opening = form.opening.format(union=content.union, campaign=content.campaign)
        wish = [one.strip() for one in (content.wish or opening).splitlines() if one.strip()]
        words = "\n".join(INDENT + one for one in [*wish, *self._gifts(content)])
        room = form.size.height - FOOT - box.bottom - 2 * GAP
        pen.paragraphs(Box(box.x, box.bottom + GAP, box.width, room), words, form.text_size)

    def _gifts(self, content: CondolenceContent) -> list[str]:
        form = self._form
        lines = []
        if content.amount_fen:
            figures, words = format_yuan(content.amount_fen), capitals(content.amount_fen)
            lines.append(form.money.format(figures=figures, capitals=words))
        if content.goods:
            lines.append(form.goods.format(goods=content.goods))
        return lines

    def _closing(self, pen: Pen, content: CondolenceContent) -> None:
        """Sign with union, day and who handed it over."""
        form = self._form
        right, y = form.size.width - LETTER_MARGIN, form.size.height - FOOT + 10
        box = Box(right - 110, y - 5, 110 + PADDING, 8)
        pen.cell(box, content.union, form.text_size, align=Align.RIGHT)
        day = day_words(form.day, content.day)
        pen.text(right, y + 8, day, form.text_size, align=Align.RIGHT)
        label = form.handed_over_by.format(name=content.handed_over_by)
        y += 18
        if content.handed_over_by:
            box = Box(right - 130, y - 5, 130 + PADDING, 7)
            pen.cell(box, label, SMALL_SIZE, align=Align.RIGHT, grey=MUTED)
        else:
            pen.across(right - SIGNATURE, y + 1, SIGNATURE, HAIRLINE)
            pen.text(right - SIGNATURE - 1, y, label, SMALL_SIZE, align=Align.RIGHT, grey=MUTED)


def places_of(form: CondolenceForm, name: str) -> Places:
    """Say where the code of a letter is; nobody signs for having got one."""
    return Places(form=name, size=form.size, code=_code_place(form.size))


def _code_place(size: Size) -> Box:
    return Box(LETTER_MARGIN, size.height - FOOT + 6, CODE_SIDE, CODE_SIDE)
