"""领取单: a slip of 210 × 99 mm for each part (存根联, 领取联, 记账联), three to an A4."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import groupby

from desktop_app.domain.money import capitals, format_yuan
from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing.book import POINTS_PER_MM, Book
from desktop_app.services.printing.contents import Imprint, ReceiptContent
from desktop_app.services.printing.forms import (
    AMOUNT,
    CODE_SIDE,
    MARGIN,
    SIGNATURE_GAP,
    SIGNATURE_SIZE,
    Cell,
    ReceiptForm,
    Signature,
    label_width,
    signature_width,
)
from desktop_app.services.printing.paper import (
    HAIRLINE,
    MUTED,
    PADDING,
    RULE,
    TINT,
    Align,
    Box,
    Pen,
    Size,
)
from desktop_app.services.printing.places import Places, SignPlace
from desktop_app.services.printing.sheets.frame import (
    NUMBER_SIZE,
    Frame,
    day_words,
    marks_of,
    sheet_code,
)
from desktop_app.services.printing.typefaces import Weight

SLIP = Size(210, 99)
TITLE_Y, NUMBER_Y, PART_Y, HEADING_Y, TABLE_Y = 14.0, 11.0, 16.2, 22.0, 24.6
TITLE_SIZE, LABEL_SIZE, VALUE_SIZE, FIGURES_SIZE = 17.0, 10.0, 10.5, 12.0
TITLE_WIDTH, HEADING_WIDTH = 94.0, 150.0
CODE_PLACE = Box(SLIP.width - MARGIN - CODE_SIDE, TABLE_Y + 1, CODE_SIDE, CODE_SIDE)
SIGN_Y = 85.0
KNOWN = 4096  # drawings of cells that are kept for the next receipts
SIGN_BELOW, LINE_BAND = 2.6, 0.9  # mm of a signature below its line; around the line itself
FIGURES_SHARE = 0.5  # of the height of the amount's cell; the capitals have the rest


class ReceiptSheets:
    """Draws receipts; slips are put on a page from the top until it is full."""

    def __init__(self, book: Book, form: ReceiptForm, sheet_key: bytes) -> None:
        self._book = book
        self._form = form
        self._key = sheet_key
        self._frame = Frame(book, form, SLIP)
        self._per_page = round(form.size.height / SLIP.height)
        self._slips: list[str] = []
        self._unit = ""
        self._boxes = _boxes(form)
        self._signatures = list(_signatures(form))
        self._pen = Pen(book, SLIP.height)
        self._aside = Pen(book, SLIP.height)
        again = lru_cache(maxsize=KNOWN)  # employer, amount and fund are those of many receipts
        self._head, self._cell = again(self._draw_head), again(self._draw_cell)
        self._amount = again(self._draw_amount)

    def draw(self, content: ReceiptContent, imprint: Imprint) -> None:
        """Draw one receipt in all its parts."""
        if content.unit and content.unit != self._unit:
            self._unit = content.unit
            self._book.bookmark_next_page(content.unit)
        values = self._values(content, imprint)
        for part in self._form.parts:
            static = partial(self._static, part=part, imprint=imprint)
            shown = self._frame.form_name((part, marks_of(imprint)), static)
            self._slips.append(f"{shown}\n{values}")
            if len(self._slips) == self._per_page:
                self.finish()

    def finish(self) -> None:
        """Turn the slips that wait into a page."""
        if not self._slips:
            return
        size = self._form.size
        placed = []
        for index, slip in enumerate(self._slips):
            up = (size.height - (index + 1) * SLIP.height) * POINTS_PER_MM
            placed.append(f"q 1 0 0 1 0 {up:.2f} cm\n{slip}\nQ")
        pen = Pen(self._book, size.height)
        for index in range(1, self._per_page):
            pen.dashes(0, index * SLIP.height, SLIP.width)
        self._book.add_page(size.width, size.height, "\n".join([*placed, pen.take()]))
        self._slips.clear()

    def _static(self, pen: Pen, part: str, imprint: Imprint) -> None:
        """Draw what all slips of a part have alike."""
        form = self._form
        self._frame.surroundings(pen, marks_of(imprint))
        title = Box((SLIP.width - TITLE_WIDTH) / 2, TITLE_Y - 6.5, TITLE_WIDTH, 9)
        pen.cell(title, form.title, TITLE_SIZE, weight=Weight.BOLD, align=Align.CENTRE)
        right = SLIP.width - MARGIN
        pen.text(right, PART_Y, part, NUMBER_SIZE, align=Align.RIGHT, grey=MUTED)
        for cell, label, value in self._boxes:
            pen.fill(label, TINT)
            pen.cell(label, cell.label, LABEL_SIZE, align=Align.CENTRE)
            pen.frame(label, RULE)
            pen.frame(value, RULE)
        for one, x in self._signatures:
            pen.text(x, SIGN_Y, one.label, SIGNATURE_SIZE)
            pen.across(x + label_width(one), SIGN_Y + 1, one.width, HAIRLINE)

    def _values(self, content: ReceiptContent, imprint: Imprint) -> str:
        """Draw what differs from receipt to receipt."""
        form, pen = self._form, self._pen
        self._frame.number(pen, content, imprint, NUMBER_Y)
        heading = form.heading.format(union=content.union, campaign=content.campaign)
        pen.put(self._head(heading, day_words(form.day, content.day)))
        for cell, _label, box in self._boxes:
            pen.put(self._value(cell, box, content))
        self._signed(pen, content)
        place = CODE_PLACE
        if imprint.is_draft:
            self._frame.no_code(pen, place)
        else:
            code = sheet_code(SheetKind.RECEIPT, content)
            self._frame.code(pen, place, code, self._key)
        self._frame.footer(pen, content.number, imprint)
        self._frame.replaced(pen, content)
        return pen.take()

    def _draw_head(self, heading: str, day: str) -> str:
        box = Box(MARGIN - PADDING, HEADING_Y - 5, HEADING_WIDTH, 7)
        self._aside.cell(box, heading, NUMBER_SIZE, grey=MUTED)
        self._aside.text(SLIP.width - MARGIN, HEADING_Y, day, NUMBER_SIZE, align=Align.RIGHT)
        return self._aside.take()

    def _value(self, cell: Cell, box: Box, content: ReceiptContent) -> str:
        if cell.field == AMOUNT:
            return self._amount(box, content.amount_fen)
        words = str(getattr(content, cell.field)) or self._form.nothing
        if cell.field == "goods" and content.goods_fen:
            words += self._form.goods_worth.format(yuan=format_yuan(content.goods_fen))
        return self._cell(box, words)

    def _draw_cell(self, box: Box, words: str) -> str:
        self._aside.cell(box, words, VALUE_SIZE)
        return self._aside.take()

    def _draw_amount(self, box: Box, fen: int) -> str:
        if not fen:
            return self._draw_cell(box, self._form.nothing)
        pen = self._aside
        share = box.height * FIGURES_SHARE
        figures = f"¥{format_yuan(fen)}"
        above = Box(box.x, box.y + 0.8, box.width, share)
        below = Box(box.x, box.y + share, box.width, box.height - share - 0.4)
        pen.cell(above, figures, FIGURES_SIZE, weight=Weight.BOLD)
        pen.cell(below, self._form.amount.format(capitals=capitals(fen)), VALUE_SIZE - 1)
        return pen.take()

    def _signed(self, pen: Pen, content: ReceiptContent) -> None:
        """Write the names that are known already on their signature lines."""
        for one, x in self._signatures:
            if one.field:
                box = Box(x + label_width(one), SIGN_Y - 5, one.width, 6.6)
                name = str(getattr(content, one.field))
                pen.cell(box, name, SIGNATURE_SIZE, align=Align.CENTRE)


def places_of(form: ReceiptForm, name: str) -> Places:
    """Say where on a slip its code, its table and the receiver's places to sign are.

    A line on which a name is printed is not the receiver's.
    """
    boxes = [box for _cell, label, value in _boxes(form) for box in (label, value)]
    table = Box(MARGIN, TABLE_Y, max(b.right for b in boxes) - MARGIN,
                max(b.bottom for b in boxes) - TABLE_Y)  # fmt: skip
    top, line = table.bottom + 1.2, SIGN_Y + 1
    signed = []
    for one, x in _signatures(form):
        if not one.field:
            box = Box(x + label_width(one), top, one.width, line + SIGN_BELOW - top)
            band = Box(box.x, line - LINE_BAND, box.width, 2 * LINE_BAND)
            signed.append(SignPlace(box, 0, (band,)))
    return Places(
        form=name,
        size=SLIP,
        code=CODE_PLACE,
        table=table,
        columns=_through(form, table),
        lines=tuple(sorted({round(b.y, 3) for b in boxes} | {round(b.bottom, 3) for b in boxes})),
        signed=tuple(signed),
    )


def _through(form: ReceiptForm, table: Box) -> tuple[float, ...]:
    """Give the upright rules that every row of the table has, without its edges."""
    edges: dict[int, set[float]] = {}
    for cell, label, value in _boxes(form):
        edges.setdefault(cell.row, set()).update({round(label.right, 3), round(value.right, 3)})
    everywhere = set.intersection(*edges.values()) if edges else set()
    return tuple(sorted(x for x in everywhere if x < table.right - 0.01))


def _signatures(form: ReceiptForm) -> Iterator[tuple[Signature, float]]:
    """Place the signatures on one line: each with its left edge."""
    x = MARGIN
    for one in form.signatures:
        yield one, x
        x += signature_width(one) + SIGNATURE_GAP


def _boxes(form: ReceiptForm) -> list[tuple[Cell, Box, Box]]:
    """Place the cells: each with the box of its label and that of its value."""
    placed = []
    cells = sorted(form.cells, key=lambda cell: cell.row)
    for line, (_row, row) in enumerate(groupby(cells, key=lambda cell: cell.row)):
        x, y = MARGIN, TABLE_Y + line * form.row_height
        for cell in row:
            label = Box(x, y, cell.label_width, form.row_height)
            value = Box(label.right, y, cell.width, form.row_height)
            placed.append((cell, label, value))
            x = value.right
    return placed
