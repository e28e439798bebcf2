"""Figures that tell of nobody: what counts too few stands blank, and what would give it away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop_app.services.reporting.figures import Figure, Part

SMALLEST = 5
"""What counts fewer, and somebody, stands blank."""

_APPROVED = (Part.MONEY, "approved")
_RAISED = (Part.RAISED, "raised")
_OF_THE_APPROVED = frozenset(
    {Part.MONEY, Part.FUND, Part.CATEGORY, Part.SECTION, Part.MODEL_WORKER}
)
"""Parts whose lines count some of those to whom a grant was approved."""
_ADDING_UP = (Part.RAISED, Part.FUND, Part.CATEGORY, Part.MODEL_WORKER)
"""Parts whose lines have nobody in common and a total that is told; few are in none of the last."""
_OF_SOMEBODY = frozenset({Part.CATEGORY, Part.MODEL_WORKER})
"""Parts in which a line stands only where it counts somebody."""


def suppressed(counted: Iterable[Figure]) -> list[tuple[Figure, int | None]]:
    """Blank small counts with their amounts, and other lines as far as these could be worked out.

    Blank stands what leaves few of all to whom was approved. Of lines that add up so many stand
    blank that several ways to fill them in remain; where even all of them are too few, all do, and
    of those that would not stand there without somebody none is left.
    """
    lines = list(counted)
    approved = next((one for one in lines if (one.part, one.key) == _APPROVED), None)
    blank = {
        place for place, one in enumerate(lines) if _is_few(one.count) or _leaves_few(approved, one)
    }
    left_out: set[int] = set()
    for part in _ADDING_UP:
        of = [n for n, one in enumerate(lines) if one.part is part and _key(one) != _RAISED]
        uncounted = _beside(approved, [lines[n] for n in of]) if part is Part.MODEL_WORKER else 0
        hidden = _hidden(lines, of, blank, uncounted)
        blank |= set(of) if hidden is None else hidden
        if hidden is None and part in _OF_SOMEBODY:
            left_out |= set(of)
    return [
        (replace(one, times=None, cash_fen=None, goods_fen=None), None)
        if place in blank
        else (one, one.count)
        for place, one in enumerate(lines)
        if place not in left_out
    ]


def _hidden(
    lines: Sequence[Figure], of: Sequence[int], blank: set[int], uncounted: int
) -> set[int] | None:
    """Choose which of the lines that add up stand blank; None where all would be too few."""
    counted = sorted((n for n in of if lines[n].count), key=lambda n: lines[n].count)
    hidden = {n for n in counted if n in blank}
    if not hidden and not _is_few(uncounted):
        return hidden
    others = [n for n in counted if n not in blank]
    while not _may_be_others([lines[n].count for n in hidden], uncounted, _least(lines, others)):
        if not others:
            return None
        hidden.add(others.pop(0))
    return hidden


def _least(lines: Sequence[Figure], others: Sequence[int]) -> int | None:
    return lines[others[0]].count if others else None


def _may_be_others(counts: Sequence[int], uncounted: int, least: int | None) -> bool:
    """Tell whether numbers that stand blank may as well be others that add up to the same.

    Everybody knows that each is one at least, that one of them is few, and that none of the others
    is greater than the `least` that is told. As many as there can be of a few are told apart, too.
    """
    together, most = uncounted + sum(counts), SMALLEST - 1
    if together < SMALLEST + len(counts) + bool(uncounted):
        return False
    if uncounted or least is None:
        return True
    greatest = most + (len(counts) - 1) * (least - 1)
    return together < greatest and together != most * len(counts)


def _key(one: Figure) -> tuple[Part, str]:
    return one.part, one.key


def _is_few(count: int) -> bool:
    return 0 < count < SMALLEST


def _leaves_few(approved: Figure | None, one: Figure) -> bool:
    """Tell whether few people, or few grants, are in the whole and not in this line."""
    if approved is None or one.part not in _OF_THE_APPROVED or _is_few(approved.count):
        return False
    times = (approved.times or 0) - (one.times or 0)
    return _is_few(approved.count - one.count) or _is_few(times)


def _beside(approved: Figure | None, lines: Iterable[Figure]) -> int:
    """Count the approved whom none of these lines counts."""
    return max(0, approved.count - sum(one.count for one in lines)) if approved else 0
