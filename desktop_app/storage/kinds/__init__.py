"""The kinds of synchronised records, each kept in the table of its name.

A cell holds a plain JSON value. A missing value and an empty one are the same: no cell.
"""

from __future__ import annotations

from typing import Any

from desktop_app.storage.kinds.kind import Column, Kind, StreamClass, canonical
from desktop_app.storage.kinds.merging import PERSON_MERGE, SECOND_KEYING
from desktop_app.storage.kinds.money import (
    CAMPAIGN,
    GRANT,
    GRANT_DECISION,
    GRANT_VOID,
    HANDOVER,
    PRINTING,
    ROSTER_ENTRY,
    SHEET,
    SHEET_VOID,
)
from desktop_app.storage.kinds.office import DEVICE, ORGANISATION, USER
from desktop_app.storage.kinds.people import BENEFICIARY, HARDSHIP_FILE, HOUSEHOLD_MEMBER
from desktop_app.storage.kinds.visits import VISIT

KINDS: dict[str, Kind[Any]] = {
    kind.name: kind
    for kind in (
        ORGANISATION,
        DEVICE,
        USER,
        BENEFICIARY,
        HOUSEHOLD_MEMBER,
        HARDSHIP_FILE,
        CAMPAIGN,
        ROSTER_ENTRY,
        VISIT,
        GRANT,
        GRANT_DECISION,
        GRANT_VOID,
        HANDOVER,
        SHEET,
        PRINTING,
        SHEET_VOID,
        PERSON_MERGE,
        SECOND_KEYING,
    )
}

__all__ = [
    "BENEFICIARY",
    "CAMPAIGN",
    "DEVICE",
    "GRANT",
    "GRANT_DECISION",
    "GRANT_VOID",
    "HANDOVER",
    "HARDSHIP_FILE",
    "HOUSEHOLD_MEMBER",
    "KINDS",
    "ORGANISATION",
    "PERSON_MERGE",
    "PRINTING",
    "ROSTER_ENTRY",
    "SECOND_KEYING",
    "SHEET",
    "SHEET_VOID",
    "USER",
    "VISIT",
    "Column",
    "Kind",
    "StreamClass",
    "canonical",
]
