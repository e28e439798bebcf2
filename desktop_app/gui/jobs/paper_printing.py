"""From a PDF in memory to a printer: page by page, each in bands, at the printer's resolution."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.progress import Progress, unwatched

POINTS_PER_INCH = 72
MOST_DPI = 600  # finer is not seen on paper, and a page would take hundreds of megabytes
BAND_ROWS = 1024


class PrinterError(CircumstanceError):
    """The printer did not take the pages."""

    message = mark("The printer did not take the pages. Look after the printer and try again.")


class FileGoneError(CircumstanceError):
    """A saved sheet cannot be read any more."""

    message = mark("{file} cannot be read: {reason}")


def print_file(file: Path, printer: QPrinter, progress: Progress = unwatched) -> int:
    """Put a saved PDF on paper; give the pages. Raises FileGoneError as well."""
    try:
        pdf = file.read_bytes()
    except OSError as error:
        raise FileGoneError(file=file.name, reason=error.strerror) from error
    return print_pdf(pdf, printer, progress)


def print_pdf(pdf: bytes, printer: QPrinter, progress: Progress = unwatched) -> int:
    """Put a PDF on paper in its own size, also away from the window's thread; give the pages.

    Raises PrinterError, and CancelledError from `progress`; the pages are called back then.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        _print_pages(document, printer, progress)
        return document.pageCount()
    finally:
        document.close()
        buffer.close()


def _print_pages(document: QPdfDocument, printer: QPrinter, progress: Progress) -> None:
    printer.setFullPage(True)
    printer.setPageLayout(_layout(document.pagePointSize(0)))
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterError
    try:
        for page in range(document.pageCount()):
            progress(page, document.pageCount())
            if page:
                _turn(printer)
            _draw_page(painter, document, page, printer)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    progress(document.pageCount(), document.pageCount())


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
