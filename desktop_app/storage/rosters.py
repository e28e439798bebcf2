"""Finding the lines of rosters, and the households of people."""

from __future__ import annotations

from desktop_app.domain.campaign import RosterEntry
from desktop_app.domain.change import Reading
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.storage.records import Records


class RosterEntries(Records[RosterEntry]):
    """Reads who stands on which roster."""

    def of(self, campaign: str) -> dict[str, Reading[RosterEntry]]:
        """Read the roster of a campaign, by beneficiary."""
        found = self.readings(self.where("campaign = ?", [campaign]))
        return {reading.record.beneficiary: reading for reading in found}


class HouseholdMembers(Records[HouseholdMember]):
    """Reads households."""

    def of(self, beneficiary: str) -> list[Reading[HouseholdMember]]:
        """Read the members of a person's household in the order of their recording."""
        return self.readings(self.where("beneficiary = ?", [beneficiary]))


class HardshipFiles(Records[HardshipFile]):
    """Reads hardship files."""

    def of(self, beneficiary: str) -> Reading[HardshipFile] | None:
        """Read a person's hardship file, if there is one."""
        found = self.where("beneficiary = ?", [beneficiary], limit=1)
        return self.readings(found)[0] if found else None
