"""When two records may be about one person: what a clerk sees at a glance, as rules."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.domain import names
from desktop_app.domain.beneficiary import Beneficiary

SAME_EMPLOYER_NEEDS = 3  # characters: of two, one in common is no more than the surname


class Why(StrEnum):
    """Why two records look like one person, the strongest reason first."""

    SAME_ID = "same_id"
    SAME_NAME_AND_BIRTH = "same_name_and_birth"
    SIMILAR_NAME_AND_PHONE = "similar_name_and_phone"
    SIMILAR_NAME_AND_EMPLOYER = "similar_name_and_employer"


def why_alike(one: Beneficiary, other: Beneficiary) -> Why | None:
    """Tell why two records look like one person; None where they do not."""
    if one.id_number and one.id_number == other.id_number:
        return Why.SAME_ID
    if not (one.name and other.name):
        return None
    same_name = names.normalise_name(one.name) == names.normalise_name(other.name)
    if same_name and one.birth_date and one.birth_date == other.birth_date:
        return Why.SAME_NAME_AND_BIRTH
    if _phones(one) & _phones(other) and is_similar(one.name, other.name):
        return Why.SIMILAR_NAME_AND_PHONE
    if one.employer and _plain(one.employer) == _plain(other.employer or ""):
        return _among_colleagues(one, other, same_name=same_name)
    return None


def is_similar(one: str, other: str) -> bool:
    """Tell whether two names sound alike, or differ in one character.

    张伟 and 章伟 sound alike; 张𬱖 and 张頔 differ in the one character that old programs
    could not write; 張偉 is 张伟 in the old script.
    """
    one, other = names.normalise_name(one), names.normalise_name(other)
    return bool(one and other) and (
        names.pinyin_keys(one)[0] == names.pinyin_keys(other)[0] or differ_by_one(one, other)
    )


def differ_by_one(one: str, other: str) -> bool:
    """Tell whether at most one character is another, too many or missing."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + 1 :] == long[at + 1 :] or short[at:] == long[at + 1 :]


def _among_colleagues(one: Beneficiary, other: Beneficiary, *, same_name: bool) -> Why | None:
    """Ask for more of people who work together: there, names resemble each other often."""
    if same_name:
        return Why.SIMILAR_NAME_AND_EMPLOYER
    if one.birth_date and other.birth_date and one.birth_date != other.birth_date:
        return None
    sound = names.pinyin_keys(one.name)[0] == names.pinyin_keys(other.name)[0]
    long = min(len(one.name), len(other.name)) >= SAME_EMPLOYER_NEEDS
    if sound or (long and differ_by_one(one.name, other.name)):
        return Why.SIMILAR_NAME_AND_EMPLOYER
    return None


def _phones(person: Beneficiary) -> set[str]:
    return {phone for phone in (person.phone, person.other_phone) if phone}


def _plain(employer: str) -> str:
    return "".join(employer.split())
