"""Finding visits."""

from __future__ import annotations

from desktop_app.domain.visit import Visit
from desktop_app.storage.records import Records


class Visits(Records[Visit]):
    """Reads visits, the latest first."""

    def latest(self, *, campaign: str = "", limit: int = -1, offset: int = 0) -> list[Visit]:
        """Read visits, of one campaign where one is given."""
        condition, values = ("campaign = ?", [campaign]) if campaign else ("1", [])
        return self.where(
            condition, values, order="first_day DESC, n DESC", limit=limit, offset=offset
        )

    def of(self, beneficiary: str) -> list[Visit]:
        """Read the visits to one person."""
        return self.where(
            "EXISTS (SELECT 1 FROM json_each(beneficiaries) WHERE value = ?)",
            [beneficiary],
            order="first_day DESC, n DESC",
        )
