"""The form of one step of a hardship file's procedure."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.household import Household
from desktop_app.domain.identity import new_id
from desktop_app.domain.procedure import ProcedureStep
from desktop_app.gui.forms.step_form import StepForm
from tests.gui import hardship_forms
from tests.gui.conftest import nameless, write
from tests.gui.hardship_forms import shown
from tests.unit.conftest import TODAY

household, worker = hardship_forms.household, hardship_forms.worker


@pytest.fixture
def step_form(qtbot, clerk):
    return shown(qtbot, StepForm(clerk))


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
