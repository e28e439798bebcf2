"""A change to a synchronised record, field by field, and what its author had before their eyes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from desktop_app.domain.role import Role

R = TypeVar("R")

DELETED = "_deleted"
"""The field that says of a whole record that it is gone."""

LAST_STAMP = 2**53
"""No stamp is later: numbers beyond it are not exact everywhere."""

Seen = Mapping[str, tuple[str, ...]]
"""Per field, the saves whose values the author saw: `device/stream/sequence` each.

A save touches a cell at most once, so naming the save names the operation.
"""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: user id and role at that moment."""

    user: str
    role: Role


@dataclass(frozen=True, slots=True)
class Reading(Generic[R]):
    """A record as somebody read it, with the saves it was made of."""

    record: R
    seen: Seen


@dataclass(frozen=True, slots=True)
class Edit:
    """New values for some fields of one record; `values` are plain JSON values."""

    kind: str
    record: str
    values: Mapping[str, Any]
    seen: Seen = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a save is called in the audit trail, about which record, and why it was done."""

    action: str
    subject: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """An operation that nobody who knew it has replaced.

    Ordered by stamp, then sequence, then device: the greatest of several is the one shown.
    A deletion `covers` the saves of all fields that its author saw.
    """

    stamp: int
    sequence: int
    device: str
    save: str
    value: object = field(compare=False, default=None)
    covers: tuple[str, ...] = field(compare=False, default=())

    @classmethod
    def of(cls, save: str, stamp: int, value: object = None, covers: tuple[str, ...] = ()) -> Head:
        """Make a head from the save that wrote the value."""
        device, _stream, sequence = save.split("/")
        return cls(stamp, int(sequence), device, save, value, covers)


def stamp_after(at_ms: int, superseded: Sequence[Head]) -> int:
    """Stamp an operation: the clock, but always later than what its author saw.

    Kept per cell, so a laptop whose clock is years wrong poisons only what it touched.
    """
    latest = max([at_ms, *(head.stamp + 1 for head in superseded)])
    return min(latest, LAST_STAMP)


def surviving(
    heads: Sequence[Head], new: Head, seen: Sequence[str], replaced_by: Sequence[Head] = ()
) -> tuple[Head, ...]:
    """Say which operations stand unreplaced once `new` arrives, the shown one last, as `heads` do.

    One is replaced only if the author saw it and the new one is strictly later: without that
    an operation could replace itself and the value would vanish. `replaced_by` are operations
    that came before the new one although their authors had seen it.
    """
    named = set(seen)
    standing = [head for head in heads if not (named and head.save in named and head < new)]
    if not any(new < later for later in replaced_by):
        place = bisect_left(standing, new)
        if standing[place : place + 1] != [new]:
            standing.insert(place, new)
    return tuple(standing)


def disagree(heads: Sequence[Head]) -> bool:
    """Tell whether unreplaced operations give different values; equal ones are no conflict."""
    return any(head.value != heads[0].value for head in heads[1:])
