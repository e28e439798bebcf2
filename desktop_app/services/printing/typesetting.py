"""Fitting Chinese text into a space: shrunk a little, then broken into lines, never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.services.printing.typefaces import Weight, width_of

LEADING = 1.28  # line height in units of the type size
SLIGHTLY = 0.88  # how far one line is shrunk before it is broken into two
STEP = 0.94
SMALLEST_WHOLE = 0.7  # below this share of the size, words may be broken anywhere
_OPENING = "（《〈「『【〔“‘([{<¥￥№"
_CLOSING = "，。、；：？！）》〉」』】〕”’…—·%‰)]}>,.;:?!"
_CLUSTER = re.compile(
    rf"\n| +|[{re.escape(_OPENING)}]*(?:[0-9A-Za-z*+/@#&_.,:-]+|.)?[{re.escape(_CLOSING)}]*"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Text as it fits: the size in points and the lines."""

    size: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Give the height of all lines, in points."""
        return len(self.lines) * self.size * LEADING


@lru_cache(maxsize=4096)
def fit(
    text: str, width: float, height: float, size: float, weight: Weight = Weight.REGULAR
) -> Setting:
    """Set text into width × height (points), no larger than `size`.

    One line if a slight shrinking allows it, then several; the type gets smaller until all of
    it fits, however long it is.
    """
    if "\n" not in text:
        natural = width_of(text, weight)
        if natural * size <= width:
            return Setting(size, (text,))
        if natural * size * SLIGHTLY <= width:
            return Setting(width / natural, (text,))
    scale = 1.0
    while True:
        setting = Setting(size * scale, tuple(wrap(text, width / (size * scale), weight)))
        whole = scale < SMALLEST_WHOLE or _widest_word(text, weight) * size * scale <= width
        if whole and setting.height <= height:
            return setting
        scale *= STEP


def wrap(text: str, width: float, weight: Weight = Weight.REGULAR) -> Iterator[str]:
    """Break text into lines of at most `width` type sizes.

    No line begins with closing punctuation or ends with opening; words and numbers stay whole
    unless one alone is wider than the line.
    """
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph, width, weight):
            if line and width_of(line + piece.rstrip(), weight) > width:
                yield line.rstrip()
                line = piece.lstrip(" ")
            else:
                line += piece
        yield line.rstrip()


def _pieces(paragraph: str, width: float, weight: Weight) -> Iterator[str]:
    """Give what must not be parted; only what is wider than a line is given by characters."""
    for cluster in _CLUSTER.findall(paragraph):
        if width_of(cluster, weight) <= width:
            yield cluster
        else:
            yield from cluster


def _widest_word(text: str, weight: Weight) -> float:
    return max(width_of(word, weight) for word in _CLUSTER.findall(text.replace("\n", " ")))
