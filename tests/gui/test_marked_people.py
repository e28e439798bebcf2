"""People marked in their list: planned, printed and tagged together; more columns and filters."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.gui.dialogs.tag_people import TagDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.page import Deed, MarkedPeople
from desktop_app.gui.pages.people_page import PeoplePage
from desktop_app.storage.beneficiaries import PeopleFilter
from tests.gui.conftest import nameless, shown, write
from tests.unit.conftest import TODAY

ALL = PeopleFilter()
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def open_page(qtbot, runner):
    """Open the page for one person at the desk, on a campaign."""

    def build(office, campaign=None):
        page = PeoplePage(office, runner)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show_campaign(campaign)
        page.show()
        page.refresh()
        return page

    return build


@pytest.fixture
def people(enrol, clerk, make_person):
    """Three on the roster, one not."""
    return [
        enrol(make_person("马秀兰", employer="环卫处", phone="13900000417")),
        enrol(make_person("张𬱖", employer="元件厂", category="courier"), cash_fen=30_000),
        enrol(make_person("阿不都·热合曼", employer="环卫处"), cash_fen=200_000),
        clerk.register.save(make_person("杨淼鑫", employer="快递公司")),
    ]


def names(page):
    table = page._list.table
    return [table.record(row).person.name for row in range(table.rowCount())]


def choose(page, name):
    page._list.view.choose_row(names(page).index(name))


def wish(page, qtbot, words):
    """Press a button of the bar of marked people, and give what is asked of which page."""
    with qtbot.waitSignal(page.open_requested) as asked:
        page._list.bar.buttons()[words].click()
    return asked.args


def test_marked_people_are_planned_and_printed_for_on_the_page_of_grants(
    qtbot, open_page, clerk, campaign, people
):
    page = open_page(clerk, campaign)
    page._list.view.selectAll()
    ids = tuple(page._list.table.record(row).person.id for row in range(4))
    assert list(page._list.bar.buttons()) == ["Plan grants", "Print…", "Tag…", "Export"]
    assert wish(page, qtbot, "Plan grants") == ["grants", MarkedPeople(ids, Deed.PLAN)]
    assert wish(page, qtbot, "Print…") == ["grants", MarkedPeople(ids, Deed.PRINT)]


def test_without_a_campaign_nothing_is_planned(open_page, clerk, people):
    page = open_page(clerk)
    page._list.view.selectAll()
    assert list(page._list.bar.buttons()) == ["Tag…", "Export"]


def test_who_may_only_read_may_only_export(open_page, sit, people):
    page = open_page(sit(Role.AUDITOR))
    page._list.view.selectAll()
    assert list(page._list.bar.buttons()) == ["Export"]
    assert page.tag(page._list.view.chosen_records()) is None


def test_the_marked_say_what_the_campaign_has_for_them(open_page, clerk, campaign, people):
    clerk.granting.plan(campaign.id)
    page = open_page(clerk, campaign)
    page._list.view.selectAll()
    assert page._list.bar.words() == "4 chosen · 3,300.00 yuan"


def test_tags_go_on_all_marked_people_and_off_again(qtbot, open_page, clerk, people):
    page = open_page(clerk)
    page._list.view.selectAll()
    page._list.bar.buttons()["Tag…"].click()
    dialog = page.findChild(TagDialog)
    assert nameless(dialog) == []
    write(qtbot, dialog.form.editor("new"), "二组、重点走访")
    with qtbot.waitSignal(dialog.tagged):
        dialog._do.click()
    assert {one.tags for one in clerk.register.page(ALL)} == {("二组", "重点走访")}
    assert page._outcome.words() == "4 people tagged."
    page._outcome.steps()[0].click()
    qtbot.waitUntil(lambda: page._outcome.words() == "")
    assert {one.tags for one in clerk.register.page(ALL)} == {()}
    assert page._outcome.words() == ""


def test_ctrl_t_tags_the_one_person_under_the_cursor(qtbot, open_page, clerk, people):
    clerk.tagging.tag([people[0].id], ["二组"])
    page = open_page(clerk)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    choose(page, "马秀兰")
    page._list.view.setFocus()
    qtbot.keyClick(page._list.view, Qt.Key.Key_T, CONTROL)
    dialog = page.findChild(TagDialog)
    dialog.form.editor("off").set_value(("二组",))
    with qtbot.waitSignal(dialog.tagged):
        dialog.carry_out()
    assert clerk.register.open(people[0].id).record.tags == ()


def test_a_tag_that_cannot_be_is_said_and_the_dialog_stays(qtbot, open_page, clerk, people):
    page = open_page(clerk)
    dialog = page.tag([page._list.table.record(0)])
    write(qtbot, dialog.form.editor("new"), "字" * 21)
    dialog.carry_out()
    qtbot.waitUntil(lambda: len(shown(QMessageBox)) == 1)
    (box,) = shown(QMessageBox)
    assert "1 to 20" in box.text()
    box.close()
    assert dialog.isVisible()
    assert dialog.form.editor("new").text() == "字" * 21
    dialog.reject()


def test_people_are_filtered_by_tag_and_by_whether_they_were_visited(
    open_page, clerk, campaign, people
):
    clerk.tagging.tag([people[0].id, people[1].id], ["二组"])
    visit = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=TODAY,
        visitors=(Visitor(name="王建国"), Visitor(name="马丽")),
        beneficiaries=(people[0].id,),
    )
    clerk.visiting.save(visit)
    page = open_page(clerk, campaign)
    page._list.tag.choose("二组")
    assert names(page) == ["马秀兰", "张𬱖"]
    page._list.unvisited.click()
    assert names(page) == ["张𬱖"]
    page._list.memory.perform("keep", "二组路线未走访", "")
    later = open_page(clerk, campaign)
    later._list.memory.use("二组路线未走访")
    assert names(later) == ["张𬱖"]


def test_more_columns_are_there_for_who_wants_them(open_page, clerk, campaign, people):
    page = open_page(clerk, campaign)
    choose(page, "马秀兰")
    page._list._show_columns(["sort_key", "id_number", "phone", "last_visit", "n", "tags"])
    assert page._pane.person == people[0]
    row = names(page).index("马秀兰")
    line = page._list.table.record(row)
    shown = [column.text(line) for column in page._list.view.columns.shown()]
    assert shown[:4] == ["马秀兰", "640***********0016", "139****0417", ""]
    assert shown[4] == line.recorded_on.isoformat()
