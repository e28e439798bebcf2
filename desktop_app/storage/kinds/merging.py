"""What says that two records are one person, and that a value was keyed twice."""

from __future__ import annotations

from desktop_app.domain.person_merge import PersonMerge
from desktop_app.domain.second_keying import SecondKeying
from desktop_app.storage.kinds.kind import CORE, PII, Kind, day, flags, mapping, texts, words

PERSON_MERGE = Kind(
    "person_merge",
    PersonMerge,
    (
        *texts(CORE, "duplicate", "kept", "reason", "merged_by"),
        *flags(CORE, "withdrawn"),
        mapping("taken", PII),
        mapping("former", PII),
    ),
)

SECOND_KEYING = Kind(
    "second_keying",
    SecondKeying,
    (
        *texts(PII, "subject", "field", "keyed_by", "keyed", "settles", "taken"),
        *flags(PII, "equal"),
        words("seen", PII),
        day("keyed_on", PII),
    ),
    is_fact=True,
)
