"""Drawing on paper: positions in mm from the top left corner, type sizes in points."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from desktop_app.services.printing.book import POINTS_PER_MM, Book
from desktop_app.services.printing.typefaces import Weight, width_of
from desktop_app.services.printing.typesetting import LEADING, fit

INK, MUTED, GHOST, TINT = 0.0, 0.42, 0.91, 0.96  # shares of white
HAIRLINE, RULE, THICK = 0.15, 0.25, 0.4  # mm
PADDING = 1.6  # mm between a rule and the text beside it
PARAGRAPH_LEADING = 1.25  # of the leading of table cells
BASELINE = 0.86  # of the em box, from its top
CORNER_LENGTH, CORNER_WEIGHT = 4.0, 0.7
CORNER_INSET = 5.0  # mm; nearer to the edge many printers leave out what is drawn
THICKENED = 0.022  # outline of a rare character in bold text, in type sizes
_INK_BITS = bytes.maketrans(b"\x00\xff", b"10")


class Align(StrEnum):
    """Where a text stands in its space."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a paper, in mm."""

    width: float
    height: float


PAPERS = {
    "A4": Size(210, 297),
    "A4-landscape": Size(297, 210),
    "A5": Size(148, 210),
    "A5-landscape": Size(210, 148),
    "210x99": Size(210, 99),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Give the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Give the lower edge."""
        return self.y + self.height

    def inset(self, across: float, along: float = 0.0) -> Box:
        """Leave `across` free at left and right, `along` above and below."""
        return Box(
            self.x + across, self.y + along, self.width - 2 * across, self.height - 2 * along
        )


class Pen:
    """Writes drawing operators for a surface of some height; `take` hands them over."""

    def __init__(self, book: Book, height: float) -> None:
        self._book = book
        self._height = height
        self._operators: list[str] = []

    def take(self) -> str:
        """Give everything drawn since the last time."""
        drawing = "\n".join(self._operators)
        self._operators.clear()
        return drawing

    def put(self, drawing: str) -> None:
        """Put operators that were drawn elsewhere for the same surface."""
        self._operators.append(drawing)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        weight: Weight = Weight.REGULAR,
        align: Align = Align.LEFT,
        grey: float = INK,
    ) -> None:
        """Write one line with its baseline at y; x is its left, middle or right."""
        if not text:
            return
        if align is not Align.LEFT:
            width = width_of(text, weight) * size / POINTS_PER_MM
            x -= width / 2 if align is Align.CENTRE else width
        shown = self._plain(text, size, weight)
        at = f"{x * POINTS_PER_MM:.2f} {self._up(y):.2f} Td"
        inked = f"BT {at} {shown} ET"
        self._operators.append(f"{grey:g} g {inked} 0 g" if grey else inked)

    def cell(
        self,
        box: Box,
        text: str,
        size: float,
        *,
        weight: Weight = Weight.REGULAR,
        align: Align = Align.LEFT,
        grey: float = INK,
    ) -> None:
        """Write text into a box, in the middle of its height, as large as fits up to `size`."""
        if not text:
            return
        room = box.inset(PADDING, 0.4)
        setting = fit(text, room.width * POINTS_PER_MM, room.height * POINTS_PER_MM, size, weight)
        x = {Align.LEFT: room.x, Align.CENTRE: box.x + box.width / 2, Align.RIGHT: room.right}
        step = setting.size * LEADING / POINTS_PER_MM
        y = box.y + (box.height - step * len(setting.lines)) / 2
        y += ((LEADING - 1) / 2 + BASELINE) * setting.size / POINTS_PER_MM
        for line in setting.lines:
            self.text(x[align], y, line, setting.size, weight=weight, align=align, grey=grey)
            y += step

    def paragraphs(self, box: Box, text: str, size: float) -> None:
        """Write running text from the top of a box, as large as fits up to `size`."""
        room = box.inset(PADDING)
        width, height = room.width * POINTS_PER_MM, room.height * POINTS_PER_MM
        setting = fit(text, width, height / PARAGRAPH_LEADING, size)
        step = setting.size * LEADING * PARAGRAPH_LEADING / POINTS_PER_MM
        for index, line in enumerate(setting.lines):
            y = box.y + index * step + setting.size * BASELINE / POINTS_PER_MM
            self.text(room.x, y, line, setting.size)

    def amount(
        self, box: Box, figures: str, size: float, *, weight: Weight = Weight.REGULAR
    ) -> None:
        """Write an amount at the right of a box; every digit as wide as the widest."""
        room = box.inset(PADDING)
        width = _tabular_width(figures, weight)
        size = min(size, room.width * POINTS_PER_MM / width)
        y = box.y + box.height / 2 + (BASELINE - 0.5) * size / POINTS_PER_MM
        at = f"{room.right * POINTS_PER_MM - width * size:.2f} {self._up(y):.2f} Td"
        self._operators.append(f"BT {at} {self._tabular(figures, size, weight)} ET")

    def across(self, x: float, y: float, length: float, weight: float = RULE) -> None:
        """Draw a horizontal rule."""
        self._stroke(x, y, x + length, y, weight)

    def down(self, x: float, y: float, length: float, weight: float = RULE) -> None:
        """Draw a vertical rule."""
        self._stroke(x, y, x, y + length, weight)

    def dashes(self, x: float, y: float, length: float) -> None:
        """Draw a line to cut along."""
        self._operators.append("q [3 3] 0 d 0.5 G")
        self._stroke(x, y, x + length, y, HAIRLINE)
        self._operators.append("Q")

    def frame(self, box: Box, weight: float = RULE) -> None:
        """Draw the outline of a box."""
        self._operators.append(f"{weight * POINTS_PER_MM:.2f} w {self._rectangle(box)} S")

    def fill(self, box: Box, grey: float) -> None:
        """Fill a box."""
        self._operators.append(f"{grey:g} g {self._rectangle(box)} f 0 g")

    def image(self, name: str, box: Box) -> None:
        """Show an image of the book, filling a box."""
        place = f"{box.x * POINTS_PER_MM:.2f} {self._up(box.bottom):.2f}"
        size = f"{box.width * POINTS_PER_MM:.2f} 0 0 {box.height * POINTS_PER_MM:.2f}"
        self._operators.append(f"q {size} {place} cm /{name} Do Q")

    def ghost(self, box: Box, text: str, grey: float = GHOST) -> None:
        """Write large pale letters slantwise over the middle of a box: 样例, 草稿, 作废."""
        size = min(box.height * 1.4, box.width / width_of(text, Weight.BOLD) * 1.2)
        x, y = (box.x + box.width / 2) * POINTS_PER_MM, self._up(box.y + box.height / 2)
        shift = -width_of(text, Weight.BOLD) * size / 2
        shown = self._plain(text, size, Weight.BOLD)
        self._operators.append(
            f"q {grey:g} g 0.966 0.259 -0.259 0.966 {x:.2f} {y:.2f} cm "
            f"BT {shift:.2f} {-size * 0.36:.2f} Td {shown} ET Q"
        )

    def corners(self, box: Box) -> None:
        """Draw the four marks that straighten a scanned page."""
        long, thick = CORNER_LENGTH, CORNER_WEIGHT
        for x in (box.x, box.right - long):
            for y in (box.y, box.bottom - thick):
                self._operators.append(f"{self._rectangle(Box(x, y, long, thick))} f")
        for x in (box.x, box.right - thick):
            for y in (box.y, box.bottom - long):
                self._operators.append(f"{self._rectangle(Box(x, y, thick, long))} f")

    def code(self, modules: tuple[bytes, ...], box: Box) -> None:
        """Draw a square code; each row is one byte per module, 0 where there is ink.

        It is a mask of one bit a module: a tenth of what the same squares take as a path.
        """
        count = len(modules)
        spare = -count % 8  # rows end with a byte
        bits = "".join(
            f"{int(row.translate(_INK_BITS), 2) << spare:0{(count + spare) // 4}X}"
            for row in modules
        )
        side = f"{box.width * POINTS_PER_MM:.2f}"
        place = f"{box.x * POINTS_PER_MM:.2f} {self._up(box.bottom):.2f}"
        image = f"BI /W {count} /H {count} /BPC 1 /IM true /D [1 0] /F /AHx ID"
        self._operators.append(f"q {side} 0 0 {side} {place} cm\n{image}\n{bits}>\nEI Q")

    def _up(self, y: float) -> float:
        return (self._height - y) * POINTS_PER_MM

    def _stroke(self, x: float, y: float, to_x: float, to_y: float, weight: float) -> None:
        start = f"{x * POINTS_PER_MM:.2f} {self._up(y):.2f} m"
        end = f"{to_x * POINTS_PER_MM:.2f} {self._up(to_y):.2f} l"
        self._operators.append(f"{weight * POINTS_PER_MM:.2f} w {start} {end} S")

    def _rectangle(self, box: Box) -> str:
        return (
            f"{box.x * POINTS_PER_MM:.2f} {self._up(box.bottom):.2f} "
            f"{box.width * POINTS_PER_MM:.2f} {box.height * POINTS_PER_MM:.2f} re"
        )

    def _plain(self, text: str, size: float, weight: Weight) -> str:
        shown = []
        for font, codes, thickened in self._book.spell(text, weight):
            one = f"/{font} {size:.2f} Tf <{codes}> Tj"
            shown.append(f"{size * THICKENED:.2f} w 2 Tr {one} 0 Tr" if thickened else one)
        return " ".join(shown)

    def _tabular(self, text: str, size: float, weight: Weight) -> str:
        ((font, codes, _thickened),) = self._book.spell(text, weight)
        parts = []
        for index, character in enumerate(text):
            spare = (_digit_width(weight) - width_of(character, weight)) * -500
            shift = f"{spare:.0f}" if character.isdigit() else ""
            parts.append(f"{shift}<{codes[index * 4 : index * 4 + 4]}>{shift}")
        return f"/{font} {size:.2f} Tf [{' '.join(parts)}] TJ"


@cache
def _digit_width(weight: Weight) -> float:
    return max(width_of(digit, weight) for digit in "0123456789")


def _tabular_width(text: str, weight: Weight) -> float:
    wide = _digit_width(weight)
    return sum(wide if one.isdigit() else width_of(one, weight) for one in text)
