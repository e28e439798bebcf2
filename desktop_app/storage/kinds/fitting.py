"""Does a value that came from another laptop have the type that a record declares?"""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


@cache
def hints_of(record: Any) -> dict[str, Any]:
    """Give the declared types of a record's fields."""
    return get_type_hints(record)


def fits(value: Any, hint: Any) -> bool:
    """Tell whether a value, with all that it is made of, is what a type hint says."""
    if hint is Any:  # which is a class itself since Python 3.11
        return True
    if isinstance(hint, type):
        return _fits_plain(value, hint)
    hint = getattr(hint, "__supertype__", hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        return any(fits(value, one) for one in inner)
    if origin is tuple:
        return _fits_tuple(value, inner)
    if origin is not None and issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(
            fits(name, inner[0]) and fits(one, inner[1]) for name, one in value.items()
        )
    return _fits_plain(value, types.NoneType if hint is None else hint)


def _fits_plain(value: Any, hint: Any) -> bool:
    if type(value) is hint:
        record: Any = hint
        known = hints_of(record) if hasattr(value, "__dataclass_fields__") else {}
        return all(fits(getattr(value, name), one) for name, one in known.items())
    return hint not in {int, bool, str} and isinstance(value, hint)


def blank(hint: Any) -> Any:
    """Give the emptiest value of a type, for a field that every record of its kind has."""
    hint = getattr(hint, "__supertype__", hint)
    origin = get_origin(hint)
    if origin is not None:
        return () if origin is tuple else {}
    if issubclass(hint, Enum):
        return next(iter(hint))
    return hint.min if issubclass(hint, date) else hint()


def _fits_tuple(value: Any, inner: tuple[Any, ...]) -> bool:
    if not isinstance(value, tuple):
        return False
    if len(inner) == 2 and inner[1] is Ellipsis:
        return all(fits(one, inner[0]) for one in value)
    return len(value) == len(inner) and all(map(fits, value, inner))
