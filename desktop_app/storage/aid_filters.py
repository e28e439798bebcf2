"""The double-aid filters of other laptops, and the numbers that go into our own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.double_aid import AidFilter
from desktop_app.storage.aliases import shown
from desktop_app.storage.batches import batches
from desktop_app.storage.cipher import Database
from desktop_app.storage.grants import IS_APPROVED, IS_HANDED_OVER, IS_STANDING

_PASSED_ON = "0" * 16
"""Behind the name of a laptop, which is no laptop's: there stands what others pass on of it."""
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class FromLaptop:
    """A filter, the laptop whose grants it is made of, and when it was made."""

    origin: str
    made_ms: int
    filter: AidFilter


class AidFilters:
    """Keeps the latest filter of each laptop and season, and beside it the latest passed on.

    Whoever passes one on could have made it himself, so it never takes the place of the laptop's
    own. Both are asked.
    """

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, filters: Iterable[FromLaptop], sender: str, now_ms: int) -> None:
        """Keep what a sender brings, unless a later one of the same laptop and season is here.

        What others pass on is not from the future; what is here and is, gives way to anything.
        """
        latest_ms = now_ms + _DAY_MS
        rows = (
            (*_place(one, sender), one.filter.key, one.filter.count, one.filter.bits, one.made_ms)
            for one in filters
            if one.origin == sender or one.made_ms <= latest_ms
        )
        self._db.conn.executemany(
            "INSERT INTO aid_filter VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (origin, season) DO "
            "UPDATE SET key = excluded.key, count = excluded.count, bits = excluded.bits, "
            "made_ms = excluded.made_ms WHERE excluded.made_ms > made_ms OR made_ms > ?",
            ((*row, latest_ms) for row in rows),
        )

    def all(self) -> list[FromLaptop]:
        """List the filters, the latest first."""
        return self._read("1", [])

    def of_season(self, season: str) -> list[FromLaptop]:
        """List the filters of a season."""
        return self._read("season = ?", [season])

    def knows(self, season: str) -> bool:
        """Tell whether there is a filter of a season."""
        found = self._db.execute("SELECT 1 FROM aid_filter WHERE season = ? LIMIT 1", [season])
        return found.fetchone() is not None

    def numbers_given(self, campaigns: Sequence[str]) -> list[str]:
        """List the ID numbers of those to whom these campaigns gave, or have approved to give."""
        marks = ", ".join("?" for _campaign in campaigns)
        rows = self._db.execute(
            'SELECT DISTINCT b.id_number FROM "grant" g '
            "LEFT JOIN person_alias a ON a.alias = g.beneficiary "
            "JOIN beneficiary b ON b.id = coalesce(a.person, g.beneficiary) "
            f"WHERE g.campaign IN ({marks}) AND b.id_number <> '' "
            f"AND {IS_STANDING} AND ({IS_APPROVED} OR {IS_HANDED_OVER})",
            list(campaigns),
        )
        return [number for (number,) in rows]

    def twins_given(self, campaigns: Sequence[str], people: Iterable[str]) -> set[str]:
        """Name those of these people for whose number another record was given to.

        Records that were made one are one person, whose sums tell what they got.
        """
        found: set[str] = set()
        marks = ", ".join("?" for _campaign in campaigns)
        for some in batches(list(people)):
            asked = ", ".join("?" for _person in some)
            rows = self._db.execute(
                "SELECT DISTINCT me.id FROM beneficiary me "
                "JOIN beneficiary other ON other.id_number = me.id_number AND other.id <> me.id "
                'JOIN "grant" g ON g.beneficiary = other.id '
                f"WHERE me.id IN ({asked}) AND me.id_number <> '' AND g.campaign IN ({marks}) "
                f"AND {shown('other.id')} <> {shown('me.id')} "
                f"AND {IS_STANDING} AND ({IS_APPROVED} OR {IS_HANDED_OVER})",
                [*some, *campaigns],
            )
            found |= {str(person) for (person,) in rows}
        return found

    def _read(self, condition: str, values: list[Any]) -> list[FromLaptop]:
        rows = self._db.execute(
            "SELECT origin, season, key, count, bits, made_ms FROM aid_filter "
            f"WHERE {condition} ORDER BY made_ms DESC, origin, season",
            values,
        )
        return [
            FromLaptop(
                origin.removesuffix(_PASSED_ON),
                made_ms,
                AidFilter(season, bytes(key), count, bytes(bits)),
            )
            for origin, season, key, count, bits, made_ms in rows
        ]


def _place(one: FromLaptop, sender: str) -> tuple[str, str]:
    origin = one.origin if one.origin == sender else one.origin + _PASSED_ON
    return origin, one.filter.season
