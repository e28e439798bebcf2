"""The tree of unions: its order, its circles, and what is wrong with one union."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.identity import UnionId
from desktop_app.domain.union import Union, above, in_order, objections

PROVINCE = Union(id=UnionId("a"), name="宁夏回族自治区总工会", code="640000", level="province")
CITY = Union(id=UnionId("b"), name="银川市总工会", code="640100", parent=PROVINCE.id)
DISTRICT = Union(id=UnionId("c"), name="兴庆区总工会", parent=CITY.id, position=2)
OTHER = Union(id=UnionId("d"), name="金凤区总工会", parent=CITY.id, position=1)
ALL = (DISTRICT, OTHER, CITY, PROVINCE)


def codes(union, others=ALL):
    return [(issue.field, issue.code, issue.blocks) for issue in objections(union, others)]


def test_each_union_stands_behind_its_parent_in_its_position():
    assert [(place.union.name, place.depth) for place in in_order(ALL)] == [
        ("宁夏回族自治区总工会", 0),
        ("银川市总工会", 1),
        ("金凤区总工会", 2),
        ("兴庆区总工会", 2),
    ]
    assert in_order(ALL)[2].path == ("宁夏回族自治区总工会", "银川市总工会", "金凤区总工会")


def test_a_union_whose_parent_is_unknown_here_stands_at_the_root():
    assert [place.depth for place in in_order([CITY, DISTRICT])] == [0, 1]


@given(st.lists(st.integers(0, 7), min_size=8, max_size=8))
def test_whatever_two_laptops_have_put_below_one_another_no_union_disappears(parents):
    unions = [
        Union(id=UnionId(str(at)), name=str(at), parent=UnionId(str(parent)))
        for at, parent in enumerate(parents)
    ]
    assert {place.union.id for place in in_order(unions)} == {union.id for union in unions}
    assert all(len(above(one.id, {u.id: u.parent for u in unions})) <= 8 for one in unions)


def test_a_union_in_order_has_nothing_wrong():
    assert codes(CITY) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"name": " "}, ("name", "organisation_missing", True)),
        ({"code": "640000"}, ("code", "union_code_taken", True)),
        ({"parent": CITY.id}, ("parent", "union_below_itself", True)),
        ({"parent": DISTRICT.id}, ("parent", "union_below_itself", True)),
        ({"parent": UnionId("z")}, ("parent", "union_unknown", True)),
        ({"region": "6401"}, ("region", "region_code_form", True)),
        ({"credit_code": "81440000MCL468545N"}, ("credit_code", "credit_code_check", False)),
        ({"credit_code": "91350100M000100Y43"}, ("credit_code", "credit_code_of_no_union", False)),
        ({"members": -1}, ("members", "count_negative", True)),
        ({"members": 11, "workers": 10}, ("members", "more_members_than_workers", False)),
        ({"retired_on": date(2021, 1, 1)}, ("retired_on", "union_has_unions_below", False)),
        (
            {"term_from": date(2021, 1, 1), "term_to": date(2020, 1, 1)},
            ("term_to", "ends_before_start", True),
        ),
    ],
)
def test_what_is_wrong_is_found_at_its_field(changes, found):
    assert codes(replace(CITY, **changes)) == [found]


def test_the_real_code_of_a_union_passes():
    assert codes(replace(CITY, credit_code="81440000MCL468545M")) == []
