"""A route on paper: for the team in the car, with masked phones and room to write."""

from __future__ import annotations

from desktop_app.domain.role import Right
from desktop_app.domain.route import Route
from desktop_app.services.desk import Desk
from desktop_app.services.papers import Papers
from desktop_app.services.printing import plain_press
from desktop_app.services.printing.contents import RouteContent, RouteLine
from desktop_app.services.routing import Routing

PRINTED = "route.printed"


class RoutePaper:
    """Puts routes on paper; that it was done stands in the audit trail."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._routing = Routing(desk)

    def content(self, route: Route) -> RouteContent:
        """Say what stands on the paper."""
        union = self._desk.store.organisations.get(self._desk.store.identity.organisation)
        return RouteContent(
            title=route.title,
            union=union.name if union else "",
            team=route.team,
            leader=self._routing.leader(route),
            day=route.day or self._desk.today(),
            remarks=_flat(route.remarks),
            lines=tuple(
                RouteLine(
                    time=line.stop.time,
                    name=line.name,
                    phone=line.phone,
                    address=_flat(line.address),
                    unit=line.unit,
                    note=_flat(line.stop.note),
                )
                for line in self._routing.lines(route)
            ),
        )

    def draw(self, route: Route) -> bytes:
        """Draw a kept route as PDF. Raises SheetFileError."""
        self._desk.require(Right.PRINT)
        papers = Papers(self._desk)
        pdf = plain_press.draw_route_sheet(
            self.content(route), papers.imprint(), papers.layout(), sheet_key=papers.key()
        )
        self._desk.note(PRINTED, route.id)
        return pdf


def _flat(text: str) -> str:
    return " ".join(text.split())
