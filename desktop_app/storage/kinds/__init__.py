"""The kinds of synchronised records, each kept in the table of its name.

A cell holds a plain JSON value. A missing value and an empty one are the same: no cell.
"""

from __future__ import annotations

from typing import Any

from desktop_app.storage.kinds.activities import ACTIVITY
from desktop_app.storage.kinds.attachments import ATTACHMENT
from desktop_app.storage.kinds.households import (
    HARDSHIP_FILE,
    HOUSEHOLD,
    HOUSEHOLD_MEMBER,
    PROCEDURE_STEP,
)
from desktop_app.storage.kinds.kind import Column, Kind, StreamClass, canonical
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
from desktop_app.storage.kinds.people import BENEFICIARY
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
        PROCEDURE_STEP,
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
        ATTACHMENT,
        ACTIVITY,
    )
}

__all__ = [
    "ACTIVITY",
    "ATTACHMENT",
    "BENEFICIARY",
    "CAMPAIGN",
    "DEVICE",
    "GRANT",
    "GRANT_DECISION",
    "GRANT_VOID",
    "HANDOVER",
    "HARDSHIP_FILE",
    "HOUSEHOLD",
    "HOUSEHOLD_MEMBER",
    "KINDS",
    "ORGANISATION",
    "PRINTING",
    "PROCEDURE_STEP",
    "ROSTER_ENTRY",
    "SHEET",
    "SHEET_VOID",
    "USER",
    "VISIT",
    "Column",
    "Kind",
    "StreamClass",
    "canonical",
]
