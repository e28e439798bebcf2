"""What is done alike with every record of the office: opened, objected to, kept, told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from desktop_app.domain.change import Edit, Reading
from desktop_app.domain.covered import COVERED
from desktop_app.domain.errors import CircumstanceError, RefusedError
from desktop_app.domain.issue import Issue, any_blocks
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.known_codes import unknown_codes
from desktop_app.services.wording import sentences
from desktop_app.storage.records import Records, edit_of, id_of

R = TypeVar("R")
_SAME_DEED_MS = 2_000


class NoSuchRecordError(CircumstanceError):
    """No record of this kind has this id."""

    message = mark("There is no such record: {id}.")


class Keeping(Generic[R]):
    """The use cases of one kind of record; a subject derives from it and adds its own.

    `right` is what a person's role must include to change such a record.
    """

    right: ClassVar[Right] = Right.RECORD

    def __init__(self, desk: Desk, records: Records[R]) -> None:
        self._desk = desk
        self._records = records

    @property
    def records(self) -> Records[R]:
        """The room of storage in which the records lie."""
        return self._records

    def get(self, record: str) -> R | None:
        """Read a record, or None where there is none."""
        self._desk.require(Right.READ)
        return self._records.get(record)

    def open(self, record: str) -> Reading[R]:
        """Read a record for a form. Raises NoSuchRecordError."""
        self._desk.require(Right.READ)
        found = self._records.reading(record)
        if found is None:
            raise NoSuchRecordError(id=record)
        return found

    def reveal(self, record: str, field: str, reason: str) -> str:
        """Show one covered number in full, and put into the audit trail who asked and why.

        Raises NoSuchRecordError, and ValueError for a field that is not covered.
        """
        self._desk.require(Right.REVEAL)
        if field not in COVERED.get(self._records.kind.name, {}):
            raise ValueError(field)
        value = getattr(self.open(record).record, field) or ""
        self._desk.note(f"revealed.{field}", record, reason)
        return str(value)

    def listed(self, wanted: Sequence[tuple[str, str]], limit: int) -> list[R]:
        """List the records whose fields have these values, the latest first."""
        self._desk.require(Right.READ)
        return self._records.with_values(wanted, limit)

    def objections(self, _record: R) -> tuple[Issue, ...]:
        """List what is wrong with a record, as its form shows it."""
        return ()

    def against(self, record: R, base: Reading[R] | None) -> tuple[Issue, ...]:
        """List what speaks against keeping a record: objections, and codes that are on no list."""
        before = base.record if base else None
        return (*unknown_codes(self._records.kind, record, before), *self.objections(record))

    def tidy(self, record: R) -> R:
        """Bring a record into the form in which it is kept."""
        return record

    def save(self, record: R, base: Reading[R] | None = None, *, beside: Sequence[Edit] = ()) -> R:
        """Keep a record; a new one where no base is given. Raises RefusedError.

        What stands `beside` it, such as its photos, is kept in the same transaction.
        """
        self._desk.require(self.right)
        record = self.tidy(record)
        with self._desk.store.transaction():
            issues = self.against(record, base)
            if any_blocks(issues):
                raise RefusedError(reasons=sentences(issue for issue in issues if issue.blocks))
            own = edit_of(self._records.kind, record, base)
            edits = [own, *self._edits_beside(record, base), *beside]
            deed = "changed" if base else "added"
            self._desk.save(edits, f"{self._records.kind.name}.{deed}", id_of(record))
        return record

    def history(self, record: str) -> list[Deed]:
        """List what was done to a record, the latest first."""
        self._desk.require(Right.READ)
        return deeds(self._desk, record)

    def _edits_beside(self, _record: R, _base: Reading[R] | None) -> Sequence[Edit]:
        """Say what else changes in the same transaction."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that was done to a record: action of the audit trail, by whom, when, why."""

    action: str
    by: str
    at_ms: int
    reason: str = ""

    def is_part_of(self, other: Deed) -> bool:
        """Tell whether both are one save: each stream of the log has an entry of its own."""
        same = (self.action, self.by) == (other.action, other.by)
        return same and abs(self.at_ms - other.at_ms) < _SAME_DEED_MS


def deeds(desk: Desk, record: str) -> list[Deed]:
    """List what the audit trail says of a record, the latest first."""
    names: dict[str, str] = {user.id: user.name for user in desk.store.users.where()}
    found: list[Deed] = []
    for entry in desk.store.audit.entries(subject=record):
        deed = Deed(
            action=entry.action,
            by=names.get(entry.actor, ""),
            at_ms=entry.at_ms,
            reason=entry.reason,
        )
        if not found or not found[-1].is_part_of(deed):
            found.append(deed)
    return found
