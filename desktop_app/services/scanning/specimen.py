"""Signed pages that nobody signed, for the sample season: printed sheets with strokes on them.

What comes out is what a scanner gives, a little askew; it is filed and looked at like real paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from random import Random

from PIL import Image, ImageDraw

from desktop_app.services.printing.paper import Box
from desktop_app.services.scanning.pages import RESOLUTION, Pages

PIXELS_PER_MM = RESOLUTION / 25.4
INK = (25, 35, 110)
STROKES, CHARACTERS = 4, 3
SLANT = 1.5  # degrees by which the paper lies askew, at most
QUALITY = 70


def signed(pdf: bytes, page: int, places: Iterable[Box], lot: Random) -> bytes:
    """Give a page of a PDF, counted from 0, as a scan with strokes in these places, in mm."""
    pages = Pages(pdf)
    try:
        paper = pages.page(page)
    finally:
        pages.close()
    pen = ImageDraw.Draw(paper)
    for place in places:
        _write(pen, place, lot)
    slant = lot.uniform(-SLANT, SLANT)
    askew = paper.rotate(slant, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    written = io.BytesIO()
    askew.save(written, "JPEG", quality=QUALITY, dpi=(RESOLUTION, RESOLUTION))
    return written.getvalue()


def _write(pen: ImageDraw.ImageDraw, place: Box, lot: Random) -> None:
    side = min(place.height, place.width / CHARACTERS)
    for at in range(CHARACTERS):
        left = place.x + at * side
        for _stroke in range(STROKES):
            points = [
                (
                    (left + lot.uniform(0.1, 0.9) * side) * PIXELS_PER_MM,
                    (place.y + lot.uniform(0.1, 0.9) * side) * PIXELS_PER_MM,
                )
                for _knot in range(3)
            ]
            pen.line(points, fill=INK, width=3, joint="curve")
