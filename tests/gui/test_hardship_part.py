"""The hardship file on a person's record: begun, explained, carried through its procedure."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMessageBox, QPushButton

from desktop_app.domain.household import Household, HouseholdMember
from desktop_app.domain.identity import new_id
from desktop_app.domain.procedure import ProcedureStep
from desktop_app.domain.role import Role
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.dialogs.withdraw_step import WithdrawDialog
from desktop_app.gui.forms.person_words import value_words
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.people_page import PeoplePage
from tests.gui.conftest import nameless, write
from tests.unit.services.pictured import jpeg

HARDSHIP = "Hardship file"


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def open_page(qtbot, runner):
    def build(office):
        page = PeoplePage(office, runner)
        qtbot.addWidget(page)
        page.resize(1250, 700)
        with qtbot.waitExposed(page):
            page.show()
        page.refresh()
        return page

    return build


@pytest.fixture
def worker(clerk, make_person):
    return clerk.register.save(make_person("马建国"))


@pytest.fixture
def household(clerk, worker):
    member = HouseholdMember(id="", beneficiary="", name="李芳", monthly_income_fen=0)
    return clerk.households.save(
        Household(
            id=new_id(),
            beneficiary=worker.id,
            members=(member,),
            household_size=2,
            hardship_category="deep",
            own_monthly_income_fen=120_000,
            subsistence_line_fen=65_000,
            originals={"hardship_category": "低保户"},
        )
    )


def tab(page, name=HARDSHIP):
    tabs = page._pane._tabs
    texts = list(tabs.texts)
    at = next(at for at, text in enumerate(texts) if text.startswith(name))
    tabs.turn_to(at)
    return page._pane._parts[at]


def said(widget):
    return [found.text() for found in widget.findChildren(QLabel) if not found.isHidden()]


def press(widget, words):
    button = next(one for one in widget.findChildren(QPushButton) if words in one.text())
    button.click()


def show(page, person):
    page.choose(person.id)
    return tab(page)


def test_without_a_file_one_is_begun_for_this_person(qtbot, open_page, clerk, worker):
    page = open_page(clerk)
    part = show(page, worker)
    assert "There is no hardship file." in said(part)
    press(part, "Begin a hardship file")
    form = page._writing
    assert form.title == "马建国: hardship file"
    write(qtbot, form.sheet.editor("worker_number"), "000017")
    form.save()
    assert form.save()
    found = clerk.desk.store.hardship_files.of(worker.id)
    assert (found.record.worker_number, found.record.list_year) == ("000017", 2018)
    assert not page.is_writing
    assert page._pane.person.id == worker.id
    assert "000017" in said(tab(page))


def test_facts_figures_and_the_words_of_the_source_are_shown(open_page, clerk, worker, household):
    part = show(open_page(clerk), worker)
    words = said(part)
    assert "Deep hardship" in words
    assert "1,200.00 × 12 (own wages) + 0.00 × 12 (李芳) = 14,400.00" in words
    assert any("is below 650.00" in one for one in words)
    assert "Kind of hardship：低保户" in words


def test_the_next_step_is_one_button_away_and_comes_back_to_the_person(
    qtbot, open_page, clerk, worker, household
):
    page = open_page(clerk)
    press(show(page, worker), "Record: Application")
    assert page._writing.title == "马建国 · Application"
    assert page._writing.save()
    part = tab(page)
    assert page._pane.person.id == worker.id
    assert "Applied" in said(part)
    press(part, "Record: Check at home")
    assert page._writing.collect().step == "home_check"


def test_the_last_step_is_withdrawn_with_a_reason_and_stays_readable(
    qtbot, open_page, clerk, worker, household
):
    clerk.proceeding.save(
        ProcedureStep(id=new_id(), file=household.id, step="applied", day=date(2021, 2, 1))
    )
    page = open_page(clerk)
    press(show(page, worker), "Withdraw the last step")
    dialog = page.window().findChild(WithdrawDialog)
    dialog.withdraw()
    box = dialog.findChild(QMessageBox)
    assert "say why" in box.text()
    box.close()
    write(qtbot, dialog._form.editor("reason"), "日期录错")
    with qtbot.waitSignal(dialog.withdrawn):
        dialog.withdraw()
    part = tab(page)
    assert "No step is recorded yet." in said(part)
    assert clerk.proceeding.standing(household.file).withdrawn[-1].remarks == "日期录错"
    press(part, "Withdrawn")
    assert any("日期录错" in one for one in said(part))


def test_who_left_the_household_can_be_taken_in_again(qtbot, open_page, clerk, worker, household):
    base = clerk.households.open(household.id)
    clerk.households.save(replace(household, members=()), base)
    page = open_page(clerk)
    page.choose(worker.id)
    press(tab(page, "Household"), "Take in again")
    assert [one.name for one in clerk.desk.store.household_members.present(worker.id)] == ["李芳"]
    assert page._pane._tabs.texts[1] == "Household 1"


def test_the_list_narrows_to_files_that_want_something(open_page, clerk, worker, household):
    page = open_page(clerk)
    listed = page._list
    listed.archive.choose("unaided")
    assert [listed.table.record(0).person.name] == ["马建国"]
    listed.archive.choose("notice")
    assert listed.table.rowCount() == 0
    assert "Nobody fits" in said(page)
    listed.look_for("马建国")
    assert listed.archive.code() == ""
    assert listed.table.rowCount() == 1


@pytest.mark.qt_log_ignore("does not support")  # lists that drop down, on a screen that is none
def test_the_lists_of_files_are_offered_by_name(qtbot, open_page, clerk, worker):
    page = open_page(clerk)
    page._list.archive.click()
    popup = QApplication.activePopupWidget()
    line = popup.findChild(QLineEdit)
    qtbot.keyClicks(line, "Never")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page._list.archive.code() == "unaided"


def test_an_auditor_sees_the_file_and_is_offered_nothing(open_page, sit, worker, household):
    part = show(open_page(sit(Role.AUDITOR)), worker)
    assert "Deep hardship" in said(part)
    assert [one.text() for one in part.findChildren(QPushButton)] == []


def test_everything_on_the_tab_has_a_name(open_page, clerk, worker, household):
    clerk.proceeding.save(
        ProcedureStep(id=new_id(), file=household.id, step="applied", day=date(2021, 2, 1))
    )
    page = open_page(clerk)
    assert nameless(show(page, worker)) == []
    press(tab(page), "Withdraw the last step")
    dialog = page.window().findChild(QDialog)
    assert nameless(dialog) == []
    dialog.reject()


def test_photos_of_papers_are_kept_with_the_file_and_its_steps_and_shown(
    open_page, clerk, worker, household
):
    page = open_page(clerk)
    press(show(page, worker), "Edit file and household")
    form = page._writing
    paper = clerk.attaching.take_document(jpeg(), kind="diagnosis")
    form.attached.papers.set_value([paper])
    form.attached.papers.edited.emit()
    assert form.save()
    press(tab(page), "Record: Application")
    step = page._writing
    step.photos.set_value([clerk.attaching.take_photo(jpeg(), caption="申请书")])
    step.photos.edited.emit()
    assert step.save()
    words = said(tab(page))
    assert "Photos and papers of the file" in words
    assert "Photos and papers: Application" in words
    assert {"Diagnosis", "申请书"} <= set(words)
    owners = (("hardship_file", household.id), ("procedure_step", step.record))
    assert [len(clerk.attaching.of(*owner)) for owner in owners] == [1, 1]


def test_an_illness_says_that_it_is_one(clerk):
    assert value_words("health", "diabetes") == "Ill（Diabetes）"
    assert value_words("health", "good") == "Good"


def test_the_public_notice_is_offered_once_it_is_due(open_page, clerk, worker, household):
    part = show(open_page(clerk), worker)
    assert not any("public notice" in one.text() for one in part.findChildren(QPushButton))
    for step, result in (("applied", None), ("home_check", "passed")):
        clerk.proceeding.save(
            ProcedureStep(
                id=new_id(), file=household.id, step=step, day=date(2021, 2, 1), result=result
            )
        )
    press(show(open_page(clerk), worker), "Print the public notice")
    shown = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PaperDialog))
    assert shown.windowTitle() == "Public notice, names masked"
    shown.reject()
