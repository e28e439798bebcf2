"""Parts of saves that were given to a team: the cells of some records, without the whole save.

A save speaks of many records, and its chain is whole or nothing. A team that may know of some
people only is given the cells of these alone, under the names of the saves they stand in. So
what the team changes names what it has seen, as everywhere, and the office that holds the saves
finds no conflict that is none. The laptop that gave them vouches for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.domain.change import Head
from desktop_app.storage import standing
from desktop_app.storage.choosing import GIVEN
from desktop_app.storage.cipher import Database
from desktop_app.storage.forks import CloneError
from desktop_app.storage.kinds import KINDS, canonical
from desktop_app.storage.lines import DamagedBundleError, read_part
from desktop_app.storage.log import Cells, Save
from desktop_app.storage.saves import Signed, Vector, holds
from desktop_app.storage.standing import Standing

MOST_BESIDE = 200
"""A field with more rivals is no team's before the office has settled it: each names all others."""

_COLUMNS = "kind, id, save, at_ms, vals, seen, stamps"


@dataclass(frozen=True, slots=True)
class Part:
    """The cells of one record from a save; `beside` are the saves that stand beside it there.

    Whoever gives them holds the log up to `have`: what stands here, lies within that and is not
    among what stands there, was replaced.
    """

    save: str
    at_ms: int
    cells: Cells

    @property
    def beside(self) -> Mapping[str, Sequence[str]]:
        """Give, per field, the saves of which values stand at the giver's."""
        return self.cells.supersedes


def parts_of(db: Database, kind: str, record: str, without: frozenset[str]) -> Iterator[bytes]:
    """Write a record as lines for a team, one for each save that something of it stands in.

    Fields `without` stay out, and so do those on which very many disagree, and a record that is
    gone.
    """
    found = standing.read(db, kind, record)
    by_save: dict[str, dict[str, Head]] = {}
    beside: dict[str, list[str]] = {}
    for name in () if found.is_gone else (column.name for column in found.kind.columns):
        heads = found.heads_of(name) if name not in without else ()
        if len(heads) > MOST_BESIDE:
            continue
        if len(heads) > 1:
            beside[name] = sorted(head.save for head in heads)
        for head in heads:
            by_save.setdefault(head.save, {})[name] = head
    for save, cells in sorted(by_save.items()):
        at_ms = min(head.stamp for head in cells.values())
        yield canonical(
            {
                "kind": kind,
                "record": record,
                "save": save,
                "at": at_ms,
                "values": {name: head.value for name, head in cells.items()},
                "stamps": {n: head.stamp for n, head in cells.items() if head.stamp != at_ms},
                "beside": {name: saves for name, saves in beside.items() if name in cells},
            }
        ).encode()


def read(line: bytes) -> Part:
    """Read such a line strictly. Raises DamagedBundleError."""
    return Part(*read_part(line))


def insist(db: Database, part: Part, own: str, have: Vector) -> None:
    """Insist that a part may come from an honest giver, who holds `have`.

    A kind of which no team is given anything goes by whole saves alone; one that only a newer
    program knows is kept. Raises DamagedBundleError, and CloneError where the giver holds more of
    this laptop, `own`, than it has itself.
    """
    kind = part.cells.kind
    if kind in KINDS and kind not in GIVEN:
        raise DamagedBundleError(place="kind")
    if part.save.split("/")[0] == own and not holds(db, part.save):
        if _lies_within(part.save, have):
            raise CloneError(device=own)
        raise DamagedBundleError(place="save")


def keep(db: Database, part: Part, found: Standing, have: Vector, exchange: int) -> Signed | None:
    """Keep what is new in a part of a record; None where everything is here already.

    What it gives back is what the record has to hear: with it goes what the part replaces.
    """
    cells, known = part.cells, set[str]()
    rows = db.execute(
        "SELECT vals FROM log_given WHERE kind = ? AND id = ? AND save = ?",
        [cells.kind, cells.record, part.save],
    )
    for (vals,) in rows:
        known |= json.loads(vals).keys()
    values = {name: value for name, value in cells.values.items() if name not in known}
    if not values:
        return None
    seen = {name: _replaced(name, part, found, have) for name in values}
    stamps = {name: stamp for name, stamp in cells.stamps.items() if name in values}
    fresh = replace(
        cells,
        values=values,
        stamps=stamps,
        supersedes={name: saves for name, saves in seen.items() if saves},
    )
    db.execute(
        f"INSERT INTO log_given (exchange, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(exchange, cells.kind, cells.record, part.save, part.at_ms),
            *(canonical(values), canonical(fresh.supersedes), canonical(stamps)),
        ],
    )
    return _part(part.save, part.at_ms, fresh)


def _replaced(name: str, part: Part, found: Standing, have: Vector) -> list[str]:
    """Name the saves that stand here and that the giver, who holds them, has seen replaced."""
    stand_there = {part.save, *part.beside.get(name, ())}
    here = (head.save for head in found.heads_in_all(name) if head.save not in stand_there)
    return [save for save in here if _lies_within(save, have)]


def _lies_within(save: str, have: Vector) -> bool:
    device, stream, seq = save.split("/")
    return int(seq) <= have.get((device, stream), 0)


def all_of(db: Database) -> Iterator[Signed]:
    """Read every part in the order in which it was given, but of saves that have come whole."""
    return _read(db, "1", [])


def of_exchange(db: Database, exchange: int) -> Iterator[Signed]:
    """Read what one exchange has given."""
    return _read(db, "exchange = ?", [exchange])


def forget(db: Database, exchange: int) -> None:
    """Forget what one exchange has given."""
    db.execute("DELETE FROM log_given WHERE exchange = ?", [exchange])


def blank(
    db: Database, kind: str, record: str, erased: Callable[[str, tuple[str, str]], set[str]]
) -> bool:
    """Empty what was given of a record and tell whether it was; `erased` names fields of saves."""
    is_changed = False
    rows = db.execute(
        "SELECT n, save, vals FROM log_given WHERE kind = ? AND id = ?", [kind, record]
    ).fetchall()
    for n, save, stored in rows:
        values = json.loads(stored)
        gone = {name for name in erased(save, (kind, record)) if values.get(name) is not None}
        if gone:
            db.conn.execute("PRAGMA secure_delete = ON").fetchall()
            values |= dict.fromkeys(gone)
            db.execute("UPDATE log_given SET vals = ? WHERE n = ?", [canonical(values), n])
            is_changed = True
    return is_changed


def empty(db: Database, part: Part) -> bool:
    """Empty what was given of a save earlier and has been erased since where it was given from.

    Tell whether anything was: a value of a save changes in no other way.
    """
    none = {name for name, value in part.cells.values.items() if value is None}
    kind, record = part.cells.kind, part.cells.record
    return bool(none) and blank(
        db, kind, record, lambda save, _: none if save == part.save else set()
    )


def come_whole(db: Database, exchange: int) -> set[tuple[str, str]]:
    """List the records of which something was given of saves that this exchange brought whole.

    What the giver said and the save does not say goes with its part, here as in a ledger made anew.
    """
    rows = db.execute("SELECT kind, id, save FROM log_given").fetchall()
    brought = {name for name in {save for _kind, _id, save in rows} if _came(db, name, exchange)}
    return {(kind, record) for kind, record, save in rows if save in brought}


def of_saves(db: Database, gone: Iterable[Signed]) -> set[tuple[str, str]]:
    """List the records of which something was given of saves that are not held whole any more."""
    names = {one.save.name for one in gone}
    rows = db.execute("SELECT kind, id, save FROM log_given") if names else ()
    return {(kind, record) for kind, record, save in rows if save in names}


def _came(db: Database, save: str, exchange: int) -> bool:
    row = db.execute(
        "SELECT taken FROM log_save WHERE device = ? AND stream = ? AND seq = ?", save.split("/")
    ).fetchone()
    return row is not None and row[0] == exchange


def places(db: Database) -> list[tuple[str, str]]:
    """List the records of which something was given, by kind and id."""
    return list(db.execute("SELECT DISTINCT kind, id FROM log_given"))


def _read(db: Database, condition: str, values: list[Any]) -> Iterator[Signed]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM log_given WHERE {condition} ORDER BY n", values)
    for kind, record, save, at_ms, *stored in rows.fetchall():
        if not holds(db, save):
            vals, seen, stamps = (dict(json.loads(text)) for text in stored)
            cells = Cells(kind, record, vals, seen, stamps, "")
            yield _part(save, at_ms, cells)


def _part(name: str, at_ms: int, cells: Cells) -> Signed:
    device, stream, seq = name.split("/")
    save = Save(
        device=device,
        stream=stream,
        seq=int(seq),
        at_ms=at_ms,
        actor="",
        role="",
        action="",
        subject="",
        reason="",
        version=0,
        cells=(cells,),
        prev=b"",
    )
    return Signed(save, b"", b"", b"")
