"""The figures of a campaign as they are reported upward, each in its own unit of counting.

Households (户), people (人) and person-times (人次) are three units and never added to one another:
whom two grants reached is one person and two person-times. Goods count at what they are worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain import goods
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import GrantState
from desktop_app.domain.role import Right
from desktop_app.domain.section import Section
from desktop_app.services.desk import Desk
from desktop_app.storage.funds import FundFilter
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.visits import VisitFilter

GIVEN = frozenset({GrantState.HANDED_OVER, GrantState.SIGNED})
COUNTED = frozenset({GrantState.APPROVED, GrantState.PRINTED, *GIVEN})


class Unit(StrEnum):
    """What is counted; the values are codes of the list of units where it has them."""

    HOUSEHOLDS = "households"
    PEOPLE = "people"
    PERSON_TIMES = "person_times"
    EMPLOYERS = "employers"
    VISITS = "visits"
    GROUPS = "groups"
    SUMS = "sums"


class Part(StrEnum):
    """The parts of the table."""

    RAISED = "raised"
    MONEY = "money"
    FUND = "fund"
    VISITS = "visits"
    CATEGORY = "category"
    SECTION = "section"
    MODEL_WORKER = "model_worker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line: what is counted, how many, and cash and worth of goods in fen where given.

    `times` are person-times (人次), where people are counted.

    `key` is a code of the list of its part: a fund source, a category, a level of model worker.
    `approximate` marks a count that holds an estimate (约). `raised_fen` is money that came in,
    which is neither cash nor goods that were given.
    """

    part: Part
    key: str
    unit: Unit
    count: int
    times: int | None = None
    cash_fen: int | None = None
    goods_fen: int | None = None
    approximate: bool = False
    raised_fen: int | None = None

    @property
    def total_fen(self) -> int | None:
        """Give what was raised, or cash and goods together; None where nothing is given."""
        if self.raised_fen is not None:
            return self.raised_fen
        if self.cash_fen is None and self.goods_fen is None:
            return None
        return (self.cash_fen or 0) + (self.goods_fen or 0)


def figures_of(desk: Desk, campaign: Campaign) -> tuple[Figure, ...]:
    """Count a campaign up to its cut-off; grants count once they are approved."""
    desk.require(Right.READ)
    lines = [
        line
        for line in desk.store.grants.lines(GrantFilter(campaign=campaign.id))
        if line.state in COUNTED and _by(campaign.cut_off, line.grant.planned_on)
    ]
    return (
        *_raised(desk, campaign),
        *_money(lines),
        *_funds(lines),
        *_visits(desk, campaign),
        *_categories(desk, lines),
        *_sections(desk, lines),
        *_model_workers(desk, lines),
    )


def _by(cut_off: date | None, day: date) -> bool:
    return cut_off is None or day <= cut_off


def _figure(part: Part, key: str, lines: Sequence[GrantLine]) -> Figure:
    """Count people, person-times and money of some grants."""
    return Figure(
        part=part,
        key=key,
        unit=Unit.PEOPLE,
        count=len({line.grant.beneficiary for line in lines}),
        times=len(lines),
        cash_fen=sum(line.grant.cash_fen for line in lines),
        goods_fen=sum(goods.value_of(line.grant.goods) for line in lines),
    )


def _raised(desk: Desk, campaign: Campaign) -> Iterable[Figure]:
    """Give what was raised for a campaign, then all lawful sources of it."""
    wanted = FundFilter(campaign=campaign.id, until=campaign.cut_off)
    incomes = desk.store.fund_incomes.page(wanted)
    known = [entry.code for entry in CodeLists.load()["fund_source"].current]
    by_source: dict[str, list[int]] = {source: [] for source in known}
    for income in incomes:
        by_source.setdefault(income.fund_source or "", []).append(income.amount_fen or 0)
    everything = [fen for sums in by_source.values() for fen in sums]
    for key, sums in (("raised", everything), *by_source.items()):
        yield Figure(
            part=Part.RAISED, key=key, unit=Unit.SUMS, count=len(sums), raised_fen=sum(sums)
        )


def _money(lines: Sequence[GrantLine]) -> Iterable[Figure]:
    yield _figure(Part.MONEY, "approved", lines)
    given = [line for line in lines if line.state in GIVEN]
    yield _figure(Part.MONEY, "handed_over", given)


def _funds(lines: Sequence[GrantLine]) -> Iterable[Figure]:
    """Give all lawful sources, also those from which nothing came."""
    known = [entry.code for entry in CodeLists.load()["fund_source"].current]
    used = [line.grant.fund_source for line in lines]
    for source in dict.fromkeys([*known, *used]):
        of = [line for line in lines if line.grant.fund_source == source]
        yield _figure(Part.FUND, source, of)


def _visits(desk: Desk, campaign: Campaign) -> Iterable[Figure]:
    until = campaign.cut_off.isoformat() if campaign.cut_off else ""
    wanted = VisitFilter(campaign=campaign.id, until=until)
    reach = desk.store.visits.reach(wanted)
    visits = desk.store.visits.page(wanted)
    led = sum(bool(visit.leader) for visit in visits)
    delegations = len({visit.delegation for visit in visits if visit.delegation})
    for key, unit, count, times in (
        ("visits", Unit.VISITS, reach.visits, None),
        ("led", Unit.VISITS, led, None),
        ("delegations", Unit.GROUPS, delegations, None),
        ("employers", Unit.EMPLOYERS, reach.employers, None),
        ("households", Unit.HOUSEHOLDS, reach.households, None),
        ("people", Unit.PEOPLE, reach.people, reach.person_times),
    ):
        yield Figure(part=Part.VISITS, key=key, unit=unit, count=count, times=times)
    for group in reach.groups:
        yield Figure(
            part=Part.VISITS,
            key="groups",
            unit=Unit(group.unit),
            count=group.count,
            approximate=group.approximate,
        )


def _categories(desk: Desk, lines: Sequence[GrantLine]) -> Iterable[Figure]:
    people = desk.store.beneficiaries.by_ids(line.grant.beneficiary for line in lines)
    by_category: dict[str, list[GrantLine]] = {}
    for line in lines:
        person = people.get(line.grant.beneficiary)
        category = line.grant.category or (person.category if person else None) or ""
        by_category.setdefault(category, []).append(line)
    for category in sorted(by_category):
        yield _figure(Part.CATEGORY, category, by_category[category])


def _sections(desk: Desk, lines: Sequence[GrantLine]) -> Iterable[Figure]:
    """Count those among the recipients who have a section in their record; one may have several."""
    store = desk.store
    holders: dict[str, set[str]] = {
        "frontline_post": _holders(store.frontline_posts.where()),
        "migrant_origin": _holders(store.migrant_origins.where()),
        "staying_put": _holders(store.stays.where()),
        "platform_work": _holders(store.platform_works.where()),
    }
    for section, people in holders.items():
        of = [line for line in lines if line.grant.beneficiary in people]
        yield _figure(Part.SECTION, section, of)


def _holders(sections: Iterable[Section]) -> set[str]:
    return {str(one.beneficiary) for one in sections if one.removed_because is None}


def _model_workers(desk: Desk, lines: Sequence[GrantLine]) -> Iterable[Figure]:
    """Count the model workers among the recipients by the level of their honour."""
    held = desk.store.model_workers.where()
    level = {str(one.beneficiary): one.level or "" for one in held if one.removed_because is None}
    for code in [entry.code for entry in CodeLists.load()["model_worker_type"].current]:
        of = [line for line in lines if level.get(line.grant.beneficiary) == code]
        if of:
            yield _figure(Part.MODEL_WORKER, code, of)
