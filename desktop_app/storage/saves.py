"""The log as a table: saves are appended, read in order, and set aside whole, never changed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.storage.batches import batches
from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import canonical
from desktop_app.storage.log import GENESIS, Cells, Save, read_payload

Chain = tuple[str, str]
"""A laptop and one of its streams."""

Place = tuple[str, str, int]
"""A save by its laptop, stream and number."""

Vector = Mapping[Chain, int]
"""Per chain the last sequence number."""

_FACTS = "device, stream, seq, at_ms, actor, role, action, subject, reason, version"
COLUMNS = f"{_FACTS}, payload, prev, hash, sig"
_TOLD = "actor, role, action, subject, reason"
_TOLD_BYTES = " + ".join(f"octet_length({name})" for name in _TOLD.split(", "))
_LINE_BYTES = 700
"""More than the names of the facts, hashes, numbers and the signature take in a line."""
_MOST_ESCAPED = 6
"""How many bytes JSON makes of one."""
_MOST_DENSE = 1_032
"""How many bytes deflate makes one of, at the most."""
_NO_CELLS = zlib.compress(b"[]", 6)
_MARKS = ", ".join("?" for _name in COLUMNS.split(", "))


@dataclass(frozen=True, slots=True)
class Signed:
    """A save with its link of the chain and the signature of the laptop that made it."""

    save: Save
    digest: bytes
    signature: bytes
    payload: bytes


def append(db: Database, signed: Signed, taken: int | None = None) -> None:
    """Add a save at the end of its chain; `taken` is the exchange by which it came."""
    save = signed.save
    db.execute(
        f"INSERT INTO log_save ({COLUMNS}, taken) VALUES ({_MARKS}, ?)",
        [
            *(save.device, save.stream, save.seq, save.at_ms, save.actor, save.role),
            *(save.action, save.subject, save.reason, save.version, signed.payload),
            *(save.prev, signed.digest, signed.signature, taken),
        ],
    )
    _note_erased(db, signed)


def tip(db: Database, chain: Chain) -> tuple[int, bytes] | None:
    """Give the last sequence number of a chain and its hash."""
    row = db.execute(
        "SELECT seq, hash FROM log_save WHERE device = ? AND stream = ? ORDER BY seq DESC LIMIT 1",
        chain,
    ).fetchone()
    return (int(row[0]), bytes(row[1])) if row else None


def tips(db: Database) -> dict[Chain, tuple[int, bytes]]:
    """Give the last sequence number and hash of every chain."""
    rows = db.execute("SELECT device, stream, max(seq), hash FROM log_save GROUP BY device, stream")
    return {(device, stream): (seq, digest) for device, stream, seq, digest in rows}


def held(db: Database) -> dict[Chain, int]:
    """Give the last sequence number of every chain: the version vector of this ledger."""
    return {chain: seq for chain, (seq, _digest) in tips(db).items()}


def hash_of(db: Database, chain: Chain, seq: int) -> bytes | None:
    """Give the hash of a save that is held."""
    row = db.execute(
        "SELECT hash FROM log_save WHERE device = ? AND stream = ? AND seq = ?", [*chain, seq]
    ).fetchone()
    return bytes(row[0]) if row else None


def hashes(db: Database, chain: Chain) -> list[tuple[int, bytes]]:
    """Give the number and the hash of every save of a chain that is held."""
    return list(db.execute("SELECT seq, hash FROM log_save WHERE device = ? AND stream = ?", chain))


def with_hash(db: Database, chain: Chain, digits: str) -> list[int]:
    """Find the saves of a chain whose hash begins with these hexadecimal digits."""
    least = bytes.fromhex(digits)
    most = least.ljust(len(GENESIS), b"\xff")
    rows = db.execute(
        "SELECT seq FROM log_save WHERE hash BETWEEN ? AND ? AND device = ? AND stream = ?",
        [least, most, *chain],
    )
    return [int(seq) for (seq,) in rows]


def holds(db: Database, name: str) -> bool:
    """Tell whether the save of this name is in the log."""
    device, stream, seq = name.split("/")
    return hash_of(db, (device, stream), int(seq)) is not None


def of_chain(db: Database, chain: Chain, after: int = 0, *, own: bool = False) -> Iterator[Signed]:
    """Read the saves of a chain that come after a sequence number, in order; `own` only ours."""
    which = "AND taken IS NULL " if own else ""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM log_save WHERE device = ? AND stream = ? AND seq > ? {which}"
        "ORDER BY seq",
        [*chain, after],
    )
    return (read_row(row) for row in rows)


def beyond(db: Database, chains: Iterable[Chain], claimed: Vector) -> list[int]:
    """Find the places in the log of all saves beyond a claim, in the order in which they came.

    The office's own stream goes first, which tells whom to believe. What one deed wrote into
    several streams stays together, so that whoever reads it has the whole record at once.
    """
    found = []
    for device, stream in chains:
        rows = db.execute(
            "SELECT n FROM log_save WHERE device = ? AND stream = ? AND seq > ?",
            [device, stream, claimed.get((device, stream), 0)],
        )
        found += [(stream != "admin", n) for (n,) in rows]
    return [n for _later, n in sorted(found)]


def portion(db: Database, places: Sequence[int], most_stored: int, most_plain: int) -> int:
    """Tell how many of these saves, from the first on, fit into so many bytes.

    They may be no more than `most_stored` as they are kept, nor than `most_plain` as lines.
    """
    every, told = db.execute(
        f"SELECT coalesce(sum(length(payload)), 0), coalesce(sum({_TOLD_BYTES}), 0) FROM log_save"
    ).fetchone()
    greatest = _MOST_DENSE * every + _MOST_ESCAPED * told + _LINE_BYTES * len(places)
    if every <= most_stored and greatest <= most_plain:
        return len(places)
    stored = plain = count = 0
    for some in batches(places):
        sizes = _sizes(db, some)
        for n in some:
            stored, plain = stored + sizes[n][0], plain + sizes[n][1]
            if count and (stored > most_stored or plain > most_plain):
                return count
            count += 1
    return count


def _sizes(db: Database, places: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Give how many bytes the payloads of some saves take, and the lines they make."""
    marks = ", ".join("?" for _n in places)
    rows = db.execute(f"SELECT n, payload, {_TOLD} FROM log_save WHERE n IN ({marks})", places)
    return {
        n: (
            len(payload),
            len(zlib.decompress(payload)) + len(canonical(told).encode()) + _LINE_BYTES,
        )
        for n, payload, *told in rows
    }


def count_beyond(db: Database, chain: Chain, after: int) -> tuple[int, int]:
    """Count the saves of a chain after a number: those about records, and mere entries."""
    entries, every = db.execute(
        "SELECT coalesce(sum(payload = ?), 0), count(*) FROM log_save "
        "WHERE device = ? AND stream = ? AND seq > ?",
        [_NO_CELLS, *chain, after],
    ).fetchone()
    return int(every) - int(entries), int(entries)


def at(db: Database, n: int) -> Signed:
    """Read the save at a place in the log, without reading its payload."""
    row = db.execute(f"SELECT {COLUMNS} FROM log_save WHERE n = ?", [n]).fetchone()
    return read_row(row, sealed=True)


def find(db: Database, name: str) -> tuple[int, Signed] | None:
    """Find a save of the log by its name, with its place there."""
    row = db.execute(
        f"SELECT n, {COLUMNS} FROM log_save WHERE device = ? AND stream = ? AND seq = ?",
        name.split("/"),
    ).fetchone()
    return (int(row[0]), read_row(row[1:])) if row else None


def of_exchange(db: Database, exchange: int) -> list[Signed]:
    """Read the saves that came by one exchange, in the order in which they were taken."""
    rows = db.execute(f"SELECT {COLUMNS} FROM log_save WHERE taken = ? ORDER BY n", [exchange])
    return [read_row(row) for row in rows]


def since(db: Database, exchange: int) -> Iterator[Signed]:
    """Read the saves written here after an exchange began, without those it brought."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM log_save WHERE taken IS NOT ? "
        "AND n > (SELECT min(n) FROM log_save WHERE taken = ?) ORDER BY n",
        [exchange, exchange],
    )
    return (read_row(row) for row in rows)


def exchanges_after(db: Database, chain: Chain, seq: int) -> list[int]:
    """List the exchanges that brought later saves of a chain."""
    rows = db.execute(
        "SELECT DISTINCT taken FROM log_save WHERE device = ? AND stream = ? AND seq > ?",
        [*chain, seq],
    )
    return [exchange for (exchange,) in rows if exchange is not None]


def own_devices(db: Database) -> list[str]:
    """List the laptops that this ledger has been: saves written here came by no exchange."""
    rows = db.execute("SELECT DISTINCT device FROM log_save WHERE taken IS NULL")
    return [device for (device,) in rows]


def was_worked_in(db: Database) -> bool:
    """Tell whether anything but the office's own records was saved here or taken from others."""
    found = db.execute("SELECT 1 FROM log_save WHERE stream <> 'admin' LIMIT 1").fetchone()
    return found is not None


def all_of(db: Database) -> Iterator[Signed]:
    """Read the whole log in the order in which it was written here."""
    return (read_row(row) for row in db.execute(f"SELECT {COLUMNS} FROM log_save ORDER BY n"))


def whole_ends(some: Iterable[Signed], tips: Mapping[Chain, tuple[int, bytes]]) -> list[Signed]:
    """Choose of these saves, in order, the chains that nothing else follows or stands between."""
    chains: dict[Chain, list[Signed]] = {}
    for one in some:
        chains.setdefault((one.save.device, one.save.stream), []).append(one)
    return [
        one
        for chain, of in chains.items()
        if tips[chain][0] - of[0].save.seq + 1 == len(of)
        for one in of
    ]


def places_naming(db: Database, names: Collection[str]) -> set[tuple[str, str]]:
    """List the records of which an operation claims to replace one of these saves."""
    return {
        (cells.kind, cells.record)
        for one in all_of(db)
        for cells in one.save.cells
        if any(name in names for seen in cells.supersedes.values() for name in seen)
    }


def read_row(row: Any, *, sealed: bool = False) -> Signed:
    """Make a save of a row with COLUMNS; one whose payload cannot be read has no cells."""
    names = _FACTS.split(", ")
    facts = dict(zip(names, row[: len(names)], strict=True))
    payload, prev, digest, signature = row[len(names) : len(names) + 4]
    save = Save(**facts, cells=() if sealed else _cells(payload), prev=prev)
    return Signed(save, digest, signature, payload)


def set_aside(db: Database, taken: Iterable[Signed], exchange: int | None, why: str) -> None:
    """Move saves out of the log into what is set aside; they do not come back by themselves."""
    for signed in taken:
        save = signed.save
        place = [save.device, save.stream, save.seq]
        db.execute(
            f"INSERT OR REPLACE INTO log_aside ({COLUMNS}, taken, why) "
            f"SELECT {COLUMNS}, ?, ? FROM log_save WHERE device = ? AND stream = ? AND seq = ?",
            [exchange, why, *place],
        )
        db.execute("DELETE FROM log_save WHERE device = ? AND stream = ? AND seq = ?", place)


def aside(db: Database, exchange: int | None = None) -> list[Signed]:
    """Read what was set aside, all of it or by the undoing of one exchange."""
    condition, values = ("taken = ?", [exchange]) if exchange is not None else ("1", [])
    rows = db.execute(
        f"SELECT {COLUMNS} FROM log_aside WHERE {condition} ORDER BY device, stream, seq", values
    )
    return [read_row(row) for row in rows]


def aside_hashes(db: Database) -> dict[tuple[str, str, int], bytes]:
    """Give the hashes of what does not come back by itself, by laptop, stream and number.

    What earlier programs set aside of revoked laptops may: it is parked now (`believing.py`).
    """
    rows = db.execute("SELECT device, stream, seq, hash FROM log_aside WHERE why <> 'revoked'")
    return {(device, stream, seq): digest for device, stream, seq, digest in rows}


def blank(db: Database, place: Place, without: Callable[[Signed], Signed]) -> None:
    """Let a save keep only what `without` leaves of it, in the log and where it was set aside.

    What it becomes is laid down first: the log takes nothing else in its place.
    """
    where = "device = ? AND stream = ? AND seq = ?"
    for table in ("log_save", "log_aside"):
        row = db.execute(f"SELECT {COLUMNS} FROM {table} WHERE {where}", place).fetchone()
        before = read_row(row) if row else None
        after = without(before) if before else None
        if after is None or after is before:
            continue
        kept = [after.payload, *place]
        if table == "log_aside":
            db.execute(f"UPDATE log_aside SET payload = ? WHERE {where}", kept)
            continue
        put_in_place(db, after)


def put_in_place(db: Database, signed: Signed) -> None:
    """Put a save in the place of another copy of it, in which other values are erased."""
    save = signed.save
    place = [save.device, save.stream, save.seq]
    where = "device = ? AND stream = ? AND seq = ?"
    db.execute("INSERT INTO log_blanked VALUES (?, ?, ?, ?)", [*place, signed.payload])
    db.execute(f"UPDATE log_save SET payload = ? WHERE {where}", [signed.payload, *place])
    db.execute(f"DELETE FROM log_blanked WHERE {where}", place)
    db.execute(f"DELETE FROM log_erased WHERE {where}", place)
    _note_erased(db, signed)


def _note_erased(db: Database, signed: Signed) -> None:
    """Note that values of a save are erased: its records have lost their salts with them."""
    save = signed.save
    if not all(cells.salt for cells in save.cells):
        place = [save.device, save.stream, save.seq]
        db.execute("INSERT INTO log_erased VALUES (?, ?, ?)", place)


def erased_places(db: Database) -> list[Place]:
    """List the saves of the log of which values are erased, with a certificate or without."""
    return list(db.execute("SELECT device, stream, seq FROM log_erased"))


def erased(db: Database) -> Iterator[Signed]:
    """Read the saves of the log of which values are erased."""
    names = ", ".join(f"log_save.{name}" for name in COLUMNS.split(", "))
    rows = db.execute(f"SELECT {names} FROM log_erased JOIN log_save USING (device, stream, seq)")
    return (read_row(row) for row in rows)


def of_office(db: Database) -> Iterator[Signed]:
    """Read what was said of the office's own records, without mere entries of the trail."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM log_save WHERE (stream = 'admin' OR stream LIKE '%.admin') "
        "AND payload <> ? ORDER BY device, stream, seq",
        [_NO_CELLS],
    )
    return (read_row(row) for row in rows)


def take_out(db: Database, chain: Chain, after: int = 0) -> list[Signed]:
    """Take a chain's saves after a number out of the log, for whoever keeps them elsewhere."""
    found = list(of_chain(db, chain, after))
    set_aside(db, found, None, "unknown")
    db.execute("DELETE FROM log_aside WHERE device = ? AND stream = ? AND why = 'unknown'", chain)
    return found


def is_own(db: Database, device: str) -> bool:
    """Tell whether a laptop's saves were written here, under its present or a former name."""
    found = db.execute(
        "SELECT 1 FROM log_save WHERE device = ? AND taken IS NULL LIMIT 1", [device]
    ).fetchone()
    return found is not None


def forget_aside(db: Database, exchange: int) -> None:
    """Take out of what is set aside the saves of an exchange that is done again."""
    db.execute("DELETE FROM log_aside WHERE taken = ?", [exchange])


def _cells(payload: bytes) -> tuple[Cells, ...]:
    """Read a payload; one that cannot be read gives no cells, and so the wrong hash."""
    try:
        return read_payload(payload)
    except (zlib.error, ValueError, TypeError):
        return ()
