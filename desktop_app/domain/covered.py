"""Which fields hold numbers of people: covered wherever they are shown, until somebody asks.

Safety notes §3: identity number, telephone number, bank card. The account of an organisation and
the contract number of a sheet belong to nobody in person and stay open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.domain import bank_card, phone, resident_id

Mask = Callable[[str], str]

COVERED: Mapping[str, Mapping[str, Mask]] = {
    "beneficiary": {
        "id_number": resident_id.mask,
        "phone": phone.mask,
        "other_phone": phone.mask,
        "bank_card": bank_card.mask,
    },
    "household_member": {
        "id_number": resident_id.mask,
        "phone": phone.mask,
        "other_phone": phone.mask,
    },
    "left_behind_child": {"id_number": resident_id.mask, "guardian_phone": phone.mask},
    "employer": {"phone": phone.mask},
    "union": {"chair_phone": phone.mask},
    "referral": {"contact": phone.mask_within},
}


def covered(kind: str, cells: Mapping[str, Any]) -> dict[str, Any]:
    """Give what may be seen of a record's cells by everybody."""
    masks = COVERED.get(kind, {})
    return {
        name: masks[name](cell) if name in masks and isinstance(cell, str) else cell
        for name, cell in cells.items()
    }
