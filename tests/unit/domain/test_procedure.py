"""From the application to the file and out of it again: order, days, state."""

from datetime import date

import pytest

from desktop_app.domain import procedure
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.household import HardshipFile
from desktop_app.domain.procedure import ProcedureStep

FILE = HardshipFile(id="f", beneficiary="p")
TODAY = date(2021, 12, 31)
WAY = (
    ("applied", date(2021, 1, 11), None),
    ("home_check", date(2021, 1, 14), "passed"),
    ("notice", date(2021, 1, 18), None),
    ("notice_result", date(2021, 1, 22), "clear"),
    ("approval", date(2021, 1, 25), "passed"),
    ("filed", date(2021, 1, 26), None),
)


def step(code, day=TODAY, result=None, **fields):
    return ProcedureStep(id=f"{code}-{day}", file="f", step=code, day=day, result=result, **fields)


def way(count):
    return [step(*one) for one in WAY[:count]]


def codes(*steps, one):
    return [(i.field, i.code) for i in procedure.objections(one, FILE, steps, today=TODAY)]


def test_the_usual_way_meets_no_objection_from_end_to_end():
    for count, one in enumerate(WAY):
        assert codes(*way(count), one=step(*one)) == []


@pytest.mark.parametrize(
    ("count", "state"),
    [
        (0, None),
        (1, "applied"),
        (2, "first_review"),
        (3, "notice_clear"),
        (5, "final_review"),
        (6, "filed"),
    ],
)
def test_the_state_follows_from_the_steps(count, state):
    assert procedure.state_of(FILE, way(count)) == state
    assert state is None or CodeLists.load()["archive_state"].entry(state)


@pytest.mark.parametrize("skipped", [1, 2, 3, 4])
def test_no_step_may_be_left_out(skipped):
    later = step(WAY[skipped + 1][0], result=WAY[skipped + 1][2])
    found = procedure.objections(later, FILE, way(skipped), today=TODAY)
    assert ("step", "step_out_of_order") in [(one.field, one.code) for one in found]


def test_everything_begins_with_the_application():
    assert codes(one=step("home_check", result="passed")) == [("step", "step_too_early")]
    assert procedure.next_steps(FILE, ()) == ("applied",)


def test_a_check_that_failed_ends_the_matter_until_a_new_application():
    failed = [*way(1), step("home_check", date(2021, 1, 14), "failed")]
    assert procedure.state_of(FILE, failed) == "first_review_failed"
    assert procedure.next_steps(FILE, failed) == ("applied",)


def test_an_objection_to_the_notice_leads_back_to_the_household():
    objected = [*way(3), step("notice_result", date(2021, 1, 22), "objected")]
    assert procedure.state_of(FILE, objected) == "notice_objected"
    assert procedure.next_steps(FILE, objected)[:2] == ("home_check", "notice")
    assert codes(*objected, one=step("approval", result="passed")) == [
        ("step", "step_out_of_order")
    ]


def test_a_notice_stays_up_for_five_working_days():
    before = way(2)
    short = step("notice", date(2021, 2, 8), until=date(2021, 2, 18))
    assert codes(*before, one=short) == [("until", "notice_too_short")]
    assert codes(*before, one=step("notice", date(2021, 2, 8), until=date(2021, 2, 19))) == []


def test_nothing_follows_from_a_notice_before_it_is_over():
    up = [*way(2), step("notice", date(2021, 1, 18), until=date(2021, 1, 29))]
    early = step("notice_result", date(2021, 1, 28), "clear")
    assert codes(*up, one=early) == [("day", "notice_not_over")]
    up.append(step("notice_result", date(2021, 1, 29), "clear"))
    same_day = step("approval", date(2021, 1, 29), "passed")
    assert codes(*up, one=same_day) == [("day", "notice_not_over")]
    assert codes(*up, one=step("approval", date(2021, 2, 1), "passed")) == []


def test_days_go_forward_and_not_beyond_today():
    earlier = step("home_check", date(2021, 1, 10), "passed")
    assert codes(*way(1), one=earlier) == [("day", "step_before_last")]
    assert codes(*way(1), one=step("home_check", date(2022, 1, 1), "passed")) == [
        ("day", "in_the_future")
    ]
    assert codes(*way(1), one=step("home_check", None, "passed")) == [("day", "step_day_missing")]


def test_a_result_is_asked_where_there_is_one():
    assert codes(*way(1), one=step("home_check")) == [("result", "step_result_missing")]
    assert codes(*way(1), one=step("home_check", result="clear")) == [
        ("result", "step_result_missing")
    ]
    assert codes(*way(2), one=step("notice", result="passed")) == [("result", "step_result_unfit")]


def test_opinions_are_given_on_the_way_and_move_nothing():
    opinion = step("union_opinion", date(2021, 1, 13), "passed")
    assert codes(*way(1), one=opinion) == []
    assert procedure.last_of([*way(1), opinion]).step == "applied"
    assert procedure.next_steps(FILE, [*way(1), opinion])[0] == "home_check"


def test_a_file_is_reviewed_a_year_after_it_was_filed_or_reviewed():
    assert procedure.review_due(FILE, way(5)) is None
    assert procedure.review_due(FILE, way(6)) == date(2022, 1, 26)
    reviewed = [*way(6), step("review", date(2021, 11, 5), "continued")]
    assert procedure.review_due(FILE, reviewed) == date(2022, 11, 5)
    assert procedure.a_year_after(date(2020, 2, 29)) == date(2021, 3, 1)


def test_a_file_from_elsewhere_is_on_file_by_its_day():
    from_elsewhere = HardshipFile(id="f", beneficiary="p", filed_on=date(2019, 5, 1))
    assert procedure.state_of(from_elsewhere, ()) == "filed"
    assert procedure.next_steps(from_elsewhere, ()) == ("review", "released", "cancelled")
    assert procedure.review_due(from_elsewhere, ()) == date(2020, 5, 1)


def test_leaving_hardship_says_by_which_way_and_ends_the_reviews():
    out = step("released", date(2021, 12, 1))
    assert codes(*way(6), one=out) == [("exit_route", "exit_route_missing")]
    done = [*way(6), step("released", date(2021, 12, 1), exit_route="employment")]
    assert procedure.is_closed(done)
    assert procedure.review_due(FILE, done) is None
    assert procedure.state_of(FILE, done) == "released"
    assert procedure.next_steps(FILE, done) == ("applied",)


def test_cancelling_wants_a_reason():
    assert codes(*way(2), one=step("cancelled")) == [("remarks", "reason_missing")]
    assert codes(*way(2), one=step("cancelled", remarks="迁出")) == []


def test_only_the_last_entry_is_withdrawn_and_with_a_reason():
    before = way(3)
    first = step("withdrawn", withdraws=before[0].id, remarks="错录")
    assert codes(*before, one=first) == [("withdraws", "step_not_last")]
    last = step("withdrawn", withdraws=before[2].id)
    assert codes(*before, one=last) == [("remarks", "reason_missing")]
    done = [*before, step("withdrawn", withdraws=before[2].id, remarks="错录")]
    assert procedure.state_of(FILE, done) == "first_review"
    assert [one.step for one in procedure.standing(done)] == ["applied", "home_check"]
    again = step("withdrawn", withdraws=before[2].id, remarks="错录")
    assert codes(*done, one=again) == [("withdraws", "step_not_last")]


def test_every_step_of_the_list_names_steps_and_results_that_exist():
    lists = CodeLists.load()
    steps, results = lists[procedure.STEPS], lists[procedure.RESULTS]
    for entry in steps.entries:
        assert all(results.entry(one) for one in entry.facts.get("results", "").split())
        for place in entry.facts.get("after", "").split():
            code, _colon, result = place.partition(":")
            assert code == "-" or steps.entry(code)
            assert not result or results.entry(result).facts["stops"]
