"""Cut resources/fonts/BabelStoneHanRare.ttf out of BabelStone Han.

Takes the ideographs that the other fallbacks lack, and nothing else. Needs fontTools, which
the program does without: `pip install fonttools`, then
`python -m build_spec.rare_font BabelStoneHan.ttf` with the file of Debian's
`fonts-babelstone-han` 16.0.1-1. The same file gives the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from desktop_app.domain import gb18030
from desktop_app.services.printing import typefaces

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
TARGET = FONTS / "BabelStoneHanRare.ttf"
LICENCE = FONTS / "BabelStoneHanRare-ARPHICPL.txt"
NAME, POSTSCRIPT_NAME = "BabelStone Han Rare", "BabelStoneHanRare"
NOTICE = (
    "Modified on 2026-11-25 by the Nuanfang authors: cut down to the ideographs that the other"
    " fallback typefaces of Nuanfang lack, hints and layout tables removed, renamed. Outlines"
    " unchanged."
)
COPYRIGHT, FAMILY, UNIQUE, FULL, POSTSCRIPT, DESCRIPTION, LICENCE_TEXT = 0, 1, 3, 4, 6, 10, 13


def wanted(font: TTFont) -> list[int]:
    """List the code points of ideographs that the font has and the paper or the window lacks.

    The window has no Noto Serif SC, so the fallbacks alone decide.
    """
    others = [name for name in typefaces.FALLBACKS if name != TARGET.name]
    return [
        ord(character)
        for part in gb18030.PARTS
        for character in part
        if ord(character) in font.getBestCmap()
        and not any(typefaces.face(name).glyph(character) for name in others)
    ]


def cut(source: Path) -> int:
    """Write the smaller font and its licence; give how many characters it has."""
    font = TTFont(source, recalcTimestamp=False)
    code_points = wanted(font)
    options = Options(
        hinting=False,
        layout_features=[],
        drop_tables=["GDEF", "GPOS", "GSUB", "meta", "gasp"],
        name_IDs=[COPYRIGHT, FAMILY, 2, UNIQUE, FULL, 5, POSTSCRIPT, 8, 9, DESCRIPTION, 13, 14],
        notdef_outline=True,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points)
    subsetter.subset(font)
    _rename(font)
    font.save(TARGET)
    LICENCE.write_text(f"{font['name'].getDebugName(LICENCE_TEXT).strip()}\n", encoding="utf-8")
    return len(code_points)


def _rename(font: TTFont) -> None:
    """Tell in the file itself that it was changed, and how (section 2 of its licence)."""
    table = font["name"]
    changed = {
        COPYRIGHT: f"{table.getDebugName(COPYRIGHT)} {NOTICE}",
        FAMILY: NAME,
        UNIQUE: f"{NAME} 16.0.1",
        FULL: NAME,
        POSTSCRIPT: POSTSCRIPT_NAME,
        DESCRIPTION: f"{NOTICE} {table.getDebugName(DESCRIPTION)}",
    }
    for record in list(table.names):
        if record.nameID in changed:
            table.setName(
                changed[record.nameID],
                record.nameID,
                record.platformID,
                record.platEncID,
                record.langID,
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    print(cut(parser.parse_args().source), "characters in", TARGET)
