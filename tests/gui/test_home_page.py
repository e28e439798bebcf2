"""The first page tells how things stand and what comes next."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.role import Role, may
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.home_page import HomePage
from desktop_app.gui.pages.next_steps import Deed, next_steps
from desktop_app.services.overview import Overview, Tally, survey
from tests.unit.conftest import TODAY


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def home(qtbot, runner):
    def open_page(office, campaign=None) -> HomePage:
        page = HomePage(office, runner)
        qtbot.addWidget(page)
        page.show_campaign(campaign)
        page.show()
        with qtbot.waitSignal(page.surveyed, timeout=20_000):
            page.refresh()
        qtbot.waitUntil(lambda: not runner.is_busy)
        return page

    return open_page


def words(page):
    return [one.text() for one in page.findChildren(QLabel)]


def press(page, text):
    (button,) = (one for one in page.findChildren(QPushButton) if one.text() == text)
    button.click()


def deeds(overview, role):
    return [step.deed for step in next_steps(overview, partial(may, role))]


def test_an_empty_ledger_asks_for_a_campaign(qtbot, home, clerk):
    page = home(clerk)
    with qtbot.waitSignal(page.deed_requested) as wish:
        press(page, "Set up a campaign")
    assert wish.args == [Deed.SET_UP_CAMPAIGN]


def test_the_figures_of_a_campaign_are_counted(home, clerk, campaign, enrol, make_person):
    enrol(make_person("马秀兰"))
    enrol(make_person("杨淼鑫"))
    clerk.granting.plan(campaign.id)
    said = words(home(clerk, campaign))
    assert "2,000.00" in said
    assert "2 planned grants wait for approval by somebody else." in said


def test_who_may_not_act_is_told_without_a_button(campaign):
    waiting = Overview(campaign=campaign, rostered=2, grants={GrantState.PLANNED: Tally(count=2)})
    assert deeds(waiting, Role.CLERK) == [None]
    assert deeds(waiting, Role.APPROVER) == [Deed.APPROVE]


def test_the_steps_follow_the_season(campaign):
    fresh = Overview(campaign=campaign)
    planned = replace(fresh, rostered=3, plannable=3)
    approved = replace(fresh, rostered=3, grants={GrantState.APPROVED: Tally(count=3)})
    printed = replace(fresh, rostered=3, grants={GrantState.PRINTED: Tally(count=3)})
    done = replace(fresh, rostered=3, grants={GrantState.HANDED_OVER: Tally(count=3)})
    season = [deeds(one, Role.CLERK) for one in (fresh, planned, approved, printed, done)]
    assert season == [[Deed.IMPORT_ROSTER], [Deed.PLAN], [Deed.PRINT], [Deed.VISIT], []]


def test_an_interrupted_printing_comes_first():
    assert deeds(Overview(unresolved=2), Role.CLERK)[0] is Deed.SETTLE_NUMBERS


def test_signatures_that_came_back_are_offered_to_those_who_may_look(campaign):
    back = Overview(campaign=campaign, rostered=3, signatures=2)
    assert deeds(back, Role.CLERK) == [Deed.LOOK_AT_SIGNATURES]
    (step,) = next_steps(back, partial(may, Role.AUDITOR))
    assert step.words == "2 signatures that came back wait to be looked at."
    assert step.deed is None


def test_void_grants_use_up_no_fund(clerk, approver, campaign, enrol, make_person):
    enrol(make_person("马秀兰"))
    plan = clerk.granting.plan(campaign.id)
    approver.granting.refuse([plan.grants[0].id], "twice on the roster")
    assert survey(clerk.desk, campaign.id).funds == ()


def test_a_draft_is_offered_and_handed_on(qtbot, home, clerk):
    clerk.drafting.keep("person", "a" * 32, "马秀兰", {}, {})
    page = home(clerk)
    with qtbot.waitSignal(page.draft_chosen) as chosen:
        press(page, "Continue")
    assert chosen.args[0].title == "马秀兰"


def test_todays_route_stands_first_and_leads_to_its_page(qtbot, home, officer, enrol, make_person):
    assert not home(officer)._routes.isVisible()
    person = enrol(make_person("马秀兰"))
    route = officer.routing.save(officer.routing.begin([person.id]))
    page = home(officer)
    assert "next: 马秀兰" in words(page)
    assert "0 of 1" in words(page)
    with qtbot.waitSignal(page.open_requested) as wish:
        press(page, "Route of 2021-02-08")
    assert wish.args == ["visits", route.id]


def test_a_visit_to_a_household_or_an_employer_is_named_by_it(
    officer, campaign, enrol, make_person
):
    worker = enrol(make_person("马秀兰"))
    plant = officer.employers.add("电子元件厂")
    visit = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=TODAY,
        visitors=(Visitor(name="王建国"), Visitor(name="马丽")),
        households=(worker.id,),
        employers=(plant.id,),
    )
    officer.visiting.save(visit)
    (recent,) = survey(officer.desk, campaign.id).recent
    assert recent.whom == "马秀兰、电子元件厂"
