"""The tree of unions: kept by the administrator, chosen from everywhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from desktop_app.domain import names, union
from desktop_app.domain.change import Edit, Reading
from desktop_app.domain.identity import UnionId
from desktop_app.domain.issue import Issue
from desktop_app.domain.role import Right
from desktop_app.domain.union import Place, Union, in_order
from desktop_app.services.desk import Desk
from desktop_app.services.keeping import Keeping
from desktop_app.storage.records import edit_of


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionFilter:
    """Which unions a list shows; what is empty does not narrow it."""

    text: str = ""
    retired: bool = False


class Unions(Keeping[Union]):
    """What the office does with the unions it knows."""

    right: ClassVar[Right] = Right.SET_UP

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.unions)

    def all(self) -> list[Union]:
        """Read every union, the retired ones too."""
        self._desk.require(Right.READ)
        return self._records.where()

    def tree(self, wanted: UnionFilter | None = None) -> list[Place]:
        """List the unions in the order of their tree; of a search, those that fit."""
        asked = wanted or UnionFilter()
        places = in_order(self.all())
        if not asked.retired:
            places = [one for one in places if not one.union.is_retired]
        return [one for one in places if _fits(one.union, asked.text)]

    def known_names(self) -> list[str]:
        """List the names of the standing unions, for choosing one while typing."""
        return [place.union.name for place in self.tree()]

    def may_stand_above(self, below: Union) -> list[Place]:
        """List the unions under which one may be put: not itself, nor what is below it."""
        places = in_order(self.all())
        parents = {place.union.id: place.union.parent for place in places}
        return [
            place
            for place in places
            if place.union.id != below.id
            and below.id not in union.above(place.union.id, parents)
            and (not place.union.is_retired or place.union.id == below.parent)
        ]

    def objections(self, record: Union) -> tuple[Issue, ...]:
        """List what is wrong with a union beside the others."""
        return union.objections(record, self.all())

    def tidy(self, record: Union) -> Union:
        """Bring names and codes into the form in which they are kept."""
        return replace(
            record,
            name=" ".join(record.name.split()),
            code=record.code.strip().upper(),
            credit_code="".join(record.credit_code.split()).upper(),
        )

    def save(
        self, record: Union, base: Reading[Union] | None = None, *, beside: Sequence[Edit] = ()
    ) -> Union:
        """Keep a union; one that is new below its parent stands behind the others there."""
        if base is None or base.record.parent != record.parent:
            record = replace(record, position=last_position(self.all(), record.parent))
        return super().save(record, base, beside=beside)

    def retire(self, record: str, on: date) -> Union:
        """Offer a union no longer; what was done under it keeps its name."""
        base = self.open(record)
        return self.save(replace(base.record, retired_on=on), base)

    def restore(self, record: str) -> Union:
        """Offer a retired union again."""
        base = self.open(record)
        return self.save(replace(base.record, retired_on=None), base)

    def move(self, record: str, by: int) -> None:
        """Change the places of a union and its neighbour; `by` is -1 for up and 1 for down."""
        self._desk.require(self.right)
        with self._desk.store.transaction():
            moved = self.open(record).record
            here = [one.union for one in in_order(self.all()) if one.union.parent == moved.parent]
            at = next(place for place, one in enumerate(here) if one.id == record)
            to = at + by
            if not 0 <= to < len(here):
                return
            here[at], here[to] = here[to], here[at]
            self._desk.save(self._numbered(here), f"{self._records.kind.name}.moved", record)

    def _numbered(self, here: Sequence[Union]) -> list[Edit]:
        edits = []
        for position, base in enumerate((self.open(one.id) for one in here), start=1):
            moved = replace(base.record, position=position)
            edits.append(edit_of(self._records.kind, moved, base))
        return edits


def last_position(unions: Sequence[Union], parent: UnionId | None) -> int:
    """Give the place behind all unions below one parent."""
    return 1 + max((one.position for one in unions if one.parent == parent), default=0)


def _fits(one: Union, text: str) -> bool:
    wanted = text.strip().casefold()
    if not wanted:
        return True
    syllables, initials = names.pinyin_keys(one.name)
    keys = (one.name.casefold(), one.code.casefold(), "".join(syllables), *initials)
    return any(wanted in key for key in keys)
