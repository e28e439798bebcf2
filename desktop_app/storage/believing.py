"""What goes out of the log when a word does not count any more, and what may go on when it does.

A laptop's saves rest on the word by which somebody enrolled it. When a revocation sets that word
aside, what rests on it has to wait until somebody else enrols the laptop, here as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from desktop_app.storage import parked, saves, told
from desktop_app.storage.cipher import Database
from desktop_app.storage.parked import Why
from desktop_app.storage.registry import Laptop
from desktop_app.storage.saves import Chain, Place, Signed

Tips = Mapping[Chain, tuple[int, bytes]]
"""The number and the hash of each chain's last save."""


def ours_to_tell_again(
    db: Database, tips: Tips, laptops: Mapping[str, Laptop], former: Collection[str]
) -> list[Signed]:
    """Give what was saved here under `former` names and comes after their revocation.

    A lost laptop's ledger goes on from a copy, under a new name; then the old name is revoked, and
    what nobody else had heard of it would be put off everywhere. Whom the old name had revoked is
    not revoked by the new one, which was enrolled after that.
    """
    return [
        signed
        for chain, (last, _hash) in tips.items()
        if chain[0] in former and chain[0] in laptops
        if not laptops[chain[0]].takes(chain[1], last)
        for signed in saves.of_chain(db, chain, laptops[chain[0]].last(chain[1]) or 0, own=True)
        if not told.revokes(signed.save)
    ]


def put_late_off(db: Database, tips: Tips, laptops: Mapping[str, Laptop], own: str) -> list[Signed]:
    """Put off what a laptop saved after its revocation and was taken before we knew."""
    gone: list[Signed] = []
    for chain, (last, _hash) in tips.items():
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
