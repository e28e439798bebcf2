"""How a person likes the lists on this laptop: columns, order, and filters kept under a name.

All of it lies in the encrypted ledger, for a filter may name a person; it is not synchronised.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk

MAX_NAME = 40

FilterState = Mapping[str, str]
"""What each filter of a list is set to, by the filter's name; what is off is left out."""


class FilterNameError(CircumstanceError):
    """A kept filter needs a name that fits on its chip."""

    message = mark("Give the filter a name of at most {limit} characters.")


class FilterNameTakenError(CircumstanceError):
    """Another kept filter of this list has the name."""

    message = mark("There is a filter called “{name}” already.")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns from left to right (none chosen: the usual ones) and the order of a list."""

    columns: tuple[str, ...] = ()
    order: str = ""
    down: bool = False


class ListViews:
    """What the person at the desk has chosen, list by list."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def layout(self, listed: str) -> Layout:
        """Give the columns and the order of a list."""
        found = self._read("layout", listed)
        try:
            return Layout(
                tuple(map(str, found["columns"])), str(found["order"]), bool(found["down"])
            )
        except (KeyError, TypeError):
            return Layout()

    def keep_layout(self, listed: str, layout: Layout) -> None:
        """Remember columns and order."""
        if layout != self.layout(listed):
            self._write("layout", listed, asdict(layout))

    def filters(self, listed: str) -> dict[str, FilterState]:
        """Give the kept filters of a list by their names, in the order of keeping."""
        found = self._read("filters", listed)
        return {str(name): dict(state) for name, state in found.items() if isinstance(state, dict)}

    def keep_filter(self, listed: str, name: str, state: FilterState) -> str:
        """Keep a filter under a name, in place of one of the same name; give the name."""
        name = _tidy(name)
        self._write("filters", listed, {**self.filters(listed), name: dict(state)})
        return name

    def rename_filter(self, listed: str, old: str, new: str) -> str:
        """Give a kept filter another name; it stays in its place."""
        new, found = _tidy(new), self.filters(listed)
        if new != old and new in found:
            raise FilterNameTakenError(name=new)
        renamed = {new if name == old else name: state for name, state in found.items()}
        self._write("filters", listed, renamed)
        return new

    def drop_filter(self, listed: str, name: str) -> None:
        """Forget a kept filter."""
        left = {one: state for one, state in self.filters(listed).items() if one != name}
        self._write("filters", listed, left)

    def _read(self, what: str, listed: str) -> dict[str, Any]:
        try:
            found = json.loads(self._desk.store.setting(self._name(what, listed)) or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, what: str, listed: str, value: Mapping[str, Any]) -> None:
        text = json.dumps(value, ensure_ascii=False)
        self._desk.store.keep_setting(self._name(what, listed), text)

    def _name(self, what: str, listed: str) -> str:
        return f"{what} of {listed} for {self._desk.user.id}"


def _tidy(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME:
        raise FilterNameError(limit=str(MAX_NAME))
    return name
