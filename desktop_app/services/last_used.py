"""What a person typed last in a field, to be offered again on this laptop.

Kept per person and field in the ledger itself, never synchronised; only of fields that say
something about a place or an office, never a number or a name of somebody.
"""

from __future__ import annotations

import json

from desktop_app.domain.address import shared_part
from desktop_app.services.desk import Desk

MOST = 12
FIELDS = frozenset(
    {"employer", "address", "bank_name", "bank_branch", "place_name", "unit", "venue", "host"}
)


class LastUsed:
    """Remembers and offers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, field: str) -> tuple[str, ...]:
        """Give what was typed last in a field, the latest first."""
        stored = self._desk.store.setting(self._name(field)) if field in FIELDS else None
        return tuple(json.loads(stored)) if stored else ()

    def note(self, field: str, value: object) -> None:
        """Remember what was typed in a field; of an address only what neighbours share."""
        text = str(value or "").strip()
        kept = shared_part(text) if field == "address" else text
        before = self.of(field)
        if field in FIELDS and kept and before[:1] != (kept,):
            now = [kept, *(one for one in before if one != kept)][:MOST]
            self._desk.store.keep_setting(self._name(field), json.dumps(now, ensure_ascii=False))

    def _name(self, field: str) -> str:
        return f"last {field} of {self._desk.user.id}"
