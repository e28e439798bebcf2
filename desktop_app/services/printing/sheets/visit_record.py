"""走访慰问登记表: one visit under its number, with photos and the lines on which it is signed."""

from __future__ import annotations

from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.contents import Imprint, VisitRecordContent
from desktop_app.services.printing.forms import MARGIN
from desktop_app.services.printing.paper import Align, Box, Size
from desktop_app.services.printing.places import Places
from desktop_app.services.printing.sheets.frame import Frame, day_words, marks_of, sheet_code
from desktop_app.services.printing.sheets.record import (
    HEAD_SIZE,
    HEAD_Y,
    NAME_SIZE,
    TITLE_SIZE,
    TITLE_Y,
    RecordFlow,
)
from desktop_app.services.printing.typefaces import Weight
from desktop_app.services.printing.visit_forms import VisitRecordForm

NUMBER_Y, CODE_SIDE, TITLE_MARGIN = 12.0, 20.0, 62.0


class VisitRecordSheets:
    """Draws records of visits; each begins on a page of its own."""

    def __init__(self, book: Book, form: VisitRecordForm, sheet_key: bytes) -> None:
        self._book = book
        self._form = form
        self._key = sheet_key
        self._frame = Frame(book, form, form.size)
        self._flow = RecordFlow(book, form)

    def draw(self, content: VisitRecordContent, imprint: Imprint) -> None:
        """Draw one record on as many pages as it needs."""
        self._book.bookmark_next_page(content.name)
        signatures = [one.label for one in self._form.signatures]
        bodies = self._flow.pages(content.groups, content.photos, signatures)
        for page, body in enumerate(bodies, start=1):
            self._page(content, imprint, body, (page, len(bodies)))

    def finish(self) -> None:
        """Nothing waits: every record ends its own page."""

    def _page(
        self, content: VisitRecordContent, imprint: Imprint, body: str, place: tuple[int, int]
    ) -> None:
        form, pen, size = self._form, self._flow.pen, self._form.size
        self._frame.surroundings(pen, marks_of(imprint))
        beside = CODE_SIDE + 3
        self._frame.number(pen, content, imprint, NUMBER_Y, beside=beside)
        title = Box(TITLE_MARGIN, TITLE_Y - 6, size.width - 2 * TITLE_MARGIN, 9)
        pen.cell(title, form.title, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        corner = _code_place(size)
        if imprint.is_draft:
            self._frame.no_code(pen, corner)
        else:
            code = sheet_code(SheetKind.VISIT_RECORD, content, place[1], place[0])
            self._frame.code(pen, corner, code, self._key)
        room = form.room - beside
        head = form.head.format(union=content.union, campaign=content.campaign)
        pen.cell(Box(MARGIN - 1.6, HEAD_Y, room * 0.46, 8), head, HEAD_SIZE)
        middle = Box(MARGIN + room * 0.46, HEAD_Y, room * 0.3, 8)
        pen.cell(middle, content.name, NAME_SIZE, align=Align.CENTRE, weight=Weight.BOLD)
        last = Box(MARGIN + room * 0.76, HEAD_Y, room * 0.24, 8)
        when = content.when or day_words(form.day, content.day)
        pen.cell(last, when, HEAD_SIZE, align=Align.RIGHT)
        pen.put(body)
        self._frame.footer(pen, content.number, imprint, *place)
        self._frame.replaced(pen, content)
        self._book.add_page(size.width, size.height, pen.take())


def places_of(form: VisitRecordForm, name: str) -> Places:
    """Say where the code of a record is; its visitors' signatures are for the folder."""
    return Places(form=name, size=form.size, code=_code_place(form.size))


def _code_place(size: Size) -> Box:
    return Box(size.width - MARGIN - CODE_SIDE, 9.0, CODE_SIDE, CODE_SIDE)
