"""Visits as lists show them: with the names of the people and what they were given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.grant import GrantState
from desktop_app.domain.role import Right
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.services.desk import Desk
from desktop_app.services.keeping import Deed, deeds
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.visits import Reach, VisitFilter

_REMEMBERED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """A visit, the names of whom it was to, and the grants handed over in it."""

    visit: Visit
    people: tuple[str, ...] = ()
    households: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    given: tuple[GrantLine, ...] = ()

    @property
    def standing(self) -> tuple[GrantLine, ...]:
        """Give the grants that were not taken back later."""
        return tuple(line for line in self.given if line.state is not GrantState.VOID)

    @property
    def cash_fen(self) -> int:
        """Add up the cash, in fen."""
        return sum(line.grant.cash_fen for line in self.standing)

    @property
    def goods(self) -> tuple[GoodsLine, ...]:
        """List the goods of all people."""
        return tuple(goods for line in self.standing for goods in line.grant.goods)


class VisitLines:
    """Reads lists of visits."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._visits = desk.store.visits

    def how_many(self, wanted: VisitFilter) -> int:
        """Count the visits a filter leaves."""
        return self._visits.how_many(wanted)

    def cash_given(self, wanted: VisitFilter) -> int:
        """Add up, in fen, the cash handed over in the visits a filter leaves."""
        return self._visits.cash_given(wanted)

    def reach(self, wanted: VisitFilter) -> Reach:
        """Count whom the visits a filter leaves have reached: households, people, person-times."""
        self._desk.require(Right.READ)
        return self._visits.reach(wanted)

    def months(self) -> list[str]:
        """List the months in which there were visits, as 2021-02, the latest first."""
        return self._visits.months()

    def page(self, wanted: VisitFilter, *, limit: int = -1, offset: int = 0) -> list[VisitLine]:
        """Read one page of a list, the latest visits first."""
        self._desk.require(Right.READ)
        return self._lines(self._visits.page(wanted, limit=limit, offset=offset))

    def line(self, visit: str) -> VisitLine | None:
        """Read one visit."""
        self._desk.require(Right.READ)
        found = self._visits.get(visit)
        return self._lines([found])[0] if found else None

    def latest_of_mine(self) -> Visit | None:
        """Find the visit that the person at the desk recorded last, for its visitors and place."""
        mine = VisitFilter(recorded_by=self._desk.user.id)
        return max(self._visits.page(mine, limit=_REMEMBERED), key=lambda v: v.id, default=None)

    def known_visitors(self) -> tuple[Visitor, ...]:
        """List who came along lately, the latest first, each once."""
        lately = self._visits.latest(limit=_REMEMBERED)
        return tuple(dict.fromkeys(visitor for visit in lately for visitor in visit.visitors))

    def known_places(self) -> tuple[str, ...]:
        """List the names of the places visited lately, the latest first, each once."""
        lately = self._visits.latest(limit=_REMEMBERED)
        names = (place.name for visit in lately for place in visit.places if place.name)
        return tuple(dict.fromkeys(names))

    def history(self, visit: str) -> list[Deed]:
        """List what was done to a visit, the latest first."""
        self._desk.require(Right.READ)
        return deeds(self._desk, visit)

    def _lines(self, visits: Sequence[Visit]) -> list[VisitLine]:
        everybody = (one for v in visits for one in (*v.beneficiaries, *v.households))
        people = self._desk.store.beneficiaries.by_ids(everybody)
        at = [employer for visit in visits for employer in visit.employers]
        employers = self._desk.store.employers.by_ids(at)
        given = self._given(visits)
        return [
            VisitLine(
                visit=visit,
                people=tuple(people[one].name for one in visit.beneficiaries if one in people),
                households=tuple(people[one].name for one in visit.households if one in people),
                employers=tuple(employers[one].name for one in visit.employers if one in employers),
                given=tuple(given[visit.id]),
            )
            for visit in visits
        ]

    def _given(self, visits: Sequence[Visit]) -> defaultdict[str, list[GrantLine]]:
        pairs = self._visits.handed_over(visit.id for visit in visits)
        wanted = tuple(dict.fromkeys(grant for _visit, grant in pairs))
        found = self._desk.store.grants.lines(GrantFilter(ids=wanted)) if wanted else []
        by_id: dict[str, GrantLine] = {line.grant.id: line for line in found}
        given: defaultdict[str, list[GrantLine]] = defaultdict(list)
        for visit, grant in pairs:
            if grant in by_id:
                given[visit].append(by_id[grant])
        return given
