"""What goes out of the log when a word does not count any more: of a revoked laptop, of a stranger.

A laptop's saves rest on the word by which somebody enrolled it. When a revocation sets that word
aside, what rests on it has to wait until somebody else enrols the laptop, here as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop_app.storage import parked, saves
from desktop_app.storage.cipher import Database
from desktop_app.storage.parked import Why
from desktop_app.storage.registry import Laptop
from desktop_app.storage.saves import Chain, Signed


def set_revoked_aside(
    db: Database, tips: Mapping[Chain, int], laptops: Mapping[str, Laptop], own: str
) -> list[Signed]:
    """Set aside what a laptop saved after its revocation and was taken before we knew."""
    gone: list[Signed] = []
    for chain, last in tips.items():
        laptop = laptops.get(chain[0])
        if laptop is None or laptop.takes(chain[1], last) or laptop.device == own:
            continue
        limit = (laptop.limits or {}).get(chain[1], 0)
        late = list(saves.of_chain(db, chain, after=limit))
        saves.set_aside(db, late, None, "revoked")
        gone += late
    return gone


def put_strangers_off(
    db: Database, chains: Iterable[Chain], laptops: Mapping[str, Laptop], own: str
) -> list[Signed]:
    """Let saves wait whose laptop nobody has enrolled after all: that word was set aside."""
    gone: list[Signed] = []
    for chain in chains:
        device = chain[0]
        if device in laptops or device == own or saves.is_own(db, device):
            continue
        late = saves.take_out(db, chain)
        for signed in late:
            parked.park(db, signed, Why.UNKNOWN)
        gone += late
    return gone
