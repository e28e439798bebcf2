"""Finding merges of people, and what was keyed twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.domain.person_merge import PersonMerge
from desktop_app.domain.second_keying import SecondKeying
from desktop_app.storage import aliases
from desktop_app.storage.records import Records


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from: user id, milliseconds since 1970, action of the audit trail."""

    by: str
    at_ms: int
    action: str


class PersonMerges(Records[PersonMerge]):
    """Reads merges, withdrawn ones too."""

    def of(self, person: str) -> list[PersonMerge]:
        """Read the merges of all records of a person, the latest first."""
        known = aliases.known_as(self._db, person)
        marks = ", ".join("?" for _one in known)
        condition = f"kept IN ({marks}) OR duplicate IN ({marks})"
        return self.where(condition, [*known, *known], order="n DESC")

    def standing(self, duplicate: str) -> PersonMerge | None:
        """Read the merge by which a record was merged away, if one stands."""
        found = self.where(
            "duplicate = ? AND coalesce(withdrawn, 0) = 0", [duplicate], order="id DESC", limit=1
        )
        return found[0] if found else None


class SecondKeyings(Records[SecondKeying]):
    """Reads what was keyed a second time, and by whom the first keying was."""

    def of(self, subject: str) -> list[SecondKeying]:
        """Read what was keyed again of a person or a grant, the earliest first."""
        return self.where("subject = ?", [subject])

    def differing(self) -> list[SecondKeying]:
        """Read the keyings that differ and are not settled, the earliest first."""
        return self.where(
            "coalesce(equal, 0) = 0 AND settles IS NULL AND id NOT IN "
            "(SELECT settles FROM second_keying WHERE settles IS NOT NULL)"
        )

    def origin(self, save: str) -> Origin:
        """Tell who made a save, when, and what it was called."""
        device, stream, seq = save.split("/")
        row = self._db.execute(
            "SELECT actor, at_ms, action FROM log_save WHERE device = ? AND stream = ? AND seq = ?",
            [device, stream, int(seq)],
        ).fetchone()
        return Origin(*row) if row else Origin("", 0, "")

    def typed_since(self, actions: Iterable[str], at_ms: int) -> Iterator[str]:
        """Name the records that somebody typed since then, each once, the earliest first."""
        wanted = list(actions)
        marks = ", ".join("?" for _action in wanted)
        rows = self._db.execute(
            f"SELECT DISTINCT subject FROM log_save WHERE action IN ({marks}) AND at_ms >= ? "
            "ORDER BY n",
            [*wanted, at_ms],
        )
        for (subject,) in rows:
            yield str(subject)
