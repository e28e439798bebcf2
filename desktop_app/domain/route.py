"""The route of a day (路线): where a team goes, in the order in which it goes there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain.identity import (
    BeneficiaryId,
    CampaignId,
    EmployerId,
    RouteId,
    UserId,
    VisitId,
)
from desktop_app.domain.issue import Issue, objection, warning

_TIME = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One stop: a person, an employer, or a place in words; `visit` is the one made there.

    `time` is when the team means to be there, as 9:30.
    """

    beneficiary: BeneficiaryId | None = None
    employer: EmployerId | None = None
    words: str = ""
    time: str = ""
    note: str = ""
    visit: VisitId | None = None

    @property
    def whither(self) -> str:
        """Name where it goes, so that the same stop is known again; "" for nowhere."""
        return self.beneficiary or self.employer or self.words.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The stops of one team on one day; `officer` is the user who leads it."""

    id: RouteId
    day: date | None = None
    title: str = ""
    team: str = ""
    officer: UserId | None = None
    campaign: CampaignId | None = None
    stops: tuple[Stop, ...] = ()
    remarks: str = ""

    @property
    def done(self) -> int:
        """Count the stops at which a visit was made."""
        return sum(stop.visit is not None for stop in self.stops)

    def with_visit(self, at: int, visit: VisitId | None) -> Route:
        """Note the visit made at a stop, or that there was none after all."""
        stops = list(self.stops)
        stops[at] = replace(stops[at], visit=visit)
        return replace(self, stops=tuple(stops))


def lengthened(route: Route, stops: Iterable[Stop]) -> Route:
    """Put stops behind those of a route."""
    return replace(route, stops=(*route.stops, *stops))


def objections(route: Route) -> tuple[Issue, ...]:
    """List everything that is wrong with a route, without raising."""
    found: list[Issue] = []
    if route.day is None:
        found.append(objection("day", "day_missing"))
    if not route.stops:
        found.append(objection("stops", "route_empty"))
    for number, stop in enumerate(route.stops, start=1):
        if not stop.whither:
            found.append(objection("stops", "stop_nowhere", number=str(number)))
        if stop.beneficiary and stop.employer:
            found.append(objection("stops", "stop_at_two", number=str(number)))
        if stop.time and not _TIME.fullmatch(stop.time):
            found.append(objection("stops", "time_unreadable", text=stop.time))
    counted = Counter(stop.whither for stop in route.stops if stop.whither)
    if any(times > 1 for times in counted.values()):
        found.append(warning("stops", "stop_twice"))
    return tuple(found)
