"""The records of needs, of what was done about them, and of what was handed to others."""

from __future__ import annotations

from desktop_app.domain.need import Need, NeedStep
from desktop_app.domain.referral import Referral
from desktop_app.storage.kinds.kind import CORE, PII, Kind, code, day, texts

NEED = Kind(
    "need",
    Need,
    (
        code("kind", CORE, "need_kind"),
        code("urgency", CORE, "need_urgency"),
        code("source", CORE, "need_source"),
        day("heard_on", CORE),
        *texts(CORE, "heard_by", "visit", "beneficiary", "child", "employer", "owner"),
        day("due", CORE),
        code("outcome", CORE, "need_outcome"),
        code("said", CORE, "need_said"),
        day("closed_on", CORE),
        *texts(PII, "words", "group_words", "outcome_words", "said_words", "reopened_reason"),
        *texts(PII, "remarks"),
    ),
)

NEED_STEP = Kind(
    "need_step",
    NeedStep,
    (
        *texts(CORE, "need", "done_by", "referral"),
        day("day", CORE),
        code("kind", CORE, "need_step_kind"),
        code("outcome", CORE, "need_outcome"),
        code("said", CORE, "need_said"),
        *texts(PII, "words"),
    ),
    is_fact=True,
)

REFERRAL = Kind(
    "referral",
    Referral,
    (
        code("kind", CORE, "referral_kind"),
        code("channel", CORE, "referral_channel"),
        *texts(CORE, "union", "addressee", "place"),
        code("place_role", CORE, "place_role"),
        *texts(CORE, "beneficiary", "child", "employer", "need", "asked_by"),
        day("asked_on", CORE),
        day("due", CORE),
        code("reply", CORE, "referral_reply"),
        day("answered_on", CORE),
        day("withdrawn_on", CORE),
        *texts(PII, "contact", "words", "answer", "answered_by", "withdrawn_reason"),
    ),
)
