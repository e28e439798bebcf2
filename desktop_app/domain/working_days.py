"""Working days: Monday to Friday, but for the public holidays and the weekends worked for them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from desktop_app import paths

_WEEKEND = 5
_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Tell whether offices work that day, as the State Council arranged the year."""
    off, worked = _arranged()
    if day in worked:
        return True
    return day.weekday() < _WEEKEND and day not in off


def working_days(first: date, last: date) -> int:
    """Count the working days from one day to another, both included."""
    return sum(is_working_day(day) for day in _days(first, last))


def last_of(first: date, wanted: int) -> date:
    """Give the day on which so many working days are full, `first` included if it is one."""
    day, left = first, wanted - is_working_day(first)
    while left > 0:
        day += _DAY
        left -= is_working_day(day)
    return day


def years_known() -> tuple[int, ...]:
    """Give the years whose holidays are known; the others count weekends alone."""
    return tuple(one["year"] for one in _years())


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * _DAY for n in range((last - first).days + 1))


@lru_cache(maxsize=1)
def _arranged() -> tuple[frozenset[date], frozenset[date]]:
    off, worked = set[date](), set[date]()
    for one in _years():
        for days in one["off"]:
            first, _to, last = days.partition("..")
            off.update(_days(_day(one["year"], first), _day(one["year"], last or first)))
        worked.update(_day(one["year"], day) for day in one["worked"])
    return frozenset(off), frozenset(worked)


def _day(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")


@lru_cache(maxsize=1)
def _years() -> list[dict[str, Any]]:
    with (paths.resources() / "codelists" / "holidays.toml").open("rb") as file:
        return list(tomllib.load(file)["year"])
