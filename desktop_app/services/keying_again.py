"""Second keying (盲录复核): somebody else types a value again without seeing the first.

An office switches it on per field. What was typed since then waits for a second person; equal
values are marked as verified, a difference is shown to both until somebody settles it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any

from desktop_app.domain import bank_card, money
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Edit, Reading
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.grant import Grant, GrantBasis
from desktop_app.domain.identity import SecondKeyingId, new_id
from desktop_app.domain.moment import local_moment
from desktop_app.domain.money import format_yuan
from desktop_app.domain.resident_id import read_resident_id
from desktop_app.domain.role import Right
from desktop_app.domain.second_keying import KeyedField, SecondKeying, Side, shown_difference
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of

MOST_LISTED = 200
_SETTING = "second keying"
_TYPED = ("person.added", "person.changed")
_OF_PEOPLE = (KeyedField.ID_NUMBER, KeyedField.BANK_CARD)
_NOT_VOID = 'NOT EXISTS (SELECT 1 FROM grant_void v WHERE v."grant" = "grant".id)'


class NothingToKeyError(CircumstanceError):
    """There is no such value that waits."""

    message = mark("No value waits for a second keying there.")


class OwnKeyingError(CircumstanceError):
    """The first keying was by the same person."""

    message = mark("You typed this value yourself; somebody else has to key it again.")


class UnreadableKeyingError(CircumstanceError):
    """What was keyed is no such value."""

    message = mark("“{text}” cannot be read; please type it again from the paper.")


class SettledAlreadyError(CircumstanceError):
    """The difference is no longer there."""

    message = mark("This difference was settled already; nothing was changed.")


class GrantStaysError(CircumstanceError):
    """An amount that was handed over is a fact."""

    message = mark(
        "The amount of a grant is never changed. Take the grant back and give it anew; "
        "the difference is settled with that."
    )


class State(StrEnum):
    """How far a value has come."""

    DUE = "due"
    DIFFERS = "differs"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A value that waits: of whom, which, by whom and when it was typed; never the value."""

    subject: str
    field: KeyedField
    name: str
    employer: str
    first_by: str
    first_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two keyings that differ, with who typed what; numbers show only where they differ."""

    id: str
    subject: str
    field: KeyedField
    name: str
    first: str
    first_by: str
    second: str
    second_by: str


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as it stands: its text, the saves it comes from, its author and their day."""

    subject: str
    field: KeyedField
    text: str
    seen: tuple[str, ...]
    by: str
    at_ms: int
    typed: bool


class KeyingAgain:
    """What the office does with values that are keyed twice."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = desk.store
        self._keyings = desk.store.second_keyings

    @property
    def fields(self) -> frozenset[KeyedField]:
        """The fields for which a second keying is asked on this laptop."""
        return frozenset(KeyedField(one) for one in self._setting()["fields"])

    def switch(self, fields: Collection[KeyedField]) -> None:
        """Ask for a second keying of these fields from now on, and of no others."""
        self._desk.require(Right.SET_UP)
        names = sorted(str(one) for one in fields)
        since = self._since_ms if self.fields else self._store.clock_ms()
        with self._store.transaction():
            self._store.keep_setting(_SETTING, json.dumps({"fields": names, "since_ms": since}))
            self._desk.note("keying.switched", "", ", ".join(names))

    def due(self, limit: int = MOST_LISTED) -> list[Due]:
        """List what waits for the person at the desk, the earliest first."""
        self._desk.require(Right.RECORD)
        return list(islice(self._due(), limit))

    def how_many_due(self) -> int:
        """Count what waits for the person at the desk, up to MOST_LISTED."""
        return sum(1 for _due in islice(self._due(), MOST_LISTED))

    def state_of(self, subject: str, field: KeyedField) -> State | None:
        """Tell how far a value has come; None where no second keying is asked for it."""
        value = next((one for one in self._values_of(subject) if one.field is field), None)
        return self._state(value) if value else None

    def enter(self, subject: str, field: KeyedField, text: str) -> SecondKeying:
        """Compare what was keyed again with what stands in the record.

        Raises OwnKeyingError, NothingToKeyError, UnreadableKeyingError.
        """
        self._desk.require(Right.RECORD)
        keyed = _read(field, text)
        if not keyed:
            raise UnreadableKeyingError(text=text)
        with self._store.transaction():
            value = self._waiting(subject, field)
            if value.by == self._desk.user.id:
                raise OwnKeyingError
            equal = keyed == value.text
            made = self._made(value, equal=equal, keyed="" if equal else keyed)
            self._desk.save([edit_of(kinds.SECOND_KEYING, made)], "person.keyed_again", subject)
        return made

    def differences(self) -> list[Difference]:
        """List the differences that nobody has settled, for both people and everybody else."""
        self._desk.require(Right.READ)
        return [found for one in self._keyings.differing() if (found := self._difference(one))]

    def settle(self, keying: str, side: Side, reason: str = "") -> SecondKeying:
        """Say which of two keyings was right; the second takes the place of the first.

        Raises SettledAlreadyError, GrantStaysError.
        """
        self._desk.require(Right.RECORD)
        with self._store.transaction():
            one = self._keyings.get(keying)
            if one is None or self._difference(one) is None:
                raise SettledAlreadyError
            if side is Side.SECOND:
                self._take_second(one, reason)
            value = self._value(one.subject, KeyedField(one.field))
            if value is None:
                raise SettledAlreadyError
            made = replace(self._made(value, equal=True, keyed=""), settles=one.id, taken=str(side))
            edits = [edit_of(kinds.SECOND_KEYING, made)]
            self._desk.save(edits, "person.keying_settled", one.subject, reason)
        return made

    @property
    def _since_ms(self) -> int:
        return int(self._setting()["since_ms"])

    def _setting(self) -> dict[str, Any]:
        stored: dict[str, Any] = json.loads(self._store.setting(_SETTING) or "{}")
        return {"fields": [], "since_ms": 0, **stored}

    def _due(self) -> Iterator[Due]:
        fields = self.fields
        for subject in self._typed(fields):
            for value in self._values_of(subject):
                mine = value.by == self._desk.user.id
                if value.field in fields and not mine and self._state(value) is State.DUE:
                    yield self._as_due(value)

    def _typed(self, fields: Collection[KeyedField]) -> Iterator[str]:
        if any(field in fields for field in _OF_PEOPLE):
            yield from self._keyings.typed_since(_TYPED, self._since_ms)
        if KeyedField.AMOUNT in fields:
            since = local_moment(self._since_ms).date()
            condition = f"basis = ? AND cash_fen > 0 AND planned_on >= ? AND {_NOT_VOID}"
            values = [str(GrantBasis.VISIT), since.isoformat()]
            yield from (grant.id for grant in self._store.grants.where(condition, values))

    def _as_due(self, value: _Value) -> Due:
        person = self._person(value.subject)
        return Due(
            subject=value.subject,
            field=value.field,
            name=person.name if person else "",
            employer=(person.employer if person else "") or "",
            first_by=self._user_name(value.by),
            first_on=local_moment(value.at_ms).date(),
        )

    def _state(self, value: _Value) -> State | None:
        """Tell how far a value has come by the keyings of this very value."""
        of_value = [
            one
            for one in self._keyings.of(value.subject)
            if (one.field, one.seen) == (value.field, value.seen)
        ]
        if any(one.equal for one in of_value):
            return State.VERIFIED
        if of_value:
            return State.DIFFERS
        asked = value.field in self.fields and value.typed and value.at_ms >= self._since_ms
        return State.DUE if asked else None

    def _values_of(self, subject: str) -> Iterator[_Value]:
        person = self._store.beneficiaries.reading(subject)
        if person is not None and self._store.beneficiaries.known_as(subject)[0] == subject:
            for field in _OF_PEOPLE:
                if getattr(person.record, field):
                    yield self._of_person(person, field)
        grant = None if person else self._store.grants.reading(subject)
        if grant is not None and grant.record.cash_fen:
            yield self._of_grant(grant)

    def _of_person(self, person: Reading[Beneficiary], field: KeyedField) -> _Value:
        seen = person.seen[field]
        origin = self._keyings.origin(seen[-1])
        text, typed = str(getattr(person.record, field)), origin.action in _TYPED
        return _Value(person.record.id, field, text, seen, origin.by, origin.at_ms, typed)

    def _of_grant(self, grant: Reading[Grant]) -> _Value:
        seen = grant.seen[KeyedField.AMOUNT]
        origin = self._keyings.origin(seen[-1])
        text, typed = str(grant.record.cash_fen), grant.record.basis is GrantBasis.VISIT
        field, by = KeyedField.AMOUNT, grant.record.planned_by
        return _Value(grant.record.id, field, text, seen, by, origin.at_ms, typed)

    def _value(self, subject: str, field: KeyedField) -> _Value | None:
        return next((one for one in self._values_of(subject) if one.field is field), None)

    def _waiting(self, subject: str, field: KeyedField) -> _Value:
        value = self._value(subject, field)
        if value is None or self._state(value) is not State.DUE:
            raise NothingToKeyError
        return value

    def _difference(self, keying: SecondKeying) -> Difference | None:
        """Show a difference, unless the value has been replaced or taken back since."""
        field = KeyedField(keying.field)
        value = self._value(keying.subject, field)
        if value is None or value.seen != keying.seen or self._state(value) is not State.DIFFERS:
            return None
        if field is KeyedField.AMOUNT:
            if self._store.grant_voids.count('"grant" = ?', [keying.subject]):
                return None
            first, second = (format_yuan(int(fen)) for fen in (value.text, keying.keyed))
        else:
            first, second = shown_difference(value.text, keying.keyed)
        person = self._person(keying.subject)
        return Difference(
            id=keying.id,
            subject=keying.subject,
            field=field,
            name=person.name if person else "",
            first=first,
            first_by=self._user_name(value.by),
            second=second,
            second_by=self._user_name(keying.keyed_by),
        )

    def _take_second(self, keying: SecondKeying, reason: str) -> None:
        field = KeyedField(keying.field)
        base = self._store.beneficiaries.reading(keying.subject)
        if field is KeyedField.AMOUNT or base is None:
            raise GrantStaysError
        edit: Edit = edit_of(kinds.BENEFICIARY, _with(base.record, field, keying.keyed), base)
        self._desk.save([edit], "person.keying_settled", keying.subject, reason)

    def _made(self, value: _Value, *, equal: bool, keyed: str) -> SecondKeying:
        return SecondKeying(
            id=SecondKeyingId(new_id()),
            subject=value.subject,
            field=str(value.field),
            seen=value.seen,
            keyed_by=self._desk.user.id,
            keyed_on=self._desk.today(),
            equal=equal,
            keyed=keyed,
        )

    def _person(self, subject: str) -> Beneficiary | None:
        grant = self._store.grants.get(subject)
        kept = self._store.beneficiaries.known_as(grant.beneficiary if grant else subject)[0]
        return self._store.beneficiaries.get(kept)

    def _user_name(self, user: str) -> str:
        found = self._store.users.get(user)
        return found.name if found else ""


def _read(field: KeyedField, text: str) -> str:
    """Bring what was keyed into the form in which the record keeps it."""
    if field is KeyedField.AMOUNT:
        fen, _issues = money.read_yuan(text)
        return "" if fen is None else str(fen)
    if field is KeyedField.BANK_CARD:
        return bank_card.read_card(text)[0] or ""
    number, _issues = read_resident_id(text, field)
    return number.text if number else "".join(text.split()).upper()


def _with(person: Beneficiary, field: KeyedField, text: str) -> Beneficiary:
    if field is KeyedField.BANK_CARD:
        return replace(person, bank_card=text)
    number, _issues = read_resident_id(text)
    return replace(
        person,
        id_number=text,
        sex=number.sex if number else person.sex,
        birth_date=number.birth_date if number else person.birth_date,
    )
