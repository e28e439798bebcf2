"""A copied ledger parts from the original: noticed, doubted, told again under a name of its own.

While it is not known from where on two histories of one name differ, nothing is sent or claimed
of that name, so that the next bundle brings its whole history and shows the place.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace

from desktop_app.services.desk import Desk
from desktop_app.storage import kinds, splits
from desktop_app.storage.records import edit_of
from desktop_app.storage.saves import Signed
from desktop_app.storage.store import Identity, Store
from desktop_app.storage.vault import Signer

_FORMER, _DOUBTED = "former_identities", "doubted"


def remember(store: Store, identity: Identity) -> None:
    """Keep who this laptop was, before it takes another name."""
    known = [one for one in _former(store).values() if one.device != identity.device]
    store.keep_setting(_FORMER, json.dumps([asdict(one) for one in (*known, identity)]))


def names(store: Store) -> frozenset[str]:
    """Give the present and all former names of this laptop."""
    return frozenset({store.identity.device, *_former(store)})


def secret_of(store: Store, recipients: Collection[str]) -> str:
    """Give the key that opens what is sealed for one of this laptop's names; "" where none does."""
    every = (store.identity, *_former(store).values())
    return next((one.age for one in every if one.device in recipients), "")


def doubted(store: Store) -> frozenset[str]:
    """Give those names of this laptop under which somebody else has gone on, too."""
    return frozenset(json.loads(store.setting(_DOUBTED) or "[]"))


def doubt(store: Store, device: str) -> None:
    """Note that somebody else has gone on under one of this laptop's names."""
    if device in names(store):
        store.keep_setting(_DOUBTED, json.dumps(sorted({*doubted(store), device})))


def trust(store: Store, devices: frozenset[str]) -> None:
    """Note that another laptop holds the same history of these names as this one."""
    if doubted(store) & devices:
        store.keep_setting(_DOUBTED, json.dumps(sorted(doubted(store) - devices)))


class Splitting:
    """Tells again, under the present name, what was saved here under a former one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def split(self, told: Sequence[Signed]) -> None:
        """Sign these saves once more and say so, in the caller's transaction."""
        store = self._desk.store
        former, own = _former(store), store.identity.device
        store.changes.tell_again(told)
        base = store.devices.reading(own)
        if base is None:
            raise RuntimeError("a ledger without its laptop")
        # others can write over the record; what they signed there is not repeated
        said = {
            key: of for key, of in base.record.restated.items() if key.partition("/")[0] in former
        }
        for name in sorted({one.save.device for one in told}):
            signer = Signer(bytes.fromhex(former[name].secret))
            some = [one for one in told if one.save.device == name]
            said |= splits.statement(some, own, signer, said)
        device = replace(base.record, restated=said)
        self._desk.save([edit_of(kinds.DEVICE, device, base)], splits.SPLIT_ACTION, own)


def _former(store: Store) -> dict[str, Identity]:
    stored = json.loads(store.setting(_FORMER) or "[]")
    return {one["device"]: Identity(**one) for one in stored}
