"""A visit as the values of its form, and the form's values as a visit again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, replace
from typing import Any, cast

from desktop_app.domain.identity import VisitId
from desktop_app.domain.visit import Finding, Group, Place, Visit
from desktop_app.gui.forms.place_when import read_when, when_of

HOME_CONCERNS = ("health", "household_income", "schooling", "labour_rights")
"""Concerns of the code list that are asked in every home; each has a field of its own."""

Values = Mapping[str, object]
Row = dict[str, Any]

_AS_THEY_ARE = (
    *("beneficiaries", "first_day", "last_day", "day_words", "campaign", "risk_level"),
    *("visitors", "lone_visitor_reason", "delegation", "leader", "leader_title", "exhortation"),
    *("difficulties", "requests", "remarks", "occasion", "households", "employers"),
    *("company_words", "title_remarks", "account", "given_words", "sources"),
)
_PLACE = ("kind", "name", "region", "when", "remarks")
"""Of the first place each has a field of its own: place_kind, place_name and so on."""


def found_field(concern: str) -> str:
    """Name the form's field for what was found about a concern."""
    return f"found_{concern}"


_FOUND_FIELDS = tuple(found_field(concern) for concern in HOME_CONCERNS)


def blank(visit: VisitId) -> Visit:
    """Give the visit from which a new one begins."""
    return Visit(id=visit, manner="")


def values_of(visit: Visit) -> dict[str, object]:
    """Say a visit in the fields of its form."""
    first = _row_of(visit.places[0]) if visit.places else {}
    texts, more = _split_findings(visit)
    return {
        **{name: getattr(visit, name) for name in _AS_THEY_ARE},
        **{found_field(concern): texts.get(concern, "") for concern in HOME_CONCERNS},
        "manner": visit.manner or None,
        "place_kind": first.get("kind"),
        **{f"place_{name}": first.get(name, "") for name in _PLACE[1:]},
        "more_places": tuple(_row_of(place) for place in visit.places[1:]),
        "heard": (),
        "groups": tuple(asdict(group) for group in visit.groups),
        "more_findings": tuple(more),
    }


def visit_of(base: Visit, shown: Values, now: Values) -> Visit:
    """Give the visit with the fields that differ from what was shown.

    What nobody touched stays as it was in the record, also where the form could not show it.
    """
    changed = {name for name, value in now.items() if value != shown.get(name)}
    new: dict[str, Any] = {name: now[name] for name in _AS_THEY_ARE if name in changed}
    if "manner" in changed:
        new["manner"] = now["manner"] or ""
    for field, sources, build in _BUILT:
        if changed.intersection(sources):
            new[field] = build(base, shown, now)
    return replace(base, **new)


def _split_findings(visit: Visit) -> tuple[dict[str, str], list[Row]]:
    """Give the texts of the concerns with a field, and rows for everything else."""
    texts: dict[str, str] = {}
    more: list[Row] = []
    for finding in visit.findings:
        if finding.concern in HOME_CONCERNS and finding.concern not in texts:
            texts[finding.concern] = finding.text
        else:
            more.append({"concern": finding.concern, "text": finding.text})
    told = {finding.concern for finding in visit.findings} | set(HOME_CONCERNS)
    more += [{"concern": one, "text": None} for one in visit.concerns if one not in told]
    return texts, more


def _findings(_base: Visit, _shown: Values, now: Values) -> tuple[Finding, ...]:
    told = [(concern, str(now[found_field(concern)])) for concern in HOME_CONCERNS]
    told += [(str(row["concern"] or ""), str(row["text"] or "")) for row in _rows(now)]
    return tuple(Finding(concern=concern, text=text) for concern, text in told if concern and text)


def _concerns(base: Visit, shown: Values, now: Values) -> tuple[str, ...]:
    """Keep what was asked, without what was taken off the form, with what came onto it."""
    before, after = _concerns_in(shown), _concerns_in(now)
    kept = [one for one in base.concerns if one in after or one not in before]
    return tuple(dict.fromkeys([*kept, *after]))


def _concerns_in(values: Values) -> list[str]:
    told = [concern for concern in HOME_CONCERNS if values.get(found_field(concern))]
    return told + [str(row["concern"]) for row in _rows(values) if row["concern"]]


def _rows(values: Values, name: str = "more_findings") -> Sequence[Row]:
    return cast("Sequence[Row]", values.get(name) or ())


def _places(base: Visit, shown: Values, now: Values) -> tuple[Place, ...]:
    """Make places of the fields and the rows; one that bears another name is of no employer."""
    was = _row_of(base.places[0]) if base.places else {}
    first = {**was, **{name: now[f"place_{name}"] for name in _PLACE}}
    known = {
        (row.get("employer"), row["name"]) for row in (was, *_rows(shown, "more_places")) if row
    }
    found = (_place_of(row, known) for row in (first, *_rows(now, "more_places")))
    return tuple(place for place in found if place.kind or place.name)


def _row_of(place: Place) -> Row:
    return {
        "kind": place.kind,
        "name": place.name,
        "region": place.region,
        "when": when_of(place),
        "risk_level": place.risk_level,
        "remarks": place.remarks,
        "employer": place.employer,
    }


def _place_of(row: Row, known: AbstractSet[tuple[object, object]]) -> Place:
    first, last, words = read_when(row.get("when") or "")
    name, employer = row["name"] or "", row.get("employer")
    return Place(
        kind=row["kind"] or "",
        name=name,
        region=row.get("region") or "",
        risk_level=row.get("risk_level"),
        employer=employer if (employer, name) in known else None,
        first_day=first,
        last_day=last,
        day_words=words,
        remarks=row.get("remarks") or "",
    )


def _groups(_base: Visit, _shown: Values, now: Values) -> tuple[Group, ...]:
    return tuple(
        Group(
            words=row["words"] or "",
            count=row["count"],
            approximate=bool(row["approximate"]),
            unit=row["unit"] or "people",
        )
        for row in _rows(now, "groups")
    )


_Build = Callable[[Visit, Values, Values], object]
_FINDING_FIELDS = (*_FOUND_FIELDS, "more_findings")
_BUILT: tuple[tuple[str, Sequence[str], _Build], ...] = (
    ("findings", _FINDING_FIELDS, _findings),
    ("concerns", _FINDING_FIELDS, _concerns),
    ("places", (*(f"place_{name}" for name in _PLACE), "more_places"), _places),
    ("groups", ("groups",), _groups),
)
