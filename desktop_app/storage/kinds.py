"""The kinds of synchronised records: how each is cut into cells, and which stream bears which.

A cell holds a plain JSON value. A missing value and an empty one are the same: no cell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sized
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from desktop_app.domain import names
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign, Cap, RosterEntry, Standard
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.grant import Grant, GrantBasis, GrantDecision, GrantVoid, Handover
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.organisation import Device, Organisation
from desktop_app.domain.resident_id import Sex
from desktop_app.domain.role import Role
from desktop_app.domain.sheet import Printing, Sheet, SheetKind, SheetVoid
from desktop_app.domain.user import User
from desktop_app.domain.visit import Finding, Group, Place, Visit, Visitor

R = TypeVar("R")

_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


class StreamClass(StrEnum):
    """Which laptops may hold a cell: what everyone needs, personal data, money, office."""

    CORE = "core"
    PII = "pii"
    MONEY = "money"
    ADMIN = "admin"


CORE, PII, MONEY, ADMIN = StreamClass


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a kind: its stream, its SQL type, and the way to and from a JSON value."""

    name: str
    stream: StreamClass
    sql: str = "TEXT"
    to_cell: Callable[[Any], Any] | None = None
    from_cell: Callable[[Any], Any] | None = None
    is_json: bool = False

    def cell(self, value: Any) -> Any:
        """Turn the domain's value into a JSON value; an empty one into None."""
        if value is None or (isinstance(value, Sized) and not value):
            return None
        return self.to_cell(value) if self.to_cell else value

    def stored(self, cell: Any) -> Any:
        """Turn a JSON value into what the typed table holds."""
        if cell is None:
            return None
        if self.is_json:
            return canonical(cell)
        return int(cell) if isinstance(cell, bool) else cell

    def value(self, stored: Any) -> Any:
        """Turn what the typed table holds into the domain's value."""
        return self.from_cell(stored) if self.from_cell else stored


@dataclass(frozen=True)
class Kind(Generic[R]):
    """A kind of record, kept in the table of the same name; facts are never changed."""

    name: str
    record: Callable[..., R]
    columns: tuple[Column, ...]
    is_fact: bool = False
    derived: Mapping[str, Callable[[Mapping[str, Any]], Any]] | None = None

    def cells(self, record: R) -> dict[str, Any]:
        """Cut a record into its cells that are not empty."""
        cut = ((column.name, column.cell(getattr(record, column.name))) for column in self.columns)
        return {name: cell for name, cell in cut if cell is not None}

    def build(self, row: Mapping[str, Any]) -> R:
        """Put a record together from a row; what is missing takes the record's default."""
        values = {
            column.name: column.value(row[column.name])
            for column in self.columns
            if row[column.name] is not None
        }
        return self.record(id=row["id"], **values)

    def column(self, name: str) -> Column:
        """Find a column by its name."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


def canonical(value: Any) -> str:
    """Write JSON in the one form that is hashed: sorted keys, no spaces, no NaN."""
    return _CANONICAL.encode(value)


def _texts(stream: StreamClass, *names_: str) -> Iterable[Column]:
    return (Column(name, stream) for name in names_)


def _numbers(stream: StreamClass, *names_: str) -> Iterable[Column]:
    return (Column(name, stream, "INTEGER") for name in names_)


def _flags(stream: StreamClass, *names_: str) -> Iterable[Column]:
    return (Column(name, stream, "INTEGER", from_cell=bool) for name in names_)


def _day(name: str, stream: StreamClass) -> Column:
    return Column(name, stream, "TEXT", date.isoformat, date.fromisoformat)


def _choice(name: str, stream: StreamClass, choices: type[StrEnum]) -> Column:
    return Column(name, stream, "TEXT", str, choices)


def _words(name: str, stream: StreamClass) -> Column:
    return Column(name, stream, "TEXT", list, lambda text: tuple(json.loads(text)), is_json=True)


def _mapping(name: str, stream: StreamClass) -> Column:
    return Column(name, stream, "TEXT", dict, json.loads, is_json=True)


def _lines(name: str, stream: StreamClass, line: Callable[..., Any]) -> Column:
    def read(text: str) -> tuple[Any, ...]:
        return tuple(line(**values) for values in json.loads(text))

    def write(lines: Iterable[Any]) -> list[dict[str, Any]]:
        return [_plain(item) for item in lines]

    return Column(name, stream, "TEXT", write, read, is_json=True)


def _plain(line: Any) -> dict[str, Any]:
    values = ((name, getattr(line, name)) for name in line.__dataclass_fields__)
    return {name: value for name, value in values if value is not None}


def _plain_standard(standard: Standard) -> dict[str, Any]:
    return _plain(standard) | {"goods": [_plain(line) for line in standard.goods]}


def _read_standards(text: str) -> tuple[Standard, ...]:
    return tuple(
        Standard(**values | {"goods": tuple(GoodsLine(**line) for line in values["goods"])})
        for values in json.loads(text)
    )


def _sort_key(values: Mapping[str, Any]) -> str:
    """Order names as a Chinese reader expects: by pinyin, then by the characters."""
    syllables, _initials = names.pinyin_keys(values.get("name") or "")
    return f"{' '.join(syllables)} {values.get('name') or ''}"


ORGANISATION = Kind(
    "organisation",
    Organisation,
    (*_texts(ADMIN, "name", "level", "region", "code", "sheet_key"), *_flags(ADMIN, "is_sample")),
)
DEVICE = Kind("device", Device, tuple(_texts(ADMIN, "label", "code", "sign_pub")))
USER = Kind(
    "user",
    User,
    (*_texts(ADMIN, "name"), _choice("role", ADMIN, Role), *_flags(ADMIN, "active")),
)
BENEFICIARY = Kind(
    "beneficiary",
    Beneficiary,
    (
        *_texts(CORE, "name", "employer", "category", "remarks"),
        _choice("sex", CORE, Sex),
        _words("tags", CORE),
        *_texts(PII, "id_number", "id_override_reason", "ethnicity", "phone", "other_phone"),
        _day("birth_date", PII),
        *_texts(PII, "address", "bank_name", "bank_card", "bank_account_name"),
    ),
    derived={"sort_key": _sort_key},
)
HOUSEHOLD_MEMBER = Kind(
    "household_member",
    HouseholdMember,
    (
        *_texts(PII, "beneficiary", "name", "relation", "id_number"),
        _choice("sex", PII, Sex),
        _day("birth_date", PII),
        *_numbers(PII, "monthly_income_fen"),
        *_texts(PII, "health", "occupation"),
        _mapping("originals", PII),
    ),
)
HARDSHIP_FILE = Kind(
    "hardship_file",
    HardshipFile,
    (
        *_texts(PII, "beneficiary", "worker_number", "hardship_category", "political_status"),
        *_texts(PII, "health", "disability", "work_status", "model_worker_type", "housing"),
        *_numbers(PII, "floor_area_dm2"),
        *_texts(PII, "postcode", "worked_since", "industry", "marital_status", "hukou_type"),
        *_texts(PII, "hukou_region", "employer_nature", "employer_state"),
        *_flags(PII, "single_parent"),
        *_numbers(PII, "own_monthly_income_fen", "other_annual_income_fen"),
        *_numbers(PII, "household_annual_income_fen", "household_size", "per_head_monthly_fen"),
        *_texts(PII, "medical_insurance"),
        *_flags(PII, "self_help", "zero_employment"),
        *_texts(PII, "main_cause"),
        _words("other_causes", PII),
        *_texts(PII, "bank_branch"),
        _mapping("originals", PII),
    ),
)
CAMPAIGN = Kind(
    "campaign",
    Campaign,
    (
        *_texts(CORE, "name", "basis", "wish", "fund_source"),
        _day("starts", CORE),
        _day("ends", CORE),
        _day("cut_off", CORE),
        Column(
            "standards",
            CORE,
            to_cell=lambda standards: [_plain_standard(standard) for standard in standards],
            from_cell=_read_standards,
            is_json=True,
        ),
        Column("cap", CORE, "TEXT", _plain, lambda text: Cap(**json.loads(text)), is_json=True),
    ),
)
ROSTER_ENTRY = Kind(
    "roster_entry",
    RosterEntry,
    (
        *_texts(MONEY, "campaign", "beneficiary", "category", "fund_source", "unit", "source"),
        *_numbers(MONEY, "cash_fen"),
        _lines("goods", MONEY, GoodsLine),
    ),
)
VISIT = Kind(
    "visit",
    Visit,
    (
        *_texts(CORE, "campaign", "manner", "day_words", "risk_level", "delegation", "leader"),
        *_texts(CORE, "leader_title", "lone_visitor_reason"),
        _day("first_day", CORE),
        _day("last_day", CORE),
        _lines("places", CORE, Place),
        _lines("visitors", CORE, Visitor),
        _words("beneficiaries", CORE),
        _lines("groups", CORE, Group),
        _words("concerns", CORE),
        _lines("findings", PII, Finding),
        *_texts(PII, "difficulties", "requests", "exhortation", "remarks"),
    ),
)
GRANT = Kind(
    "grant",
    Grant,
    (
        *_texts(MONEY, "campaign", "beneficiary", "visit", "category", "fund_source", "method"),
        _choice("basis", MONEY, GrantBasis),
        *_numbers(MONEY, "cash_fen"),
        _lines("goods", MONEY, GoodsLine),
        *_texts(MONEY, "unit", "planned_by"),
        _day("planned_on", MONEY),
    ),
    is_fact=True,
)
GRANT_DECISION = Kind(
    "grant_decision",
    GrantDecision,
    (
        *_texts(MONEY, "grant", "reason", "decided_by"),
        *_flags(MONEY, "approved"),
        _day("decided_on", MONEY),
    ),
    is_fact=True,
)
GRANT_VOID = Kind(
    "grant_void",
    GrantVoid,
    (*_texts(MONEY, "grant", "reason", "voided_by"), _day("voided_on", MONEY)),
    is_fact=True,
)
HANDOVER = Kind(
    "handover",
    Handover,
    (*_texts(MONEY, "grant", "visit", "proxy_name", "proxy_relation"), _day("day", MONEY)),
    is_fact=True,
)
SHEET = Kind(
    "sheet",
    Sheet,
    (
        _choice("kind", MONEY, SheetKind),
        *_texts(MONEY, "number", "device_code", "campaign", "grant", "visit", "replaces"),
        *_numbers(MONEY, "year", "serial", "amount_fen"),
        _mapping("frozen", MONEY),
        *_texts(MONEY, "reserved_by"),
        _day("reserved_on", MONEY),
    ),
    is_fact=True,
)
PRINTING = Kind(
    "printing",
    Printing,
    (
        *_texts(MONEY, "sheet", "file_sha256", "reason", "printed_by"),
        *_numbers(MONEY, "copy", "printed_at_ms"),
        *_flags(MONEY, "came_out"),
    ),
    is_fact=True,
)
SHEET_VOID = Kind(
    "sheet_void",
    SheetVoid,
    (*_texts(MONEY, "sheet", "reason", "voided_by"), _day("voided_on", MONEY)),
    is_fact=True,
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
    )
}
