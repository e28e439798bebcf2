"""After an update of the program: show what an older one had kept without being able to read it."""

from __future__ import annotations

from desktop_app.storage import rebuilding, unread
from desktop_app.storage.cipher import Database
from desktop_app.storage.transaction import immediate


def read_what_was_left(db: Database) -> int:
    """Make anew the records of which fields were left, and tell how many they are.

    Which of them this program can show more of is not asked: a value of a known field may have
    been one that only a newer program knows.
    """
    touched = unread.records(db) | unread.deleted(db)
    if touched:
        with immediate(db):
            rebuilding.rebuild(db, touched)
    return len(touched)
