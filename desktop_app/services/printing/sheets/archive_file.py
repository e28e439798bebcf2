"""困难职工档案表: two sides of A4, the family on the back, more of it on continuation sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.domain.sheet import PlainKind
from desktop_app.services.printing.archive_forms import MEMBER_STRIP, SLOTS, ArchiveForm
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.contents import Imprint
from desktop_app.services.printing.forms import MARGIN, Cell
from desktop_app.services.printing.paper import HAIRLINE, RULE, THICK, TINT, Align, Box, Pen
from desktop_app.services.printing.plain_contents import ArchiveContent, Opinion
from desktop_app.services.printing.sheets.frame import Frame, day_words, marks_of
from desktop_app.services.printing.typefaces import Weight

TITLE_Y, HEAD_Y, FRONT_Y = 20.0, 26.0, 35.0
BACK_Y, HEADING = 27.0, 6.0
TITLE_SIZE, HEAD_SIZE, TEXT_SIZE, SMALL_SIZE = 18.0, 9.5, 9.5, 7.5
GAP, OPINION_HEIGHT, FOOT_ROW = 2.0, 46.0, 8.5
BOTTOM = 284.0  # mm; the lower corner marks and the footer are below

Members = Sequence[Mapping[str, str]]


class ArchiveSheets:
    """Draws archive files; each begins on a front, so that both sides of a paper are one file."""

    def __init__(self, book: Book, form: ArchiveForm, sheet_key: bytes) -> None:
        self._book = book
        self._form = form
        self._key = sheet_key
        self._frame = Frame(book, form, form.size)
        self._pen = Pen(book, form.size.height)

    def draw(self, content: ArchiveContent, imprint: Imprint) -> None:
        """Draw front, back and as many continuation sheets as the family needs."""
        self._book.bookmark_next_page(content.name)
        more = content.members[SLOTS:]
        most = self._most_on_continuation()
        parts = [more[at : at + most] for at in range(0, len(more), most)]
        pages = 2 + len(parts)
        pages += pages % 2
        self._front(content)
        self._end(imprint, 1, pages)
        self._back(content)
        self._end(imprint, 2, pages)
        for at, members in enumerate(parts):
            self._continuation(content, members, SLOTS + 1 + at * most)
            self._end(imprint, 3 + at, pages)
        if len(parts) % 2:
            size = self._form.size
            middle = Box(MARGIN, size.height / 2, self._form.room, 10)
            self._pen.cell(middle, self._form.no_text, TEXT_SIZE, align=Align.CENTRE)
            self._end(imprint, pages, pages)

    def _most_on_continuation(self) -> int:
        rows = len({cell.row for cell in self._form.member_cells})
        return max(1, int((BOTTOM - FRONT_Y) / (rows * self._form.member_row_height)))

    def _end(self, imprint: Imprint, page: int, pages: int) -> None:
        pen, size = self._pen, self._form.size
        body = pen.take()
        self._frame.surroundings(pen, marks_of(imprint))
        pen.put(body)
        sheet = (PlainKind.ARCHIVE_FILE, self._key)
        self._frame.corner_code(pen, sheet, imprint, (page, pages))
        self._frame.footer(pen, "", imprint, page, pages)
        self._book.add_page(size.width, size.height, pen.take())

    def _front(self, content: ArchiveContent) -> None:
        form, pen = self._form, self._pen
        self._title(form.migrant_title if content.is_migrant else form.title, content)
        pen.cell(
            Box(MARGIN + form.room * 0.62, HEAD_Y, form.room * 0.38, 8),
            form.aid,
            HEAD_SIZE,
            align=Align.RIGHT,
        )
        y = _grid(pen, form.cells, content.facts, (MARGIN, FRONT_Y, form.row_height), TEXT_SIZE)
        if content.is_migrant:
            place = (MARGIN, y, form.row_height)
            y = _grid(pen, form.migrant_cells, content.facts, place, TEXT_SIZE)
        pen.frame(Box(MARGIN, FRONT_Y, form.room, y - FRONT_Y), THICK)

    def _title(self, words: str, content: ArchiveContent) -> None:
        form, pen = self._form, self._pen
        title = Box(MARGIN + 18, TITLE_Y - 7, form.room - 36, 9)
        pen.cell(title, words, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        number = content.facts.get("worker_number", "")
        head = form.head.format(union=content.union, worker_number=number)
        pen.cell(Box(MARGIN - 1.6, HEAD_Y, form.room * 0.62, 8), head, HEAD_SIZE)

    def _back(self, content: ArchiveContent) -> None:
        form, pen = self._form, self._pen
        box = Box(MARGIN + 18, BACK_Y - HEADING - 4, form.room - 36, HEADING)
        pen.cell(box, form.members_title, TEXT_SIZE + 2, weight=Weight.BOLD, align=Align.CENTRE)
        listed = content.members[:SLOTS]
        slots = [*listed, *({} for _slot in range(SLOTS - len(listed)))]
        y = self._members(slots, BACK_Y, 1) + GAP
        third = form.room / len(form.opinions)
        for at, title in enumerate(form.opinions):
            opinion = content.opinions[at] if at < len(content.opinions) else Opinion()
            self._opinion(Box(MARGIN + at * third, y, third, OPINION_HEIGHT), title, opinion)
        place = (MARGIN, y + OPINION_HEIGHT, FOOT_ROW)
        bottom = _grid(pen, form.foot_cells, content.facts, place, TEXT_SIZE - 0.5)
        pen.frame(Box(MARGIN, y, form.room, bottom - y), THICK)

    def _continuation(self, content: ArchiveContent, members: Members, first: int) -> None:
        self._title(self._form.continuation, content)
        name = Box(MARGIN + self._form.room * 0.62, HEAD_Y, self._form.room * 0.38, 8)
        self._pen.cell(name, content.name, HEAD_SIZE, align=Align.RIGHT, weight=Weight.BOLD)
        self._members(members, FRONT_Y, first)

    def _members(self, members: Members, y: float, first: int) -> float:
        """Draw a block of cells for each member; give the lower edge."""
        form, pen, top = self._form, self._pen, y
        x = MARGIN + MEMBER_STRIP
        for number, member in enumerate(members, start=first):
            bottom = _grid(
                pen, form.member_cells, member, (x, y, form.member_row_height), SMALL_SIZE
            )
            strip = Box(MARGIN, y, MEMBER_STRIP, bottom - y)
            pen.frame(strip, RULE)
            words = "\n".join(form.member.format(number=number))
            pen.cell(strip.inset(-1), words, SMALL_SIZE, align=Align.CENTRE)
            pen.across(MARGIN, bottom, form.room, THICK)
            y = bottom
        pen.frame(Box(MARGIN, top, form.room, y - top), THICK)
        return y

    def _opinion(self, box: Box, title: str, opinion: Opinion) -> None:
        """Draw a box with its title, what was said, and room for signature, seal and day."""
        form, pen = self._form, self._pen
        pen.frame(box, RULE)
        head = Box(box.x, box.y, box.width, 7)
        pen.fill(head.inset(0.2, 0.2), TINT)
        pen.cell(head, title, TEXT_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        pen.cell(Box(box.x, box.y + 8, box.width, 19), opinion.words, TEXT_SIZE)
        signed = form.sign + opinion.signed_by
        pen.cell(Box(box.x, box.y + 28, box.width, 7), signed, TEXT_SIZE)
        day = day_words(form.day, opinion.day) if opinion.day else form.no_day
        pen.cell(Box(box.x, box.bottom - 9, box.width, 7), day, TEXT_SIZE, align=Align.RIGHT)


def _grid(
    pen: Pen,
    cells: Sequence[Cell],
    values: Mapping[str, str],
    place: tuple[float, float, float],
    size: float,
) -> float:
    """Draw labelled cells in rows; `place` is left, top and the height of a row."""
    left, y, height = place
    for row in sorted({cell.row for cell in cells}):
        x = left
        for cell in cells:
            if cell.row != row:
                continue
            label = Box(x, y, cell.label_width, height)
            value = Box(label.right, y, cell.width, height)
            pen.fill(label, TINT)
            pen.frame(label, HAIRLINE)
            pen.frame(value, HAIRLINE)
            pen.cell(label.inset(-0.9), cell.label, size - 0.5, align=Align.CENTRE)
            pen.cell(value.inset(-0.6), values.get(cell.field, ""), size)
            x = value.right
        y += height
    return y
