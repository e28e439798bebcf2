"""The one write path: a save writes the rows, their change log and the audit entry at once.

Nothing else in the program writes the tables of synchronised records; a test reads the source
to prove it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.change import Actor, Deed, Edit, Seen
from desktop_app.storage import standing, state_code
from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import KINDS, StreamClass
from desktop_app.storage.log import GENESIS, Save
from desktop_app.storage.standing import Standing
from desktop_app.storage.transaction import immediate
from desktop_app.storage.vault import Signer

SCHEMA_VERSION = 2
_SHARED = (StreamClass.CORE, StreamClass.PII, StreamClass.MONEY)


class FactError(Exception):
    """The program tried to change a fact: a fault of ours, never a person's."""


@dataclass(frozen=True, slots=True)
class Author:
    """The laptop that writes: its id, the union whose streams it fills, and its key."""

    device: str
    scope: str
    signer: Signer

    def stream(self, of: StreamClass) -> str:
        """Name a stream: the union's code and the class; the office's own has no union."""
        return f"{self.scope}.{of}" if of in _SHARED else str(of)


class Changes:
    """Writes saves and tells what a record is made of. Belongs to one open ledger."""

    def __init__(self, db: Database, author: Author, clock_ms: Callable[[], int]) -> None:
        self._db = db
        self._author = author
        self._clock_ms = clock_ms

    def save(self, edits: Sequence[Edit], *, actor: Actor, deed: Deed) -> None:
        """Write all edits in one transaction, or none of them.

        Edits of one stream become one signed save. A deed without edits is an entry in the
        audit trail alone. Raises FactError where an edit would change a fact.
        """
        with immediate(self._db):
            at_ms = self._clock_ms()
            records = [standing.read(self._db, edit.kind, edit.record) for edit in edits]
            work = list(zip(edits, records, strict=True))
            for edit, record in work:
                if KINDS[edit.kind].is_fact and not record.is_new:
                    raise FactError(edit.kind)
            for stream in self._streams(edits):
                self._save_stream(stream, work, at_ms, actor, deed)
            standing.write(self._db, records)
            state_code.touch(self._db, (edit.record for edit in edits))

    def seen(self, kind: str, record: str) -> Seen:
        """Tell which saves each field of a record shows, for the form that opens it."""
        return standing.read(self._db, kind, record).seen(self._author.stream)

    def seen_of_many(self, kind: str, cells: Mapping[str, Mapping[str, Any]]) -> dict[str, Seen]:
        """Tell the same of many records whose cells are known, by id."""
        found = standing.read_many(self._db, kind, cells)
        return {record: one.seen(self._author.stream) for record, one in found.items()}

    def _streams(self, edits: Iterable[Edit]) -> list[StreamClass]:
        touched = {KINDS[edit.kind].column(f).stream for edit in edits for f in edit.values}
        return [stream for stream in StreamClass if stream in touched] or [StreamClass.ADMIN]

    def _save_stream(
        self,
        of: StreamClass,
        work: Sequence[tuple[Edit, Standing]],
        at_ms: int,
        actor: Actor,
        deed: Deed,
    ) -> None:
        stream = self._author.stream(of)
        seq, prev = self._next(stream)
        name = f"{self._author.device}/{stream}/{seq}"
        cells = []
        for edit, record in work:
            if any(KINDS[edit.kind].column(field).stream is of for field in edit.values):
                cells.append(record.cut(edit, of, stream, at_ms))
                record.hear(cells[-1], stream, name, at_ms)
        save = Save(
            device=self._author.device,
            stream=stream,
            seq=seq,
            at_ms=at_ms,
            actor=actor.user,
            role=str(actor.role),
            action=deed.action,
            subject=deed.subject,
            reason=deed.reason,
            version=SCHEMA_VERSION,
            cells=tuple(cells),
            prev=prev,
        )
        self._append(save)

    def _next(self, stream: str) -> tuple[int, bytes]:
        row = self._db.execute(
            "SELECT seq, hash FROM log_save WHERE device = ? AND stream = ? "
            "ORDER BY seq DESC LIMIT 1",
            [self._author.device, stream],
        ).fetchone()
        return (row[0] + 1, row[1]) if row else (1, GENESIS)

    def _append(self, save: Save) -> None:
        digest = save.digest()
        self._db.execute(
            "INSERT INTO log_save (device, stream, seq, at_ms, actor, role, action, subject, "
            "reason, version, payload, prev, hash, sig) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                *(save.device, save.stream, save.seq, save.at_ms, save.actor, save.role),
                *(save.action, save.subject, save.reason, save.version, save.payload()),
                *(save.prev, digest, self._author.signer.sign(digest)),
            ],
        )
