"""What a newer program or a stranger's hand wrote: kept and passed on, but not shown.

Which fields of which records they are is noted, so that the records are made anew once a newer
program can read them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import KINDS
from desktop_app.storage.log import Cells


def parted(cells: Cells, of: str) -> tuple[Cells, list[str]]:
    """Part what this program can show of a record's cells from the names of other fields.

    An erased value is shown as none.
    """
    kind = KINDS.get(cells.kind)
    if kind is None:
        return replace(cells, values={}), list(cells.values)
    if cells.erased:
        cells = _emptied(cells, of)
    left = [name for name, value in cells.values.items() if not kind.reads(name, value, of)]
    if not left:
        return cells, left
    readable = {name: value for name, value in cells.values.items() if name not in left}
    return replace(cells, values=readable), left


def _emptied(cells: Cells, of: str) -> Cells:
    kind = KINDS[cells.kind]
    gone = [name for name in cells.erased if kind.reads(name, None, of)]
    return replace(cells, values={**cells.values, **dict.fromkeys(gone)})


def note(db: Database, cells: Cells, left: Collection[str]) -> None:
    """Note the fields that were left."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO log_unread VALUES (?, ?, ?)",
        [(cells.kind, cells.record, name) for name in left],
    )


def readable_now(db: Database) -> set[tuple[str, str]]:
    """List the records of which this program may be able to show more than it does."""
    rows = db.execute("SELECT kind, id, field FROM log_unread")
    return {
        (kind, record)
        for kind, record, name in rows
        if kind in KINDS and name in {column.name for column in KINDS[kind].columns}
    }


def forget(db: Database, kind: str, record: str) -> None:
    """Forget what was left of a record, before it is made anew."""
    db.execute("DELETE FROM log_unread WHERE kind = ? AND id = ?", [kind, record])
