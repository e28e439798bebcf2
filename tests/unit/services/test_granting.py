"""Who plans, who approves, and what holds a grant back."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.grant import GrantDecision, GrantState
from desktop_app.domain.identity import GrantDecisionId, GrantId, new_id
from desktop_app.domain.role import Role
from desktop_app.services.granting import ReasonMissingError
from desktop_app.services.progress import CancelledError
from desktop_app.storage import kinds
from desktop_app.storage.grants import GrantFilter
from desktop_app.storage.records import edit_of
from tests.unit.conftest import TODAY


def states(office, campaign):
    return [line.state for line in office.granting.lines(GrantFilter(campaign=campaign.id))]


def test_the_standard_of_the_category_is_planned(clerk, campaign, enrol, make_person):
    enrol(make_person())
    plan = clerk.granting.plan(campaign.id)
    assert [grant.cash_fen for grant in plan.grants] == [100_000]
    assert states(clerk, campaign) == [GrantState.PLANNED]


def test_an_amount_on_the_roster_goes_before_the_standard(clerk, campaign, enrol, make_person):
    enrol(make_person(), cash_fen=30_000, goods=(GoodsLine(name="大米", quantity=2, unit="袋"),))
    (grant,) = clerk.granting.plan(campaign.id).grants
    assert grant.cash_fen == 30_000
    assert grant.goods[0].quantity == 2


def test_nobody_is_planned_for_twice(clerk, campaign, enrol, make_person):
    enrol(make_person())
    assert len(clerk.granting.plan(campaign.id).grants) == 1
    assert clerk.granting.plan(campaign.id).grants == ()


def test_who_fits_no_standard_is_named_with_the_reason(clerk, campaign, enrol, make_person):
    enrol(make_person("李䶮", category="courier"))
    plan = clerk.granting.plan(campaign.id)
    assert plan.grants == ()
    assert [(one.name, one.issues[0].code) for one in plan.skipped] == [("李䶮", "no_standard")]


def test_a_preview_writes_nothing(clerk, campaign, enrol, make_person):
    enrol(make_person())
    before = clerk.caretaking.state()
    assert len(clerk.granting.preview(campaign.id).grants) == 1
    assert clerk.caretaking.state() == before


def test_a_cancelled_plan_keeps_nothing(clerk, campaign, enrol, make_person):
    enrol(make_person())
    before = clerk.caretaking.state()

    def stop(_done, _total):
        raise CancelledError

    with pytest.raises(CancelledError):
        clerk.granting.plan(campaign.id, progress=stop)
    assert clerk.caretaking.state() == before


def test_another_person_approves(clerk, approver, campaign, enrol, make_person):
    enrol(make_person())
    clerk.granting.plan(campaign.id)
    approval = approver.granting.approve(campaign.id)
    assert approval.total_fen == 100_000
    assert states(clerk, campaign) == [GrantState.APPROVED]
    assert approver.granting.approve(campaign.id).approved == ()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CLERK, Role.AUDITOR, Role.ADMINISTRATOR])
def test_no_other_role_approves(sit, campaign, role):
    with pytest.raises(NotPermittedError) as refused:
        sit(role).granting.approve(campaign.id)
    assert refused.value.exit_code == 3


def test_nobody_approves_what_they_planned_themselves(clerk, campaign, enrol, make_person):
    enrol(make_person())
    clerk.granting.plan(campaign.id)
    turned = replace(clerk.user, role=Role.APPROVER)
    same_person = type(clerk)(replace(clerk.desk, user=turned))
    with pytest.raises(NotPermittedError):
        same_person.granting.approve(campaign.id)
    assert states(clerk, campaign) == [GrantState.PLANNED]


def test_a_grant_over_the_cap_waits_for_a_reason(clerk, approver, campaign, enrol, make_person):
    enrol(make_person("大额"), cash_fen=350_000)
    enrol(make_person("小额"), cash_fen=50_000)
    clerk.granting.plan(campaign.id)
    approval = approver.granting.approve(campaign.id)
    assert [line.name for line, _issues in approval.held] == ["大额"]
    assert approval.held[0][1][0].code == "over_cap_per_time"
    assert len(approver.granting.approve(campaign.id, reason="特大困难，会议纪要3号").approved) == 1


def test_what_two_laptops_planned_for_one_person_is_approved_once(
    clerk, approver, campaign, enrol, make_person
):
    enrol(make_person())
    clerk.granting.plan(campaign.id)
    (line,) = clerk.granting.lines(GrantFilter(campaign=campaign.id))
    elsewhere = replace(line.grant, id=GrantId(new_id()))
    clerk.desk.save([edit_of(kinds.GRANT, elsewhere)], "grants.planned", campaign.id)
    assert [
        [issue.code for issue in issues] for _line, issues in approver.granting.waiting(campaign.id)
    ] == [[], ["planned_twice"]]
    approval = approver.granting.approve(campaign.id)
    assert [grant.id for grant in approval.approved] == [line.grant.id]
    assert [held.grant.id for held, _issues in approval.held] == [elsewhere.id]
    assert approver.granting.approve(campaign.id).approved == ()
    both = approver.granting.approve(campaign.id, reason="两次大病，会议纪要4号")
    assert [grant.id for grant in both.approved] == [elsewhere.id]


def test_the_last_decision_counts_in_whatever_order_it_came(
    clerk, approver, campaign, enrol, make_person
):
    enrol(make_person())
    clerk.granting.plan(campaign.id)
    (line,) = clerk.granting.lines(GrantFilter(campaign=campaign.id))
    earlier, later = new_id(), new_id()
    for identifier, is_yes in ((later, False), (earlier, True)):
        decision = GrantDecision(
            id=GrantDecisionId(identifier),
            grant=line.grant.id,
            approved=is_yes,
            reason="会议纪要5号",
            decided_by=approver.user.id,
            decided_on=TODAY,
        )
        approver.desk.save([edit_of(kinds.GRANT_DECISION, decision)], "grants.decided", campaign.id)
    assert states(clerk, campaign) == [GrantState.REFUSED]


def test_the_cap_of_the_year_counts_other_campaigns(clerk, approver, campaign, enrol, make_person):
    person = enrol(make_person(), cash_fen=290_000)
    clerk.granting.plan(campaign.id)
    sums = clerk.desk.store.grants.given_this_year([person.id], 2021)
    assert sums == {person.id: 290_000}
    assert clerk.desk.store.grants.given_this_year([person.id], 2020) == {person.id: 0}


def test_a_refused_grant_needs_a_reason_and_frees_the_person(
    clerk, approver, campaign, enrol, make_person
):
    enrol(make_person())
    (grant,) = clerk.granting.plan(campaign.id).grants
    with pytest.raises(ReasonMissingError):
        approver.granting.refuse([grant.id], " ")
    assert approver.granting.refuse([grant.id], "重复") == 1
    assert states(clerk, campaign) == [GrantState.REFUSED]
    assert len(clerk.granting.plan(campaign.id).grants) == 1


def test_a_campaign_that_ends_before_it_begins_is_refused(clerk, campaign):
    issues = clerk.campaigns.objections(replace(campaign, ends=date(2020, 1, 1)))
    assert [issue.code for issue in issues] == ["ends_before_start"]
