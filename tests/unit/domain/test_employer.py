"""What is wrong with an employer or a measure, and by which keys an employer is found."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.employer import (
    MAX_NAME,
    MAX_TEXT,
    Employer,
    EmployerMeasure,
    finding_keys,
    measure_objections,
    objections,
    sort_key,
)
from desktop_app.domain.headcount import Headcount, read_headcount
from desktop_app.domain.identity import EmployerId, EmployerMeasureId

TODAY = date(2021, 2, 8)
FACTORY = EmployerId("1" * 32)
SITE = EmployerId("2" * 32)


def employer(**fields):
    given = {"id": FACTORY, "name": "济南二机床集团有限公司", "kind": "enterprise"}
    return Employer(**given | fields)


def measure(**fields):
    given = {
        "id": EmployerMeasureId("3" * 32),
        "employer": FACTORY,
        "measure": "staggered_leave",
        "state": "agreed",
    }
    return EmployerMeasure(**given | fields)


def said(issues):
    return [(issue.field, issue.code, issue.blocks) for issue in issues]


def test_an_employer_with_a_name_and_a_kind_is_in_order():
    assert objections(employer()) == ()


def test_an_employer_without_a_name_is_refused():
    assert said(objections(employer(name="  "))) == [("name", "employer_name_missing", True)]


def test_a_missing_kind_only_warns():
    assert said(objections(employer(kind=None))) == [("kind", "employer_kind_missing", False)]


@pytest.mark.parametrize("field", ["name", "also_called"])
def test_a_name_longer_than_the_limit_is_refused(field):
    long = "长" * (MAX_NAME + 1)
    value = long if field == "name" else ("短", long)
    assert said(objections(employer(**{field: value}))) == [(field, "name_too_long", True)]
    assert objections(employer(**{field: value[:-1] if field == "name" else ("短",)})) == ()


def test_a_credit_code_that_fails_its_check_only_warns():
    assert objections(employer(credit_code="91350100M000100Y43")) == ()
    assert said(objections(employer(credit_code="91350100M000100Y44"))) == [
        ("credit_code", "credit_code_check", False)
    ]


def test_a_site_belongs_to_another_employer_and_not_to_itself():
    assert objections(employer(belongs_to=SITE), [SITE]) == ()
    assert said(objections(employer(belongs_to=FACTORY), [FACTORY])) == [
        ("belongs_to", "belongs_to_itself", True)
    ]


def test_a_site_does_not_belong_to_one_that_belongs_to_it():
    assert said(objections(employer(belongs_to=SITE), [SITE, FACTORY])) == [
        ("belongs_to", "belongs_in_a_circle", True)
    ]


def test_a_region_has_six_digits_of_a_place_that_is_or_was():
    assert objections(employer(region="370100")) == ()
    assert said(objections(employer(region="3701"))) == [("region", "region_code_form", True)]
    assert said(objections(employer(region="993701"))) == [("region", "region_unknown", False)]


def test_a_strange_phone_number_only_warns():
    assert said(objections(employer(phone="12"))) == [("phone", "phone_unusual", False)]


def test_a_part_of_the_staff_is_not_more_than_the_whole():
    whole = Headcount(number=320)
    assert objections(employer(headcount=whole, members=Headcount(number=320))) == ()
    issues = objections(employer(headcount=whole, staying_put=Headcount(number=321)))
    assert said(issues) == [("staying_put", "part_above_whole", False)]
    assert issues[0].details == (("whole", "320"),)


@pytest.mark.parametrize("about", ["headcount", "staying_put"])
def test_approximate_numbers_are_not_compared(about):
    counts = {"headcount": Headcount(number=300), "staying_put": Headcount(number=310)}
    counts[about] = replace(counts[about], approximate=True)
    assert objections(employer(**counts)) == ()


def test_a_number_below_zero_is_refused():
    found = objections(employer(headcount=Headcount(number=-1)))
    assert said(found) == [("headcount", "count_negative", True)]


def test_a_text_longer_than_the_limit_is_refused():
    assert objections(employer(history="史" * MAX_TEXT)) == ()
    assert said(objections(employer(history="史" * (MAX_TEXT + 1)))) == [
        ("history", "text_too_long", True)
    ]


@pytest.mark.parametrize(
    ("fields", "hard"),
    [
        ({}, False),
        ({"state": "normal"}, False),
        ({"state": "restructured"}, False),
        ({"state": "losses"}, True),
        ({"state": "closed"}, True),
        ({"difficulties": "订单减少四成"}, True),
    ],
)
def test_in_difficulty_is_who_makes_losses_closes_or_says_so(fields, hard):
    assert employer(**fields).is_in_difficulty is hard


@pytest.mark.parametrize(
    ("text", "number", "approximate"),
    [
        ("320", 320, False),
        ("7,860", 7860, False),
        ("３２０人", 320, False),
        ("近7860名", 7860, True),
        ("2500余名", 2500, True),
        ("约300", 300, True),
        ("300人左右", 300, True),
        ("0", 0, False),
    ],
)
def test_a_number_of_people_is_read_as_reports_write_it(text, number, approximate):
    assert read_headcount(text) == Headcount(number=number, approximate=approximate)


@pytest.mark.parametrize("text", ["", "许多", "3.5", "-3", "12345678901"])
def test_what_is_no_number_of_people_is_none(text):
    assert read_headcount(text) is None


@pytest.mark.parametrize("count", [Headcount(number=7860, approximate=True), Headcount(number=0)])
def test_a_written_number_is_read_back_equal(count):
    assert read_headcount(count.words) == count


@pytest.mark.parametrize(
    "typed", ["济南", "二机床", "jnej", "ejc", "erjichuang", "91350100m", "0y43", "老厂"]
)
def test_an_employer_is_found_by_any_part_of_names_initials_and_code(typed):
    keys = finding_keys("济南二机床集团有限公司", ("老厂名",), "91350100M000100Y43")
    assert f"|{typed}" in keys


def test_initials_follow_the_reading_of_the_word():
    assert "|zgyh" in finding_keys("中国银行", (), None)
    assert sort_key("重庆钢铁").startswith("chong qing")


def test_a_measure_is_in_order_without_days_and_amounts():
    assert measure_objections(measure(), today=TODAY) == ()


@pytest.mark.parametrize(
    ("fields", "issue"),
    [
        ({"employer": ""}, ("employer", "employer_missing", True)),
        ({"measure": ""}, ("measure", "measure_missing", True)),
        ({"state": None}, ("state", "measure_state_missing", False)),
        (
            {"starts": date(2021, 2, 10), "ends": date(2021, 2, 9)},
            ("ends", "ends_before_start", True),
        ),
        ({"amount_fen": -1}, ("amount_fen", "amount_not_positive", True)),
        ({"reached": Headcount(number=-1)}, ("reached", "count_negative", True)),
        ({"state": "carried_out"}, ("evidence", "evidence_missing", False)),
        (
            {"state": "carried_out", "evidence": "协议", "starts": date(2021, 2, 9)},
            ("starts", "in_the_future", True),
        ),
    ],
)
def test_each_fault_of_a_measure_is_said(fields, issue):
    assert said(measure_objections(measure(**fields), today=TODAY)) == [issue]


@pytest.mark.parametrize("proof", [{"evidence": "协议已签"}, {"evidence_kinds": ("agreement",)}])
def test_a_measure_carried_out_needs_evidence_in_words_or_kind(proof):
    assert measure_objections(measure(state="carried_out", **proof), today=TODAY) == ()


def test_a_planned_measure_may_begin_later():
    assert measure_objections(measure(starts=date(2021, 2, 11)), today=TODAY) == ()
