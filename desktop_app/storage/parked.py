"""Saves that cannot be taken now.

They came before those they follow, from a laptop that nobody has enrolled, or after its revocation.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop_app.storage import lines
from desktop_app.storage.cipher import Database
from desktop_app.storage.saves import Chain, Place, Signed
from desktop_app.storage.splits import Restated

_IS_HELD = (
    "EXISTS (SELECT 1 FROM log_save AS held WHERE held.device = log_parked.device "
    "AND held.stream = log_parked.stream AND held.seq = log_parked.seq "
    "AND held.hash = log_parked.hash)"
)
_THIS = "device = ? AND stream = ? AND seq = ? AND hash = ?"


class Why(StrEnum):
    """What a parked save waits for."""

    FORK = "fork"
    GAP = "gap"
    LATE = "late"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A run of parked saves of one laptop in one stream, and from where on some are missing."""

    device: str
    stream: str
    first: int
    last: int
    why: Why
    missing_from: int


def park(db: Database, signed: Signed, why: Why) -> None:
    """Keep a save until it can be taken."""
    save = signed.save
    db.execute(
        "INSERT OR REPLACE INTO log_parked VALUES (?, ?, ?, ?, ?, ?)",
        [
            *(save.device, save.stream, save.seq, signed.digest),
            *(zlib.compress(lines.write(signed)), str(why)),
        ],
    )


def chains(db: Database, device: str | None = None) -> list[Chain]:
    """List the chains, all or of one laptop, of which something is parked that may follow."""
    one = "" if device is None else "AND device = ? "
    rows = (
        "SELECT DISTINCT device, stream FROM log_parked WHERE why NOT IN ('fork', 'late') "
        f"{one}ORDER BY 1, 2"
    )
    return list(db.execute(rows, [] if device is None else [device]))


def first(db: Database, chain: Chain) -> Signed | None:
    """Take the earliest parked save of a chain."""
    row = db.execute(
        "SELECT line FROM log_parked WHERE device = ? AND stream = ? "
        "AND why NOT IN ('fork', 'late') ORDER BY seq, hash LIMIT 1",
        chain,
    ).fetchone()
    return lines.read(zlib.decompress(row[0])) if row else None


def release(db: Database, signed: Signed) -> None:
    """Let go of a save that was parked."""
    save = signed.save
    db.execute(
        "DELETE FROM log_parked WHERE device = ? AND stream = ? AND seq = ? AND hash = ?",
        [save.device, save.stream, save.seq, signed.digest],
    )


def blank(db: Database, place: Place, without: Callable[[Signed], Signed]) -> None:
    """Let what is parked of a save keep only what `without` leaves of it."""
    rows = db.execute(
        "SELECT hash, line FROM log_parked WHERE device = ? AND stream = ? AND seq = ?", place
    ).fetchall()
    for digest, line in rows:
        before = lines.read(zlib.decompress(line))
        after = without(before)
        if after is not before:
            db.execute(
                "UPDATE log_parked SET line = ? "
                "WHERE device = ? AND stream = ? AND seq = ? AND hash = ?",
                [zlib.compress(lines.write(after)), *place, digest],
            )


def try_again(db: Database, of: Iterable[Chain]) -> None:
    """Let what contradicted these chains wait again: the chains were set aside since."""
    for chain in of:
        db.execute(
            "UPDATE log_parked SET why = 'gap' WHERE device = ? AND stream = ? AND why = 'fork'",
            chain,
        )


def forget(db: Database, restated: Restated) -> None:
    """Let go of what was told again under another name: it comes under that name."""
    for device, stream in restated.digits:
        rows = db.execute(
            "SELECT seq, hash FROM log_parked WHERE device = ? AND stream = ?", [device, stream]
        )
        for seq, digest in rows.fetchall():
            if restated.holds((device, stream), bytes(digest)):
                db.execute(
                    "DELETE FROM log_parked WHERE device = ? AND stream = ? AND seq = ? "
                    "AND hash = ?",
                    [device, stream, seq, digest],
                )


def sort(db: Database, why_of: Callable[[Place], Why], is_sound: Callable[[Signed], bool]) -> bool:
    """Say anew of what is parked what it waits for; tell whether any of it may go on now.

    What contradicted the log and has come into it since, waits no more.
    Nobody's key was known when a stranger's save came: what is not `is_sound` is let go.
    """
    db.execute(f"DELETE FROM log_parked WHERE why = 'fork' AND {_IS_HELD}")
    rows = db.execute("SELECT device, stream, seq, hash, why FROM log_parked WHERE why <> 'fork'")
    goes_on = False
    for *place, digest, before in rows.fetchall():
        why = why_of((place[0], place[1], place[2]))
        if why == before:
            continue
        kept = [*place, digest]
        if before == Why.UNKNOWN and not is_sound(_read(db, kept)):
            db.execute(f"DELETE FROM log_parked WHERE {_THIS}", kept)
            continue
        goes_on |= why is Why.GAP
        db.execute(f"UPDATE log_parked SET why = ? WHERE {_THIS}", [str(why), *kept])
    return goes_on


def _read(db: Database, place: Sequence[Any]) -> Signed:
    (line,) = db.execute(f"SELECT line FROM log_parked WHERE {_THIS}", place).fetchone()
    return lines.read(zlib.decompress(line))


def late(db: Database) -> set[bytes]:
    """Give the hashes of what is kept although it came after a revocation."""
    rows = db.execute("SELECT hash FROM log_parked WHERE why = 'late'")
    return {bytes(digest) for (digest,) in rows}


def ranges(db: Database, chain_tips: dict[Chain, int]) -> list[Range]:
    """List what is parked, by chain, with the first number that is missing before it."""
    rows = db.execute(
        "SELECT device, stream, min(seq), max(seq), min(why) FROM log_parked WHERE why <> 'late' "
        "GROUP BY device, stream ORDER BY device, stream"
    )
    return [
        Range(
            device=device,
            stream=stream,
            first=begins,
            last=ends,
            why=Why(why),
            missing_from=chain_tips.get((device, stream), 0) + 1,
        )
        for device, stream, begins, ends, why in rows
    ]
