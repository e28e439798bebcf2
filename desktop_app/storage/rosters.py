"""Finding the lines of rosters."""

from __future__ import annotations

from desktop_app.domain.campaign import RosterEntry
from desktop_app.domain.change import Reading
from desktop_app.storage.records import Records


class RosterEntries(Records[RosterEntry]):
    """Reads who stands on which roster."""

    def of(self, campaign: str) -> dict[str, Reading[RosterEntry]]:
        """Read the roster of a campaign, by beneficiary."""
        found = self.readings(self.where("campaign = ?", [campaign]))
        return {reading.record.beneficiary: reading for reading in found}
