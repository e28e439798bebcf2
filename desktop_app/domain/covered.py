"""Which fields hold numbers of people: covered wherever they are shown, until somebody asks.

Safety notes §3: identity number, telephone number, bank card. The account of an organisation and
the contract number of a sheet belong to nobody in person and stay open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

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


def covered(kind: str, field: str, value: object) -> object:
    """Give what may be seen of a field by everybody; what is no such number stays as it is."""
    mask = COVERED.get(kind, {}).get(field)
    return mask(value) if mask and isinstance(value, str) and value else value
