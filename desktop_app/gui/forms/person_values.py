"""A person as the fields of a form, as plain JSON values for a draft, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from desktop_app.domain import bank_card, phone
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.resident_id import Sex

FIELDS = (
    "name",
    "id_number",
    "id_override_reason",
    "sex",
    "birth_date",
    "ethnicity",
    "phone",
    "other_phone",
    "employer",
    "category",
    "address",
    "bank_name",
    "bank_card",
    "bank_account_name",
    "remarks",
)
# Masked until somebody asks for them.
NUMBERS = ("id_number", "phone", "other_phone", "bank_card")
# What the next person of the same place shares with the last one.
SHARED = frozenset({"sex", "ethnicity", "employer", "category", "address", "bank_name", "remarks"})


def values_of(person: Beneficiary) -> dict[str, object]:
    """Give the values that a form shows."""
    return {name: getattr(person, name) for name in FIELDS}


def person_of(base: Beneficiary, changed: Mapping[str, object]) -> Beneficiary:
    """Lay the fields that somebody has changed over a record; an emptied one is None."""
    read: dict[str, Any] = {name: _read(name, value) for name, value in changed.items()}
    return replace(base, **read)


def packed(values: Mapping[str, object]) -> dict[str, Any]:
    """Make JSON values of a form's values."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def unpacked(fields: Mapping[str, Any]) -> dict[str, object]:
    """Make a form's values of what `packed` made."""
    values: dict[str, object] = {name: fields[name] for name in FIELDS if name in fields}
    if born := fields.get("birth_date"):
        values["birth_date"] = date.fromisoformat(born)
    return values


def _read(name: str, value: object) -> object:
    if name == "name":
        return str(value or "")
    if value in (None, ""):
        return None
    if name == "sex":
        return Sex(str(value))
    if name in ("phone", "other_phone"):
        return phone.read_phone(value)[0]
    if name == "bank_card":
        return bank_card.read_card(value)[0]
    return value
