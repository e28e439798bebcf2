"""Which saves a reader of the log has met, and which replaced ones are still on their way.

Laptops meet in any order, so an operation may arrive after the one that replaced it. What a save
replaces and is not here yet is written down; when it comes, it is known to be replaced already.
"""

from __future__ import annotations

from desktop_app.domain.change import Head
from desktop_app.storage import saves
from desktop_app.storage.cipher import Database


class Presence:
    """Tells what is here. `alone` looks only at saves that were `heard`, as a replay must."""

    def __init__(self, db: Database, *, alone: bool = False) -> None:
        self._db = db
        self._alone = alone
        self._heard: set[str] = set()
        found = db.execute("SELECT 1 FROM log_awaited LIMIT 1").fetchone()
        self._waits = found is not None
        given = db.execute("SELECT 1 FROM log_given LIMIT 1").fetchone()
        self._has_parts = given is not None

    def heard(self, save: str) -> None:
        """Note that a save is being taken in."""
        self._heard.add(save)

    def is_here(self, save: str) -> bool:
        """Tell whether a save has been taken in."""
        if save in self._heard:
            return True
        if self._alone or not saves.holds(self._db, save):
            return False
        self._heard.add(save)
        return True

    def is_part(self, save: str) -> bool:
        """Tell whether only parts of a save are here, so that it may still come whole."""
        if not self._has_parts:
            return False
        found = self._db.execute("SELECT 1 FROM log_given WHERE save = ? LIMIT 1", [save])
        return found.fetchone() is not None and not saves.holds(self._db, save)

    def wait_for(self, save: str, kind: str, record: str, field: str, by: Head) -> None:
        """Write down that an operation replaces one that is not here."""
        self._waits = True
        self._db.execute(
            "INSERT OR IGNORE INTO log_awaited VALUES (?, ?, ?, ?, ?, ?)",
            [save, kind, record, field, by.save, by.stamp],
        )

    def claimed_by(self, save: str) -> str | None:
        """Name a save whose author claims to have replaced this one; None where nobody does."""
        if not self._waits:
            return None
        found = self._db.execute("SELECT by FROM log_awaited WHERE save = ? LIMIT 1", [save])
        row = found.fetchone()
        return None if row is None else str(row[0])

    def replaced_by(self, save: str, kind: str, record: str) -> dict[str, list[Head]]:
        """Give, per field, the operations here that replace this one, which comes only now."""
        if not self._waits:
            return {}
        rows = self._db.execute(
            "SELECT field, by, stamp FROM log_awaited WHERE save = ? AND kind = ? AND id = ?",
            [save, kind, record],
        )
        found: dict[str, list[Head]] = {}
        for field, by, stamp in rows:
            found.setdefault(field, []).append(Head.of(by, stamp))
        return found


def forget(db: Database, kind: str, record: str) -> None:
    """Forget what a record waits for, before it is made anew."""
    db.execute("DELETE FROM log_awaited WHERE kind = ? AND id = ?", [kind, record])
