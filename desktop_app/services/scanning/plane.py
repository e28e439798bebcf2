"""The flat sheet as a scanner sees it: turned, stretched, in perspective.

A `Plane` leads from mm on the sheet to pixels of a picture; a pixel's centre is at its half.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Plane:
    """A projective map, row by row."""

    matrix: Matrix

    def __call__(self, point: Point) -> Point:
        """Give the pixel of a point on the sheet."""
        a, b, c, d, e, f, g, h, i = self.matrix
        x, y = point
        depth = g * x + h * y + i
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth

    def after(self, scale: float, left: float, top: float) -> tuple[float, ...]:
        """Give the eight figures by which Pillow straightens a patch of the sheet.

        `scale` is pixels of the patch per mm, `left` and `top` where on the sheet it begins.
        """
        a, b, c, d, e, f, g, h, i = self.matrix
        end = g * left + h * top + i
        rows = (a / scale, b / scale, a * left + b * top + c,
                d / scale, e / scale, d * left + e * top + f,
                g / scale, h / scale)  # fmt: skip
        return tuple(one / end for one in rows)

    @property
    def pixels_per_mm(self) -> float:
        """Tell how large a mm near the sheet's origin is."""
        (x, y), (to_x, to_y) = self((0, 0)), self((1, 0))
        return math.hypot(to_x - x, to_y - y)


def affine(sheet: Sequence[Point], seen: Sequence[Point]) -> Plane | None:
    """Fit a map without perspective to three points or more, in the least squares."""
    rows = [(x, y, 1.0) for x, y in sheet]
    first = _least_squares(rows, [x for x, _y in seen])
    second = _least_squares(rows, [y for _x, y in seen])
    if first is None or second is None:
        return None
    return Plane((first[0], first[1], first[2], second[0], second[1], second[2], 0.0, 0.0, 1.0))


def projective(sheet: Sequence[Point], seen: Sequence[Point]) -> Plane | None:
    """Fit a map with perspective to four points or more, in the least squares."""
    rows: list[tuple[float, ...]] = []
    wanted: list[float] = []
    for (x, y), (u, v) in zip(sheet, seen, strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
        wanted += [u, v]
    found = _least_squares(rows, wanted)
    if found is None:
        return None
    a, b, c, d, e, f, g, h = found
    return Plane((a, b, c, d, e, f, g, h, 1.0))


def _least_squares(rows: Sequence[Sequence[float]], wanted: Sequence[float]) -> list[float] | None:
    """Solve the normal equations by elimination; None where the points leave it open."""
    size = len(rows[0])
    square = [
        [math.fsum(row[i] * row[j] for row in rows) for j in range(size)]
        + [math.fsum(row[i] * one for row, one in zip(rows, wanted, strict=True))]
        for i in range(size)
    ]
    for at in range(size):
        best = max(range(at, size), key=lambda row: abs(square[row][at]))
        if abs(square[best][at]) < 1e-9:
            return None
        square[at], square[best] = square[best], square[at]
        for row in range(size):
            if row != at and square[row][at]:
                factor = square[row][at] / square[at][at]
                square[row] = [
                    one - factor * other for one, other in zip(square[row], square[at], strict=True)
                ]
    return [square[at][size] / square[at][at] for at in range(size)]
