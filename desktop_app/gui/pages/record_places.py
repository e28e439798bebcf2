"""Where a record of any kind is shown, and by what name people know it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.domain.visit import Visit
from desktop_app.services.office import KEEPERS, Office
from desktop_app.storage.grants import GrantFilter

_PAGES = {
    "beneficiary": "people",
    "employer": "employers",
    "visit": "visits",
    "route": "visits",
    "need": "needs",
    "need_step": "needs",
    "referral": "needs",
    "activity": "activities",
    "grant": "grants",
}
_OWNERS = {
    "grant": "grant",
    "beneficiary": "beneficiary",
    "parent": "beneficiary",
    "kept": "beneficiary",
    "employer": "employer",
    "need": "need",
    "file": "hardship_file",
    "sheet": "sheet",
}
"""The fields that say what a record belongs to, each with the kind of its owner."""


def place_of(office: Office, kind: str, record: str) -> tuple[str, str] | None:
    """Give the page of a record, and what it shows there: the record, or what it belongs to."""
    if kind in _PAGES:
        return _PAGES[kind], record
    owner = _owner(office, kind, record)
    return place_of(office, *owner) if owner else None


def name_of(office: Office, kind: str, record: str) -> str:
    """Say what people call a record, or the person or employer it belongs to."""
    if kind == "grant":
        lines = office.desk.store.grants.lines(GrantFilter(ids=(record,)))
        return lines[0].name if lines else ""
    found = _read(office, kind, record)
    if isinstance(found, Visit):
        return _visit_words(office, found)
    own = getattr(found, "name", "") or getattr(found, "label", "") or getattr(found, "title", "")
    owner = None if own else _owner(office, kind, record)
    return str(own) or (name_of(office, *owner) if owner else "")


def _visit_words(office: Office, visit: Visit) -> str:
    """Say a visit by whom it was to and its day."""
    store = office.desk.store
    people = (store.beneficiaries.get(one) for one in (*visit.beneficiaries, *visit.households))
    places = (store.employers.get(one) for one in visit.employers)
    names = [one.name for one in (*people, *places) if one is not None]
    day = visit.first_day.isoformat() if visit.first_day else visit.day_words
    return "  ".join(part for part in ("、".join(dict.fromkeys(names)), day) if part)


def _owner(office: Office, kind: str, record: str) -> tuple[str, str] | None:
    found = _read(office, kind, record)
    owners = ((of, getattr(found, name, None)) for name, of in _OWNERS.items())
    return next(((of, str(one)) for of, one in owners if one), None)


def _read(office: Office, kind: str, record: str) -> Any:
    store = office.desk.store
    rooms: Mapping[str, Any] = {
        "beneficiary": store.beneficiaries,
        "device": store.devices,
        "user": store.users,
        "organisation": store.organisations,
        "campaign": store.campaigns,
        "roster_entry": store.roster_entries,
        "grant": store.grants,
        "grant_decision": store.decisions,
        "grant_void": store.grant_voids,
        "handover": store.handovers,
        "sheet": store.sheets,
        "printing": store.printings,
        "scan": store.scans,
        "signature_check": store.signature_checks,
        "visit": store.visits,
        "person_merge": store.person_merges,
    }
    keeper = KEEPERS.get(kind)
    room = rooms.get(kind) or (keeper(office).records if keeper else None)
    return room.get(record) if room is not None else None
