"""Typed ids of records: UUIDv7 as 32 lower-case hexadecimal digits."""

from __future__ import annotations

import secrets
import threading
import time
from typing import NewType

ActivityId = NewType("ActivityId", str)
AttachmentId = NewType("AttachmentId", str)
BeneficiaryId = NewType("BeneficiaryId", str)
CampaignId = NewType("CampaignId", str)
ChildId = NewType("ChildId", str)
CodeEntryId = NewType("CodeEntryId", str)
DeviceId = NewType("DeviceId", str)
ErasureId = NewType("ErasureId", str)
EmployerId = NewType("EmployerId", str)
EmployerMeasureId = NewType("EmployerMeasureId", str)
GrantDecisionId = NewType("GrantDecisionId", str)
FundIncomeId = NewType("FundIncomeId", str)
GrantId = NewType("GrantId", str)
GrantVoidId = NewType("GrantVoidId", str)
HandoverId = NewType("HandoverId", str)
HardshipFileId = NewType("HardshipFileId", str)
HouseholdMemberId = NewType("HouseholdMemberId", str)
MergeId = NewType("MergeId", str)
NeedId = NewType("NeedId", str)
NeedStepId = NewType("NeedStepId", str)
OrganisationId = NewType("OrganisationId", str)
PrintingId = NewType("PrintingId", str)
ProcedureStepId = NewType("ProcedureStepId", str)
ReferralId = NewType("ReferralId", str)
RiskCheckId = NewType("RiskCheckId", str)
RosterEntryId = NewType("RosterEntryId", str)
RouteId = NewType("RouteId", str)
SafetyCheckId = NewType("SafetyCheckId", str)
ScanId = NewType("ScanId", str)
SecondKeyingId = NewType("SecondKeyingId", str)
SheetId = NewType("SheetId", str)
SheetVoidId = NewType("SheetVoidId", str)
SignatureCheckId = NewType("SignatureCheckId", str)
UnionId = NewType("UnionId", str)
UserId = NewType("UserId", str)
VisitId = NewType("VisitId", str)
VoidRequestId = NewType("VoidRequestId", str)
WorkerProfileId = NewType("WorkerProfileId", str)

_RANDOM_BITS = 74
_VERSION = 7
_VARIANT = 0b10


class _Series:
    """Rising pairs of millisecond and random part."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # A clock before 1970 adds to this; no negative number could be an id.
        self._ms, self._random = 0, secrets.randbits(_RANDOM_BITS)

    def next(self, now_ms: int) -> tuple[int, int]:
        """Step to the time of now, or within the last millisecond by a random stride."""
        with self._lock:
            stepped = self._random + 1 + secrets.randbits(32)
            if now_ms > self._ms:
                self._ms, self._random = now_ms, secrets.randbits(_RANDOM_BITS)
            elif stepped >> _RANDOM_BITS:
                self._ms, self._random = self._ms + 1, secrets.randbits(_RANDOM_BITS)
            else:
                self._random = stepped
            return self._ms, self._random


_series = _Series()


def new_id(now_ms: int | None = None) -> str:
    """Give a fresh id, greater than every id given before by this process.

    `now_ms` is milliseconds since 1970; a clock that was set back does not break the order.
    Layout: RFC 9562, section 5.7.
    """
    ms, random = _series.next(time.time_ns() // 1_000_000 if now_ms is None else now_ms)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return f"{ms << 80 | _VERSION << 76 | high << 64 | _VARIANT << 62 | low:032x}"


def made_at_ms(identifier: str) -> int:
    """Tell when an id was made, in milliseconds since 1970, by the clock of the laptop it is of."""
    return int(identifier[:12], 16)
