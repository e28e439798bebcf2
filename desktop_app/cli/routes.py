"""`route`: the way of a day, listed and printed; `record add route` plans one."""

from __future__ import annotations

from pathlib import Path

import click

from desktop_app.cli.answer import Answer, table
from desktop_app.cli.command import Group
from desktop_app.cli.session import Session, pass_session
from desktop_app.i18n import _
from desktop_app.services.printing.press import write_whole


@click.group(cls=Group)
def command() -> None:
    """Everything about routes."""


@command.command("list", help=_("List routes, the latest day first."))
@click.option("--today", is_flag=True, help=_("Only those of today."))
@click.option("--limit", type=click.IntRange(min=1), help=_("At most so many."))
@pass_session
def list_routes(session: Session, today: bool, limit: int | None) -> Answer:
    """List routes."""
    with session.office() as office:
        routing = office.routing
        routes = routing.today()[:limit] if today else routing.latest(limit=limit or -1)
        found = [
            {
                "id": route.id,
                "day": route.day.isoformat() if route.day else "",
                "title": route.title or route.team,
                "leader": routing.leader(route),
                "stops": len(route.stops),
                "visited": route.done,
            }
            for route in routes
        ]
    heads = [_("Id"), _("Day"), _("Route"), _("Led by"), _("Stops"), _("Visited")]
    rows = [[str(value) for value in one.values()] for one in found]
    return Answer(values={"routes": found}, words=table(heads, rows))


@command.command("print", help=_("Print a route into a PDF."))
@click.argument("route_id", metavar="ID")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help=_("The PDF file to write."),
)
@pass_session
def print_route(session: Session, route_id: str, out: Path) -> Answer:
    """Print a route."""
    with session.office() as office:
        route = office.routing.open(route_id).record
        write_whole(out, office.route_paper.draw(route))
    words = _("{count} stops are in {file}.").format(count=len(route.stops), file=out)
    return Answer(values={"stops": len(route.stops), "files": [str(out)]}, words=words)
