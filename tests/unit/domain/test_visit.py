"""The rules of a visit: whom it was to, who came, when, and where."""

from datetime import date

import pytest

from desktop_app.domain.identity import BeneficiaryId, EmployerId, VisitId
from desktop_app.domain.visit import Group, Place, Visit, Visitor, objections

TODAY = date(2021, 2, 8)
PERSON, EMPLOYER = BeneficiaryId("a" * 32), EmployerId("b" * 32)
TWO = (Visitor(name="王建国"), Visitor(name="马丽"))
SHOP = Place(kind="shop", name="新市街店")


def visit(**fields):
    given = {"manner": "home", "first_day": TODAY, "visitors": TWO} | fields
    return Visit(id=VisitId("c" * 32), **given)


def codes(made):
    return [(issue.field, issue.code) for issue in objections(made, today=TODAY)]


@pytest.mark.parametrize(
    "fields",
    [
        {"beneficiaries": (PERSON,)},
        {"households": (PERSON,)},
        {"employers": (EMPLOYER,)},
        {"groups": (Group(words="一线职工"),)},
        {"places": (SHOP,)},
    ],
)
def test_a_visit_may_be_to_a_person_a_household_an_employer_a_group_or_a_place(fields):
    assert codes(visit(**fields)) == []


def test_a_visit_to_nobody_is_refused():
    assert codes(visit()) == [("beneficiaries", "nobody_visited")]


@pytest.mark.parametrize("manner", ["phone", "video"])
def test_who_telephones_needs_no_place_but_somebody_at_the_other_end(manner):
    assert codes(visit(manner=manner, beneficiaries=(PERSON,))) == []
    assert codes(visit(manner=manner, employers=(EMPLOYER,))) == []
    assert codes(visit(manner=manner, places=(SHOP,))) == [("beneficiaries", "nobody_visited")]


def test_a_visit_on_site_is_asked_where_unless_an_employer_says_it():
    somewhere = visit(manner="site", beneficiaries=(PERSON,))
    assert codes(somewhere) == [("places", "place_missing")]
    assert codes(visit(manner="site", employers=(EMPLOYER,))) == []
    assert codes(visit(manner="site", beneficiaries=(PERSON,), places=(SHOP,))) == []


def test_nobody_stands_in_a_visit_twice():
    assert codes(visit(households=(PERSON, PERSON))) == [("households", "visited_twice")]
    assert codes(visit(employers=(EMPLOYER, EMPLOYER))) == [("employers", "visited_twice")]


def test_companions_without_a_name_make_a_visit_of_more_than_one():
    alone = {"beneficiaries": (PERSON,), "visitors": TWO[:1]}
    assert codes(visit(**alone)) == [("visitors", "lone_visitor")]
    assert codes(visit(**alone, company_words="省市有关负责同志")) == []
    assert codes(visit(**alone, lone_visitor_reason="大雪封路")) == []


def place(first, last=None):
    return Place(kind="shop", name="店", first_day=first, last_day=last)


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (place(date(2021, 2, 1)), None),
        (place(date(2021, 2, 1), date(2021, 2, 3)), None),
        (place(date(2021, 1, 31)), "place_outside_the_days"),
        (place(date(2021, 2, 2), date(2021, 2, 4)), "place_outside_the_days"),
        (place(date(2021, 2, 3), date(2021, 2, 1)), "ends_before_start"),
        (place(date(2021, 2, 9)), "in_the_future"),
    ],
)
def test_the_days_of_a_place_are_among_those_of_the_visit(at, code):
    span = {"first_day": date(2021, 2, 1), "last_day": date(2021, 2, 3)}
    found = [issue for _field, issue in codes(visit(places=(at,), **span))]
    assert (code in found) if code else found == []


def test_a_place_may_have_days_where_the_visit_has_words():
    told = visit(first_day=None, day_words="从岁末到年初", places=(place(date(2021, 1, 3)),))
    assert codes(told) == []
