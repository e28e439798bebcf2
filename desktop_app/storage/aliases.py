"""From a record that was merged into another to the one that is shown for it.

The table `person_alias` is made of the merges that stand, and made again whenever one of them
changes; every list, search and sum reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from desktop_app.domain.person_merge import kept_ids
from desktop_app.storage import search
from desktop_app.storage.cipher import Database

# For the rooms: `beneficiary {OF_PERSON}` with the id of the person given twice finds what was
# kept under any of the person's records.
OF_PERSON = (
    "IN (WITH shown (id) AS "
    "(SELECT coalesce((SELECT person FROM person_alias WHERE alias = ?), ?)) SELECT id FROM shown "
    "UNION ALL SELECT alias FROM person_alias WHERE person = (SELECT id FROM shown))"
)


def shown(column: str) -> str:
    """Write, in SQL, the id of the record that is shown for the person in a column."""
    return f"coalesce((SELECT person FROM person_alias WHERE alias = {column}), {column})"


IS_SHOWN = "id NOT IN (SELECT alias FROM person_alias)"
_STANDING = "coalesce(withdrawn, 0) = 0 AND duplicate IS NOT NULL AND kept IS NOT NULL"
_FOUND_BY = ("name", "id_number", "phone", "other_phone", "employer")


def kept_id(db: Database, person: str) -> str:
    """Give the id of the record that is shown for a person: mostly the person's own."""
    row = db.execute("SELECT person FROM person_alias WHERE alias = ?", [person]).fetchone()
    return str(row[0]) if row else person


def known_as(db: Database, person: str) -> tuple[str, ...]:
    """Give every id under which a person was recorded, the one that is shown first."""
    kept = kept_id(db, person)
    rows = db.execute("SELECT alias FROM person_alias WHERE person = ? ORDER BY alias", [kept])
    return (kept, *(alias for (alias,) in rows))


def all_kept(db: Database) -> dict[str, str]:
    """Lead from every record that was merged away to the one that is shown."""
    return dict(db.execute("SELECT alias, person FROM person_alias"))


def kept_ids_of(db: Database, people: Iterable[str]) -> dict[str, str]:
    """Lead from each of these people to the record that is shown."""
    merged = all_kept(db)
    return {person: merged.get(person, person) for person in people}


def rebuild(db: Database) -> None:
    """Make the table anew from the merges that stand, and the search index with it."""
    before = all_kept(db)
    rows = db.execute(f"SELECT duplicate, kept FROM person_merge WHERE {_STANDING} ORDER BY id")
    now = kept_ids((duplicate, kept) for duplicate, kept in rows)
    differing = before.items() ^ now.items()
    for alias in {alias for alias, _kept in differing}:
        db.execute("DELETE FROM person_alias WHERE alias = ?", [alias])
        if alias in now:
            db.execute("INSERT INTO person_alias VALUES (?, ?)", [alias, now[alias]])
    for person in sorted({one for pair in differing for one in pair}):
        index(db, person)


def index(db: Database, person: str) -> None:
    """Bring the search index in line with a person, found by all that the aliases say as well."""
    shown, *merged = known_as(db, person)
    for alias in merged:
        for n, _cells in _cells_of(db, [alias]):
            search.forget_person(db, n)
    found = list(_cells_of(db, [shown, *merged]))
    if found and found[0][1]["id"] == shown:
        known = [cells for _n, cells in found]
        search.index_person(db, found[0][0], *known, *_former_cells(db, [shown, *merged]))


def has_aliases(db: Database, person: str) -> bool:
    """Tell whether a record was merged with another, in whichever direction."""
    row = db.execute(
        "SELECT 1 FROM person_alias WHERE alias = ? OR person = ? LIMIT 1", [person, person]
    ).fetchone()
    return row is not None


def _former_cells(db: Database, people: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Give what stood in records before a merge put other values there."""
    for person in people:
        rows = db.execute(
            f"SELECT former FROM person_merge WHERE kept = ? AND {_STANDING} "
            "AND former IS NOT NULL",
            [person],
        )
        yield from (json.loads(former) for (former,) in rows.fetchall())


def _cells_of(db: Database, people: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    names = ("id", *_FOUND_BY)
    for person in people:
        row = db.execute(
            f"SELECT n, {', '.join(names)} FROM beneficiary WHERE id = ?", [person]
        ).fetchone()
        if row is not None:
            yield int(row[0]), dict(zip(names, row[1:], strict=True))
