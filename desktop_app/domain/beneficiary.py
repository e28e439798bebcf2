"""A person whom the union visits and supports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain import bank_card, names, phone, resident_id
from desktop_app.domain.identity import BeneficiaryId
from desktop_app.domain.issue import Issue, Severity, objection, warning
from desktop_app.domain.resident_id import Sex

MAX_TEXT = 500
_FREE_TEXT = ("employer", "address", "remarks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Beneficiary:
    """One person. Code-list values are codes; what is unknown is None, never an empty guess.

    `id_override_reason` says why a number with a wrong check character is kept all the same:
    such numbers exist on real cards.
    """

    id: BeneficiaryId
    name: str
    id_number: str | None = None
    id_override_reason: str | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    ethnicity: str | None = None
    phone: str | None = None
    other_phone: str | None = None
    employer: str | None = None
    category: str | None = None
    tags: tuple[str, ...] = ()
    address: str | None = None
    bank_name: str | None = None
    bank_card: str | None = None
    bank_account_name: str | None = None
    remarks: str | None = None

    def age_on(self, day: date) -> int | None:
        """Give the full years lived by that day, if the birth date is known."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def id_masked(self) -> str:
        """Give the ID number as lists show it."""
        return resident_id.mask(self.id_number) if self.id_number else ""

    @property
    def phone_masked(self) -> str:
        """Give the phone number as lists show it."""
        return phone.mask(self.phone) if self.phone else ""

    @property
    def card_masked(self) -> str:
        """Give the bank card as lists show it."""
        return bank_card.mask(self.bank_card) if self.bank_card else ""


def objections(person: Beneficiary, *, today: date) -> tuple[Issue, ...]:
    """List everything that is wrong with a person's record, without raising."""
    return (
        *names.objections(person.name, "name"),
        *_about_the_number(person),
        *_about_the_rest(person, today),
    )


def _about_the_number(person: Beneficiary) -> list[Issue]:
    if not person.id_number:
        return [warning("id_number", "id_missing")]
    number, issues = resident_id.read_resident_id(person.id_number, "id_number")
    found = [_overridden(issue) if person.id_override_reason else issue for issue in issues]
    if number is None:
        return found
    if person.birth_date and person.birth_date != number.birth_date:
        found.append(warning("birth_date", "birth_date_differs", of_id=str(number.birth_date)))
    if person.sex and person.sex != number.sex:
        found.append(warning("sex", "sex_differs"))
    return found


def _overridden(issue: Issue) -> Issue:
    if issue.code != "id_check":
        return issue
    return Issue(issue.field, issue.code, Severity.WARNS, issue.details)


def _about_the_rest(person: Beneficiary, today: date) -> list[Issue]:
    found: list[Issue] = []
    if person.birth_date and person.birth_date > today:
        found.append(objection("birth_date", "in_the_future"))
    if person.phone:
        found.extend(phone.read_phone(person.phone, "phone")[1])
    if person.bank_card:
        found.extend(bank_card.read_card(person.bank_card, "bank_card")[1])
    long = (name for name in _FREE_TEXT if len(getattr(person, name) or "") > MAX_TEXT)
    found.extend(objection(name, "text_too_long", limit=str(MAX_TEXT)) for name in long)
    return found
