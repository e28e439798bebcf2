"""How far an erasure reaches: the same values elsewhere, and what goes with a person."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from desktop_app.domain.erasure import Target
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.storage import aliases
from desktop_app.storage.erasing import Place
from desktop_app.storage.records import Records

_KEYED_TWICE = frozenset({"id_number", "bank_card"})


class GrantsKeptError(CircumstanceError):
    """A whole person is to go of whom there are grants."""

    message = mark(
        "Grants stand in this person's name, and the accounting rules keep them. Erase single"
        " fields instead."
    )


class Reach:
    """Finds what else has to go."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def targets(self, kind: str, record: str, fields: Sequence[str]) -> set[Target]:
        """Name the fields, also where the same values stand elsewhere."""
        targets = {(kind, one, name) for one in self.ids(kind, record) for name in fields}
        if kind == "beneficiary":
            for one in self.ids(kind, record):
                targets |= self._kept_elsewhere(one, set(fields))
        return targets

    def _kept_elsewhere(self, person: str, fields: AbstractSet[str]) -> set[Target]:
        """Find a person's values in second keyings and in merges of two records."""
        store = self._desk.store
        keyed = store.second_keyings.where("subject = ?", [person])
        found: set[Target] = {
            ("second_keying", str(one.id), "keyed")
            for one in keyed
            if one.keyed and one.field in fields & _KEYED_TWICE
        }
        merged = store.person_merges.where("kept = ? OR duplicate = ?", [person, person])
        for one in merged:
            for name in ("taken", "former"):
                if fields & getattr(one, name).keys():
                    found.add(("person_merge", str(one.id), name))
        return found

    def ids(self, kind: str, record: str) -> tuple[str, ...]:
        """Give every id under which a person was recorded; of others, the one."""
        return aliases.known_as(self._desk.store.db, record) if kind == "beneficiary" else (record,)

    def with_dependents(self, kind: str, record: str) -> list[Place]:
        """List a record and, of a person, what is recorded of the person alone.

        Raises GrantsKeptError.
        """
        ids = self.ids(kind, record)
        places = [(kind, one) for one in ids]
        if kind != "beneficiary":
            return places
        store = self._desk.store
        rooms: dict[str, Records[Any]] = {
            "household_member": store.household_members,
            "hardship_file": store.hardship_files,
            "model_worker": store.model_workers,
            "frontline_post": store.frontline_posts,
            "migrant_origin": store.migrant_origins,
            "staying_put": store.stays,
            "platform_work": store.platform_works,
            "roster_entry": store.roster_entries,
            "left_behind_child": store.children,
        }
        for one in ids:
            if store.grants.where("beneficiary = ?", [one]):
                raise GrantsKeptError
            for of_kind, room in rooms.items():
                column = "parent" if of_kind == "left_behind_child" else "beneficiary"
                places += [(of_kind, str(it.id)) for it in room.where(f"{column} = ?", [one])]
        return places

    def pictures(self, places: Sequence[Place]) -> list[tuple[Place, str]]:
        """List the photos and papers of records, removed ones too, each with its content."""
        attachments = self._desk.store.attachments
        found = [
            one
            for kind, record in places
            for removed in (False, True)
            for one in attachments.of(kind, record, removed=removed)
        ]
        found += [
            one
            for kind, record in places
            if kind == "attachment" and (one := attachments.get(record)) is not None
        ]
        return [(("attachment", str(one.id)), one.sha256) for one in found]
