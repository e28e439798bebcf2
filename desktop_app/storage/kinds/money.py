"""The records of campaigns, grants and numbered sheets."""

from __future__ import annotations

import json
from typing import Any

from desktop_app.domain.campaign import Campaign, Cap, RosterEntry, Standard
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.grant import Grant, GrantBasis, GrantDecision, GrantVoid, Handover
from desktop_app.domain.sheet import Printing, Sheet, SheetKind, SheetVoid, VoidRequest
from desktop_app.storage.kinds.kind import (
    CORE,
    MONEY,
    Column,
    Kind,
    choice,
    code,
    day,
    flags,
    lines,
    mapping,
    numbers,
    plain,
    texts,
)


def _plain_standard(standard: Standard) -> dict[str, Any]:
    return plain(standard) | {"goods": [plain(line) for line in standard.goods]}


def _read_standards(text: str) -> tuple[Standard, ...]:
    return tuple(
        Standard(**values | {"goods": tuple(GoodsLine(**line) for line in values["goods"])})
        for values in json.loads(text)
    )


CAMPAIGN = Kind(
    "campaign",
    Campaign,
    (
        *texts(CORE, "name", "basis", "wish"),
        code("fund_source", CORE, "fund_source"),
        day("starts", CORE),
        day("ends", CORE),
        day("cut_off", CORE),
        Column(
            "standards",
            CORE,
            to_cell=lambda standards: [_plain_standard(standard) for standard in standards],
            from_cell=_read_standards,
            is_json=True,
            row_codes=(("category", "recipient_category"), ("fund_source", "fund_source")),
        ),
        Column("cap", CORE, "TEXT", plain, lambda text: Cap(**json.loads(text)), is_json=True),
    ),
)

ROSTER_ENTRY = Kind(
    "roster_entry",
    RosterEntry,
    (
        *texts(MONEY, "campaign", "beneficiary", "category", "fund_source", "unit", "source"),
        *numbers(MONEY, "cash_fen"),
        lines("goods", MONEY, GoodsLine),
    ),
)

GRANT = Kind(
    "grant",
    Grant,
    (
        *texts(MONEY, "campaign", "beneficiary", "visit", "category", "fund_source", "method"),
        choice("basis", MONEY, GrantBasis),
        *numbers(MONEY, "cash_fen"),
        lines("goods", MONEY, GoodsLine),
        *texts(MONEY, "unit", "planned_by"),
        day("planned_on", MONEY),
    ),
    is_fact=True,
)

GRANT_DECISION = Kind(
    "grant_decision",
    GrantDecision,
    (
        *texts(MONEY, "grant", "reason", "decided_by"),
        *flags(MONEY, "approved"),
        day("decided_on", MONEY),
    ),
    is_fact=True,
)

GRANT_VOID = Kind(
    "grant_void",
    GrantVoid,
    (*texts(MONEY, "grant", "reason", "voided_by"), day("voided_on", MONEY)),
    is_fact=True,
)

HANDOVER = Kind(
    "handover",
    Handover,
    (*texts(MONEY, "grant", "visit", "proxy_name", "proxy_relation"), day("day", MONEY)),
    is_fact=True,
)

SHEET = Kind(
    "sheet",
    Sheet,
    (
        choice("kind", MONEY, SheetKind),
        *texts(MONEY, "number", "device_code", "campaign", "grant", "visit", "replaces"),
        *numbers(MONEY, "year", "serial", "amount_fen"),
        mapping("frozen", MONEY),
        *texts(MONEY, "reserved_by"),
        day("reserved_on", MONEY),
    ),
    is_fact=True,
)

PRINTING = Kind(
    "printing",
    Printing,
    (
        *texts(MONEY, "sheet", "file_sha256", "reason", "printed_by"),
        *numbers(MONEY, "copy", "printed_at_ms"),
        *flags(MONEY, "came_out"),
    ),
    is_fact=True,
)

VOID_REQUEST = Kind(
    "void_request",
    VoidRequest,
    (
        *texts(MONEY, "sheet", "reason", "asked_by"),
        day("asked_on", MONEY),
        *texts(MONEY, "refused_by", "refused_because"),
        day("refused_on", MONEY),
    ),
)

SHEET_VOID = Kind(
    "sheet_void",
    SheetVoid,
    (*texts(MONEY, "sheet", "reason", "voided_by"), day("voided_on", MONEY)),
    is_fact=True,
)
