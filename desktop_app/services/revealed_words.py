"""How the audit trail says that somebody looked at a covered number, by its action."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.i18n import mark

REVEALED_WORDS: Mapping[str, str] = {
    "revealed.id_number": mark("ID number shown in full"),
    "revealed.phone": mark("Phone number shown in full"),
    "revealed.other_phone": mark("Other phone number shown in full"),
    "revealed.bank_card": mark("Bank card shown in full"),
    "revealed.guardian_phone": mark("Guardian's phone shown in full"),
    "revealed.chair_phone": mark("Phone number shown in full"),
    "revealed.contact": mark("Phone number shown in full"),
}
