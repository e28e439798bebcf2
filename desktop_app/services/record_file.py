"""A record of any kind as JSON: what goes in comes out again, nothing lost."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import fastjsonschema

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.covered import COVERED, covered
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import new_id
from desktop_app.i18n import mark
from desktop_app.services.known_codes import list_name, strangers
from desktop_app.storage.kinds import Column, Kind

R = TypeVar("R")

_TEXT = {"type": "string"}
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_SIMPLE: dict[object, dict[str, Any]] = {
    str: _TEXT,
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: _DAY,
}


class CoveredNumberError(CircumstanceError):
    """A number is given whole or not at all."""

    message = mark("“{field}” holds a covered number; write it whole or leave it out.")


class UnknownCodeError(CircumstanceError):
    """A code is on no list."""

    message = mark(
        "“{code}” in “{field}” is not a choice of the list “{name}”; "
        "`codes list {list_id}` gives the choices."
    )


class RecordFileError(CircumstanceError):
    """The file does not describe a record of this kind."""

    message = mark("This is not a record as `record schema {kind}` describes it: {what}")


def schema(kind: Kind[R], standing: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Describe a record of a kind as JSON Schema; choices come from the code lists.

    A code that `standing`, the cells of a kept record, has already is a choice as well.
    """
    hints = get_type_hints(kind.record)
    choices = _Choices(kind, standing or {})
    properties = {column.name: _of_column(column, hints, choices) for column in kind.columns}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind.name,
        "type": "object",
        "properties": {"id": _TEXT, **properties},
        "required": [
            one.name
            for one in fields(kind.record)  # type: ignore[arg-type]
            if one.name != "id" and one.default is MISSING and one.default_factory is MISSING
        ],
        "additionalProperties": False,
    }


def read(kind: Kind[R], text: str, standing: Mapping[str, Any] | None = None) -> R:
    """Read a record. Raises RecordFileError with the place that does not fit.

    Raises UnknownCodeError where a code is on no list, unless the cells of the kept record,
    `standing`, have it; CoveredNumberError where a number of a person comes with stars.
    """
    try:
        values = json.loads(text)
        _require_known(kind, values, standing or {})
        fastjsonschema.validate(schema(kind, standing or {}), values)
        _require_whole(kind, values)
        return record_of(kind, values)
    except (ValueError, TypeError, fastjsonschema.JsonSchemaException) as error:
        raise RecordFileError(kind=kind.name, what=str(error)) from error


def record_of(kind: Kind[R], values: Mapping[str, Any]) -> R:
    """Make a record of JSON values; without an id it is a new one."""
    row: dict[str, Any] = {"id": values.get("id") or new_id()}
    for column in kind.columns:
        value = values.get(column.name)
        row[column.name] = None if value in ("", []) else column.stored(value)
    return kind.build(row)


def write(kind: Kind[R], record: R) -> dict[str, Any]:
    """Write a record as it is read, with its id; empty fields are left out."""
    return {"id": record.id, **kind.cells(record)}  # type: ignore[attr-defined]


def show(kind: Kind[R], record: R) -> dict[str, Any]:
    """Write a record for a screen: as `write`, the numbers of people covered."""
    return covered(kind.name, write(kind, record))


def change(kind: Kind[R], record: R, given: Mapping[str, Any]) -> R:
    """Lay the fields of a file over a record; null empties one, a covered number stays."""
    kept = write(kind, record)
    seen = covered(kind.name, kept)
    stays = {name for name in COVERED.get(kind.name, {}) if given.get(name) == seen.get(name)}
    laid = {name: value for name, value in given.items() if name not in stays}
    merged = {**kept, **laid, "id": kept["id"]}
    left = {name: value for name, value in merged.items() if value is not None}
    return read(kind, json.dumps(left, ensure_ascii=False), kept)


class _Choices:
    """What may be chosen: the codes of each list, and those that a record has already."""

    def __init__(self, kind: Kind[Any], standing: Mapping[str, Any]) -> None:
        self._standing = tuple(kind.codes_in(standing))

    def of(self, field: str, codes: str) -> dict[str, Any]:
        """Describe one code of a list in a field."""
        listed = [entry.code for entry in CodeLists.load()[codes].entries]
        there = [one.code for one in self._standing if (one.field, one.codes) == (field, codes)]
        return {"enum": list(dict.fromkeys((*listed, *there)))}


def _of_column(column: Column, hints: Mapping[str, Any], choices: _Choices) -> dict[str, Any]:
    if column.codes:
        one = choices.of(column.name, column.codes)
        return {"type": "array", "items": one} if column.is_json else one
    described = _of_type(hints[column.name])
    for name, codes in column.row_codes:
        described["items"]["properties"][name] = choices.of(column.name, codes)
    return described


def _require_known(kind: Kind[R], values: Any, standing: Mapping[str, Any]) -> None:  # noqa: ANN401
    if not isinstance(values, Mapping):
        return
    for one in strangers(kind, values, standing):
        raise UnknownCodeError(
            code=one.code, field=one.field, name=list_name(one), list_id=one.codes
        )


def _require_whole(kind: Kind[R], values: Mapping[str, Any]) -> None:
    for name in COVERED.get(kind.name, {}):
        if "*" in str(values.get(name, "")):
            raise CoveredNumberError(field=name)


def _of_row(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a class of rows
    hints = get_type_hints(row)
    required = [
        one.name for one in fields(row) if one.default is MISSING and one.default_factory is MISSING
    ]
    return {
        "type": "object",
        "properties": {name: _of_type(hint) for name, hint in hints.items()},
        "required": required,
        "additionalProperties": False,
    }


def _of_type(hint: Any) -> dict[str, Any]:  # noqa: ANN401 - what an annotation evaluates to
    """Describe the JSON of a field's type; None is the same as leaving the field out."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (alone,) = [one for one in arguments if one is not type(None)]
        return _of_type(alone)
    if origin is tuple:
        return {"type": "array", "items": _of_type(arguments[0])}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _TEXT}
    plain = getattr(hint, "__supertype__", hint)
    if plain in _SIMPLE:
        return _SIMPLE[plain]
    if is_dataclass(plain):
        return _of_row(plain)
    return {"enum": [str(choice) for choice in hint]}
