"""What a newer program or a stranger's hand wrote: kept and passed on, but not shown.

Which fields of which records they are is noted, so that the records are made anew once a newer
program can read them.
"""

from __future__ import annotations

from collections.abc import Collection

from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import KINDS
from desktop_app.storage.log import Cells


def left_of(cells: Cells, of: str) -> list[str]:
    """Name the fields of which this program cannot show what a save says of a record."""
    kind = KINDS.get(cells.kind)
    if kind is None:
        return list(cells.values)
    return [name for name, value in cells.values.items() if not kind.reads(name, value, of)]


def note(db: Database, cells: Cells, left: Collection[str]) -> None:
    """Note the fields that were left."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO log_unread VALUES (?, ?, ?)",
        [(cells.kind, cells.record, name) for name in left],
    )


def records(db: Database) -> set[tuple[str, str]]:
    """List the records of which not everything is shown, by kind and id."""
    return set(db.execute("SELECT DISTINCT kind, id FROM log_unread"))


def forget(db: Database, kind: str, record: str) -> None:
    """Forget what was left of a record, before it is made anew."""
    db.execute("DELETE FROM log_unread WHERE kind = ? AND id = ?", [kind, record])
