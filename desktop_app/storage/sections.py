"""Finding the sections of people, and their children."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.section import SECTIONS
from desktop_app.storage import aliases
from desktop_app.storage.batches import batches
from desktop_app.storage.kinds import LEFT_BEHIND_CHILD
from desktop_app.storage.records import Records

S = TypeVar("S")

STANDING = "removed_because IS NULL"
_SHOWN = aliases.shown("beneficiary")
WITH_CHILDREN = LEFT_BEHIND_CHILD.name
"""What a filter by section says for people with children left behind."""


class Sections(Records[S]):
    """Reads the sections of one kind."""

    def of(self, beneficiary: str) -> list[S]:
        """Read the sections that stand in a person's record, the latest first; mostly one."""
        condition = f"beneficiary {aliases.OF_PERSON} AND {STANDING}"
        return self.where(condition, [beneficiary, beneficiary], order="n DESC")

    def removed(self, beneficiary: str) -> list[S]:
        """Read the sections that were removed from a person's record, the latest first."""
        condition = f"beneficiary {aliases.OF_PERSON} AND NOT ({STANDING})"
        return self.where(condition, [beneficiary, beneficiary], order="n DESC")


class Children(Records[LeftBehindChild]):
    """Reads children left behind."""

    def of(self, parent: str) -> list[LeftBehindChild]:
        """Read the children that stand in a person's record, in the order of their recording."""
        return self.where(f"parent {aliases.OF_PERSON} AND {STANDING}", [parent, parent])

    def removed(self, parent: str) -> list[LeftBehindChild]:
        """Read the children that were removed from a person's record."""
        condition = f"parent {aliases.OF_PERSON} AND NOT ({STANDING})"
        return self.where(condition, [parent, parent])

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Name several children, by id."""
        found: dict[str, str] = {}
        for some in batches(list(dict.fromkeys(ids))):
            marks = ", ".join("?" for _id in some)
            found |= {child.id: child.name for child in self.where(f"id IN ({marks})", some)}
        return found


def people_condition(section: str, due_by: str = "") -> tuple[str, Sequence[str]]:
    """Write the condition on the table of people that leaves those with a section, with its values.

    `section` is the name of a section, or WITH_CHILDREN; `due_by` leaves the model workers whose
    aid is due by that day.
    """
    if due_by:
        due = f"SELECT {_SHOWN} FROM model_worker WHERE aid_due <= ? AND {STANDING}"
        return f"id IN ({due})", [due_by]
    if section == WITH_CHILDREN:
        return f"id IN (SELECT {aliases.shown('parent')} FROM {WITH_CHILDREN} WHERE {STANDING})", []
    if section not in SECTIONS:
        raise ValueError(section)
    return f"id IN (SELECT {_SHOWN} FROM {section} WHERE {STANDING})", []
