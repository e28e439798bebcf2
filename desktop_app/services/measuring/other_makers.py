"""Other makers of PDFs that draw the same receipts as the press: fpdf2, and ReportLab's own canvas.

Both make the same codes; both measure what is centred and ranged right, and fit nothing, which
the press does besides. fpdf2 is no part of the program: where it is not installed it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Protocol

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop_app import paths
from desktop_app.domain.money import capitals, format_yuan
from desktop_app.services.measuring.figure import once
from desktop_app.services.printing import press
from desktop_app.services.printing.codes import modules_of
from desktop_app.services.printing.contents import Imprint, ReceiptContent

FONT = "NotoSerifSC_400Regular.ttf"
SLIP_HEIGHT, A4_HEIGHT = 99.0, 297.0  # mm
MM = 72 / 25.4
RUNS = 3
LABELS = ("姓　名", "身份证号", "类　别", "单　位", "资金来源", "方　式", "慰问金", "慰问品")


def compare(
    contents: Sequence[ReceiptContent], imprint: Imprint, key: bytes
) -> dict[str, tuple[float, ...]]:
    """Draw the same receipts by each maker on one core, in turn; gives the seconds of each."""
    work = [(content, imprint) for content in contents]
    footer = f"链 {imprint.chain_head} · 码 {imprint.state_code} · {{number}} · 第1页 共1页"
    makers: dict[str, Callable[[], object]] = {
        "press": lambda: press.print_to(BytesIO(), work, sheet_key=key),
        "canvas": lambda: _by(_ByCanvas(), contents, footer),
    }
    if find_spec("fpdf"):
        makers["fpdf2"] = lambda: _by(_ByFpdf2(), contents, footer)
    times: dict[str, list[float]] = {name: [] for name in makers}
    for _run in range(RUNS):
        for name, make in makers.items():
            times[name].append(once(make))
    return {name: tuple(seconds) for name, seconds in times.items()}


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
        self._pdf = import_module("fpdf").FPDF()
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
