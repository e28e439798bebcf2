"""The kinds of synchronised records, each kept in the table of its name.

A cell holds a plain JSON value. A missing value and an empty one are the same: no cell.
"""

from __future__ import annotations

from typing import Any

from desktop_app.storage.kinds.attachments import ATTACHMENT
from desktop_app.storage.kinds.employers import (
    EMPLOYER,
    EMPLOYER_MEASURE,
    RISK_CHECK,
    SAFETY_CHECK,
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
from desktop_app.storage.kinds.needs import NEED, NEED_STEP, REFERRAL
from desktop_app.storage.kinds.office import DEVICE, ORGANISATION, USER
from desktop_app.storage.kinds.people import BENEFICIARY, HARDSHIP_FILE, HOUSEHOLD_MEMBER
from desktop_app.storage.kinds.scans import SCAN, SIGNATURE_CHECK
from desktop_app.storage.kinds.unions import UNION
from desktop_app.storage.kinds.visits import ROUTE, VISIT

KINDS: dict[str, Kind[Any]] = {
    kind.name: kind
    for kind in (
        ORGANISATION,
        DEVICE,
        USER,
        BENEFICIARY,
        HOUSEHOLD_MEMBER,
        HARDSHIP_FILE,
        EMPLOYER,
        EMPLOYER_MEASURE,
        RISK_CHECK,
        SAFETY_CHECK,
        CAMPAIGN,
        ROSTER_ENTRY,
        VISIT,
        ROUTE,
        NEED,
        NEED_STEP,
        REFERRAL,
        GRANT,
        GRANT_DECISION,
        GRANT_VOID,
        HANDOVER,
        SHEET,
        PRINTING,
        SHEET_VOID,
        UNION,
        ATTACHMENT,
        SCAN,
        SIGNATURE_CHECK,
    )
}

__all__ = [
    "ATTACHMENT",
    "BENEFICIARY",
    "CAMPAIGN",
    "DEVICE",
    "EMPLOYER",
    "EMPLOYER_MEASURE",
    "GRANT",
    "GRANT_DECISION",
    "GRANT_VOID",
    "HANDOVER",
    "HARDSHIP_FILE",
    "HOUSEHOLD_MEMBER",
    "KINDS",
    "NEED",
    "NEED_STEP",
    "ORGANISATION",
    "PRINTING",
    "REFERRAL",
    "RISK_CHECK",
    "ROSTER_ENTRY",
    "ROUTE",
    "SAFETY_CHECK",
    "SCAN",
    "SHEET",
    "SHEET_VOID",
    "SIGNATURE_CHECK",
    "UNION",
    "USER",
    "VISIT",
    "Column",
    "Kind",
    "StreamClass",
    "canonical",
]
