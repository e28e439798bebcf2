"""What a merge did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.storage.parked import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a merge did. Counts of records are by kind; `parked` is what still waits.

    `erased` counts the fields whose values were erased for good, `contents` names their files.
    """

    saves: int
    already: int
    aside: int
    revoked: int
    new: Mapping[str, int]
    changed: Mapping[str, int]
    deleted: int
    conflicts: int
    new_people: tuple[str, ...]
    new_handovers: tuple[str, ...]
    parked: tuple[Range, ...]
    unread: int = 0
    erased: int = 0
    contents: tuple[str, ...] = ()
