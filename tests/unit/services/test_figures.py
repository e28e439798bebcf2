"""Figures for superiors: each unit for itself, cash and goods apart, by source and by group."""

from datetime import date

import pytest

from desktop_app.domain.fund import FundIncome
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import FundIncomeId, VisitId, WorkerProfileId, new_id
from desktop_app.domain.migrant import StayingPut
from desktop_app.domain.model_worker import ModelWorker
from desktop_app.domain.role import Role
from desktop_app.domain.visit import Group, Place, Visit, Visitor
from desktop_app.services.list_papers import summary
from desktop_app.services.reporting.figures import Part, Unit, figures_of

RICE = GoodsLine(name="大米", quantity=2, unit="袋", unit_price_fen=5_000)


@pytest.fixture
def people(clerk, approver, campaign, enrol, make_person):
    """Three people: one paid in cash, one in goods alone, one from another source."""
    made = [make_person("张𬱖"), make_person("王㛃"), make_person("李䶮")]
    enrol(made[0], cash_fen=100_000, fund_source="own_budget")
    enrol(made[1], cash_fen=0, goods=(RICE,), fund_source="donations")
    enrol(made[2], cash_fen=50_000, fund_source="fiscal")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return made


def count(office, campaign):
    found = figures_of(office.desk, office.campaigns.get(campaign.id))
    return {(one.part, one.key, one.unit): one for one in found}


def test_people_and_person_times_and_money_are_counted_apart(clerk, campaign, people):
    approved = count(clerk, campaign)[Part.MONEY, "approved", Unit.PEOPLE]
    assert (approved.count, approved.times) == (3, 3)
    assert (approved.cash_fen, approved.goods_fen) == (150_000, 10_000)
    assert approved.total_fen == 160_000


def test_every_lawful_source_has_a_line_also_one_without_money(clerk, campaign, people):
    figures = count(clerk, campaign)
    sources = {key: one for (part, key, _unit), one in figures.items() if part is Part.FUND}
    assert len(sources) == 6
    assert sources["own_budget"].cash_fen == 100_000
    assert (sources["donations"].cash_fen, sources["donations"].goods_fen) == (0, 10_000)
    assert sources["superior_union"].total_fen == 0
    assert sum(one.total_fen for one in sources.values()) == 160_000


def test_money_raised_for_a_campaign_is_told_by_source(sit, clerk, campaign):
    raising = sit(Role.ADMINISTRATOR).raising
    for fen, source, day, of in (
        (300_000, "fiscal", 1, campaign.id),
        (50_000, "donations", 2, campaign.id),
        (70_000, "donations", 3, campaign.id),
        (999_999, "fiscal", 3, None),
    ):
        raising.save(
            FundIncome(
                id=FundIncomeId(new_id()),
                amount_fen=fen,
                fund_source=source,
                received_on=date(2021, 2, day),
                campaign=of,
            )
        )
    figures = count(clerk, campaign)
    raised = {key: one for (part, key, _unit), one in figures.items() if part is Part.RAISED}
    assert (raised["raised"].count, raised["raised"].total_fen) == (3, 420_000)
    assert (raised["donations"].count, raised["donations"].total_fen) == (2, 120_000)
    assert raised["superior_union"].total_fen == 0
    paper = summary("银川市总工会", campaign, date(2021, 2, 8), list(figures.values()))
    assert paper.rows[0][:2] == ("一、筹集资金", "筹集资金总额")
    assert (paper.rows[0][5], paper.rows[0][8]) == ("3 笔", "4,200.00")
    assert paper.rows[0][6:8] == ("", "")


def test_a_person_met_twice_is_one_person_and_two_person_times(officer, campaign, people):
    for day, households in ((1, ()), (2, (people[2].id,))):
        officer.visiting.save(
            Visit(
                id=VisitId(new_id()),
                campaign=campaign.id,
                manner="home",
                first_day=date(2021, 2, day),
                leader="李尧钟",
                delegation="第一慰问组",
                visitors=(Visitor(name="王建国"),),
                beneficiaries=(people[0].id,),
                households=households,
                groups=(Group(words="一线职工", count=25, approximate=True, unit="person_times"),),
                places=(Place(kind="home"),),
            )
        )
    figures = count(officer, campaign)
    met = figures[Part.VISITS, "people", Unit.PEOPLE]
    assert (met.count, met.times) == (1, 2)
    assert figures[Part.VISITS, "households", Unit.HOUSEHOLDS].count == 1
    assert figures[Part.VISITS, "visits", Unit.VISITS].count == 2
    assert figures[Part.VISITS, "led", Unit.VISITS].count == 2
    assert figures[Part.VISITS, "delegations", Unit.GROUPS].count == 1
    groups = figures[Part.VISITS, "groups", Unit.PERSON_TIMES]
    assert (groups.count, groups.approximate) == (50, True)


def test_groups_of_workers_and_model_workers_are_counted_by_their_sections(
    officer, campaign, people
):
    officer.sections.stays.save(
        StayingPut(id=WorkerProfileId(new_id()), beneficiary=people[0].id, year=2021)
    )
    officer.sections.model_workers.save(
        ModelWorker(id=WorkerProfileId(new_id()), beneficiary=people[2].id, level="national")
    )
    figures = count(officer, campaign)
    assert figures[Part.SECTION, "staying_put", Unit.PEOPLE].cash_fen == 100_000
    assert figures[Part.SECTION, "platform_work", Unit.PEOPLE].count == 0
    assert figures[Part.MODEL_WORKER, "national", Unit.PEOPLE].cash_fen == 50_000


def test_what_was_planned_and_not_approved_does_not_count(clerk, campaign, enrol, make_person):
    enrol(make_person("张𬱖"), cash_fen=100_000, fund_source="own_budget")
    clerk.granting.plan(campaign.id)
    assert count(clerk, campaign)[Part.MONEY, "approved", Unit.PEOPLE].count == 0
