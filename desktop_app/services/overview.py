"""How the office stands: the figures of the first page, of which its next steps are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.grant import GrantState
from desktop_app.domain.role import Right
from desktop_app.domain.visit import Visit
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.desk import Desk
from desktop_app.services.following_up import Needs
from desktop_app.services.granting import Granting
from desktop_app.services.issuing import Issuing
from desktop_app.services.referring import Referrals
from desktop_app.services.visiting import Visiting
from desktop_app.storage.grants import GrantFilter, GrantLine

RECENT_VISITS = 6
_GONE = frozenset({GrantState.VOID, GrantState.REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """So many grants and their worth, cash and goods together, in fen."""

    count: int = 0
    fen: int = 0

    def plus(self, fen: int) -> Tally:
        """Count one grant more."""
        return Tally(count=self.count + 1, fen=self.fen + fen)


@dataclass(frozen=True, slots=True, kw_only=True)
class FundUse:
    """What a campaign takes from one fund source, and how much of it was handed over."""

    source: str
    planned_fen: int
    given_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentVisit:
    """A visit in one line: when, how, and to whom."""

    visit: str
    day: date | None
    day_words: str
    manner: str
    whom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsDue:
    """How many open needs are overdue, or due this week, and how many answers are late."""

    overdue: int = 0
    soon: int = 0
    late_answers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How one campaign stands, and what of the whole ledger waits for somebody."""

    campaign: Campaign | None = None
    people: int = 0
    rostered: int = 0
    plannable: int = 0
    visits: int = 0
    grants: Mapping[GrantState, Tally] = field(default_factory=dict)
    funds: tuple[FundUse, ...] = ()
    unresolved: int = 0
    needs: NeedsDue = NeedsDue()
    recent: tuple[RecentVisit, ...] = ()

    def tally(self, state: GrantState) -> Tally:
        """Give the grants of one state."""
        return self.grants.get(state, Tally())


def survey(desk: Desk, campaign: str | None) -> Overview:
    """Count everything the first page shows, for a campaign or for a ledger without one."""
    desk.require(Right.READ)
    people = desk.store.beneficiaries.count()
    if campaign is None:
        unresolved = len(Issuing(desk).unresolved())
        return Overview(people=people, unresolved=unresolved, needs=_needs(desk))
    chosen = Campaigning(desk).get(campaign)
    lines = desk.store.grants.lines(GrantFilter(campaign=chosen.id))
    return Overview(
        campaign=chosen,
        people=people,
        rostered=Campaigning(desk).roster_size(chosen.id),
        plannable=len(Granting(desk).preview(chosen.id).grants),
        visits=desk.store.visits.count("campaign = ?", [chosen.id]),
        grants=_by_state(lines),
        funds=_by_fund(lines),
        unresolved=len(Issuing(desk).unresolved()),
        needs=_needs(desk),
        recent=_recent(desk, chosen.id),
    )


def _needs(desk: Desk) -> NeedsDue:
    needs = Needs(desk)
    return NeedsDue(
        overdue=needs.overdue(desk.today()),
        soon=needs.due_within(),
        late_answers=Referrals(desk).overdue(desk.today()),
    )


def _by_state(lines: Iterable[GrantLine]) -> dict[GrantState, Tally]:
    found: dict[GrantState, Tally] = {}
    for line in lines:
        found[line.state] = found.get(line.state, Tally()).plus(line.grant.value_fen)
    return found


def _by_fund(lines: Iterable[GrantLine]) -> tuple[FundUse, ...]:
    """Add up by source, the largest first; what was refused or taken back does not count."""
    planned: dict[str, int] = {}
    given: dict[str, int] = {}
    for line in lines:
        source, value = line.grant.fund_source, line.grant.value_fen
        if line.state not in _GONE:
            planned[source] = planned.get(source, 0) + value
        if line.state in {GrantState.HANDED_OVER, GrantState.SIGNED}:
            given[source] = given.get(source, 0) + value
    return tuple(
        FundUse(source=source, planned_fen=planned[source], given_fen=given.get(source, 0))
        for source in sorted(planned, key=lambda one: -planned[one])
    )


def _recent(desk: Desk, campaign: str) -> tuple[RecentVisit, ...]:
    visits = Visiting(desk).latest(campaign=campaign, limit=RECENT_VISITS)
    people = desk.store.beneficiaries.by_ids(one for visit in visits for one in visit.beneficiaries)
    names = {person: found.name for person, found in people.items()}
    return tuple(
        RecentVisit(
            visit=visit.id,
            day=visit.day,
            day_words=visit.day_words,
            manner=visit.manner,
            whom=_whom(visit, names),
        )
        for visit in visits
    )


def _whom(visit: Visit, names: Mapping[str, str]) -> str:
    people = [names[one] for one in visit.beneficiaries if one in names]
    groups = [group.words for group in visit.groups]
    places = [place.name for place in visit.places if place.name]
    return "、".join(people or groups or places)
