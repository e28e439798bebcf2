"""Saves that lose their place in the log because another history of the same name has it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from desktop_app.storage import parked, saves
from desktop_app.storage.cipher import Database
from desktop_app.storage.forks import CloneError
from desktop_app.storage.log import GENESIS
from desktop_app.storage.saves import Chain, Signed
from desktop_app.storage.splits import Restated


def to_be_told_again(
    db: Database,
    restated: Restated,
    own: str,
    former: Collection[str],
    forked: Mapping[Chain, Sequence[Signed]],
) -> list[Signed]:
    """Give what was saved here under `former` names and would lose its place.

    That is what another history contradicts, where the bundle shows the first save that does
    (`forked`); and what follows here on saves that a copy of this very ledger has told again.
    Raises CloneError where it is of the present name.
    """
    firsts = restated.held_from(db)
    if any(device == own for device, _stream in firsts):
        raise CloneError(device=own)
    for chain, (signed, *_later) in forked.items():
        seq, prev = signed.save.seq, signed.save.prev
        if prev == (saves.hash_of(db, chain, seq - 1) if seq > 1 else GENESIS):
            firsts[chain] = min(seq, firsts.get(chain, seq))
    return [
        signed
        for chain, seq in firsts.items()
        if chain[0] in former
        for signed in saves.of_chain(db, chain, after=seq - 1, own=True)
        if not restated.holds(chain, signed.digest)
    ]


def set_restated_aside(db: Database, restated: Restated) -> list[Signed]:
    """Set aside what was told again under another name and is still held here; give it."""
    parked.forget(db, restated)
    firsts = restated.held_from(db)
    late = [
        signed
        for chain, seq in firsts.items()
        for signed in saves.of_chain(db, chain, after=seq - 1)
    ]
    if late:
        saves.set_aside(db, late, None, "restated")
        parked.try_again(db, firsts)
    return late


def gave_way(db: Database, restated: Restated) -> set[tuple[Chain, bytes]]:
    """Name the saves, by chain and hash, that lie aside because they were told again."""
    rows = db.execute("SELECT device, stream, hash FROM log_aside WHERE why = 'restated'")
    every = (((device, stream), digest) for device, stream, digest in rows)
    return {(chain, digest) for chain, digest in every if restated.holds(chain, digest)}
