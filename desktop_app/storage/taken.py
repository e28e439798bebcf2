"""What a merge did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.domain.change import disagree
from desktop_app.domain.erasure import Erasure
from desktop_app.storage.parked import Range
from desktop_app.storage.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a merge did. Counts of records are by kind; `parked` is what still waits.

    `erased` counts the fields whose values were erased for good, `contents` names their files;
    `emptied` counts the records of which a team has lost what it was given before, `returned` the
    fields of which values came back that had been erased by a word that does not count.
    """

    saves: int
    already: int
    aside: int
    revoked: int
    new: Mapping[str, int]
    changed: Mapping[str, int]
    deleted: int
    conflicts: int
    new_people: tuple[str, ...]
    new_handovers: tuple[str, ...]
    parked: tuple[Range, ...]
    unread: int = 0
    erased: int = 0
    contents: tuple[str, ...] = ()
    emptied: int = 0
    returned: int = 0

    @property
    def leaves_traces(self) -> bool:
        """Tell whether values went of which the index and the free pages still know."""
        return bool(self.erased or self.emptied)


@dataclass(slots=True)
class Tally:
    """Counts what a merge does while it does it."""

    saves: int = 0
    already: int = 0
    aside: int = 0
    revoked: int = 0
    unsound: int = 0
    deleted: int = 0
    conflicts: int = 0
    emptied: int = 0
    returned: int = 0
    new: dict[tuple[str, str], None] = field(default_factory=dict)
    changed: set[tuple[str, str]] = field(default_factory=set)
    unread: set[tuple[str, str]] = field(default_factory=set)

    def count(self, place: tuple[str, str], record: Standing) -> None:
        """Count a record that has heard something."""
        if record.unread:
            self.unread.add(place)
        if not record.born:
            return
        if record.is_new:
            self.new[place] = None
        else:
            self.changed.add(place)
        if record.is_gone and not record.was_gone:
            self.deleted += 1
        if record.contested and not record.was_contested:
            self.conflicts += max(1, sum(disagree(heads) for heads in record.heads.values()))

    def taken(self, waiting: Iterable[Range], certified: Sequence[Erasure]) -> Taken:
        """Sum up, with what still waits and the erasures that came."""
        return Taken(
            saves=self.saves,
            already=self.already,
            aside=self.aside,
            revoked=self.revoked,
            new=dict(sorted(Counter(kind for kind, _record in self.new).items())),
            changed=dict(
                sorted(Counter(kind for kind, _r in self.changed - self.new.keys()).items())
            ),
            deleted=self.deleted,
            conflicts=self.conflicts,
            new_people=self._new_of("beneficiary"),
            new_handovers=self._new_of("handover"),
            parked=tuple(waiting),
            unread=len(self.unread),
            erased=sum(len(one.targets) for one in certified),
            contents=tuple(sha256 for one in certified for sha256 in one.contents),
            emptied=self.emptied,
            returned=self.returned,
        )

    def _new_of(self, wanted: str) -> tuple[str, ...]:
        return tuple(record for kind, record in self.new if kind == wanted)


def _by_kind(places: Iterable[tuple[str, str]]) -> dict[str, int]:
    return dict(sorted(Counter(kind for kind, _record in places).items()))
