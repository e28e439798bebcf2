"""Pictures from outside: measured before they are decoded, made small, rid of what they betray.

A phone's photo carries the place and the device in its EXIF data; what is kept here is encoded
anew and carries neither, except the place where somebody wants it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONG_SIDE = 1600
QUALITY = 85
FORMATS = ("JPEG", "PNG", "TIFF")

_MEDIA_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff"}
_PDF = b"%PDF-"
_PDF_WITHIN = 1024
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_TAKEN = (0x9003, 0x9004)
_GPS_KEPT = range(7)  # version, latitude, longitude, altitude; not the direction of the camera
_MOST_PROFILE = 100_000


class FileTooLargeError(CircumstanceError):
    """More bytes than a picture or document may have."""

    message = mark("This file is larger than {limit} MB.")


class TooManyPixelsError(CircumstanceError):
    """More pixels than this laptop should have to unpack."""

    message = mark("This picture is larger than {limit} million pixels.")


class HeicError(CircumstanceError):
    """The newer format of phones, which we do not read."""

    message = mark(
        "HEIC pictures are not read. Save the photo as JPEG, or set the phone's camera to the most "
        "compatible format."
    )


class NoPictureError(CircumstanceError):
    """Not one of the formats that are read."""

    message = mark("This is no JPEG, PNG or TIFF picture.")


class NoDocumentError(CircumstanceError):
    """Neither a PDF nor a picture."""

    message = mark("This is neither a PDF nor a JPEG, PNG or TIFF picture.")


class PictureDamagedError(CircumstanceError):
    """The picture begins as one and cannot be read to its end."""

    message = mark("This picture is damaged and cannot be read.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file as it will be kept; the sides are in pixels, None for a PDF."""

    data: bytes
    media_type: str
    width: int | None = None
    height: int | None = None
    taken_on: date | None = None
    with_location: bool = False


def photo(data: bytes, *, keep_location: bool = False) -> Prepared:
    """Make a photo ready to be kept: upright, at most 1600 pixels long, JPEG.

    Raises one of this module's errors for what cannot be taken.
    """
    _refuse_large(data)
    with _opened(data) as image:
        exif = image.getexif()
        taken_on = _day_taken(exif)
        place = _place(exif) if keep_location else {}
        profile = image.info.get("icc_profile") or b""
        small = _scaled(image)
        encoded = _jpeg(small, place, profile if len(profile) < _MOST_PROFILE else b"")
    return Prepared(
        data=encoded,
        media_type=_MEDIA_TYPES["JPEG"],
        width=small.width,
        height=small.height,
        taken_on=taken_on,
        with_location=bool(place),
    )


def document(data: bytes) -> Prepared:
    """Take a PDF or a picture as it is. Raises one of this module's errors."""
    _refuse_large(data)
    if _PDF in data[:_PDF_WITHIN]:
        return Prepared(data=data, media_type="application/pdf")
    try:
        return _as_it_is(data)
    except NoPictureError:
        raise NoDocumentError from None


def drawing(data: bytes) -> Prepared:
    """Take what the signature pad has drawn: a PNG of ours."""
    return _as_it_is(data)


def _as_it_is(data: bytes) -> Prepared:
    with _opened(data) as image:
        kind, (width, height) = _MEDIA_TYPES[str(image.format)], image.size
        image.load()
    return Prepared(data=data, media_type=kind, width=width, height=height)


def _refuse_large(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise FileTooLargeError(limit=MAX_BYTES // 1024 // 1024)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise HeicError


def _refuse_many_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise TooManyPixelsError(limit=MAX_PIXELS // 1_000_000)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """Open a picture whose header promises something bearable; whatever is wrong is a sentence.

    Damaged files make the decoders raise whatever they please, from OSError to ZeroDivisionError.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                _refuse_many_pixels(image)
                yield image
    except CircumstanceError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixelsError(limit=MAX_PIXELS // 1_000_000) from error
    except UnidentifiedImageError as error:
        raise NoPictureError from error
    except Exception as error:
        raise PictureDamagedError from error


def _scaled(image: Image.Image) -> Image.Image:
    """Turn a picture upright, on white where it was transparent, and no longer than LONG_SIDE."""
    image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # JPEG decodes at an eighth if that is enough
    image.load()
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        seen = upright.convert("RGBA")
        ground = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(ground, seen).convert("RGB")
    return upright if upright.mode == "L" else upright.convert("RGB")


def _jpeg(image: Image.Image, place: Mapping[int, Any], profile: bytes) -> bytes:
    written = io.BytesIO()
    exif = Image.Exif()
    if place:
        exif[_GPS_IFD] = dict(place)
    image.info = {}
    image.save(
        written,
        "JPEG",
        quality=QUALITY,
        optimize=True,
        exif=exif.tobytes() if place else b"",
        icc_profile=profile if image.mode == "RGB" else b"",
    )
    return written.getvalue()


def _day_taken(exif: Image.Exif) -> date | None:
    """Read the day on which the camera says it was; many scanners and messengers say nothing."""
    within = exif.get_ifd(_EXIF_IFD)
    for tag in _TAKEN:
        text = str(within.get(tag) or "")[:10]
        try:
            return datetime.strptime(text, "%Y:%m:%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _place(exif: Image.Exif) -> dict[int, Any]:
    return {tag: value for tag, value in exif.get_ifd(_GPS_IFD).items() if tag in _GPS_KEPT}
