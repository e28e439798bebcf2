"""The paper's figures of `make bench`: receipts and rosters of a whole province, and memory.

The references are other makers of PDFs that draw the same receipts in the same run: fpdf2, and
ReportLab's own canvas. Both make the same codes; both measure what is centred and ranged right,
and fit nothing, which the press does besides.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Protocol

from fpdf import FPDF
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop_app import paths
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.change import Actor, Deed
from desktop_app.domain.grant import Grant, GrantBasis, GrantDecision
from desktop_app.domain.identity import CampaignId, GrantDecisionId, GrantId, UserId, new_id
from desktop_app.domain.money import capitals, format_yuan
from desktop_app.domain.sheet import SheetKind
from desktop_app.services.desk import Desk
from desktop_app.services.office import Office
from desktop_app.services.printing import press
from desktop_app.services.printing.codes import modules_of
from desktop_app.services.printing.contents import Imprint, ReceiptContent
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of

AMOUNTS = (28_900, 50_000, 100_000, 200_000)  # fen; 28,900 is the season's average
COMPARED = 1_000  # receipts drawn by every maker
FONT = "NotoSerifSC_400Regular.ttf"
SLIP_HEIGHT, A4_HEIGHT = 99.0, 297.0  # mm
MM = 72 / 25.4
SAMPLE_S = 0.25  # how often the memory is looked at
PASSPHRASE = "bench passphrase"  # noqa: S105  (made and thrown away here)
LABELS = ("姓　名", "身份证号", "类　别", "单　位", "资金来源", "方　式", "慰问金", "慰问品")


@dataclass(frozen=True)
class Rate:
    """A batch: seconds it took, and the most memory it had, in MB, all processes together."""

    seconds: float
    sheets: int
    pages: int
    peak_mb: float | None


def plan(desk: Desk, people: Sequence[Beneficiary], actor: Actor) -> str:
    """Put an approved grant for each of these people into the ledger; gives the campaign."""
    chance = random.Random(4)  # noqa: S311  (amounts for a measurement)
    campaign = Campaign(
        id=CampaignId(new_id()),
        name="2021年元旦春节送温暖",
        starts=date(2021, 1, 1),
        ends=date(2021, 2, 20),
        fund_source="local_fiscal",
    )
    changes, deed = desk.store.changes, Deed("bench")
    changes.save([edit_of(kinds.CAMPAIGN, campaign)], actor=actor, deed=deed)
    with desk.store.transaction():
        for start in range(0, len(people), 500):
            grants = [_grant(one, campaign, chance) for one in people[start : start + 500]]
            changes.save([edit_of(kinds.GRANT, one) for one in grants], actor=actor, deed=deed)
            decided = [edit_of(kinds.GRANT_DECISION, _decision(one)) for one in grants]
            changes.save(decided, actor=actor, deed=deed)
    return campaign.id


def _grant(person: Beneficiary, campaign: Campaign, chance: random.Random) -> Grant:
    return Grant(
        id=GrantId(new_id()),
        campaign=campaign.id,
        beneficiary=person.id,
        basis=GrantBasis.ROSTER,
        category=person.category,
        cash_fen=chance.choice(AMOUNTS),
        fund_source="local_fiscal",
        method="cash",
        unit=person.employer or "",
        planned_on=date(2021, 2, 1),
        planned_by=UserId("bench"),
    )


def _decision(grant: Grant) -> GrantDecision:
    return GrantDecision(
        id=GrantDecisionId(new_id()),
        grant=grant.id,
        approved=True,
        decided_by=UserId("bench too"),
        decided_on=date(2021, 2, 2),
    )


def printed(data: Path, kind: SheetKind, campaign: str, folder: Path) -> Rate:
    """Print a campaign by the console: numbers taken, volumes on the disk, printings noted."""
    folder.mkdir()
    command = ("--data", str(data), "--user", "bench", "print", kind.value, "--json")
    begun = time.perf_counter()
    program = subprocess.Popen(
        [sys.executable, "-m", "desktop_app", *command, "--campaign", campaign,
         "--out", str(folder / "sheets.pdf")],
        env=os.environ | {"NUANFANG_PASSPHRASE": PASSPHRASE},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    peak = 0.0
    while program.poll() is None:
        peak = max(peak, sum(map(_proportional_mb, _family(program.pid))))
        time.sleep(SAMPLE_S)
    seconds = time.perf_counter() - begun
    said = json.loads(program.communicate()[0])
    shutil.rmtree(folder)
    return Rate(seconds, said["sheets"], said["pages"], peak or None)


def first_page(desk: Desk, campaign: str, grants: Sequence[str]) -> float:
    """Tell how many seconds a draft of the first page takes; the fonts are read by then."""
    issuing = Office(desk).issuing
    issuing.preview(SheetKind.RECEIPT, campaign, grants)
    begun = time.perf_counter()
    issuing.preview(SheetKind.RECEIPT, campaign, grants)
    return time.perf_counter() - begun


def compare(contents: Sequence[ReceiptContent], imprint: Imprint, key: bytes) -> dict[str, float]:
    """Draw the same receipts by each maker of PDFs on one core; gives the median seconds."""
    work = [(content, imprint) for content in contents]
    footer = f"链 {imprint.chain_head} · 码 {imprint.state_code} · {{number}} · 第1页 共1页"
    makers: dict[str, Callable[[], object]] = {
        "press": lambda: press.print_to(BytesIO(), work, sheet_key=key),
        "fpdf2": lambda: _by(_ByFpdf2(), contents, footer),
        "canvas": lambda: _by(_ByCanvas(), contents, footer),
    }
    times: dict[str, list[float]] = {name: [] for name in makers}
    for _run in range(3):
        for name, make in makers.items():
            begun = time.perf_counter()
            make()
            times[name].append(time.perf_counter() - begun)
    return {name: statistics.median(seconds) for name, seconds in times.items()}


class _Maker(Protocol):
    """Another maker of PDFs, with the same few strokes as the press; mm from the upper left."""

    def page(self) -> None:
        """Begin a page."""

    def text(self, x: float, y: float, words: str, size: float, share: float = 0.0) -> None:
        """Write words; `share` of their width lies left of x."""

    def box(self, x: float, y: float, width: float, height: float, grey: float | None) -> None:
        """Draw a rectangle, filled where a grey is named."""

    def picture(self, image: Image.Image, x: float, y: float, side: float) -> None:
        """Show a picture."""

    def made(self) -> bytes:
        """Give the file."""


class _ByFpdf2:
    def __init__(self) -> None:
        self._pdf = FPDF()
        self._pdf.set_auto_page_break(False)
        self._pdf.add_font("serif", fname=str(paths.resources() / "fonts" / FONT))

    def page(self) -> None:
        self._pdf.add_page()

    def text(self, x: float, y: float, words: str, size: float, share: float = 0.0) -> None:
        self._pdf.set_font("serif", size=size)
        self._pdf.text(x - share * self._pdf.get_string_width(words), y, words)

    def box(self, x: float, y: float, width: float, height: float, grey: float | None) -> None:
        if grey is not None:
            self._pdf.set_fill_color(round(255 * grey))
        self._pdf.rect(x, y, width, height, style="D" if grey is None else "F")

    def picture(self, image: Image.Image, x: float, y: float, side: float) -> None:
        self._pdf.image(image, x, y, side, side)

    def made(self) -> bytes:
        return bytes(self._pdf.output())


class _ByCanvas:
    def __init__(self) -> None:
        registerFont(TTFont("serif", str(paths.resources() / "fonts" / FONT)))
        self._stream = BytesIO()
        self._canvas = Canvas(self._stream, pageCompression=1)
        self._pages = 0

    def page(self) -> None:
        if self._pages:
            self._canvas.showPage()
        self._pages += 1

    def text(self, x: float, y: float, words: str, size: float, share: float = 0.0) -> None:
        self._canvas.setFont("serif", size)
        left = x * MM - share * stringWidth(words, "serif", size)
        self._canvas.drawString(left, (A4_HEIGHT - y) * MM, words)

    def box(self, x: float, y: float, width: float, height: float, grey: float | None) -> None:
        if grey is not None:
            self._canvas.setFillGray(grey)
        place = (x * MM, (A4_HEIGHT - y - height) * MM, width * MM, height * MM)
        self._canvas.rect(*place, stroke=int(grey is None), fill=int(grey is not None))
        self._canvas.setFillGray(0)

    def picture(self, image: Image.Image, x: float, y: float, side: float) -> None:
        place = (x * MM, (A4_HEIGHT - y - side) * MM, side * MM, side * MM)
        self._canvas.drawImage(ImageReader(image), *place)

    def made(self) -> bytes:
        self._canvas.save()
        return self._stream.getvalue()


def _by(maker: _Maker, contents: Sequence[ReceiptContent], footer: str) -> bytes:
    """Draw receipts as the press draws them: the same words, boxes, marks and code."""
    for content in contents:
        maker.page()
        code = _picture(content)
        for slip, part in enumerate(("存根联", "领取联", "记账联")):
            _slip(maker, slip * SLIP_HEIGHT, (content, part, footer), code)
    return maker.made()


def _slip(
    maker: _Maker, top: float, said: tuple[ReceiptContent, str, str], code: Image.Image
) -> None:
    content, part, footer = said
    for x in (5, 201):
        for y in (5, 93.3):
            maker.box(x, top + y, 4, 0.7, 0)
            maker.box(x, top + y, 0.7, 4, 0)
    maker.text(105, top + 14, "送温暖慰问金（品）领取单", 17, 0.5)
    maker.text(198, top + 11, f"№ {content.number}", 9, 1)
    maker.text(198, top + 16.2, part, 9, 1)
    maker.text(12, top + 22, f"{content.union} · {content.campaign}", 9)
    maker.text(198, top + 22, f"{content.day.year}年{content.day.month}月{content.day.day}日", 9, 1)
    for at, (label, value) in enumerate(zip(LABELS, _values(content), strict=True)):
        x, y = 12 + at % 3 * 53, top + 25 + at // 3 * 16
        maker.box(x, y, 17, 16, 0.96)
        maker.box(x, y, 17, 16, None)
        maker.box(x + 17, y, 36, 16, None)
        maker.text(x + 8.5, y + 9, label, 10, 0.5)
        maker.text(x + 18.6, y + 9, value, 10.5)
    maker.text(118.6, top + 70, f"人民币{capitals(content.amount_fen)}", 9.5)
    for at, label in enumerate(("领取人签字（手印）：", "代领人及关系：", "经手人：", "证明人：")):
        maker.text(12 + at * 45, top + 85, label, 9.5)
        maker.box(40 + at * 45, top + 86, 14, 0.1, 0)
    maker.picture(code, 176, top + 26, 22)
    maker.text(12, top + 92.4, footer.format(number=content.number), 7)


def _picture(content: ReceiptContent) -> Image.Image:
    rows = modules_of(f"NF1:R:{content.number}:1/1:{content.amount_fen}:ABC:4QX7K2PM9A")
    return Image.frombytes("L", (len(rows), len(rows)), b"".join(rows))


def _values(content: ReceiptContent) -> tuple[str, ...]:
    return (
        *(content.name, content.id_number, content.category, content.unit),
        *(content.fund_source, content.method, f"¥{format_yuan(content.amount_fen)}"),
        content.goods or "—",
    )


def _family(process: int) -> list[Path]:
    """Give a process and its children, where the system tells of them."""
    own = Path(f"/proc/{process}")
    children: list[str] = []
    with suppress(OSError):
        for task in (own / "task").glob("*/children"):
            children += task.read_text(encoding="ascii").split()
    return [own, *(Path("/proc") / child for child in children)]


def _proportional_mb(process: Path) -> float:
    """Read the memory of a process, what it shares counted in parts."""
    try:
        lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0  # it has just ended, or is another's
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
