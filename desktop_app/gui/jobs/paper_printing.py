"""From a PDF in memory to a printer: page by page, each in bands, at the printer's resolution.

What is kept of the printer is applied here: its offset, its sides, its colours and its tray.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QPoint,
    QRect,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.printer import PrinterProfile, Sides, Tray
from desktop_app.gui.jobs.printer_profiles import profile_of
from desktop_app.i18n import mark
from desktop_app.services.progress import Progress, unwatched

POINTS_PER_INCH = 72
MOST_DPI = 600  # finer is not seen on paper, and a page would take hundreds of megabytes
BAND_ROWS = 1024
MM_PER_INCH = 25.4
_TRAYS = {
    Tray.UPPER: QPrinter.PaperSource.Upper,
    Tray.MIDDLE: QPrinter.PaperSource.Middle,
    Tray.LOWER: QPrinter.PaperSource.Lower,
    Tray.BY_HAND: QPrinter.PaperSource.Manual,
}


class PrinterError(CircumstanceError):
    """The printer did not take the pages."""

    message = mark("The printer did not take the pages. Look after the printer and try again.")


class FileGoneError(CircumstanceError):
    """A saved sheet cannot be read any more."""

    message = mark("{file} cannot be read: {reason}")


class Pages(StrEnum):
    """Which pages of a PDF go on paper: all, or those of one side of every sheet."""

    ALL = "all"
    FRONTS = "fronts"
    BACKS = "backs"

    def of(self, count: int) -> range:
        """Give the numbers of the pages from 0."""
        return range(1 if self is Pages.BACKS else 0, count, 1 if self is Pages.ALL else 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a PDF goes on paper; `profile` is what is kept of the printer where it is None."""

    two_sided: bool = False
    pages: Pages = Pages.ALL
    profile: PrinterProfile | None = None

    def profile_of(self, printer: QPrinter) -> PrinterProfile:
        """Give what is known of the printer."""
        return self.profile or profile_of(printer.printerName())


ONE_SIDED = Way()


def turns_by_hand(printer: QPrinter, way: Way) -> bool:
    """Tell whether a person has to turn the stack for the backs."""
    return way.two_sided and _duplex(printer, way) is QPrinter.DuplexMode.DuplexNone


def print_file(file: Path, printer: QPrinter, progress: Progress = unwatched) -> int:
    """Put a saved PDF on paper; give the pages. Raises FileGoneError as well."""
    try:
        pdf = file.read_bytes()
    except OSError as error:
        raise FileGoneError(file=file.name, reason=error.strerror) from error
    return print_pdf(pdf, printer, progress)


def print_pdf(
    pdf: bytes, printer: QPrinter, progress: Progress = unwatched, way: Way = ONE_SIDED
) -> int:
    """Put a PDF on paper in its own size, also away from the window's thread; give the pages.

    Raises PrinterError, and CancelledError from `progress`; the pages are called back then.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        pages = way.pages.of(document.pageCount())
        _print_pages(document, printer, progress, way)
        return len(pages)
    finally:
        document.close()
        buffer.close()


def _print_pages(document: QPdfDocument, printer: QPrinter, progress: Progress, way: Way) -> None:
    shift = _set_up(document, printer, way)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterError
    pages = way.pages.of(document.pageCount())
    try:
        for done, page in enumerate(pages):
            progress(done, len(pages))
            if done:
                _turn(printer)
            painter.resetTransform()
            painter.translate(shift)
            _draw_page(painter, document, page, printer)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    progress(len(pages), len(pages))


def _set_up(document: QPdfDocument, printer: QPrinter, way: Way) -> QPoint:
    """Tell the driver what is kept of the printer; give the offset in its dots."""
    profile = way.profile_of(printer)
    printer.setFullPage(True)
    printer.setPageLayout(_layout(document.pagePointSize(0)))
    printer.setDuplex(_duplex(printer, way))
    if not profile.in_colour:
        printer.setColorMode(QPrinter.ColorMode.GrayScale)
    if profile.tray in _TRAYS:
        printer.setPaperSource(_TRAYS[profile.tray])
    dots = printer.resolution() / MM_PER_INCH
    return QPoint(_dots(profile.right_mm, dots), _dots(profile.down_mm, dots))


def _dots(millimetres: Decimal, dots_per_mm: float) -> int:
    return round(float(millimetres) * dots_per_mm)


def _duplex(printer: QPrinter, way: Way) -> QPrinter.DuplexMode:
    """Choose how the printer turns the paper; not at all for what has one side."""
    mode = QPrinter.DuplexMode
    if not way.two_sided:
        return mode.DuplexNone
    asked = {
        Sides.LONG_EDGE: mode.DuplexLongSide,
        Sides.SHORT_EDGE: mode.DuplexShortSide,
        Sides.BY_HAND: mode.DuplexNone,
    }
    sides = way.profile_of(printer).sides
    if sides in asked:
        return asked[sides]
    can = QPrinterInfo(printer).supportedDuplexModes()
    return mode.DuplexLongSide if mode.DuplexLongSide in can else mode.DuplexNone


def _turn(printer: QPrinter) -> None:
    if not printer.newPage():
        raise PrinterError


def _draw_page(painter: QPainter, document: QPdfDocument, page: int, printer: QPrinter) -> None:
    points = document.pagePointSize(page)
    dpi = min(printer.resolution(), MOST_DPI)
    whole = _scaled(points, dpi)
    on_paper = printer.resolution() / dpi
    for top in range(0, whole.height(), BAND_ROWS):
        band = QRect(0, top, whole.width(), min(BAND_ROWS, whole.height() - top))
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        options.setScaledClipRect(band)
        image = _on_white(document.render(page, band.size(), options))
        target = QRect(
            0,
            round(band.top() * on_paper),
            round(band.width() * on_paper),
            round(band.height() * on_paper),
        )
        painter.drawImage(target, image)


def _on_white(drawn: QImage) -> QImage:
    """Lay what is transparent on white; printers take transparent for black, or crawl."""
    paper = QImage(drawn.size(), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper


def _scaled(points: QSizeF, dpi: int) -> QSize:
    scale = dpi / POINTS_PER_INCH
    return QSize(round(points.width() * scale), round(points.height() * scale))


def _layout(points: QSizeF) -> QPageLayout:
    """Ask for the paper that the PDF was made for; its margins are in the PDF."""
    lies = points.width() > points.height()
    upright = QSizeF(points.height(), points.width()) if lies else points
    side = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    size = QPageSize(upright, QPageSize.Unit.Point)
    return QPageLayout(size, side, QMarginsF(0, 0, 0, 0))
