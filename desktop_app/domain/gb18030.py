"""The characters of GB 18030-2022, as ranges of Unicode.

Sources: the standard's clause on implementation levels and its table of four-byte areas; the
ranges are Unicode's as the standard was published (Unicode 11 for the first block, 87,887
ideographs and 228 radicals together 88,115) and, for Amendment 1 of 2024, those of Unicode 15.1
(9,793 ideographs more, 622 of them from the household registers). The sums are the standard's
own and are tested, so that a wrong range would show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

IDEOGRAPHS, RADICALS, TOTAL, AMENDED = 87_887, 228, 88_115, 9_793


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the standard: its name, its ranges (both ends included), what it is part of.

    `group` is "ideographs" or "radicals" of the standard of 2022, "amendment" for Amendment 1,
    and "beyond" for what Unicode has and the standard does not ask for.
    """

    name: str
    group: str
    ranges: tuple[tuple[int, int], ...]

    def __iter__(self) -> Iterator[str]:
        """Give the characters in the order of their code points."""
        for first, last in self.ranges:
            yield from map(chr, range(first, last + 1))

    def __len__(self) -> int:
        """Count the characters."""
        return sum(last - first + 1 for first, last in self.ranges)

    @property
    def words(self) -> str:
        """Write the ranges: U+3400–4DB5."""
        return ", ".join(
            f"U+{first:04X}" if first == last else f"U+{first:04X}–{last:04X}"
            for first, last in self.ranges
        )


def _single(code_points: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(one, 16), int(one, 16)) for one in code_points.split())


PARTS = (
    Part(name="CJK unified ideographs", group="ideographs", ranges=((0x4E00, 0x9FEF),)),
    Part(
        name="Ideographs among the compatibility ideographs",
        group="ideographs",
        ranges=_single("FA0E FA0F FA11 FA13 FA14 FA1F FA21 FA23 FA24 FA27 FA28 FA29"),
    ),
    Part(name="Extension A", group="ideographs", ranges=((0x3400, 0x4DB5),)),
    Part(name="Extension B", group="ideographs", ranges=((0x20000, 0x2A6D6),)),
    Part(name="Extension C", group="ideographs", ranges=((0x2A700, 0x2B734),)),
    Part(name="Extension D", group="ideographs", ranges=((0x2B740, 0x2B81D),)),
    Part(name="Extension E", group="ideographs", ranges=((0x2B820, 0x2CEA1),)),
    Part(name="Extension F", group="ideographs", ranges=((0x2CEB0, 0x2EBE0),)),
    Part(name="Kangxi radicals", group="radicals", ranges=((0x2F00, 0x2FD5),)),
    Part(
        name="Radicals supplement",
        group="radicals",
        ranges=_single("2E81 2E84 2E88 2E8B 2E8C 2E97 2EA7 2EAA 2EAE 2EB3 2EB6 2EB7 2EBB 2ECA"),
    ),
    Part(
        name="Later additions to the blocks above",
        group="amendment",
        ranges=((0x4DB6, 0x4DBF), (0x9FF0, 0x9FFF), (0x2A6D7, 0x2A6DF), (0x2B735, 0x2B739)),
    ),
    Part(name="Extension G", group="amendment", ranges=((0x30000, 0x3134A),)),
    Part(name="Extension H", group="amendment", ranges=((0x31350, 0x323AF),)),
    Part(name="Extension I (household registers)", group="amendment", ranges=((0x2EBF0, 0x2EE5D),)),
    Part(
        name="Other compatibility ideographs",
        group="beyond",
        ranges=(
            (0xF900, 0xFA0D),
            *_single("FA10 FA12"),
            (0xFA15, 0xFA1E),
            *_single("FA20 FA22 FA25 FA26"),
            (0xFA2A, 0xFA6D),
            (0xFA70, 0xFAD9),
        ),
    ),
    Part(name="Compatibility supplement", group="beyond", ranges=((0x2F800, 0x2FA1D),)),
)


def two_byte_signs() -> Iterator[str]:
    """Give the signs, letters and punctuation of the two-byte area, ideographs left out.

    Python's codec decodes the area of the edition of 2005; the edition of 2022 moved 24 code
    positions out of the private use area, and they are left out here.
    """
    for lead in range(0xA1, 0xAA):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            try:
                sign = bytes((lead, trail)).decode("gb18030")
            except UnicodeDecodeError:
                continue
            if not 0xE000 <= ord(sign) <= 0xF8FF:
                yield sign
