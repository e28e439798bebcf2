"""Free marks on people, put on and taken off for many at once, and back again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.progress import Progress, unwatched
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of

MAX_TAG = 20
CHUNK = 500
_NOT_IN_A_TAG = re.compile(r"[、，,;；\n]")

Change = Callable[[Beneficiary], tuple[str, ...]]


class TagWordsError(CircumstanceError):
    """A tag is one short word; a sign that parts words would make two of it."""

    message = mark("A tag has 1 to {limit} characters and none of 、 , ; in it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """What a tagging changed: per person, the tags that came and those that went."""

    added: dict[str, tuple[str, ...]] = field(default_factory=dict)
    removed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of those whose tags are others now."""
        return tuple(dict.fromkeys((*self.added, *self.removed)))


class Tagging:
    """What the office does with tags."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._people = desk.store.beneficiaries

    def known(self) -> list[str]:
        """List the tags in use, the most frequent first."""
        self._desk.require(Right.READ)
        return self._people.tags()

    def tag(
        self,
        people: Iterable[str],
        add: Sequence[str] = (),
        remove: Sequence[str] = (),
        progress: Progress = unwatched,
    ) -> Tagged:
        """Put tags on people and take others off, all of it or nothing. Raises TagWordsError."""
        self._desk.require(Right.RECORD)
        coming = tuple(dict.fromkeys(_tidy(one) for one in add))
        going = {one.strip() for one in remove}

        def change(person: Beneficiary) -> tuple[str, ...]:
            kept = [one for one in person.tags if one not in going]
            return tuple(dict.fromkeys((*kept, *coming)))

        return self._change(people, change, progress)

    def undo(self, done: Tagged, progress: Progress = unwatched) -> Tagged:
        """Take a tagging back; what was done to the people's tags since then stays."""
        self._desk.require(Right.RECORD)

        def change(person: Beneficiary) -> tuple[str, ...]:
            kept = [one for one in person.tags if one not in done.added.get(person.id, ())]
            return tuple(dict.fromkeys((*kept, *done.removed.get(person.id, ()))))

        return self._change(done.people, change, progress)

    def _change(self, people: Iterable[str], change: Change, progress: Progress) -> Tagged:
        done = Tagged()
        with self._desk.store.transaction():
            found = list(self._people.by_ids(people).values())
            readings = self._people.readings(found)
            edits = []
            for base in readings:
                person, tags = base.record, change(base.record)
                if tags == person.tags:
                    continue
                edits.append(edit_of(kinds.BENEFICIARY, replace(person, tags=tags), base))
                _note(done.added, person.id, [one for one in tags if one not in person.tags])
                _note(done.removed, person.id, [one for one in person.tags if one not in tags])
            for start in range(0, len(edits), CHUNK):
                progress(start, len(edits))
                self._desk.save(edits[start : start + CHUNK], "people.tagged")
        return done


def _note(into: dict[str, tuple[str, ...]], person: str, tags: Sequence[str]) -> None:
    if tags:
        into[person] = tuple(tags)


def _tidy(tag: str) -> str:
    tag = " ".join(tag.split())
    if not tag or len(tag) > MAX_TAG or _NOT_IN_A_TAG.search(tag):
        raise TagWordsError(limit=str(MAX_TAG))
    return tag
