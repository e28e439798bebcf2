"""The records of a person and the household behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.domain import names
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.resident_id import Sex
from desktop_app.storage.kinds.kind import (
    CORE,
    PII,
    Kind,
    choice,
    day,
    flags,
    mapping,
    numbers,
    texts,
    words,
)


def _sort_key(values: Mapping[str, Any]) -> str:
    """Order names as a Chinese reader expects: by pinyin, then by the characters."""
    syllables, _initials = names.pinyin_keys(values.get("name") or "")
    return f"{' '.join(syllables)} {values.get('name') or ''}"


BENEFICIARY = Kind(
    "beneficiary",
    Beneficiary,
    (
        *texts(CORE, "name", "employer", "category", "remarks"),
        choice("sex", CORE, Sex),
        words("tags", CORE),
        *texts(PII, "id_number", "id_override_reason", "ethnicity", "phone", "other_phone"),
        day("birth_date", PII),
        *texts(PII, "address", "bank_name", "bank_card", "bank_account_name"),
    ),
    derived={"sort_key": _sort_key},
)

HOUSEHOLD_MEMBER = Kind(
    "household_member",
    HouseholdMember,
    (
        *texts(PII, "beneficiary", "name", "relation", "id_number"),
        choice("sex", PII, Sex),
        day("birth_date", PII),
        *numbers(PII, "monthly_income_fen"),
        *texts(PII, "health", "occupation"),
        mapping("originals", PII),
    ),
)

HARDSHIP_FILE = Kind(
    "hardship_file",
    HardshipFile,
    (
        *texts(PII, "beneficiary", "worker_number", "hardship_category", "political_status"),
        *texts(PII, "health", "disability", "work_status", "model_worker_type", "housing"),
        *numbers(PII, "floor_area_dm2"),
        *texts(PII, "postcode", "worked_since", "industry", "marital_status", "hukou_type"),
        *texts(PII, "hukou_region", "employer_nature", "employer_state"),
        *flags(PII, "single_parent"),
        *numbers(PII, "own_monthly_income_fen", "other_annual_income_fen"),
        *numbers(PII, "household_annual_income_fen", "household_size", "per_head_monthly_fen"),
        *texts(PII, "medical_insurance"),
        *flags(PII, "self_help", "zero_employment"),
        *texts(PII, "main_cause"),
        words("other_causes", PII),
        *texts(PII, "bank_branch"),
        mapping("originals", PII),
    ),
)
