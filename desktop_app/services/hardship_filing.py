"""Hardship files and households: opened and kept together, or record by record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from desktop_app.domain import household_issues, names
from desktop_app.domain.change import Edit, Reading
from desktop_app.domain.codelists import CodeLists, HardshipRule, hardship_rule
from desktop_app.domain.errors import RefusedError
from desktop_app.domain.household import HardshipFile, Household, HouseholdMember
from desktop_app.domain.identity import BeneficiaryId, HardshipFileId, HouseholdMemberId, new_id
from desktop_app.domain.issue import Issue, any_blocks, objection, warning
from desktop_app.domain.resident_id import read_resident_id
from desktop_app.services.desk import Desk
from desktop_app.services.keeping import Keeping
from desktop_app.services.wording import sentences
from desktop_app.storage.households import HouseholdMembers, seen_of_file, seen_of_member
from desktop_app.storage.kinds import HARDSHIP_FILE, HOUSEHOLD_MEMBER
from desktop_app.storage.records import edit_of

_LISTS = "hardship_category"


class HardshipFiling(Keeping[HardshipFile]):
    """Keeps hardship files one by one, as the console does; one household has one file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.hardship_files)

    def objections(self, record: HardshipFile) -> tuple[Issue, ...]:
        """List what is wrong with a file, against the household that the ledger knows."""
        members = self._desk.store.household_members.present(record.beneficiary)
        found = household_issues.file_objections(record, members, rule_of(self._desk))
        return (*found, *_about_the_person(self._desk, record))

    def save(
        self,
        record: HardshipFile,
        base: Reading[HardshipFile] | None = None,
        *,
        beside: Sequence[Edit] = (),
    ) -> HardshipFile:
        """Keep a file and the day on which it changed. Raises RefusedError."""
        if beside or edit_of(HARDSHIP_FILE, record, base).values:
            record = replace(record, changed_on=self._desk.today())
        return super().save(record, base, beside=beside)


class MemberKeeping(Keeping[HouseholdMember]):
    """Keeps members of households one by one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.household_members)

    def objections(self, record: HouseholdMember) -> tuple[Issue, ...]:
        """List what is wrong with a member; the person must be known."""
        found = household_issues.member_objections(record, today=self._desk.today())
        if self._desk.store.beneficiaries.get(record.beneficiary) is None:
            unknown = objection("beneficiary", "person_unknown", id=record.beneficiary)
            found = (*found, unknown)
        return found

    def tidy(self, record: HouseholdMember) -> HouseholdMember:
        """Bring name and number into their one form."""
        return tidy_member(record)

    def _edits_beside(
        self, record: HouseholdMember, _base: Reading[HouseholdMember] | None
    ) -> Sequence[Edit]:
        """A household that changes is a file that changes."""
        file = self._desk.store.hardship_files.of(record.beneficiary)
        if file is None:
            return ()
        changed = replace(file.record, changed_on=self._desk.today())
        return (edit_of(HARDSHIP_FILE, changed, file),)


class HouseholdFiling(Keeping[Household]):
    """Keeps a hardship file with its whole household in one save, as its form does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.households)
        self._members: HouseholdMembers = desk.store.household_members

    @property
    def rule(self) -> HardshipRule | None:
        """The rule by which hardship is recognised today."""
        return rule_of(self._desk)

    def beginning(self, person: str) -> dict[str, Any]:
        """Give what a new file of a person begins with: the household, the line, the lists."""
        options = CodeLists.load()[_LISTS]
        begun: dict[str, Any] = {
            "beneficiary": BeneficiaryId(person),
            "members": tuple(self._members.present(person)),
            "list_year": options.valid_from,
            "list_source": options.source,
        }
        latest = self._desk.store.hardship_files.latest_line()
        if latest is not None:
            begun["subsistence_line_fen"] = latest.subsistence_line_fen
            begun["subsistence_line_source"] = latest.subsistence_line_source
        return begun

    def objections(self, record: Household) -> tuple[Issue, ...]:
        """List what is wrong with file and members; those of members say whose they are."""
        today = self._desk.today()
        return (
            *household_issues.file_objections(record, record.members, rule_of(self._desk)),
            *household_issues.household_objections(record.members, today=today),
            *_about_the_person(self._desk, record),
            *self._filed_elsewhere(record),
        )

    def tidy(self, record: Household) -> Household:
        """Give every member an id, the worker they belong to, and the one form of numbers."""
        members = tuple(
            tidy_member(replace(one, id=_id_of(one), beneficiary=record.beneficiary))
            for one in record.members
        )
        return replace(record, members=members)

    def save(
        self,
        record: Household,
        base: Reading[Household] | None = None,
        *,
        beside: Sequence[Edit] = (),
    ) -> Household:
        """Keep a file and its household; who is no longer listed is marked as gone."""
        self._desk.require(self.right)
        record = self.tidy(record)
        with self._desk.store.transaction():
            issues = self.against(record, base)
            if any_blocks(issues):
                raise RefusedError(reasons=sentences(issue for issue in issues if issue.blocks))
            edits = [*self._member_edits(record, base), *beside]
            file_base = Reading(base.record.file, seen_of_file(base.seen)) if base else None
            if edits or edit_of(HARDSHIP_FILE, record.file, file_base).values:
                record = replace(record, changed_on=self._desk.today())
            edits.append(edit_of(HARDSHIP_FILE, record.file, file_base))
            deed = "changed" if base else "added"
            self._desk.save(edits, f"{HARDSHIP_FILE.name}.{deed}", record.id)
        return record

    def _member_edits(self, record: Household, base: Reading[Household] | None) -> Iterator[Edit]:
        known = self._known(record, base)
        for member in record.members:
            edit = edit_of(HOUSEHOLD_MEMBER, member, known.pop(member.id, None))
            if edit.values:
                yield edit
        for left in known.values():
            yield edit_of(HOUSEHOLD_MEMBER, replace(left.record, gone=True), left)

    def _known(
        self, record: Household, base: Reading[Household] | None
    ) -> dict[str, Reading[HouseholdMember]]:
        """Give the members as the form read them; a file that is new has read them just now."""
        if base is None:
            found = self._members.of(record.beneficiary)
            return {one.record.id: one for one in found if not one.record.gone}
        return {
            one.id: Reading(one, seen_of_member(base.seen, one.id)) for one in base.record.members
        }

    def _filed_elsewhere(self, record: Household) -> Iterator[Issue]:
        """Draw attention to somebody of the household who has a file of their own."""
        numbers = [one.id_number for one in record.members if one.id_number]
        people = self._desk.store.beneficiaries.by_id_numbers(numbers)
        for number in numbers:
            other = people.get(number)
            if other and self._desk.store.hardship_files.of(other.record.id):
                yield warning("members", "household_filed_twice", whose=other.record.name)


def tidy_member(member: HouseholdMember) -> HouseholdMember:
    """Bring a member into the form in which it is kept; a sound number gives sex and birth date."""
    number, _issues = read_resident_id(member.id_number or "", "id_number")
    sound = number if number and number.check_fits else None
    return replace(
        member,
        name=names.normalise_name(member.name),
        id_number=number.text if number else member.id_number or None,
        sex=member.sex or (sound.sex if sound else None),
        birth_date=member.birth_date or (sound.birth_date if sound else None),
    )


def rule_of(desk: Desk) -> HardshipRule | None:
    """Give the rule by which hardship is recognised today."""
    return hardship_rule(desk.today().year)


def _id_of(member: HouseholdMember) -> HouseholdMemberId:
    return member.id or HouseholdMemberId(new_id())


def _about_the_person(desk: Desk, file: HardshipFile) -> list[Issue]:
    if desk.store.beneficiaries.get(file.beneficiary) is None:
        return [objection("beneficiary", "person_unknown", id=file.beneficiary)]
    other = desk.store.hardship_files.of(file.beneficiary)
    if other is not None and other.record.id != HardshipFileId(file.id):
        return [objection("beneficiary", "file_exists")]
    return []
