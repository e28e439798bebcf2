"""An activity or service (活动服务): what was held, where, for how many, at what cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain import goods
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import ActivityId, CampaignId
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.visit import Group

MAX_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Who helped to hold it; `kind` is a code of the list of partners."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity, planned or held. The time is a day, a range of days, or words.

    `participants` are groups counted exactly or about, each in its own unit; `recipients` are
    codes of the list of recipient categories. `budget_fen` and `spent_fen` are None while
    nobody knows them. `online` is held on a platform, wherever the venue is.
    """

    id: ActivityId
    name: str
    kind: str | None = None
    service_dimension: str | None = None
    campaign: CampaignId | None = None
    first_day: date | None = None
    last_day: date | None = None
    day_words: str = ""
    place_type: str | None = None
    venue: str = ""
    online: bool = False
    host: str = ""
    partners: tuple[Partner, ...] = ()
    participants: tuple[Group, ...] = ()
    recipients: tuple[str, ...] = ()
    budget_fen: int | None = None
    spent_fen: int | None = None
    fund_source: str | None = None
    goods: tuple[GoodsLine, ...] = ()
    content: str = ""
    feedback: str = ""
    remarks: str = ""


def objections(activity: Activity) -> tuple[Issue, ...]:
    """List everything that is wrong with an activity, without raising."""
    found: list[Issue] = []
    if not activity.name.strip():
        found.append(objection("name", "activity_name_missing"))
    if activity.kind is None:
        found.append(objection("kind", "activity_kind_missing"))
    found += _about_the_time(activity)
    found += _about_the_numbers(activity)
    found += goods.objections(activity.goods)
    return tuple(found)


def _about_the_time(activity: Activity) -> list[Issue]:
    first, last = activity.first_day, activity.last_day
    if first is None:
        return [] if activity.day_words.strip() else [objection("first_day", "day_missing")]
    if last is not None and last < first:
        return [objection("last_day", "ends_before_start")]
    if last is not None and (last - first).days > MAX_DAYS:
        return [warning("last_day", "longer_than_a_year")]
    return []


def _about_the_numbers(activity: Activity) -> list[Issue]:
    found: list[Issue] = []
    if any(group.count is not None and group.count < 0 for group in activity.participants):
        found.append(objection("participants", "count_negative"))
    if not activity.participants:
        found.append(warning("participants", "participants_missing"))
    budget, spent = activity.budget_fen, activity.spent_fen
    money = {"budget_fen": budget, "spent_fen": spent}
    found += [objection(field, "money_negative") for field, fen in money.items() if (fen or 0) < 0]
    if budget is not None and spent is not None and spent > budget:
        found.append(warning("spent_fen", "spent_over_budget"))
    if spent and not activity.fund_source:
        found.append(warning("fund_source", "no_fund_source"))
    return found
