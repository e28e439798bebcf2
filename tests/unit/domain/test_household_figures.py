"""Figures that follow from others, with every term in sight; the category they suggest."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.codelists import HardshipRule, hardship_rule, notice_days
from desktop_app.domain.household import HardshipFile, Household, HouseholdMember, age_of
from desktop_app.domain.household_figures import figures_of, per_head
from desktop_app.domain.household_issues import (
    file_objections,
    household_objections,
    member_objections,
)
from desktop_app.domain.recognition import suggest

RULE = HardshipRule(relative_times=2, sudden_percent=80, source="某市认定办法")
TODAY = date(2021, 2, 8)
FILE = HardshipFile(
    id="f", beneficiary="p", own_monthly_income_fen=355_200, other_annual_income_fen=342_500
)
SON = HouseholdMember(id="m", beneficiary="p", name="马强", monthly_income_fen=120_000)


def codes(issues):
    return [issue.code for issue in issues]


def test_income_is_added_up_term_by_term():
    income = figures_of(FILE, [SON]).income
    assert [(t.field, t.fen, t.times, t.whose) for t in income.terms] == [
        ("own_monthly_income_fen", 355_200, 12, ""),
        ("monthly_income_fen", 120_000, 12, "马强"),
        ("other_annual_income_fen", 342_500, 1, ""),
    ]
    assert income.sum_fen == 355_200 * 12 + 120_000 * 12 + 342_500
    assert income.is_complete


def test_an_income_nobody_stated_is_missing_and_not_zero():
    silent = replace(SON, monthly_income_fen=None)
    income = figures_of(replace(FILE, household_annual_income_fen=5_000_000), [silent]).income
    assert income.missing == ("马强",)
    assert not income.is_complete
    assert income.used_fen == 5_000_000


def test_an_income_of_zero_is_stated():
    assert figures_of(FILE, [replace(SON, monthly_income_fen=0)]).income.is_complete


def test_without_any_income_there_is_no_figure():
    figures = figures_of(HardshipFile(id="f", beneficiary="p"), [])
    assert (figures.income.sum_fen, figures.per_head_fen) == (None, None)


def test_those_who_left_the_household_are_not_counted():
    figures = figures_of(FILE, [replace(SON, gone=True)])
    assert figures.size.people == 1
    assert len(figures.income.terms) == 2


@pytest.mark.parametrize(("stated", "people"), [(None, 2), (1, 2), (2, 2), (4, 4)])
def test_the_larger_household_is_reckoned_with(stated, people):
    assert figures_of(replace(FILE, household_size=stated), [SON]).size.people == people


@pytest.mark.parametrize(
    ("annual", "people", "fen"),
    [(4_604_900, 1, 383_742), (5_436_500, 2, 226_521), (4_339_700, 6, 60_274), (-1_200, 1, -100)],
)
def test_the_income_per_head_is_rounded_to_the_fen(annual, people, fen):
    assert per_head(annual, people) == fen


@pytest.mark.parametrize(
    ("born", "age"),
    [(date(2000, 2, 8), 21), (date(2000, 2, 9), 20), (date(2020, 2, 29), 0), (None, None)],
)
def test_an_age_is_in_full_years(born, age):
    assert age_of(born, TODAY) == age
    assert replace(SON, birth_date=born).age_on(TODAY) == age


def suggested(members=(), **fields):
    file = replace(FILE, subsistence_line_fen=65_000, **fields)
    return suggest(file, figures_of(file, members), RULE)


def test_below_the_line_after_rigid_expenses_is_deep_hardship():
    found = suggested(medical_expense_fen=4_000_000)
    (deep, relative) = found.tests
    assert (deep.left_fen, deep.limit_fen, deep.met) == (50_408, 65_000, True)
    assert [(t.field, t.fen) for t in deep.expenses] == [("medical_expense_fen", 4_000_000)]
    assert (relative.limit_fen, relative.met) == (130_000, True)
    assert found.category == "deep"


def test_exactly_on_the_line_is_not_below_it():
    file = replace(FILE, other_annual_income_fen=None, own_monthly_income_fen=65_000)
    file = replace(file, subsistence_line_fen=65_000)
    deep, relative = suggest(file, figures_of(file, []), RULE).tests
    assert (deep.met, relative.met) == (False, True)


def test_the_cost_of_going_to_work_counts_for_relative_hardship_alone():
    found = suggested(education_expense_fen=2_000_000, work_expense_fen=1_500_000)
    deep, relative = found.tests
    assert (deep.left_fen, relative.left_fen) == (217_075, 92_075)
    assert found.category == "relative"


def test_a_blow_of_more_than_the_share_is_sudden_hardship():
    assert suggested(sudden_expense_fen=3_683_920).category is None
    assert suggested(sudden_expense_fen=3_683_921).category == "accidental"


def test_a_suggestion_says_what_it_lacks_and_that_it_is_preliminary():
    bare = suggest(FILE, figures_of(FILE, []), RULE)
    assert (bare.tests, bare.missing) == ((), ("subsistence_line_fen",))
    silent = replace(SON, monthly_income_fen=None)
    assert suggested([silent]).is_preliminary


def test_the_thresholds_are_data_of_a_year():
    rule = hardship_rule(2021)
    assert (rule.relative_times, rule.sudden_percent) == (2, 80)
    assert "青岛" in rule.source
    assert hardship_rule(2010) is None
    assert notice_days(2021) == 5


def test_a_stated_figure_that_does_not_follow_is_noticed_and_kept():
    file = replace(FILE, household_size=1, household_annual_income_fen=1, per_head_monthly_fen=2)
    found = file_objections(file, [])
    assert [(i.field, i.code, i.blocks) for i in found] == [
        ("household_annual_income_fen", "figure_differs", False),
        ("per_head_monthly_fen", "figure_differs", False),
    ]
    assert dict(found[0].details) == {"stated": "0.01", "reckoned": "46,049.00"}


def test_a_figure_that_follows_is_right():
    file = replace(FILE, household_size=1, household_annual_income_fen=4_604_900)
    assert file_objections(replace(file, per_head_monthly_fen=383_742), []) == ()


def test_a_decision_against_the_figures_wants_a_reason():
    file = replace(FILE, household_size=1, subsistence_line_fen=65_000)
    decided = replace(file, hardship_category="deep")
    assert codes(file_objections(decided, [], RULE)) == ["category_not_suggested"]
    poor = replace(decided, hardship_category="relative", medical_expense_fen=4_500_000)
    (issue,) = file_objections(poor, [], RULE)
    assert dict(issue.details)["suggested"] == "Deep hardship"
    assert not issue.blocks
    assert file_objections(replace(poor, category_reason="会议决定"), [], RULE) == ()


def test_causes_are_at_most_four_and_each_once():
    file = replace(FILE, household_size=1, main_cause="schooling")
    assert codes(file_objections(replace(file, other_causes=("schooling",)), [])) == ["cause_twice"]
    four = ("no_job", "laid_off", "accident", "no_insurance")
    assert codes(file_objections(replace(file, other_causes=four), [])) == ["too_many_causes"]
    other = replace(file, main_cause="other")
    assert codes(file_objections(other, [])) == ["cause_words_missing"]
    assert file_objections(replace(other, cause_words="房屋倒塌"), []) == ()


def test_a_migrant_worker_has_a_contract():
    file = replace(FILE, household_size=1, household_kind="migrant")
    assert codes(file_objections(file, [])) == ["contract_missing"]
    held = replace(file, contract_signed="2019-03", contract_term="two_years")
    assert file_objections(held, []) == ()


def test_an_amount_below_zero_blocks():
    (issue,) = file_objections(replace(FILE, household_size=1, medical_expense_fen=-1), [])
    assert (issue.code, issue.blocks) == ("amount_below_zero", True)


def test_members_are_judged_like_people():
    wrong = replace(
        SON, name="", id_number="6401", birth_date=date(2031, 1, 1), monthly_income_fen=-5
    )
    assert codes(member_objections(wrong, today=TODAY)) == [
        "name_missing",
        "id_length",
        "in_the_future",
        "amount_below_zero",
    ]
    differing = replace(SON, id_number="64010519900505003X", birth_date=date(1990, 5, 6))
    assert codes(member_objections(differing, today=TODAY)) == ["birth_date_differs"]


def test_a_wrong_check_character_of_a_member_only_warns():
    (issue,) = member_objections(replace(SON, id_number="640105199005050030"), today=TODAY)
    assert (issue.code, issue.blocks) == ("id_check", False)


def test_what_is_wrong_in_a_household_says_whose_it_is():
    twin = replace(SON, id="n", name="马丽", id_number="64010519900505003X")
    household = [replace(SON, id_number="64010519900505003X"), twin, replace(SON, name="", id="o")]
    found = household_objections(household, today=TODAY)
    assert {issue.field for issue in found} == {"members"}
    assert [(i.code, dict(i.details)["whose"]) for i in found] == [
        ("name_missing", "—"),
        ("member_twice", "马强"),
        ("member_twice", "马丽"),
    ]


def test_file_and_members_part_as_they_came_together():
    whole = Household.of(FILE, (SON,))
    assert (whole.file, whole.members) == (FILE, (SON,))
