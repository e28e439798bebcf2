"""Finding visits, and counting whom they reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.domain.visit import Visit
from desktop_app.storage import aliases, search
from desktop_app.storage.records import Records

_IN_ONE_QUERY = 500
_RECORDED_BY = "id IN (SELECT subject FROM log_save WHERE action = 'visit.recorded' AND actor = ?)"


_PLACE = "EXISTS (SELECT 1 FROM json_each(places) WHERE json_extract(value, '$.kind') = ?)"
_TO_EMPLOYERS = (
    "json_array_length(employers) > 0 OR EXISTS "
    "(SELECT 1 FROM json_each(places) WHERE json_extract(value, '$.employer') IS NOT NULL)"
)
_WITH_PHOTOS = (
    "EXISTS (SELECT 1 FROM attachment a WHERE a.of_kind = 'visit' AND a.\"of\" = visit.id "
    "AND a.role = 'photo' AND a.removed IS NOT 1)"
)
_PEOPLE_NAMED = (
    "EXISTS (SELECT 1 FROM json_each({column}) j JOIN beneficiary b ON b.id = j.value "
    "WHERE b.n IN (SELECT rowid FROM search WHERE search MATCH ?))"
)
_AT_EMPLOYER = (
    "EXISTS (SELECT 1 FROM json_each(employers) WHERE value = ?) OR EXISTS "
    "(SELECT 1 FROM json_each(places) WHERE json_extract(value, '$.employer') = ?)"
)
_SPOKEN = (
    *("leader", "leader_title", "delegation", "day_words", "places", "visitors", "groups"),
    *("findings", "difficulties", "requests", "exhortation", "remarks", "account", "given_words"),
    *("company_words", "sources"),
)


_NAMED = (
    "SELECT '{column}', '', count(DISTINCT j.value), count(j.value), 0 "
    "FROM chosen, json_each(chosen.{column}) j WHERE chosen.{column} IS NOT NULL"
)
_GROUPED = (
    "SELECT * FROM (SELECT 'groups', json_extract(j.value, '$.unit') AS unit, "
    "sum(json_extract(j.value, '$.count')), 0, "
    "max(coalesce(json_extract(j.value, '$.approximate'), 0)) "
    "FROM chosen, json_each(chosen.groups) j "
    "WHERE json_extract(j.value, '$.count') IS NOT NULL GROUP BY unit ORDER BY unit)"
)
_REACH = (  # what a filter asks for is looked at once, however dear it is
    "WITH chosen AS MATERIALIZED "
    "(SELECT beneficiaries, households, employers, groups FROM visit WHERE {condition}) "
    "SELECT 'visits', '', count(*), 0, 0 FROM chosen UNION ALL "
    + " UNION ALL ".join(
        _NAMED.format(column=column) for column in ("beneficiaries", "households", "employers")
    )
    + f" UNION ALL {_GROUPED}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFilter:
    """Which visits a list shows; what is empty does not narrow it.

    `recorded_by` is the id of the user who entered them. `since` and `until` are days as in
    2021-02-08, both included; a visit whose time is said in words alone is in no such span.
    `employer` is the id of one, `to_employers` asks for visits to any. `text` is looked for in
    the names of the people and in everything that was written down.
    """

    campaign: str = ""
    recorded_by: str = ""
    manner: str = ""
    place_type: str = ""
    since: str = ""
    until: str = ""
    employer: str = ""
    to_employers: bool = False
    with_photos: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class GroupCount:
    """So many of one unit in groups that nobody listed; one estimate makes the sum one."""

    unit: str
    count: int
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom visits reached. Households, people and person-times are never added to one another.

    `people` and `person_times` are of people with a record of their own; `groups` are counted
    apart, by unit, because nobody knows who of them is whom.
    """

    visits: int = 0
    people: int = 0
    person_times: int = 0
    households: int = 0
    employers: int = 0
    groups: tuple[GroupCount, ...] = ()


class Visits(Records[Visit]):
    """Reads visits, the latest first."""

    def latest(self, *, campaign: str = "", limit: int = -1, offset: int = 0) -> list[Visit]:
        """Read visits, of one campaign where one is given."""
        return self.page(VisitFilter(campaign=campaign), limit=limit, offset=offset)

    def page(self, wanted: VisitFilter, *, limit: int = -1, offset: int = 0) -> list[Visit]:
        """Read one page of the visits a filter leaves."""
        condition, values = _condition(wanted)
        return self.where(
            condition, values, order="first_day DESC, n DESC", limit=limit, offset=offset
        )

    def how_many(self, wanted: VisitFilter) -> int:
        """Count the visits a filter leaves."""
        return self.count(*_condition(wanted))

    def cash_given(self, wanted: VisitFilter) -> int:
        """Add up, in fen, the cash handed over in the visits a filter leaves."""
        condition, values = _condition(wanted)
        (fen,) = self._db.execute(
            "SELECT coalesce(sum(g.cash_fen), 0) FROM handover h "
            'JOIN "grant" g ON g.id = h."grant" '
            f"WHERE h.visit IN (SELECT id FROM visit WHERE {condition}) "
            'AND NOT EXISTS (SELECT 1 FROM grant_void v WHERE v."grant" = g.id)',
            list(values),
        ).fetchone()
        return int(fen)

    def reach(self, wanted: VisitFilter) -> Reach:
        """Count whom the visits that a filter leaves have reached."""
        condition, values = _condition(wanted)
        rows = self._db.execute(_REACH.format(condition=condition), list(values)).fetchall()
        counted = {what: (int(one), int(many)) for what, _unit, one, many, _about in rows}
        return Reach(
            visits=counted["visits"][0],
            people=counted["beneficiaries"][0],
            person_times=counted["beneficiaries"][1],
            households=counted["households"][0],
            employers=counted["employers"][0],
            groups=tuple(
                GroupCount(unit, int(count), bool(about))
                for what, unit, count, _many, about in rows
                if what == "groups"
            ),
        )

    def months(self) -> list[str]:
        """List the months in which there were visits, as 2021-02, the latest first."""
        rows = self._db.execute(
            "SELECT DISTINCT substr(first_day, 1, 7) FROM visit WHERE first_day IS NOT NULL "
            "ORDER BY 1 DESC"
        )
        return [month for (month,) in rows]

    def of(self, beneficiary: str) -> list[Visit]:
        """Read the visits to one person or the household, under whichever record they were made."""
        known = aliases.known_as(self._db, beneficiary)
        marks = ", ".join("?" for _one in known)
        return self.where(
            f"EXISTS (SELECT 1 FROM json_each(beneficiaries) WHERE value IN ({marks})) "
            f"OR EXISTS (SELECT 1 FROM json_each(households) WHERE value IN ({marks}))",
            [*known, *known],
            order="first_day DESC, n DESC",
        )

    def at_employer(self, employer: str, names: Iterable[str] = ()) -> list[Visit]:
        """Read the visits to an employer, and those to a place that bears one of its names."""
        known = [name for name in names if name]
        marks = ", ".join("?" for _name in known)
        named = (
            " OR EXISTS (SELECT 1 FROM json_each(places) "
            f"WHERE json_extract(value, '$.name') IN ({marks}))"
        )
        return self.where(
            _AT_EMPLOYER + (named if known else ""),
            [employer, employer, *known],
            order="first_day DESC, n DESC",
        )

    def last_days(self, people: Iterable[str]) -> dict[str, date]:
        """Tell when each of these people was visited last, as far as a day is known."""
        wanted = list(people)
        found: dict[str, date] = {}
        for start in range(0, len(wanted), _IN_ONE_QUERY):
            some = wanted[start : start + _IN_ONE_QUERY]
            marks = ", ".join("?" for _person in some)
            rows = self._db.execute(
                "SELECT met.value, max(coalesce(last_day, first_day)) "
                "FROM visit, json_each(visit.beneficiaries) AS met "
                f"WHERE met.value IN ({marks}) GROUP BY met.value",
                some,
            )
            found |= {str(person): date.fromisoformat(day) for person, day in rows if day}
        return found

    def handed_over(self, visits: Iterable[str]) -> list[tuple[str, str]]:
        """Pair visits with the grants handed over in them, by id, in the order of handing over."""
        wanted = list(visits)
        pairs: list[tuple[str, str]] = []
        for start in range(0, len(wanted), _IN_ONE_QUERY):
            some = wanted[start : start + _IN_ONE_QUERY]
            marks = ", ".join("?" for _visit in some)
            pairs += self._db.execute(
                f'SELECT visit, "grant" FROM handover WHERE visit IN ({marks}) ORDER BY n', some
            )
        return pairs


def _condition(wanted: VisitFilter) -> tuple[str, Sequence[Any]]:
    """Write what a filter asks for as a condition on the table of visits, with its values."""
    parts: list[str] = ["1"]
    values: list[Any] = []

    def ask(condition: str, *given: Any) -> None:
        parts.append(f"({condition})")
        values.extend(given)

    for condition, value in (
        ("campaign = ?", wanted.campaign),
        (_RECORDED_BY, wanted.recorded_by),
        ("manner = ?", wanted.manner),
        ("first_day <= ?", wanted.until),
        ("coalesce(last_day, first_day) >= ?", wanted.since),
        (_PLACE, wanted.place_type),
    ):
        if value:
            ask(condition, value)
    if wanted.employer:
        ask(_AT_EMPLOYER, wanted.employer, wanted.employer)
    if wanted.to_employers:
        ask(_TO_EMPLOYERS)
    if wanted.with_photos:
        ask(_WITH_PHOTOS)
    if wanted.text.strip():
        ask(*_said(wanted.text.strip()))
    return " AND ".join(parts), values


def _said(text: str) -> tuple[Any, ...]:
    """Look for a text in the names of the people and in all that was written."""
    written = " || ' ' || ".join(f"coalesce({name}, '')" for name in _SPOKEN)
    condition, values = f"instr(lower({written}), lower(?))", [text]
    query = search.query(text)
    for column in ("beneficiaries", "households") if query else ():
        condition += f" OR {_PEOPLE_NAMED.format(column=column)}"
        values.append(query or "")
    return (condition, *values)
