"""恢复页: the recovery code in groups to read out, as a square code to scan, and what to do."""

from __future__ import annotations

from desktop_app.services.printing.book import Book
from desktop_app.services.printing.codes import modules_of
from desktop_app.services.printing.contents import RecoveryContent
from desktop_app.services.printing.forms import RecoveryForm
from desktop_app.services.printing.paper import RULE, THICK, Align, Box, Pen
from desktop_app.services.printing.typefaces import Weight

LEFT = 25.0
TITLE_Y, OWNER_Y, CODE_Y, STEPS_Y = 34.0, 46.0, 62.0, 150.0
TITLE_SIZE, TEXT_SIZE, GROUP_SIZE, NUMBER_SIZE = 24.0, 11.0, 20.0, 8.0
GROUPS_PER_LINE, GROUP_WIDTH, GROUP_HEIGHT = 3, 34.0, 18.0
CODE_SIDE, STEP_HEIGHT = 46.0, 15.0


def draw_recovery(book: Book, form: RecoveryForm, content: RecoveryContent) -> None:
    """Draw the page."""
    size = form.size
    pen = Pen(book, size.height)
    middle, width = size.width / 2, size.width - 2 * LEFT
    pen.text(middle, TITLE_Y, form.title, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
    day = content.day
    owner = form.belongs_to.format(
        union=content.union, device=content.device, year=day.year, month=day.month, day=day.day
    )
    pen.cell(Box(LEFT, OWNER_Y - 5, width, 10), owner, TEXT_SIZE, align=Align.CENTRE)
    _groups(pen, content.code.split("-"))
    place = Box(size.width - LEFT - CODE_SIDE, CODE_Y + 4, CODE_SIDE, CODE_SIDE)
    pen.code(modules_of(content.code), place)
    pen.across(LEFT, STEPS_Y - 10, width, RULE)
    y = STEPS_Y
    for number, step in enumerate(form.steps, start=1):
        pen.text(LEFT + 3, y + 5.2, f"{number}.", TEXT_SIZE, weight=Weight.BOLD)
        pen.cell(Box(LEFT + 9, y - 4, width - 9, STEP_HEIGHT), step, TEXT_SIZE)
        y += STEP_HEIGHT
    warning = Box(LEFT, y + 6, width, 18)
    pen.frame(warning, THICK)
    pen.cell(warning, form.keep, TEXT_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
    book.add_page(size.width, size.height, pen.take())


def _groups(pen: Pen, groups: list[str]) -> None:
    """Write the groups in rows, each numbered so that none is skipped when read out."""
    for index, group in enumerate(groups):
        row, column = divmod(index, GROUPS_PER_LINE)
        box = Box(
            LEFT + column * GROUP_WIDTH, CODE_Y + row * GROUP_HEIGHT, GROUP_WIDTH, GROUP_HEIGHT
        )
        pen.frame(box, RULE)
        pen.text(box.x + 1.5, box.y + 4, str(index + 1), NUMBER_SIZE, grey=0.42)
        pen.cell(Box(box.x, box.y + 2.5, box.width, box.height - 3), group, GROUP_SIZE,
                 weight=Weight.BOLD, align=Align.CENTRE)  # fmt: skip
