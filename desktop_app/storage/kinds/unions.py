"""The records of the tree of unions."""

from __future__ import annotations

from desktop_app.domain.union import COUNTS, Union
from desktop_app.storage.kinds.kind import ADMIN, Kind, code, day, flags, numbers, texts

UNION = Kind(
    "union",
    Union,
    (
        *texts(ADMIN, "name", "parent"),
        *numbers(ADMIN, "position"),
        *texts(ADMIN, "code", "credit_code"),
        code("level", ADMIN, "union_level"),
        code("union_type", ADMIN, "union_type"),
        code("union_form", ADMIN, "union_form"),
        *texts(ADMIN, "region", "street", "chair", "chair_phone"),
        day("term_from", ADMIN),
        day("term_to", ADMIN),
        *texts(ADMIN, "audit_chair", "audit_members"),
        *flags(ADMIN, "has_seal"),
        *texts(ADMIN, "account_name", "bank", "account"),
        *numbers(ADMIN, *COUNTS),
        day("counted_on", ADMIN),
        day("valid_from", ADMIN),
        day("retired_on", ADMIN),
        *texts(ADMIN, "source", "remarks"),
    ),
)
