"""The record of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.domain import names
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.resident_id import Sex
from desktop_app.storage.kinds.kind import CORE, PII, Kind, choice, day, texts, words


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
