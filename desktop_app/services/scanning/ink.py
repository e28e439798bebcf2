"""How much somebody has written in a place to sign."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from desktop_app.services.printing.places import SignPlace
from desktop_app.services.scanning.marks import patch
from desktop_app.services.scanning.plane import Plane

INK_SCALE = 6.0  # pixels per mm, about 150 dpi
DARKER = 0.72  # of the paper around it: what is darker than that is ink
PAPER_AROUND = 3.0  # mm over which the shade of the paper is taken
WHITE = 255


def ink_of(picture: Image.Image, plane: Plane, place: SignPlace) -> int:
    """Give the inked share of a place to sign in thousandths, without what the sheet printed.

    Shadow and grey paper do not count: ink is what is darker than the paper around it.
    """
    masked = _without_printed(inked(patch(picture, plane, place.box, INK_SCALE), INK_SCALE), place)
    total = masked.width * masked.height
    return round(1000 * masked.histogram()[WHITE] / max(1, total))


def inked(piece: Image.Image, scale: float) -> Image.Image:
    """Make white what is ink on a piece of the sheet, and black what is paper."""
    smooth = piece.filter(ImageFilter.BoxBlur(0.6))
    paper = smooth.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MaxFilter(5))
    paper = paper.filter(ImageFilter.BoxBlur(PAPER_AROUND * scale))
    limit = paper.point(lambda shade: shade * DARKER)
    found = ImageChops.subtract(limit, smooth).point(lambda over: WHITE if over else 0)
    return found.filter(ImageFilter.MedianFilter(3))  # a speck is no stroke


def _without_printed(ink: Image.Image, place: SignPlace) -> Image.Image:
    pen = ImageDraw.Draw(ink)
    for band in place.printed:
        left, top = (band.x - place.box.x) * INK_SCALE, (band.y - place.box.y) * INK_SCALE
        right, bottom = left + band.width * INK_SCALE, top + band.height * INK_SCALE
        pen.rectangle((left, top, right, bottom), fill=0)
    return ink
