"""An older program within this process: it lacks a field, a kind, and a value of a field.

The dictionary of kinds is the one that every module reads, so it is altered in place while a
laptop with the older program is at work.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.storage.kinds import KINDS, Column, Kind

UNHEARD_OF = "丙"  # a remark that the older program cannot hold, as an option added since


@dataclass(frozen=True, slots=True)
class _Narrower(Column):
    """A column as it was before one more value was added."""

    def takes(self, cell: Any, hint: Any) -> bool:
        return cell != UNHEARD_OF and super(_Narrower, self).takes(cell, hint)


def _older() -> dict[str, Kind[Any]]:
    """Give the kinds of a program without employers, roster lines, and the remark `丙`."""
    person = KINDS["beneficiary"]
    narrow = _Narrower("remarks", person.column("remarks").stream, from_cell=str)
    columns = tuple(
        narrow if one.name == "remarks" else one for one in person.columns if one.name != "employer"
    )
    kept = {name: kind for name, kind in KINDS.items() if name != "roster_entry"}
    return kept | {"beneficiary": replace(person, columns=columns)}


OLDER = _older()


@contextmanager
def older_program() -> Iterator[None]:
    """Let everything inside the block be done by the older program."""
    now = dict(KINDS)
    KINDS.clear()
    KINDS.update(OLDER)
    try:
        yield
    finally:
        KINDS.clear()
        KINDS.update(now)
