"""Write docs/characters.md: which characters of GB 18030-2022 can be printed, counted.

A character counts as printed where some bundled typeface has an outline for it in regular and in
bold text. Run `python -m build_spec.characters` after changing a typeface.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from desktop_app.domain import gb18030
from desktop_app.domain.gb18030 import PARTS, Part
from desktop_app.services.printing.typefaces import CHAINS, Weight, home_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "characters.md"
FACE_NAMES = ("Noto Serif SC", "HanaMin B", "BabelStone Han Rare", "Noto Sans SC")
GROUPS = {
    "ideographs": "GB 18030-2022: ideographs",
    "radicals": "GB 18030-2022: radicals",
    "amendment": "Amendment 1 (2024)",
    "beyond": "Not asked for",
}
HEAD = """\
# Which characters can be printed

Made by `python -m build_spec.characters` from the typefaces in `resources/fonts`; a test keeps it
current, another prints a sample of every part in regular and bold and reads it back, and
`make torture` does so with every single character. What prints is found by the search, shown in
the window, and copied out of the PDF as the same code point. What does not is named before a
number is taken, with person, field and code point.

The ranges are in `desktop_app/domain/gb18030.py`, with their source; the sums are those of the
standard.

"""
FOOT = """
The standard's implementation level 3 asks for all 88,115, levels 1 and 2 for fewer: the edition of
2022 is complete. Of Amendment 1 the later additions and extension I, the characters taken from the
household registers, are complete. {rest} characters of extensions G and H have no glyph in any of
the typefaces, see `decisions/036`: a sheet with one of them is not printed, and the preflight names
person, field and code point.

Signs, letters and punctuation of the two-byte area: {signs} of {all_signs}; in none of the
typefaces, and so refused in the same way: {missing}.
The standard's scripts of minorities (Tibetan, Mongolian, Uyghur, Yi and others) are not set: names
are recorded as their holders' identity cards have them in Chinese characters.
"""


@cache
def prints(character: str) -> bool:
    """Tell whether a character can be printed in regular and in bold text."""
    return all(home_of(character, weight) for weight in Weight)


def page() -> str:
    """Write the whole page."""
    heads = ["", "code points", "characters", "printed", *FACE_NAMES]
    lines = [heads, ["---", "---", *["--:"] * (len(heads) - 2)]]
    for group, words in GROUPS.items():
        parts = [part for part in PARTS if part.group == group]
        lines += [[part.name, part.words, *_counts(part)] for part in parts]
        lines.append([f"**{words}**", "", *_counts(one for part in parts for one in part)])
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    rest = sum(not prints(one) for part in PARTS if part.group == "amendment" for one in part)
    return f"{HEAD}{table}\n{FOOT.format(rest=f'{rest:,}', **_signs())}"


def _counts(characters: Iterable[str] | Part) -> list[str]:
    """Count all, the printed ones, and those that each typeface sets in regular text."""
    every = list(characters)
    homes = Counter(home_of(one, Weight.REGULAR) for one in every if prints(one))
    by_face = [homes[file_name] for file_name in CHAINS[Weight.REGULAR]]
    return [f"{count:,}" for count in (len(every), homes.total(), *by_face)]


def _signs() -> dict[str, str]:
    every = list(gb18030.two_byte_signs())
    missing = [one for one in every if not prints(one)]
    return {
        "signs": str(len(every) - len(missing)),
        "all_signs": str(len(every)),
        "missing": ", ".join(f"{one} (U+{ord(one):04X})" for one in missing) or "none",
    }


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
