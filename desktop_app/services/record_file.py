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
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import new_id
from desktop_app.i18n import mark
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


class RecordFileError(CircumstanceError):
    """The file does not describe a record of this kind."""

    message = mark("This is not a record as `record schema {kind}` describes it: {what}")


def schema(kind: Kind[R]) -> dict[str, Any]:
    """Describe a record of a kind as JSON Schema; choices come from the code lists."""
    hints = get_type_hints(kind.record)
    properties = {column.name: _of_column(column, hints) for column in kind.columns}
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


def read(kind: Kind[R], text: str) -> R:
    """Read a record. Raises RecordFileError with the place that does not fit."""
    try:
        values = json.loads(text)
        fastjsonschema.validate(schema(kind), values)
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


def _of_column(column: Column, hints: Mapping[str, Any]) -> dict[str, Any]:
    if column.codes:
        one = {"enum": [entry.code for entry in CodeLists.load()[column.codes].entries]}
        return {"type": "array", "items": one} if column.is_json else one
    return _of_type(hints[column.name])


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
