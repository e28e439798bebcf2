"""The sections of a person's record, and the children left behind."""

from __future__ import annotations

from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.migrant import MigrantOrigin, StayingPut
from desktop_app.domain.model_worker import ModelWorker, ModelWorkerMoney
from desktop_app.domain.resident_id import Sex
from desktop_app.domain.working_post import FrontlinePost, PlatformWork
from desktop_app.storage.kinds.kind import (
    CORE,
    MONEY,
    PII,
    Kind,
    choice,
    code,
    day,
    flags,
    lines,
    numbers,
    several,
    texts,
)

MODEL_WORKER = Kind(
    "model_worker",
    ModelWorker,
    (
        *texts(CORE, "beneficiary"),
        code("level", CORE, "model_worker_type"),
        code("honour", CORE, "honour_kind"),
        *texts(CORE, "title", "certificate"),
        *numbers(CORE, "honoured_year"),
        code("work_status", CORE, "work_status"),
        *flags(PII, "in_hardship"),
        *texts(PII, "difficulties", "aid_plan"),
        code("aid_interval", PII, "aid_interval"),
        day("aid_due", PII),
        *texts(PII, "entitlements"),
        lines("money", MONEY, ModelWorkerMoney, kind="model_worker_money"),
        *texts(PII, "remarks"),
        *texts(CORE, "removed_because"),
    ),
)

FRONTLINE_POST = Kind(
    "frontline_post",
    FrontlinePost,
    (
        *texts(CORE, "beneficiary"),
        code("occupation", CORE, "frontline_occupation"),
        *texts(CORE, "post", "unit"),
        code("festival", CORE, "visit_occasion"),
        code("shift", CORE, "shift"),
        day("kept_from", CORE),
        day("kept_to", CORE),
        several("conditions", CORE, "work_condition"),
        code("official", CORE, "official_category_2020"),
        *texts(PII, "remarks"),
        *texts(CORE, "removed_because"),
    ),
)

MIGRANT_ORIGIN = Kind(
    "migrant_origin",
    MigrantOrigin,
    (
        *texts(CORE, "beneficiary"),
        *texts(PII, "home_region", "home_place"),
        *texts(CORE, "home_union", "host_union"),
        day("came_on", PII),
        day("contract_signed", PII),
        code("contract_term", PII, "contract_term"),
        *flags(PII, "is_member"),
        day("member_since", PII),
        *texts(PII, "remarks"),
        *texts(CORE, "removed_because"),
    ),
)

STAYING_PUT = Kind(
    "staying_put",
    StayingPut,
    (
        *texts(CORE, "beneficiary"),
        *numbers(CORE, "year"),
        *texts(CORE, "campaign", "stay_place"),
        code("home_risk", CORE, "risk_level"),
        *texts(PII, "family_elsewhere"),
        several("provided", CORE, "stay_provision"),
        *texts(CORE, "provided_words"),
        *flags(PII, "children_left_behind"),
        *texts(PII, "remarks"),
        *texts(CORE, "removed_because"),
    ),
)

PLATFORM_WORK = Kind(
    "platform_work",
    PlatformWork,
    (
        *texts(CORE, "beneficiary"),
        code("occupation", CORE, "platform_occupation"),
        *texts(CORE, "platform", "station", "vehicle"),
        code("accident_insurance", CORE, "accident_insurance"),
        *flags(PII, "is_member"),
        day("member_since", PII),
        *texts(PII, "remarks"),
        *texts(CORE, "removed_because"),
    ),
)

LEFT_BEHIND_CHILD = Kind(
    "left_behind_child",
    LeftBehindChild,
    (
        *texts(PII, "parent", "name"),
        *numbers(PII, "birth_year"),
        day("birth_date", PII),
        choice("sex", PII, Sex),
        *texts(PII, "id_number", "school", "grade", "guardian"),
        code("guardian_relation", PII, "guardian_relation"),
        *texts(PII, "guardian_phone", "consent_by"),
        day("consent_on", PII),
        code("consent_form", PII, "consent_form"),
        *texts(PII, "region", "address", "home_union", "wishes", "remarks"),
        *texts(CORE, "removed_because"),
    ),
)
