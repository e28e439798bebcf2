"""A synthetic scanner: our own sheets, signed by invented hands and scanned by bad machines.

Everything is drawn from a `Random`, so that a seed tells the whole batch again.
"""

from __future__ import annotations

import io
import math
import subprocess
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from desktop_app.services.printing.codes import modules_of
from desktop_app.services.printing.paper import Box
from desktop_app.services.printing.places import SIGN_MIDDLE, Places
from desktop_app.services.scanning.plane import projective

PRINTED_AT = 300  # dots per inch at which the paper is drawn before it is signed and scanned
MM_PER_INCH = 25.4
BLUE, BLACK, PALE, RED = (25, 35, 110), (20, 20, 20), (90, 95, 120), (190, 40, 50)
PENS = (BLUE, BLUE, BLACK, BLACK, PALE)


@dataclass(frozen=True)
class Machine:
    """What a scanner does to a page; angles in degrees, `grain` in grey levels."""

    resolution: int = 200
    turn: float = 0.0
    quarter: int = 0
    lean: float = 0.0  # how far, in shares of the width, perspective moves a corner
    grain: float = 4.0
    shadow: float = 0.0
    is_grey: bool = False
    quality: int = 75
    cut: float = 0.0  # mm that are lost at each edge
    bed: float = 0.0  # mm by which the glass is larger than the paper, at each edge
    folded: int | None = None  # the corner that is folded over
    paper: int = 250


def lot_of(seed: int) -> Random:
    """Give what a batch is drawn from: the same for the same seed."""
    return Random(seed)  # noqa: S311 - papers, not secrets


def any_machine(lot: Random, *, resolution: int | None = None) -> Machine:
    """Draw a scanner from the worst office: all that is promised, up to its limits.

    On a glass no larger than the paper, five degrees would cut corners off with the codes in them.
    """
    bed = lot.choice((0.0, 4.0, 4.0))
    turned = 5.0 if bed else 3.5
    return Machine(
        resolution=resolution or lot.choice((150, 200, 200, 240, 300)),
        turn=lot.uniform(-turned, turned),
        bed=bed,
        quarter=lot.choice((0, 0, 1, 2, 3)),
        lean=lot.choice((0.0, 0.0, lot.uniform(0, 0.012))),
        grain=lot.uniform(0, 14),
        shadow=lot.choice((0.0, lot.uniform(0, 0.35))),
        is_grey=lot.random() < 0.5,
        quality=lot.choice((30, 50, 75, 90)),
        cut=lot.choice((0.0, lot.uniform(0, 2.0))),
        folded=lot.choice((None, None, None, None, 0, 1, 2, 3)),
        paper=lot.randint(225, 255),
    )


def printed(pdf: bytes) -> list[Image.Image]:
    """Print a PDF: each page as a picture."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sheets.pdf"
        file.write_bytes(pdf)
        command = ["pdftoppm", "-r", str(PRINTED_AT), str(file), f"{folder}/page"]
        subprocess.run(command, check=True)
        pages = []
        for picture in sorted(Path(folder).glob("page*.ppm")):
            with Image.open(picture) as opened:
                pages.append(opened.convert("RGB"))
        return pages


def sign(
    paper: Image.Image,
    places: Places,
    lot: Random,
    *,
    rows: Collection[int] | None = None,
    down: float = 0.0,
    thumbs: float = 0.12,
) -> None:
    """Let people sign: those of these rows, each in one of their places; mostly by hand.

    `down` is where on the page, in mm, a slip begins; `thumbs` the share of inked thumbs.
    """
    by_row: dict[int, list[Box]] = {}
    for place in places.signed:
        by_row.setdefault(place.row, []).append(place.box)
    for row, boxes in by_row.items():
        if rows is None or row in rows:
            box = boxes[0] if lot.random() < 0.85 else boxes[-1]
            spare = box.height * (1 / SIGN_MIDDLE - 1) / 2 - 0.5 if places.rows > 1 else 0
            placed = Box(box.x, box.y + down, box.width, box.height).inset(0, -spare)
            (thumb if lot.random() < thumbs else write)(paper, placed, lot)


def write(paper: Image.Image, box: Box, lot: Random) -> None:
    """Write two to four characters' worth of strokes somewhere in a box, not always inside it."""
    pen, colour = ImageDraw.Draw(paper), lot.choice(PENS)
    width = max(2, round(_pixels(lot.uniform(0.25, 0.6))))
    size = min(box.height * lot.uniform(0.5, 1.0), lot.uniform(5, 11))
    count = min(lot.choice((2, 3, 3, 4)), max(1, int(box.width / (size * 0.8))))
    left = box.x + lot.uniform(0, max(0.1, box.width - count * size * 0.85))
    top = box.y + lot.uniform(0, max(0.1, box.height - size))
    for index in range(count):
        x, y = left + index * size * 0.85, top + lot.uniform(-0.6, 0.6)
        for _stroke in range(lot.randint(3, 7)):
            points = [
                (x + lot.uniform(0, size * 0.9), y + lot.uniform(0, size * 0.9))
                for _knot in range(4)
            ]
            pen.line(
                [(_pixels(a), _pixels(b)) for a, b in _spline(points)],
                fill=colour,
                width=width,
                joint="curve",
            )


def thumb(paper: Image.Image, box: Box, lot: Random) -> None:
    """Press an inked thumb: red rings with gaps."""
    pen = ImageDraw.Draw(paper)
    x = box.x + box.width * lot.uniform(0.25, 0.75)
    y = box.y + box.height * lot.uniform(0.35, 0.65)
    for ring in range(2, 12):
        across, along = ring * 0.55, ring * 0.7
        edges = [_pixels(at) for at in (x - across, y - along, x + across, y + along)]
        start = lot.uniform(0, 360)
        pen.arc(edges, start, start + lot.uniform(180, 340), fill=RED, width=round(_pixels(0.3)))


def scanned(paper: Image.Image, machine: Machine, lot: Random) -> bytes:
    """Scan a page, and give it as the machine does: a JPEG."""
    page = _folded(paper, machine) if machine.folded is not None else paper
    page = page.resize(
        [round(side * machine.resolution / PRINTED_AT) for side in page.size],
        Image.Resampling.LANCZOS,
    )
    page = ImageChops.multiply(page, Image.new("RGB", page.size, (machine.paper,) * 3))
    page = _leaning(page, machine, lot)
    lid = (machine.paper,) * 3 if lot.random() < 0.6 else (lot.randint(30, 255),) * 3
    bed = round(machine.bed / MM_PER_INCH * machine.resolution)
    page = ImageOps.expand(page, bed, lid)
    page = page.rotate(machine.turn, Image.Resampling.BICUBIC, fillcolor=lid)
    if machine.cut:
        edge = round(machine.cut / MM_PER_INCH * machine.resolution)
        page = page.crop((edge, edge, page.width - edge, page.height - edge))
    page = page.rotate(90 * machine.quarter, expand=True)
    page = _shaded(page, machine, lot)
    if machine.grain:
        noise = Image.effect_noise(page.size, machine.grain).convert("RGB")
        page = ImageChops.add(page, noise, offset=-128)
    if machine.is_grey:
        page = page.convert("L")
    written = io.BytesIO()
    page.save(
        written, "JPEG", quality=machine.quality, dpi=(machine.resolution, machine.resolution)
    )
    return written.getvalue()


def glue(paper: Image.Image, box: Box, text: str, down: float = 0.0) -> None:
    """Glue the code of another text over that of a sheet."""
    rows = modules_of(text)
    square = Image.frombytes("L", (len(rows), len(rows)), b"".join(rows)).convert("RGB")
    left, top, side = (round(_pixels(at)) for at in (box.x, box.y + down, box.width))
    quiet = round(_pixels(1.5))
    paper.paste("white", (left - quiet, top - quiet, left + side + quiet, top + side + quiet))
    paper.paste(square.resize((side, side), Image.Resampling.NEAREST), (left, top))


def as_pdf(pages: Sequence[bytes]) -> bytes:
    """Put scanned pages into one PDF, as machines with a feeder do."""
    opened = [Image.open(io.BytesIO(page)) for page in pages]
    written = io.BytesIO()
    first, *rest = opened
    first.save(written, "PDF", save_all=True, append_images=rest, resolution=200)
    return written.getvalue()


def as_tiff(pages: Sequence[bytes]) -> bytes:
    """Put scanned pages into one TIFF."""
    opened = [Image.open(io.BytesIO(page)).convert("L") for page in pages]
    written = io.BytesIO()
    first, *rest = opened
    first.save(written, "TIFF", save_all=True, append_images=rest, compression="tiff_deflate")
    return written.getvalue()


def _pixels(mm: float) -> float:
    return mm / MM_PER_INCH * PRINTED_AT


def _spline(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Give a Bézier curve as short lines."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    curve = []
    for step in range(13):
        t = step / 12
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        curve.append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
    return curve


def _folded(paper: Image.Image, machine: Machine) -> Image.Image:
    """Fold a corner over: a triangle of the back covers it."""
    page, reach = paper.copy(), _pixels(10)
    x = 0 if machine.folded in {0, 3} else page.width
    y = 0 if machine.folded in {0, 1} else page.height
    inward = reach if x == 0 else -reach
    below = reach if y == 0 else -reach
    pen = ImageDraw.Draw(page)
    pen.polygon([(x, y), (x + inward, y), (x, y + below)], fill=(120, 120, 120))
    pen.polygon([(x + inward, y), (x + inward, y + below), (x, y + below)], fill=(240, 240, 240))
    return page


def _leaning(page: Image.Image, machine: Machine, lot: Random) -> Image.Image:
    """Move the corners, as a camera held by hand does."""
    if not machine.lean:
        return page
    width, height = page.size
    far = machine.lean * width

    def off() -> float:
        return lot.uniform(-far, far)

    corners = (
        off(),
        off(),
        off(),
        height + off(),
        width + off(),
        height + off(),
        width + off(),
        off(),
    )
    return _quad(page, corners, machine.paper)


def _quad(page: Image.Image, corners: Sequence[float], paper: int) -> Image.Image:
    width, height = page.size
    seen = list(zip(corners[::2], corners[1::2], strict=True))
    plane = projective([(0, 0), (0, height), (width, height), (width, 0)], seen)
    assert plane is not None
    return page.transform(
        page.size,
        Image.Transform.PERSPECTIVE,
        plane.matrix[:8],
        Image.Resampling.BICUBIC,
        fillcolor=(paper,) * 3,
    )


def _shaded(page: Image.Image, machine: Machine, lot: Random) -> Image.Image:
    """Lay a soft shadow over one side, as the spine of a folder or a hand does."""
    if not machine.shadow:
        return page
    small = Image.new("L", (64, 64), 255)
    pen = ImageDraw.Draw(small)
    angle, dark = lot.uniform(0, 2 * math.pi), round(255 * (1 - machine.shadow))
    x, y = 32 + 30 * math.cos(angle), 32 + 30 * math.sin(angle)
    pen.ellipse((x - 26, y - 26, x + 26, y + 26), fill=dark)
    shadow = small.filter(ImageFilter.GaussianBlur(9)).resize(page.size, Image.Resampling.BICUBIC)
    return ImageChops.multiply(page, shadow.convert("RGB"))
