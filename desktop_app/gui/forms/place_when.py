"""When one of several places was visited, in one line: a day, a range of days, or words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.domain.visit import Place
from desktop_app.gui.widgets.date_edit import read_day
from desktop_app.gui.widgets.typed_line import TextLine

_ISO = r"\d{4}-\d{2}-\d{2}"
_WRITTEN = re.compile(rf"(?P<first>{_ISO})(?:–(?P<last>{_ISO}))?(?:\s+(?P<words>.*))?", re.DOTALL)
_UNTIL = re.compile(r"\s*[–—~～至到]\s*")
_DAY_ONLY = re.compile(r"(\d{1,2})日?")

When = tuple[date | None, date | None, str]


def when_of(place: Place) -> str:
    """Write the time of a place so that `read_when` reads it again."""
    if place.first_day is None:
        return place.day_words
    days = [day.isoformat() for day in (place.first_day, place.last_day) if day]
    return " ".join(part for part in ("–".join(days), place.day_words) if part)


def read_when(written: str) -> When:
    """Read what `when_of` wrote: first day, last day, words."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None, None, written
    try:
        first = date.fromisoformat(found["first"])
        last = date.fromisoformat(found["last"]) if found["last"] else None
    except ValueError:
        return None, None, written
    return first, last, found["words"] or ""


def tidy_when(typed: str, today: date) -> str:
    """Write days out in full where the text is a day or a range; 1.13~15 is enough to type."""
    head, *rest = _UNTIL.split(typed.strip(), maxsplit=1)
    first = read_day(head, today)
    if first is None:
        return typed.strip()
    if not rest:
        return first.isoformat()
    last = _last_day(rest[0], first)
    return f"{first.isoformat()}–{last.isoformat()}" if last else typed.strip()


def _last_day(typed: str, first: date) -> date | None:
    alone = _DAY_ONLY.fullmatch(typed)
    if alone is None:
        return read_day(typed, first)
    try:
        return first.replace(day=int(alone[1]))
    except ValueError:
        return None


class WhenLine(TextLine):
    """A line in which days are written out as soon as it is left; its value is a text."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today

    def value(self) -> str:
        """Give the time as `when_of` would write it."""
        return tidy_when(self.text(), self._today())
