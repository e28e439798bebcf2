"""The list of routes: its columns, and how a route is named."""

from __future__ import annotations

from desktop_app.domain.route import Route
from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _, mark


def route_title(route: Route) -> str:
    """Name a route by its name, its team, or its day."""
    if route.title or route.team:
        return route.title or route.team
    return _("Route of {day}").format(day=route.day) if route.day else _("Route")


def progress_words(route: Route) -> str:
    """Say how far it has come."""
    return _("{done} of {count}").format(done=route.done, count=len(route.stops))


def _tone(route: Route) -> str:
    if route.stops and route.done == len(route.stops):
        return "ok"
    return "info" if route.done else "plain"


ROUTE_COLUMNS: tuple[Column[Route], ...] = (
    Column(mark("Day"), lambda r: r.day.isoformat() if r.day else "", order="day", width=7.5),
    Column(mark("Route"), route_title, stretch=True),
    Column(mark("Visited"), progress_words, lambda r: r.done, badge=_tone, width=6),
)
