"""What people do on their laptops in a random history: honest work, at wrong clocks."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import RosterEntry, roster_entry_id
from desktop_app.domain.change import Edit
from desktop_app.domain.grant import GrantVoid
from desktop_app.domain.identity import BeneficiaryId, CampaignId, GrantVoidId, new_id
from desktop_app.storage import kinds, saves
from tests.builds import UNHEARD_OF, older_program
from tests.laptops import TODAY, Laptop

YEARS_10_MS = 10 * 365 * 86_400_000
WORDS = ("甲", "乙", "丙", None)
FIELDS = ("employer", "remarks", "phone", "address")
CAMPAIGN = CampaignId("0" * 31 + "c")


@dataclass
class Form:
    """A record somebody opened, with what was seen then; it may be saved much later."""

    laptop: Laptop
    person: str
    reading: object


@dataclass
class People:
    """Some laptops and what is done on each, alone."""

    folder: Path
    random: random.Random
    flavour: tuple[str, ...] = ()
    laptops: list[Laptop] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def at(self, laptop: Laptop) -> Iterator[Laptop]:
        """Work at a laptop, with the program that is installed there."""
        if not laptop.older:
            yield laptop
            return
        with older_program():
            yield laptop

    def add_person(self) -> None:
        with self.at(self._laptop() if self.people else self.laptops[0]) as laptop:
            person = Beneficiary(id=BeneficiaryId(new_id()), name="张三", phone=self._word())
            laptop.save(kinds.BENEFICIARY, person)
            self.people.append(person.id)

    def open_form(self) -> None:
        with self.at(self._laptop()) as laptop:
            person = self._known_person(laptop)
            if person:
                reading = laptop.store.beneficiaries.reading(person)
                self.forms.append(Form(laptop, person, reading))

    def edit(self) -> None:
        """Open a form and save it at once."""
        before = len(self.forms)
        self.open_form()
        if len(self.forms) > before:
            self._save(self.forms.pop())

    def save_form(self) -> None:
        """Save what was typed into a form, maybe long after it was opened."""
        if self.forms:
            self._save(self.forms.pop(self.random.randrange(len(self.forms))))

    def _save(self, form: Form) -> None:
        fields = self.random.sample(FIELDS, self.random.choice((1, 1, 2)))
        words = {name: self._word() for name in fields}
        with self.at(form.laptop) as laptop:
            if laptop.older:
                words.pop("employer", None)
                if words.get("remarks") == UNHEARD_OF:
                    words["remarks"] = WORDS[0]
            changed = replace(form.reading.record, **words)
            laptop.save(kinds.BENEFICIARY, changed, form.reading, "person.changed")

    def add_roster_line(self) -> None:
        """Keep a line whose id every laptop chooses alike."""
        laptop, person = self._laptop(), BeneficiaryId(self.random.choice(self.people))
        if laptop.older:
            return
        identifier = roster_entry_id(CAMPAIGN, person)
        base = laptop.store.roster_entries.reading(identifier)
        line = RosterEntry(
            id=identifier, campaign=CAMPAIGN, beneficiary=person,
            cash_fen=self.random.choice((100, 200)),
        )  # fmt: skip
        laptop.save(kinds.ROSTER_ENTRY, line, base, "roster.changed")

    def void_something(self) -> None:
        """Write a fact, sometimes one that another laptop may write, too."""
        identifier = GrantVoidId(f"{self.random.randrange(6):032x}")
        with self.at(self._laptop()) as laptop:
            if laptop.store.grant_voids.get(identifier) is None:
                fact = GrantVoid(
                    id=identifier, grant="0" * 32, reason=self.random.choice(("甲", "乙")),
                    voided_by=laptop.desk.user.id, voided_on=TODAY,
                )  # fmt: skip
                laptop.save(kinds.GRANT_VOID, fact, None, "grant.voided")

    def delete(self) -> None:
        with self.at(self._laptop()) as laptop:
            person = self._known_person(laptop)
            if person:
                edit = laptop.store.changes.deletion("beneficiary", person)
                laptop.desk.save([edit], "person.deleted", edit.record)

    def settle(self) -> None:
        with self.at(self._laptop()) as laptop:
            every = laptop.conflicts.all()
            conflicts = [one for one in every if not kinds.KINDS[one.kind].is_fact]
            if conflicts:
                conflict = self.random.choice(conflicts)
                value = self.random.choice(conflict.rivals).value
                laptop.conflicts.settle_with(conflict.id, value)
                left = [one.id for one in laptop.conflicts.all()]
                assert conflict.id not in left, "P9: a settled conflict stays"

    def scheme(self) -> None:
        """Save what no honest form would: claim to have seen what one never saw, even oneself."""
        with self.at(self._laptop()) as laptop:
            person = self._known_person(laptop)
            if not person:
                return
            tips = [
                (of, seq) for one in self.laptops for of, seq in saves.held(one.store.db).items()
            ]
            named = [
                f"{device}/{stream}/{self.random.randint(1, seq + 2)}"
                for (device, stream), seq in self.random.sample(tips, min(6, len(tips)))
            ]
            own = saves.tip(laptop.store.db, (laptop.id, "640100.pii"))
            named.append(f"{laptop.id}/640100.pii/{(own[0] if own else 0) + 1}")
            values, seen = {"phone": self._word()}, {"phone": tuple(named)}
            edit = Edit("beneficiary", person, values, seen)
            laptop.desk.save([edit], "person.changed", edit.record)

    def turn_clock(self) -> None:
        self._laptop().clock.ms += self.random.randint(-YEARS_10_MS, YEARS_10_MS)

    def _known_person(self, laptop: Laptop) -> str:
        known = [one for one in self.people if laptop.store.beneficiaries.get(one)]
        return self.random.choice(known) if known else ""

    def _laptop(self) -> Laptop:
        return self.random.choice(self.laptops)

    def _word(self) -> str | None:
        return self.random.choice(WORDS)
