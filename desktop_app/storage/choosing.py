"""Which records belong to a route or a unit: what a team needs to know, and nothing beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from desktop_app.storage import standing
from desktop_app.storage.batches import batches
from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import KINDS

Place = tuple[str, str]
"""A record by kind and id."""

_OF_PEOPLE = (
    *("household_member", "hardship_file", "model_worker", "frontline_post", "migrant_origin"),
    *("staying_put", "platform_work", "left_behind_child", "roster_entry", "grant", "need"),
)
_OF_GRANTS = ("grant_decision", "grant_void", "handover", "sheet")
_OF_SHEETS = ("printing", "sheet_void")
_OF_OFFICE = ("campaign", "code_entry", "user", "erasure")
_PARENT = {"left_behind_child": "parent"}

GIVEN = frozenset(
    {"route", "employer", "beneficiary", "procedure_step", "need_step", "visit"}.union(
        _OF_PEOPLE, _OF_GRANTS, _OF_SHEETS, _OF_OFFICE
    )
)
"""The kinds of which a team is given anything."""


def of_route(db: Database, route: str) -> list[Place]:
    """List the records of a route: its stops, their people and employers, and theirs."""
    row = db.execute("SELECT stops, campaign FROM route WHERE id = ?", [route]).fetchone()
    if row is None:
        return []
    stops = json.loads(row[0] or "[]")
    people = {stop["beneficiary"] for stop in stops if stop.get("beneficiary")}
    employers = {stop["employer"] for stop in stops if stop.get("employer")}
    found = [("route", route), *(("employer", one) for one in sorted(employers))]
    return [*found, *_of_people(db, people, employers, {row[1]} if row[1] else set())]


def of_unit(db: Database, unit: str) -> list[Place]:
    """List the records of a unit: the employer of this name, its people, and theirs."""
    employers = _ids(db, "employer", "name", [unit])
    people = set(_ids(db, "beneficiary", "employer", [unit]))
    of_people = _of_people(db, people, set(employers), set())
    return [*(("employer", one) for one in employers), *of_people]


def _of_people(
    db: Database, people: set[str], employers: set[str], campaigns: set[str]
) -> Iterator[Place]:
    """List people, what is recorded of each alone, and the campaigns of their grants."""
    ids = sorted(people)
    yield from (("beneficiary", one) for one in _ids(db, "beneficiary", "id", ids))
    linked = {kind: _ids(db, kind, _column(kind), ids) for kind in _OF_PEOPLE}
    for kind, records in linked.items():
        yield from ((kind, one) for one in records)
    for kind in _OF_GRANTS:
        linked[kind] = _ids(db, kind, "grant", linked["grant"])
        yield from ((kind, one) for one in linked[kind])
    for kind in _OF_SHEETS:
        yield from ((kind, one) for one in _ids(db, kind, "sheet", linked["sheet"]))
    yield from (
        ("procedure_step", o) for o in _ids(db, "procedure_step", "file", linked["hardship_file"])
    )
    yield from (("need_step", one) for one in _ids(db, "need_step", "need", linked["need"]))
    yield from (("visit", one) for one in _visits(db, people, employers))
    of_grants = _values(db, "grant", "campaign", linked["grant"])
    of_roster = _values(db, "roster_entry", "campaign", linked["roster_entry"])
    yield from (("campaign", one) for one in sorted(campaigns | of_grants | of_roster))
    yield from (("code_entry", one) for (one,) in db.execute("SELECT id FROM code_entry"))
    yield from (("user", one) for (one,) in db.execute("SELECT id FROM user"))
    yield from (("erasure", one) for (one,) in db.execute("SELECT id FROM erasure"))


def _visits(db: Database, people: set[str], employers: set[str]) -> Iterator[str]:
    """List the visits to nobody else: a record of others may not travel along.

    A household is named by its worker; the employers may be those of the route or unit alone.
    Where laptops disagree on whom a visit was to, every one of their words travels along.
    """
    may_be = {"beneficiaries": people, "households": people, "employers": employers}
    rows = db.execute("SELECT id, beneficiaries, households, employers FROM visit ORDER BY id")
    for visit, *met in rows:
        persons, households, visited = (set(json.loads(one or "[]")) for one in met)
        whom = persons | households
        if whom and whom <= people and visited <= employers:
            found = standing.read(db, "visit", visit)
            said = [(name, head.value) for name in may_be for head in found.heads_of(name)]
            if all(may_be[n].issuperset(v) for n, v in said if isinstance(v, list)):
                yield str(visit)


def _column(kind: str) -> str:
    return _PARENT.get(kind, "beneficiary")


def _ids(db: Database, kind: str, column: str, wanted: Sequence[str]) -> list[str]:
    """Find the records of a kind whose column holds one of these values."""
    found: list[str] = []
    for some in batches(list(wanted)):
        marks = ", ".join("?" for _one in some)
        rows = db.execute(
            f'SELECT id FROM "{KINDS[kind].name}" WHERE "{column}" IN ({marks}) ORDER BY id', some
        )
        found += [str(one) for (one,) in rows]
    return found


def _values(db: Database, kind: str, column: str, ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for some in batches(list(ids)):
        marks = ", ".join("?" for _one in some)
        rows = db.execute(f'SELECT DISTINCT "{column}" FROM "{kind}" WHERE id IN ({marks})', some)
        found |= {str(one) for (one,) in rows if one}
    return found
