"""Which fields can be erased at all: not what was paid, printed and signed."""

from __future__ import annotations

from desktop_app.domain.erasure import Target
from desktop_app.storage.kinds import KINDS

_KEPT = frozenset(
    {"organisation", "device", "user", "union", "campaign", "code_entry", "fund_income", "erasure"}
)
"""Kinds that say nothing of people whom the union helps; an erasure of theirs is not heard."""
_OF_FACTS = frozenset({("second_keying", "keyed")})


def may_go(target: Target) -> bool:
    """Tell whether a field is one that can be erased: what was paid, printed and signed is not."""
    kind, _record, field = target
    is_fact = kind in KINDS and KINDS[kind].is_fact
    return kind not in _KEPT and (not is_fact or (kind, field) in _OF_FACTS)
