"""The suite: which measurements there are, and what is written of them."""

from __future__ import annotations

import json
import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import desktop_app
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.measuring.figure import Figure

PROVINCE = 55_896
HEADS = ("figure", "median", "spread", "processor", "target", "reference in the same run")
TABLE, FIGURES = "benchmarks.md", "benchmarks.json"
_ROOM = "desktop_app.services.measuring"
_PLACES = {
    "start": (f"{_ROOM}.ledger", "start_up"),
    "ledger": (f"{_ROOM}.ledger", "ledger"),
    "import": (f"{_ROOM}.office_work", "roster"),
    "backup": (f"{_ROOM}.office_work", "backup"),
    "filter": (f"{_ROOM}.office_work", "filters"),
    "exchange": (f"{_ROOM}.exchange", "exchange"),
    "scan-back": (f"{_ROOM}.scan_back", "scan_back"),
    "paper": (f"{_ROOM}.paper", "paper"),
}
NAMES = tuple(_PLACES)

Measurement = Callable[[Path, int], Iterator[Figure]]


class NotWrittenError(CircumstanceError):
    """The folder for the figures cannot be written into."""

    message = mark("The folder for the figures cannot be written into: {reason}")


def measure(names: Sequence[str], people: int) -> Iterator[Figure]:
    """Measure what is named on so many people; each figure is given as soon as it is known.

    What is made for it goes when its measurement is done.
    """
    for name in names:
        module, function = _PLACES[name]
        measurement: Measurement = getattr(import_module(module), function)
        with tempfile.TemporaryDirectory(prefix="nuanfang-bench-") as folder:
            yield from measurement(Path(folder), people)


def told(figures: Sequence[Figure], people: int) -> dict[str, Any]:
    """Give what a program reads: the figures, and the machine that they hold for."""
    return {
        "version": desktop_app.__version__,
        "machine": machine(),
        "people": people,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "figures": [figure.written() for figure in figures],
    }


def machine() -> str:
    """Describe the machine in a few words."""
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"


def table(figures: Sequence[Figure]) -> str:
    """Set the figures in a table of Markdown."""
    rows = [HEADS, ["---"] * len(HEADS), *(figure.cells() for figure in figures)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def write(figures: Sequence[Figure], people: int, folder: Path) -> tuple[Path, Path]:
    """Write the table and the JSON into a folder. Raises NotWrittenError."""
    head = f"{machine()}; {people:,} people\n\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / TABLE).write_text(head + table(figures), encoding="utf-8")
        written = json.dumps(told(figures, people), ensure_ascii=False, indent=1)
        (folder / FIGURES).write_text(written, encoding="utf-8")
    except OSError as error:
        raise NotWrittenError(reason=error.strerror or error) from error
    return folder / TABLE, folder / FIGURES
