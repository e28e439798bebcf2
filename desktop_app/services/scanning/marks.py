"""Finding the corner marks and the rules of a sheet, and with them how it lies in a picture.

The square code is found first and gives a first guess; each corner mark found makes it better,
the nearest before the farther. Where marks are cut off or folded away, the crossings of the
table's rules serve instead. Whether a guess is right, the rules of the table tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from desktop_app.services.printing.paper import CORNER_LENGTH, CORNER_WEIGHT, Box
from desktop_app.services.printing.places import Places
from desktop_app.services.scanning.plane import Plane, Point, affine, projective

MARK_SCALE = 5.0  # pixels of a patch per mm
CODE_SLACK = 1.6  # mm by which the code may lie beside where the marks say
ENOUGH_TO_BEND = 10  # points from which perspective can be told
APART_ACROSS, APART_ALONG = 15.0, 14.0  # mm between the crossings that are looked for
RULE_SCALE = 3.0
RULE_BANDS = 4  # parts in which a rule is looked for by itself, since paper is never quite flat
RULE_SLACK, RULE_BESIDE = 0.7, 1.3  # mm beside its place; mm of paper it is compared with
RULE_SEEN = 30  # of 255
FITS = 0.6  # share of the rules that have to be where the form has them
SURELY_FITS = 0.9
WHITE = 255


@dataclass(frozen=True, slots=True)
class Hook:
    """Two bars that meet at a corner: their length and weight, and how far from its place in mm.

    `seen` is how much darker than the paper beside it, of 255, it is at least.
    """

    length: float
    weight: float
    around: float
    seen: int
    alone: bool


CORNER = Hook(CORNER_LENGTH, CORNER_WEIGHT, 5.0, 70, alone=True)
CROSSING = Hook(4.0, 0.4, 2.5, 30, alone=False)
Sought = tuple[Point, Point, Hook]  # where it should be, the way to the middle, what it is


@dataclass(frozen=True, slots=True)
class Lie:
    """How a sheet lies in a picture, by which form, and what share of its rules was found."""

    places: Places
    plane: Plane
    fit: float
    marks: int

    @property
    def is_sure(self) -> bool:
        """Tell whether what lies where on the sheet is known well enough to look at it."""
        return self.fit >= FITS


def lie_of(picture: Image.Image, code: Sequence[Point], forms: Sequence[Places]) -> Lie | None:
    """Find how the sheet with a code at these four corners lies; the best of its forms.

    The corners begin at the code's own top left and go clockwise. None where nothing fits.
    """
    found: list[Lie] = []
    for guesses in (_by_marks, _by_rules):
        for form in forms:
            for plane, marks in guesses(picture, code, form):
                found.append(Lie(form, plane, _fit(picture, plane, form), marks))
        if any(lie.fit >= SURELY_FITS for lie in found):
            break
    best = max(found, key=_merit, default=None)
    if best is None or best.marks == len(best.places.corners):
        return best
    return max((best, *_again(picture, best, code)), key=_merit)


def _merit(lie: Lie) -> tuple[float, int]:
    return lie.fit, lie.marks


def _again(picture: Image.Image, lie: Lie, code: Sequence[Point]) -> Iterator[Lie]:
    """Look once more for all four marks, from where the rules say that they are."""
    form = lie.places
    marks = [
        _find(picture, lie.plane, point, _inward(index), CORNER)
        for index, point in enumerate(form.corners)
    ]
    seen = [mark for mark in marks if mark is not None]
    whole = projective(form.corners, seen) if len(seen) == len(marks) else None
    if whole is not None and _holds_code(whole, corners_of(form.code), code):
        yield Lie(form, whole, _fit(picture, whole, form), len(seen))


def patch(picture: Image.Image, plane: Plane, box: Box, scale: float) -> Image.Image:
    """Cut a straightened piece out of a picture; beside the picture there is white paper."""
    size = (max(1, round(box.width * scale)), max(1, round(box.height * scale)))
    figures = plane.after(scale, box.x, box.y)
    return picture.transform(
        size,
        Image.Transform.PERSPECTIVE,
        figures,
        resample=Image.Resampling.BILINEAR,
        fillcolor=WHITE,
    )


def _by_marks(
    picture: Image.Image, code: Sequence[Point], form: Places
) -> Iterator[tuple[Plane, int]]:
    """Give the ways in which the corner marks say that the sheet lies, with their number."""
    marks = _grow(picture, code, form, _marks(form))
    if marks is None:
        return
    on_sheet, seen, plane = marks
    count = len(on_sheet) - 4
    if count == len(form.corners):
        whole = projective(on_sheet[4:], seen[4:])
        if whole is not None and _holds_code(whole, on_sheet[:4], code):
            yield whole, count
            return
    if _holds_code(plane, on_sheet[:4], code):
        yield plane, count


def _by_rules(
    picture: Image.Image, code: Sequence[Point], form: Places
) -> Iterator[tuple[Plane, int]]:
    """Give the ways in which the crossings of the rules say that the sheet lies."""
    found = _grow(picture, code, form, [*_marks(form), *_crossings(form)])
    if found is None:
        return
    on_sheet, seen, plane = found
    for one in (plane, affine(on_sheet, seen)):
        if one is not None and _holds_code(one, on_sheet[:4], code):
            yield one, 0


def _grow(
    picture: Image.Image,
    code: Sequence[Point],
    form: Places,
    hooks: Sequence[Sought],
) -> tuple[list[Point], list[Point], Plane] | None:
    """Go from the code outwards: each hook found says better where the next one is.

    Gives the points on the sheet, where they are seen, the code's first, and the map through all.
    """
    on_sheet, seen = list(corners_of(form.code)), list(code)
    plane = affine(on_sheet, seen)
    if plane is None:
        return None
    middle = (form.code.x + form.code.width / 2, form.code.y + form.code.height / 2)
    for point, inward, shape in sorted(hooks, key=lambda hook: math.dist(hook[0], middle)):
        place = _find(picture, plane, point, inward, shape)
        if place is not None:
            on_sheet.append(point)
            seen.append(place)
            bent = projective(on_sheet, seen) if len(seen) >= ENOUGH_TO_BEND else None
            plane = bent or affine(on_sheet, seen) or plane
    return on_sheet, seen, plane


def _marks(form: Places) -> list[Sought]:
    return [(point, _inward(index), CORNER) for index, point in enumerate(form.corners)]


def _crossings(form: Places) -> list[Sought]:
    """Choose crossings of rules over the whole table, each with the way to the table's middle."""
    table = form.table
    if table is None:
        return []
    across = _spread([table.x, *form.columns, table.right], APART_ACROSS)
    along = _spread(form.lines, APART_ALONG)
    middle_x, middle_y = table.x + table.width / 2, table.y + table.height / 2
    return [
        ((x, y), (1 if x < middle_x else -1, 1 if y < middle_y else -1), CROSSING)
        for x in across
        for y in along
    ]


def _spread(rules: Sequence[float], apart: float) -> list[float]:
    """Leave out rules that are too near to the one before; keep the last."""
    kept = [rules[0]]
    for one in rules[1:-1]:
        if one - kept[-1] >= apart and rules[-1] - one >= apart:
            kept.append(one)
    return [*kept, rules[-1]]


def _inward(index: int) -> Point:
    return (1 if index in {0, 3} else -1), (1 if index in {0, 1} else -1)


def _holds_code(plane: Plane, on_sheet: Sequence[Point], code: Sequence[Point]) -> bool:
    slack = CODE_SLACK * plane.pixels_per_mm
    return all(
        math.dist(plane(point), seen) < slack for point, seen in zip(on_sheet, code, strict=True)
    )


def _find(
    picture: Image.Image, plane: Plane, point: Point, inward: Point, shape: Hook
) -> Point | None:
    """Look for a hook near where it should be."""
    room = shape.around + shape.length
    box = Box(point[0] - room, point[1] - room, 2 * room, 2 * room)
    score = _score(patch(picture, plane, box, MARK_SCALE), inward, shape)
    edge = round(shape.length * MARK_SCALE)
    score = score.crop((edge, edge, score.width - edge, score.height - edge))
    strength = int(score.getextrema()[1])  # type: ignore[arg-type]  # one band has one pair
    if strength < shape.seen:
        return None
    row, column = divmod(score.tobytes().index(bytes([strength])), score.width)
    x, y = (edge + column + 0.5) / MARK_SCALE, (edge + row + 0.5) / MARK_SCALE
    return plane((box.x + x, box.y + y))


def _score(piece: Image.Image, inward: Point, shape: Hook) -> Image.Image:
    """Tell for each place of a patch how much it looks like the outer corner of a hook.

    A mean over the shape of each bar is taken everywhere, and moved so that both fall on the
    corner that they share; the paper beside them counts against it.
    """
    ink = ImageChops.invert(piece)
    right, below = inward
    long, thick = shape.length * MARK_SCALE / 2, shape.weight * MARK_SCALE / 2
    level = ink.filter(ImageFilter.BoxBlur((long - 0.5, max(0, thick - 0.5))))
    upright = ink.filter(ImageFilter.BoxBlur((max(0, thick - 0.5), long - 0.5)))
    inside = ink.filter(ImageFilter.BoxBlur(max(1, thick)))
    bars = ImageChops.darker(
        _moved(level, right * long, below * thick if shape.alone else 0),
        _moved(upright, right * thick if shape.alone else 0, below * long),
    )
    off = 3 * max(1, thick) + 1
    paper = _moved(inside, right * (off + thick), below * (off + thick))
    if shape.alone:
        for across, along in ((-off, below * long), (right * long, -off)):
            beside = _moved(inside, right * across if across < 0 else across,
                            below * along if along < 0 else along)  # fmt: skip
            paper = ImageChops.lighter(paper, beside)
    return ImageChops.subtract(bars, paper)


def _moved(image: Image.Image, right: float, below: float) -> Image.Image:
    """Move what lies to the right and below by so much to where it is looked for."""
    return ImageChops.offset(image, -round(right), -round(below))


def _fit(picture: Image.Image, plane: Plane, form: Places) -> float:
    """Tell what share of the rules of a form's table is where the form has them."""
    if form.table is None:
        return 1.0
    room = form.table.inset(-2, -2)
    piece = patch(picture, plane, room, RULE_SCALE)
    across = piece.resize((piece.width, RULE_BANDS), Image.Resampling.BOX)
    along = piece.resize((RULE_BANDS, piece.height), Image.Resampling.BOX)
    along = along.transpose(Image.Transpose.TRANSPOSE)
    columns = (form.table.x, *form.columns, form.table.right)
    seen = [_is_rule(across, x - room.x, band) for x in columns for band in range(RULE_BANDS)]
    seen += [_is_rule(along, y - room.y, band) for y in form.lines for band in range(RULE_BANDS)]
    return sum(seen) / max(1, len(seen))


def _is_rule(profile: Image.Image, at: float, band: int) -> bool:
    """Tell whether there is a narrow dark line at a place of a profile, paper at both sides.

    Lines of text are broader, and paler over the length of a band.
    """
    line = profile.crop((0, band, profile.width, band + 1)).tobytes()
    near, beside = round(RULE_SLACK * RULE_SCALE), round(RULE_BESIDE * RULE_SCALE)
    middle = round(at * RULE_SCALE - 0.5)
    for place in range(max(beside, middle - near), min(len(line) - beside, middle + near + 1)):
        before, after = line[place - beside : place - 1], line[place + 2 : place + beside + 1]
        if min(max(before), max(after)) - line[place] >= RULE_SEEN:
            return True
    return False


def corners_of(box: Box) -> tuple[Point, ...]:
    """Give the corners of a box: top left, then clockwise."""
    return (box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)
