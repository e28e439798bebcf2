"""A printer as it really is: where its paper sits askew, what it cannot reach, how it turns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from desktop_app.domain.issue import Issue, objection, warning

MOST_OFFSET = Decimal(20)
MOST_MARGIN = Decimal(30)
CORNER_MARKS = Decimal(5)
"""mm from the edge of the paper to the marks that straighten a scanned sheet."""

OFFSETS = ("right_mm", "down_mm")
MARGINS = ("left_mm", "top_mm", "far_right_mm", "bottom_mm")
NONE = Decimal(0)


class Sides(StrEnum):
    """How sheets with two sides are printed; the edge is the one the paper is turned over."""

    AUTO = "auto"  # as the driver says that the printer can
    LONG_EDGE = "long_edge"
    SHORT_EDGE = "short_edge"
    BY_HAND = "by_hand"  # fronts first; a person turns the stack


class Tray(StrEnum):
    """Where the paper comes from, as far as the driver listens."""

    AUTO = "auto"
    UPPER = "upper"
    MIDDLE = "middle"
    LOWER = "lower"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """What this laptop knows of a printer, by the name the system gives it.

    Everything is moved by `right_mm` and `down_mm`, negative to the left and up. The margins
    are what the printer cannot print on each side.
    """

    name: str
    right_mm: Decimal = NONE
    down_mm: Decimal = NONE
    left_mm: Decimal = NONE
    top_mm: Decimal = NONE
    far_right_mm: Decimal = NONE
    bottom_mm: Decimal = NONE
    sides: Sides = Sides.AUTO
    in_colour: bool = True
    tray: Tray = Tray.AUTO


def objections(profile: PrinterProfile) -> tuple[Issue, ...]:
    """Find what cannot be, and margins in which corner marks get lost."""
    found = [
        objection(name, "offset_too_far", most=str(MOST_OFFSET))
        for name in OFFSETS
        if abs(getattr(profile, name)) > MOST_OFFSET
    ]
    for name in MARGINS:
        margin: Decimal = getattr(profile, name)
        if not NONE <= margin <= MOST_MARGIN:
            found.append(objection(name, "margin_too_wide", most=str(MOST_MARGIN)))
        elif margin > CORNER_MARKS + shift_from(profile, name):
            found.append(warning(name, "corner_marks_lost", inset=str(CORNER_MARKS)))
    return tuple(found)


def shift_from(profile: PrinterProfile, edge: str) -> Decimal:
    """Tell how far the offset takes what is printed away from an edge, in mm."""
    along = profile.right_mm if edge in ("left_mm", "far_right_mm") else profile.down_mm
    return along if edge in ("left_mm", "top_mm") else -along
