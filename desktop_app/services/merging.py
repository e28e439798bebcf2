"""Making two records of one person one, and taking that back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Reading
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import BeneficiaryId, MergeId, new_id
from desktop_app.domain.person_merge import TOGETHER, PersonMerge, default_choice
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.registering import NoSuchPersonError
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of

# Together with the field that they belong to, or joined: nobody is asked about these.
_NOT_ASKED = frozenset({"id_override_reason", "tags"})
FIELDS = tuple(column.name for column in kinds.BENEFICIARY.columns if column.name not in _NOT_ASKED)


class SameRecordError(CircumstanceError):
    """A record cannot be merged with itself."""

    message = mark("These are one and the same record already; nothing was changed.")


class MergedAlreadyError(CircumstanceError):
    """One of the two was merged away before."""

    message = mark(
        "The record of {name} was merged with that of {kept} already; nothing was changed. "
        "Merge with {kept}, or undo the earlier merge first."
    )


class NoSuchMergeError(CircumstanceError):
    """No merge has this id."""

    message = mark("There is no merge with the id {id}.")


class WithdrawnAlreadyError(CircumstanceError):
    """The merge was undone before."""

    message = mark("This merge was undone already; nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two records side by side.

    `differing` are the fields on which they disagree or which only one of them has; `likely`
    those of them in which the duplicate's value is the likelier one.
    """

    kept: Beneficiary
    duplicate: Beneficiary
    differing: tuple[str, ...]
    likely: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What taking a merge back did: `edited_since` are fields that were left as they are now."""

    merge: PersonMerge
    edited_since: tuple[str, ...]


class Merging:
    """What the office does with two records of one person."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._people = desk.store.beneficiaries
        self._merges = desk.store.person_merges

    def compare(self, duplicate: str, kept: str) -> Comparison:
        """Put two records side by side. Raises what `merge` raises."""
        self._desk.require(Right.READ)
        one, other = self._open_both(duplicate, kept)
        differing = tuple(
            name
            for name in FIELDS
            if (getattr(one.record, name) or None) != (getattr(other.record, name) or None)
        )
        newer = self._changed_at(duplicate) > self._changed_at(kept)
        likely = frozenset(
            name
            for name in differing
            if default_choice(
                getattr(other.record, name), getattr(one.record, name), duplicate_is_newer=newer
            )
        )
        return Comparison(
            kept=other.record, duplicate=one.record, differing=differing, likely=likely
        )

    def merge(
        self,
        duplicate: str,
        kept: str,
        *,
        take: Collection[str] | None = None,
        reason: str = "",
    ) -> PersonMerge:
        """Show the kept record in place of both; nothing is deleted.

        `take` are the fields in which the duplicate's value is right; left out, the likelier
        ones. Raises SameRecordError, MergedAlreadyError, NoSuchPersonError.
        """
        self._desk.require(Right.MERGE)
        with self._desk.store.transaction():
            found = self.compare(duplicate, kept)
            base = self._open(kept)
            wanted = found.likely if take is None else set(take) & set(found.differing)
            taken = _taken(base.record, found.duplicate, wanted)
            cells = kinds.BENEFICIARY.cells(base.record)
            made = PersonMerge(
                id=MergeId(new_id()),
                duplicate=BeneficiaryId(duplicate),
                kept=BeneficiaryId(kept),
                reason=reason.strip(),
                taken=taken,
                former={name: cells.get(name) for name in taken},
                merged_by=self._desk.user.id,
            )
            edits = [
                edit_of(kinds.PERSON_MERGE, made),
                edit_of(kinds.BENEFICIARY, _with(base.record, taken), base),
            ]
            self._desk.save(edits, "person.merged", kept, made.reason)
            self._desk.note("person.merged", duplicate, made.reason)
        return made

    def undo(self, merge: str, reason: str = "") -> Undone:
        """Let both records stand by themselves again.

        The kept record gets back what stood there, except in fields that somebody has edited
        since. Raises NoSuchMergeError, WithdrawnAlreadyError.
        """
        self._desk.require(Right.MERGE)
        with self._desk.store.transaction():
            base = self._open_merge(merge)
            made = base.record
            if made.withdrawn:
                raise WithdrawnAlreadyError
            person = self._open(made.kept)
            cells = kinds.BENEFICIARY.cells(person.record)
            untouched = [name for name in made.taken if cells.get(name) == made.taken[name]]
            before = {name: made.former[name] for name in untouched}
            withdrawn = replace(made, withdrawn=True)
            edits = [
                edit_of(kinds.PERSON_MERGE, withdrawn, base),
                edit_of(kinds.BENEFICIARY, _with(person.record, before), person),
            ]
            self._desk.save(edits, "person.unmerged", made.kept, reason)
            self._desk.note("person.unmerged", made.duplicate, reason)
        edited = tuple(name for name in made.taken if name not in untouched)
        return Undone(merge=withdrawn, edited_since=edited)

    def of(self, person: str) -> list[PersonMerge]:
        """List the merges of a person, withdrawn ones too, the latest first."""
        self._desk.require(Right.READ)
        return self._merges.of(person)

    def _open_both(
        self, duplicate: str, kept: str
    ) -> tuple[Reading[Beneficiary], Reading[Beneficiary]]:
        if duplicate == kept:
            raise SameRecordError
        both = self._open(duplicate), self._open(kept)
        if self._people.known_as(duplicate)[0] == self._people.known_as(kept)[0]:
            raise SameRecordError
        for one in both:
            shown = self._people.known_as(one.record.id)[0]
            if shown != one.record.id:
                kept_name = self._open(shown).record.name
                raise MergedAlreadyError(name=one.record.name, kept=kept_name)
        return both

    def _open(self, person: str) -> Reading[Beneficiary]:
        found = self._people.reading(person)
        if found is None:
            raise NoSuchPersonError(id=person)
        return found

    def _open_merge(self, merge: str) -> Reading[PersonMerge]:
        found = self._merges.reading(merge)
        if found is None:
            raise NoSuchMergeError(id=merge)
        return found

    def _changed_at(self, person: str) -> int:
        entries = self._desk.store.audit.entries(subject=person)
        changing = [one.at_ms for one in entries if not one.action.startswith("revealed.")]
        return max(changing, default=0)


def _taken(kept: Beneficiary, duplicate: Beneficiary, wanted: Collection[str]) -> dict[str, Any]:
    """Give the cells that the kept record takes over; the tags of both are joined."""
    theirs = kinds.BENEFICIARY.cells(duplicate)
    names = [*wanted, *(name for one in wanted for name in TOGETHER.get(one, ()))]
    taken = {name: theirs.get(name) for name in sorted(names)}
    joined = tuple(dict.fromkeys((*kept.tags, *duplicate.tags)))
    if joined != kept.tags:
        taken["tags"] = list(joined)
    own = kinds.BENEFICIARY.cells(kept)
    return {name: cell for name, cell in taken.items() if cell != own.get(name)}


def _with(person: Beneficiary, cells: Mapping[str, Any]) -> Beneficiary:
    """Lay cells over a record; a missing one empties the field."""
    merged = {**kinds.BENEFICIARY.cells(person), **cells}
    row: dict[str, Any] = {"id": person.id}
    for column in kinds.BENEFICIARY.columns:
        row[column.name] = column.stored(merged.get(column.name))
    return kinds.BENEFICIARY.build(row)
