"""Moments as they are kept: milliseconds since 1970, by the clock of whatever laptop wrote them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 1, 1, tzinfo=UTC)
LAST_MS = int(_LAST.timestamp() * 1000)
"""The last moment that is shown; a clock may be turned to anything, and an id say anything."""


def moment_of(at_ms: int) -> datetime:
    """Give a kept moment by universal time; one beyond the calendar is its first or last."""
    return _FIRST + timedelta(milliseconds=max(0, min(at_ms, LAST_MS)))


def local_moment(at_ms: int) -> datetime:
    """Give a kept moment by the time of where this laptop stands, within the same bounds."""
    moment = moment_of(at_ms)
    try:
        return moment.astimezone()
    except (OSError, OverflowError, ValueError):  # Windows knows no local time after 3000
        return moment
