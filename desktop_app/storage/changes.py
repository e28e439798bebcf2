"""The one write path: a save writes the rows, their change log and the audit entry at once.

Nothing else in the program writes the tables of synchronised records; a test reads the source
to prove it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.domain.change import DELETED, Actor, Deed, Edit, Seen
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage import lines, saves, standing, state_code
from desktop_app.storage.cipher import Database
from desktop_app.storage.foreknown import next_free
from desktop_app.storage.kinds import StreamClass
from desktop_app.storage.log import GENESIS, Cells, Save
from desktop_app.storage.presence import Presence
from desktop_app.storage.saves import Signed
from desktop_app.storage.standing import Standing
from desktop_app.storage.transaction import immediate
from desktop_app.storage.vault import Signer

SCHEMA_VERSION = 4
"""To be raised with every change of what the kinds of records can hold."""

MOST_IN_A_SAVE = 400_000
"""Bytes after which another save is begun; a single record may be larger, up to a line."""

RECORDS_IN_A_SAVE = 500
SEEN_IN_A_SAVE = 1_000
"""How many rivals in a field one save replaces; of more, saves before it replace the others."""

AUDIT_COPY = "audit_copy"
_USED_UP = "number.used_up"
_OF_A_COPY = frozenset({"device", "user"})
Cut = tuple[Standing, Cells]
_SHARED = (StreamClass.CORE, StreamClass.PII, StreamClass.MONEY)


class FactError(Exception):
    """The program tried to change a fact: a fault of ours, never a person's."""


class AuditCopyError(CircumstanceError):
    """The ledger was made of an audit bundle: it is there to be read."""

    message = mark("This ledger is a copy for the audit: it is read, searched and checked only.")


class TooLargeError(CircumstanceError):
    """A record is larger than a line of a bundle: kept, it could never be passed on."""

    message = mark(
        "This is more text than one record can hold (about 300,000 Chinese characters), and no"
        " other laptop could take it. Nothing was kept: shorten the longest text, or attach it as"
        " a paper."
    )


class TooContestedError(CircumstanceError):
    """A deletion covers more values than one save can name."""

    message = mark(
        "Too many values disagree in this record to delete it. Settle its conflicts first;"
        " nothing was changed."
    )


def is_audit_copy(db: Database) -> bool:
    """Tell whether a ledger was made of an audit bundle."""
    found = db.execute("SELECT 1 FROM setting WHERE name = ?", [AUDIT_COPY]).fetchone()
    return found is not None


@dataclass(frozen=True, slots=True)
class Author:
    """The laptop that writes: its id, the union whose streams it fills, and its key."""

    device: str
    scope: str
    signer: Signer

    def stream(self, of: StreamClass) -> str:
        """Name a stream: the union's code and the class; the office's own has no union."""
        return f"{self.scope}.{of}" if of in _SHARED else str(of)


@dataclass(frozen=True, slots=True)
class _Writing:
    """What the saves of one deed share."""

    at_ms: int
    actor: Actor
    deed: Deed
    presence: Presence


class Changes:
    """Writes saves and tells what a record is made of. Belongs to one open ledger."""

    def __init__(self, db: Database, author: Author, clock_ms: Callable[[], int]) -> None:
        self._db = db
        self._author = author
        self._clock_ms = clock_ms

    def save(self, edits: Sequence[Edit], *, actor: Actor, deed: Deed) -> None:
        """Write all edits in one transaction, or none of them.

        Edits of one stream become one signed save, or several where they are many. A deed
        without edits is an entry in the audit trail alone.
        Raises FactError where an edit would change a fact, AuditCopyError, TooLargeError and
        ForeknownError, TooContestedError.
        """
        with immediate(self._db):
            self._refuse_in_a_copy(edits)
            at_ms = self._clock_ms()
            records = standing.read_all(self._db, [(edit.kind, edit.record) for edit in edits])
            work = list(zip(edits, records, strict=True))
            for edit, record in work:
                if record.kind.is_fact and (not record.is_new or DELETED in edit.values):
                    raise FactError(edit.kind)
            writing = _Writing(at_ms, actor, deed, Presence(self._db))
            parts = _parted(work)
            for stream in [one for one in StreamClass if one in parts] or [StreamClass.ADMIN]:
                self._save_stream(stream, parts.get(stream, ()), writing)
            standing.write(self._db, records)
            state_code.touch(self._db, (edit.record for edit in edits))

    def _refuse_in_a_copy(self, edits: Sequence[Edit]) -> None:
        """Refuse changes in an audit copy, but to the laptops and users that it has of its own."""
        if any(edit.kind not in _OF_A_COPY for edit in edits) and is_audit_copy(self._db):
            raise AuditCopyError

    def seen(self, kind: str, record: str) -> Seen:
        """Tell which saves each field of a record shows, for the form that opens it."""
        return standing.read(self._db, kind, record).seen()

    def seen_of_many(self, kind: str, cells: Mapping[str, Mapping[str, Any]]) -> dict[str, Seen]:
        """Tell the same of many records whose cells are known, by id."""
        found = standing.read_many(self._db, kind, cells)
        return {record: one.seen() for record, one in found.items()}

    def deletion(self, kind: str, record: str) -> Edit:
        """Make the edit that deletes a record, by somebody who has all its fields in view."""
        seen = self.seen(kind, record)
        every = tuple(sorted({save for saves in seen.values() for save in saves}))
        return Edit(kind, record, {DELETED: True}, {DELETED: every})

    def tell_again(self, told: Sequence[Signed]) -> None:
        """Sign saves of a former name of this laptop once more, under its present one.

        They say the same; where one names another of them, it names what that has become.
        """
        presence = Presence(self._db)
        numbers = {one.save.stream: self._tip(one.save.stream)[0] for one in told}
        names: dict[str, str] = {}
        for one in told:
            save = replace(one.save, device=self._author.device)
            seq = self._number(save, numbers[save.stream], presence)
            names[one.save.name] = replace(save, seq=seq).name
            numbers[save.stream] = seq
        for one in told:
            cells = tuple(_renamed(cells, names) for cells in one.save.cells)
            save = replace(one.save, device=self._author.device, cells=cells)
            saves.append(self._db, self._signed(self._following(save, presence)))

    def _save_stream(
        self, of: StreamClass, parts: Sequence[tuple[Edit, Standing]], writing: _Writing
    ) -> None:
        cut = [
            (record, record.cut(self._narrowed(of, part, record, writing), writing.at_ms))
            for part, record in parts
        ]
        for some in _portions(cut):
            name = self._append(self._author.stream(of), [cells for _r, cells in some], writing)
            for record, cells in some:
                record.hear(cells, of, name, writing.at_ms, writing.presence)

    def _narrowed(self, of: StreamClass, part: Edit, record: Standing, writing: _Writing) -> Edit:
        """Replace in saves of their own what is more than one save may name; give what is left.

        An insider can leave any number of rivals, and others would refuse a save that names all.
        """
        seen = dict(part.seen)
        if part.values.get(DELETED) is True and len(seen.get(DELETED, ())) > lines.MOST_SEEN:
            raise TooContestedError
        names = [] if record.kind.is_fact else part.values.keys() - {DELETED}
        for name in sorted(names):
            while len(seen.get(name, ())) > SEEN_IN_A_SAVE:
                first, rest = seen[name][:SEEN_IN_A_SAVE], seen[name][SEEN_IN_A_SAVE:]
                edit = Edit(part.kind, part.record, {name: part.values[name]}, {name: first})
                cells = record.cut(edit, writing.at_ms)
                save = self._append(self._author.stream(of), [cells], writing)
                record.hear(cells, of, save, writing.at_ms, writing.presence)
                seen[name] = (*rest, save)
        return replace(part, seen=seen)

    def _append(self, stream: str, cells: Sequence[Cells], writing: _Writing) -> str:
        save = Save(
            device=self._author.device,
            stream=stream,
            seq=0,
            at_ms=writing.at_ms,
            actor=writing.actor.user,
            role=str(writing.actor.role),
            action=writing.deed.action,
            subject=writing.deed.subject,
            reason=writing.deed.reason,
            version=SCHEMA_VERSION,
            cells=tuple(cells),
            prev=GENESIS,
        )
        signed = self._signed(self._following(save, writing.presence))
        if not lines.is_passed_on(signed):
            raise TooLargeError
        saves.append(self._db, signed)
        writing.presence.heard(signed.save.name)
        return signed.save.name

    def _tip(self, stream: str) -> tuple[int, bytes]:
        return saves.tip(self._db, (self._author.device, stream)) or (0, GENESIS)

    def _following(self, save: Save, presence: Presence) -> Save:
        """Put a save at the end of its chain.

        A number that somebody claims to have seen already bears an entry that says nothing.
        """
        seq, prev = self._tip(save.stream)
        number = self._number(save, seq, presence)
        blank = replace(save, action=_USED_UP, subject="", reason="", cells=())
        for used_up in range(seq + 1, number):
            signed = self._signed(replace(blank, seq=used_up, prev=prev))
            saves.append(self._db, signed)
            prev = signed.digest
        return replace(save, seq=number, prev=prev)

    def _number(self, save: Save, after: int, presence: Presence) -> int:
        """Choose the number of a save; an entry without edits may have been claimed by anybody."""
        chain = (self._author.device, save.stream)
        return next_free(self._db, chain, after, presence) if save.cells else after + 1

    def _signed(self, save: Save) -> Signed:
        digest = save.digest()
        return Signed(save, digest, self._author.signer.sign(digest), save.payload())


def _parted(
    work: Iterable[tuple[Edit, Standing]],
) -> Mapping[StreamClass, Sequence[tuple[Edit, Standing]]]:
    """Part edits by the streams that bear their fields."""
    parts: dict[StreamClass, list[tuple[Edit, Standing]]] = {}
    for edit, record in work:
        for stream, values in record.kind.parted(edit.values).items():
            part = Edit(edit.kind, edit.record, values, edit.seen)
            parts.setdefault(stream, []).append((part, record))
    return parts


def _renamed(cells: Cells, names: Mapping[str, str]) -> Cells:
    """Let cells name what saves are called now."""
    seen = {name: tuple(names.get(one, one) for one in of) for name, of in cells.supersedes.items()}
    return replace(cells, supersedes=seen)


def _portions(cut: Sequence[Cut]) -> Iterator[Sequence[Cut]]:
    """Part what one stream has to say so that each save fits into a line of a bundle.

    An edit list without records is one empty portion: a deed of the audit trail.
    """
    portion: list[Cut] = []
    size = 0
    for one in cut:
        weight = len(one[1].stored.encode())
        if portion and (size + weight > MOST_IN_A_SAVE or len(portion) == RECORDS_IN_A_SAVE):
            yield portion
            portion, size = [], 0
        portion.append(one)
        size += weight
    yield portion
