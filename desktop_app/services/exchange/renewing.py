"""A new name and new keys for a laptop whose ledger was restored or copied."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.domain.organisation import Device
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import laptop_keys, splitting
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of


def renew(desk: Desk) -> None:
    """Let the ledger go on under a new identity, in one transaction.

    Saves begin new chains and sheet numbers a new series, so nothing can collide with what
    another copy of the ledger does under the old name.
    """
    store = desk.store
    old = store.devices.reading(store.identity.device)
    union = store.organisations.get(store.identity.organisation)
    if old is None or union is None:
        raise RuntimeError("a ledger without its laptop or its union")
    taken = {one.code for one in store.devices.where()}
    device, identity = laptop_keys.new_laptop(union, old.record.label, taken=taken)
    with store.transaction():
        splitting.remember(store, store.identity)
        store.introduce(identity)
        former = edit_of(kinds.DEVICE, replace(old.record, enrolled=True), old)
        # Whole, as all words of enrolment: everybody has to know by what this one came.
        former = replace(former, values=edit_of(kinds.DEVICE, _enrolled(old.record)).values)
        desk.save([edit_of(kinds.DEVICE, device), former], "device.renewed", device.id)


def _enrolled(former: Device) -> Device:
    """Give what another laptop's word of enrolment would say of this one."""
    return Device(
        id=former.id,
        label=former.label,
        code=former.code,
        sign_pub=former.sign_pub,
        age_recipient=former.age_recipient,
        scope=former.scope,
        enrolled=True,
    )
