"""The code lists as an office keeps them: added to, renamed, ordered, retired, never deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain import code_entry
from desktop_app.domain.change import Edit, Reading
from desktop_app.domain.code_entry import CodeEntry, code_entry_id
from desktop_app.domain.codelists import STEP, CodeList, CodeLists, Entry
from desktop_app.domain.errors import CircumstanceError, RefusedError
from desktop_app.domain.issue import Issue, any_blocks, objection
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.keeping import Keeping, NoSuchRecordError
from desktop_app.services.wording import sentences
from desktop_app.storage.records import edit_of


class NoSuchListError(CircumstanceError):
    """No code list has this id."""

    message = mark("There is no code list {name}.")


class NoSuchCodeError(CircumstanceError):
    """The list has no such choice."""

    message = mark("The list {name} has no code {code}.")


class Codebook(Keeping[CodeEntry]):
    """What the administrator does with the code lists; everyone's forms follow at once."""

    right = Right.SET_UP

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.code_entries)

    def put_in_force(self) -> None:
        """Let the ledger's lists hold for the whole program; also after a merge changed them."""
        own = self._records.where()
        year = self._desk.today().year
        CodeLists.put_in_force(
            code_entry.overlaid(CodeLists.shipped(), own, year=year) if own else None
        )

    def all(self) -> tuple[CodeList, ...]:
        """Give every list, in the order of the program."""
        self._desk.require(Right.READ)
        return tuple(CodeLists.load().values())

    def list_of(self, list_id: str) -> CodeList:
        """Give one list with all its choices. Raises NoSuchListError."""
        self._desk.require(Right.READ)
        found = CodeLists.load().get(list_id)
        if found is None:
            raise NoSuchListError(name=list_id)
        return found

    def is_own(self, list_id: str, code: str) -> bool:
        """Tell whether a choice was added by the office, not by the program."""
        shipped = CodeLists.shipped().get(list_id)
        return shipped is None or shipped.entry(code) is None

    def choice(self, list_id: str, code: str) -> Reading[CodeEntry]:
        """Read a choice for a form. Raises NoSuchListError, NoSuchCodeError."""
        if self.list_of(list_id).entry(code) is None:
            raise NoSuchCodeError(name=list_id, code=code)
        return self.open(code_entry_id(list_id, code))

    def open(self, record: str) -> Reading[CodeEntry]:
        """Read a choice by the id of its record, with the program's words where it has none."""
        self._desk.require(Right.READ)
        kept = self._records.reading(record)
        if kept is not None:
            return Reading(_filled(kept.record), kept.seen)
        for one in CodeLists.shipped().values():
            for entry in one.entries:
                if code_entry_id(one.id, entry.code) == record:
                    return Reading(_of_program(one.id, entry), {})
        raise NoSuchRecordError(id=record)

    def objections(self, record: CodeEntry) -> tuple[Issue, ...]:
        """List what is wrong with a choice; a code left empty is made when it is kept."""
        given = record.code or code_entry.code_for(record.name, record.english, ())
        return code_entry.objections(replace(record, code=given), CodeLists.load())

    def tidy(self, record: CodeEntry) -> CodeEntry:
        """Give a new choice its code and its place at the end of the list."""
        record = replace(
            record,
            name=record.name.strip(),
            english=record.english.strip(),
            code=record.code.strip(),
        )
        entries = self.list_of(record.list_id).entries
        if not record.code:
            taken = [entry.code for entry in entries]
            made = code_entry.code_for(record.name, record.english, taken)
            record = replace(record, code=made)
        if record.position is None:
            record = replace(record, position=max((e.position for e in entries), default=0) + STEP)
        return replace(record, id=code_entry_id(record.list_id, record.code))

    def save(
        self,
        record: CodeEntry,
        base: Reading[CodeEntry] | None = None,
        *,
        beside: Sequence[Edit] = (),
    ) -> CodeEntry:
        """Keep a choice; a new one where no base is given. Raises RefusedError."""
        self._desk.require(self.right)
        with self._desk.store.transaction():
            record = self.tidy(record)
            found = [*self._clashes(record, base), *self.objections(record)]
            if any_blocks(found):
                raise RefusedError(reasons=sentences(issue for issue in found if issue.blocks))
            if base is not None and base.record.name != record.name:
                record = replace(record, old=_with(record.old, base.record.name))
            deed = "changed" if base else "added"
            self._desk.save([self._edit(record, base), *beside], f"code_entry.{deed}", record.id)
        self.put_in_force()
        return record

    def retire(self, list_id: str, code: str, *, retired: bool = True) -> CodeEntry:
        """Offer a choice no longer, or again; records that have it keep it."""
        self._desk.require(self.right)
        base = self.choice(list_id, code)
        return self.save(replace(base.record, retired=retired), base)

    def move(self, list_id: str, code: str, place: int) -> None:
        """Put a choice at a place among all choices of its list, the first being 0."""
        self._desk.require(self.right)
        self.choice(list_id, code)
        entries = self.list_of(list_id).entries
        moved = next(entry for entry in entries if entry.code == code)
        others = [entry for entry in entries if entry.code != code]
        at = min(max(place, 0), len(others))
        ordered = [*others[:at], moved, *others[at:]]
        with self._desk.store.transaction():
            self._place(list_id, ordered, at)
        self.put_in_force()

    def _place(self, list_id: str, ordered: Sequence[Entry], at: int) -> None:
        """Give the moved choice a position between its neighbours, or all choices new ones."""
        before = ordered[at - 1].position if at else 0
        after = ordered[at + 1].position if at + 1 < len(ordered) else before + 2 * STEP
        if after - before > 1:
            places = {ordered[at].code: (before + after) // 2}
        else:
            places = {one.code: STEP * (n + 1) for n, one in enumerate(ordered)}
        edits = []
        for code, position in places.items():
            base = self.choice(list_id, code)
            edits.append(self._edit(replace(base.record, position=position), base))
        self._desk.save(edits, "code_entry.moved", code_entry_id(list_id, ordered[at].code))

    def _edit(self, record: CodeEntry, base: Reading[CodeEntry] | None) -> Edit:
        """Write what differs from what is kept; all of it for a choice not yet in the ledger."""
        is_kept = base is not None and self._records.get(record.id) is not None
        bare = Reading(_bare(base.record), base.seen) if base and is_kept else None
        return edit_of(self._records.kind, _bare(record), bare)

    def _clashes(self, record: CodeEntry, base: Reading[CodeEntry] | None) -> list[Issue]:
        """Refuse a code that is taken, and a choice that should become another one."""
        if base is not None:
            is_same = (record.list_id, record.code) == (base.record.list_id, base.record.code)
            return [] if is_same else [objection("code", "code_stays")]
        taken = self.list_of(record.list_id).entry(record.code)
        return [objection("code", "code_taken", name=taken.label)] if taken else []


def _with(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*words, word))) if word else words


def _of_program(list_id: str, entry: Entry) -> CodeEntry:
    """Show a choice of the program as the office could have recorded it."""
    return CodeEntry(
        id=code_entry_id(list_id, entry.code),
        list_id=list_id,
        code=entry.code,
        name=entry.name,
        english=entry.english,
        position=entry.position,
        retired=entry.retired,
        note=entry.note,
    )


def _shipped(record: CodeEntry) -> Entry | None:
    chosen = CodeLists.shipped().get(record.list_id)
    return chosen.entry(record.code) if chosen else None


def _filled(record: CodeEntry) -> CodeEntry:
    """Put the program's words where the office has none of its own."""
    shipped = _shipped(record)
    if shipped is None:
        return record
    return replace(
        record,
        name=record.name or shipped.name,
        english=record.english or shipped.english,
        note=record.note or shipped.note,
        position=shipped.position if record.position is None else record.position,
    )


def _bare(record: CodeEntry) -> CodeEntry:
    """Leave out what the program says as well: its words may become better ones."""
    shipped = _shipped(record)
    if shipped is None:
        return record
    return replace(
        record,
        name="" if record.name == shipped.name else record.name,
        english="" if record.english == shipped.english else record.english,
        note="" if record.note == shipped.note else record.note,
        position=None if record.position == shipped.position else record.position,
        old=tuple(word for word in record.old if word != shipped.name),
    )
