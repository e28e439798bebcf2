"""How long work speaks to whoever waits for it."""

from __future__ import annotations

from typing import Protocol


class CancelledError(Exception):
    """The person waiting has changed their mind; nothing was kept."""


class Progress(Protocol):
    """Told after every item; raises CancelledError when the work should stop."""

    def __call__(self, done: int, total: int, /) -> None:
        """Report how many items are behind us, and how many there are in all."""


def unwatched(done: int, total: int, /) -> None:
    """Report to nobody."""
