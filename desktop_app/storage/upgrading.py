"""After an update of the program: show what an older one had kept without being able to read it."""

from __future__ import annotations

from desktop_app.storage import rebuilding, unread
from desktop_app.storage.cipher import Database
from desktop_app.storage.transaction import immediate


def read_what_was_left(db: Database) -> int:
    """Make anew the records of which fields were left, and tell how many they are."""
    touched = unread.readable_now(db)
    if touched:
        with immediate(db):
            rebuilding.rebuild(db, touched)
    return len(touched)
