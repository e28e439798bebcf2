"""登记表: one record as a table of labelled values, with photos and lines to sign on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.services.printing.book import POINTS_PER_MM, Book
from desktop_app.services.printing.contents import Imprint
from desktop_app.services.printing.facts import Fact, FactGroup, Photo
from desktop_app.services.printing.forms import MARGIN
from desktop_app.services.printing.paper import HAIRLINE, MUTED, RULE, TINT, Align, Box, Pen
from desktop_app.services.printing.plain_contents import RecordContent
from desktop_app.services.printing.plain_forms import RecordSheetForm
from desktop_app.services.printing.sheets.frame import CORNER_CODE, Frame, day_words, marks_of
from desktop_app.services.printing.typefaces import Weight, width_of
from desktop_app.services.printing.typesetting import LEADING, wrap

TITLE_Y, HEAD_Y, BODY_Y = 22.0, 27.0, 37.0
TITLE_SIZE, NAME_SIZE, HEAD_SIZE, TEXT_SIZE = 18.0, 12.0, 10.0, 10.0
LABEL_WIDTH, HEADING_HEIGHT, GAP = 30.0, 8.0, 3.0
FOOT_ROOM, SIGN_HEIGHT, SIGN_LINE = 16.0, 14.0, 42.0
PHOTOS_ABREAST, PHOTO_HEIGHT, CAPTION_HEIGHT = 2, 62.0, 6.0
_ROOM_OF_TEXT = 3.6  # mm beside and above the text of a cell


@dataclass(frozen=True, slots=True)
class _Line:
    """One or two facts side by side, and how high they stand."""

    facts: tuple[Fact, ...]
    height: float


class RecordSheet:
    """Draws one record into a book, page after page."""

    def __init__(self, book: Book, form: RecordSheetForm, sheet_key: bytes) -> None:
        self._book = book
        self._key = sheet_key
        self._form = form
        self._frame = Frame(book, form, form.size)
        self._flow = RecordFlow(book, form)

    def draw(self, content: RecordContent, imprint: Imprint) -> None:
        """Draw every page of the record."""
        bodies = self._flow.pages(content.groups, content.photos, content.signatures)
        for page, body in enumerate(bodies, start=1):
            self._finish(content, imprint, body, (page, len(bodies)))

    def _finish(
        self, content: RecordContent, imprint: Imprint, body: str, place: tuple[int, int]
    ) -> None:
        form, pen, size = self._form, self._flow.pen, self._form.size
        self._frame.surroundings(pen, marks_of(imprint))
        self._frame.corner_code(pen, (content.kind, self._key), imprint, place)
        beside = CORNER_CODE.width + 3
        title = Box(MARGIN + beside, TITLE_Y - 7, form.room - 2 * beside, 9)
        words = content.title or form.title
        pen.cell(title, words, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        third = form.room / 3
        for at, (text, size_, align) in enumerate(
            (
                (content.union, HEAD_SIZE, Align.LEFT),
                (content.name, NAME_SIZE, Align.CENTRE),
                (day_words(form.day, content.day), HEAD_SIZE, Align.RIGHT),
            )
        ):
            box = Box(MARGIN + at * third, HEAD_Y, third, 8)
            weight = Weight.BOLD if at == 1 else Weight.REGULAR
            pen.cell(box, text, size_, align=align, weight=weight)
        pen.put(body)
        self._frame.footer(pen, "", imprint, *place)
        self._book.add_page(size.width, size.height, pen.take())


class RecordFlow:
    """Draws the bodies of a record's pages; `pen` draws the surroundings once they are counted."""

    def __init__(self, book: Book, form: RecordSheetForm) -> None:
        self._book = book
        self._form = form
        self.pen = Pen(book, form.size.height)
        self._pages: list[str] = []
        self._y = BODY_Y
        self._shown = 0

    def pages(
        self, groups: Sequence[FactGroup], photos: Sequence[Photo], signatures: Sequence[str]
    ) -> list[str]:
        """Draw groups of facts, photos and lines to sign on; give the body of each page."""
        self._pages, self._y = [], BODY_Y
        for group in groups:
            self._group(group)
        if photos:
            self._photos(photos)
        self._signatures(signatures)
        self._turn()
        return self._pages

    @property
    def _bottom(self) -> float:
        return self._form.size.height - FOOT_ROOM

    def _turn(self) -> None:
        """End a page; the surroundings follow once it is known how many there are."""
        body = self.pen.take()
        if body:
            self._pages.append(body)
        self._y = BODY_Y

    def _need(self, height: float) -> None:
        if self._y + height > self._bottom:
            self._turn()

    def _group(self, group: FactGroup) -> None:
        lines = list(self._lines(group.facts))
        if not lines:
            return
        self._need(HEADING_HEIGHT + lines[0].height)
        self._heading(group.heading)
        for line in lines:
            self._need(line.height)
            self._draw_line(line)
        self._y += GAP

    def _heading(self, words: str) -> None:
        box = Box(MARGIN, self._y, self._form.room, HEADING_HEIGHT)
        self.pen.cell(box, words, HEAD_SIZE + 1, weight=Weight.BOLD)
        self._y += HEADING_HEIGHT

    def _lines(self, facts: Sequence[Fact]) -> Iterator[_Line]:
        """Put facts in lines: two abreast where both are short enough for half the width."""
        waiting: list[Fact] = []
        for fact in facts:
            if fact.wide or self._height(fact, half=True) > fact.lines * self._form.row_height:
                if waiting:
                    yield self._line(waiting)
                    waiting = []
                yield self._line([fact])
            else:
                waiting.append(fact)
                if len(waiting) == 2:
                    yield self._line(waiting)
                    waiting = []
        if waiting:
            yield self._line(waiting)

    def _line(self, facts: Sequence[Fact]) -> _Line:
        half = len(facts) > 1
        return _Line(tuple(facts), max(self._height(fact, half=half) for fact in facts))

    def _height(self, fact: Fact, *, half: bool) -> float:
        """Tell how high a value stands; a page is the most that one value gets."""
        width = (self._form.room / 2 if half else self._form.room) - LABEL_WIDTH - _ROOM_OF_TEXT
        lines = len(list(wrap(fact.value, width * POINTS_PER_MM / TEXT_SIZE)))
        height = lines * TEXT_SIZE * LEADING / POINTS_PER_MM + _ROOM_OF_TEXT
        least = fact.lines * self._form.row_height
        return min(max(least, height), self._bottom - BODY_Y - HEADING_HEIGHT)

    def _draw_line(self, line: _Line) -> None:
        width = self._form.room / len(line.facts)
        for at, fact in enumerate(line.facts):
            x = MARGIN + at * width
            name = Box(x, self._y, LABEL_WIDTH, line.height)
            self.pen.fill(name, TINT)
            self.pen.frame(name, HAIRLINE)
            self.pen.cell(name, fact.label, TEXT_SIZE - 0.5, align=Align.CENTRE)
            value = Box(x + LABEL_WIDTH, self._y, width - LABEL_WIDTH, line.height)
            self.pen.frame(value, HAIRLINE)
            self.pen.cell(value, fact.value, TEXT_SIZE)
        self._y += line.height

    def _photos(self, photos: Sequence[Photo]) -> None:
        self._need(HEADING_HEIGHT + PHOTO_HEIGHT + CAPTION_HEIGHT)
        self._heading(self._form.photos)
        width = (self._form.room - GAP) / PHOTOS_ABREAST
        for at, photo in enumerate(photos):
            column = at % PHOTOS_ABREAST
            if not column:
                self._need(PHOTO_HEIGHT + CAPTION_HEIGHT)
            place = Box(MARGIN + column * (width + GAP), self._y, width, PHOTO_HEIGHT)
            self._photo(photo, place)
            if column == PHOTOS_ABREAST - 1 or at == len(photos) - 1:
                self._y += PHOTO_HEIGHT + CAPTION_HEIGHT + GAP

    def _photo(self, photo: Photo, place: Box) -> None:
        below = Box(place.x, place.bottom, place.width, CAPTION_HEIGHT)
        self.pen.cell(below, photo.caption, TEXT_SIZE - 1, align=Align.CENTRE, grey=MUTED)
        if not photo.jpeg:
            self.pen.frame(place, HAIRLINE)
            return
        self._shown += 1
        name = f"Photo{self._shown}"
        self._book.add_image(name, photo.jpeg, photo.width, photo.height)
        scale = min(place.width / photo.width, place.height / photo.height)
        width, height = photo.width * scale, photo.height * scale
        x = place.x + (place.width - width) / 2
        shown = Box(x, place.y + place.height - height, width, height)
        self.pen.image(name, shown)

    def _signatures(self, labels: Sequence[str]) -> None:
        """Give everybody a line of their own length, two beside each other."""
        if not labels:
            return
        rows = (len(labels) + 1) // 2
        self._need(rows * SIGN_HEIGHT)
        half = self._form.room / 2
        for at, words in enumerate(labels):
            row, column = divmod(at, 2)
            y = self._y + row * SIGN_HEIGHT + SIGN_HEIGHT * 0.7
            x = MARGIN + column * half
            self.pen.text(x, y, words, TEXT_SIZE)
            start = x + width_of(words) * TEXT_SIZE / POINTS_PER_MM + 1
            end = min(start + SIGN_LINE, x + half - GAP)
            self.pen.across(start, y + 1, max(end - start, 0), RULE)
        self._y += rows * SIGN_HEIGHT
