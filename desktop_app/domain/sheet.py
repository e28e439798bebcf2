"""Numbered paper: sheets, their numbers, what came out of the printer, what was voided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

from desktop_app.domain.identity import (
    CampaignId,
    GrantId,
    PrintingId,
    SheetId,
    SheetVoidId,
    UserId,
    VisitId,
    VoidRequestId,
)

NO_CAMPAIGN = CampaignId("")
BETWEEN_NUMBERS = "、"  # where a sheet replaces several


class SheetKind(StrEnum):
    """The sheets that carry a number; the value is also the name on the command line."""

    CONDOLENCE = "condolence"
    RECEIPT = "receipt"
    SIGN_ROSTER = "sign-roster"
    GOODS_ROSTER = "goods-roster"
    VISIT_RECORD = "visit-record"


class PlainKind(StrEnum):
    """The sheets that take no number: looked at, sent, hung up or written on."""

    LEDGER = "ledger"
    RECORD = "record"
    ARCHIVE_FILE = "archive-file"
    PUBLIC_NOTICE = "public-notice"
    LETTER = "letter"
    SUMMARY = "summary"
    BLANK = "blank"
    ROUTE = "route"
    ENROLMENT = "enrolment"
    NUMBER_REGISTER = "number-register"
    COVER = "cover"
    RULER = "ruler"


class SheetState(StrEnum):
    """What is known of a number; derived from the facts about it."""

    UNRESOLVED = "unresolved"
    PRINTED = "printed"
    RETURNED = "returned"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A number taken from this laptop's series and the values frozen on the paper under it.

    `campaign` is "" for the record of a visit that belongs to none.
    """

    id: SheetId
    kind: SheetKind
    number: str
    year: int
    serial: int
    device_code: str
    campaign: CampaignId = NO_CAMPAIGN
    grant: GrantId | None = None
    visit: VisitId | None = None
    amount_fen: int = 0
    replaces: str | None = None
    frozen: Mapping[str, Any] = field(default_factory=dict)
    reserved_by: UserId
    reserved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One pass of a sheet through the printer: copy 0 is the original, copy n the n-th 补打.

    `came_out` is False where a clerk says that no paper came: the number is then returned.
    """

    id: PrintingId
    sheet: SheetId
    copy: int
    came_out: bool = True
    file_sha256: str = ""
    reason: str = ""
    printed_by: UserId
    printed_at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetVoid:
    """A sheet declared void, and why."""

    id: SheetVoidId
    sheet: SheetId
    reason: str
    voided_by: UserId
    voided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidRequest:
    """Somebody who may not void a sheet says that it was printed wrongly, and why.

    It is settled when the sheet is void, or when it was refused.
    """

    id: VoidRequestId
    sheet: SheetId
    reason: str
    asked_by: UserId
    asked_on: date
    refused_by: UserId | None = None
    refused_on: date | None = None
    refused_because: str = ""


def sheet_number(union_code: str, device_code: str, year: int, serial: int) -> str:
    """Write a number: union code, laptop code, year, serial, check character (MOD 37,36)."""
    body = f"{union_code}-{device_code}-{year % 100:02d}-{serial:06d}"
    return f"{body}-{mod_37_36.calc_check_digit(body.replace('-', ''))}"


def number_is_right(number: str) -> bool:
    """Tell whether the check character of a number fits the rest."""
    try:
        mod_37_36.validate(number.replace("-", ""))
    except ValidationError:
        return False
    return True
