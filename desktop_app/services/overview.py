"""How the office stands: the figures of the first page, of which its next steps are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.grant import GrantState
from desktop_app.domain.role import Right, may
from desktop_app.domain.visit import Visit
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.desk import Desk
from desktop_app.services.employers import EmployerKeeping
from desktop_app.services.exchange.conflicts import Conflicts
from desktop_app.services.following_up import Needs
from desktop_app.services.granting import Granting
from desktop_app.services.issuing import Issuing
from desktop_app.services.keying_again import KeyingAgain
from desktop_app.services.proceeding import Proceeding
from desktop_app.services.referring import Referrals
from desktop_app.services.visiting import Visiting
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.households import FileList

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
    signatures: int = 0
    void_requests: int = 0
    needs: NeedsDue = NeedsDue()
    aid_due: int = 0
    keying_due: int = 0
    keying_differs: int = 0
    reviews_due: int = 0
    employers_due: int = 0
    disputes: int = 0
    recent: tuple[RecentVisit, ...] = ()

    def tally(self, state: GrantState) -> Tally:
        """Give the grants of one state."""
        return self.grants.get(state, Tally())


def survey(desk: Desk, campaign: str | None) -> Overview:
    """Count everything the first page shows, for a campaign or for a ledger without one."""
    desk.require(Right.READ)
    people = desk.store.beneficiaries.how_many(PeopleFilter())
    if campaign is None:
        unresolved = len(Issuing(desk).unresolved())
        return _with_what_waits(desk, Overview(people=people, unresolved=unresolved))
    chosen = Campaigning(desk).get(campaign)
    lines = desk.store.grants.lines(GrantFilter(campaign=chosen.id))
    found = Overview(
        campaign=chosen,
        people=people,
        rostered=Campaigning(desk).roster_size(chosen.id),
        plannable=len(Granting(desk).preview(chosen.id).grants),
        visits=desk.store.visits.count("campaign = ?", [chosen.id]),
        grants=_by_state(lines),
        funds=_by_fund(lines),
        unresolved=len(Issuing(desk).unresolved()),
        signatures=desk.store.scans.waiting(chosen.id),
        recent=_recent(desk, chosen.id),
    )
    return _with_what_waits(desk, found)


def _with_what_waits(desk: Desk, found: Overview) -> Overview:
    """Add what waits for somebody whichever campaign is worked on."""
    keying = KeyingAgain(desk)
    due = keying.how_many_due() if may(desk.user.role, Right.RECORD) else 0
    return replace(
        found,
        void_requests=len(desk.store.void_requests.open_ones()),
        needs=_needs(desk),
        aid_due=_aid_due(desk),
        keying_due=due,
        keying_differs=len(keying.differences()),
        reviews_due=Proceeding(desk).how_many(FileList.REVIEW),
        employers_due=len(EmployerKeeping(desk).due()),
        disputes=Conflicts(desk).count(),
    )


def _needs(desk: Desk) -> NeedsDue:
    needs = Needs(desk)
    return NeedsDue(
        overdue=needs.overdue(desk.today()),
        soon=needs.due_within(),
        late_answers=Referrals(desk).overdue(desk.today()),
    )


def _aid_due(desk: Desk) -> int:
    """Count the model workers in hardship whose lasting aid is due."""
    return desk.store.beneficiaries.how_many(PeopleFilter(aid_due_by=desk.today().isoformat()))


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
    everybody = (one for visit in visits for one in (*visit.beneficiaries, *visit.households))
    people = desk.store.beneficiaries.by_ids(everybody)
    employers = desk.store.employers.by_ids(one for visit in visits for one in visit.employers)
    names: dict[str, str] = {person: found.name for person, found in people.items()}
    names |= {employer: found.name for employer, found in employers.items()}
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
    visited = dict.fromkeys((*visit.beneficiaries, *visit.households, *visit.employers))
    people = [names[one] for one in visited if one in names]
    groups = [group.words for group in visit.groups]
    places = [place.name for place in visit.places if place.name]
    return "、".join(people or groups or places)
