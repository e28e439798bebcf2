"""People as lists show them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.services.people_lines import PeopleLines, PersonLine
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.grants import GrantFilter
from tests.unit.conftest import TODAY


@pytest.fixture
def lines(clerk):
    return PeopleLines(clerk.desk)


@pytest.fixture
def planned(clerk, campaign, enrol, make_person):
    enrol(make_person("马秀兰", employer="环卫处"))
    enrol(make_person("张𬱖", employer="元件厂"), cash_fen=30_000)
    clerk.register.save(make_person("杨淼鑫", employer="元件厂"))
    clerk.granting.plan(campaign.id)
    return campaign


def by_name(found):
    return {line.person.name: line for line in found}


def test_a_line_has_the_age_the_amount_and_the_state(lines, planned):
    line = by_name(lines.page(PeopleFilter(), planned.id))["张𬱖"]
    assert (line.age, line.cash_fen, line.state) == (40, 30_000, GrantState.PLANNED)


def test_who_has_no_grant_has_no_amount_instead_of_zero(lines, planned):
    line = by_name(lines.page(PeopleFilter(), planned.id))["杨淼鑫"]
    assert (line.cash_fen, line.state) == (None, None)


def test_without_a_campaign_nobody_has_grants(lines, planned):
    assert all(not line.grants for line in lines.page(PeopleFilter()))


def test_the_sum_is_of_the_people_the_filter_leaves(lines, planned):
    assert lines.cash_fen(PeopleFilter(), planned.id) == 130_000
    assert lines.cash_fen(PeopleFilter(employer="元件厂"), planned.id) == 30_000
    assert lines.cash_fen(PeopleFilter(text="马秀兰"), planned.id) == 100_000
    assert lines.cash_fen(PeopleFilter(category="courier"), planned.id) == 0


def test_what_was_refused_is_in_no_sum(lines, planned, approver):
    (grant,) = [
        line.grant.id
        for line in approver.granting.lines(GrantFilter(campaign=planned.id))
        if line.name == "马秀兰"
    ]
    approver.granting.refuse([grant], "重复")
    assert lines.cash_fen(PeopleFilter(), planned.id) == 30_000
    line = by_name(lines.page(PeopleFilter(), planned.id))["马秀兰"]
    assert (line.cash_fen, line.state) == (None, GrantState.REFUSED)


def test_the_last_visit_and_the_last_grant_come_where_they_are_asked_for(
    clerk, campaign, enrol, make_person
):
    met, other = enrol(make_person("马秀兰")), enrol(make_person("张𬱖"))
    clerk.granting.plan(campaign.id, [met.id])
    for day in (date(2021, 1, 20), date(2021, 2, 5)):
        clerk.visiting.save(
            Visit(
                id=VisitId(new_id()),
                campaign=campaign.id,
                manner="home",
                first_day=day,
                visitors=(Visitor(name="王建国"), Visitor(name="马丽")),
                beneficiaries=(met.id,),
            )
        )
    lines = PeopleLines(clerk.desk)
    found = {line.person.id: line for line in lines.page(PeopleFilter(), last=True)}
    assert found[met.id].last_visit == date(2021, 2, 5)
    assert found[met.id].last_grant == TODAY
    assert (found[other.id].last_visit, found[other.id].last_grant) == (None, None)
    assert lines.page(PeopleFilter())[0].last_visit is None


def test_people_not_visited_in_a_campaign_are_left(clerk, campaign, enrol, make_person):
    met, other = enrol(make_person("马秀兰")), enrol(make_person("张𬱖"))
    visit = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=TODAY,
        visitors=(Visitor(name="王建国"), Visitor(name="马丽")),
        beneficiaries=(met.id,),
    )
    clerk.visiting.save(visit)
    wanted = PeopleFilter(unvisited=campaign.id)
    assert [one.id for one in clerk.register.page(wanted)] == [other.id]
    assert clerk.register.how_many(PeopleFilter(unvisited="another")) == 2


def test_the_day_of_recording_is_that_of_the_id(clerk, make_person):
    ms = int(datetime(2021, 2, 8, 12, tzinfo=UTC).timestamp() * 1000)
    person = replace(make_person("马秀兰"), id=f"{ms:012x}" + "7" + "0" * 19)
    assert PersonLine(person=person).recorded_on == date(2021, 2, 8)
