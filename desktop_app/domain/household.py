"""The household behind a worker, and the hardship file (困难职工档案) that describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from desktop_app.domain.identity import BeneficiaryId, HardshipFileId, HouseholdMemberId
from desktop_app.domain.resident_id import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdMember:
    """Someone who lives with the worker; income in fen a month.

    `occupation` is the employer or school, `person_status` what the form calls 人员身份: at work,
    retired, or at which kind of school. `gone` marks somebody who no longer belongs to the
    household: the record stays, lists and figures leave it out.
    """

    id: HouseholdMemberId
    beneficiary: BeneficiaryId
    name: str
    relation: str | None = None
    id_number: str | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    ethnicity: str | None = None
    political_status: str | None = None
    monthly_income_fen: int | None = None
    model_worker_type: str | None = None
    health: str | None = None
    disability: str | None = None
    medical_insurance: str | None = None
    marital_status: str | None = None
    hukou_type: str | None = None
    phone: str | None = None
    other_phone: str | None = None
    person_status: str | None = None
    education: str | None = None
    enrolled: str | None = None
    school_years: str | None = None
    occupation: str | None = None
    employer_nature: str | None = None
    employer_state: str | None = None
    industry: str | None = None
    work_status: str | None = None
    contract_signed: str | None = None
    contract_term: str | None = None
    remarks: str | None = None
    gone: bool | None = None
    originals: Mapping[str, str] = field(default_factory=dict)

    def age_on(self, day: date) -> int | None:
        """Give the full years lived by that day, if the birth date is known."""
        return age_of(self.birth_date, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class HardshipFile:
    """The fields of the official archive form that go beyond the person (domain.md §2.1).

    Money is in fen, `floor_area_dm2` in hundredths of a square metre. Income and expenses are
    those of a year unless the name says otherwise; `subsistence_line_fen` is the local line of
    the minimum allowance per head and month by which the file was judged,
    `sudden_expense_fen` what an illness or accident cost the household itself in the year.
    `list_year` and `list_source` say which version of the options the file was filled in by.
    `originals` keeps, per field, the word that the source used where a code list has since
    renamed it. `changed_on` is the last day on which anything in file or household changed.
    """

    id: HardshipFileId
    beneficiary: BeneficiaryId
    worker_number: str | None = None
    archive_kind: str | None = None
    household_kind: str | None = None
    hardship_category: str | None = None
    category_reason: str | None = None
    key_group: str | None = None
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
    contract_signed: str | None = None
    contract_term: str | None = None
    single_parent: bool | None = None
    own_monthly_income_fen: int | None = None
    other_annual_income_fen: int | None = None
    household_annual_income_fen: int | None = None
    household_size: int | None = None
    per_head_monthly_fen: int | None = None
    medical_expense_fen: int | None = None
    education_expense_fen: int | None = None
    other_expense_fen: int | None = None
    work_expense_fen: int | None = None
    sudden_expense_fen: int | None = None
    subsistence_line_fen: int | None = None
    subsistence_line_source: str | None = None
    subsistence_allowance_fen: int | None = None
    relief_card: str | None = None
    ill_members: str | None = None
    assets: str | None = None
    other_aid: str | None = None
    medical_insurance: str | None = None
    self_help: bool | None = None
    zero_employment: bool | None = None
    main_cause: str | None = None
    other_causes: tuple[str, ...] = ()
    cause_words: str | None = None
    bank_branch: str | None = None
    declared: bool | None = None
    declared_on: date | None = None
    papers: tuple[str, ...] = ()
    paper_words: str | None = None
    filed_on: date | None = None
    filed_by: str | None = None
    reviewed_by: str | None = None
    entered_by: str | None = None
    list_year: int | None = None
    list_source: str | None = None
    changed_on: date | None = None
    originals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household(HardshipFile):
    """A hardship file with everybody of the household, as its form shows and saves it."""

    members: tuple[HouseholdMember, ...] = ()

    @staticmethod
    def of(file: HardshipFile, members: tuple[HouseholdMember, ...]) -> Household:
        """Put file and household together."""
        return Household(**_values(file), members=members)

    @property
    def file(self) -> HardshipFile:
        """Give the file alone."""
        return HardshipFile(**_values(self))


def age_of(born: date | None, day: date) -> int | None:
    """Give the full years between a birth date and a day, if the birth date is known."""
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _values(file: HardshipFile) -> dict[str, Any]:
    return {one.name: getattr(file, one.name) for one in fields(HardshipFile)}
