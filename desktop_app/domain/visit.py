"""A visit (走访): who came, when and where, to whom, what was asked and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.identity import BeneficiaryId, CampaignId, VisitId
from desktop_app.domain.issue import Issue, objection, warning

MIN_VISITORS = 2
MAX_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Someone who came along."""

    name: str
    title: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the visit went; `kind` is a code of the list of place types."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was learnt about one concern; `concern` is a code of the list of concerns."""

    concern: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People met who have no record of their own; an approximate count stays marked as one.

    `unit` is households (户), people (人) or person-times (人次), never added to one another.
    """

    words: str
    count: int | None = None
    approximate: bool = False
    unit: str = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit. The time is a day, a range of days, or words (2021年新年前夕)."""

    id: VisitId
    campaign: CampaignId | None = None
    manner: str
    first_day: date | None = None
    last_day: date | None = None
    day_words: str = ""
    places: tuple[Place, ...] = ()
    risk_level: str | None = None
    delegation: str = ""
    leader: str = ""
    leader_title: str = ""
    visitors: tuple[Visitor, ...] = ()
    lone_visitor_reason: str = ""
    beneficiaries: tuple[BeneficiaryId, ...] = ()
    groups: tuple[Group, ...] = ()
    concerns: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    difficulties: str = ""
    requests: str = ""
    exhortation: str = ""
    remarks: str = ""

    @property
    def day(self) -> date | None:
        """Give the day by which lists order the visit."""
        return self.first_day

    @property
    def came(self) -> int:
        """Count the people who came, the leader among them."""
        named = {visitor.name for visitor in self.visitors}
        return len(named | ({self.leader} if self.leader else set()))


def objections(visit: Visit, *, today: date) -> tuple[Issue, ...]:
    """List everything that is wrong with a visit, without raising."""
    return (*_about_the_time(visit, today), *_about_the_people(visit))


def _about_the_time(visit: Visit, today: date) -> list[Issue]:
    first, last = visit.first_day, visit.last_day
    if first is None:
        return [] if visit.day_words.strip() else [objection("first_day", "day_missing")]
    if first > today:
        return [objection("first_day", "in_the_future")]
    if last is None:
        return []
    if last < first:
        return [objection("last_day", "ends_before_start")]
    if (last - first).days > MAX_DAYS:
        return [objection("last_day", "range_too_long")]
    return []


def _about_the_people(visit: Visit) -> list[Issue]:
    found: list[Issue] = []
    if not (visit.beneficiaries or visit.groups or visit.places):
        found.append(objection("beneficiaries", "nobody_visited"))
    if len(set(visit.beneficiaries)) < len(visit.beneficiaries):
        found.append(objection("beneficiaries", "visited_twice"))
    if visit.came == 0:
        found.append(objection("visitors", "visitors_missing"))
    elif visit.came < MIN_VISITORS and not visit.lone_visitor_reason.strip():
        found.append(warning("visitors", "lone_visitor"))
    if any(not visitor.name.strip() for visitor in visit.visitors):
        found.append(objection("visitors", "name_missing"))
    if any(group.count is not None and group.count < 0 for group in visit.groups):
        found.append(objection("groups", "count_negative"))
    return found
