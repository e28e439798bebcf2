"""A draft against the ledger: who it is, and what would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import RosterEntry, roster_entry_id
from desktop_app.domain.change import Edit, Reading
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.identity import (
    BeneficiaryId,
    CampaignId,
    HardshipFileId,
    HouseholdMemberId,
    new_id,
)
from desktop_app.domain.issue import Issue, warning
from desktop_app.services.importing.drafts import Draft
from desktop_app.storage import kinds
from desktop_app.storage.kinds import Kind
from desktop_app.storage.records import edit_of

R = TypeVar("R", Beneficiary, RosterEntry, HardshipFile, HouseholdMember)

_EMPTY: tuple[object, ...] = (None, "", (), {})
# What the comparison itself decides, whatever the roster says.
_LINKS = frozenset({"id", "beneficiary", "campaign", "changed_on", "gone"})


class Outcome(StrEnum):
    """What the import makes of a person."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record that changes; values as the record keeps them."""

    kind: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A draft with what it does to the ledger; nothing is written yet."""

    draft: Draft
    person: Beneficiary
    outcome: Outcome
    edits: tuple[Edit, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the ledger holds about one person of the roster."""

    person: Reading[Beneficiary] | None = None
    entry: Reading[RosterEntry] | None = None
    file: Reading[HardshipFile] | None = None
    members: Sequence[Reading[HouseholdMember]] = ()


def match(draft: Draft, known: Known, campaign: CampaignId | None, source: str) -> Match:
    """Compare a draft with what is known; a roster never empties a field of the ledger."""
    work = _Work()
    if known.person is None:
        person = replace(draft.person, id=BeneficiaryId(new_id()))
    else:
        person = _person(draft.person, known.person.record)
    work.compare(kinds.BENEFICIARY, person, known.person)
    if campaign and draft.on_roster:
        work.compare(kinds.ROSTER_ENTRY, *_entry(draft, person, known, campaign, source))
    before = len(work.edits)
    for member, old in _members(draft, person, known):
        work.compare(kinds.HOUSEHOLD_MEMBER, member, old)
    if draft.file:
        file = _file(draft.file, person, known, household_changes=len(work.edits) > before)
        work.compare(kinds.HARDSHIP_FILE, file, known.file)
    return Match(
        draft=draft,
        person=person,
        outcome=_outcome(known, work),
        edits=tuple(work.edits),
        changes=tuple(work.changes),
        issues=(*draft.issues, *_renamed(draft, known)),
    )


class _Work:
    """Edits gathered while the records of one person are compared."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []
        self.changes: list[FieldChange] = []

    def compare(self, kind: Kind[R], record: R, old: Reading[R] | None) -> None:
        edit = edit_of(kind, record, old)
        if not edit.values:
            return
        self.edits.append(edit)
        if old is not None:
            self.changes.extend(
                FieldChange(kind.name, name, getattr(old.record, name), getattr(record, name))
                for name in edit.values
                if name != "changed_on"
            )


def _outcome(known: Known, work: _Work) -> Outcome:
    if known.person is None:
        return Outcome.ADDED
    return Outcome.CHANGED if work.edits else Outcome.UNCHANGED


def _renamed(draft: Draft, known: Known) -> Iterator[Issue]:
    """Draw attention to a number that the ledger knows under another name."""
    if known.person and known.person.record.name != draft.person.name:
        yield warning("name", "name_differs", known=known.person.record.name)


def _over(old: R, new: R) -> R:
    """Lay what the roster says over what the ledger holds."""
    said: dict[str, Any] = {
        one.name: getattr(new, one.name)
        for one in fields(new)
        if one.name not in _LINKS and getattr(new, one.name) not in _EMPTY
    }
    return replace(old, **said)


def _person(new: Beneficiary, old: Beneficiary) -> Beneficiary:
    """Add tags and remarks to those there are: officers wrote them too."""
    laid = _over(old, new)
    remarks = new.remarks
    if remarks and old.remarks:
        remarks = old.remarks if remarks in old.remarks else f"{old.remarks}；{remarks}"
    return replace(
        laid,
        tags=tuple(dict.fromkeys((*old.tags, *new.tags))),
        remarks=remarks or old.remarks,
    )


def _entry(
    draft: Draft, person: Beneficiary, known: Known, campaign: CampaignId, source: str
) -> tuple[RosterEntry, Reading[RosterEntry] | None]:
    """Lay the line over the one there is; where it stood matters only if it says something new."""
    if known.entry is None:
        new = replace(
            draft.entry,
            id=roster_entry_id(campaign, person.id),
            campaign=campaign,
            beneficiary=person.id,
            source=f"{source} {draft.place}",
        )
        return new, None
    old = known.entry.record
    laid = _over(old, draft.entry)
    if laid != old:
        laid = replace(laid, source=f"{source} {draft.place}")
    return laid, known.entry


def _file(
    new: HardshipFile, person: Beneficiary, known: Known, *, household_changes: bool
) -> HardshipFile:
    """Lay the file over the one there is; the day counts only where something changes."""
    if known.file is None:
        return replace(new, id=HardshipFileId(new_id()), beneficiary=person.id)
    old = known.file.record
    laid = replace(_over(old, new), originals=_originals(old.originals, new))
    changes = household_changes or laid != old
    return replace(laid, changed_on=new.changed_on) if changes else laid


def _originals(old: Mapping[str, str], new: HardshipFile | HouseholdMember) -> dict[str, str]:
    """Keep the original word of each field that the new source does not speak about."""
    kept = {name: word for name, word in old.items() if getattr(new, name, None) in _EMPTY}
    return {**kept, **new.originals}


def _members(
    draft: Draft, person: Beneficiary, known: Known
) -> Iterator[tuple[HouseholdMember, Reading[HouseholdMember] | None]]:
    left = list(known.members)
    for new in draft.members:
        found = next((one for one in left if _same(one.record, new)), None)
        if found is None:
            yield replace(new, id=HouseholdMemberId(new_id()), beneficiary=person.id), None
            continue
        left.remove(found)
        originals = _originals(found.record.originals, new)
        # Whom the roster lists belongs to the household again.
        yield replace(_over(found.record, new), originals=originals, gone=None), found


def _same(old: HouseholdMember, new: HouseholdMember) -> bool:
    """Know a member by the ID number, or by name and relation where one of them has none."""
    if old.id_number and new.id_number:
        return old.id_number == new.id_number
    return old.name == new.name and (old.relation == new.relation or not new.relation)
