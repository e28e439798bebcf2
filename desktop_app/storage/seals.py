"""For which key to seal what is meant for a laptop: as it said itself, or whoever enrolled it.

The record shows what was written last, by whomever. What stands in a laptop's own chain it signed
itself, with the key from which its id follows; until that is here, its enrolment counts, for which
six words were compared.
"""

from __future__ import annotations

from collections.abc import Collection

from desktop_app.storage import saves, unread
from desktop_app.storage.cipher import Database


def keys_told(db: Database, devices: Collection[str], own: Collection[str]) -> dict[str, set[str]]:
    """Give, by laptop, the keys to seal for that count: one, or several where rivals were told.

    `own` are the names of this laptop: its enrolment goes before those of others.
    """
    told: dict[str, dict[int, dict[str, str]]] = {device: {} for device in devices}
    for signed in saves.of_office(db):
        save = signed.save
        for cells in save.cells:
            key = cells.values.get("age_recipient")
            if cells.kind != "device" or cells.record not in told or not isinstance(key, str):
                continue
            is_enrolment = cells.values.get("enrolled") is True and not unread.left_of(save, cells)
            if save.device == cells.record:
                weight = 0
            elif is_enrolment:
                weight = 1 if save.device in own else 2
            else:
                continue
            told[cells.record].setdefault(weight, {})[save.device] = key  # the last of each
    return {device: set(by[min(by)].values()) if by else set() for device, by in told.items()}
