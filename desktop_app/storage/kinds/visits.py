"""The records of visits and of the routes on which they are made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from desktop_app.domain.route import Route, Stop
from desktop_app.domain.visit import Finding, Group, Place, Visit, Visitor
from desktop_app.storage.kinds.kind import (
    CORE,
    PII,
    Column,
    Kind,
    code,
    day,
    lines,
    plain,
    several,
    texts,
    words,
)

_DAYS = ("first_day", "last_day")
_ALWAYS = ("kind", "name")


def _write_places(places: Iterable[Place]) -> list[dict[str, Any]]:
    """Write only what is said, so that a place without days is as it was before it had any."""
    return [
        {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in plain(place).items()
            if value or name in _ALWAYS
        }
        for place in places
    ]


def _read_place(values: Mapping[str, Any]) -> Place:
    days = {name: date.fromisoformat(values[name]) for name in _DAYS if values.get(name)}
    return Place(**{**values, **days})


def _read_places(text: str) -> tuple[Place, ...]:
    return tuple(_read_place(values) for values in json.loads(text))


VISIT = Kind(
    "visit",
    Visit,
    (
        *texts(CORE, "campaign", "day_words", "delegation", "leader"),
        code("manner", CORE, "visit_manner"),
        code("risk_level", CORE, "risk_level"),
        *texts(CORE, "leader_title", "lone_visitor_reason"),
        day("first_day", CORE),
        day("last_day", CORE),
        Column(
            "places",
            CORE,
            "TEXT",
            _write_places,
            _read_places,
            is_json=True,
            row_codes=(("kind", "place_type"), ("risk_level", "risk_level")),
        ),
        lines("visitors", CORE, Visitor),
        words("beneficiaries", CORE),
        lines("groups", CORE, Group, unit="count_unit"),
        several("concerns", CORE, "concern"),
        lines("findings", PII, Finding, concern="concern"),
        *texts(PII, "difficulties", "requests", "exhortation", "remarks"),
        code("occasion", CORE, "visit_occasion"),
        words("households", CORE),
        words("employers", CORE),
        *texts(CORE, "company_words", "title_remarks", "sources"),
        *texts(PII, "account", "given_words"),
    ),
)

ROUTE = Kind(
    "route",
    Route,
    (
        *texts(CORE, "title", "team", "officer", "campaign"),
        day("day", CORE),
        *texts(PII, "remarks"),
        lines("stops", PII, Stop),
    ),
)
