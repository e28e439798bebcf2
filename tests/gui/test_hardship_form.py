"""The form of a hardship file with its household, and that of a step of its procedure."""

from dataclasses import fields, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.domain.household import HardshipFile, Household, HouseholdMember
from desktop_app.domain.identity import new_id
from desktop_app.domain.procedure import ProcedureStep
from desktop_app.gui.forms.hardship_form import HardshipForm
from desktop_app.gui.forms.step_form import StepForm
from tests.gui.conftest import nameless, write
from tests.unit.conftest import TODAY

WIFE = HouseholdMember(
    id="",
    beneficiary="",
    name="李芳",
    relation="wife",
    health="diabetes",
    monthly_income_fen=0,
    medical_insurance="rural_cooperative",  # a choice that is not offered any more
    contract_term="open_ended",
    remarks="长期服药",
    originals={"health": "疾病-糖尿病"},
)
FULL = {
    "worker_number": "000017",
    "archive_kind": "existing",
    "household_kind": "urban_worker",
    "hardship_category": "deep",
    "category_reason": "会议决定",
    "key_group": "expenditure",
    "political_status": "masses",
    "health": "illness",
    "disability": "physical_2",
    "work_status": "migrant",
    "model_worker_type": "none",
    "housing": "public_rental",
    "floor_area_dm2": 9_450,
    "postcode": "750001",
    "worked_since": "2005-07",
    "industry": "C",
    "marital_status": "married",
    "hukou_type": "urban",
    "hukou_region": "640104",
    "employer_nature": "state_owned",
    "employer_state": "losses",
    "contract_signed": "2019-03",
    "contract_term": "two_years",
    "single_parent": False,
    "own_monthly_income_fen": 300_000,
    "other_annual_income_fen": 0,
    "household_annual_income_fen": 3_600_001,
    "household_size": 2,
    "per_head_monthly_fen": 150_000,
    "medical_expense_fen": 2_000_000,
    "education_expense_fen": 0,
    "other_expense_fen": 1_050,
    "work_expense_fen": 120_000,
    "sudden_expense_fen": 500_000,
    "subsistence_line_fen": 65_000,
    "subsistence_line_source": "银川市2021年",
    "subsistence_allowance_fen": 40_000,
    "relief_card": "T0099",
    "ill_members": "李芳",
    "assets": "无房无车",
    "other_aid": "民政临时救助",
    "medical_insurance": "employee",
    "self_help": True,
    "zero_employment": False,
    "main_cause": "other",
    "other_causes": ("laid_off", "schooling"),
    "cause_words": "房屋倒塌",
    "bank_branch": "兴庆支行",
    "declared": True,
    "declared_on": date(2021, 1, 4),
    "papers": ("diagnosis", "hukou_copy"),
    "paper_words": "残疾证",
    "filed_on": date(2019, 5, 1),
    "filed_by": "周敏",
    "reviewed_by": "李文海",
    "entered_by": "周敏",
    "list_year": 2013,
    "list_source": "旧版档案表",
    "originals": {"hardship_category": "低保户"},
}


@pytest.fixture
def worker(clerk, make_person):
    return clerk.register.save(make_person("马建国"))


@pytest.fixture
def household(clerk, worker):
    """A file with every field filled, and one member."""
    return clerk.households.save(
        Household(id=new_id(), beneficiary=worker.id, members=(WIFE,), **FULL)
    )


def shown(qtbot, form):
    qtbot.addWidget(form)
    form.resize(1250, 700)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    return form


@pytest.fixture
def form(qtbot, clerk):
    return shown(qtbot, HardshipForm(clerk))


@pytest.fixture
def step_form(qtbot, clerk):
    return shown(qtbot, StepForm(clerk))


def family(form):
    return form.sheet.editor("members")


def note(form, name):
    return form.sheet._fields[name]._note.text()


def put(form, at, **values):
    """Write into cells of a line as their editors do."""
    table = family(form).table
    names = [column.name for column in table._rows.columns]
    for name, value in values.items():
        table._rows.put(table._rows.index(at, names.index(name)), value)
    table.edited.emit()


def test_the_test_fills_every_field_of_a_file():
    assert {one.name for one in fields(HardshipFile)} - {"id", "beneficiary", "changed_on"} == set(
        FULL
    )


def test_an_untouched_form_gives_back_file_and_household(form, clerk, household):
    form.open(household.id)
    assert form.collect() == household
    assert not form.is_touched
    assert clerk.drafting.mine() == []
    assert form.title == "马建国: hardship file"


def test_looking_at_a_member_changes_nothing(form, household):
    form.open(household.id)
    family(form).table._grid.selectRow(0)
    family(form).fold.setChecked(True)
    assert family(form).details["remarks"].value() == "长期服药"
    assert family(form).details["medical_insurance"].value() == "rural_cooperative"
    assert form.collect() == household
    assert not form.is_touched


def test_what_is_typed_is_what_is_kept_and_the_rest_stays(qtbot, form, clerk, household):
    form.open(household.id)
    write(qtbot, form.sheet.editor("assets"), "，有债务")
    family(form).table._grid.selectRow(0)
    family(form).fold.setChecked(True)
    write(qtbot, family(form).details["education"], "初中毕业")
    assert not form.save()  # the figures that were stated differ: to be read once
    with qtbot.waitSignal(form.saved):
        assert form.save()
    kept = clerk.households.open(household.id).record
    (wife,) = kept.members
    assert wife == replace(household.members[0], education="初中毕业")
    assert kept == replace(household, assets=kept.assets, members=kept.members, changed_on=TODAY)
    assert "有债务" in kept.assets


def test_members_are_added_and_removed_with_insert_and_delete(qtbot, form, clerk, household):
    form.open(household.id)
    grid = family(form).table._grid
    grid.selectRow(0)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Insert)
    cell = QApplication.focusWidget()
    write(qtbot, cell, "马强")
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.currentIndex().column() == 1)
    grid.closePersistentEditor(grid.currentIndex())
    assert [one.name for one in form.collect().members] == ["李芳", "马强"]
    form.sheet.setFocus()
    grid.selectRow(0)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert [one.name for one in form.collect().members] == ["马强"]
    assert form.save()
    assert form.save()  # the same person again, not another one
    kept = clerk.households.open(household.id).record
    assert [one.name for one in kept.members] == ["马强"]


def test_an_id_number_fills_birth_date_and_sex_of_a_member(form, worker, clerk):
    form.begin(**clerk.households.beginning(worker.id))
    family(form).table.add_row()
    put(form, 0, name="马丽", id_number="640104198506060040")
    (daughter,) = form.collect().members
    assert (daughter.birth_date, daughter.sex) == (date(1985, 6, 6), "female")


def test_figures_follow_what_is_typed_until_somebody_states_them(qtbot, form, worker, clerk):
    form.begin(**clerk.households.beginning(worker.id))
    write(qtbot, form.sheet.editor("own_monthly_income_fen"), "3000")
    assert form.collect().household_annual_income_fen == 3_600_000
    assert form.collect().per_head_monthly_fen == 300_000
    family(form).table.add_row()
    put(form, 0, name="李芳", monthly_income_fen=0)
    assert (form.collect().household_size, form.collect().per_head_monthly_fen) == (2, 150_000)
    stated = form.sheet.editor("per_head_monthly_fen")
    stated.selectAll()
    write(qtbot, stated, "1400")
    write(qtbot, form.sheet.editor("other_annual_income_fen"), "600")
    assert form.collect().per_head_monthly_fen == 140_000
    assert form.collect().household_annual_income_fen == 3_660_000
    assert note(form, "per_head_monthly_fen") == "36,600.00 ÷ 12 ÷ 2 = 1,525.00"


def test_the_arithmetic_stands_under_the_category_while_one_types(qtbot, form, worker, clerk):
    form.begin(**clerk.households.beginning(worker.id))
    assert "needed" in note(form, "hardship_category")
    write(qtbot, form.sheet.editor("own_monthly_income_fen"), "1000")
    write(qtbot, form.sheet.editor("subsistence_line_fen"), "650")
    assert note(form, "hardship_category").splitlines()[:2] == [
        "The figures suggest: Relative hardship",
        "Deep hardship: 12,000.00 ÷ 12 ÷ 1 = 1,000.00 is not below 650.00",
    ]
    write(qtbot, form.sheet.editor("medical_expense_fen"), "6000")
    assert "The figures suggest: Deep hardship" in note(form, "hardship_category")
    assert form.collect().hardship_category is None  # a person decides


def test_a_form_that_was_left_goes_on_with_its_household(qtbot, form, clerk, household):
    form.open(household.id)
    family(form).table.add_row()
    put(form, 1, name="马强", relation="son", monthly_income_fen=0)
    family(form).table._grid.selectRow(1)
    family(form).fold.setChecked(True)
    write(qtbot, family(form).details["school_years"], "4")
    write(qtbot, family(form).details["birth_date"], "2001-02-03")
    form.sheet.editor("declared_on").clear()
    write(qtbot, form.sheet.editor("declared_on"), "20x")
    later = HardshipForm(clerk)
    qtbot.addWidget(later)
    later.resume(clerk.drafting.of("hardship_file", household.id))
    assert later.collect() == form.collect()
    assert later.collect().members[1].school_years == "4"
    assert later.collect().members[1].birth_date == date(2001, 2, 3)
    assert later.collect().members[0] == household.members[0]
    assert later.sheet.editor("declared_on").text() == "20x"
    assert later.is_touched


def test_a_new_file_that_was_left_keeps_its_beginning(qtbot, form, clerk, worker):
    clerk.household_members.save(replace(WIFE, id=new_id(), beneficiary=worker.id))
    form.begin(**clerk.households.beginning(worker.id))
    write(qtbot, form.sheet.editor("worker_number"), "000018")
    later = HardshipForm(clerk)
    qtbot.addWidget(later)
    later.resume(clerk.drafting.of("hardship_file", form.record))
    assert later.collect() == form.collect()
    assert [one.name for one in later.collect().members] == ["李芳"]
    assert later.collect().list_year == 2018
    later.save()
    assert later.save()
    assert len(clerk.desk.store.household_members.of(worker.id)) == 1


def test_what_blocks_is_said_under_its_field_and_nothing_is_kept(qtbot, form, clerk, household):
    form.open(household.id)
    family(form).table.add_row()
    put(form, 1, relation="son")
    assert not form.save()
    assert not form.save()
    said = form.findChild(QLabel, "members_issue").text()
    assert "—: The name is missing." in said
    assert clerk.households.open(household.id).record == household
    assert clerk.drafting.of("hardship_file", household.id) is not None


def test_what_is_no_value_stays_to_be_corrected_and_stops_the_save(qtbot, form, clerk, household):
    form.open(household.id)
    family(form).table.add_row()
    put(form, 1, name="马强")
    born = family(form).details["birth_date"]
    family(form).table._grid.selectRow(0)
    family(form).fold.setChecked(True)
    write(qtbot, born, "19x")
    family(form).table._grid.selectRow(1)
    assert born.text() == ""
    family(form).table._grid.selectRow(0)
    assert born.text() == "19x"
    assert not form.save()
    assert not form.save()
    assert "not a day" in form.findChild(QLabel, "members_issue").text()
    born.clear()
    write(qtbot, born, "1990-01-02")
    form.save()
    assert form.save()
    assert clerk.households.open(household.id).record.members[0].birth_date == date(1990, 1, 2)


def test_everything_that_takes_the_focus_has_a_name(form, household):
    form.open(household.id)
    family(form).table._grid.selectRow(0)
    family(form).fold.setChecked(True)
    assert nameless(form) == []


def begin_step(form, clerk, file, step):
    form.begin(**clerk.proceeding.beginning(file, step))


def test_an_untouched_step_is_what_it_began_as(step_form, clerk, household):
    begin_step(step_form, clerk, household.id, "review")
    begun = step_form.collect()
    assert (begun.step, begun.day, begun.file) == ("review", TODAY, household.id)
    assert not step_form.is_touched


def test_a_step_is_typed_and_kept(qtbot, step_form, clerk, household):
    begin_step(step_form, clerk, household.id, "review")
    assert not step_form.save()
    assert "result" in step_form.findChild(QLabel, "result_issue").text()
    result = step_form.sheet.editor("result")
    result.setEditText("Stays")
    result.settle()
    write(qtbot, step_form.sheet.editor("by").line, "周敏")
    qtbot.keyClick(step_form.sheet.editor("by").line, Qt.Key.Key_Return)
    write(qtbot, step_form.sheet.editor("document_words"), "会议纪要3号")
    step_form.sheet.editor("documents").set_value(("form",))
    with qtbot.waitSignal(step_form.saved):
        assert step_form.save()
    (kept,) = clerk.proceeding.standing(household.file).steps
    assert kept == ProcedureStep(
        id=step_form.record,
        file=household.id,
        step="review",
        day=TODAY,
        by=("周敏",),
        result="continued",
        documents=("form",),
        document_words="会议纪要3号",
    )


def test_only_what_may_follow_is_offered_and_asked(step_form, clerk, worker):
    fresh = clerk.households.save(Household(id=new_id(), beneficiary=worker.id, household_size=1))
    begin_step(step_form, clerk, fresh.id, "applied")
    steps = step_form.sheet.editor("step")
    assert [steps.itemText(row) for row in range(steps.count())] == ["Application"]
    assert not step_form.sheet.editor("result").isVisible()
    assert not step_form.sheet.editor("until").isVisible()
    assert step_form.save()
    begin_step(step_form, clerk, fresh.id, "home_check")
    results = step_form.sheet.editor("result")
    assert results.isVisible()
    assert [results.itemText(row) for row in range(results.count())] == ["Passed", "Not passed"]


def test_the_end_of_a_notice_follows_its_beginning(qtbot, step_form, clerk, worker):
    fresh = clerk.households.save(Household(id=new_id(), beneficiary=worker.id, household_size=1))
    for step, result in (("applied", None), ("home_check", "passed")):
        clerk.proceeding.save(
            ProcedureStep(
                id=new_id(), file=fresh.id, step=step, day=date(2021, 1, 4), result=result
            )
        )
    begin_step(step_form, clerk, fresh.id, "notice")
    assert step_form.collect().until == date(2021, 2, 19)
    day = step_form.sheet.editor("day")
    day.selectAll()
    write(qtbot, day, "2021-02-01")
    assert step_form.collect().until == date(2021, 2, 5)
    until = step_form.sheet.editor("until")
    until.selectAll()
    write(qtbot, until, "2021-02-10")
    day.selectAll()
    write(qtbot, day, "2021-02-02")
    assert step_form.collect().until == date(2021, 2, 10)


def test_a_step_that_was_left_goes_on(qtbot, step_form, clerk, household):
    begin_step(step_form, clerk, household.id, "review")
    write(qtbot, step_form.sheet.editor("remarks"), "电话核实")
    later = StepForm(clerk)
    qtbot.addWidget(later)
    later.resume(clerk.drafting.of("procedure_step", step_form.record))
    assert later.collect() == step_form.collect()
    assert later.title == "马建国 · Annual review"


def test_everything_of_a_step_has_a_name(step_form, clerk, household):
    begin_step(step_form, clerk, household.id, "review")
    assert nameless(step_form) == []
