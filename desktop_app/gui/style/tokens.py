"""The values of the look: colours per theme, spacing and the type scale, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BASE_TEXT_PX = 14
TEXT_SIZES = (100, 110, 125, 150)

# Parts of the base text size, so that spacing grows with the text.
PAD = 0.4
GAP = 0.6
WIDE_GAP = 1.15
SMALL_TEXT = 0.875
TITLE_TEXT = 1.3
NAME_TEXT = 1.6
ICON = 1.35

TINT = 0.10
LINE_WEIGHT_PX = 1


class Theme(StrEnum):
    """The looks a person can choose from."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """One theme, each colour as #RRGGBB and named by its task."""

    ink: str
    muted: str
    surface: str
    canvas: str
    line: str
    accent: str
    on_accent: str
    ok: str
    warn: str
    info: str

    def tint(self, role: str) -> str:
        """Give the pale ground on which text in this role's colour stands."""
        return _mix(getattr(self, role), self.surface, TINT)


COLOURS = {
    Theme.LIGHT: Colours(
        ink="#1F2328",
        muted="#636B74",
        surface="#FFFFFF",
        canvas="#F5F6F8",
        line="#DDE1E6",
        accent="#B3261E",
        on_accent="#FFFFFF",
        ok="#1E7B4A",
        warn="#9A6700",
        info="#24578F",
    ),
    Theme.DARK: Colours(
        ink="#E6E8EB",
        muted="#9AA4AF",
        surface="#1B1E22",
        canvas="#131518",
        line="#30353B",
        accent="#E5746C",
        on_accent="#131518",
        ok="#63C08D",
        warn="#D9A93B",
        info="#7FB2E8",
    ),
    Theme.HIGH_CONTRAST: Colours(
        ink="#000000",
        muted="#2B2B2B",
        surface="#FFFFFF",
        canvas="#FFFFFF",
        line="#000000",
        accent="#8A0F0A",
        on_accent="#FFFFFF",
        ok="#00502A",
        warn="#5C3D00",
        info="#00317A",
    ),
}


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours as WCAG 2.2 defines it, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mix(over: str, ground: str, share: float) -> str:
    mixed = (
        round(a * share + b * (1 - share))
        for a, b in zip(_channels(over), _channels(ground), strict=True)
    )
    return "#" + "".join(f"{channel:02X}" for channel in mixed)
