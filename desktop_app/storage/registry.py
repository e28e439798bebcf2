"""Whose saves are taken: the laptops that somebody of this union has enrolled."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_app.storage import agreeing, saves, told
from desktop_app.storage.cipher import Database
from desktop_app.storage.log import Save
from desktop_app.storage.revocations import Belief, Enrolled, Judge, Limits, last_of
from desktop_app.storage.told import Told


@dataclass(frozen=True, slots=True)
class Laptop:
    """What is needed to take a laptop's saves.

    `limits` are the last that are taken after its revocation; `cut` are, per stream, the last
    before a revocation that does not count because it went against laptops that go before it.
    One that `is_elsewhere` is of another union, and nothing of it goes into the log.
    """

    device: str
    label: str
    key: str
    limits: Limits | None = None
    cut: Mapping[str, int] = field(default_factory=dict)
    is_elsewhere: bool = False

    @property
    def is_revoked(self) -> bool:
        """Tell whether nothing is taken of it but what it saved before its revocation."""
        return self.limits is not None

    @property
    def is_believed(self) -> bool:
        """Tell whether everything that it saves is taken."""
        return not self.is_revoked and not self.cut

    def takes(self, stream: str, seq: int) -> bool:
        """Tell whether a save is not later than the laptop's revocation."""
        last = self.last(stream)
        return last is None or seq <= last

    def last(self, stream: str) -> int | None:
        """Give the last save of a stream that is taken; None where all are."""
        return last_of(stream, self.limits, self.cut.get(stream))


def read(db: Database, own: str) -> dict[str, Laptop]:
    """Read by id the laptops of this union whose saves are taken.

    One of another union is a stranger here: its saves wait, and whom it enrols or revokes counts
    nowhere, whoever passes it on.
    """
    everybody = read_all(db, own)
    return {device: one for device, one in everybody.items() if not one.is_elsewhere}


def read_all(db: Database, own: str) -> dict[str, Laptop]:
    """Read by id the laptops that this one, `own`, has enrolled, and those whom they enrolled.

    Among them are other unions' laptops, whose lists and referrals are taken.

    What a laptop says of itself enrols nobody: so a laptop goes with the word by which it came,
    on every laptop alike. That word goes on counting whatever is written over it: whoever wrote
    that may himself be known through this laptop alone. Its id follows from its key, so an entry
    that somebody else made over it cannot give it another one: of rival keys the right one is
    chosen. A laptop may be known while all that it saved still waits; its label is its id then.
    """
    here = _recorded(db)
    words = told.read(db)
    belief = _judge(db, own, here, words)
    if words is None and here.labels.keys() - (here.keys.keys() & belief.known):
        words = told.read_all(db)
        belief = _judge(db, own, here, words)
    known_keys = here.keys if words is None else {**words.keys, **here.keys}
    cut: dict[str, dict[str, int]] = {}
    for (device, stream), seq in belief.cut.items():
        cut.setdefault(device, {})[stream] = seq
    return {
        device: Laptop(
            device,
            here.labels.get(device, device),
            known_keys[device],
            belief.limits.get(device),
            cut.get(device, {}),
            device in belief.guests,
        )
        for device in (belief.known | belief.guests) & known_keys.keys()
    }


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What the records say of laptops; a key that was written over is not among the `keys`."""

    labels: dict[str, str]
    keys: dict[str, str]
    enrolled: list[Enrolled]


class Newcomers:
    """Counts in those whom saves enrol, until all words are there and are weighed together.

    Hundreds may enrol one another in a row: the words are not weighed anew for each.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._keys: dict[str, str] = {}
        self._has_all_keys = False
        self._joined: list[str] = []

    def join(self, laptops: dict[str, Laptop], save: Save) -> None:
        """Add to the laptops whom a save of one of them enrols."""
        for device in told.enrolled_by(save, self._keys):
            if device in laptops:
                continue
            if device not in self._keys and not self._has_all_keys:
                self._keys |= told.read_all(self._db).keys
                self._has_all_keys = True
            if device in self._keys:
                laptops[device] = Laptop(device, device, self._keys[device])
                self._joined.append(device)

    def since(self) -> list[str]:
        """Give those who joined since this was last asked."""
        joined, self._joined = self._joined, []
        return joined


def _recorded(db: Database) -> _Recorded:
    rows = db.execute(
        "SELECT device.id, label, sign_pub, enrolled, scope, born, heads FROM device "
        "JOIN log_record ON log_record.kind = 'device' AND log_record.id = device.id"
    )
    here = _Recorded({}, {}, [])
    for device, label, shown, is_enrolled, scope, born, stored in rows:
        heads = json.loads(stored or "{}")
        key = key_of(device, shown, heads)
        here.labels[device] = label or device
        if key is not None:
            here.keys[device] = key
        said = heads.get("enrolled") or json.loads(born).values()
        scopes = {save: one for save, _stamp, *values in heads.get("scope", ()) for one in values}
        for word in _enrolments(device, said, bool(is_enrolled)):
            told_so = scopes.get(f"{word.by}/{word.stream}/{word.seq}", scope)
            here.enrolled.append(replace(word, scope=told_so or ""))
    return here


def _judge(db: Database, own: str, here: _Recorded, words: Told | None) -> Belief:
    """Weigh the words that stand and those that were told; a former name of ours is one of us."""
    said, scope = words or Told(), _scope(db)
    every = [*here.enrolled, *said.enrolled]
    ours = [one for one in every if one.is_within(scope)]
    judge = Judge(own, (), ours, said.since)
    belief = judge.judge(said.revoked)
    former = {one for one in here.keys.keys() - belief.known if saves.is_own(db, one)}
    if former:
        judge = Judge(own, former, ours, said.since)
        belief = judge.judge(said.revoked)

    def view_of(laptop: str) -> Belief:
        if laptop == own:
            return belief
        return Judge(laptop, (), ours, said.since).judge(said.revoked)

    belief = agreeing.agreed(own, view_of, said.revoked, ours, said.since)
    theirs = (one for one in every if not one.is_within(scope))
    return replace(belief, guests=judge.brought(belief, theirs) - belief.known)


def _scope(db: Database) -> str:
    """Give the code of the union that this ledger is of, as this laptop itself was set up."""
    row = db.execute("SELECT value FROM setting WHERE name = 'identity'").fetchone()
    known = json.loads(row[0]) if row else None
    return str(known["scope"]) if known else ""


def keys(db: Database) -> dict[str, str]:
    """Give the key of every laptop of which there is a record, enrolled or not."""
    here = _recorded(db)
    if here.keys.keys() == here.labels.keys():
        return here.keys
    return {**told.read_all(db).keys, **here.keys}


def key_of(device: str, shown: str | None, heads: Mapping[str, Any]) -> str | None:
    """Choose the key that belongs to a laptop's id among all that were told."""
    return next((key for key in _keys(shown, heads) if told.fits(device, key)), None)


def _enrolments(device: str, said: Iterable[Sequence[Any]], is_shown: bool) -> Iterator[Enrolled]:
    """Give the words that stand, other than its own, that a laptop is enrolled.

    Where nobody disagrees, a word stands there without its value, which is the one shown.
    """
    for save, _stamp, *values in said:
        by, stream, seq = save.split("/")
        if by != device and (values[0] is True if values else is_shown):
            yield Enrolled(by, stream, int(seq), device)


def _keys(shown: str | None, heads: Mapping[str, Any]) -> Iterator[str]:
    rivals = heads.get("sign_pub", [])
    for key in (shown, *(value for _save, _stamp, *values in rivals for value in values)):
        if isinstance(key, str):
            yield key
