"""What the exchange page says of the sticks that are in, and of all that lies on them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from desktop_app.gui.jobs.stick_watch import InSight, StickLike
from desktop_app.i18n import _, in_a_row, ngettext


def words_of(seen: InSight) -> str:
    """Say which sticks are in, what lies on them, and what of it is of no use here."""
    return in_a_row(_sentences(seen))


def _sentences(seen: InSight) -> Iterator[str]:
    readable = [stick for stick in seen.sticks if stick not in seen.forbidden]
    if readable:
        is_all = not (seen.others or seen.cut or seen.strange)
        words = _all_there_is(len(seen.bundles)) if is_all else _for_us(len(seen.bundles))
        yield words.format(stick=_names(readable), count=len(seen.bundles))
    yield from _useless(seen)
    if seen.forbidden:
        yield _may_not_be_read().format(stick=_names(seen.forbidden))


def _names(sticks: Iterable[StickLike]) -> str:
    return "、".join(one.label for one in sticks)


def _all_there_is(count: int) -> str:
    if not count:
        return _("{stick} is in; no bundle lies on it.")
    return ngettext(
        "{stick} is in; {count} bundle lies on it.",
        "{stick} is in; {count} bundles lie on it.",
        count,
    )


def _for_us(count: int) -> str:
    if not count:
        return _("{stick} is in; no bundle for this laptop lies on it.")
    return ngettext(
        "{stick} is in; {count} bundle for this laptop lies on it.",
        "{stick} is in; {count} bundles for this laptop lie on it.",
        count,
    )


def _useless(seen: InSight) -> Iterator[str]:
    """Say what is for others, what was not written to its end, and what cannot be used at all."""
    said = (
        (
            seen.others,
            ngettext(
                "{count} is for other laptops.", "{count} are for other laptops.", seen.others
            ),
        ),
        (
            seen.cut,
            ngettext(
                "{count} is not whole: have it written again.",
                "{count} are not whole: have them written again.",
                seen.cut,
            ),
        ),
        (
            seen.strange,
            ngettext(
                "{count} cannot be used by this program: press Merge and choose it to see why.",
                "{count} cannot be used by this program: press Merge and choose them to see why.",
                seen.strange,
            ),
        ),
    )
    yield from (words.format(count=count) for count, words in said if count)


def _may_not_be_read() -> str:
    if sys.platform == "darwin":
        return _(
            "{stick} may not be read by this program: allow it in System Settings, Privacy &"
            " Security, Files and Folders."
        )
    return _("{stick} may not be read by you at this computer.")
