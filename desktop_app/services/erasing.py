"""Erasing values for good, as the law on personal information gives people the right to ask.

Taking a value out of a form leaves it in the log, on other laptops and in backups. An erasure
takes it out of the log here and, by a certificate that travels with every bundle, on every other
laptop of the union. What was paid, printed and signed stays: the accounting rules keep it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.change import DELETED, Edit
from desktop_app.domain.erasure import Erasure, Target, borne, written
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import ErasureId, new_id
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.erasure_reach import Reach
from desktop_app.services.exchange.laptops import Laptops
from desktop_app.storage import backups, erasing, rebuilding, standing
from desktop_app.storage.erasable import may_go
from desktop_app.storage.erasing import Place
from desktop_app.storage.kinds import ERASURE, KINDS
from desktop_app.storage.meetings import Meetings
from desktop_app.storage.records import edit_of
from desktop_app.storage.standing import Standing


class NothingToEraseError(CircumstanceError):
    """Neither the record nor its history holds a value there."""

    message = mark("Nothing is or was recorded there; nothing was erased.")


class ReasonNeededError(CircumstanceError):
    """An erasure without a reason."""

    message = mark("Say why it is erased; whose value it was need not be said.")


class KeptByRuleError(CircumstanceError):
    """Money, sheets, signatures, and the office's own records."""

    message = mark(
        "What was paid, printed and signed is kept as long as the accounting rules ask, and so are"
        " the union's own records. It cannot be erased."
    )


class NoSuchFieldError(CircumstanceError):
    """The kind of record has no such field that could go alone."""

    message = mark("There is no field {field} that could be erased alone.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What is to be erased: fields, the files that go with them, and records that go whole."""

    kind: str
    record: str
    targets: frozenset[Target]
    contents: tuple[str, ...] = ()
    gone: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A field that holds a value now, or did: in how many saves of the log."""

    field: str
    is_shown: bool
    saves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """An erasure with what is known of it: who did it, and which laptops have confirmed it.

    `backups` are the copies on this laptop that were made before and still hold the values. One
    that `counts` for nothing was made on a laptop that had been revoked by then.
    """

    erasure: Erasure
    by: str
    confirmed: tuple[str, ...]
    awaited: tuple[str, ...]
    backups: tuple[Path, ...]
    counts: bool = True


class Erasing:
    """What the administrator does when somebody asks for erasure."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reach = Reach(desk)

    def fields(self, kind: str, record: str) -> list[Held]:
        """List the fields of a record that can be erased alone and hold or held a value.

        The whole log is read for it. Raises NotPermittedError and KeptByRuleError.
        """
        self._desk.require(Right.ERASE)
        _refuse_kept(kind)
        names = erasable(kind)
        ids = self._reach.ids(kind, record)
        found = erasing.held(
            self._desk.store.db, {(kind, one, name) for one in ids for name in names}
        )
        shown = {name for one in ids for name in self._shown(kind, one)}
        counted = {
            name: len({save for one in ids for save in found[kind, one, name]}) for name in names
        }
        return [
            Held(field=name, is_shown=name in shown, saves=counted[name])
            for name in names
            if counted[name]
        ]

    def erase(self, kind: str, record: str, fields: Sequence[str], reason: str) -> Certificate:
        """Erase fields of a record, with every value that they ever had.

        Raises NotPermittedError, KeptByRuleError, NoSuchFieldError, ReasonNeededError and
        NothingToEraseError; then nothing is changed.
        """
        self._desk.require(Right.ERASE)
        _refuse_kept(kind)
        for name in fields:
            if name not in erasable(kind):
                raise NoSuchFieldError(field=name)
        targets = frozenset(self._reach.targets(kind, record, fields))
        return self._erase(_Wish(kind=kind, record=record, targets=targets), reason)

    def erase_whole(self, kind: str, record: str, reason: str) -> Certificate:
        """Delete a record and erase all that it ever held; of a person, what is theirs alone.

        The photos and papers of the records go as well. Raises what `erase` raises, and
        GrantsKeptError.
        """
        self._desk.require(Right.ERASE)
        _refuse_kept(kind)
        places = self._reach.with_dependents(kind, record)
        pictures = self._reach.pictures(places)
        places += [place for place, _sha256 in pictures]
        targets = {
            target
            for of_kind, of in places
            for target in self._reach.targets(of_kind, of, [c.name for c in KINDS[of_kind].columns])
        }
        wish = _Wish(
            kind=kind,
            record=record,
            targets=frozenset(targets),
            contents=tuple(sorted({sha256 for _place, sha256 in pictures if sha256})),
            gone=frozenset(places),
        )
        return self._erase(wish, reason)

    def certificates(self) -> list[Certificate]:
        """List what was erased, the latest first; also what was to be and counts for nothing."""
        self._desk.require(Right.READ)
        db = self._desk.store.db
        found = [self._certificate(one) for one in erasing.certificates(db)]
        found += [self._uncounted(one) for one in erasing.uncounted(db)]
        return sorted(found, key=lambda one: one.erasure.id, reverse=True)

    def _erase(self, wish: _Wish, reason: str) -> Certificate:
        store = self._desk.store
        if not reason.strip():
            raise ReasonNeededError
        with store.transaction():
            found = erasing.held(store.db, wish.targets)
            if not any(found.values()):
                raise NothingToEraseError
            made = Erasure(
                id=ErasureId(new_id()),
                of_kind=wish.kind,
                of=wish.record,
                targets=tuple(sorted(written(one) for one in wish.targets if found[one])),
                saves=_bearing(found),
                contents=wish.contents,
                reason=reason.strip(),
                erased_by=self._desk.user.id,
                erased_on=self._desk.today(),
            )
            edits = [edit_of(ERASURE, made), *self._emptying(set(made.cells), wish.gone)]
            self._desk.save(edits, "value.erased", wish.record, made.reason)
            rebuilding.rebuild(store.db, erasing.erase(store.db, [made]))
        erasing.leave_nothing(store, made.contents)
        return self._certificate(made)

    def _emptying(self, targets: AbstractSet[Target], gone: AbstractSet[Place]) -> list[Edit]:
        """Say in the log that the fields are empty, or that the record is gone.

        Whoever changes them without having heard of it disagrees, and people see it. A record
        that is deleted already says nothing more.
        """
        store, edits = self._desk.store, []
        for kind, record in sorted({(kind, record) for kind, record, _field in targets} | gone):
            found = standing.read(store.db, kind, record)
            if found.kind.is_fact or found.is_new or found.was_gone:
                continue
            if (kind, record) in gone:
                edits.append(store.changes.deletion(kind, record))
                continue
            fields = {field for of_kind, of, field in targets if (of_kind, of) == (kind, record)}
            values = {
                name: self._rest(found, name, targets) for name in _with_values(found, fields)
            }
            seen = {name: tuple(head.save for head in found.heads_of(name)) for name in values}
            edits.append(Edit(kind, record, values, seen))
        return [one for one in edits if one.values]

    def _rest(self, found: Standing, name: str, targets: AbstractSet[Target]) -> object:
        """Give what stays of a field: of the values that a merge of two people changed, some."""
        if found.kind.name != "person_merge":
            return None
        gone = {field for kind, _record, field in targets if kind == "beneficiary"}
        value = found.values.get(name)
        kept = {k: v for k, v in value.items() if k not in gone} if isinstance(value, dict) else {}
        return kept or None

    def _shown(self, kind: str, record: str) -> set[str]:
        found = standing.read(self._desk.store.db, kind, record)
        if found.was_gone:
            return set()
        return {name for name, value in found.values.items() if value is not None}

    def _certificate(self, one: Erasure) -> Certificate:
        store, meetings = self._desk.store, Meetings(self._desk.store.db)
        born = standing.read(store.db, ERASURE.name, one.id).born
        confirmed: list[str] = []
        awaited: list[str] = []
        for laptop in Laptops(self._desk).others():
            claim = meetings.claimed(laptop.id)
            has = any(_claims(claim, save) for save, _stamp in born.values())
            (confirmed if has else awaited).append(laptop.label)
        erased_ms = min((stamp for _save, stamp in born.values()), default=0)
        return Certificate(
            erasure=one,
            by=self._name_of(one),
            confirmed=tuple(confirmed),
            awaited=tuple(awaited),
            backups=tuple(backups.made_before(store.folder, erased_ms)),
        )

    def _uncounted(self, one: Erasure) -> Certificate:
        return Certificate(
            erasure=one,
            by=self._name_of(one),
            confirmed=(),
            awaited=(),
            backups=(),
            counts=False,
        )

    def _name_of(self, one: Erasure) -> str:
        by = self._desk.store.users.get(one.erased_by)
        return by.name if by else ""


def erasable(kind: str) -> list[str]:
    """Name the fields of a kind that can be erased alone: not what a record cannot be without."""
    found = KINDS[kind]
    return [one.name for one in found.columns if one.name not in found.needed]


def _bearing(found: Mapping[Target, Mapping[str, AbstractSet[str]]]) -> tuple[str, ...]:
    """Name the saves that had values, each with the hashes of all of them."""
    bearing: dict[str, set[str]] = {}
    for saves in found.values():
        for save, digests in saves.items():
            bearing.setdefault(save, set()).update(digests)
    return tuple(borne(save, digests) for save, digests in sorted(bearing.items()))


def _refuse_kept(kind: str) -> None:
    if kind not in KINDS or kind == "person_merge" or not may_go((kind, "", "")):
        raise KeptByRuleError


def _with_values(found: Standing, fields: Iterable[str]) -> list[str]:
    """Name the fields in which a value stands, or one of several that disagree."""
    return [
        name
        for name in sorted(fields)
        if name != DELETED and any(head.value is not None for head in found.heads_of(name))
    ]


def _claims(claim: object, save: str) -> bool:
    device, stream, seq = save.split("/")
    return isinstance(claim, dict) and claim.get((device, stream), 0) >= int(seq)
