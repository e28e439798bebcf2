"""What goes out of the log when a word does not count any more, and what may go on when it does.

A laptop's saves rest on the word by which somebody enrolled it. When a revocation sets that word
aside, what rests on it has to wait until somebody else enrols the laptop, here as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop_app.storage import parked, saves, told
from desktop_app.storage.cipher import Database
from desktop_app.storage.parked import Why
from desktop_app.storage.registry import Laptop
from desktop_app.storage.saves import Chain, Place, Signed


def put_late_off(
    db: Database, tips: Mapping[Chain, int], laptops: Mapping[str, Laptop], own: str
) -> list[Signed]:
    """Put off what a laptop saved after its revocation and was taken before we knew."""
    gone: list[Signed] = []
    for chain, last in tips.items():
        laptop = laptops.get(chain[0])
        if laptop is not None and laptop.device != own and not laptop.takes(chain[1], last):
            gone += _put_off(db, chain, laptop.last(chain[1]) or 0, Why.LATE)
    return gone


def put_strangers_off(
    db: Database, chains: Iterable[Chain], laptops: Mapping[str, Laptop], own: str
) -> list[Signed]:
    """Let saves wait whose laptop nobody has enrolled after all: that word was set aside."""
    gone: list[Signed] = []
    for chain in chains:
        device = chain[0]
        if not (device in laptops or device == own or saves.is_own(db, device)):
            gone += _put_off(db, chain, 0, Why.UNKNOWN)
    return gone


def let_go_on(db: Database, laptops: Mapping[str, Laptop]) -> bool:
    """Let what waits go on where its laptop is believed now, and tell whether there is any."""

    def why_of(place: Place) -> Why:
        laptop = laptops.get(place[0])
        if laptop is None:
            return Why.UNKNOWN
        return Why.GAP if laptop.takes(place[1], place[2]) else Why.LATE

    def is_sound(signed: Signed) -> bool:
        return told.is_signed(signed, laptops[signed.save.device].key)

    return parked.sort(db, why_of, is_sound)


def _put_off(db: Database, chain: Chain, after: int, why: Why) -> list[Signed]:
    found = saves.take_out(db, chain, after)
    for signed in found:
        parked.park(db, signed, why)
    return found
