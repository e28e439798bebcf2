"""Saves of this laptop that somebody claims to have seen before they were made.

A save is named by its laptop, stream and number, and so its name can be guessed. Whoever names one
that is still to come among what he has replaced would make vanish, without a word, whatever it will
say. So the number is used up by an entry that says nothing, and what is said takes a later one.
"""

from __future__ import annotations

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage.cipher import Database
from desktop_app.storage.presence import Presence
from desktop_app.storage.saves import Chain

MOST_USED_UP = 10_000
"""Numbers used up at once; nobody who is honest names a single one."""


class ForeknownError(CircumstanceError):
    """Somebody claims to have seen so many saves to come that using them up has no end."""

    message = mark(
        "The laptop {laptop} claims to have seen more than {count} entries of this laptop that"
        " are not written yet, so that they would count for nothing. Nothing was kept. Undo the"
        " merge that brought this, or give this laptop a new identity (device renew)."
    )


def next_free(db: Database, chain: Chain, after: int, presence: Presence) -> int:
    """Give the next number of an own chain that nobody claims to have seen.

    Raises ForeknownError where too many in a row are claimed.
    """
    device, stream = chain
    by = None
    for number in range(after + 1, after + MOST_USED_UP + 2):
        claimed = presence.claimed_by(f"{device}/{stream}/{number}")
        if claimed is None:
            return number
        by = claimed.partition("/")[0]
    row = db.execute("SELECT label FROM device WHERE id = ?", [by]).fetchone()
    raise ForeknownError(laptop=row[0] if row else by, count=MOST_USED_UP)
