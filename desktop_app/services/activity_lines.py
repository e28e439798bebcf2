"""Activities as lists show them: with their campaign, their photos and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.activity import Activity
from desktop_app.domain.role import Right
from desktop_app.services.desk import Desk
from desktop_app.storage.activities import Activities, ActivityFilter, ActivityTotals


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """An activity as lists show it, with the name of its campaign and the number of its photos."""

    activity: Activity
    campaign: str = ""
    photos: int = 0


class ActivityLines:
    """Reads lists of activities."""

    ORDERS: Sequence[str] = Activities.ORDERS

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._activities = desk.store.activities

    def how_many(self, wanted: ActivityFilter) -> int:
        """Count the activities a filter leaves."""
        return self._activities.how_many(wanted)

    def totals(self, wanted: ActivityFilter) -> ActivityTotals:
        """Add up money and participants of what a filter leaves."""
        self._desk.require(Right.READ)
        return self._activities.totals(wanted)

    def page(
        self,
        wanted: ActivityFilter,
        *,
        order: str = "latest",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[ActivityLine]:
        """Read one page of a list."""
        self._desk.require(Right.READ)
        found = self._activities.page(wanted, order=order, down=down, limit=limit, offset=offset)
        return self._lines(found)

    def line(self, activity: str) -> ActivityLine | None:
        """Read one activity."""
        self._desk.require(Right.READ)
        found = self._activities.get(activity)
        return self._lines([found])[0] if found else None

    def years(self) -> list[int]:
        """List the years in which something was held, the latest first."""
        return self._activities.years()

    def _lines(self, found: list[Activity]) -> list[ActivityLine]:
        store = self._desk.store
        names: dict[str, str] = {one.id: one.name for one in store.campaigns.where()}
        photos = store.attachments.numbers("activity", [one.id for one in found])
        return [
            ActivityLine(
                activity=one,
                campaign=names.get(one.campaign or "", ""),
                photos=photos.get(one.id, 0),
            )
            for one in found
        ]
