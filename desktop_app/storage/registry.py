"""Whose saves are taken: the laptops that somebody of this union has enrolled."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop_app.domain.organisation import device_id_of
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


def read(db: Database) -> dict[str, Laptop]:
    """Read the enrolled laptops by id.

    A laptop's id follows from its key, so an entry that somebody else made over it cannot give
    it another one: of rival keys the right one is chosen.
    """
    rows = db.execute(
        "SELECT device.id, label, sign_pub, revoked, revoked_on, heads FROM device JOIN log_record "
        "ON log_record.kind = 'device' AND log_record.id = device.id WHERE enrolled = 1"
    )
    found = {}
    for device, label, shown, revoked, revoked_on, heads in rows:
        key = next((one for one in _keys(shown, heads) if _fits(device, one)), None)
        limits = json.loads(revoked or "{}") if revoked_on else None
        if key is not None:
            found[device] = Laptop(device, label or device, key, limits)
    return found


def _keys(shown: str | None, heads: str | None) -> Iterator[str]:
    """Give the key that is shown, then its rivals, which are read only where it does not fit."""
    if isinstance(shown, str):
        yield shown
    for _save, _stamp, *values in json.loads(heads or "{}").get("sign_pub", []):
        yield from (value for value in values if isinstance(value, str))


def _fits(device: str, key: str) -> bool:
    try:
        return device_id_of(key) == device
    except ValueError:
        return False
