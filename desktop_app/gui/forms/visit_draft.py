"""What stands in a visit's form, as plain JSON values, and back again exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from desktop_app.domain.visit import Visitor

_DAYS = ("first_day", "last_day")
_TABLES = ("groups", "more_places", "more_findings", "heard")


def packed(values: Mapping[str, object]) -> dict[str, Any]:
    """Make JSON values of a form's values."""
    return {name: _packed(value) for name, value in values.items()}


def unpacked(fields: Mapping[str, Any]) -> dict[str, object]:
    """Make the form's values of what `packed` made."""
    return {name: _unpacked(name, value) for name, value in fields.items()}


def _packed(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Visitor):
        return asdict(value)
    if isinstance(value, (tuple, list)):
        return [_packed(one) for one in value]
    return value


def _unpacked(name: str, value: Any) -> object:
    if name in _DAYS:
        return date.fromisoformat(value) if value else None
    if name == "visitors":
        return tuple(Visitor(**one) for one in value)
    if name in _TABLES:
        return tuple(dict(row) for row in value)
    return tuple(value) if isinstance(value, list) else value
