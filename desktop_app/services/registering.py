"""Recording people and finding them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from desktop_app.domain import beneficiary, names
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Reading
from desktop_app.domain.covered import COVERED
from desktop_app.domain.errors import CircumstanceError, RefusedError
from desktop_app.domain.issue import Issue, any_blocks, objection
from desktop_app.domain.likeness import Why, why_alike
from desktop_app.domain.resident_id import read_resident_id
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.wording import sentences
from desktop_app.storage import kinds
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.records import edit_of


class NoSuchPersonError(CircumstanceError):
    """No person has this id."""

    message = mark("There is no person with the id {id}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Another record that looks as if it were about the same person, and why."""

    person: Beneficiary
    why: Why


class Register:
    """What the office does with the people it supports."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._people = desk.store.beneficiaries

    def open(self, person: str) -> Reading[Beneficiary]:
        """Read a person for a form."""
        self._desk.require(Right.READ)
        found = self._people.reading(person)
        if found is None:
            raise NoSuchPersonError(id=person)
        return found

    def objections(self, person: Beneficiary) -> tuple[Issue, ...]:
        """List what is wrong with a person, duplicates in the ledger included."""
        found = beneficiary.objections(person, today=self._desk.today())
        return (*found, *self._duplicates(person))

    def save(self, person: Beneficiary, base: Reading[Beneficiary] | None = None) -> Beneficiary:
        """Keep a person; a new one where no base is given. Raises RefusedError."""
        self._desk.require(Right.RECORD)
        person = tidy(person)
        with self._desk.store.transaction():
            issues = self.objections(person)
            if any_blocks(issues):
                raise RefusedError(reasons=sentences(issue for issue in issues if issue.blocks))
            action = "person.changed" if base else "person.added"
            self._desk.save([edit_of(kinds.BENEFICIARY, person, base)], action, person.id)
        return person

    def search(self, text: str, limit: int = 20) -> list[Beneficiary]:
        """Find people while somebody types."""
        self._desk.require(Right.READ)
        return self._people.search(text, limit)

    def alike(self, person: Beneficiary) -> list[Alike]:
        """List the records that look like this person's, the strongest reason first."""
        self._desk.require(Right.READ)
        person = tidy(person)
        found = [
            Alike(person=other, why=why)
            for other in self._people.candidates(person)
            if (why := why_alike(person, other)) is not None
        ]
        return sorted(found, key=lambda one: (list(Why).index(one.why), one.person.id))

    def likely_duplicates(self, limit: int) -> list[tuple[Beneficiary, Alike]]:
        """List pairs in the whole ledger that look like one person, at most so many."""
        self._desk.require(Right.READ)
        return list(islice(self._duplicates_in_ledger(), limit))

    def known_as(self, person: str) -> tuple[str, ...]:
        """Give every id under which a person was recorded, the one that is shown first.

        What is kept about a person is found by asking for all of these.
        """
        return self._people.known_as(person)

    def kept_id(self, person: str) -> str:
        """Give the id of the record that is shown for a person."""
        return self.known_as(person)[0]

    def page(
        self,
        wanted: PeopleFilter,
        *,
        order: str = "sort_key",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[Beneficiary]:
        """Read one page of a list of people."""
        self._desk.require(Right.READ)
        return self._people.page(wanted, order=order, down=down, limit=limit, offset=offset)

    def how_many(self, wanted: PeopleFilter | None = None) -> int:
        """Count the people that a filter leaves."""
        return self._people.how_many(wanted or PeopleFilter())

    def employers(self) -> list[str]:
        """List the employers named so far, for choosing one."""
        return self._people.employers()

    def grants(self, person: str) -> list[GrantLine]:
        """List what a person was given."""
        return self._desk.store.grants.lines(GrantFilter(beneficiary=person))

    def reveal(self, person: str, field: str, reason: str) -> str:
        """Show one masked value in full, and put it into the audit trail who asked and why."""
        self._desk.require(Right.REVEAL)
        if field not in COVERED[kinds.BENEFICIARY.name]:
            raise ValueError(field)
        value = getattr(self.open(person).record, field) or ""
        self._desk.note(f"revealed.{field}", person, reason)
        return value

    def _duplicates(self, person: Beneficiary) -> list[Issue]:
        known = self.known_as(person.id)
        if known[0] != person.id:
            kept = self._people.get(known[0])
            return [objection("name", "merged_away", name=kept.name if kept else "")]
        if not person.id_number:
            return []
        others = self._people.where("id_number = ?", [person.id_number])
        strangers = [other for other in others if other.id not in known]
        return [objection("id_number", "id_taken", name=other.name) for other in strangers[:1]]

    def _duplicates_in_ledger(self) -> Iterator[tuple[Beneficiary, Alike]]:
        told: set[tuple[str, str]] = set()
        for pair in self._people.likely_pairs():
            if pair in told:
                continue
            told |= {pair, pair[::-1]}
            one, other = (self._people.get(person) for person in pair)
            why = why_alike(one, other) if one and other else None
            if one and other and why:
                yield one, Alike(person=other, why=why)


def tidy(person: Beneficiary) -> Beneficiary:
    """Bring a person into the form in which it is kept: the name's dots, the number's digits."""
    number, _issues = read_resident_id(person.id_number or "", "id_number")
    return replace(
        person,
        name=names.normalise_name(person.name),
        id_number=number.text if number else person.id_number or None,
        sex=person.sex or (number.sex if number else None),
        birth_date=person.birth_date or (number.birth_date if number else None),
    )
