"""The kinds of synchronised records, each kept in the table of its name.

A cell holds a plain JSON value. A missing value and an empty one are the same: no cell.
"""

from __future__ import annotations

from typing import Any

from desktop_app.storage.kinds.activities import (
    ACTIVITY,
)
from desktop_app.storage.kinds.attachments import (
    ATTACHMENT,
)
from desktop_app.storage.kinds.codes import (
    CODE_ENTRY,
)
from desktop_app.storage.kinds.employers import (
    EMPLOYER,
    EMPLOYER_MEASURE,
    RISK_CHECK,
    SAFETY_CHECK,
)
from desktop_app.storage.kinds.erasures import (
    ERASURE,
)
from desktop_app.storage.kinds.funds import (
    FUND_INCOME,
)
from desktop_app.storage.kinds.households import (
    HARDSHIP_FILE,
    HOUSEHOLD,
    HOUSEHOLD_MEMBER,
    PROCEDURE_STEP,
)
from desktop_app.storage.kinds.kind import Chosen, Column, Kind, StreamClass, canonical
from desktop_app.storage.kinds.merging import (
    PERSON_MERGE,
    SECOND_KEYING,
)
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
    VOID_REQUEST,
)
from desktop_app.storage.kinds.needs import (
    NEED,
    NEED_STEP,
    REFERRAL,
)
from desktop_app.storage.kinds.office import (
    DEVICE,
    ORGANISATION,
    USER,
)
from desktop_app.storage.kinds.people import (
    BENEFICIARY,
)
from desktop_app.storage.kinds.scans import (
    SCAN,
    SIGNATURE_CHECK,
)
from desktop_app.storage.kinds.sections import (
    FRONTLINE_POST,
    LEFT_BEHIND_CHILD,
    MIGRANT_ORIGIN,
    MODEL_WORKER,
    PLATFORM_WORK,
    STAYING_PUT,
)
from desktop_app.storage.kinds.unions import (
    UNION,
)
from desktop_app.storage.kinds.visits import (
    ROUTE,
    VISIT,
)

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
        MODEL_WORKER,
        FRONTLINE_POST,
        MIGRANT_ORIGIN,
        STAYING_PUT,
        PLATFORM_WORK,
        LEFT_BEHIND_CHILD,
        EMPLOYER,
        EMPLOYER_MEASURE,
        RISK_CHECK,
        SAFETY_CHECK,
        CAMPAIGN,
        ROSTER_ENTRY,
        GRANT,
        GRANT_DECISION,
        GRANT_VOID,
        HANDOVER,
        SHEET,
        PRINTING,
        SHEET_VOID,
        VOID_REQUEST,
        VISIT,
        ROUTE,
        NEED,
        NEED_STEP,
        REFERRAL,
        ACTIVITY,
        ATTACHMENT,
        PERSON_MERGE,
        SECOND_KEYING,
        CODE_ENTRY,
        UNION,
        FUND_INCOME,
        SCAN,
        SIGNATURE_CHECK,
        ERASURE,
    )
}

__all__ = [
    "ACTIVITY",
    "ATTACHMENT",
    "BENEFICIARY",
    "CAMPAIGN",
    "CODE_ENTRY",
    "DEVICE",
    "EMPLOYER",
    "EMPLOYER_MEASURE",
    "ERASURE",
    "FRONTLINE_POST",
    "FUND_INCOME",
    "GRANT",
    "GRANT_DECISION",
    "GRANT_VOID",
    "HANDOVER",
    "HARDSHIP_FILE",
    "HOUSEHOLD",
    "HOUSEHOLD_MEMBER",
    "KINDS",
    "LEFT_BEHIND_CHILD",
    "MIGRANT_ORIGIN",
    "MODEL_WORKER",
    "NEED",
    "NEED_STEP",
    "ORGANISATION",
    "PERSON_MERGE",
    "PLATFORM_WORK",
    "PRINTING",
    "PROCEDURE_STEP",
    "REFERRAL",
    "RISK_CHECK",
    "ROSTER_ENTRY",
    "ROUTE",
    "SAFETY_CHECK",
    "SCAN",
    "SECOND_KEYING",
    "SHEET",
    "SHEET_VOID",
    "SIGNATURE_CHECK",
    "STAYING_PUT",
    "UNION",
    "USER",
    "VISIT",
    "VOID_REQUEST",
    "Chosen",
    "Column",
    "Kind",
    "StreamClass",
    "canonical",
]
