"""慰问信: the campaign's words to one person, on A4 or A5."""

from __future__ import annotations

from desktop_app.domain.sheet import PlainKind
from desktop_app.services.printing.book import POINTS_PER_MM, Book
from desktop_app.services.printing.contents import Imprint
from desktop_app.services.printing.paper import PADDING, Align, Box, Pen
from desktop_app.services.printing.plain_contents import LetterContent
from desktop_app.services.printing.plain_forms import LetterForm
from desktop_app.services.printing.sheets.frame import Frame, day_words, marks_of
from desktop_app.services.printing.typefaces import Weight
from desktop_app.services.printing.typesetting import LEADING

SIDE, TITLE_Y, BODY_Y, FOOT = 0.12, 0.14, 0.2, 0.2  # shares of the paper
TITLE_SCALE, LINES = 1.7, 1.5
INDENT = "　　"


class LetterSheets:
    """Draws letters, one to a page."""

    def __init__(self, book: Book, form: LetterForm, sheet_key: bytes) -> None:
        self._book = book
        self._form = form
        self._key = sheet_key
        self._frame = Frame(book, form, form.size)
        self._pen = Pen(book, form.size.height)
        self._unit = ""

    def draw(self, content: LetterContent, imprint: Imprint) -> None:
        """Draw one letter."""
        if content.unit and content.unit != self._unit:
            self._unit = content.unit
            self._book.bookmark_next_page(content.unit)
        form, pen, size = self._form, self._pen, self._form.size
        self._frame.surroundings(pen, marks_of(imprint))
        self._frame.corner_code(pen, (PlainKind.LETTER, self._key), imprint, (1, 1))
        side = size.width * SIDE
        wide = size.width - 2 * side
        title = Box(side + 14, size.height * TITLE_Y - 8, wide - 28, 12)
        scale = form.text_size * TITLE_SCALE
        pen.cell(title, form.title, scale, weight=Weight.BOLD, align=Align.CENTRE)
        line = form.text_size * LEADING * LINES / POINTS_PER_MM
        hello = form.salutation.format(name=content.name, honorific=content.honorific)
        top = Box(side - PADDING, size.height * BODY_Y, wide + 2 * PADDING, line)
        pen.cell(top, hello, form.text_size, weight=Weight.BOLD)
        room = size.height * (1 - FOOT) - top.bottom - 2
        body = Box(top.x, top.bottom + 2, top.width, room)
        pen.paragraphs(body, self._words(content), form.text_size)
        self._closing(pen, content, line)
        self._frame.footer(pen, "", imprint)
        self._book.add_page(size.width, size.height, pen.take())

    def _words(self, content: LetterContent) -> str:
        opening = self._form.opening.format(union=content.union, campaign=content.campaign)
        wish = [one.strip() for one in (content.wish or opening).splitlines() if one.strip()]
        return "\n".join(INDENT + one for one in wish)

    def _closing(self, pen: Pen, content: LetterContent, line: float) -> None:
        form, size = self._form, self._form.size
        side, y = size.width * SIDE, size.height * (1 - FOOT) + 4
        box = Box(side, y, size.width - 2 * side + PADDING, line)
        pen.cell(box, content.union, form.text_size, align=Align.RIGHT)
        day = day_words(form.day, content.day)
        right = size.width - side
        pen.text(right, y + 2 * line - 2, day, form.text_size, align=Align.RIGHT)
