"""What a merge has brought, in figures: what was taken, and who is known now and was not before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from desktop_app.domain.exchange import MergeReport, Missing
from desktop_app.domain.identity import DeviceId
from desktop_app.storage import parked, registry, undoing
from desktop_app.storage.registry import Laptop
from desktop_app.storage.store import Store
from desktop_app.storage.taken import Taken


@dataclass(frozen=True, slots=True)
class Known:
    """Which laptops are known, and which users can come in."""

    laptops: Mapping[str, Laptop]
    users: Collection[str]


def known_now(store: Store) -> Known:
    """Read who is known at this moment."""
    users = {str(one.id) for one in store.users.where("active = 1")}
    return Known(registry.read_all(store.db, store.identity.device), users)


def report(
    store: Store, taken: Taken, before: Known, *, exchange: int, bundle: str, sender: str
) -> MergeReport:
    """Say what was taken, and of which laptops and users less or more is than `before`."""
    now = known_now(store).laptops
    users = store.users.where("active <> 1", order="name")
    were_revoked = {device for device, one in before.laptops.items() if one.is_revoked}
    are_revoked = {device for device, one in now.items() if one.is_revoked}
    return MergeReport(
        id=exchange,
        bundle=bundle,
        sender=sender,
        applied=taken.saves,
        already=taken.already,
        new=taken.new,
        changed=taken.changed,
        deleted=taken.deleted,
        conflicts=taken.conflicts,
        duplicates=store.beneficiaries.alike_among(taken.new_people),
        erased=taken.erased,
        returned=taken.returned,
        handed_twice=store.grants.handed_twice_among(taken.new_handovers),
        aside=taken.aside,
        refused=taken.revoked,
        unread=taken.unread,
        missing=missing(store, taken.parked),
        revoked=tuple(sorted(now[one].label for one in are_revoked - were_revoked)),
        readmitted=tuple(
            sorted(now[one].label for one in (were_revoked & now.keys()) - are_revoked)
        ),
        switched_off=tuple(one.name for one in users if one.id in before.users),
    )


def missing(store: Store, ranges: Iterable[parked.Range]) -> tuple[Missing, ...]:
    """Name what has to come before saves that wait, by the labels of the laptops."""
    labels = {one.id: one.label for one in store.devices.where()}
    return tuple(
        Missing(
            laptop=labels.get(DeviceId(one.device), one.device),
            stream=one.stream,
            first=one.missing_from,
            last=one.first - 1,
            unknown=one.why is parked.Why.UNKNOWN,
            forked=one.why is parked.Why.FORK,
            undone=undoing.set_aside_by(store.db, (one.device, one.stream, one.missing_from)),
        )
        for one in ranges
    )
