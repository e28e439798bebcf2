"""The columns of the code lists and of their choices."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.codelists import CodeList, Entry
from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _, mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """A code list, and how many of its choices the office has added."""

    chosen: CodeList
    own: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceLine:
    """A choice, and whether the office has added it."""

    entry: Entry
    is_own: bool


def state_words(line: ChoiceLine) -> str:
    """Say whether a choice is offered, and whose it is where that is not the program's."""
    entry = line.entry
    if entry.retired:
        return _("out of use")
    if entry.ahead:
        return _("from {year} on").format(year=entry.valid_from)
    return _("our own") if line.is_own else ""


def state_tone(line: ChoiceLine) -> str:
    """Give the tone of the badge that says so."""
    if line.entry.retired or line.entry.ahead:
        return "warn"
    return "info"


LIST_COLUMNS: tuple[Column[ListLine], ...] = (
    Column(mark("Code list"), lambda one: one.chosen.label, order="label", stretch=True),
    Column(
        mark("Choices"),
        lambda one: str(len(one.chosen.current)),
        lambda one: len(one.chosen.current),
        order="choices",
        right=True,
        width=3,
    ),
    Column(
        mark("Our own"),
        lambda one: str(one.own) if one.own else "",
        lambda one: one.own,
        order="own",
        right=True,
        width=3,
    ),
)

CHOICE_COLUMNS: tuple[Column[ChoiceLine], ...] = (
    Column(mark("Chinese"), lambda one: one.entry.name, order="name", stretch=True),
    Column(mark("English"), lambda one: one.entry.english, order="english", width=11, leave=3),
    Column(mark("Code"), lambda one: one.entry.code, order="code", width=9, leave=2),
    Column(mark("State"), state_words, order="state", badge=state_tone, width=5.5),
    Column(mark("Source"), lambda one: one.entry.source, order="source", width=8, leave=1),
)
