"""The records of a household: its members, the hardship file, the steps of the procedure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from desktop_app.domain.household import HardshipFile, Household, HouseholdMember
from desktop_app.domain.procedure import ProcedureStep
from desktop_app.domain.resident_id import Sex
from desktop_app.storage.kinds.kind import (
    PII,
    Column,
    Kind,
    choice,
    code,
    day,
    flags,
    mapping,
    numbers,
    several,
    texts,
    words,
)

HOUSEHOLD_MEMBER = Kind(
    "household_member",
    HouseholdMember,
    (
        *texts(PII, "beneficiary", "name"),
        code("relation", PII, "family_relation"),
        *texts(PII, "id_number"),
        choice("sex", PII, Sex),
        day("birth_date", PII),
        code("ethnicity", PII, "ethnicity"),
        code("political_status", PII, "political_status"),
        *numbers(PII, "monthly_income_fen"),
        code("model_worker_type", PII, "model_worker_type"),
        code("health", PII, "health"),
        code("disability", PII, "disability"),
        code("medical_insurance", PII, "medical_insurance"),
        code("marital_status", PII, "marital_status"),
        code("hukou_type", PII, "hukou_type"),
        *texts(PII, "phone", "other_phone"),
        code("person_status", PII, "person_status"),
        *texts(PII, "education", "enrolled", "school_years", "occupation"),
        code("employer_nature", PII, "employer_nature"),
        code("employer_state", PII, "employer_state"),
        code("industry", PII, "industry"),
        code("work_status", PII, "work_status"),
        *texts(PII, "contract_signed"),
        code("contract_term", PII, "contract_term"),
        *texts(PII, "remarks"),
        *flags(PII, "gone"),
        mapping("originals", PII),
    ),
)

HARDSHIP_FILE = Kind(
    "hardship_file",
    HardshipFile,
    (
        *texts(PII, "beneficiary", "worker_number"),
        code("archive_kind", PII, "archive_kind"),
        code("household_kind", PII, "household_kind"),
        code("hardship_category", PII, "hardship_category"),
        *texts(PII, "category_reason"),
        code("key_group", PII, "key_hardship_group"),
        code("political_status", PII, "political_status"),
        code("health", PII, "health"),
        code("disability", PII, "disability"),
        code("work_status", PII, "work_status"),
        code("model_worker_type", PII, "model_worker_type"),
        code("housing", PII, "housing"),
        *numbers(PII, "floor_area_dm2"),
        *texts(PII, "postcode", "worked_since"),
        code("industry", PII, "industry"),
        code("marital_status", PII, "marital_status"),
        code("hukou_type", PII, "hukou_type"),
        *texts(PII, "hukou_region"),
        code("employer_nature", PII, "employer_nature"),
        code("employer_state", PII, "employer_state"),
        *texts(PII, "contract_signed"),
        code("contract_term", PII, "contract_term"),
        *flags(PII, "single_parent"),
        *numbers(PII, "own_monthly_income_fen", "other_annual_income_fen"),
        *numbers(PII, "household_annual_income_fen", "household_size", "per_head_monthly_fen"),
        *numbers(PII, "medical_expense_fen", "education_expense_fen", "other_expense_fen"),
        *numbers(PII, "work_expense_fen", "sudden_expense_fen", "subsistence_line_fen"),
        *texts(PII, "subsistence_line_source"),
        *numbers(PII, "subsistence_allowance_fen"),
        *texts(PII, "relief_card", "ill_members", "assets", "other_aid"),
        code("medical_insurance", PII, "medical_insurance"),
        *flags(PII, "self_help", "zero_employment"),
        code("main_cause", PII, "hardship_cause"),
        several("other_causes", PII, "hardship_cause"),
        *texts(PII, "cause_words", "bank_branch"),
        *flags(PII, "declared"),
        day("declared_on", PII),
        several("papers", PII, "attachment_kind"),
        *texts(PII, "paper_words"),
        day("filed_on", PII),
        *texts(PII, "filed_by", "reviewed_by", "entered_by"),
        *numbers(PII, "list_year"),
        *texts(PII, "list_source"),
        day("changed_on", PII),
        mapping("originals", PII),
    ),
)

PROCEDURE_STEP = Kind(
    "procedure_step",
    ProcedureStep,
    (
        *texts(PII, "file"),
        code("step", PII, "hardship_step"),
        day("day", PII),
        day("until", PII),
        words("by", PII),
        code("result", PII, "step_result"),
        several("documents", PII, "archive_material"),
        *texts(PII, "document_words"),
        code("exit_route", PII, "exit_route"),
        *texts(PII, "remarks", "withdraws"),
    ),
    is_fact=True,
)


def _write_members(members: Iterable[HouseholdMember]) -> list[dict[str, Any]]:
    return [{"id": one.id, **HOUSEHOLD_MEMBER.cells(one)} for one in members]


def _read_members(text: str) -> tuple[HouseholdMember, ...]:
    return tuple(_member(cells) for cells in json.loads(text))


def _member(cells: dict[str, Any]) -> HouseholdMember:
    row = {one.name: one.stored(cells.get(one.name)) for one in HOUSEHOLD_MEMBER.columns}
    given = {"name": "", "beneficiary": "", **{k: v for k, v in row.items() if v is not None}}
    return HOUSEHOLD_MEMBER.build({**dict.fromkeys(row), **given, "id": cells.get("id") or ""})


# No table of its own: a hardship file read together with its members, for one form and one save.
HOUSEHOLD = Kind(
    HARDSHIP_FILE.name,
    Household,
    (
        *HARDSHIP_FILE.columns,
        Column(
            "members",
            PII,
            "TEXT",
            _write_members,
            _read_members,
            is_json=True,
            row_codes=tuple((one.name, one.codes) for one in HOUSEHOLD_MEMBER.columns if one.codes),
        ),
    ),
)
