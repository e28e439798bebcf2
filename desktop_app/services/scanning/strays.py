"""Ink that reaches into a row from the one beside it: an inked thumb is higher than a row.

Such ink is no signature, and must not be taken for none either: somebody may have signed under
the neighbour's thumb. It is told as what it is, and a person looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from desktop_app.services.printing.paper import Box
from desktop_app.services.scanning.ink import inked
from desktop_app.services.scanning.marks import patch
from desktop_app.services.scanning.plane import Plane

SCALE = 4.0  # pixels per mm
RULE = 1.0  # mm at each edge of a row where its rules, and strokes that just touch them, lie
GAP = 1.2  # mm between parts of one thumb
NARROWEST, WIDEST = 8.0, 17.0  # mm that a thumb measures across
TALLER = (1.15, 1.3, 1.4)  # times as high as it is wide
OFF = (-1.2, -0.6, 0.0, 0.6, 1.2)  # mm by which it was pressed above or below the middle
AROUND = 0.4  # mm by which its edge is uncertain
SPREAD = 0.5  # share of its width that it has at both edges of its own row
BESIDE = 4  # thousandths of a place that may lie outside the thumb


@dataclass(frozen=True, slots=True)
class _Oval:
    x: float
    y: float
    across: float
    along: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies within."""
        return ((x - self.x) / self.across) ** 2 + ((y - self.y) / self.along) ** 2 <= 1


def is_stray(picture: Image.Image, plane: Plane, cell: Box, home: Box) -> bool:
    """Tell whether the ink in a cell may all belong to a thumb in the cell above or below it.

    Both are whole cells of the table, of one column and height, with their rules at the edges.
    """
    both = Box(cell.x, min(cell.y, home.y), cell.width, cell.height + home.height)
    ink = inked(patch(picture, plane, both, SCALE), SCALE)
    dark = [
        (place % ink.width, place // ink.width)
        for place, shade in enumerate(ink.tobytes())
        if shade
    ]
    begins, starts = cell.y - both.y, home.y - both.y
    here = _within(dark, begins + RULE, begins + cell.height - RULE)
    there = _within(dark, starts + RULE, starts + home.height - RULE)
    allowed = BESIDE / 1000 * cell.width * (cell.height - 2 * RULE) * SCALE**2
    return any(
        sum(not oval.holds(x, y) for x, y in here) <= allowed
        for oval in _ovals(there, starts, home.height)
    )


def _within(dark: list[tuple[int, int]], top: float, bottom: float) -> list[tuple[float, float]]:
    """Give the inked points of a band, in mm."""
    placed = (((x + 0.5) / SCALE, (y + 0.5) / SCALE) for x, y in dark)
    return [(x, y) for x, y in placed if top <= y <= bottom]


def _ovals(ink: list[tuple[float, float]], top: float, height: float) -> Iterator[_Oval]:
    """Give the ways in which the ink of a row may be a thumb that is higher than the row."""
    for part in _parts(ink):
        left, right = part[0][0], part[-1][0]
        upper = [x for x, y in part if y < top + 2 * RULE]
        lower = [x for x, y in part if y > top + height - 2 * RULE]
        width = right - left
        if not NARROWEST <= width <= WIDEST or not upper or not lower:
            continue
        if min(max(upper) - min(upper), max(lower) - min(lower)) < SPREAD * width:
            continue
        across = width / 2 + AROUND
        for off in OFF:
            for taller in TALLER:
                middle = top + height / 2 + off
                yield _Oval((left + right) / 2, middle, across, across * taller)


def _parts(ink: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """Part ink where there is a gap from left to right; each part is ordered that way."""
    part: list[tuple[float, float]] = []
    for point in sorted(ink):
        if part and point[0] - part[-1][0] > GAP:
            yield part
            part = []
        part.append(point)
    if part:
        yield part
