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

    def unit_places(self, campaign: str) -> dict[str, int]:
        """Tell in which order the units of a campaign stand on its roster."""
        rows = self._db.execute(
            "SELECT coalesce(nullif(r.unit, ''), b.employer, '') AS unit, min(r.n) AS place "
            "FROM roster_entry r LEFT JOIN person_alias a ON a.alias = r.beneficiary "
            "LEFT JOIN beneficiary b ON b.id = coalesce(a.person, r.beneficiary) "
            "WHERE r.campaign = ? GROUP BY 1 ORDER BY place",
            [campaign],
        )
        return {str(unit): at for at, (unit, _place) in enumerate(rows)}
