"""The sections of a person's record (分类信息): small records beside the one of the person.

Each section is a record of its own, kept only for those whom it concerns, so that nobody has to
walk through one giant form.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from desktop_app.domain import regions
from desktop_app.domain.beneficiary import MAX_TEXT
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.identity import BeneficiaryId, WorkerProfileId
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.organisation import REGION_CODE

MODEL_WORKER = "model_worker"
FRONTLINE_POST = "frontline_post"
MIGRANT_ORIGIN = "migrant_origin"
STAYING_PUT = "staying_put"
PLATFORM_WORK = "platform_work"

SECTIONS = (MODEL_WORKER, FRONTLINE_POST, MIGRANT_ORIGIN, STAYING_PUT, PLATFORM_WORK)
"""The sections by the names of their kinds, as the code list `section` orders them."""

FIRST_YEAR = 1949


class Section(Protocol):
    """What every section has: an id, and whom it is about."""

    @property
    def id(self) -> WorkerProfileId:
        """The id of the section."""

    @property
    def beneficiary(self) -> BeneficiaryId:
        """Whose section it is."""

    @property
    def removed_because(self) -> str | None:
        """Why it no longer stands in the record, or None where it does."""


def section_of(category: str | None) -> str:
    """Name the section that a recipient category calls for, or "" where it calls for none."""
    entry = CodeLists.load()["recipient_category"].entry(category)
    return entry.belongs_to.get("section", "") if entry else ""


def about_region(field: str, code: str | None) -> list[Issue]:
    """Say whether a region code has its six digits and stands on a list."""
    if not code:
        return []
    if not REGION_CODE.match(code):
        return [objection(field, "region_code_form")]
    return [] if regions.region_name(code) else [warning(field, "region_unknown")]


def about_year(field: str, year: int | None, last: int) -> list[Issue]:
    """Say whether a year can be right; years before the republic and to come cannot."""
    if year is None or FIRST_YEAR <= year <= last:
        return []
    return [objection(field, "year_unlikely", year=str(year))]


def about_past_days(today: date, **days: date | None) -> list[Issue]:
    """Object to days that lie ahead though they tell of what has happened."""
    return [objection(name, "in_the_future") for name, day in days.items() if day and day > today]


def about_length(record: object, fields: Iterable[str]) -> list[Issue]:
    """Object to texts that no sheet has room for."""
    long = [name for name in fields if len(getattr(record, name) or "") > MAX_TEXT]
    return [objection(name, "text_too_long", limit=str(MAX_TEXT)) for name in long]
