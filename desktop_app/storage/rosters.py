"""Finding the lines of rosters, and the households of people."""

from __future__ import annotations

from desktop_app.domain.campaign import RosterEntry
from desktop_app.domain.change import Reading
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.storage import aliases
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
        found = self.where(f"beneficiary {aliases.OF_PERSON}", [beneficiary, beneficiary])
        return self.readings(found)


class HardshipFiles(Records[HardshipFile]):
    """Reads hardship files."""

    def of(self, beneficiary: str) -> Reading[HardshipFile] | None:
        """Read a person's hardship file, if there is one; the kept record's own comes first."""
        kept = aliases.kept_id(self._db, beneficiary)
        found = self.where(f"beneficiary {aliases.OF_PERSON}", [kept, kept])
        found.sort(key=lambda file: file.beneficiary != kept)
        return self.readings(found[:1])[0] if found else None
