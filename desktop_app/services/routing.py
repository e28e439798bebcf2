"""Planning the way of a day: who is visited, in which order, and what has been done of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain import phone
from desktop_app.domain import route as routes
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Reading
from desktop_app.domain.employer import Employer
from desktop_app.domain.identity import BeneficiaryId, CampaignId, RouteId, UserId, new_id
from desktop_app.domain.issue import Issue, objection
from desktop_app.domain.role import Right
from desktop_app.domain.route import Route, Stop
from desktop_app.services.desk import Desk
from desktop_app.services.keeping import Keeping
from desktop_app.storage.beneficiaries import PeopleFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLine:
    """A stop as lists and paper show it; the phone is masked."""

    number: int
    stop: Stop
    name: str
    phone: str = ""
    address: str = ""
    unit: str = ""

    @property
    def is_made(self) -> bool:
        """Tell whether the visit there was made."""
        return self.stop.visit is not None


class Routing(Keeping[Route]):
    """What the office does with routes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.routes)
        self._routes = desk.store.routes

    def begin(self, people: Sequence[str] = (), campaign: str = "") -> Route:
        """Make today's route of the person at the desk, to these people in this order.

        It is not kept yet.
        """
        return Route(
            id=RouteId(new_id()),
            day=self._desk.today(),
            officer=UserId(self._desk.user.id),
            campaign=CampaignId(campaign) if campaign else None,
            stops=tuple(Stop(beneficiary=BeneficiaryId(one)) for one in people),
        )

    def today(self) -> list[Route]:
        """List today's routes, those of the person at the desk first."""
        self._desk.require(Right.READ)
        day = self._desk.today()
        mine = self._desk.user.id
        return sorted(self._routes.of_days(day, day), key=lambda one: one.officer != mine)

    def latest(self, *, limit: int = -1, offset: int = 0) -> list[Route]:
        """List routes, the latest day first."""
        self._desk.require(Right.READ)
        return self._routes.latest(limit=limit, offset=offset)

    def objections(self, record: Route) -> tuple[Issue, ...]:
        """List what is wrong with a route, and who on it is unknown."""
        named = [stop.beneficiary for stop in record.stops if stop.beneficiary]
        unknown = set(named) - set(self._desk.store.beneficiaries.by_ids(named))
        at = {stop.employer for stop in record.stops if stop.employer}
        strangers = at - set(self._desk.store.employers.by_ids(at))
        return (
            *routes.objections(record),
            *(objection("stops", "person_unknown", id=one) for one in sorted(unknown)),
            *(objection("stops", "employer_unknown") for _one in strangers),
        )

    def lines(self, route: Route) -> list[StopLine]:
        """Give the stops of a route with names, phones and addresses, in its order."""
        self._desk.require(Right.READ)
        named = (stop.beneficiary for stop in route.stops if stop.beneficiary)
        people = self._desk.store.beneficiaries.by_ids(named)
        at = (stop.employer for stop in route.stops if stop.employer)
        employers = self._desk.store.employers.by_ids(at)
        return [
            _line(number, stop, people.get(stop.beneficiary or ""), employers)
            for number, stop in enumerate(route.stops, start=1)
        ]

    def next_stop(self, route: Route) -> StopLine | None:
        """Find the first stop at which no visit was made yet."""
        return next((line for line in self.lines(route) if not line.is_made), None)

    def not_visited(self, campaign: str, wanted: PeopleFilter) -> list[Beneficiary]:
        """List the people a filter leaves whom no visit of a campaign was to."""
        self._desk.require(Right.READ)
        visits = self._desk.store.visits.latest(campaign=campaign)
        visited = {one for visit in visits for one in (*visit.beneficiaries, *visit.households)}
        return [one for one in self._desk.store.beneficiaries.page(wanted) if one.id not in visited]

    def add_stops(self, route: str, stops: Iterable[Stop]) -> Route:
        """Put stops behind those of a kept route, each place once. Raises RefusedError."""
        base: Reading[Route] = self.open(route)
        known = {stop.whither for stop in base.record.stops}
        new = [stop for stop in stops if stop.whither not in known]
        return self.save(routes.lengthened(base.record, new), base)

    def leader(self, route: Route) -> str:
        """Name the user who leads a route."""
        found = self._desk.store.users.get(route.officer) if route.officer else None
        return found.name if found else ""


def _line(
    number: int, stop: Stop, person: Beneficiary | None, employers: Mapping[str, Employer]
) -> StopLine:
    employer = employers.get(stop.employer or "")
    if employer is not None:
        return StopLine(
            number=number,
            stop=stop,
            name=employer.name,
            phone=phone.mask(employer.phone) if employer.phone else "",
            address=employer.address or "",
            unit=employer.contact or "",
        )
    if person is not None:
        return StopLine(
            number=number,
            stop=stop,
            name=person.name,
            phone=person.phone_masked,
            address=person.address or "",
            unit=person.employer or "",
        )
    return StopLine(number=number, stop=stop, name=stop.words)
