"""A table on its way into a file: what stands above it, its columns, and its rows one by one."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark

Cell = str | int | Decimal | date | None
"""What stands in a cell: a text, a count, an amount in yuan, a day, or nothing."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_LONGEST = 32_000  # a workbook's cell holds 32,767 characters


class FileRefusedError(CircumstanceError):
    """The disk did not take the file; what was there before is as it was."""

    message = mark("{file} cannot be written: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The head of a column; `width` is in characters."""

    title: str
    width: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows that are read while they are written; `count` is how many there will be."""

    title: str
    remarks: tuple[str, ...]
    headings: tuple[Heading, ...]
    rows: Iterable[Sequence[Cell]]
    count: int


def cell_of(value: object) -> Cell:
    """Take a value into a cell; whatever is no number and no day is text."""
    if value is None or isinstance(value, (Decimal, date)):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _CONTROL.sub("", str(value))[:_LONGEST]


@contextmanager
def whole_or_not_at_all(target: Path, before_it_counts: Callable[[], object]) -> Iterator[BinaryIO]:
    """Write beside the target, and put the file in its place once it is safe on the disk.

    `before_it_counts` is called in between; where it raises, or the writing does, no file is
    left. Raises FileRefusedError for what the disk says.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        before_it_counts()
        part.replace(target)
    except OSError as error:
        raise FileRefusedError(
            file=target.name, reason=error.strerror or type(error).__name__
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def widths(titles: Sequence[str], samples: Sequence[Sequence[Cell]]) -> list[int]:
    """Give each column the room of its title and of its longest sample, in characters."""
    return [
        min(max(map(_room, (title, *(row[at] for row in samples))), default=8) + 2, 60)
        for at, title in enumerate(titles)
    ]


def _room(value: Cell) -> int:
    if isinstance(value, Decimal):
        return len(f"{value:,.2f}")
    text = str(value) if value is not None else ""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
