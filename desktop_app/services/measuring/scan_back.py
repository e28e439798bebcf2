"""How many signed pages a second one core reads back.

The pages are our own sheets, printed here, written on, and skewed, grained and compressed as a
scanner would. Time is that of the processor, so that other work on the machine counts for little.
"""

from __future__ import annotations

import io
import random
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import cycle, islice, pairwise
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from desktop_app.domain.sheet import sheet_number
from desktop_app.services.measuring.figure import Figure
from desktop_app.services.printing import press
from desktop_app.services.printing.contents import (
    Content,
    Imprint,
    ReceiptContent,
    RosterContent,
    RosterLine,
)
from desktop_app.services.printing.press import Layout
from desktop_app.services.scanning.known_forms import known_forms
from desktop_app.services.scanning.pages import Pages
from desktop_app.services.scanning.reading import Forms, read_page

RESOLUTION = 200
MOST = 200  # pages; half as many and a quarter come before
SKEW = 2.0  # degrees
GRAIN = 6.0
DAY = date(2021, 2, 8)
KEY = bytes(32)
IMPRINT = Imprint(
    chain_head="0" * 12,
    state_code="AAA·AAA",
    printed_by="bench",
    printed_at=datetime(2021, 2, 8, tzinfo=UTC),
)


def scan_back(_folder: Path, people: int) -> Iterator[Figure]:
    """Measure pages a second for each size, and what doubling the pages costs.

    A measurement of few people takes fewer pages, too.
    """
    most = max(4, min(MOST, people // 4))
    sizes = (most // 4, most // 2, most)
    forms, pages = known_forms(), list(_scans())
    seconds = [_read(islice(cycle(pages), size), forms) for size in sizes]
    yield Figure(
        name=f"scan back, {sizes[-1]} pages at 200 dpi, one core",
        unit="pages/s",
        values=tuple(size / one for size, one in zip(sizes, seconds, strict=True)),
        target="≥ 4 pages/s",
    )
    grown = tuple(after / before for before, after in pairwise(seconds))
    words = ", ".join(map(str, sizes))
    name = f"scan back, twice the pages: {words}"
    yield Figure(name=name, unit="×", values=grown, target="≤ 2.2 ×")


def _read(pages: Iterable[bytes], forms: Forms) -> float:
    """Read pages back; give the seconds of the processor."""
    begun = time.process_time()
    for data in pages:
        reading = read_page(Pages(data).page(0), forms)
        if not all(slip.form for slip in reading.slips) or not reading.slips:
            raise RuntimeError("a page of the measurement was not read")
    return time.process_time() - begun


def _scans() -> Iterator[bytes]:
    """Scan what an office brings back: receipts, three to a page, and rosters; JPEGs and PDFs."""
    chance = random.Random(5)  # noqa: S311  (strokes for a measurement)
    receipts: list[Content] = [_receipt(at) for at in range(6)]
    work: list[tuple[str, list[Content]]] = [
        ("receipt-three-people", receipts),
        ("sign-roster", [_roster(20)]),
        ("sign-roster-dense", [_roster(32)]),
    ]
    for form, contents in work:
        stream = io.BytesIO()
        sheets = [(content, IMPRINT) for content in contents]
        press.print_to(stream, sheets, sheet_key=KEY, layout=Layout(sheet=form))
        for page in pdfium.PdfDocument(stream.getvalue()):
            paper = page.render(scale=RESOLUTION / 72).to_pil().convert("RGB")
            scan = _scanned(paper, chance)
            for kind in ("JPEG", "PDF"):
                written = io.BytesIO()
                scan.save(written, kind, quality=75, resolution=RESOLUTION)
                yield written.getvalue()


def _scanned(paper: Image.Image, chance: random.Random) -> Image.Image:
    pen = ImageDraw.Draw(paper)
    for _stroke in range(120):
        x = chance.uniform(0.55, 0.9) * paper.width
        y = chance.uniform(0.2, 0.85) * paper.height
        to = (x + chance.uniform(-30, 30), y + chance.uniform(-30, 30))
        pen.line([(x, y), to], fill=(25, 35, 110), width=3)
    turned = paper.rotate(SKEW, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    grain = Image.effect_noise(turned.size, GRAIN).convert("RGB")
    return ImageChops.add(turned, grain, offset=-128)


def _receipt(at: int) -> ReceiptContent:
    return ReceiptContent(
        number=sheet_number("640100", "A2", 2021, at + 1),
        union="银川市总工会",
        campaign="2021年元旦春节送温暖",
        name="王建国",
        id_number="640104********0311",
        category="困难职工",
        unit="第一公司",
        amount_fen=200_000,
        goods="大米10kg 1袋",
        goods_fen=8_900,
        fund_source="本级工会经费列支",
        method="现金",
        day=DAY,
    )


def _roster(count: int) -> RosterContent:
    line = RosterLine(
        name="王建国",
        sex="男",
        age=52,
        id_number="640104********0311",
        bank_card="",
        unit="第一公司",
        address="兴庆区某街道1号",
        amount_fen=100_000,
        phone="139****0000",
        file_number="",
        remarks="",
    )
    return RosterContent(
        number=sheet_number("640100", "A2", 2021, 100),
        union="银川市总工会",
        campaign="2021年元旦春节送温暖",
        fund_source="本级工会经费列支",
        day=DAY,
        lines=(line,) * count,
    )
