"""What a visit makes of the routes of its days: the stops it was to are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop_app.domain.change import Edit
from desktop_app.domain.route import Route, Stop
from desktop_app.domain.visit import Visit
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of
from desktop_app.storage.routes import Routes


def stops_made(routes: Routes, visit: Visit) -> Iterator[Edit]:
    """Say what the routes of a visit's days become by it.

    A stop that names this visit and that it is no longer to is open again.
    """
    found = {route.id: route for route in routes.with_visit(visit.id)}
    if visit.first_day:
        last = visit.last_day or visit.first_day
        found |= {route.id: route for route in routes.of_days(visit.first_day, last)}
    for reading in routes.readings(list(found.values())):
        changed = _after(reading.record, visit)
        if changed != reading.record:
            yield edit_of(kinds.ROUTE, changed, reading)


def _after(route: Route, visit: Visit) -> Route:
    gone_to = {
        *(*visit.beneficiaries, *visit.households, *visit.employers),
        *(place.employer for place in visit.places),
        *(place.name for place in visit.places),
    }
    return replace(route, stops=tuple(_made(stop, visit, gone_to) for stop in route.stops))


def _made(stop: Stop, visit: Visit, gone_to: set[str | None]) -> Stop:
    if stop.visit == visit.id and stop.whither not in gone_to:
        return replace(stop, visit=None)
    if stop.visit is None and stop.whither in gone_to:
        return replace(stop, visit=visit.id)
    return stop
