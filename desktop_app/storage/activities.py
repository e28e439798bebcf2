"""Finding activities, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop_app.domain.activity import Activity
from desktop_app.storage.records import Records

_LATEST = "coalesce(first_day, '') DESC, n DESC"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFilter:
    """Which activities a list shows; what is empty does not narrow it.

    An activity belongs to the days from `since` to `until` if it was held on one of them.
    """

    text: str = ""
    kind: str = ""
    service_dimension: str = ""
    campaign: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many took part, in one unit; about so many if one of the counts was about."""

    count: int
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityTotals:
    """What activities come to: money in fen, participants by unit, never across units."""

    activities: int
    budget_fen: int
    spent_fen: int
    participants: Mapping[str, Counted] = field(default_factory=dict)


class Activities(Records[Activity]):
    """Reads activities, the latest first unless asked for otherwise."""

    ORDERS = ("latest", "day", "name", "kind", "host", "spent_fen", "budget_fen")

    def page(
        self,
        wanted: ActivityFilter,
        *,
        order: str = "latest",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[Activity]:
        """Read one page of the activities a filter leaves, in the order of one of ORDERS."""
        if order not in self.ORDERS:
            raise ValueError(order)
        condition, values = _condition(wanted)
        column = "coalesce(first_day, '')" if order == "day" else order
        by = _LATEST
        if order != "latest":
            by = f"{column} {'DESC' if down else 'ASC'}, {_LATEST}"
        return self.where(condition, values, order=by, limit=limit, offset=offset)

    def how_many(self, wanted: ActivityFilter) -> int:
        """Count the activities a filter leaves."""
        return self.count(*_condition(wanted))

    def totals(self, wanted: ActivityFilter) -> ActivityTotals:
        """Add up what a filter leaves."""
        condition, values = _condition(wanted)
        number, budget, spent = self._db.execute(
            "SELECT count(*), coalesce(sum(budget_fen), 0), coalesce(sum(spent_fen), 0) "
            f"FROM activity WHERE {condition}",
            values,
        ).fetchone()
        rows = self._db.execute(
            "SELECT coalesce(json_extract(one.value, '$.unit'), 'people'), "
            "sum(json_extract(one.value, '$.count')), "
            "max(coalesce(json_extract(one.value, '$.approximate'), 0)) "
            "FROM activity, json_each(activity.participants) AS one "
            f"WHERE json_extract(one.value, '$.count') IS NOT NULL AND {condition} GROUP BY 1",
            values,
        )
        counted = {
            str(unit): Counted(count=int(count), approximate=bool(about))
            for unit, count, about in rows
        }
        return ActivityTotals(
            activities=int(number),
            budget_fen=int(budget),
            spent_fen=int(spent),
            participants=counted,
        )

    def years(self) -> list[int]:
        """List the years in which something was held, the latest first."""
        rows = self._db.execute(
            "SELECT DISTINCT substr(first_day, 1, 4) FROM activity "
            "WHERE first_day IS NOT NULL ORDER BY 1 DESC"
        )
        return [int(year) for (year,) in rows]

    def known(self, column: str) -> list[str]:
        """List the texts that stand in a column, the most frequent first."""
        name = self.kind.column(column).name
        rows = self._db.execute(
            f'SELECT "{name}" FROM activity WHERE "{name}" IS NOT NULL '
            "GROUP BY 1 ORDER BY count(*) DESC LIMIT 200"
        )
        return [str(text) for (text,) in rows]


def _condition(wanted: ActivityFilter) -> tuple[str, list[Any]]:
    parts, values = ["1"], []
    for word in wanted.text.casefold().split():
        parts.append("activity.find_key LIKE ? ESCAPE '!'")
        values.append(f"%{_literal(word)}%")
    for name in ("kind", "service_dimension", "campaign"):
        if getattr(wanted, name):
            parts.append(f"activity.{name} = ?")
            values.append(getattr(wanted, name))
    if wanted.since is not None:
        parts.append("coalesce(activity.last_day, activity.first_day) >= ?")
        values.append(wanted.since.isoformat())
    if wanted.until is not None:
        parts.append("activity.first_day <= ?")
        values.append(wanted.until.isoformat())
    return " AND ".join(parts), values


def _literal(text: str) -> str:
    """Take the meaning of the characters that LIKE would read as any other."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
