"""Where on a printed sheet things lie that a scanner looks for: code, rules, places to sign.

Each sheet says so beside the code that draws it, from the same figures: a place moves with the
drawing. All positions are in mm from the top left corner of the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.services.printing.paper import CORNER_INSET, Box, Size

SIGN_INSET = 1.1  # mm from a cell's upright rules to where only handwriting is
SIGN_MIDDLE = 0.56  # of a cell's height: thumbs and strokes of the neighbours reach into the rest


@dataclass(frozen=True, slots=True)
class SignPlace:
    """A place to sign on: for the person at `row` of this page, counted from 0.

    `printed` are the bands inside it that the sheet itself has inked, such as the line to sign on;
    `cell` is the whole cell of a table, into which ink may reach from the rows beside it.
    """

    box: Box
    row: int = 0
    printed: tuple[Box, ...] = ()
    cell: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What lies where on one page: `columns` and `lines` are the rules of its table.

    Columns are the upright rules inside the `table`, lines all its level ones, drawn through it;
    `rows` is how many people one page has room for.
    """

    form: str
    size: Size
    code: Box
    table: Box | None = None
    columns: tuple[float, ...] = ()
    lines: tuple[float, ...] = ()
    signed: tuple[SignPlace, ...] = ()
    rows: int = 1

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Give the outer corners of the four marks: top left, then clockwise."""
        near, right = CORNER_INSET, self.size.width - CORNER_INSET
        bottom = self.size.height - CORNER_INSET
        return (near, near), (right, near), (right, bottom), (near, bottom)


def cells_to_sign(
    columns: Sequence[tuple[float, float]], top: float, height: float, rows: int
) -> tuple[SignPlace, ...]:
    """Give the places to sign of a table: in every row the columns with these edges and widths."""
    inset = height * (1 - SIGN_MIDDLE) / 2
    cells = [(row, Box(x, top + row * height, width, height))
             for row in range(rows) for x, width in columns]  # fmt: skip
    return tuple(
        SignPlace(cell.inset(SIGN_INSET, inset), row, cell=cell.inset(SIGN_INSET, 0))
        for row, cell in cells
    )
