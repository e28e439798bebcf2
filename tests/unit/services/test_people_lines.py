"""People as lists show them."""

import pytest

from desktop_app.domain.grant import GrantState
from desktop_app.services.people_lines import PeopleLines
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.grants import GrantFilter


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
