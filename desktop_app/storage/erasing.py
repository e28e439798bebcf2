"""Erased values leave the log, and whatever else a laptop holds of them; the chain stays whole.

A certificate names the fields and the saves that had values of them. What it names is taken out
when the certificate comes, and out of saves that come after it. So every laptop ends with the
same bytes, whatever came first.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from desktop_app.domain.erasure import Erasure, Target
from desktop_app.storage import drafts, given, lines, parked, saves, search
from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import ERASURE, KINDS
from desktop_app.storage.log import Cells, read_payload
from desktop_app.storage.saves import Signed
from desktop_app.storage.store import Store

Place = tuple[str, str]
"""A record by kind and id."""

_GAP = b',"",{'
"""What only a record with erased values has in a payload: it has no salt."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEPT = frozenset(
    {"organisation", "device", "user", "union", "campaign", "code_entry", "fund_income", "erasure"}
)
"""Kinds that say nothing of people whom the union helps; an erasure of theirs is not heard."""
_OF_FACTS = frozenset({("second_keying", "keyed")})


def certificates(db: Database) -> list[Erasure]:
    """Read the certificates that are here, the earliest first."""
    names = ", ".join(f'"{column.name}"' for column in ERASURE.columns)
    rows = db.execute(f'SELECT id, {names} FROM "{ERASURE.name}" ORDER BY id')
    columns = ["id", *(column.name for column in ERASURE.columns)]
    return [ERASURE.build(dict(zip(columns, row, strict=True))) for row in rows]


class Erased:
    """What the certificates here say must be in none of the saves they name."""

    def __init__(self, certified: Iterable[Erasure]) -> None:
        self._of: dict[str, list[Mapping[Place, set[str]]]] = {}
        for one in certified:
            cells = by_place(one.cells)
            for save in one.saves:
                self._of.setdefault(save, []).append(cells)

    @property
    def saves(self) -> Iterable[str]:
        """Name the saves that have had such values."""
        return self._of.keys()

    def fields(self, save: str, place: Place) -> set[str]:
        """Name the fields of a record that are erased in a save."""
        return {field for cells in self._of.get(save, ()) for field in cells.get(place, ())}

    def without(self, signed: Signed) -> Signed:
        """Give a save without the values that are erased; the same one where there are none."""
        name = signed.save.name
        if name not in self._of:
            return signed
        before = signed.save.cells
        cells = tuple(one.without(self.fields(name, (one.kind, one.record))) for one in before)
        if all(one is other for one, other in zip(cells, before, strict=True)):
            return signed
        save = replace(signed.save, cells=cells)
        return Signed(save, signed.digest, signed.signature, save.payload())


def by_place(targets: Iterable[Target]) -> dict[Place, set[str]]:
    """Sort fields that may be erased by their records; what is no name of ours is left out."""
    found: dict[Place, set[str]] = {}
    for kind, record, field in targets:
        if may_go((kind, record, field)) and lines.is_record(kind, record):
            found.setdefault((kind, record), set()).add(field)
    return found


def may_go(target: Target) -> bool:
    """Tell whether a field is one that can be erased: what was paid, printed and signed is not."""
    kind, _record, field = target
    is_fact = kind in KINDS and KINDS[kind].is_fact
    return kind not in _KEPT and (not is_fact or (kind, field) in _OF_FACTS)


def held(db: Database, targets: AbstractSet[Target]) -> dict[Target, set[str]]:
    """Find which saves here hold a value of each field: those of the log, and what lies beside it.

    The whole log is read for it.
    """
    places = {(kind, record) for kind, record, _field in targets}
    needles = [record.encode() for _kind, record in places]
    found: dict[Target, set[str]] = {target: set() for target in targets}
    for name, cells in _everything(db, needles):
        for one in cells:
            for field, value in one.values.items():
                target = (one.kind, one.record, field)
                if value is not None and target in found:
                    found[target].add(name)
    return found


def erase(db: Database, certified: Iterable[Erasure]) -> set[Place]:
    """Take out what these certificates name, in the caller's transaction; give the records.

    The records are to be made anew from the log.
    """
    some = list(certified)
    if some:
        db.conn.execute("PRAGMA secure_delete = ON").fetchall()
    erased = Erased(some)
    targets = by_place(target for one in some for target in one.cells)
    for name in erased.saves:
        place = _place(name)
        if place is not None:
            saves.blank(db, place, erased.without)
            parked.blank(db, place, erased.without)
    for (kind, record), fields in targets.items():
        given.blank(db, kind, record, erased.fields)
        drafts.blank(db, record, fields)
    return set(targets)


def uncertified(db: Database) -> int:
    """Count the values that came erased although no certificate here says so.

    An honest laptop's certificate goes before what it empties; one that was revoked before it
    leaves such gaps, and so would one that keeps values back.
    """
    erased, count = Erased(certificates(db)), 0
    for device, stream, seq, payload in db.execute(
        "SELECT device, stream, seq, payload FROM log_save"
    ):
        if _GAP not in zlib.decompress(payload):
            continue
        name = f"{device}/{stream}/{seq}"
        for one in read_payload(payload):
            count += len(one.erased.keys() - erased.fields(name, (one.kind, one.record)))
    return count


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


def gone_contents(store: Store) -> set[str]:
    """Name the files that were erased and that no record names: they are not taken in again."""
    certified = {sha256 for one in certificates(store.db) for sha256 in one.contents}
    return certified - store.attachments.named() if certified else certified


def _place(name: str) -> tuple[str, str, int] | None:
    if not lines.is_save(name):
        return None
    device, stream, seq = name.split("/")
    return device, stream, int(seq)


def _everything(db: Database, needles: Iterable[bytes]) -> Iterator[tuple[str, tuple[Cells, ...]]]:
    """Read the saves that speak of some records, wherever they lie."""
    wanted = tuple(needles)

    def speaks(plain: bytes) -> bool:
        return any(needle in plain for needle in wanted)

    for table in ("log_save", "log_aside"):
        rows = db.execute(f"SELECT device, stream, seq, payload FROM {table}")
        yield from _speaking(rows.fetchall() if table == "log_aside" else rows, speaks)
    for (line,) in db.execute("SELECT line FROM log_parked").fetchall():
        plain = zlib.decompress(line)
        if speaks(plain):
            save = lines.read(plain).save
            yield save.name, save.cells
    for kind, record, name, stored in db.execute("SELECT kind, id, save, vals FROM log_given"):
        if record.encode() in wanted:
            yield name, (Cells(kind, record, json.loads(stored), {}, {}, ""),)


def _speaking(
    rows: Iterable[tuple[str, str, int, bytes]], speaks: Callable[[bytes], bool]
) -> Iterator[tuple[str, tuple[Cells, ...]]]:
    for device, stream, seq, payload in rows:
        if speaks(zlib.decompress(payload)):
            yield f"{device}/{stream}/{seq}", read_payload(payload)
