"""Reading one scanned page: which sheets lie on it, how, and what is written where to sign.

Nothing here knows the ledger or the union's key: what a code claims is believed later or not.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageFilter

from desktop_app.domain.scan import SIGNED_FROM
from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing.codes import SheetCode, read_code
from desktop_app.services.printing.places import Places, SignPlace
from desktop_app.services.scanning.ink import ink_of
from desktop_app.services.scanning.marks import Lie, corners_of, lie_of
from desktop_app.services.scanning.plane import Plane, Point, affine
from desktop_app.services.scanning.strays import is_stray

KEPT_LONG_SIDE = 1754  # pixels: A4 at 150 dpi
KEPT_QUALITY = 65
TWICE = 2.0  # a code that was not found is looked for in a picture so much larger
STRAIGHT = 0.3  # degrees that are left as they are
SURELY_INKED = 40  # thousandths of a place that the ink of a thumb in it has at least
CROP_AROUND = 3.0  # mm around a place to sign that are shown with it

QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])

Forms = Mapping[SheetKind, Sequence[Places]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What was found in one place to sign: for which row, how much ink, where on the kept page.

    `ink` is in thousandths of the place; the box is in pixels of the kept picture. The ink is
    `stray` where all of it may belong to a thumb in the row above or below.
    """

    row: int
    ink: int
    left: int
    top: int
    width: int
    height: int
    stray: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One sheet on a page: the text of its code, the form it lies by, the places to sign.

    `form` is "" where the form could not be told; there are no marks then. `rows` is how many
    people a page of that form has.
    """

    text: str
    form: str = ""
    rows: int = 1
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """A page as it will be kept, upright, and the sheets on it; sides are in pixels."""

    jpeg: bytes
    width: int
    height: int
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    corners: tuple[Point, ...]


def read_page(page: Image.Image, forms: Forms) -> PageReading:
    """Read a page in colour or grey, whichever way up it lies."""
    grey = page.convert("L")
    found = _with_neighbours(grey, _codes(grey), forms)
    lies = [(one, _lie(grey, one, forms)) for one in found]
    kept = _Kept.of(page, found[0].corners if found else ())
    lies.sort(key=lambda pair: kept.place(_middle(pair[0].corners))[1])  # as they are read
    slips = tuple(_slip(grey, one, lie, kept) for one, lie in lies)
    return PageReading(jpeg=kept.jpeg, width=kept.width, height=kept.height, slips=slips)


class _Kept:
    """The picture that is kept: turned upright, made small; and where on it a pixel went."""

    def __init__(self, picture: Image.Image, turn: float, scale: float, middle: Point) -> None:
        written = io.BytesIO()
        picture.save(written, "JPEG", quality=KEPT_QUALITY)
        self.jpeg = written.getvalue()
        self.width, self.height = picture.size
        self._turn, self._scale, self._middle = math.radians(turn), scale, middle

    @classmethod
    def of(cls, page: Image.Image, code: Sequence[Point]) -> _Kept:
        """Turn a page so that the code on it stands upright."""
        turn = _turn_of(code) if code else 0.0
        scale = min(1.0, KEPT_LONG_SIDE / max(page.size))
        size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
        small = page if scale == 1 else page.resize(size, Image.Resampling.BOX)
        small = small if small.mode == "L" else small.convert("RGB")
        if turn:
            white = "white" if small.mode == "RGB" else 255
            small = small.rotate(turn, Image.Resampling.BILINEAR, expand=True, fillcolor=white)
        return cls(small, turn, scale, (page.width / 2, page.height / 2))

    def place(self, point: Point) -> Point:
        """Give where a pixel of the page is on the kept picture."""
        x, y = ((at - centre) * self._scale for at, centre in zip(point, self._middle, strict=True))
        cosine, sine = math.cos(self._turn), math.sin(self._turn)
        return x * cosine + y * sine + self.width / 2, y * cosine - x * sine + self.height / 2

    def box(self, points: Sequence[Point]) -> tuple[int, int, int, int]:
        """Give the upright box of some pixels of the page: left, top, width, height."""
        placed = [self.place(point) for point in points]
        left = max(0, math.floor(min(x for x, _y in placed)))
        top = max(0, math.floor(min(y for _x, y in placed)))
        right = min(self.width, math.ceil(max(x for x, _y in placed)))
        bottom = min(self.height, math.ceil(max(y for _x, y in placed)))
        return left, top, max(1, right - left), max(1, bottom - top)


def _turn_of(code: Sequence[Point]) -> float:
    """Give the degrees, against the clock, by which a page is turned to be upright."""
    (x, y), (to_x, to_y), *_rest = code
    angle = math.degrees(math.atan2(to_y - y, to_x - x))
    quarter = round(angle / 90) * 90
    return float(quarter) if abs(angle - quarter) < STRAIGHT else angle


def _codes(picture: Image.Image) -> list[_Found]:
    """Find the square codes on a page; harder only where it shows none."""
    for way in _ways(picture):
        seen, scale = way
        found = _decode(seen, scale)
        if found:
            return found
    return []


def _ways(picture: Image.Image) -> Iterator[tuple[Image.Image, float]]:
    yield picture, 1.0
    yield picture.filter(ImageFilter.GaussianBlur(1.2)), 1.0
    larger = picture.resize((picture.width * 3 // 2, picture.height * 3 // 2))
    yield larger, 1.5


def _decode(picture: Image.Image, scale: float = 1.0, at: Point = (0, 0)) -> list[_Found]:
    found = []
    for one in zxingcpp.read_barcodes(picture, formats=QR):
        where = one.position
        corners = (where.top_left, where.top_right, where.bottom_right, where.bottom_left)
        placed = tuple(((c.x + 0.5) / scale + at[0], (c.y + 0.5) / scale + at[1]) for c in corners)
        found.append(_Found(one.text, placed))
    return found


def _with_neighbours(picture: Image.Image, found: list[_Found], forms: Forms) -> list[_Found]:
    """Look again where another slip of the same page must have its code."""
    everywhere = list(found)
    for one in found:
        code = claimed(one.text)
        if code is None or code.kind is not SheetKind.RECEIPT or not forms.get(code.kind):
            continue
        places = forms[code.kind][0]
        plane = affine(corners_of(places.code), one.corners)
        for slips in (-2, -1, 1, 2):
            if plane is not None:
                everywhere += _look_at(picture, plane, places, slips, everywhere)
    return everywhere


def _look_at(
    picture: Image.Image, plane: Plane, places: Places, slips: int, known: Sequence[_Found]
) -> list[_Found]:
    code, down = places.code, slips * places.size.height
    middle = plane((code.x + code.width / 2, code.y + code.height / 2 + down))
    inside = 0 < middle[0] < picture.width and 0 < middle[1] < picture.height
    reach = code.width * plane.pixels_per_mm
    if not inside or any(math.dist(middle, _middle(one.corners)) < reach for one in known):
        return []
    left, top = round(middle[0] - reach), round(middle[1] - reach)
    piece = picture.crop((left, top, round(middle[0] + reach), round(middle[1] + reach)))
    size = (round(piece.width * TWICE), round(piece.height * TWICE))
    return _decode(piece.resize(size, Image.Resampling.BICUBIC), TWICE, (left, top))


def _lie(picture: Image.Image, found: _Found, forms: Forms) -> Lie | None:
    code = claimed(found.text)
    if code is None or not isinstance(code.kind, SheetKind):
        return None
    return lie_of(picture, found.corners, forms.get(code.kind, ()))


def _slip(picture: Image.Image, found: _Found, lie: Lie | None, kept: _Kept) -> Slip:
    if lie is None or not lie.is_sure:
        return Slip(text=found.text)
    inks = [(place, ink_of(picture, lie.plane, place)) for place in lie.places.signed]
    marks = []
    for place, ink in inks:
        shown = place.box.inset(-CROP_AROUND, -CROP_AROUND)
        left, top, width, height = kept.box([lie.plane(point) for point in corners_of(shown)])
        box = {"left": left, "top": top, "width": width, "height": height}
        stray = ink >= SIGNED_FROM and _is_stray(picture, lie.plane, (place, ink), inks)
        marks.append(Mark(row=place.row, ink=ink, **box, stray=stray))
    return Slip(text=found.text, form=lie.places.form, rows=lie.places.rows, marks=tuple(marks))


def _is_stray(
    picture: Image.Image,
    plane: Plane,
    inked: tuple[SignPlace, int],
    all_inks: Sequence[tuple[SignPlace, int]],
) -> bool:
    """Tell whether the ink of a place may come from a place with more of it, above or below."""
    place, ink = inked
    if place.cell is None:
        return False
    return any(
        is_stray(picture, plane, place.cell, other.cell)
        for other, much in all_inks
        if other.cell is not None
        and abs(other.row - place.row) == 1
        and other.cell.x == place.cell.x
        and much > max(ink, SURELY_INKED)
    )


def claimed(text: str) -> SheetCode | None:
    """Give what a code claims to be, without believing it."""
    return read_code(text, b"")[1]


def _middle(corners: Sequence[Point]) -> Point:
    return sum(x for x, _y in corners) / 4, sum(y for _x, y in corners) / 4
