"""A record holds codes of the lists only: what is on no list is objected to.

A code that has been retired is on its list still. One that the record holds already stays, even
where the lists of this laptop do not know it: another laptop may have them from a later year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.issue import Issue, objection
from desktop_app.storage.kinds import Chosen, Kind

R = TypeVar("R")


def unknown_codes(kind: Kind[R], record: R, before: R | None) -> tuple[Issue, ...]:
    """Object to every code that is on no list and was not in the record before."""
    standing = kind.cells(before) if before is not None else {}
    return tuple(
        objection(one.field, "code_unknown", text=one.code, name=list_name(one))
        for one in strangers(kind, kind.cells(record), standing)
    )


def strangers(
    kind: Kind[Any], cells: Mapping[str, Any], standing: Mapping[str, Any]
) -> Iterator[Chosen]:
    """Find the codes of cells that are on no list, without those that stand there already."""
    lists = CodeLists.load()
    known = set(kind.codes_in(standing))
    for one in dict.fromkeys(kind.codes_in(cells)):
        if one not in known and lists[one.codes].entry(one.code) is None:
            yield one


def list_name(chosen: Chosen) -> str:
    """Say which list a code should be on."""
    return CodeLists.load()[chosen.codes].label
