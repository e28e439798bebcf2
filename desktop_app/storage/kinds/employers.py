"""The records of employers: measures, labour-relations risks, safety."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.domain import employer
from desktop_app.domain.employer import Employer, EmployerMeasure
from desktop_app.domain.headcount import Headcount
from desktop_app.domain.workplace_check import Risk, RiskCheck, SafetyCheck, SafetyFinding
from desktop_app.storage.kinds.kind import (
    CORE,
    PII,
    Column,
    Kind,
    StreamClass,
    code,
    day,
    lines,
    numbers,
    plain,
    several,
    texts,
    words,
)

_DAYS = ("due_on", "rectified_on")


def _count(name: str, stream: StreamClass) -> Column:
    """Make a column of a number of people, exact or approximate."""
    return Column(
        name, stream, "TEXT", plain, lambda text: Headcount(**json.loads(text)), is_json=True
    )


def _plain_finding(finding: SafetyFinding) -> dict[str, Any]:
    values = plain(finding)
    return values | {name: values[name].isoformat() for name in _DAYS if name in values}


def _read_findings(text: str) -> tuple[SafetyFinding, ...]:
    return tuple(SafetyFinding(**_with_days(values)) for values in json.loads(text))


def _with_days(values: dict[str, Any]) -> dict[str, Any]:
    return values | {name: date.fromisoformat(values[name]) for name in _DAYS if name in values}


def _sort_key(values: Mapping[str, Any]) -> str:
    return employer.sort_key(values.get("name") or "")


def _finding_keys(values: Mapping[str, Any]) -> str:
    return employer.finding_keys(
        values.get("name") or "", values.get("also_called") or (), values.get("credit_code")
    )


EMPLOYER = Kind(
    "employer",
    Employer,
    (
        *texts(CORE, "name"),
        code("kind", CORE, "employer_kind"),
        words("also_called", CORE),
        *texts(CORE, "credit_code", "belongs_to"),
        code("nature", CORE, "employer_nature"),
        code("state", CORE, "employer_state"),
        code("industry", CORE, "industry"),
        *texts(CORE, "region", "address", "union"),
        *texts(PII, "contact", "phone"),
        *(_count(name, CORE) for name in employer.COUNTS),
        *texts(CORE, "business", "difficulties", "history", "remarks"),
    ),
    derived={"sort_key": _sort_key, "finding_keys": _finding_keys},
)

EMPLOYER_MEASURE = Kind(
    "employer_measure",
    EmployerMeasure,
    (
        *texts(CORE, "employer"),
        code("measure", CORE, "employer_measure"),
        code("state", CORE, "measure_state"),
        day("starts", CORE),
        day("ends", CORE),
        _count("reached", CORE),
        *numbers(CORE, "amount_fen"),
        several("evidence_kinds", CORE, "measure_evidence"),
        *texts(CORE, "evidence", "campaign", "remarks"),
    ),
)

# What is feared at an employer may name people: it goes no further than their own records.
RISK_CHECK = Kind(
    "risk_check",
    RiskCheck,
    (
        *texts(CORE, "employer", "checked_by", "owner"),
        day("day", CORE),
        code("level", CORE, "labour_risk_level"),
        lines("risks", PII, Risk, kind="labour_risk"),
        *texts(PII, "plan", "five_resolves", "outcome"),
        day("warning_on", CORE),
        day("closed_on", CORE),
    ),
)

SAFETY_CHECK = Kind(
    "safety_check",
    SafetyCheck,
    (
        *texts(CORE, "employer", "checked_by", "together_with", "scope"),
        day("day", CORE),
        Column(
            "findings",
            CORE,
            to_cell=lambda findings: [_plain_finding(finding) for finding in findings],
            from_cell=_read_findings,
            is_json=True,
            row_codes=(("severity", "safety_severity"),),
        ),
        code("result", CORE, "safety_result"),
        *texts(CORE, "remarks"),
    ),
)
