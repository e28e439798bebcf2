"""Values on which people disagree: listed, and settled by somebody who sees them all."""

from __future__ import annotations

from desktop_app.domain.change import DELETED, Edit, Head, disagree
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import Conflict, Rival, Take
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.storage import standing
from desktop_app.storage.kinds import KINDS
from desktop_app.storage.kinds.fitting import hints_of
from desktop_app.storage.standing import Standing


class NoSuchConflictError(CircumstanceError):
    """Nobody disagrees there, or not any more."""

    message = mark("There is no conflict {id}; it may have been settled meanwhile.")


class ConflictChangedError(CircumstanceError):
    """Whoever settles has not seen every value."""

    message = mark(
        "Another value has come in meanwhile; nothing was settled. Look at all of them once more."
    )


class ValueDoesNotFitError(CircumstanceError):
    """The field cannot hold this."""

    message = mark("The field {field} cannot hold this value.")


class FactsDisagreeError(CircumstanceError):
    """What was paid or printed is corrected by voiding, never by choosing."""

    message = mark(
        "Grants, sheets and signatures are never rewritten. Void the wrong one with its reason."
    )


class SidesError(CircumstanceError):
    """Nothing can be taken of a side that has said nothing."""

    message = mark("No value came from {side} side; give the value itself.")


class Conflicts:
    """What the office does about values that disagree."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> list[Conflict]:
        """List the conflicts, by kind, record and field."""
        self._desk.require(Right.READ)
        labels = {str(one.id): one.label for one in self._desk.store.devices.where()}
        return [
            self._conflict(one, name, labels)
            for one in standing.contested(self._desk.store.db)
            for name in contested_fields(one)
        ]

    def count(self) -> int:
        """Count the fields in conflict."""
        return sum(len(contested_fields(one)) for one in standing.contested(self._desk.store.db))

    def get(self, identifier: str) -> Conflict:
        """Find one conflict by its id. Raises NoSuchConflictError."""
        for one in self.all():
            if one.id == identifier:
                return one
        raise NoSuchConflictError(id=identifier)

    def settle(self, identifier: str, take: Take) -> Conflict:
        """Settle a conflict for one side.

        Where this laptop has said nothing of it, `ours` is what is shown here meanwhile; where
        several others have, `theirs` is what was said last. Of a record that was deleted beside an
        edit, `theirs` or `ours` is the side that wins.
        Raises NoSuchConflictError, SidesError, FactsDisagreeError.
        """
        conflict = self.get(identifier)
        ours = [rival for rival in conflict.rivals if rival.is_ours]
        others = [rival for rival in conflict.rivals if not rival.is_ours]
        if take is Take.OURS:
            found = ours or [conflict.rivals[-1]]
        else:
            found = sorted(others, key=lambda one: (one.at_ms, one.save))
        if not found:
            raise SidesError(side=str(take))
        return self._settle(conflict, found[-1].value)

    def settle_with(
        self, identifier: str, value: object, shown: Conflict | None = None
    ) -> Conflict:
        """Settle a conflict with a value, one of the rivals' or another; None empties the field.

        `shown` is the conflict as the person has it before their eyes, if that is some time ago.
        Raises NoSuchConflictError, ConflictChangedError, ValueDoesNotFitError, FactsDisagreeError.
        """
        return self._settle(shown or self.get(identifier), value)

    def _settle(self, conflict: Conflict, value: object) -> Conflict:
        self._desk.require(Right.RECORD)
        kind, store = KINDS[conflict.kind], self._desk.store
        if kind.is_fact:
            raise FactsDisagreeError
        with store.transaction():
            found = standing.read(store.db, conflict.kind, conflict.record)
            if conflict.field not in contested_fields(found):
                raise NoSuchConflictError(id=conflict.id)
            now = self._conflict(found, conflict.field, {})
            if _saves(now) != _saves(conflict):
                raise ConflictChangedError
            edit = _settlement(found, conflict.field, value)
            self._desk.save([edit], "conflict.settled", conflict.record)
        return conflict

    def _conflict(self, found: Standing, name: str, labels: dict[str, str]) -> Conflict:
        heads = [*found.heads_of(name)]
        if name == DELETED and not any(head.value is not True for head in heads):
            heads += [_as_kept(head) for one in found.unforeseen for head in found.heads_of(one)]
        rivals = {head.save: self._rival(head, labels) for head in heads}
        return Conflict(
            id=f"{found.kind.name}/{found.record}/{name}",
            kind=found.kind.name,
            record=found.record,
            name=str(found.values.get("name") or ""),
            field=name,
            rivals=tuple(rivals.values()),
        )

    def _rival(self, head: Head, labels: dict[str, str]) -> Rival:
        origin = self._desk.store.second_keyings.origin(head.save)
        own = self._desk.store.identity.device
        return Rival(
            value=head.value,
            save=head.save,
            device=head.device,
            laptop=labels.get(head.device, head.device),
            is_ours=head.device == own,
            at_ms=origin.at_ms,
            actor=origin.by,
        )


def _saves(conflict: Conflict) -> set[str]:
    return {rival.save for rival in conflict.rivals}


def contested_fields(found: Standing) -> list[str]:
    """Name the fields of a record on which people disagree."""
    names = sorted(name for name, heads in found.heads.items() if disagree(heads))
    if DELETED not in names and found.deletions and found.unforeseen:
        names.append(DELETED)
    return names


def _as_kept(head: Head) -> Head:
    """Show an edit beside a deletion as the side that keeps the record."""
    return Head.of(head.save, head.stamp, None)


def _settlement(found: Standing, name: str, value: object) -> Edit:
    """Make the edit whose author has all rival values before their eyes."""
    seen = tuple(head.save for head in found.heads_of(name))
    if name == DELETED and value is True:
        every = {save for saves in found.seen().values() for save in saves}
        return Edit(found.kind.name, found.record, {name: True}, {name: tuple(sorted(every))})
    if name == DELETED:
        value = None
    elif not found.kind.column(name).takes(value, hints_of(found.kind.record)[name]):
        raise ValueDoesNotFitError(field=name)
    return Edit(found.kind.name, found.record, {name: value}, {name: seen})
