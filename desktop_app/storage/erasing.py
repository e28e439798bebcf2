"""Erased values leave the log, and whatever else a laptop holds of them; the chain stays whole.

A certificate names the fields, the saves that had values of them and the hashes of these values.
What it names is taken out when the certificate comes, and out of saves that come after it. A copied
ledger that tells its saves again under another name says the same values with the same hashes, so
they are found there, too. So every laptop ends with the same bytes, whatever came first.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from desktop_app.domain.erasure import DIGITS, Erasure, Target
from desktop_app.storage import drafts, given, lines, parked, saves, search, standing, told
from desktop_app.storage.cipher import Database
from desktop_app.storage.erasable import may_go
from desktop_app.storage.given import Part
from desktop_app.storage.kinds import ERASURE
from desktop_app.storage.log import Cells, read_payload
from desktop_app.storage.saves import Signed
from desktop_app.storage.store import Store
from desktop_app.storage.unread import left_of

Place = tuple[str, str]
"""A record by kind and id."""

Fields = Mapping[Place, set[str]]
"""Fields by their records."""

_SPOKEN_OF = re.compile(rb'\["[a-z][a-z0-9_]*","([0-9a-f]{8,64})",\{')
"""Where a payload or a parked line begins to speak of a record."""
_LOGS = ("log_save", "log_aside")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def certificates(db: Database) -> list[Erasure]:
    """Read the certificates that are here, the earliest first."""
    names = ", ".join(f'"{column.name}"' for column in ERASURE.columns)
    rows = db.execute(f'SELECT id, {names} FROM "{ERASURE.name}" ORDER BY id')
    columns = ["id", *(column.name for column in ERASURE.columns)]
    return [ERASURE.read(dict(zip(columns, row, strict=True))) for row in rows]


def uncounted(db: Database) -> list[Erasure]:
    """Read the certificates that count for nothing, as their laptop was revoked before them."""
    found = {
        cells.record: ERASURE.read_of(
            cells.record, [one.stored(cells.values.get(one.name)) for one in ERASURE.columns]
        )
        for late in told.late_of_office(db)
        for cells in late.save.cells
        if cells.kind == ERASURE.name and not left_of(late.save, cells)
    }
    return [found[one] for one in sorted(found)]


class Erased:
    """What the certificates here say must be in no save any more."""

    def __init__(self, certified: Iterable[Erasure]) -> None:
        self._named: dict[str, list[Fields]] = {}
        self._unhashed: dict[str, list[Fields]] = {}
        self._hashed: dict[Place, list[tuple[set[str], AbstractSet[str]]]] = {}
        for one in certified:
            self._note(one, by_place(one.cells))

    def _note(self, one: Erasure, fields: Fields) -> None:
        every: set[str] = set()
        for save, digests in one.bearers:
            self._named.setdefault(save, []).append(fields)
            if not digests:
                self._unhashed.setdefault(save, []).append(fields)
            every |= digests
        for place, names in fields.items() if every else ():
            self._hashed.setdefault(place, []).append((names, every))

    @property
    def unhashed(self) -> Iterable[str]:
        """Name the saves of which only the names are known."""
        return self._unhashed.keys()

    @property
    def records(self) -> set[str]:
        """Name the records of which values are erased by their hashes."""
        return {record for _kind, record in self._hashed}

    def in_part(self, save: str, place: Place) -> set[str]:
        """Name the fields of a record that are erased in the part of a save given to a team.

        It has no salts, so it goes by the name of the save alone.
        """
        return {field for fields in self._named.get(save, ()) for field in fields.get(place, ())}

    def in_save(self, save: str, cells: Cells) -> set[str]:
        """Name the fields that are or have to be erased in what a save says of a record."""
        place = (cells.kind, cells.record)
        gone = {field for of in self._unhashed.get(save, ()) for field in of.get(place, ())}
        for names, digests in self._hashed.get(place, ()):
            said = names & (cells.values.keys() | cells.erased.keys())
            gone |= {field for field in said if cells.digest_of(field)[:DIGITS] in digests}
        return gone

    def without(self, signed: Signed) -> Signed:
        """Give a save without the values that are erased; the same one where there are none."""
        if not self._named:
            return signed
        name, before = signed.save.name, signed.save.cells
        cells = tuple(one.without(self.in_save(name, one)) for one in before)
        if all(one is other for one, other in zip(cells, before, strict=True)):
            return signed
        save = replace(signed.save, cells=cells)
        return Signed(save, signed.digest, signed.signature, save.payload())

    def part_without(self, part: Part) -> Part:
        """Give a part of a save without the values that are erased."""
        cells = part.cells
        gone = self.in_part(part.save, (cells.kind, cells.record)) & cells.values.keys()
        values = {**cells.values, **dict.fromkeys(gone)}
        return replace(part, cells=replace(cells, values=values)) if gone else part


def by_place(targets: Iterable[Target]) -> dict[Place, set[str]]:
    """Sort fields that may be erased by their records; what is no name of ours is left out."""
    found: dict[Place, set[str]] = {}
    for kind, record, field in targets:
        if may_go((kind, record, field)) and lines.is_record(kind, record):
            found.setdefault((kind, record), set()).add(field)
    return found


def held(db: Database, targets: AbstractSet[Target]) -> dict[Target, dict[str, set[str]]]:
    """Find the saves here that hold a value of each field: those of the log, and what lies beside.

    Each comes with the hashes that stand for the value in the chain; of what was given in parts
    none is known. What is missing here without a certificate others may still hold. The whole log
    is read for it.
    """
    found: dict[Target, dict[str, set[str]]] = {target: {} for target in targets}
    erased = Erased(certificates(db))
    for name, cells in _everything(db, {record for _kind, record, _field in targets}):
        for one in cells:
            for field, value in one.values.items():
                target = (one.kind, one.record, field)
                if value is not None and target in found:
                    digests = found[target].setdefault(name, set())
                    if one.salt or one.salts:
                        digests.add(one.digest_of(field))
            for field in one.erased.keys() - erased.in_save(name, one):
                target = (one.kind, one.record, field)
                if target in found:
                    found[target].setdefault(name, set()).add(one.erased[field])
    return found


def erase(db: Database, certified: Iterable[Erasure]) -> set[Place]:
    """Take out what these certificates name, in the caller's transaction; give the records.

    The records are to be made anew from the log. The whole log is read for it.
    """
    some = list(certified)
    if not some:
        return set()
    db.conn.execute("PRAGMA secure_delete = ON").fetchall()
    erased = Erased(some)
    named = {place for name in erased.unhashed if (place := _place(name))}
    for place in named | set(_speaking_of(db, erased.records)):
        saves.blank(db, place, erased.without)
        parked.blank(db, place, erased.without)
    targets = by_place(target for one in some for target in one.cells)
    for (kind, record), fields in targets.items():
        given.blank(db, kind, record, erased.in_part)
        drafts.blank(db, record, fields)
    return set(targets)


def leave_only_what_stands(db: Database) -> set[Place]:
    """Empty what was given of erased fields and has been replaced since; give the records.

    A part of a save has no salts, so what was told again under another name is not known in it.
    """
    targets = by_place(target for one in certificates(db) for target in one.cells)
    emptied: set[Place] = set()
    for place in given.places(db) if targets else ():
        found = standing.read(db, *place) if place in targets else None
        if found is None:
            continue
        stands = {name: {one.save for one in found.heads_in_all(name)} for name in targets[place]}

        def replaced(save: str, _place: Place, stands: Mapping[str, set[str]] = stands) -> set[str]:
            return {name for name, of in stands.items() if save not in of}

        if given.blank(db, *place, replaced):
            emptied.add(place)
    return emptied


def leave_nothing(store: Store, contents: Iterable[str]) -> None:
    """Take away the files that went with what was erased, and what lies in free pages.

    To be called when the transaction is over. Files that another record names stay.
    """
    named = store.attachments.named()
    for sha256 in contents:
        if _SHA256.fullmatch(sha256) and sha256 not in named:
            store.blobs.drop(sha256)
    with store.transaction():
        search.settle(store.db)
    store.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _place(name: str) -> tuple[str, str, int] | None:
    if not lines.is_save(name):
        return None
    device, stream, seq = name.split("/")
    return device, stream, int(seq)


def _everything(db: Database, records: AbstractSet[str]) -> Iterator[tuple[str, tuple[Cells, ...]]]:
    """Read the saves that speak of some records, wherever they lie, and what was given of them."""
    for table in _LOGS:
        for device, stream, seq, payload in db.execute(
            f"SELECT device, stream, seq, payload FROM {table}"
        ):
            if _speaks_of(records, zlib.decompress(payload)):
                yield f"{device}/{stream}/{seq}", read_payload(payload)
    for (line,) in db.execute("SELECT line FROM log_parked"):
        plain = zlib.decompress(line)
        if _speaks_of(records, plain):
            save = lines.read(plain).save
            yield save.name, save.cells
    for kind, record, name, stored in db.execute("SELECT kind, id, save, vals FROM log_given"):
        if record in records:
            yield name, (Cells(kind, record, json.loads(stored), {}, {}, ""),)


def _speaking_of(db: Database, records: AbstractSet[str]) -> Iterator[saves.Place]:
    """List the saves that speak of some records, in the log, set aside and parked."""
    tables = [(table, "payload") for table in _LOGS] + [("log_parked", "line")]
    for table, column in tables if records else ():
        for device, stream, seq, packed in db.execute(
            f"SELECT device, stream, seq, {column} FROM {table}"
        ):
            if _speaks_of(records, zlib.decompress(packed)):
                yield device, stream, seq


def _speaks_of(records: AbstractSet[str], plain: bytes) -> bool:
    return not records.isdisjoint(one.decode() for one in _SPOKEN_OF.findall(plain))
