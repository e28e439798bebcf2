"""What makes a need and a step whole, and by when a need is due."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.identity import BeneficiaryId, NeedId, NeedStepId
from desktop_app.domain.need import (
    Need,
    NeedStep,
    StepKind,
    due_day,
    objections,
    step_objections,
    steps_of_people,
)

TODAY = date(2021, 2, 8)
HEARD = date(2021, 2, 1)
NEED = Need(
    id=NeedId("1" * 32),
    kind="unpaid_wages",
    words="两个月没发工资",
    heard_on=HEARD,
    beneficiary=BeneficiaryId("2" * 32),
)
STEP = NeedStep(id=NeedStepId("3" * 32), need=NEED.id, day=TODAY, kind="call")


def codes(need):
    return [(issue.field, issue.code, issue.blocks) for issue in objections(need, today=TODAY)]


def test_a_whole_need_has_no_objection():
    assert codes(NEED) == []


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"kind": ""}, "kind", "need_kind_missing"),
        ({"words": "  "}, "words", "need_words_missing"),
        ({"beneficiary": None}, "beneficiary", "need_of_nobody"),
        ({"heard_on": None}, "heard_on", "heard_on_missing"),
        ({"heard_on": date(2021, 2, 9)}, "heard_on", "in_the_future"),
        ({"due": date(2021, 1, 31)}, "due", "due_before_heard"),
    ],
)
def test_what_is_missing_or_impossible_stops_a_need(change, field, code):
    assert codes(replace(NEED, **change)) == [(field, code, True)]


@pytest.mark.parametrize("whose", ["child", "employer", "visit", "group_words"])
def test_a_need_may_be_that_of_somebody_else_than_a_person(whose):
    assert codes(replace(NEED, beneficiary=None, **{whose: "x"})) == []


def test_a_need_is_not_closed_without_an_outcome_and_asks_for_what_the_person_said():
    assert codes(replace(NEED, closed_on=TODAY)) == [
        ("outcome", "outcome_missing", True),
        ("said", "said_missing", False),
    ]
    assert codes(replace(NEED, closed_on=TODAY, outcome="solved", said="satisfied")) == []


@pytest.mark.parametrize(
    ("day", "code"), [("2021-02-09", "in_the_future"), ("2021-01-31", "ends_before_start")]
)
def test_a_need_is_closed_between_its_hearing_and_today(day, code):
    closed = replace(NEED, closed_on=date.fromisoformat(day), outcome="partly", said="dissatisfied")
    assert codes(closed) == [("closed_on", code, True)]


@pytest.mark.parametrize(
    ("urgency", "day"),
    [("urgent", "2021-02-04"), ("soon", "2021-02-08"), ("ordinary", "2021-02-16")],
)
def test_the_due_day_follows_from_the_urgency(urgency, day):
    assert due_day(urgency, HEARD) == date.fromisoformat(day)


def test_an_urgency_that_no_list_has_sets_no_day():
    assert due_day("whenever", HEARD) is None


def test_a_need_is_overdue_the_day_after_it_was_due_and_never_once_closed():
    assert not NEED.is_overdue(TODAY)
    assert not replace(NEED, due=TODAY).is_overdue(TODAY)
    late = replace(NEED, due=date(2021, 2, 7))
    assert late.is_overdue(TODAY)
    assert not replace(late, closed_on=TODAY).is_overdue(TODAY)


def test_people_are_not_offered_the_steps_that_the_program_writes():
    offered = steps_of_people()
    assert "call" in offered
    assert not set(offered) & set(StepKind)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": ""}, "step_kind_missing"),
        ({"day": None}, "step_day_missing"),
        ({"day": date(2021, 2, 9)}, "in_the_future"),
        ({"kind": "other"}, "step_words_missing"),
    ],
)
def test_a_step_says_what_was_done_and_on_which_day(change, code):
    assert step_objections(STEP, today=TODAY) == ()
    (issue,) = step_objections(replace(STEP, **change), today=TODAY)
    assert (issue.code, issue.blocks) == (code, True)
