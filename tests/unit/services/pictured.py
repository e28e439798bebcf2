"""Pictures as phones and scanners make them, drawn here so that they show nobody."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw

GPS = {1: "N", 2: (38.0, 28.0, 12.0), 3: "E", 4: (106.0, 16.0, 30.0)}
DEVICE, TAKEN = "Phone X1", "2021:02:08 09:30:00"


def drawn(size=(400, 300), mode="RGB") -> Image.Image:
    """A red left half and a blue right half, so that one sees which way up it is."""
    image = Image.new("RGB", size, "#1E40FF")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="#FF2010")
    return image.convert(mode)


def jpeg(size=(400, 300), *, orientation=1, place=False, mode="RGB") -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = orientation, DEVICE
    exif[0x8769] = {0x9003: TAKEN}
    if place:
        exif[0x8825] = GPS
    return saved(drawn(size, mode), "JPEG", exif=exif.tobytes())


def saved(image: Image.Image, form: str, **how: object) -> bytes:
    written = io.BytesIO()
    image.save(written, form, **how)
    return written.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that unpack to a picture of this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
