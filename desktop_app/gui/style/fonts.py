"""The typefaces of the screen: the system's Chinese face, then the bundled ones."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from desktop_app import paths
from desktop_app.gui.style import tokens

SYSTEM_FACES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Source Han Sans SC",
    "Noto Sans CJK SC",
)
BUNDLED = ("NotoSansSC_400Regular.ttf", "HanaMinB.ttf", "BabelStoneHanRare.ttf")


def base_font(text_size: int = 100) -> QFont:
    """Give the font of the whole program at a text size in per cent."""
    font = QFont()
    font.setFamilies(list(families()))
    font.setPixelSize(round(tokens.BASE_TEXT_PX * text_size / 100))
    font.setFeature(QFont.Tag("tnum"), 1)  # amounts stand under each other
    return font


def scaled(font: QFont, share: float, *, bold: bool = False) -> QFont:
    """Give a font whose size is a share of this one."""
    changed = QFont(font)
    changed.setPixelSize(round(font.pixelSize() * share))
    changed.setBold(bold)
    return changed


@cache
def families() -> tuple[str, ...]:
    """Give the faces in the order in which they are asked for a character.

    HanaMinB and BabelStone Han stand last: they have the rare characters of names and nothing
    else.
    """
    installed = set(QFontDatabase.families())
    system = tuple(face for face in SYSTEM_FACES if face in installed)
    return system + tuple(_load(name) for name in BUNDLED)


def _load(name: str) -> str:
    path = paths.resources() / "fonts" / name
    handle = QFontDatabase.addApplicationFont(str(path))
    if handle < 0:
        raise FileNotFoundError(path)
    return QFontDatabase.applicationFontFamilies(handle)[0]
