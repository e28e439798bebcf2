"""People from elsewhere: where they come from, and the New Year they spend where they work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.identity import BeneficiaryId, CampaignId, WorkerProfileId
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.section import about_length, about_past_days, about_region, about_year

_ORIGIN_TEXTS = ("home_place", "home_union", "host_union", "remarks")
_STAY_TEXTS = ("stay_place", "family_elsewhere", "provided_words", "remarks")


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrantOrigin:
    """Where a migrant worker (农民工、外来务工人员) comes from, and the two unions concerned.

    `home_region` is a GB/T 2260 code, `home_place` what the code does not say (town, village).
    `home_union` is the union of the place of origin (输出地), `host_union` that of the place of
    work (输入地).
    """

    id: WorkerProfileId
    beneficiary: BeneficiaryId
    home_region: str | None = None
    home_place: str | None = None
    home_union: str | None = None
    host_union: str | None = None
    came_on: date | None = None
    contract_signed: date | None = None
    contract_term: str | None = None
    is_member: bool | None = None
    member_since: date | None = None
    remarks: str | None = None
    removed_because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StayingPut:
    """A New Year spent at the place of work (就地过年), one record a year.

    `home_risk` is the risk level of the place of origin in that winter; `provided` are codes of
    `stay_provision`.
    """

    id: WorkerProfileId
    beneficiary: BeneficiaryId
    year: int | None = None
    campaign: CampaignId | None = None
    stay_place: str | None = None
    home_risk: str | None = None
    family_elsewhere: str | None = None
    provided: tuple[str, ...] = ()
    provided_words: str | None = None
    children_left_behind: bool | None = None
    remarks: str | None = None
    removed_because: str | None = None


def origin_objections(record: MigrantOrigin, *, today: date) -> tuple[Issue, ...]:
    """List what is wrong with the origin of a migrant worker."""
    found = about_length(record, _ORIGIN_TEXTS)
    if not (record.home_region or record.home_place):
        found.append(objection("home_region", "home_missing"))
    found += about_region("home_region", record.home_region)
    found += about_past_days(
        today,
        came_on=record.came_on,
        contract_signed=record.contract_signed,
        member_since=record.member_since,
    )
    if record.home_union and record.home_union == record.host_union:
        found.append(warning("home_union", "unions_the_same"))
    return tuple(found)


def stay_objections(record: StayingPut, *, today: date) -> tuple[Issue, ...]:
    """List what is wrong with a New Year spent at the place of work."""
    found = about_length(record, _STAY_TEXTS)
    if record.year is None:
        found.append(objection("year", "stay_year_missing"))
    found += about_year("year", record.year, today.year + 1)
    return tuple(found)
