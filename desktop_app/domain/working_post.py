"""Work as a section of a person's record: posts kept over a festival, and work on platforms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.identity import BeneficiaryId, WorkerProfileId
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.section import about_length, about_past_days

ARDUOUS = "5"
_POST_TEXTS = ("post", "unit", "remarks")
_PLATFORM_TEXTS = ("platform", "station", "vehicle", "remarks")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontlinePost:
    """A post on the front line (一线坚守) and what was kept of it over a festival.

    `conditions` are codes of `work_condition`; `official` is one of the ten categories of the
    notice (domain.md §1.4 a).
    """

    id: WorkerProfileId
    beneficiary: BeneficiaryId
    occupation: str | None = None
    post: str | None = None
    unit: str | None = None
    festival: str | None = None
    shift: str | None = None
    kept_from: date | None = None
    kept_to: date | None = None
    conditions: tuple[str, ...] = ()
    official: str | None = None
    remarks: str | None = None
    removed_because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformWork:
    """Work in a new form of employment (新就业形态): by which platform, from which station."""

    id: WorkerProfileId
    beneficiary: BeneficiaryId
    occupation: str | None = None
    platform: str | None = None
    station: str | None = None
    vehicle: str | None = None
    accident_insurance: str | None = None
    is_member: bool | None = None
    member_since: date | None = None
    remarks: str | None = None
    removed_because: str | None = None


def official_category_of(occupation: str | None, conditions: tuple[str, ...]) -> str:
    """Suggest which of the ten categories a post belongs to, or ""; hard conditions go first."""
    if conditions:
        return ARDUOUS
    entry = CodeLists.load()["frontline_occupation"].entry(occupation)
    return entry.belongs_to.get("official_category_2020", "") if entry else ""


def post_objections(record: FrontlinePost) -> tuple[Issue, ...]:
    """List what is wrong with a post on the front line; the days kept may lie ahead."""
    found = about_length(record, _POST_TEXTS)
    if not record.occupation:
        found.append(objection("occupation", "occupation_missing"))
    if record.kept_from and record.kept_to and record.kept_to < record.kept_from:
        found.append(objection("kept_to", "ends_before_start"))
    return tuple(found)


def platform_objections(record: PlatformWork, *, today: date) -> tuple[Issue, ...]:
    """List what is wrong with work on a platform."""
    found = about_length(record, _PLATFORM_TEXTS)
    if not record.occupation:
        found.append(objection("occupation", "occupation_missing"))
    found += about_past_days(today, member_since=record.member_since)
    if record.accident_insurance == "none":
        found.append(warning("accident_insurance", "not_insured_on_the_road"))
    return tuple(found)
