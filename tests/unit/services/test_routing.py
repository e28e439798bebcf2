"""The route of a day: who is on it, and what visits make of its stops."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.route import Stop
from desktop_app.domain.visit import Place, Visit, Visitor
from desktop_app.storage.beneficiaries import PeopleFilter
from tests.unit.conftest import TODAY

TWO = (Visitor(name="王建国"), Visitor(name="马丽"))


@pytest.fixture
def people(enrol, make_person):
    made = (("张建国", "13895012345"), ("李红军", None))
    return [enrol(make_person(name, phone=phone, address="丽景街")) for name, phone in made]


@pytest.fixture
def route(officer, campaign, people):
    return officer.routing.save(officer.routing.begin([one.id for one in people], campaign.id))


def visit_to(*people, **fields):
    given = {"manner": "home", "first_day": TODAY, "visitors": TWO, "beneficiaries": people}
    return Visit(id=VisitId(new_id()), **{**given, **fields})


def made_at(office, route):
    return [stop.visit for stop in office.routing.open(route.id).record.stops]


def test_a_route_is_todays_and_belongs_to_who_made_it(officer, clerk, people, route):
    assert (route.day, route.officer) == (TODAY, officer.user.id)
    other = clerk.routing.save(clerk.routing.begin([people[0].id]))
    assert officer.routing.today() == [route, other]
    assert clerk.routing.today() == [other, route]


def test_a_route_of_yesterday_is_not_todays(officer, people):
    begun = officer.routing.begin([people[0].id])
    old = officer.routing.save(replace(begun, day=TODAY - timedelta(days=1)))
    assert officer.routing.today() == []
    assert officer.routing.latest() == [old]


def test_its_lines_show_names_addresses_and_masked_phones(officer, route):
    first, second = officer.routing.lines(route)
    assert (first.number, first.name, first.phone, first.address) == (
        *(1, "张建国", "138****2345"),
        "丽景街",
    )
    assert (second.number, second.phone) == (2, "")


def test_a_visit_makes_its_stop(officer, people, route):
    visit = officer.visiting.save(visit_to(people[1].id))
    assert made_at(officer, route) == [None, visit.id]
    assert officer.routing.next_stop(officer.routing.open(route.id).record).name == "张建国"
    officer.visiting.save(visit_to(people[0].id))
    assert officer.routing.next_stop(officer.routing.open(route.id).record) is None


def test_a_visit_to_the_household_or_to_a_place_makes_the_stop_as_well(officer, people, route):
    officer.routing.add_stops(route.id, [Stop(words="金安社区")])
    place = Place(kind="community", name="金安社区")
    visit = visit_to(households=(people[0].id,), beneficiaries=(), places=(place,))
    officer.visiting.save(visit)
    assert made_at(officer, route) == [visit.id, None, visit.id]


def test_a_visit_on_another_day_leaves_the_route_alone(officer, people, route):
    officer.visiting.save(visit_to(people[0].id, first_day=TODAY - timedelta(days=1)))
    assert made_at(officer, route) == [None, None]


def test_a_stop_is_open_again_where_the_visit_was_to_somebody_else(officer, people, route):
    visit = officer.visiting.save(visit_to(people[0].id))
    base = officer.visiting.open(visit.id)
    officer.visiting.save(replace(visit, beneficiaries=(people[1].id,)), base=base)
    assert made_at(officer, route) == [None, visit.id]


def test_a_second_visit_does_not_take_the_place_of_the_first(officer, people, route):
    first = officer.visiting.save(visit_to(people[0].id))
    officer.visiting.save(visit_to(people[0].id))
    assert made_at(officer, route) == [first.id, None]


def test_stops_are_added_once(officer, people, route):
    stop = Stop(beneficiary=people[0].id)
    longer = officer.routing.add_stops(route.id, [stop, Stop(words="金安社区")])
    assert [one.whither for one in longer.stops] == [people[0].id, people[1].id, "金安社区"]


def test_who_was_visited_is_not_proposed_again(officer, campaign, people):
    wanted = PeopleFilter(campaign=campaign.id)
    assert set(officer.routing.not_visited(campaign.id, wanted)) == set(people)
    officer.visiting.save(visit_to(people[0].id, campaign=campaign.id))
    assert officer.routing.not_visited(campaign.id, wanted) == [people[1]]


def test_an_unknown_person_is_refused(officer):
    with pytest.raises(RefusedError, match="no person"):
        officer.routing.save(officer.routing.begin(["f" * 32]))


def test_an_auditor_plans_no_route(sit, people):
    auditor = sit(Role.AUDITOR)
    with pytest.raises(NotPermittedError):
        auditor.routing.save(auditor.routing.begin([people[0].id]))
