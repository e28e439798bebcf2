"""Activities and services: planned, held, recorded."""

from __future__ import annotations

from desktop_app.domain import activity as activities
from desktop_app.domain.activity import Activity
from desktop_app.domain.issue import Issue, objection
from desktop_app.services.desk import Desk
from desktop_app.services.keeping import Keeping


class Holding(Keeping[Activity]):
    """What the office does with its activities."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.activities)
        self._activities = desk.store.activities

    def objections(self, record: Activity) -> tuple[Issue, ...]:
        """List what is wrong with an activity, and a campaign that does not exist."""
        found = list(activities.objections(record))
        if record.campaign and self._desk.store.campaigns.get(record.campaign) is None:
            found.append(objection("campaign", "campaign_unknown"))
        return tuple(found)

    def known(self, field: str) -> list[str]:
        """List the hosts or venues named so far, the most frequent first."""
        return self._activities.known(field)
