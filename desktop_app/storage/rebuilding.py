"""Records made anew from the log: after an undo, after an update of the program, and to compare.

Saves may be heard in any order; the records come out the same (exchange.md §3).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from desktop_app.storage import given, presence, projection, saves, standing, state_code, unread
from desktop_app.storage.cipher import Database
from desktop_app.storage.presence import Presence
from desktop_app.storage.saves import Signed
from desktop_app.storage.standing import Standing

Records = Collection[tuple[str, str]]
"""Records by kind and id."""


def hear(
    signed: Signed,
    records: dict[tuple[str, str], Standing],
    db: Database,
    here: Presence,
    only: Records | None = None,
) -> None:
    """Let the records of a save hear it; those not in `records` yet are read first.

    Fields and kinds that this program does not know are noted, to be read after an update.
    """
    save = signed.save
    name, of = save.name, save.stream.rpartition(".")[2]
    here.heard(name)
    places = [(cells.kind, cells.record) for cells in save.cells]
    wanted = [place for place in places if only is None or place in only]
    unknown = [place for place in wanted if place not in records]
    records |= zip(unknown, standing.read_all(db, unknown), strict=True)
    for stored, place in zip(save.cells, places, strict=True):
        if only is not None and place not in only:
            continue
        cells = unread.emptied(stored)
        left = unread.left_of(save, cells)
        if left:
            unread.note(db, cells, left)
        records[place].hear(cells, of, name, save.at_ms, here, left=left)


def replay(log: Iterable[Signed], into: Database) -> None:
    """Make all records of a log in an empty ledger."""
    here = Presence(into, alone=True)
    records: dict[tuple[str, str], Standing] = {}
    with projection.facts_opened(into):
        for signed in log:
            hear(signed, records, into, here)
            if len(records) > 1000:
                _write(into, records)
        _write(into, records)


def everything(db: Database) -> Iterator[Signed]:
    """Read the log, and what was given of saves that are not in it."""
    yield from saves.all_of(db)
    yield from given.all_of(db)


def rebuild(db: Database, touched: Records) -> None:
    """Make some records anew from what is in the log now; rows keep their places."""
    here = Presence(db, alone=True)
    records: dict[tuple[str, str], Standing] = {}
    for kind, record in touched:
        presence.forget(db, kind, record)
        unread.forget(db, kind, record)
        records[kind, record] = _emptied(standing.read(db, kind, record))
    before = set(records)
    for signed in everything(db):
        hear(signed, records, db, here, touched)
    with projection.facts_opened(db):
        for kind, record in before:
            if not (records[kind, record].born or records[kind, record].unread):
                standing.forget(db, kind, record)
                del records[kind, record]
        _write(db, records)
    state_code.touch(db, (record for _kind, record in touched))


def _emptied(found: Standing) -> Standing:
    """Let a record forget everything but whether it has a row; all its columns are written."""
    columns = {column.name: None for column in found.kind.columns}
    is_bare = found.is_new or found.was_gone
    changed = {} if is_bare else dict(columns)
    return replace(found, values={}, born={}, heads={}, unread={}, changed=changed)


def _write(db: Database, records: dict[tuple[str, str], Standing]) -> None:
    standing.write(db, records.values())
    state_code.touch(db, (record for _kind, record in records))
    records.clear()
