"""What a newer program or a stranger's hand wrote: kept and passed on, but not shown.

Which fields of which records they are is noted, so that the records are made anew once a newer
program can read them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from desktop_app.domain.change import DELETED
from desktop_app.domain.role import Right, Role, may
from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import KINDS
from desktop_app.storage.log import Cells, Save

_OFFICE = frozenset({"organisation", "device", "user"})


def left_of(save: Save, cells: Cells) -> list[str]:
    """Name the fields of which this program does not show what a save says of a record.

    They are those that it does not know, and all of the office's own records where somebody
    wrote them whose role does not include that. No program deletes one of these: a laptop without
    its record would be a stranger without any word of revocation.
    """
    kind, of = KINDS.get(cells.kind), save.stream.rpartition(".")[2]
    if kind is None or (kind.name in _OFFICE and not _may_set_up(save)):
        return list(cells.values)
    is_kept = kind.name in _OFFICE
    return [
        name
        for name, value in cells.values.items()
        if (is_kept and name == DELETED) or not kind.reads(name, value, of)
    ]


def emptied(cells: Cells) -> Cells:
    """Say of erased values that they are none."""
    if not cells.erased:
        return cells
    return replace(cells, values={**cells.values, **dict.fromkeys(cells.erased)})


def _may_set_up(save: Save) -> bool:
    """Tell whether an author's role includes it; of a part of a save its giver vouches for it."""
    is_part = not save.prev
    return is_part or (save.role in set(Role) and may(Role(save.role), Right.SET_UP))


def note(db: Database, cells: Cells, left: Collection[str]) -> None:
    """Note the fields that were left."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO log_unread VALUES (?, ?, ?)",
        [(cells.kind, cells.record, name) for name in left],
    )


def deleted(db: Database) -> set[tuple[str, str]]:
    """List the office's own records that an earlier program has taken for deleted."""
    return set(
        db.execute(
            "SELECT kind, id FROM log_record WHERE kind IN ('organisation', 'device', 'user') "
            "AND heads LIKE '%\"_deleted\":%'"
        )
    )


def records(db: Database) -> set[tuple[str, str]]:
    """List the records of which not everything is shown, by kind and id."""
    return set(db.execute("SELECT DISTINCT kind, id FROM log_unread"))


def forget(db: Database, kind: str, record: str) -> None:
    """Forget what was left of a record, before it is made anew."""
    db.execute("DELETE FROM log_unread WHERE kind = ? AND id = ?", [kind, record])
