"""Reading records of one kind; writing goes through the one write path alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from desktop_app.domain.change import Edit, Reading, Seen
from desktop_app.storage.batches import batches
from desktop_app.storage.changes import Changes
from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import Kind

R = TypeVar("R")


class Records(Generic[R]):
    """Finds records of one kind; knows no rules and no screens."""

    def __init__(self, db: Database, changes: Changes, kind: Kind[R]) -> None:
        self._db = db
        self._changes = changes
        self.kind = kind

    def get(self, record: str) -> R | None:
        """Read one record by its id."""
        found = self.where("id = ?", [record])
        return found[0] if found else None

    def reading(self, record: str) -> Reading[R] | None:
        """Read one record together with the saves it is made of, for a form."""
        found = self.get(record)
        if found is None:
            return None
        return Reading(found, self._changes.seen(self.kind.name, record))

    def readings(self, records: Sequence[R]) -> list[Reading[R]]:
        """Add to each of these records the saves it is made of."""
        by_id = {id_of(record): record for record in records}
        seen: dict[str, Seen] = {}
        for some in batches(list(by_id)):
            cells = {record: self.kind.cells(by_id[record]) for record in some}
            seen |= self._changes.seen_of_many(self.kind.name, cells)
        return [Reading(record, seen[identifier]) for identifier, record in by_id.items()]

    def where(
        self,
        condition: str = "1",
        values: Sequence[Any] = (),
        *,
        order: str = "n",
        limit: int = -1,
        offset: int = 0,
    ) -> list[R]:
        """Read the records that fit a condition written in this floor's SQL."""
        names = ["id", *(column.name for column in self.kind.columns)]
        listed = ", ".join(f'"{name}"' for name in names)
        rows = self._db.execute(
            f'SELECT {listed} FROM "{self.kind.name}" WHERE {condition} '
            f"ORDER BY {order} LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return [self.kind.read_of(record, stored) for record, *stored in rows]

    def with_values(self, wanted: Sequence[tuple[str, str]], limit: int = -1) -> list[R]:
        """Read the records whose columns hold these values, the latest first."""
        for name, _value in wanted:
            self.kind.column(name)
        condition = " AND ".join(f'CAST("{name}" AS TEXT) = ?' for name, _value in wanted) or "1"
        return self.where(
            condition, [value for _name, value in wanted], order="n DESC", limit=limit
        )

    def count(self, condition: str = "1", values: Sequence[Any] = ()) -> int:
        """Count the records that fit a condition."""
        (number,) = self._db.execute(
            f'SELECT count(*) FROM "{self.kind.name}" WHERE {condition}', list(values)
        ).fetchone()
        return int(number)

    def words_in(self, field: str) -> list[str]:
        """List the texts that a field holds so far, the most frequent first."""
        self.kind.column(field)
        rows = self._db.execute(
            f'SELECT "{field}" FROM "{self.kind.name}" WHERE "{field}" IS NOT NULL '
            f'GROUP BY "{field}" ORDER BY count(*) DESC, max(n) DESC'
        )
        return [str(text) for (text,) in rows]


def id_of(record: object) -> str:
    """Give the id that every record has."""
    return str(record.id)  # type: ignore[attr-defined]


def edit_of(kind: Kind[R], record: R, base: Reading[R] | None = None) -> Edit:
    """Say what a changed record changes, compared with what its author had read.

    A record without a base is new. An edit without values changes nothing.
    """
    new = kind.cells(record)
    identifier = id_of(record)
    if base is None:
        return Edit(kind.name, identifier, new)
    old = kind.cells(base.record)
    differing = {name: new.get(name) for name in {*new, *old} if new.get(name) != old.get(name)}
    return Edit(kind.name, identifier, dict(sorted(differing.items())), base.seen)
