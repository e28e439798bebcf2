"""What stands in a record: its values, and the saves they come from.

A record keeps, per stream, the save it was born with; only fields changed since name heads of
their own, and only fields on which two people disagree keep the rivals' values there. So a
freshly imported person costs one short row (docs/decisions/011-change-log.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.domain.change import Edit, Head, Seen, disagree, stamp_after, surviving
from desktop_app.storage import projection, state_code
from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import KINDS, Kind, StreamClass, canonical
from desktop_app.storage.log import Cells

StreamName = Callable[[StreamClass], str]


@dataclass(slots=True)
class Standing:
    """A record as it stands, and as it will stand once it has heard the cells of a save."""

    kind: Kind[Any]
    record: str
    is_new: bool
    values: dict[str, Any] = field(default_factory=dict)
    born: dict[str, tuple[str, int]] = field(default_factory=dict)
    heads: dict[str, tuple[Head, ...]] = field(default_factory=dict)
    changed: dict[str, Any] = field(default_factory=dict)

    def heads_of(self, name: str, stream: str) -> tuple[Head, ...]:
        """Give the unreplaced operations of a field, the shown one last."""
        if name in self.heads:
            return self.heads[name]
        value = self.values.get(name)
        if value is None or stream not in self.born:
            return ()
        save, stamp = self.born[stream]
        return (Head.of(save, stamp, value),)

    def seen(self, stream_name: StreamName) -> Seen:
        """Tell, per field, which saves a reader of this record has before their eyes."""
        heads = {
            column.name: self.heads_of(column.name, stream_name(column.stream))
            for column in self.kind.columns
        }
        return {name: tuple(head.save for head in of) for name, of in heads.items() if of}

    def cut(self, edit: Edit, of: StreamClass, stream: str, at_ms: int) -> Cells:
        """Cut the part of an edit that belongs to one stream into cells for the log."""
        names = [name for name in edit.values if self.kind.column(name).stream is of]
        supersedes = {name: edit.seen.get(name, ()) for name in names}
        stamps: dict[str, int] = {}
        for name in names:
            known = [h for h in self.heads_of(name, stream) if h.save in supersedes[name]]
            stamp = stamp_after(at_ms, known)
            if stamp != at_ms:
                stamps[name] = stamp
        values = {name: edit.values[name] for name in names}
        return Cells.new(self.kind.name, self.record, values, supersedes, stamps)

    def hear(self, cells: Cells, stream: str, save: str, at_ms: int) -> None:
        """Take cells in. A record's first save in a stream needs no heads of its own."""
        is_birth = stream not in self.born
        if is_birth:
            self.born[stream] = (save, at_ms)
        for name, value in cells.values.items():
            if is_birth:
                self.changed[name] = value
            else:
                new = Head.of(save, cells.stamps.get(name, at_ms), value)
                before = self.heads_of(name, stream)
                self.heads[name] = surviving(before, new, cells.supersedes.get(name, ()))
                self.changed[name] = self.heads[name][-1].value

    @property
    def contested(self) -> bool:
        """Tell whether two people disagree on some field."""
        return any(disagree(heads) for heads in self.heads.values())

    def content(self) -> Mapping[str, Iterable[Any]]:
        """Give every value that stands in the record, rivals included, for the state code."""
        shown = {name: [value] for name, value in {**self.values, **self.changed}.items()}
        rivals = {name: [head.value for head in of] for name, of in self.heads.items()}
        return {**shown, **rivals}


def read(db: Database, kind: str, record: str) -> Standing:
    """Read how a record stands; an unknown one is new."""
    row = db.execute(
        "SELECT born, heads FROM log_record WHERE kind = ? AND id = ?", [kind, record]
    ).fetchone()
    if row is None:
        return Standing(KINDS[kind], record, is_new=True)
    return _standing(kind, record, projection.cells(db, KINDS[kind], record), *row)


def read_many(
    db: Database, kind: str, cells: Mapping[str, Mapping[str, Any]]
) -> dict[str, Standing]:
    """Read how many records stand whose cells are known already, by id."""
    marks = ", ".join("?" for _record in cells)
    rows = db.execute(
        f"SELECT id, born, heads FROM log_record WHERE kind = ? AND id IN ({marks})",
        [kind, *cells],
    )
    return {
        record: _standing(kind, record, cells[record], born, heads) for record, born, heads in rows
    }


def _standing(
    kind: str, record: str, values: Mapping[str, Any], stored_born: str, stored_heads: str | None
) -> Standing:
    born = {stream: (save, stamp) for stream, (save, stamp) in json.loads(stored_born).items()}
    heads = {
        name: tuple(_read_head(entry, values.get(name)) for entry in entries)
        for name, entries in json.loads(stored_heads or "{}").items()
    }
    return Standing(KINDS[kind], record, False, dict(values), born, heads)


def write(db: Database, records: Iterable[Standing]) -> None:
    """Write the rows of records after a save: the typed tables, then where they come from."""
    rows = []
    for record in records:
        projection.put(db, record.kind, record.record, record.changed, is_new=record.is_new)
        rows.append(_row(record))
    db.conn.executemany(
        "INSERT INTO log_record VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET "
        "digest = excluded.digest, born = excluded.born, heads = excluded.heads, "
        "contested = excluded.contested",
        rows,
    )


def _row(record: Standing) -> tuple[Any, ...]:
    heads = {name: [_written(head, of) for head in of] for name, of in record.heads.items()}
    return (
        record.kind.name,
        record.record,
        state_code.bucket_of(record.record),
        state_code.record_digest(record.kind.name, record.record, record.content()),
        canonical(record.born),
        canonical(heads) if heads else None,
        int(record.contested),
    )


def _written(head: Head, rivals: tuple[Head, ...]) -> list[Any]:
    """Leave out the value of a head that stands alone: the typed table shows it."""
    return [head.save, head.stamp] if len(rivals) == 1 else [head.save, head.stamp, head.value]


def _read_head(entry: list[Any], shown: Any) -> Head:
    save, stamp, *value = entry
    return Head.of(save, stamp, value[0] if value else shown)
