"""Keying a value a second time without seeing the first (盲录复核)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from desktop_app.domain.identity import SecondKeyingId, UserId


class KeyedField(StrEnum):
    """What can be asked for twice: an ID number, a bank card, an amount of money."""

    ID_NUMBER = "id_number"
    BANK_CARD = "bank_card"
    AMOUNT = "cash_fen"


class Side(StrEnum):
    """Whose value was right."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondKeying:
    """One value keyed again, or the settling of a difference: a fact.

    `subject` is the id of the person or the grant. `seen` names the saves from which the first
    value came: the keying holds for that value and lapses by itself when another takes its place.
    `keyed` is there only where it differs, because only then somebody has to look at it.
    `settles` is the id of the keying whose difference is settled, `taken` the side chosen.
    """

    id: SecondKeyingId
    subject: str
    field: str
    seen: tuple[str, ...]
    keyed_by: UserId
    keyed_on: date | None = None
    equal: bool = False
    keyed: str = ""
    settles: str = ""
    taken: str = ""


def shown_difference(first: str, second: str) -> tuple[str, str]:
    """Show of two numbers only where they differ; what they have in common is covered."""
    if len(first) == len(second):
        both = list(zip(first, second, strict=True))
        one, other = ("".join("*" if a == b else (a, b)[at] for a, b in both) for at in (0, 1))
        return one, other
    pairs = SequenceMatcher(a=first, b=second, autojunk=False).get_opcodes()
    one = "".join(_covered(first[a:b], tag) for tag, a, b, _c, _d in pairs)
    other = "".join(_covered(second[c:d], tag) for tag, _a, _b, c, d in pairs)
    return one, other


def _covered(part: str, tag: str) -> str:
    return "*" * len(part) if tag == "equal" else part
