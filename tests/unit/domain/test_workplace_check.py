"""What is wrong with a risk check or a safety check, and what is still open in it."""

from datetime import date

import pytest

from desktop_app.domain.identity import EmployerId, RiskCheckId, SafetyCheckId
from desktop_app.domain.workplace_check import (
    MAX_TEXT,
    Risk,
    RiskCheck,
    SafetyCheck,
    SafetyFinding,
    highest,
    risk_objections,
    safety_objections,
)

TODAY = date(2021, 2, 8)
DAY = date(2021, 2, 1)
FACTORY = EmployerId("1" * 32)


def risk_check(**fields):
    given = {
        "id": RiskCheckId("2" * 32),
        "employer": FACTORY,
        "day": DAY,
        "checked_by": "王建国",
        "level": "high",
        "risks": (Risk(kind="wage_arrears", words="去年第四季度工资未发", people=38),),
        "plan": "约谈负责人，启动应急周转金",
        "warning_on": date(2021, 2, 9),
    }
    return RiskCheck(**given | fields)


def finding(**fields):
    given = {"what": "消防通道堵塞", "severity": "general", "due_on": date(2021, 2, 5)}
    return SafetyFinding(**given | fields)


def safety_check(*findings, **fields):
    given = {
        "id": SafetyCheckId("3" * 32),
        "employer": FACTORY,
        "day": DAY,
        "checked_by": "王建国",
        "result": "to_rectify",
    }
    return SafetyCheck(**given | fields, findings=findings)


def said(issues):
    return [(issue.field, issue.code, issue.blocks) for issue in issues]


def test_a_whole_risk_check_is_in_order():
    assert risk_objections(risk_check(), today=TODAY) == ()


@pytest.mark.parametrize(
    ("fields", "issue"),
    [
        ({"employer": ""}, ("employer", "employer_missing", True)),
        ({"day": None}, ("day", "check_day_missing", True)),
        ({"day": date(2021, 2, 9)}, ("day", "in_the_future", True)),
        ({"checked_by": " "}, ("checked_by", "checker_missing", False)),
        ({"level": None}, ("level", "risk_level_missing", False)),
        ({"risks": ()}, ("risks", "risks_missing", False)),
        ({"risks": (Risk(kind="", words="x"),)}, ("risks", "risk_kind_missing", True)),
        ({"risks": (Risk(kind="injury", people=-1),)}, ("risks", "count_negative", True)),
        ({"plan": ""}, ("plan", "plan_missing", False)),
        ({"warning_on": None}, ("warning_on", "warning_day_missing", False)),
        ({"warning_on": date(2021, 1, 31)}, ("warning_on", "warning_before_check", True)),
        (
            {"closed_on": date(2021, 1, 31), "outcome": "已补发"},
            ("closed_on", "closed_before_check", True),
        ),
        (
            {"closed_on": date(2021, 2, 9), "outcome": "已补发"},
            ("closed_on", "in_the_future", True),
        ),
        ({"closed_on": date(2021, 2, 8)}, ("outcome", "risk_outcome_missing", False)),
        ({"plan": "预" * (MAX_TEXT + 1)}, ("plan", "text_too_long", True)),
    ],
)
def test_each_fault_of_a_risk_check_is_said(fields, issue):
    assert said(risk_objections(risk_check(**fields), today=TODAY)) == [issue]


def test_a_low_risk_needs_neither_plan_nor_day_of_warning():
    calm = risk_check(level="low", risks=(), plan="", warning_on=None)
    assert risk_objections(calm, today=TODAY) == ()


def test_what_is_closed_needs_no_plan_any_more():
    closed = risk_check(plan="", warning_on=None, closed_on=TODAY, outcome="已补发")
    assert risk_objections(closed, today=TODAY) == ()


def test_a_warning_is_due_on_its_day_and_until_the_check_is_closed():
    check = risk_check(warning_on=TODAY)
    assert check.warns_on(TODAY)
    assert not check.warns_on(date(2021, 2, 7))
    assert not risk_check(warning_on=TODAY, closed_on=TODAY).warns_on(TODAY)
    assert not risk_check(warning_on=None).warns_on(TODAY)


def test_the_highest_of_several_levels_counts():
    assert highest(["low", "high", "medium"]) == "high"
    assert highest(["", "low"]) == "low"
    assert highest([""]) == ""


def test_a_whole_safety_check_is_in_order():
    assert safety_objections(safety_check(finding()), today=TODAY) == ()


@pytest.mark.parametrize(
    ("fields", "issue"),
    [
        ({"what": ""}, ("findings", "finding_words_missing", True)),
        ({"due_on": None}, ("findings", "due_day_missing", False)),
        ({"due_on": date(2021, 1, 31)}, ("findings", "due_before_check", True)),
        (
            {"rectified_on": date(2021, 1, 31), "how": "清理"},
            ("findings", "rectified_before_check", True),
        ),
        (
            {"rectified_on": date(2021, 2, 9), "how": "清理"},
            ("findings", "rectified_in_the_future", True),
        ),
        ({"rectified_on": date(2021, 2, 3)}, ("findings", "how_rectified_missing", False)),
    ],
)
def test_each_fault_of_a_finding_is_said(fields, issue):
    assert said(safety_objections(safety_check(finding(**fields)), today=TODAY)) == [issue]


def test_the_same_fault_of_two_findings_of_one_name_is_said_once():
    twice = safety_check(finding(due_on=None), finding(due_on=None))
    assert len(safety_objections(twice, today=TODAY)) == 1


@pytest.mark.parametrize(
    ("fields", "issue"),
    [
        ({"day": None}, ("day", "check_day_missing", True)),
        ({"checked_by": ""}, ("checked_by", "checker_missing", False)),
        ({"result": None}, ("result", "check_result_missing", False)),
        ({"result": "passed"}, ("result", "passed_with_findings", False)),
        ({"scope": "查" * (MAX_TEXT + 1)}, ("scope", "text_too_long", True)),
    ],
)
def test_each_fault_of_a_safety_check_is_said(fields, issue):
    assert said(safety_objections(safety_check(finding(), **fields), today=TODAY)) == [issue]


def test_a_check_that_found_nothing_passes():
    assert safety_objections(safety_check(result="passed"), today=TODAY) == ()


def test_what_is_not_rectified_is_open_and_after_its_day_overdue():
    late, done = finding(), finding(rectified_on=date(2021, 2, 4), how="清理")
    coming, endless = finding(due_on=TODAY), finding(due_on=None)
    check = safety_check(late, done, coming, endless)
    assert check.open_findings == (late, coming, endless)
    assert check.overdue(TODAY) == (late,)
    assert check.next_due == date(2021, 2, 5)
    assert safety_check(done).next_due is None
