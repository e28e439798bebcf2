"""A route on paper: for the team in the car, with masked phones and room to write."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from desktop_app.domain.role import Right
from desktop_app.domain.route import Route
from desktop_app.services.desk import Desk
from desktop_app.services.imprinting import imprint, own_forms
from desktop_app.services.printing import press
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

    def preview(self, route: Route) -> bytes:
        """Draw a route as a PDF without telling the audit trail. Raises SheetFileError."""
        self._desk.require(Right.READ)
        stream = BytesIO()
        layout = press.Layout(folder=own_forms(self._desk))
        press.print_route(stream, self.content(route), imprint(self._desk), layout=layout)
        return stream.getvalue()

    def save(self, route: Route, target: Path) -> Path:
        """Write a route as a PDF file. Raises TargetError and SheetFileError."""
        self._desk.require(Right.PRINT)
        press.write_whole(target, self.preview(route))
        self.note(route)
        return target

    def note(self, route: Route) -> None:
        """Tell the audit trail that a route was put on paper."""
        self._desk.require(Right.PRINT)
        self._desk.note(PRINTED, route.id)


def _flat(text: str) -> str:
    return " ".join(text.split())
