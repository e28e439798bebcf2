"""The typed tables that pages, search and reports read: made from cells, and from them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from desktop_app.storage import aliases, search
from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import BENEFICIARY, PERSON_MERGE, Kind

New = tuple[Kind[Any], str, Mapping[str, Any], Mapping[str, str]]
"""A new record: its kind and id, its cells, and those of them that are written as JSON already."""


def cells(db: Database, kind: Kind[Any], record: str) -> dict[str, Any]:
    """Read a row of a typed table back as the JSON values of its cells."""
    names = [column.name for column in kind.columns]
    if not names:
        return {}
    listed = ", ".join(f'"{name}"' for name in names)
    row = db.execute(f'SELECT {listed} FROM "{kind.name}" WHERE id = ?', [record]).fetchone()
    return {
        name: _cell(kind, name, stored)
        for name, stored in zip(names, row or (), strict=False)
        if stored is not None
    }


def put(
    db: Database, kind: Kind[Any], record: str, changed: Mapping[str, Any], *, is_new: bool
) -> None:
    """Write changed cells into the typed table, with what is derived from them."""
    stored = {name: kind.column(name).stored(cell) for name, cell in changed.items()}
    if kind.derived and not is_new:
        changed = {**cells(db, kind, record), **changed}
    for name, derive in (kind.derived or {}).items():
        stored[name] = derive(changed)
    n = _insert(db, kind, record, stored) if is_new else _update(db, kind, record, stored)
    if kind is PERSON_MERGE:
        aliases.rebuild(db)
    elif kind is BENEFICIARY and aliases.has_aliases(db, record):
        aliases.index(db, record)
    elif kind is BENEFICIARY:
        search.index_person(db, n, changed)


def stands_alone(kind: Kind[Any]) -> bool:
    """Tell whether nothing is derived from records of a kind, neither columns nor the search."""
    return not kind.derived and kind is not PERSON_MERGE and kind is not BENEFICIARY


def put_new(db: Database, records: Iterable[New]) -> None:
    """Write the cells of new records of kinds that stand alone, one after the other."""
    for (kind, names), alike in groupby(records, lambda one: (one[0], tuple(one[2]))):
        json_ones = [name for name in names if kind.column(name).is_json]
        columns = [(name, kind.column(name)) for name in names if name not in json_ones]
        rows = []
        for _kind, record, cells, texts in alike:
            stored = {name: column.stored(cells[name]) for name, column in columns}
            for name in json_ones:
                stored[name] = texts.get(name) or kind.column(name).stored(cells[name])
            rows.append([record, *(stored[name] for name in names)])
        db.conn.executemany(_insertion(kind, names), rows)


def remove(db: Database, kind: Kind[Any], record: str) -> None:
    """Take a row out of the typed table, and a person out of the search."""
    if not kind.columns:
        return
    row = db.execute(f'SELECT n FROM "{kind.name}" WHERE id = ?', [record]).fetchone()
    if row is None:
        return
    db.execute(f'DELETE FROM "{kind.name}" WHERE id = ?', [record])
    if kind is PERSON_MERGE:
        aliases.rebuild(db)
    elif kind is BENEFICIARY:
        search.forget_person(db, row[0])
        if aliases.has_aliases(db, record):
            aliases.index(db, record)


@contextmanager
def facts_opened(db: Database) -> Iterator[None]:
    """Let facts be completed or made anew from the log, inside the transaction of a merge."""
    guards = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
        "AND (name LIKE '%_no_update' OR name LIKE '%_no_delete')"
    ).fetchall()
    for name, _sql in guards:
        db.execute(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in guards:
        db.execute(sql)


def _insert(db: Database, kind: Kind[Any], record: str, stored: Mapping[str, Any]) -> int:
    inserted = db.execute(_insertion(kind, stored), [record, *stored.values()])
    return inserted.lastrowid or 0


def _insertion(kind: Kind[Any], fields: Iterable[str]) -> str:
    names = [f'"{name}"' for name in ("id", *fields)]
    marks = ", ".join("?" for _name in names)
    return f'INSERT INTO "{kind.name}" ({", ".join(names)}) VALUES ({marks})'


def _update(db: Database, kind: Kind[Any], record: str, stored: Mapping[str, Any]) -> int:
    if stored:
        sets = ", ".join(f'"{name}" = ?' for name in stored)
        db.execute(f'UPDATE "{kind.name}" SET {sets} WHERE id = ?', [*stored.values(), record])
    (n,) = db.execute(f'SELECT n FROM "{kind.name}" WHERE id = ?', [record]).fetchone()
    return int(n)


def _cell(kind: Kind[Any], name: str, stored: Any) -> Any:
    column = kind.column(name)
    if column.is_json:
        return json.loads(stored)
    return bool(stored) if column.from_cell is bool else stored
