"""One PDF file in the making: pages, parts drawn once, bookmarks, fonts.

Built on ReportLab's document objects without its canvas, whose first act is to name a font
that would not be embedded.
"""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import BinaryIO

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)

from desktop_app.services.printing.embedding import EmbeddedFace
from desktop_app.services.printing.typefaces import CHAINS, Weight, face, home_of

VERSION = (1, 7)
LANGUAGE = "zh-CN"
PRODUCER = "nuanfang"
POINTS_PER_MM = 72 / 25.4
COMPRESSION = 4

Run = tuple[str, str, bool]  # font resource, codes, whether to thicken


class Book:
    """Collects pages and writes them as one file; the same pages give the same bytes."""

    def __init__(self, title: str, made_at: datetime) -> None:
        self._document = PDFDocument(compression=1, invariant=1, pdfVersion=VERSION, lang=LANGUAGE)
        self._describe(title, made_at)
        self._faces: dict[str, EmbeddedFace] = {}
        self._main = {weight: self._face(chain[0]) for weight, chain in CHAINS.items()}
        self._fonts = PDFDictionary({})
        self._forms = PDFDictionary({})
        self._resources = PDFDictionary(
            {
                "Font": self._document.Reference(self._fonts),
                "XObject": self._document.Reference(self._forms),
            }
        )
        self._bookmarks: list[tuple[str, PDFObjectReference]] = []
        self.pages = 0

    def spell(self, text: str, weight: Weight) -> list[Run]:
        """Turn text into codes, parted where the face changes.

        A rare character has one weight only; in bold text it is thickened.
        """
        main = self._main[weight]
        try:
            return [(main.resource_name, "".join(map(main.__getitem__, text)), False)]
        except KeyError:
            return self._spell_mixed(text, weight)

    def add_form(self, name: str, width: float, height: float, drawing: str) -> None:
        """Add a part that pages show with `/name Do`; sizes in mm."""
        form = PDFDictionary(
            {
                "Type": PDFName("XObject"),
                "Subtype": PDFName("Form"),
                "BBox": _rectangle(width, height),
                "Resources": self._document.Reference(self._resources),
            }
        )
        self._forms[name] = self._stream(drawing, form)

    def add_image(self, name: str, jpeg: bytes, width: int, height: int) -> None:
        """Add a JPEG in colour that pages show with `/name Do`; its size in pixels."""
        image = PDFDictionary(
            {
                "Type": PDFName("XObject"),
                "Subtype": PDFName("Image"),
                "Width": width,
                "Height": height,
                "ColorSpace": PDFName("DeviceRGB"),
                "BitsPerComponent": 8,
                "Filter": PDFName("DCTDecode"),
            }
        )
        self._document.updateSignature(jpeg)
        self._forms[name] = self._document.Reference(PDFStream(dictionary=image, content=jpeg))

    def add_page(self, width: float, height: float, drawing: str) -> None:
        """Add a page; sizes in mm."""
        page = PDFDictionary(
            {
                "Type": PDFName("Page"),
                "Parent": self._document.Reference(self._document.Pages),
                "MediaBox": _rectangle(width, height),
                "Resources": self._document.Reference(self._resources),
                "Contents": self._stream(drawing, PDFDictionary({})),
            }
        )
        self._document.addPage(page)
        self.pages += 1

    def bookmark_next_page(self, title: str) -> None:
        """Let the outline lead to the page that is added next."""
        self._bookmarks.append((title, self._document.thisPageRef()))

    def write(self, stream: BinaryIO) -> None:
        """Write the file; nothing may be added afterwards."""
        for embedded in self._faces.values():
            if embedded:
                font = embedded.add_to(self._document)
                self._fonts[embedded.resource_name] = self._document.Reference(font)
        self._document.Catalog.Outlines = self._outline()
        stream.write(self._document.format())

    def _describe(self, title: str, made_at: datetime) -> None:
        document = self._document
        document.setTitle(title)
        document.setAuthor(PRODUCER)
        document.setSubject(title)
        document.setCreator(PRODUCER)
        document.setProducer(PRODUCER)
        zone = made_at.strftime("%z")
        offset = f"{zone[:3]}'{zone[3:5]}'" if zone else ""
        stamp = f"D:{made_at:%Y%m%d%H%M%S}{offset}"
        document.setDateFormatter(lambda *_moment: stamp)

    def _face(self, file_name: str) -> EmbeddedFace:
        if file_name not in self._faces:
            self._faces[file_name] = EmbeddedFace(face(file_name), f"F{len(self._faces) + 1}")
        return self._faces[file_name]

    def _spell_mixed(self, text: str, weight: Weight) -> list[Run]:
        main = CHAINS[weight][0]
        runs: list[Run] = []
        for character in text:
            home = home_of(character, weight)
            if home is None:
                raise ValueError(f"no typeface has U+{ord(character):04X}; preflight was skipped")
            embedded = self._face(home)
            name, code = embedded.resource_name, embedded[character]
            if runs and runs[-1][0] == name:
                code = runs.pop()[1] + code
            runs.append((name, code, weight is Weight.BOLD and home != main))
        return runs

    def _stream(self, drawing: str, dictionary: PDFDictionary) -> PDFObjectReference:
        packed = zlib.compress(drawing.encode("ascii"), COMPRESSION)
        dictionary["Filter"] = PDFName("FlateDecode")
        self._document.updateSignature(packed)
        return self._document.Reference(PDFStream(dictionary=dictionary, content=packed))

    def _outline(self) -> PDFDictionary | None:
        """Chain the bookmarks into an outline; None where there are none."""
        if not self._bookmarks:
            return None
        root = PDFDictionary({"Type": PDFName("Outlines"), "Count": len(self._bookmarks)})
        parent = self._document.Reference(root)
        entries = [
            PDFDictionary(
                {
                    "Title": PDFString(title),
                    "Parent": parent,
                    "Dest": PDFArray([page, PDFName("Fit")]),
                }
            )
            for title, page in self._bookmarks
        ]
        links = [self._document.Reference(entry) for entry in entries]
        for index, entry in enumerate(entries[1:], start=1):
            entry["Prev"] = links[index - 1]
            entries[index - 1]["Next"] = links[index]
        root["First"], root["Last"] = links[0], links[-1]
        return root


def _rectangle(width: float, height: float) -> PDFArray:
    return PDFArray([0, 0, round(width * POINTS_PER_MM, 2), round(height * POINTS_PER_MM, 2)])
