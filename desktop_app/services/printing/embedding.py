"""Embedding a face into one PDF, so that text copied out of it equals what was drawn.

ReportLab writes the code points beyond the BMP wrongly into its ToUnicode maps and changes the
font every 256 characters. Here each face is one composite font (Type 0, Identity-H): a character
gets the next two-byte code when it is first drawn, the map says it in UTF-16, and the glyphs
embedded are those of the codes. ReportLab still cuts the subset of the outlines.
"""

from __future__ import annotations

import hashlib
import struct
from string import ascii_uppercase

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from desktop_app.services.printing.typefaces import Face

CODES_PER_BLOCK = 100  # of a ToUnicode map; the specification's limit
_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class EmbeddedFace(dict[str, str]):
    """The characters of one face drawn in one document: character → its code in hexadecimal.

    A character the face does not have raises KeyError.
    """

    def __init__(self, face: Face, resource_name: str) -> None:
        super().__init__()
        self.resource_name = resource_name
        self._face = face

    def __missing__(self, character: str) -> str:
        if not self._face.glyph(character):
            raise KeyError(character)
        self[character] = code = f"{len(self) + 1:04X}"  # code 0 stays the empty box
        return code

    def add_to(self, document: PDFDocument) -> PDFDictionary:
        """Write the font with everything drawn so far; give its dictionary."""
        name = f"{self._tag()}+{self._face.postscript_name}"
        glyphs, positions = self._subset()
        descriptor = self._face.font.addSubsetObjects(document, name, glyphs)
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(name),
                "CIDSystemInfo": PDFDictionary(
                    {
                        "Registry": PDFString("Adobe"),
                        "Ordering": PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": descriptor,
                "DW": 1000,
                "W": PDFArray([1, PDFArray([self._width(one) for one in self])]),
                "CIDToGIDMap": _stream(document, struct.pack(f">{len(positions)}H", *positions)),
            }
        )
        return PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant)]),
                "ToUnicode": _stream(document, self._to_unicode().encode("ascii")),
            }
        )

    def _tag(self) -> str:
        """Name the subset by its characters, as PDF wants it: six capital letters."""
        digest = hashlib.sha256("".join(self).encode()).digest()
        return "".join(ascii_uppercase[byte % 26] for byte in digest[:6])

    def _width(self, character: str) -> float:
        return round(self._face.width(character) * 1000, 3)

    def _subset(self) -> tuple[list[int], list[int]]:
        """Give one code point for each glyph needed, and each code's glyph within the subset.

        Two characters may share a glyph; they keep codes of their own, so that each is copied
        out as what it was.
        """
        order: dict[int, int] = {}
        code_points: list[int] = []
        positions = [0]
        for character in self:
            glyph = self._face.glyph(character)
            if glyph not in order:
                order[glyph] = len(order) + 1
                code_points.append(ord(character))
            positions.append(order[glyph])
        return code_points, positions

    def _to_unicode(self) -> str:
        lines = [
            f"<{code}> <{character.encode('utf-16-be').hex().upper()}>"
            for character, code in self.items()
        ]
        blocks = [
            lines[start : start + CODES_PER_BLOCK]
            for start in range(0, len(lines), CODES_PER_BLOCK)
        ]
        body = "".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
        )
        return _CMAP_HEAD + body + _CMAP_TAIL


def _stream(document: PDFDocument, content: bytes) -> object:
    return document.Reference(PDFStream(content=content, filters=[PDFZCompress]))
