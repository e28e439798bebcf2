"""打印校准页: scales from which a clerk reads how far a printer is off, without any other tool.

A fold shows where the middle of the paper truly is. What stands on the scale at the crease is how
far the print has to be moved: the scales grow to the right and downwards, as the offset does.
"""

from __future__ import annotations

from desktop_app.domain.sheet import PlainKind
from desktop_app.services.printing.book import Book
from desktop_app.services.printing.contents import Imprint
from desktop_app.services.printing.forms import MARGIN
from desktop_app.services.printing.paper import HAIRLINE, RULE, Align, Box, Pen
from desktop_app.services.printing.plain_contents import RulerContent
from desktop_app.services.printing.plain_forms import RulerForm
from desktop_app.services.printing.sheets.frame import Frame, marks_of, printable
from desktop_app.services.printing.typefaces import Weight

TITLE_Y, PRINTER_Y = 20.0, 30.0
LONG_ACROSS, LONG_DOWN = 44.0, 174.0  # where the scales from edge to edge lie
FOLD_ACROSS, FOLD_DOWN = 76.0, 128.0  # where those at the folds lie
FOLD_REACH = 10  # mm to either side of the middle
FOLD_FIGURES = 5  # mm between the figures there
TICKS = ((10, 5.0), (5, 3.6), (1, 2.2))  # every so many mm, a tick so long
STEPS_X, STEPS_Y, STEP_HEIGHT, STEPS_RIGHT = 16.0, 184.0, 14.5, 164.0
TITLE_SIZE, TEXT_SIZE, FIGURE_SIZE, FOLD_SIZE = 18.0, 10.0, 7.0, 8.5


class RulerSheets:
    """Draws the page by which a printer is set right."""

    def __init__(self, book: Book, form: RulerForm, sheet_key: bytes) -> None:
        self._book = book
        self._form = form
        self._key = sheet_key
        self._frame = Frame(book, form, form.size)
        self._pen = Pen(book, form.size.height)

    def draw(self, content: RulerContent, imprint: Imprint) -> None:
        """Draw the page."""
        form, pen, size = self._form, self._pen, self._form.size
        middle = size.width / 2
        self._frame.surroundings(pen, marks_of(imprint))
        self._frame.corner_code(pen, (PlainKind.RULER, self._key), imprint, (1, 1))
        pen.text(middle, TITLE_Y, form.title, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        words = form.printer.format(
            printer=printable(content.printer), right=content.right, down=content.down
        )
        pen.cell(
            Box(MARGIN, PRINTER_Y - 4, LONG_DOWN - 2 * MARGIN, 8),
            words,
            TEXT_SIZE,
            align=Align.CENTRE,
        )
        self._edge_scales()
        self._fold_across(middle)
        self._fold_down(size.height / 2)
        self._steps()
        self._frame.footer(pen, "", imprint)
        self._book.add_page(size.width, size.height, pen.take())

    def _edge_scales(self) -> None:
        """Draw a scale from the left edge to the right one, and one from top to bottom."""
        pen, size = self._pen, self._form.size
        pen.across(0, LONG_ACROSS, size.width, HAIRLINE)
        for mm in range(round(size.width) + 1):
            length = _tick(mm)
            pen.down(mm, LONG_ACROSS, length, HAIRLINE)
            if mm % 10 == 0 and 0 < mm < size.width and abs(mm - LONG_DOWN) > 4:
                pen.text(mm, LONG_ACROSS - 1.2, str(mm), FIGURE_SIZE, align=Align.CENTRE)
        pen.down(LONG_DOWN, 0, size.height, HAIRLINE)
        for mm in range(round(size.height) + 1):
            length = _tick(mm)
            pen.across(LONG_DOWN, mm, length, HAIRLINE)
            if mm % 10 == 0 and 0 < mm < size.height - 5 and abs(mm - LONG_ACROSS) > 5:
                pen.text(LONG_DOWN - 1, mm + 0.9, str(mm), FIGURE_SIZE, align=Align.RIGHT)

    def _fold_across(self, middle: float) -> None:
        """Draw the scale that the crease of a fold from left to right crosses."""
        pen = self._pen
        pen.across(middle - FOLD_REACH, FOLD_ACROSS, 2 * FOLD_REACH, RULE)
        for half in range(-2 * FOLD_REACH, 2 * FOLD_REACH + 1):
            x = middle + half / 2
            pen.down(x, FOLD_ACROSS, 5.0 if half % 2 == 0 else 2.6, HAIRLINE)
            if half % (2 * FOLD_FIGURES) == 0:
                shown = _signed(half // 2)
                pen.text(x, FOLD_ACROSS - 1.4, shown, FOLD_SIZE, align=Align.CENTRE)
        label = Box(middle - 50, FOLD_ACROSS - 13, 100, 7)
        pen.cell(label, self._form.across, TEXT_SIZE, align=Align.CENTRE)

    def _fold_down(self, middle: float) -> None:
        """Draw the scale that the crease of a fold from top to bottom crosses."""
        pen = self._pen
        pen.down(FOLD_DOWN, middle - FOLD_REACH, 2 * FOLD_REACH, RULE)
        for half in range(-2 * FOLD_REACH, 2 * FOLD_REACH + 1):
            y = middle + half / 2
            length = 5.0 if half % 2 == 0 else 2.6
            pen.across(FOLD_DOWN - length, y, length, HAIRLINE)
            if half % (2 * FOLD_FIGURES) == 0:
                pen.text(FOLD_DOWN + 1.4, y + 1.1, _signed(half // 2), FOLD_SIZE)
        label = Box(FOLD_DOWN - 86, middle - 4, 78, 8)
        pen.cell(label, self._form.down, TEXT_SIZE, align=Align.RIGHT)

    def _steps(self) -> None:
        y = STEPS_Y
        for number, step in enumerate(self._form.steps, start=1):
            self._pen.text(STEPS_X, y + 5.2, f"{number}.", TEXT_SIZE, weight=Weight.BOLD)
            box = Box(STEPS_X + 5, y - 2.4, STEPS_RIGHT - STEPS_X - 5, STEP_HEIGHT - 1)
            self._pen.cell(box, step, TEXT_SIZE)
            y += STEP_HEIGHT


def _tick(mm: int) -> float:
    return next(length for every, length in TICKS if mm % every == 0)


def _signed(mm: int) -> str:
    """Write a figure with its sign, as it is added to the offset."""
    return f"{mm:+d}".replace("-", "−") if mm else "0"
