"""A second sheet with a member of a household in each row, joined to their workers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import RosterEntry
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.identity import (
    BeneficiaryId,
    CampaignId,
    HardshipFileId,
    RosterEntryId,
)
from desktop_app.domain.issue import Issue, any_blocks, objection
from desktop_app.domain.resident_id import read_resident_id_cell
from desktop_app.services.importing.drafts import Draft, Place
from desktop_app.services.importing.headings import SEARCHED_ROWS, Layout, Words, plain
from desktop_app.services.importing.members import member_of
from desktop_app.services.importing.parsing import Cell, Row, Sheet
from desktop_app.services.importing.values import NOTHING, text_of

OWNER, OWNER_NUMBER, OWNER_NAME = "owner_id_number", "owner_worker_number", "owner_name"
_OWNERS = (OWNER, OWNER_NUMBER, OWNER_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A row of the second sheet: the member, and whose household it is."""

    place: Place
    cells: Row
    layout: Layout
    owner: str
    owner_number: str
    member: HouseholdMember
    issues: tuple[Issue, ...]


def find_family(sheet: Sheet) -> Layout | None:
    """Find the heading of a sheet of members: a name, a relation, and the worker's number."""
    for number in range(1, min(SEARCHED_ROWS, len(sheet.rows)) + 1):
        headings = [cell if isinstance(cell, str) else "" for cell in sheet.rows[number - 1]]
        columns = _columns(headings)
        if _is_of_a_roster(headings):
            continue
        if {"name", "relation"} <= columns.keys() and {OWNER, OWNER_NUMBER} & columns.keys():
            used = set(columns.values())
            known = Words.load().not_ours
            return Layout(
                first_row=number,
                last_row=number,
                columns={"id_number": columns.get(OWNER, columns["name"]), **columns},
                headings=tuple(headings),
                unread=tuple(
                    " ".join(heading.split())
                    for column, heading in enumerate(headings)
                    if heading and column not in used and plain(heading) not in known
                ),
            )
    return None


def names_owners_by_id(layout: Layout) -> bool:
    """Tell whether it can be nothing but a sheet of members, whatever else the workbook holds."""
    return OWNER in layout.columns


def relatives(sheet: Sheet, layout: Layout, today: date) -> Iterator[Relative]:
    """Read the rows below the heading that name somebody."""
    for number, cells in enumerate(sheet.rows[layout.last_row :], layout.last_row + 1):
        of = {
            name: cells[column]
            for name, column in layout.columns.items()
            if column < len(cells) and text_of(cells[column]) not in NOTHING
        }
        if not of.keys() & {"name", "relation"} or "name" not in of.keys() - set(_OWNERS):
            continue
        own = {name: cell for name, cell in of.items() if name not in _OWNERS}
        if layout.columns["id_number"] in (layout.columns.get(OWNER), layout.columns["name"]):
            own.pop("id_number", None)
        member, issues = member_of(own, "", today)
        yield Relative(
            place=Place(sheet.name, number, layout.first_column),
            cells=cells,
            layout=layout,
            owner=_number(of.get(OWNER), today),
            owner_number=text_of(of.get(OWNER_NUMBER)),
            member=member,
            issues=tuple(issues),
        )


def parted(found: Sequence[Relative]) -> tuple[list[Relative], list[Relative]]:
    """Part the rows that can be taken from those that go back."""
    sound = [one for one in found if not any_blocks(one.issues)]
    return sound, [one for one in found if any_blocks(one.issues)]


def join(drafts: Sequence[Draft], found: Sequence[Relative]) -> tuple[list[Draft], list[Relative]]:
    """Give every worker the members of the second sheet; and the rows of workers not here."""
    by_id = {draft.person.id_number: at for at, draft in enumerate(drafts) if draft.file}
    by_number = {draft.file.worker_number: at for at, draft in enumerate(drafts) if draft.file}
    joined, left = list(drafts), []
    for one in found:
        at = by_id.get(one.owner) if one.owner else by_number.get(one.owner_number or "?")
        if at is None:
            left.append(one)
        else:
            joined[at] = _with(joined[at], one)
    return joined, left


def of_known(
    found: Sequence[Relative], known: Mapping[str, tuple[Beneficiary, bool]], day: date
) -> tuple[list[Draft], list[Relative]]:
    """Give members whose workers stand in the ledger alone to them; and the rows that go back.

    `known` has each worker by ID number or number of the file, and whether there is a file.
    """
    drafts: dict[str, Draft] = {}
    back = []
    for one in found:
        worker = known.get(one.owner or one.owner_number)
        if worker is None:
            field = OWNER if OWNER in one.layout.columns else OWNER_NUMBER
            back.append(replace(one, issues=(*one.issues, objection(field, "owner_unknown"))))
        else:
            person, has_file = worker
            draft = drafts.get(person.id) or _household_alone(
                one, person, day if has_file else None
            )
            drafts[person.id] = _with(draft, one)
    return list(drafts.values()), back


def _household_alone(one: Relative, person: Beneficiary, day: date | None) -> Draft:
    """Say nothing of a worker but who belongs to the household."""
    file = HardshipFile(id=HardshipFileId(""), beneficiary=person.id, changed_on=day)
    return Draft(
        place=one.place,
        person=person,
        entry=RosterEntry(
            id=RosterEntryId(""), campaign=CampaignId(""), beneficiary=BeneficiaryId("")
        ),
        file=file if day else None,
        on_roster=False,
    )


def _with(draft: Draft, one: Relative) -> Draft:
    """Add a member; somebody who stands in the worker's own row already is not added twice."""
    for at, known in enumerate(draft.members):
        if _same(known, one.member):
            members = (*draft.members[:at], _filled(known, one.member), *draft.members[at + 1 :])
            return replace(draft, members=members)
    issues = tuple(dict.fromkeys((*draft.issues, *one.issues)))
    return replace(draft, members=(*draft.members, one.member), issues=issues)


def _same(known: HouseholdMember, new: HouseholdMember) -> bool:
    if known.id_number and new.id_number:
        return known.id_number == new.id_number
    return (known.name, known.relation) == (new.name, new.relation)


def _filled(known: HouseholdMember, new: HouseholdMember) -> HouseholdMember:
    """Fill what the worker's own row leaves empty."""
    lacking = {
        name: getattr(new, name)
        for name in HouseholdMember.__dataclass_fields__
        if getattr(known, name) in (None, "", {})
    }
    return replace(known, **lacking)


def _is_of_a_roster(headings: Sequence[str]) -> bool:
    """Tell a list of recipients, which may name relations too, from a list of members."""
    words = Words.load().values["family"]["roster"]
    return any(word in plain(heading) for heading in headings for word in words)


def _columns(headings: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, heading in enumerate(headings):
        name = _field_of(plain(heading)) if heading else None
        if name:
            found.setdefault(name, column)
    return found


@lru_cache(maxsize=512)
def _field_of(text: str) -> str | None:
    words = Words.load()
    owners = _owner_words()
    if text in owners:
        return owners[text]
    bare = next(
        (
            text.removeprefix(one)
            for one in words.values["family"]["prefixes"]
            if text.startswith(one)
        ),
        text,
    )
    found = words.member_fields.get(bare)
    return found[0] if found else None


@lru_cache(maxsize=1)
def _owner_words() -> Mapping[str, str]:
    """Give the owner's columns by their plain headings."""
    family = Words.load().values["family"]
    named = {OWNER: "owner", OWNER_NUMBER: "owner_number", OWNER_NAME: "owner_name"}
    return {plain(word): name for name, key in named.items() for word in family[key]}


def _number(cell: Cell, today: date) -> str:
    number, _issues = read_resident_id_cell(cell, "id_number", today=today)
    return number.text if number else ""
