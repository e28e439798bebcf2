"""Visitors in one line of words: 马丽（干事，县总工会）, or name, title and unit with blanks."""

from __future__ import annotations

import re

from desktop_app.domain.names import normalise_name
from desktop_app.domain.visit import Visitor

_BRACKETED = re.compile(r"(?P<name>[^（(]+)[（(](?P<rest>[^）)]*)[）)]?")


def visitor_words(visitor: Visitor) -> str:
    """Write a visitor with title and unit in brackets."""
    rest = "，".join(part for part in (visitor.title, visitor.unit) if part)
    return f"{visitor.name}（{rest}）" if rest else visitor.name


def read_visitor(text: str) -> Visitor | None:
    """Understand `马丽`, `马丽 干事 县总工会` and `马丽（干事，县总工会）`."""
    bracketed = _BRACKETED.fullmatch(text.strip())
    if bracketed:
        name = bracketed["name"]
        rest = [part.strip() for part in re.split("[,，]", bracketed["rest"], maxsplit=1)]
    else:
        name, *rest = text.split(maxsplit=2) or [""]
    title, unit = [*rest, "", ""][:2]
    name = normalise_name(name)
    return Visitor(name=name, title=title, unit=unit) if name else None
