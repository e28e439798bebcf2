"""Finding routes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop_app.domain.route import Route
from desktop_app.storage.records import Records


class Routes(Records[Route]):
    """Reads routes, the latest days first."""

    def of_days(self, first: date, last: date) -> list[Route]:
        """Read the routes of some days, both included."""
        days = [first.isoformat(), last.isoformat()]
        return self.where("day BETWEEN ? AND ?", days, order="day, n")

    def latest(self, *, limit: int = -1, offset: int = 0) -> list[Route]:
        """Read routes, the latest day first."""
        return self.where(order="day DESC, n DESC", limit=limit, offset=offset)

    def with_visit(self, visit: str) -> list[Route]:
        """Read the routes that name a visit as made at one of their stops."""
        return self._that_hold("visit", [visit])

    def to(self, whither: str) -> list[Route]:
        """Read the routes that lead to a person or an employer."""
        return self._that_hold("beneficiary", [whither]) + self._that_hold("employer", [whither])

    def _that_hold(self, name: str, values: Sequence[str]) -> list[Route]:
        return self.where(
            f"EXISTS (SELECT 1 FROM json_each(stops) WHERE json_extract(value, '$.{name}') = ?)",
            values,
            order="day DESC, n DESC",
        )
