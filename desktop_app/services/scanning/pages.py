"""Pages out of files: scanned PDFs, photos, TIFFs of many pages; measured before they are decoded.

What is refused is one sentence, and the other files of a batch go on.
"""

from __future__ import annotations

import ctypes
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.pictures import (
    FORMATS,
    MAX_BYTES,
    MAX_PIXELS,
    FileTooLargeError,
    PictureDamagedError,
    TooManyPixelsError,
)

MAX_PDF_BYTES = 200 * 1024 * 1024
MAX_PAGES = 500
MAX_FILES = 5000
RESOLUTION = 200  # dots per inch at which a page of a PDF is drawn
LARGEST_PAGE = 12_000_000  # pixels; a page that says it is a poster is drawn smaller
LONG_ENOUGH = 3600  # pixels; what is longer is halved, codes stay large enough
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
_POINTS_PER_INCH = 72


class NoPageError(CircumstanceError):
    """Neither a PDF nor a picture."""

    message = mark("This is neither a PDF nor a JPEG, PNG or TIFF picture.")


class TooManyPagesError(CircumstanceError):
    """More pages than one file should have."""

    message = mark("This file has more than {limit} pages; scan into several files.")


class PdfDamagedError(CircumstanceError):
    """The PDF cannot be read, or only with a password."""

    message = mark("This PDF is damaged or needs a password, and cannot be read.")


class FileUnreadableError(CircumstanceError):
    """The disk does not give the file."""

    message = mark("The file cannot be read: {reason}")


@dataclass(frozen=True, slots=True)
class Source:
    """A file of scanned pages, or a picture that the camera has just taken.

    `name` is shown to the person and kept nowhere.
    """

    name: str
    path: Path | None = None
    data: bytes = b""

    def content(self) -> bytes:
        """Read the file. Raises FileTooLargeError and FileUnreadableError."""
        if self.path is None:
            return self.data
        try:
            if self.path.stat().st_size > MAX_PDF_BYTES:
                raise FileTooLargeError(limit=MAX_PDF_BYTES // 1024 // 1024)
            return self.path.read_bytes()
        except OSError as error:
            raise FileUnreadableError(reason=error.strerror or "") from error


def sources_in(chosen: Iterator[Path] | list[Path]) -> list[Source]:
    """Give the files of some files and folders, in the order of their names."""
    found: list[Source] = []
    for path in chosen:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        named = [one for one in inside if path == one or one.suffix.lower() in ENDINGS]
        found += [Source(one.name, one) for one in named if one.is_file() and one.name[:1] != "."]
    return found[:MAX_FILES]


class Pages:
    """The pages of one file, drawn one at a time."""

    def __init__(self, content: bytes) -> None:
        """Open a file. Raises one of this module's errors, or of `pictures`."""
        self._pdf: pdfium.PdfDocument | None = None
        self._content = content
        if _PDF in content[:_PDF_WITHIN]:
            self._pdf = _open_pdf(content)
            self.count = len(self._pdf)
        else:
            if len(content) > MAX_BYTES:
                raise FileTooLargeError(limit=MAX_BYTES // 1024 // 1024)
            with _picture(content) as image:
                self.count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if self.count > MAX_PAGES:
            self.close()
            raise TooManyPagesError(limit=MAX_PAGES)

    def page(self, index: int) -> Image.Image:
        """Draw a page, counted from 0, in grey or colour. Raises one of this module's errors."""
        if self._pdf is not None:
            return _draw(self._pdf, index)
        with _picture(self._content) as image:
            if index:
                image.seek(index)
                _refuse_many_pixels(image)
            return _taken(image)

    def close(self) -> None:
        """Let the file go."""
        if self._pdf is not None:
            self._pdf.close()


def _open_pdf(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise PdfDamagedError from error


def _draw(pdf: pdfium.PdfDocument, index: int) -> Image.Image:
    try:
        page = pdf[index]
        width, height = page.get_size()
        area = max(1.0, width * height)
        scale = min(RESOLUTION / _POINTS_PER_INCH, (LARGEST_PAGE / area) ** 0.5)
        bitmap = page.render(scale=scale, may_draw_forms=False)
        drawn: Image.Image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        page.close()
    except (pdfium.PdfiumError, ValueError, MemoryError, ctypes.ArgumentError) as error:
        raise PdfDamagedError from error
    return drawn


@contextmanager
def _picture(content: bytes) -> Iterator[Image.Image]:
    """Open a picture whose header promises something bearable; whatever is wrong is a sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                _refuse_many_pixels(image)
                yield image
    except CircumstanceError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixelsError(limit=MAX_PIXELS // 1_000_000) from error
    except UnidentifiedImageError as error:
        raise NoPageError from error
    except Exception as error:  # damaged files make the decoders raise whatever they please
        raise PictureDamagedError from error


def _refuse_many_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise TooManyPixelsError(limit=MAX_PIXELS // 1_000_000)


def _taken(image: Image.Image) -> Image.Image:
    """Decode a picture, upright as its camera says, and no larger than reading needs."""
    parts = max(1, max(image.size) // LONG_ENOUGH + (max(image.size) % LONG_ENOUGH > 0))
    if parts > 1:
        with suppress(AttributeError):
            image.draft(None, (image.width // parts, image.height // parts))
    image.load()
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        ground = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(ground, upright.convert("RGBA"))
    plain = upright if upright.mode == "L" else upright.convert(_mode(upright))
    again = max(plain.size) // LONG_ENOUGH + (max(plain.size) % LONG_ENOUGH > 0)
    return plain.reduce(again) if again > 1 else plain


def _mode(image: Image.Image) -> str:
    return "L" if image.mode in {"1", "L", "LA", "I", "I;16", "F"} else "RGB"
