"""A hardship file and its household, kept in one save; the procedure; the lists of what is due."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.change import Reading
from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.grant import GrantVoid, Handover
from desktop_app.domain.household import HardshipFile, Household, HouseholdMember
from desktop_app.domain.identity import HouseholdMemberId, new_id
from desktop_app.domain.procedure import ProcedureStep
from desktop_app.domain.role import Role
from desktop_app.services import household_words
from desktop_app.services.desk import Desk
from desktop_app.services.office import KEEPERS, Office
from desktop_app.services.proceeding import StepKeptError
from desktop_app.storage import kinds
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.households import FileList
from desktop_app.storage.records import edit_of
from tests.unit.conftest import TODAY


@pytest.fixture
def worker(clerk, make_person):
    return clerk.register.save(make_person("马建国"))


@pytest.fixture
def son():
    return HouseholdMember(
        id="", beneficiary="", name=" 马强 ", id_number="640105900505003", monthly_income_fen=0
    )


@pytest.fixture
def household(clerk, worker, son):
    """One household on file, with one son."""
    begun = clerk.households.beginning(worker.id)
    whole = Household(id=new_id(), **{**begun, "members": (son,)}, own_monthly_income_fen=300_000)
    return clerk.households.save(replace(whole, household_size=2))


def later(office, day):
    """Sit at the same desk on another day."""
    return Office(Desk(office.desk.store, office.user, lambda: day))


def step(file, code, day, result=None, **fields):
    return ProcedureStep(id=new_id(), file=file, step=code, day=day, result=result, **fields)


def put_on_file(office, file, start=date(2021, 1, 4)):
    for code, day, result in (
        ("applied", start, None),
        ("home_check", start, "passed"),
        ("notice", date(2021, 1, 5), None),
        ("notice_result", date(2021, 1, 12), "clear"),
        ("approval", date(2021, 1, 13), "passed"),
        ("filed", date(2021, 1, 14), None),
    ):
        office.proceeding.save(step(file, code, day, result, by=("周敏",)))


def test_file_and_household_are_one_save_of_one_deed(clerk, worker, household):
    reading = clerk.households.open(household.id)
    assert reading.record == household
    (member,) = household.members
    assert (member.name, member.beneficiary) == ("马强", worker.id)
    assert member.id_number == "64010519900505003X"
    assert member.birth_date == date(1990, 5, 5)
    assert [deed.action for deed in clerk.households.history(household.id)] == [
        "hardship_file.added"
    ]
    assert household.changed_on == TODAY
    assert household.list_year == 2018


def test_an_unchanged_household_leaves_no_trace(clerk, household):
    head = clerk.desk.store.state_code()
    kept = later(clerk, date(2022, 3, 1)).households.save(
        household, clerk.households.open(household.id)
    )
    assert clerk.desk.store.state_code() == head
    assert kept.changed_on == TODAY


def test_any_number_of_members_is_kept_in_their_order(clerk, household):
    more = tuple(
        HouseholdMember(id="", beneficiary="", name=f"马{digit}") for digit in "一二三四五六七八九"
    )
    base = clerk.households.open(household.id)
    clerk.households.save(replace(household, members=(*household.members, *more)), base)
    kept = clerk.households.open(household.id).record
    assert [one.name for one in kept.members] == ["马强", *(one.name for one in more)]


def test_who_is_no_longer_listed_is_gone_and_not_lost(clerk, worker, household):
    base = clerk.households.open(household.id)
    clerk.households.save(replace(household, members=()), base)
    assert clerk.households.open(household.id).record.members == ()
    (left,) = clerk.desk.store.household_members.of(worker.id)
    assert left.record.gone is True
    assert left.record.name == "马强"


def test_a_change_of_a_member_dates_the_file(clerk, household):
    day = date(2021, 6, 1)
    office = later(clerk, day)
    base = office.households.open(household.id)
    (son,) = household.members
    office.households.save(replace(household, members=(replace(son, health="good"),)), base)
    assert office.hardship_files.get(household.id).changed_on == day
    one = office.household_members.open(son.id)
    next_day = later(clerk, date(2021, 6, 2))
    next_day.household_members.save(replace(one.record, remarks="在外地"), one)
    assert office.hardship_files.get(household.id).changed_on == date(2021, 6, 2)


def test_two_people_who_edit_different_members_both_keep_their_work(clerk, household):
    base = clerk.households.open(household.id)
    one = clerk.household_members.open(household.members[0].id)
    clerk.household_members.save(replace(one.record, phone="13900000001"), one)
    wife = HouseholdMember(id="", beneficiary="", name="李芳")
    clerk.households.save(replace(household, members=(*household.members, wife)), base)
    kept = clerk.households.open(household.id).record.members
    assert [(m.name, m.phone) for m in kept] == [("马强", "13900000001"), ("李芳", None)]


def test_a_member_without_a_name_stops_the_whole_save(clerk, household):
    base = clerk.households.open(household.id)
    nameless = HouseholdMember(id=HouseholdMemberId(""), beneficiary="", name="", relation="son")
    wrong = replace(household, members=(nameless,), household_size=9)
    with pytest.raises(RefusedError) as refused:
        clerk.households.save(wrong, base)
    assert "—: The name is missing." in refused.value.sentence()
    assert clerk.households.open(household.id).record == household


def test_one_household_has_one_file(clerk, worker, household):
    second = Household(id=new_id(), beneficiary=worker.id)
    assert "file_exists" in [issue.code for issue in clerk.households.objections(second)]
    alone = HardshipFile(id=new_id(), beneficiary=worker.id)
    with pytest.raises(RefusedError):
        clerk.hardship_files.save(alone)


def test_a_member_with_a_file_of_their_own_is_noticed(clerk, make_person, household):
    other = clerk.register.save(make_person("马强", id_number="64010519900505003X"))
    clerk.households.save(Household(id=new_id(), beneficiary=other.id, household_size=1))
    found = clerk.households.objections(household)
    assert ("household_filed_twice", False) in [(one.code, one.blocks) for one in found]


def test_a_new_file_begins_with_the_household_and_the_last_line(clerk, make_person, household):
    base = clerk.households.open(household.id)
    line = {"subsistence_line_fen": 65_000, "subsistence_line_source": "银川市2021年"}
    clerk.households.save(replace(household, **line), base)
    other = clerk.register.save(make_person("李芳"))
    begun = clerk.households.beginning(other.id)
    assert {name: begun[name] for name in line} == line
    assert begun["members"] == ()


def test_the_procedure_is_kept_as_facts_and_withdrawn_with_a_reason(clerk, household):
    put_on_file(clerk, household.id)
    file = clerk.hardship_files.get(household.id)
    standing = clerk.proceeding.standing(file)
    assert (standing.state, standing.review_due) == ("filed", date(2022, 1, 14))
    assert [one.step for one in standing.steps][-1] == "filed"
    with pytest.raises(StepKeptError):
        clerk.proceeding.save(standing.last, Reading(standing.last, {}))
    with pytest.raises(RefusedError):
        clerk.proceeding.withdraw(standing.last.id, " ")
    clerk.proceeding.withdraw(standing.last.id, "日期录错")
    back = clerk.proceeding.standing(file)
    assert back.state == "final_review"
    assert [one.step for one in back.withdrawn] == ["filed", "withdrawn"]
    assert clerk.proceeding.people() == ["周敏"]


def test_a_notice_without_an_end_stays_up_as_long_as_the_rule_asks(clerk, household):
    for code, result in (("applied", None), ("home_check", "passed")):
        clerk.proceeding.save(step(household.id, code, TODAY, result))
    kept = clerk.proceeding.save(step(household.id, "notice", TODAY))
    assert kept.until == date(2021, 2, 19)
    assert clerk.proceeding.beginning(household.id, "notice")["until"] == date(2021, 2, 19)


def test_a_step_out_of_order_is_refused_in_words(clerk, household):
    with pytest.raises(RefusedError) as refused:
        clerk.proceeding.save(step(household.id, "approval", TODAY, "passed"))
    assert "Application" in refused.value.sentence()
    with pytest.raises(RefusedError):
        clerk.proceeding.save(step("0" * 32, "applied", TODAY))


def on(office, name):
    return [line.name for line in office.proceeding.due(name)]


def test_the_lists_name_what_is_due_and_count_it(clerk, household):
    assert on(clerk, FileList.UNCHANGED) == []
    assert on(clerk, FileList.UNAIDED) == ["马建国"]
    put_on_file(clerk, household.id)
    assert on(clerk, FileList.REVIEW) == []
    next_year = later(clerk, date(2022, 2, 8))
    assert on(next_year, FileList.UNCHANGED) == ["马建国"]
    (line,) = next_year.proceeding.due(FileList.REVIEW)
    assert (line.since, line.file) == (date(2021, 1, 14), household.id)
    assert next_year.proceeding.how_many(FileList.REVIEW) == 1
    assert later(clerk, date(2022, 1, 13)).proceeding.how_many(FileList.REVIEW) == 0


def test_a_notice_is_on_its_list_until_its_last_day(clerk, household):
    for code, day, result in (
        ("applied", date(2021, 1, 4), None),
        ("home_check", date(2021, 1, 4), "passed"),
        ("notice", date(2021, 2, 8), None),
    ):
        clerk.proceeding.save(step(household.id, code, day, result))
    assert on(clerk, FileList.NOTICE) == ["马建国"]
    assert on(later(clerk, date(2021, 2, 19)), FileList.NOTICE) == ["马建国"]
    assert on(later(clerk, date(2021, 2, 20)), FileList.NOTICE) == []
    last = clerk.proceeding.standing(clerk.hardship_files.get(household.id)).last
    clerk.proceeding.withdraw(last.id, "公示内容有误")
    assert on(clerk, FileList.NOTICE) == []


def test_a_closed_file_is_on_no_list_but_the_whole_one(clerk, household):
    put_on_file(clerk, household.id)
    clerk.proceeding.save(step(household.id, "released", TODAY, exit_route="aid"))
    office = later(clerk, date(2023, 1, 1))
    assert [name for name in FileList if on(office, name)] == [FileList.ALL]


def test_who_was_handed_something_is_aided_unless_it_was_taken_back(
    clerk, campaign, enrol, make_person
):
    person = enrol(make_person("周桂兰"), cash_fen=100_000)
    clerk.households.save(Household(id=new_id(), beneficiary=person.id, household_size=1))
    clerk.granting.plan(campaign.id)
    assert on(clerk, FileList.UNAIDED) == ["周桂兰"]
    (line,) = clerk.register.grants(person.id)
    handover = Handover(id=new_id(), grant=line.grant.id, day=TODAY)
    clerk.desk.save([edit_of(kinds.HANDOVER, handover)], "grant.handed_over")
    assert on(clerk, FileList.UNAIDED) == []
    void = GrantVoid(
        id=new_id(), grant=line.grant.id, reason="退回", voided_by=clerk.user.id, voided_on=TODAY
    )
    clerk.desk.save([edit_of(kinds.GRANT_VOID, void)], "grant.voided")
    assert on(clerk, FileList.UNAIDED) == ["周桂兰"]


def test_the_list_of_people_narrows_to_a_list_of_files(clerk, worker, household, make_person):
    clerk.register.save(make_person("无档案者"))
    wanted = PeopleFilter(archive=clerk.proceeding.filter(FileList.UNAIDED))
    assert [one.id for one in clerk.register.page(wanted)] == [worker.id]
    assert clerk.register.how_many(wanted) == 1
    none = PeopleFilter(archive=clerk.proceeding.filter(FileList.NOTICE))
    assert clerk.register.how_many(none) == 0


def test_an_auditor_reads_and_changes_nothing(sit, clerk, household):
    auditor = sit(Role.AUDITOR)
    assert auditor.households.open(household.id).record == household
    with pytest.raises(NotPermittedError):
        auditor.households.save(household, auditor.households.open(household.id))
    with pytest.raises(NotPermittedError):
        auditor.proceeding.save(step(household.id, "applied", TODAY))


def test_every_figure_is_explained_with_its_numbers(clerk, household):
    rich = replace(
        household,
        other_annual_income_fen=100_000,
        medical_expense_fen=3_000_000,
        subsistence_line_fen=65_000,
        sudden_expense_fen=3_500_000,
    )
    said = household_words.explain(rich.file, rich.members, clerk.households.rule)
    assert said["household_size"] == "The worker and 1 more listed: 2"
    assert said["household_annual_income_fen"] == (
        "3,000.00 × 12 (own wages) + 0.00 × 12 (马强) + 1,000.00 (other income) = 37,000.00"
    )
    assert said["per_head_monthly_fen"] == "37,000.00 ÷ 12 ÷ 2 = 1,541.67"
    assert said["hardship_category"].splitlines() == [
        "The figures suggest: Deep hardship",
        "Deep hardship: (37,000.00 − 30,000.00 (medical care)) ÷ 12 ÷ 2 = 291.67 is below 650.00",
        (
            "Relative hardship: (37,000.00 − 30,000.00 (medical care)) ÷ 12 ÷ 2 = 291.67 is below "
            "650.00 × 2 = 1,300.00"
        ),
        "Hardship through an accident: 35,000.00 is more than 80% of 37,000.00",
        f"Rule: {clerk.households.rule.source}",
    ]


def test_what_is_missing_is_said_and_not_reckoned_as_nothing(clerk, household):
    silent = replace(household.members[0], monthly_income_fen=None)
    said = household_words.explain(household.file, (silent,), clerk.households.rule)
    assert said["household_annual_income_fen"].endswith("the income of 马强 is not stated")
    assert "minimum allowance" in said["hardship_category"]
    empty = HardshipFile(id="f", beneficiary="p", household_size=4)
    bare = household_words.explain(empty, (), clerk.households.rule)
    assert bare["household_annual_income_fen"] == "No income is stated yet."
    assert bare["per_head_monthly_fen"] == ""
    assert bare["household_size"].startswith("1 are listed")


def test_the_console_keeps_all_three_kinds():
    assert {"hardship_file", "household_member", "procedure_step"} <= set(KEEPERS)
