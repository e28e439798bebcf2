"""The rules of a route: a day, stops that lead somewhere, each once."""

from datetime import date

import pytest

from desktop_app.domain.identity import BeneficiaryId, EmployerId, RouteId, VisitId
from desktop_app.domain.route import Route, Stop, lengthened, objections

PERSON, EMPLOYER = BeneficiaryId("a" * 32), EmployerId("b" * 32)
HOME = Stop(beneficiary=PERSON)


def route(*stops, day=date(2021, 2, 8)):
    return Route(id=RouteId("c" * 32), day=day, stops=stops)


def codes(made):
    return [issue.code for issue in objections(made)]


def test_a_route_to_a_person_an_employer_and_a_place_is_in_order():
    assert codes(route(HOME, Stop(employer=EMPLOYER), Stop(words="金安社区"))) == []


def test_a_route_needs_a_day_and_a_stop():
    assert codes(route(day=None)) == ["day_missing", "route_empty"]


def test_a_stop_leads_to_one_place():
    assert codes(route(Stop(words="  "))) == ["stop_nowhere"]
    assert codes(route(Stop(beneficiary=PERSON, employer=EMPLOYER))) == ["stop_at_two"]


def test_the_same_place_twice_is_only_said():
    (issue,) = objections(route(HOME, HOME))
    assert (issue.code, issue.blocks) == ("stop_twice", False)


@pytest.mark.parametrize("time", ["", "9:30", "09:30", "23:59", "0:00"])
def test_a_time_of_the_day_is_understood(time):
    assert codes(route(Stop(beneficiary=PERSON, time=time))) == []


@pytest.mark.parametrize("time", ["24:00", "9.30", "9:3", "half past nine"])
def test_what_is_no_time_is_refused(time):
    assert codes(route(Stop(beneficiary=PERSON, time=time))) == ["time_unreadable"]


def test_a_visit_is_noted_at_its_stop_and_counted():
    visit = VisitId("d" * 32)
    made = route(HOME, Stop(employer=EMPLOYER)).with_visit(1, visit)
    assert (made.stops[0].visit, made.stops[1].visit, made.done) == (None, visit, 1)
    assert made.with_visit(1, None).done == 0


def test_new_stops_come_last():
    longer = lengthened(route(HOME), [Stop(words="金安社区")])
    assert [stop.whither for stop in longer.stops] == [PERSON, "金安社区"]
