"""A visit as a JSON file: what goes in comes out again, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import fastjsonschema

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import BeneficiaryId, GrantId, NeedId, VisitId, new_id
from desktop_app.domain.need import ORDINARY, Need
from desktop_app.domain.visit import Visit
from desktop_app.i18n import mark
from desktop_app.services.visiting import Given
from desktop_app.storage.kinds import VISIT, canonical

_TEXT = {"type": "string"}
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_COUNT = {"type": "integer", "minimum": 0}
_NEED_FIELDS = ("kind", "urgency", "words", "beneficiary", "employer", "group_words")
_TEXTS = (
    *("difficulties", "requests", "exhortation", "remarks", "company_words", "title_remarks"),
    *("account", "given_words", "sources"),
)


class VisitFileError(CircumstanceError):
    """The file does not describe a visit."""

    message = mark("This is not a visit as `visit schema` describes it: {what}")


def schema() -> dict[str, Any]:
    """Describe a visit file as JSON Schema; lists of choices come from the code lists."""
    lists = CodeLists.load()
    concern = _choice(lists, "concern")
    properties = {
        "id": _TEXT,
        "campaign": _TEXT,
        "manner": _choice(lists, "visit_manner"),
        "first_day": _DAY,
        "last_day": _DAY,
        "day_words": _TEXT,
        "places": _lines(_place_properties(lists), "kind"),
        "risk_level": _choice(lists, "risk_level"),
        **dict.fromkeys(("delegation", "leader", "leader_title"), _TEXT),
        "visitors": _lines({"name": _TEXT, "title": _TEXT, "unit": _TEXT}, "name"),
        "lone_visitor_reason": _TEXT,
        "beneficiaries": {"type": "array", "items": _TEXT},
        "groups": _lines(
            {
                "words": _TEXT,
                "count": _COUNT,
                "approximate": {"type": "boolean"},
                "unit": _choice(lists, "count_unit"),
            },
            "words",
        ),
        "concerns": {"type": "array", "items": concern},
        "findings": _lines({"concern": concern, "text": _TEXT}, "concern", "text"),
        **dict.fromkeys(_TEXTS, _TEXT),
        "occasion": _choice(lists, "visit_occasion"),
        "households": {"type": "array", "items": _TEXT},
        "employers": {"type": "array", "items": _TEXT},
        "given": _lines(_given_properties(lists), "beneficiary"),
        "needs": _lines(_need_properties(lists), "kind", "words"),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "visit",
        **_object(properties, "manner"),
    }


def read(text: str) -> tuple[Visit, tuple[Given, ...]]:
    """Read a visit file. Raises VisitFileError with the place that does not fit."""
    try:
        values = json.loads(text)
    except ValueError as error:
        raise VisitFileError(what=str(error)) from error
    try:
        fastjsonschema.validate(schema(), values)
    except fastjsonschema.JsonSchemaException as error:
        raise VisitFileError(what=str(error)) from error
    given = tuple(_read_given(one) for one in values.get("given", ()))
    row: dict[str, Any] = {column.name: None for column in VISIT.columns}
    for name in set(values) & set(row):
        value = values[name]
        row[name] = canonical(value) if isinstance(value, list) else value
    row["id"] = VisitId(values.get("id") or new_id())
    try:
        return VISIT.build(row), given
    except ValueError as error:
        raise VisitFileError(what=str(error)) from error


def read_needs(text: str) -> tuple[Need, ...]:
    """Read the needs that were heard in the visit of a file; each becomes a case of its own."""
    rows: list[dict[str, Any]] = json.loads(text).get("needs", [])
    return tuple(Need(**{**row, "id": NeedId(new_id())}) for row in rows)


def write(visit: Visit, given: Sequence[Given], needs: Sequence[Need] = ()) -> dict[str, Any]:
    """Write a visit as it was read, with its id; empty fields are left out."""
    handed = [_write_given(one) for one in given]
    heard = [_write_need(one, visit) for one in needs]
    cells = {name: _without_blanks(value) for name, value in VISIT.cells(visit).items()}
    more = {"given": handed, "needs": heard}
    return {"id": visit.id, **cells, **{name: rows for name, rows in more.items() if rows}}


def _without_blanks(value: object) -> object:
    """Leave out of lines what nobody said; a count keeps its unit and its mark of an estimate."""
    if not isinstance(value, list):
        return value
    return [_line(one) if isinstance(one, dict) else one for one in value]


def _line(values: Mapping[str, Any]) -> dict[str, Any]:
    counted = values.get("count") is not None
    unsaid = ("", None) if counted else ("", None, False, "people")
    return {name: value for name, value in values.items() if value not in unsaid}


def _read_given(values: Mapping[str, Any]) -> Given:
    lines = tuple(GoodsLine(**line) for line in values.get("goods", ()))
    rest = {name: value for name, value in values.items() if name not in ("goods", "grant")}
    grant = GrantId(values["grant"]) if "grant" in values else None
    return Given(**rest, goods=lines, grant=grant)


def _write_given(given: Given) -> dict[str, Any]:
    said: dict[str, Any] = {"beneficiary": BeneficiaryId(given.beneficiary)}
    if given.grant:
        said["grant"] = given.grant
    else:
        said |= {"cash_fen": given.cash_fen, "goods": [_plain(line) for line in given.goods]}
        said |= {"fund_source": given.fund_source, "method": given.method}
    said |= {"proxy_name": given.proxy_name, "proxy_relation": given.proxy_relation}
    return {name: value for name, value in said.items() if value not in ("", [], 0)}


def _write_need(need: Need, visit: Visit) -> dict[str, Any]:
    """Say a need as it was said; that it was of the only person visited goes without saying."""
    said = {name: getattr(need, name) for name in _NEED_FIELDS}
    if said["urgency"] == ORDINARY:
        del said["urgency"]
    if visit.beneficiaries == (need.beneficiary,):
        del said["beneficiary"]
    return {name: value for name, value in said.items() if value}


def _plain(line: GoodsLine) -> dict[str, Any]:
    values = {name: getattr(line, name) for name in GoodsLine.__dataclass_fields__}
    return {name: value for name, value in values.items() if value not in (None, "")}


def _place_properties(lists: CodeLists) -> dict[str, Any]:
    return {
        "kind": _choice(lists, "place_type"),
        "risk_level": _choice(lists, "risk_level"),
        **dict.fromkeys(("name", "region", "employer", "day_words", "remarks"), _TEXT),
        **dict.fromkeys(("first_day", "last_day"), _DAY),
    }


def _given_properties(lists: CodeLists) -> dict[str, Any]:
    goods = _lines(
        {"name": _TEXT, "quantity": _COUNT, "unit": _TEXT, "unit_price_fen": _COUNT},
        "name",
        "quantity",
    )
    return {
        "beneficiary": _TEXT,
        "grant": _TEXT,
        "cash_fen": _COUNT,
        "goods": goods,
        "fund_source": _choice(lists, "fund_source"),
        "method": _choice(lists, "distribution_method"),
        "proxy_name": _TEXT,
        "proxy_relation": _TEXT,
    }


def _need_properties(lists: CodeLists) -> dict[str, Any]:
    return {
        "kind": _choice(lists, "need_kind"),
        "urgency": _choice(lists, "need_urgency"),
        **dict.fromkeys(("words", "beneficiary", "employer", "group_words"), _TEXT),
    }


def _choice(lists: CodeLists, list_id: str) -> dict[str, Any]:
    return {"enum": [entry.code for entry in lists[list_id].entries]}


def _lines(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties, *required)}


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
