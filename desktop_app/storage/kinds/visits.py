"""The records of visits."""

from __future__ import annotations

from desktop_app.domain.visit import Finding, Group, Place, Visit, Visitor
from desktop_app.storage.kinds.kind import CORE, PII, Kind, day, lines, texts, words

VISIT = Kind(
    "visit",
    Visit,
    (
        *texts(CORE, "campaign", "manner", "day_words", "risk_level", "delegation", "leader"),
        *texts(CORE, "leader_title", "lone_visitor_reason"),
        day("first_day", CORE),
        day("last_day", CORE),
        lines("places", CORE, Place),
        lines("visitors", CORE, Visitor),
        words("beneficiaries", CORE),
        lines("groups", CORE, Group),
        words("concerns", CORE),
        lines("findings", PII, Finding),
        *texts(PII, "difficulties", "requests", "exhortation", "remarks"),
    ),
)
