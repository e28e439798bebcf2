"""Children left behind (留守子女): kept as far as their guardians consent.

Under fourteen every field but name, birth year and parent needs the guardian's consent (Personal
Information Protection Law, articles 28 and 31).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from desktop_app.domain import names, phone, resident_id
from desktop_app.domain.identity import BeneficiaryId, ChildId
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.resident_id import Sex, read_resident_id
from desktop_app.domain.section import about_length, about_past_days, about_region, about_year

CONSENT_AGE = 14
GROWN_AGE = 18
WITHOUT_CONSENT = frozenset({"id", "parent", "name", "birth_year", "removed_because"})
CONSENT = ("consent_by", "consent_on", "consent_form")
_TEXTS = ("school", "address", "home_union", "wishes", "remarks")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehindChild:
    """One child of a worker, living elsewhere.

    `region` is the GB/T 2260 code of that place, `home_union` its union, which is asked to visit.
    `consent_by` names the guardian who consented.
    """

    id: ChildId
    parent: BeneficiaryId
    name: str
    birth_year: int | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    id_number: str | None = None
    school: str | None = None
    grade: str | None = None
    guardian: str | None = None
    guardian_relation: str | None = None
    guardian_phone: str | None = None
    consent_by: str | None = None
    consent_on: date | None = None
    consent_form: str | None = None
    region: str | None = None
    address: str | None = None
    home_union: str | None = None
    wishes: str | None = None
    remarks: str | None = None
    removed_because: str | None = None

    @property
    def id_masked(self) -> str:
        """Give the ID number as lists show it."""
        return resident_id.mask(self.id_number) if self.id_number else ""

    @property
    def phone_masked(self) -> str:
        """Give the guardian's number as lists show it."""
        return phone.mask(self.guardian_phone) if self.guardian_phone else ""

    @property
    def has_consent(self) -> bool:
        """Tell whether it is recorded who consented, when and in which form."""
        return all(getattr(self, name) for name in CONSENT)

    def youngest_on(self, day: date) -> int | None:
        """Give the least age that the child can have by a day, or None where no birth is said."""
        born = self.birth_date
        if born is not None:
            return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return None if self.birth_year is None else day.year - self.birth_year - 1

    def needs_consent(self, day: date) -> bool:
        """Tell whether the child is, or may be, under fourteen."""
        age = self.youngest_on(day)
        return age is None or age < CONSENT_AGE


def objections(child: LeftBehindChild, *, today: date) -> tuple[Issue, ...]:
    """List what is wrong with a child's record, the guardian's consent first."""
    return (
        *names.objections(child.name, "name"),
        *_about_consent(child, today),
        *_about_birth(child, today),
        *_about_the_number(child),
        *_about_the_rest(child),
    )


def kept_without_consent(child: LeftBehindChild) -> tuple[str, ...]:
    """Name the filled fields that may be kept only with the guardian's consent."""
    free = WITHOUT_CONSENT.union(CONSENT)
    names_of = (one.name for one in fields(child) if one.name not in free)
    return tuple(name for name in names_of if getattr(child, name) not in (None, ""))


def _about_consent(child: LeftBehindChild, today: date) -> list[Issue]:
    found = about_past_days(today, consent_on=child.consent_on)
    given = [name for name in CONSENT if getattr(child, name)]
    if given and not child.has_consent:
        left = [name for name in CONSENT if name not in given]
        return found + [objection(name, "consent_incomplete") for name in left]
    if child.has_consent or not child.needs_consent(today):
        return found
    without = kept_without_consent(child)
    if without:
        found.append(objection("consent_by", "consent_missing"))
    return found + [objection(name, "only_with_consent") for name in without]


def _about_birth(child: LeftBehindChild, today: date) -> list[Issue]:
    found = about_past_days(today, birth_date=child.birth_date)
    found += about_year("birth_year", child.birth_year, today.year)
    if child.birth_date and child.birth_year and child.birth_date.year != child.birth_year:
        found.append(objection("birth_year", "birth_year_differs"))
    age = child.youngest_on(today)
    if age is None:
        found.append(warning("birth_year", "birth_year_missing"))
    elif age >= GROWN_AGE:
        found.append(warning("birth_year", "child_grown", age=str(age)))
    return found


def _about_the_number(child: LeftBehindChild) -> list[Issue]:
    if not child.id_number:
        return []
    number, issues = read_resident_id(child.id_number, "id_number")
    found = list(issues)
    if number is None:
        return found
    if child.birth_date and child.birth_date != number.birth_date:
        found.append(warning("birth_date", "birth_date_differs", of_id=str(number.birth_date)))
    if child.sex and child.sex != number.sex:
        found.append(warning("sex", "sex_differs"))
    return found


def _about_the_rest(child: LeftBehindChild) -> list[Issue]:
    found = about_length(child, _TEXTS)
    if child.guardian_phone:
        found.extend(phone.read_phone(child.guardian_phone, "guardian_phone")[1])
    return found + about_region("region", child.region)
