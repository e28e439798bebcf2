"""What stands in a record: its values, and the saves they come from.

A record keeps, per stream, the save it was born with; only fields changed since name heads of
their own, and only fields on which two people disagree keep the rivals' values there. So a
freshly imported person costs one short row (docs/decisions/011-change-log.md).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from desktop_app.domain.change import (
    DELETED,
    LAST_STAMP,
    Edit,
    Head,
    Seen,
    disagree,
    stamp_after,
    surviving,
)
from desktop_app.storage import projection, state_code
from desktop_app.storage.batches import batches
from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import KINDS, Kind, canonical
from desktop_app.storage.log import Cells
from desktop_app.storage.presence import Presence

APART = "?"
"""Before the name of a field: what stands there with all that this program cannot show."""


@dataclass(frozen=True, slots=True)
class _Hearing:
    """What a record needs to know while it hears a save: who is here, and what came later."""

    presence: Presence
    later: Mapping[str, Sequence[Head]]

    def replaced_by(self, name: str) -> tuple[Head, ...]:
        """Give the operations here that replace this one of a field; apart, of all of them."""
        shown = self.later.get(name.removeprefix(APART), ())
        return tuple(shown) if not name.startswith(APART) else (*shown, *self.later.get(name, ()))


@dataclass(slots=True)
class Standing:
    """A record as it stands, and as it will stand once it has heard the cells of a save.

    `born` gives, per class of stream, the save whose values need no heads of their own; `texts`
    are values as canonical JSON where they were just heard so. `unread` gives the heads of the
    fields of which this program cannot show everything, those that it can show among them: so the
    content has one digest whichever program holds it. `named` gives the saves of the heads of
    fields that were heard of: of thousands of rivals nobody looks at each for every save.
    """

    kind: Kind[Any]
    record: str
    is_new: bool
    values: dict[str, Any] = field(default_factory=dict)
    born: dict[str, tuple[str, int]] = field(default_factory=dict)
    heads: dict[str, tuple[Head, ...]] = field(default_factory=dict)
    changed: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    unread: dict[str, tuple[Head, ...]] = field(default_factory=dict)
    was_gone: bool = False
    was_contested: bool = False
    named: dict[str, set[str]] = field(default_factory=dict, init=False)

    def heads_of(self, name: str) -> tuple[Head, ...]:
        """Give the unreplaced operations of a field, the shown one last."""
        if name in self.heads:
            return self.heads[name]
        value = self.values.get(name)
        if value is None:
            return ()
        born = self.born.get(self.kind.stream_of(name))
        return (Head.of(*born, value),) if born else ()

    def seen(self) -> Seen:
        """Tell, per field, which saves a reader of this record has before their eyes."""
        heads = {name: self.heads_of(name) for name in self.fields()}
        return {name: tuple(head.save for head in of) for name, of in heads.items() if of}

    def cut(self, part: Edit, at_ms: int) -> Cells:
        """Cut the part of an edit that belongs to one stream into cells for the log."""
        supersedes = {name: seen for name in part.values if (seen := part.seen.get(name))}
        stamps: dict[str, int] = {}
        for name in () if self.is_new and at_ms <= LAST_STAMP else part.values:
            seen = supersedes.get(name, ())
            stamp = stamp_after(at_ms, [head for head in self.heads_of(name) if head.save in seen])
            if stamp != at_ms:
                stamps[name] = stamp
        return Cells.new(self.kind.name, self.record, part.values, supersedes, stamps)

    def hear(
        self,
        cells: Cells,
        of: str,
        save: str,
        at_ms: int,
        presence: Presence,
        *,
        left: Collection[str] = (),
    ) -> None:
        """Take cells in that came in a stream of class `of`, in whatever order saves arrive.

        What a record's first save in a class says for the first time needs no heads of its own.
        Fields that are `left` cannot be shown by this program; what stands there is kept apart.
        """
        later = presence.replaced_by(save, self.kind.name, self.record)
        hearing = _Hearing(presence, later)
        is_birth = of not in self.born and len(left) < len(cells.values)
        if is_birth:
            self.born[of] = (save, at_ms)
        is_fact, supersedes = self.kind.is_fact, cells.supersedes
        for name, value in cells.values.items():
            seen = () if is_fact else supersedes.get(name, ())
            is_apart = name in left or name in self.unread
            is_plain = value is not None and not (seen or later) and name not in cells.stamps
            if is_birth and is_plain and name != DELETED and not is_apart:
                self._show(name, value)
                self.texts[name] = cells.texts[name]
                continue
            seen = tuple(seen)
            covers = seen if name == DELETED else ()
            new = Head.of(save, cells.stamps.get(name, at_ms), value, covers)
            if is_apart:
                before = self.heads_in_all(name)
                self.unread[name] = self._after(APART + name, before, new, seen, hearing)
            if name not in left:
                before = self.heads_of(name)
                self.heads[name] = self._after(name, before, new, seen, hearing)
                self._show(name, self.heads[name][-1].value)

    def heads_in_all(self, name: str) -> tuple[Head, ...]:
        """Give the unreplaced operations of a field, those that cannot be shown among them."""
        return self.unread[name] if name in self.unread else self.heads_of(name)

    def _after(
        self,
        name: str,
        before: Sequence[Head],
        new: Head,
        seen: Sequence[str],
        hearing: _Hearing,
    ) -> tuple[Head, ...]:
        """Say what stands in a field after an operation; note what it replaces and is to come."""
        if name not in self.named:
            self.named[name] = {head.save for head in before}
        known = self.named[name]
        presence = hearing.presence
        for one in seen:
            is_away = one not in known and not presence.is_here(one)
            if is_away or presence.is_part(one):
                presence.wait_for(one, self.kind.name, self.record, name, new)
        replaced_by = () if self.kind.is_fact else hearing.replaced_by(name)
        standing = [one for one in seen if one in known or one == new.save]
        after = surviving(before, new, standing, replaced_by)
        if standing:
            self.named[name] = {head.save for head in after}
        elif len(after) > len(before):
            known.add(new.save)
        return after

    def _show(self, name: str, value: Any) -> None:
        self.values[name] = value
        if name != DELETED:
            self.changed[name] = value

    def fields(self) -> list[str]:
        """Name all fields of the kind, and the one that deletes the record."""
        return [*(column.name for column in self.kind.columns), DELETED]

    @property
    def deletions(self) -> tuple[Head, ...]:
        """Give the unreplaced operations that say the record is gone."""
        return tuple(head for head in self.heads.get(DELETED, ()) if head.value is True)

    @property
    def unforeseen(self) -> tuple[str, ...]:
        """Name the fields with a value that whoever deleted the record had not seen."""
        covered = {save for head in self.deletions for save in head.covers}
        return tuple(
            name
            for name in self.fields()
            if name != DELETED and any(head.save not in covered for head in self.heads_of(name))
        )

    @property
    def is_gone(self) -> bool:
        """Tell whether the record is deleted, and everybody who edited it knew."""
        return bool(self.deletions) and not self.unforeseen and not disagree(self.heads[DELETED])

    @property
    def contested(self) -> bool:
        """Tell whether two people disagree on some field, or on whether the record is gone."""
        if any(disagree(heads) for heads in self.heads.values()):
            return True
        return bool(self.deletions) and bool(self.unforeseen)

    def content(self) -> Mapping[str, Sequence[str]]:
        """Write every value that stands in the record, rivals included, for the state code."""
        heads = {**self.heads, **self.unread}
        told = {}
        for name, value in self.values.items():
            if name not in heads and value is not None:
                told[name] = [self.texts.get(name) or canonical(value)]
        for name, of in heads.items():
            texts = {canonical(head.value) for head in of if head.value is not None}
            if texts:
                told[name] = sorted(texts)
        return told


def _kind(name: str) -> Kind[Any]:
    """Find a kind; of one that only a newer program knows nothing can be shown."""
    return KINDS.get(name) or Kind(name, dict, ())


def read(db: Database, kind: str, record: str) -> Standing:
    """Read how a record stands; an unknown one is new."""
    (found,) = read_all(db, [(kind, record)])
    return found


def read_all(db: Database, places: Sequence[tuple[str, str]]) -> list[Standing]:
    """Read how records stand, each by kind and id; unknown ones are new."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, record in places:
        by_kind[kind].append(record)
    known = {
        (kind, record): stored
        for kind, records in by_kind.items()
        for some in batches(records)
        for record, *stored in _rows(db, kind, some)
    }
    return [
        _standing(place, projection.cells(db, _kind(place[0]), place[1]), *known[place])
        if place in known
        else Standing(_kind(place[0]), place[1], is_new=True)
        for place in places
    ]


def read_many(
    db: Database, kind: str, cells: Mapping[str, Mapping[str, Any]]
) -> dict[str, Standing]:
    """Read how many records stand whose cells are known already, by id."""
    return {
        record: _standing((kind, record), cells[record], *stored)
        for record, *stored in _rows(db, kind, list(cells))
    }


def _rows(db: Database, kind: str, records: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    marks = ", ".join("?" for _record in records)
    return db.execute(
        f"SELECT id, born, heads, contested FROM log_record WHERE kind = ? AND id IN ({marks})",
        [kind, *records],
    )


def contested(db: Database) -> list[Standing]:
    """Read the records on which people disagree, by kind and id."""
    rows = db.execute("SELECT kind, id FROM log_record WHERE contested = 1 ORDER BY kind, id")
    return [read(db, kind, record) for kind, record in rows.fetchall() if kind in KINDS]


def write(db: Database, records: Iterable[Standing]) -> None:
    """Write the rows of records after a save: the typed tables, then where they come from."""
    records = list(records)
    for is_plain, some in groupby(records, _is_plainly_new):
        if is_plain:
            projection.put_new(db, ((one.kind, one.record, one.changed, one.texts) for one in some))
        else:
            for record in some:
                _project(db, record)
    db.conn.executemany(
        "INSERT INTO log_record VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET "
        "digest = excluded.digest, born = excluded.born, heads = excluded.heads, "
        "contested = excluded.contested",
        [_row(record) for record in records],
    )


def forget(db: Database, kind: str, record: str) -> None:
    """Forget a record that no save speaks of any more."""
    projection.remove(db, _kind(kind), record)
    db.execute("DELETE FROM log_record WHERE kind = ? AND id = ?", [kind, record])


def is_fact_changed(record: Standing) -> bool:
    """Tell whether writing a record changes a fact: it came in parts, or was told twice."""
    return record.kind.is_fact and not record.is_new and bool(record.changed)


def _is_plainly_new(record: Standing) -> bool:
    is_bare = record.is_new and bool(record.born) and not record.heads
    return is_bare and projection.stands_alone(record.kind)


def _project(db: Database, record: Standing) -> None:
    """Show a record, or take it out of sight; what is gone keeps its values in its heads."""
    was_shown = not (record.is_new or record.was_gone)
    if record.is_gone or not record.born:
        if was_shown:
            projection.remove(db, record.kind, record.record)
        return
    cells = record.changed if was_shown else record.values
    shown = {name: value for name, value in cells.items() if name != DELETED}
    projection.put(db, record.kind, record.record, shown, is_new=not was_shown)


def _standing(
    place: tuple[str, str],
    values: Mapping[str, Any],
    stored_born: str,
    stored_heads: str | None,
    was_contested: int,
) -> Standing:
    born = {
        stream.rpartition(".")[2]: (save, stamp)
        for stream, (save, stamp) in json.loads(stored_born).items()
    }
    every = {
        name: tuple(_read_head(entry, values.get(name)) for entry in entries)
        for name, entries in json.loads(stored_heads or "{}").items()
    }
    unread = {name[1:]: of for name, of in every.items() if name.startswith(APART)}
    heads = {name: of for name, of in every.items() if not name.startswith(APART)}
    made = Standing(_kind(place[0]), place[1], not born, dict(values), born, heads)
    made.unread = unread
    made.was_contested = bool(was_contested)
    made.was_gone = made.is_gone
    if made.was_gone:
        made.values = {name: of[-1].value for name, of in heads.items()}
    return made


def _row(record: Standing) -> tuple[Any, ...]:
    whole = record.is_gone
    names = [name for name in record.fields() if record.heads_of(name)] if whole else record.heads
    heads = {
        name: [_written(head, whole or len(of) > 1 or name == DELETED) for head in of]
        for name in names
        if (of := record.heads_of(name))
    }
    for name, of in record.unread.items():
        heads[APART + name] = [_written(head, with_value=True) for head in of]
    return (
        record.kind.name,
        record.record,
        state_code.bucket_of(record.record),
        state_code.record_digest(record.kind.name, record.record, record.content()),
        canonical(record.born),
        canonical(heads) if heads else None,
        int(record.contested),
    )


def _written(head: Head, with_value: bool) -> list[Any]:
    """Leave out the value of a head that stands alone: the typed table shows it."""
    if head.covers:
        return [head.save, head.stamp, head.value, list(head.covers)]
    return [head.save, head.stamp, head.value] if with_value else [head.save, head.stamp]


def _read_head(entry: list[Any], shown: Any) -> Head:
    save, stamp, *rest = entry
    covers = tuple(rest[1]) if len(rest) > 1 else ()
    return Head.of(save, stamp, rest[0] if rest else shown, covers)
