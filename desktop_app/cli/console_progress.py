"""Progress of long work on a console: one line on standard error, at most twenty times a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from desktop_app.services.progress import Progress, unwatched

PAUSE_S = 0.05


class _Line:
    """Writes `words done/total` over itself."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._last = 0.0

    def __call__(self, done: int, total: int, /) -> None:
        now = time.monotonic()
        if done < total and now - self._last < PAUSE_S:
            return
        self._last = now
        click.echo(f"\r{self._words} {done}/{total}", err=True, nl=False)


@contextmanager
def on_console(words: str) -> Iterator[Progress]:
    """Show how far the work has come; a file or a pipe gets nothing."""
    if not sys.stderr.isatty():
        yield unwatched
        return
    line = _Line(words)
    try:
        yield line
    finally:
        click.echo(err=True)
