"""Long lists of ids, parted into as many as one query takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Id = TypeVar("Id", str, int)
IN_ONE_QUERY = 500


def batches(ids: Sequence[Id]) -> Iterator[Sequence[Id]]:
    """Part ids into as many as one query takes."""
    for start in range(0, len(ids), IN_ONE_QUERY):
        yield ids[start : start + IN_ONE_QUERY]
