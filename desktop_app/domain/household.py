"""The household behind a worker, and the hardship file (困难职工档案) that describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_app.domain.identity import BeneficiaryId, HardshipFileId, HouseholdMemberId
from desktop_app.domain.issue import Issue, warning
from desktop_app.domain.resident_id import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdMember:
    """Someone who lives with the worker; income in fen a month."""

    id: HouseholdMemberId
    beneficiary: BeneficiaryId
    name: str
    relation: str | None = None
    id_number: str | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    monthly_income_fen: int | None = None
    health: str | None = None
    occupation: str | None = None
    originals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HardshipFile:
    """The fields of the official archive form that go beyond the person (domain.md §2.1).

    Money is in fen, `floor_area_dm2` in hundredths of a square metre. `originals` keeps, per
    field, the word that the source used where a code list has since renamed it.
    """

    id: HardshipFileId
    beneficiary: BeneficiaryId
    worker_number: str | None = None
    hardship_category: str | None = None
    political_status: str | None = None
    health: str | None = None
    disability: str | None = None
    work_status: str | None = None
    model_worker_type: str | None = None
    housing: str | None = None
    floor_area_dm2: int | None = None
    postcode: str | None = None
    worked_since: str | None = None
    industry: str | None = None
    marital_status: str | None = None
    hukou_type: str | None = None
    hukou_region: str | None = None
    employer_nature: str | None = None
    employer_state: str | None = None
    single_parent: bool | None = None
    own_monthly_income_fen: int | None = None
    other_annual_income_fen: int | None = None
    household_annual_income_fen: int | None = None
    household_size: int | None = None
    per_head_monthly_fen: int | None = None
    medical_insurance: str | None = None
    self_help: bool | None = None
    zero_employment: bool | None = None
    main_cause: str | None = None
    other_causes: tuple[str, ...] = ()
    bank_branch: str | None = None
    originals: Mapping[str, str] = field(default_factory=dict)


def file_objections(file: HardshipFile, members: int) -> tuple[Issue, ...]:
    """List what is wrong with a hardship file that names this many members beside the worker."""
    found: list[Issue] = []
    if file.household_size is None:
        found.append(warning("household_size", "household_size_missing"))
    elif file.household_size < members + 1:
        found.append(
            warning(
                "household_size",
                "household_size_below_members",
                stated=str(file.household_size),
                listed=str(members + 1),
            )
        )
    return tuple(found)
