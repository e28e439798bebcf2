"""The same person in several rows of one file: made one, or sent back where the rows disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import RosterEntry
from desktop_app.domain.issue import objection, warning
from desktop_app.services.importing.drafts import Draft, Place

R = TypeVar("R", Beneficiary, RosterEntry)

# Rows that differ in one of these are not ours to settle.
_MONEY = ("cash_fen", "goods", "fund_source")
# These may differ without a word: the unit of an entry follows the person's employer, whose
# difference is told, and the category of a person follows that of the entry.
_FOLLOWERS = frozenset({"unit", "category"})
_EMPTY: tuple[object, ...] = (None, "", ())


def once_each(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Place]]:
    """Join the rows of one person into the first; give the places of the others beside them.

    Rows that contradict each other in name or money are all refused.
    """
    groups: dict[str, list[int]] = {}
    for index, draft in enumerate(drafts):
        if not draft.is_refused and draft.person.id_number:
            groups.setdefault(draft.person.id_number, []).append(index)
    settled, gone = list(drafts), set[int]()
    for indices in groups.values():
        if len(indices) == 1:
            continue
        together = [drafts[index] for index in indices]
        if name := _contradiction(together):
            for index, other in zip(indices, [*indices[1:], indices[0]], strict=True):
                settled[index] = _contradicted(drafts[index], name, drafts[other].place)
        else:
            settled[indices[0]] = _joined(together)
            gone.update(indices[1:])
    kept = [draft for index, draft in enumerate(settled) if index not in gone]
    return kept, [drafts[index].place for index in sorted(gone)]


def _contradiction(drafts: Sequence[Draft]) -> str | None:
    """Name the field in which rows of one person contradict each other, if there is one."""
    if len({draft.person.name for draft in drafts}) > 1:
        return "name"
    for name in _MONEY:
        said = {getattr(draft.entry, name) for draft in drafts} - {None, ()}
        if len(said) > 1:
            return name
    return None


def _contradicted(draft: Draft, name: str, other: Place) -> Draft:
    issue = objection(name, "repeated_differently", at=str(other))
    return replace(draft, issues=(*draft.issues, issue))


def _joined(drafts: Sequence[Draft]) -> Draft:
    """Fill what the first row leaves empty from the others; say where they differ."""
    first, *others = drafts
    for other in others:
        person, differing = _filled(first.person, other.person)
        entry, more = _filled(first.entry, other.entry)
        if first.entry.category != other.entry.category and other.entry.category:
            more.append("category")
        notes = tuple(
            warning(name, "repeated_otherwise", at=str(other.place)) for name in differing + more
        )
        first = replace(
            first,
            person=person,
            entry=entry,
            file=first.file or other.file,
            members=first.members or other.members,
            issues=(*first.issues, *notes),
        )
    return first


def _filled(record: R, other: R) -> tuple[R, list[str]]:
    """Take over what a record lacks; give it and the fields in which both say something else."""
    new: dict[str, Any] = {}
    differing = []
    for name in (one.name for one in fields(record)):
        ours, theirs = getattr(record, name), getattr(other, name)
        if theirs in _EMPTY or ours == theirs:
            continue
        if ours in _EMPTY:
            new[name] = theirs
        elif name not in _FOLLOWERS:
            differing.append(name)
    return replace(record, **new), differing
