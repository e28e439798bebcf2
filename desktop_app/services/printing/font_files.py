"""Font files as the press holds them: paged in by the system, their tables kept as plain numbers.

ReportLab reads a font into dictionaries and lists of Python numbers, ten megabytes a face, and
copies all outlines of a face for every subset it cuts. With several processes at one batch that is
most of their memory; here the same tables are arrays, and an outline is read where it lies.
"""

from __future__ import annotations

import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFace


class FontFile(TTFontFace):  # type: ignore[misc]  # ReportLab says nothing of types
    """One font file; what ReportLab needs of it to cut subsets, and the glyphs and widths."""

    def __init__(self, path: Path) -> None:
        super().__init__(_Mapped(path))
        self.glyphToChar.clear()  # the way back, which only shaping asks for
        read = vars(self)
        self.charToGlyph = _ByCodePoint("H", read["charToGlyph"])
        self.charWidths = _ByCodePoint("d", read["charWidths"])
        self.hmetrics = _Metrics(read["hmetrics"])
        self.glyphPos = array("I", read["glyphPos"])

    def get_table(self, tag: str) -> bytes | _Window:
        """Give a table of the file; that of the outlines unread."""
        if tag != "glyf":
            return bytes(super().get_table(tag))
        start, _length = self.get_table_pos(tag)
        return _Window(self._ttf_data, start)


class _Mapped:
    """A font file that the system pages in: several processes share one copy of it."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)

    def read(self) -> mmap.mmap:
        """Give the file's bytes where they lie."""
        with Path(self.name).open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class _Window:
    """A table of a mapped file, read slice by slice."""

    def __init__(self, data: mmap.mmap, start: int) -> None:
        self._data = data
        self._start = start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class _ByCodePoint(Mapping[int, float]):
    """A number for each code point of a face, in two arrays."""

    def __init__(self, of: str, numbers: Mapping[int, float]) -> None:
        self._code_points = array("I", sorted(numbers))
        self._numbers = array(of, [numbers[one] for one in self._code_points])

    def __getitem__(self, code_point: int) -> float:
        at = bisect_left(self._code_points, code_point)
        if at == len(self._code_points) or self._code_points[at] != code_point:
            raise KeyError(code_point)
        number: float = self._numbers[at]
        return number

    def __iter__(self) -> Iterator[int]:
        return iter(self._code_points)

    def __len__(self) -> int:
        return len(self._code_points)


class _Metrics:
    """Advance and left side bearing of each glyph, in the font's own units."""

    def __init__(self, pairs: list[tuple[float, int]]) -> None:
        self._advances = array("H", [int(advance) for advance, _bearing in pairs])
        self._bearings = array("H", [bearing for _advance, bearing in pairs])

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        return self._advances[glyph], self._bearings[glyph]
