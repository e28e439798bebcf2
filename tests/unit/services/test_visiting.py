"""A visit with its hand-overs: all of it kept, or none."""

import json
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import RefusedError
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.visit import Finding, Group, Place, Visit, Visitor
from desktop_app.services import visit_file
from desktop_app.services.visit_file import VisitFileError
from desktop_app.services.visiting import Given
from desktop_app.services.wording import sentence
from desktop_app.storage.grants import GrantFilter

TWO = (Visitor(name="王建国"), Visitor(name="马丽", title="干事"))


@pytest.fixture
def visit(officer, campaign, enrol, make_person):
    person = enrol(make_person())
    return Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=date(2021, 2, 8),
        visitors=TWO,
        beneficiaries=(person.id,),
        findings=(Finding(concern="health", text="透析每周三次"),),
    )


def test_a_visit_is_read_back_equal(officer, visit):
    officer.visiting.save(visit)
    assert officer.visiting.open(visit.id).record == visit
    assert officer.visiting.to(visit.beneficiaries[0]) == [visit]


def test_money_given_on_a_visit_is_a_grant_that_still_needs_approval(officer, approver, visit):
    given = Given(
        beneficiary=visit.beneficiaries[0],
        cash_fen=50_000,
        goods=(GoodsLine(name="大礼包", quantity=1, unit="份", unit_price_fen=12_000),),
        fund_source="own_budget",
    )
    officer.visiting.save(visit, [given])
    (line,) = officer.granting.lines(GrantFilter(visit=visit.id))
    assert line.state is GrantState.HANDED_OVER
    assert line.approved_by == ""
    assert officer.visiting.given(visit.id) == [given]
    assert len(approver.granting.approve(visit.campaign).approved) == 1


def test_an_approved_grant_is_handed_over_once(officer, clerk, approver, visit):
    (grant,) = clerk.granting.plan(visit.campaign).grants
    given = Given(beneficiary=visit.beneficiaries[0], grant=grant.id)
    with pytest.raises(RefusedError, match="not approved"):
        officer.visiting.save(visit, [given])
    approver.granting.approve(visit.campaign)
    officer.visiting.save(visit, [given])
    assert officer.visiting.given(visit.id) == [given]
    again = replace(visit, id=VisitId(new_id()))
    with pytest.raises(RefusedError, match="handed over before"):
        officer.visiting.save(again, [given])
    assert officer.visiting.latest() == [visit]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"first_day": date(2021, 2, 9)}, "in_the_future"),
        ({"first_day": None}, "day_missing"),
        ({"last_day": date(2021, 2, 7)}, "ends_before_start"),
        ({"visitors": ()}, "visitors_missing"),
        ({"beneficiaries": ()}, "nobody_visited"),
        ({"beneficiaries": ("0" * 32,)}, "person_unknown"),
    ],
)
def test_an_impossible_visit_is_refused_and_nothing_is_kept(officer, visit, change, code):
    wrong = replace(visit, **change)
    assert code in [issue.code for issue in officer.visiting.objections(wrong) if issue.blocks]
    with pytest.raises(RefusedError):
        officer.visiting.save(wrong)
    assert officer.visiting.latest() == []


def test_one_visitor_alone_warns_until_a_reason_is_given(officer, visit):
    alone = replace(visit, visitors=TWO[:1])
    assert [issue.code for issue in officer.visiting.objections(alone)] == ["lone_visitor"]
    explained = replace(alone, lone_visitor_reason="大雪封路")
    assert officer.visiting.objections(explained) == ()


def test_words_for_the_time_do_for_a_visit_of_the_newspaper(officer, visit):
    told = replace(
        visit,
        first_day=None,
        day_words="2021年新年前夕",
        places=(Place(kind="enterprise", name="三剑客农业股份有限公司"),),
        groups=(Group(words="一线职工", count=2500, approximate=True),),
    )
    officer.visiting.save(told)
    assert officer.visiting.open(told.id).record == told


def test_what_a_visit_file_says_comes_out_again(officer, visit):
    said = {
        "campaign": visit.campaign,
        "manner": "site",
        "first_day": "2021-01-13",
        "last_day": "2021-01-15",
        "places": [{"kind": "community", "name": "共和县恰镇金安社区"}],
        "delegation": "慰问团",
        "leader": "马吉孝",
        "leader_title": "全总副主席",
        "visitors": [{"name": "随行", "title": "干事", "unit": "总工会"}],
        "beneficiaries": list(visit.beneficiaries),
        "groups": [{"words": "职工", "count": 30, "approximate": True, "unit": "people"}],
        "concerns": ["health", "schooling"],
        "findings": [{"concern": "health", "text": "良好"}],
        "difficulties": "子女就学",
        "given": [
            {
                "beneficiary": visit.beneficiaries[0],
                "cash_fen": 50_000,
                "goods": [{"name": "大米", "quantity": 1, "unit": "袋", "unit_price_fen": 5800}],
                "fund_source": "own_budget",
                "method": "cash",
            }
        ],
    }
    read, given = visit_file.read(json.dumps(said))
    officer.visiting.save(read, given)
    kept = officer.visiting.open(read.id).record
    assert visit_file.write(kept, officer.visiting.given(read.id)) == {"id": read.id, **said}


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "{}", '{"manner": "by rocket"}', '{"manner": "home", "first_day": "2021-02-30"}'],
)
def test_a_file_that_is_no_visit_is_a_sentence(text):
    with pytest.raises(VisitFileError):
        visit_file.read(text)


@pytest.mark.parametrize(("cash_fen", "codes"), [(100_000, []), (100_001, ["cash_over_threshold"])])
def test_a_transfer_is_advised_above_the_amount_laid_down(officer, visit, cash_fen, codes):
    (person,) = visit.beneficiaries
    given = Given(beneficiary=person, cash_fen=cash_fen, fund_source="own_budget")
    issues = officer.visiting.objections(visit, [given])
    assert [issue.code for issue in issues] == codes
    assert all("1,000.00" in sentence(issue) for issue in issues)
