"""登记页: a laptop's name, its fingerprint in six words and in figures, and a code to scan."""

from __future__ import annotations

from desktop_app.domain.sheet import PlainKind
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.codes import modules_of
from desktop_app.services.printing.contents import Imprint
from desktop_app.services.printing.paper import MUTED, RULE, THICK, Align, Box, Pen
from desktop_app.services.printing.plain_contents import EnrolmentContent
from desktop_app.services.printing.plain_forms import EnrolmentForm
from desktop_app.services.printing.sheets.frame import Frame, marks_of
from desktop_app.services.printing.typefaces import Weight

LEFT = 25.0
TITLE_Y, OWNER_Y, WORDS_Y, STEPS_Y = 34.0, 46.0, 62.0, 150.0
TITLE_SIZE, TEXT_SIZE, WORD_SIZE, NUMBER_SIZE, FIGURES_SIZE = 24.0, 11.0, 20.0, 8.0, 9.0
ABREAST, WORD_WIDTH, WORD_HEIGHT = 3, 34.0, 18.0
CODE_SIDE, STEP_HEIGHT = 46.0, 13.0
STATE_Y, STATE_SIDE, STATE_SIZE, STATE_GROUP, NOTE_SIZE = 238.0, 30.0, 13.0, 8, 9.0


class EnrolmentSheets:
    """Draws the page by which one laptop is made known to another."""

    def __init__(self, book: Book, form: EnrolmentForm, sheet_key: bytes) -> None:
        self._book = book
        self._form = form
        self._key = sheet_key
        self._frame = Frame(book, form, form.size)
        self._pen = Pen(book, form.size.height)

    def draw(self, content: EnrolmentContent, imprint: Imprint) -> None:
        """Draw the page; the large code says the key, the one in the corner which sheet it is."""
        form, pen, size = self._form, self._pen, self._form.size
        middle, width = size.width / 2, size.width - 2 * LEFT
        self._frame.surroundings(pen, marks_of(imprint))
        self._frame.corner_code(pen, (PlainKind.ENROLMENT, self._key), imprint, (1, 1))
        pen.text(middle, TITLE_Y, form.title, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        day = content.day
        owner = form.belongs_to.format(
            union=content.union,
            device=content.device,
            device_code=content.device_code,
            year=day.year,
            month=day.month,
            day=day.day,
        )
        pen.cell(Box(LEFT, OWNER_Y - 5, width, 10), owner, TEXT_SIZE, align=Align.CENTRE)
        self._words(pen, content)
        place = Box(size.width - LEFT - CODE_SIDE, WORDS_Y, CODE_SIDE, CODE_SIDE)
        pen.code(modules_of(content.code), place)
        self._steps(pen, width)
        self._state(pen, content, width)
        self._frame.footer(pen, "", imprint)
        self._book.add_page(size.width, size.height, pen.take())

    def _words(self, pen: Pen, content: EnrolmentContent) -> None:
        """Write the words in rows, each numbered so that none is skipped when read out."""
        for index, word in enumerate(content.words):
            row, column = divmod(index, ABREAST)
            x, y = LEFT + column * WORD_WIDTH, WORDS_Y + row * WORD_HEIGHT
            box = Box(x, y, WORD_WIDTH, WORD_HEIGHT)
            pen.frame(box, RULE)
            pen.text(x + 1.5, y + 4, str(index + 1), NUMBER_SIZE, grey=MUTED)
            inner = Box(x, y + 2.5, WORD_WIDTH, WORD_HEIGHT - 3)
            pen.cell(inner, word, WORD_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        y = WORDS_Y + -(-len(content.words) // ABREAST) * WORD_HEIGHT + 3
        wide = ABREAST * WORD_WIDTH
        pen.cell(Box(LEFT - 1.6, y, wide, 7), self._form.words, TEXT_SIZE)
        pen.cell(Box(LEFT - 1.6, y + 7, wide, 14), content.fingerprint, FIGURES_SIZE)

    def _state(self, pen: Pen, content: EnrolmentContent, width: float) -> None:
        """Write what the ledger holds, short, whole and as a code, to be compared anywhere."""
        form, words = self._form, width - STATE_SIDE - 6
        pen.across(LEFT, STATE_Y - 4, width, RULE)
        said = form.state.format(short=content.state)
        pen.cell(Box(LEFT - 1.6, STATE_Y, words, 8), said, STATE_SIZE, weight=Weight.BOLD)
        long = content.state_long
        groups = [long[at : at + STATE_GROUP] for at in range(0, len(long), STATE_GROUP)]
        pen.cell(Box(LEFT - 1.6, STATE_Y + 8, words, 10), " ".join(groups), FIGURES_SIZE)
        pen.cell(Box(LEFT - 1.6, STATE_Y + 18, words, 10), form.state_note, NOTE_SIZE)
        right = LEFT + width - STATE_SIDE
        pen.code(modules_of(content.state_square), Box(right, STATE_Y, STATE_SIDE, STATE_SIDE))

    def _steps(self, pen: Pen, width: float) -> None:
        form, y = self._form, STEPS_Y
        pen.across(LEFT, STEPS_Y - 10, width, RULE)
        for number, step in enumerate(form.steps, start=1):
            pen.text(LEFT + 3, y + 5.2, f"{number}.", TEXT_SIZE, weight=Weight.BOLD)
            pen.cell(Box(LEFT + 9, y - 4, width - 9, STEP_HEIGHT), step, TEXT_SIZE)
            y += STEP_HEIGHT
        warning = Box(LEFT, y + 6, width, 18)
        pen.frame(warning, THICK)
        pen.cell(warning, form.keep, TEXT_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
