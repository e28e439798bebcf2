"""A record as facts under their captions, as its form calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.gui.forms.columns import FieldGrid
from desktop_app.gui.forms.form_plan import FormGroup
from desktop_app.gui.pages.person_parts import fact, named
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.storage.kinds import Kind

Say = Callable[[Any], str]
_ROOM = 13
_LONG = 24  # in Latin letters; a Chinese character takes the room of two


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a field is called, and what it says in words."""

    name: str
    caption: str
    words: str


def facts_of(
    kind: Kind[Any], record: object, plan: Iterable[FormGroup], said: Mapping[str, Say]
) -> Iterator[Fact]:
    """Say every filled field of a record in the order of its form.

    `said` tells how to say a field that is neither text, number, day, flag nor code.
    """
    for field in (one for group in plan for one in group.fields):
        value = getattr(record, field.name)
        if value in (None, "", ()):
            continue
        words = said[field.name](value) if field.name in said else _words(kind, field.name, value)
        yield Fact(name=field.name, caption=_(field.caption), words=words)


def grid_of(facts: Iterable[Fact], *others: tuple[str, QWidget]) -> QWidget:
    """Lay facts out, the long ones with a line of their own, and other things under captions."""
    grid = FieldGrid(2, _ROOM)
    for caption, shown in others:
        grid.add_cell(named(caption, shown))
    for one in facts:
        if "\n" in one.words or _length(one.words) > _LONG:
            grid.add_cell(named(one.caption, label(one.words, wrap=True)), wide=True)
        else:
            grid.add_cell(fact(one.caption, one.words))
    return grid


def _words(kind: Kind[Any], name: str, value: object) -> str:
    codes = kind.column(name).codes
    if isinstance(value, tuple):
        return "、".join(CodeLists.load()[codes].label_of(str(one)) for one in value)
    if codes:
        return CodeLists.load()[codes].label_of(str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value.isoformat() if isinstance(value, date) else str(value)


def _length(words: str) -> int:
    return sum(1 if character.isascii() else 2 for character in words)
