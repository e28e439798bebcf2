"""Whose saves are taken: the laptops that somebody of this union has enrolled."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.organisation import device_id_of
from desktop_app.storage import saves
from desktop_app.storage.cipher import Database


@dataclass(frozen=True, slots=True)
class Laptop:
    """What is needed to take a laptop's saves; `limits` are the last taken after revocation."""

    device: str
    label: str
    key: str
    limits: Mapping[str, int] | None = None

    def takes(self, stream: str, seq: int) -> bool:
        """Tell whether a save is not later than the laptop's revocation."""
        return self.limits is None or seq <= self.limits.get(stream, 0)


def read(db: Database, own: str) -> dict[str, Laptop]:
    """Read by id the laptops that this one, `own`, has enrolled, and those whom they enrolled.

    What a laptop says of itself enrols nobody: so a laptop goes with the word by which it came,
    on every laptop alike. Its id follows from its key, so an entry that somebody else made over
    it cannot give it another one: of rival keys the right one is chosen.
    """
    rows = db.execute(
        "SELECT device.id, label, sign_pub, revoked, revoked_on, born, heads FROM device "
        "JOIN log_record ON log_record.kind = 'device' AND log_record.id = device.id "
        "WHERE enrolled = 1"
    )
    found, vouching = {}, {}
    for device, label, shown, revoked, revoked_on, born, stored in rows:
        heads = json.loads(stored or "{}")
        key = key_of(device, shown, heads)
        limits = json.loads(revoked or "{}") if revoked_on else None
        if key is not None:
            found[device] = Laptop(device, label or device, key, limits)
            vouching[device] = set(_enrolled_by(json.loads(born), heads)) - {device}
    known = _reached(db, own, vouching)
    return {device: one for device, one in found.items() if device in known}


def keys(db: Database) -> dict[str, str]:
    """Give the key of every laptop of which there is a record, enrolled or not."""
    rows = db.execute(
        "SELECT device.id, sign_pub, heads FROM device JOIN log_record "
        "ON log_record.kind = 'device' AND log_record.id = device.id"
    )
    found = {id_: key_of(id_, shown, json.loads(heads or "{}")) for id_, shown, heads in rows}
    return {device: key for device, key in found.items() if key is not None}


def key_of(device: str, shown: str | None, heads: Mapping[str, Any]) -> str | None:
    """Choose the key that belongs to a laptop's id among all that were told."""
    return next((key for key in _keys(shown, heads) if _fits(device, key)), None)


def _reached(db: Database, own: str, vouching: Mapping[str, set[str]]) -> set[str]:
    """Follow the enrolments from this laptop, and from what it was called before."""
    known = {own}
    while True:
        more = {device for device, by in vouching.items() if by & known} - known
        if not more:
            more = {one for one in vouching.keys() - known if saves.is_own(db, one)}
        if not more:
            return known
        known |= more


def _enrolled_by(born: Mapping[str, Any], heads: Mapping[str, Any]) -> Iterator[str]:
    """Name the laptops of which the word stands that a laptop is enrolled."""
    entries = heads.get("enrolled") or list(born.values())
    for save, _stamp, *values in entries:
        if not values or values[0] is True:
            yield save.split("/")[0]


def _keys(shown: str | None, heads: Mapping[str, Any]) -> Iterator[str]:
    rivals = heads.get("sign_pub", [])
    for key in (shown, *(value for _save, _stamp, *values in rivals for value in values)):
        if isinstance(key, str):
            yield key


def _fits(device: str, key: str) -> bool:
    try:
        return device_id_of(key) == device
    except ValueError:
        return False
