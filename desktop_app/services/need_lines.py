"""Needs and referrals as lists show them: with whose they are and how far they have come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.need import Need, NeedState
from desktop_app.domain.referral import Referral
from desktop_app.domain.role import Right
from desktop_app.services.desk import Desk
from desktop_app.storage.needs import NeedFilter
from desktop_app.storage.needs import Needs as NeedRoom
from desktop_app.storage.referrals import ReferralFilter
from desktop_app.storage.referrals import Referrals as ReferralRoom
from desktop_app.storage.store import Store

Names = Callable[[Store, Iterable[str]], Mapping[str, str]]


def _people(store: Store, ids: Iterable[str]) -> Mapping[str, str]:
    return {person: found.name for person, found in store.beneficiaries.by_ids(ids).items()}


def _children(store: Store, ids: Iterable[str]) -> Mapping[str, str]:
    return store.children.names(ids)


PARTIES: dict[str, Names] = {"beneficiary": _people, "child": _children}
"""How the ledger calls those whom a need is of, by the field that holds their id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """A need, whose it is, who sees to it, how far it has come, and whether it is late."""

    need: Need
    whose: str = ""
    owner: str = ""
    state: NeedState = NeedState.NEW
    is_overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralLine:
    """A referral, whom it is about, and whether its answer is late."""

    referral: Referral
    about: str = ""
    is_overdue: bool = False


class NeedLines:
    """Reads lists of needs."""

    ORDERS: Sequence[str] = NeedRoom.ORDERS

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._needs = desk.store.needs

    def how_many(self, wanted: NeedFilter) -> int:
        """Count the needs a filter leaves."""
        return self._needs.how_many(wanted)

    def counts_by_state(self, wanted: NeedFilter) -> dict[NeedState, int]:
        """Count the needs a filter leaves by how far they have come."""
        return self._needs.counts_by_state(wanted)

    def page(
        self,
        wanted: NeedFilter,
        *,
        order: str = "due",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[NeedLine]:
        """Read one page of a list, the open needs first and of these the most urgent."""
        self._desk.require(Right.READ)
        found = self._needs.page(wanted, order=order, down=down, limit=limit, offset=offset)
        return self._lines(found)

    def line(self, need: str) -> NeedLine | None:
        """Read one need."""
        self._desk.require(Right.READ)
        found = self._needs.get(need)
        return self._lines([found])[0] if found else None

    def _lines(self, needs: Sequence[Need]) -> list[NeedLine]:
        states = self._needs.states(needs)
        names = _names(self._desk.store, needs)
        users: dict[str, str] = {user.id: user.name for user in self._desk.store.users.where()}
        today = self._desk.today()
        return [
            NeedLine(
                need=need,
                whose=need.group_words if not names[need.id] else names[need.id],
                owner=users.get(need.owner or "", ""),
                state=states[need.id],
                is_overdue=need.is_overdue(today),
            )
            for need in needs
        ]


class ReferralLines:
    """Reads lists of referrals."""

    ORDERS: Sequence[str] = ReferralRoom.ORDERS

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._referrals = desk.store.referrals

    def how_many(self, wanted: ReferralFilter) -> int:
        """Count the referrals a filter leaves."""
        return self._referrals.how_many(wanted)

    def page(
        self,
        wanted: ReferralFilter,
        *,
        order: str = "due",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[ReferralLine]:
        """Read one page of a list, those that wait first."""
        self._desk.require(Right.READ)
        found = self._referrals.page(wanted, order=order, down=down, limit=limit, offset=offset)
        return self._lines(found)

    def line(self, referral: str) -> ReferralLine | None:
        """Read one referral."""
        self._desk.require(Right.READ)
        found = self._referrals.get(referral)
        return self._lines([found])[0] if found else None

    def _lines(self, referrals: Sequence[Referral]) -> list[ReferralLine]:
        names = _names(self._desk.store, referrals)
        today: date = self._desk.today()
        return [
            ReferralLine(
                referral=referral,
                about=names[referral.id],
                is_overdue=referral.is_overdue(today),
            )
            for referral in referrals
        ]


def _names(store: Store, records: Sequence[Need] | Sequence[Referral]) -> dict[str, str]:
    """Name those whom records are about, by the id of the record."""
    named: dict[str, list[str]] = {record.id: [] for record in records}
    for field, names_of in PARTIES.items():
        wanted = {record.id: party for record in records if (party := getattr(record, field))}
        names = names_of(store, wanted.values())
        for record, party in wanted.items():
            named[record].append(names.get(party, ""))
    at = {one.id: one.employer for one in records if one.employer and not any(named[one.id])}
    for record, found in zip(at, _employers(store, at.values()), strict=True):
        named[record].append(found)
    return {record: "、".join(name for name in names if name) for record, names in named.items()}


def _employers(store: Store, ids: Iterable[str]) -> list[str]:
    """Name the employers of what is nobody's need but theirs."""
    wanted = list(ids)
    found = store.employers.by_ids(wanted)
    return [found[one].name if one in found else "" for one in wanted]
