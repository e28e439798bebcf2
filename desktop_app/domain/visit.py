"""A visit (走访): who came, when and where, to whom, what was asked and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.identity import BeneficiaryId, CampaignId, EmployerId, VisitId
from desktop_app.domain.issue import Issue, objection, warning

MIN_VISITORS = 2
MAX_DAYS = 366
REMOTE = frozenset({"phone", "video"})
"""Manners in which nobody goes anywhere: codes of the list of manners."""
ON_SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Someone who came along."""

    name: str
    title: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the visit went, and when, where the visit was at several places over several days.

    `kind` is a code of the list of place types, `risk_level` one of the list of risk levels;
    `region` is said in words (山东济南). `employer` is the one at whose place it was.
    """

    kind: str
    name: str = ""
    region: str = ""
    risk_level: str | None = None
    employer: EmployerId | None = None
    first_day: date | None = None
    last_day: date | None = None
    day_words: str = ""
    remarks: str = ""


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
    """One visit. The time is a day, a range of days, or words (2021年新年前夕).

    It was to people of the register, to their households, to employers, to groups that nobody
    has listed, or to several of these. `households` names each household by its worker.
    `company_words` are companions without a name (省市有关负责同志); `title_remarks` says what is
    not known of the leader's title; `account` is how the visit went, `given_words` what groups
    and employers were given, `sources` where the visit was told (a newspaper and its day).
    """

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
    occasion: str | None = None
    households: tuple[BeneficiaryId, ...] = ()
    employers: tuple[EmployerId, ...] = ()
    company_words: str = ""
    title_remarks: str = ""
    account: str = ""
    given_words: str = ""
    sources: str = ""

    @property
    def is_remote(self) -> bool:
        """Tell whether it was by telephone or video."""
        return self.manner in REMOTE

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
    return (
        *_about_the_time(visit, today),
        *_about_the_visited(visit),
        *_about_the_visitors(visit),
        *_about_the_places(visit, today),
    )


def _about_the_time(visit: Visit, today: date) -> list[Issue]:
    if visit.first_day is None:
        return [] if visit.day_words.strip() else [objection("first_day", "day_missing")]
    return _about_days(visit.first_day, visit.last_day, today, ("first_day", "last_day"))


def _about_days(
    first: date, last: date | None, today: date, fields: tuple[str, str]
) -> list[Issue]:
    if first > today:
        return [objection(fields[0], "in_the_future")]
    if last is None:
        return []
    if last < first:
        return [objection(fields[1], "ends_before_start")]
    if (last - first).days > MAX_DAYS:
        return [objection(fields[1], "range_too_long")]
    return []


def _about_the_visited(visit: Visit) -> list[Issue]:
    """Somebody must have been visited; only who goes somewhere may have visited a mere place."""
    found: list[Issue] = []
    somebody = visit.beneficiaries or visit.households or visit.employers or visit.groups
    if not somebody and (visit.is_remote or not visit.places):
        found.append(objection("beneficiaries", "nobody_visited"))
    for name in ("beneficiaries", "households", "employers"):
        listed = getattr(visit, name)
        if len(set(listed)) < len(listed):
            found.append(objection(name, "visited_twice"))
    if any(group.count is not None and group.count < 0 for group in visit.groups):
        found.append(objection("groups", "count_negative"))
    return found


def _about_the_visitors(visit: Visit) -> list[Issue]:
    found: list[Issue] = []
    if visit.came == 0:
        found.append(objection("visitors", "visitors_missing"))
    elif visit.came < MIN_VISITORS and not _is_explained(visit):
        found.append(warning("visitors", "lone_visitor"))
    if any(not visitor.name.strip() for visitor in visit.visitors):
        found.append(objection("visitors", "name_missing"))
    return found


def _is_explained(visit: Visit) -> bool:
    """Tell whether somebody without a name came along, or why nobody did."""
    return bool(visit.company_words.strip() or visit.lone_visitor_reason.strip())


def _about_the_places(visit: Visit, today: date) -> list[Issue]:
    """A place has days of the visit; a visit on site says where, one by telephone need not."""
    found: list[Issue] = []
    if visit.manner == ON_SITE and not (visit.places or visit.employers):
        found.append(warning("places", "place_missing"))
    for place in visit.places:
        if place.first_day is None:
            continue
        found += _about_days(place.first_day, place.last_day, today, ("places", "places"))
        last = place.last_day or place.first_day
        begins, ends = visit.first_day, visit.last_day or visit.first_day
        if begins and ends and (place.first_day < begins or last > ends):
            found.append(warning("places", "place_outside_the_days", name=place.name))
    return found
