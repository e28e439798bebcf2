"""Typefaces of the paper: which face has a character, how wide it is, and what none of them has.

Noto Serif SC sets everything it can; HanaMin B stands behind it for the rare characters of the
supplementary planes, BabelStone Han for those of Unicode's extensions G, H and I, and Noto Sans SC
is the last resort. A face is read once per process, when its first character is wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol

from desktop_app import paths
from desktop_app.domain.code_points import code_point_of
from desktop_app.i18n import _
from desktop_app.services.printing.contents import FIELD_WORDS, Text
from desktop_app.services.printing.font_files import FontFile


class Weight(StrEnum):
    """How heavy a text stands on the paper."""

    REGULAR = "regular"
    BOLD = "bold"


FALLBACKS = ("HanaMinB.ttf", "BabelStoneHanRare.ttf", "NotoSansSC_400Regular.ttf")
CHAINS = {
    Weight.REGULAR: ("NotoSerifSC_400Regular.ttf", *FALLBACKS),
    Weight.BOLD: ("NotoSerifSC_700Bold.ttf", *FALLBACKS),
}
LINE_ENDS = frozenset("\n")  # typesetting breaks lines here; no glyph is needed


class Face:
    """One font file: its glyphs by code point, its widths in units of the type size."""

    def __init__(self, file_name: str) -> None:
        self.font = FontFile(paths.resources() / "fonts" / file_name)
        self.postscript_name = str(self.font.name, "ascii")

    def glyph(self, character: str) -> int:
        """Give the number of the glyph of a character; 0 where this face has none."""
        code_point = ord(character)
        glyph = int(self.font.charToGlyph.get(code_point, 0))
        if glyph and not character.isspace():
            outlines = self.font.glyphPos
            if outlines[glyph] == outlines[glyph + 1]:
                return 0  # named in the font's table, and never drawn
        return glyph

    def width(self, character: str) -> float:
        """Give the advance of a character this face has."""
        return float(self.font.charWidths[ord(character)]) / 1000


@cache
def face(file_name: str) -> Face:
    """Read a font file, once per process."""
    return Face(file_name)


@cache
def home_of(character: str, weight: Weight) -> str | None:
    """Name the font file that sets a character, None where no face has it."""
    chain = CHAINS[weight]
    return next((name for name in chain if face(name).glyph(character)), None)


class _Widths(dict[str, float]):
    """The advance of each character, looked up in the fonts the first time."""

    def __init__(self, weight: Weight) -> None:
        super().__init__()
        self._weight = weight

    def __missing__(self, character: str) -> float:
        home = home_of(character, self._weight)
        if home is None:
            raise ValueError(f"no typeface has U+{ord(character):04X}; preflight was skipped")
        self[character] = width = face(home).width(character)
        return width


_WIDTHS = {weight: _Widths(weight) for weight in Weight}


def width_of(text: str, weight: Weight = Weight.REGULAR) -> float:
    """Measure a line of text, in units of its type size."""
    return sum(map(_WIDTHS[weight].__getitem__, text))


class Printable(Protocol):
    """What can be looked through before it is printed."""

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingGlyph:
    """A character that would print as an empty box: on whose sheet, in which field."""

    person: str
    field: str
    character: str

    @property
    def code_point(self) -> str:
        """Write the code point: U+3106C."""
        return code_point_of(self.character)

    @property
    def field_words(self) -> str:
        """Name the field in the language of the moment."""
        return _(FIELD_WORDS.get(self.field, self.field))


def missing_glyphs(contents: Iterable[Printable]) -> tuple[MissingGlyph, ...]:
    """Find every character that no face has, once per person and field."""
    return tuple(dict.fromkeys(_missing(contents)))


def _missing(contents: Iterable[Printable]) -> Iterator[MissingGlyph]:
    known = set(LINE_ENDS)
    for content in contents:
        for person, field, text in content.texts():
            if known.issuperset(text):
                continue
            for character in set(text) - known:
                if home_of(character, Weight.BOLD) and home_of(character, Weight.REGULAR):
                    known.add(character)
                else:
                    yield MissingGlyph(person=person, field=field, character=character)
