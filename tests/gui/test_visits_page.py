"""The visits page: what the list tells, and the ways into the form and out of it."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.visit import Group, Place, Visit, Visitor
from desktop_app.gui.pages import visits_page
from desktop_app.gui.pages.visits_page import VisitsPage
from desktop_app.services.visiting import Given
from tests.gui.conftest import nameless
from tests.unit.conftest import TODAY

TWO = (Visitor(name="王建国"), Visitor(name="马丽"))


@pytest.fixture
def person(enrol, make_person):
    return enrol(make_person("张建国"))


@pytest.fixture
def visit(campaign, person):
    return visit_to(person, campaign)


def visit_to(person, campaign):
    return Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=TODAY,
        visitors=TWO,
        beneficiaries=(person.id,),
    )


@pytest.fixture
def open_page(qtbot, campaign):
    return page_of(qtbot, campaign)


def page_of(qtbot, campaign):
    """Give a function that opens the page for an office."""

    def make(office):
        page = VisitsPage(office)
        qtbot.addWidget(page)
        page.resize(1200, 690)
        page.show_campaign(campaign)
        page.show()
        return page

    return make


@pytest.fixture
def answers(monkeypatch):
    """Answer every question with yes, and write down what was asked."""
    asked = []
    monkeypatch.setattr(visits_page, "confirm", lambda *words: asked.append(words[1]) or True)
    return asked


def put_aside(page):
    """Leave a touched form, answering the question with yes."""
    page.leave_form()
    (box,) = [one for one in page.findChildren(QMessageBox) if one.isVisible()]
    asked = box.text()
    next(one for one in box.buttons() if one is not box.escapeButton()).click()
    return asked


def shown(page):
    table = page.visits.table
    rows = range(table.rowCount())
    return [[str(table.index(row, at).data()) for at in range(7)] for row in rows]


def words(widget):
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_the_list_tells_when_to_whom_how_where_who_came_and_what_was_given(
    officer, open_page, visit, person
):
    goods = (GoodsLine(name="大米", quantity=2, unit="袋"),)
    given = Given(
        beneficiary=person.id, cash_fen=50_000, goods=goods, fund_source="own_budget", method="cash"
    )
    officer.visiting.save(visit, [given])
    told = replace(
        visit,
        id=VisitId(new_id()),
        beneficiaries=(),
        first_day=date(2021, 2, 3),
        last_day=date(2021, 2, 4),
        places=(Place(kind="shop"),),
        groups=(Group(words="快递小哥", count=30),),
        leader="马吉孝",
    )
    officer.visiting.save(told)
    page = open_page(officer)
    first, second = shown(page)
    assert first == ["2021-02-08", "张建国", "At home", "", "王建国、马丽", "500.00", "大米 2袋"]
    assert second[:5] == ["2021-02-03–04", "快递小哥", "At home", "Shop", "马吉孝、王建国、马丽"]
    assert "2 visits · 500.00 yuan" in words(page)


def test_the_record_beside_the_list_reads_out_the_visit_with_its_history(
    officer, open_page, visit, person
):
    given = Given(beneficiary=person.id, cash_fen=50_000, fund_source="own_budget", method="cash")
    officer.visiting.save(replace(visit, requests="助学"), [given])
    page = open_page(officer)
    read = words(page.record)
    for said in ("张建国", "2021-02-08 · At home", "人民币伍佰元整", "not approved yet", "助学"):
        assert said in read
    assert read.count("Visit recorded · officer") == 1


def test_the_way_to_the_persons_file_leads_to_the_page_of_people(
    officer, open_page, visit, person, qtbot
):
    officer.visiting.save(visit)
    page = open_page(officer)
    way = next(b for b in page.record.findChildren(QPushButton) if "张建国" in b.text())
    with qtbot.waitSignal(page.open_requested) as asked:
        way.click()
    assert asked.args == ["people", person.id]


def test_only_ones_own_visits_are_shown_on_wish(officer, clerk, open_page, visit):
    clerk.visiting.save(visit)
    own = replace(visit, id=VisitId(new_id()), first_day=date(2021, 2, 1))
    officer.visiting.save(own)
    page = open_page(officer)
    assert len(shown(page)) == 2
    page.visits.mine.click()
    assert [row[0] for row in shown(page)] == ["2021-02-01"]


def test_visits_of_other_campaigns_are_hidden_until_one_of_them_is_asked_for(
    officer, open_page, visit
):
    other = replace(visit, campaign=None)
    officer.visiting.save(other)
    page = open_page(officer)
    assert shown(page) == []
    page.show_record(other.id)
    assert len(shown(page)) == 1
    assert page.visits.view.chosen_record().visit == other


def test_every_column_sorts(officer, open_page, visit):
    for day in (3, 5):
        officer.visiting.save(replace(visit, id=VisitId(new_id()), first_day=date(2021, 2, day)))
    page = open_page(officer)
    for column in range(7):
        page.visits.view.sortByColumn(column, Qt.SortOrder.AscendingOrder)
        assert len(shown(page)) == 2
    page.visits.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [row[0] for row in shown(page)] == ["2021-02-03", "2021-02-05"]


def test_enter_on_a_visit_opens_its_form(officer, open_page, visit, qtbot):
    officer.visiting.save(visit)
    page = open_page(officer)
    page.visits.view.setFocus()
    qtbot.keyClick(page.visits.view, Qt.Key.Key_Return)
    assert page.is_writing
    assert page.form.record == visit.id


def test_an_untouched_form_is_left_without_a_question(officer, open_page, answers):
    page = open_page(officer)
    page.begin()
    page.leave_form()
    assert not page.is_writing
    assert answers == []
    assert officer.drafting.mine() == []


def test_a_touched_form_stays_as_a_draft_that_can_be_gone_on_with(
    officer, open_page, answers, person, qtbot
):
    page = open_page(officer)
    counts = []
    page.count_changed.connect(counts.append)
    page.begin(person.id)
    qtbot.keyClicks(page.form.sheet.editor("found_health"), "tired")
    record = page.form.record
    assert put_aside(page) == "Put this form aside?"
    assert counts[-1] == "1 draft"
    page.visits.drafts.click()
    assert page.drafts.table.index(0, 0).data() == "张建国"
    page.drafts.view.setFocus()
    qtbot.keyClick(page.drafts.view, Qt.Key.Key_Return)
    assert page.is_writing
    assert page.form.record == record
    assert page.form.sheet.editor("found_health").value() == "tired"


def test_a_draft_is_discarded_only_after_a_question(officer, open_page, answers, person, qtbot):
    page = open_page(officer)
    page.begin(person.id)
    qtbot.keyClicks(page.form.sheet.editor("found_health"), "tired")
    put_aside(page)
    page.visits.drafts.click()
    button = next(b for b in page.record.findChildren(QPushButton) if b.text() == "Discard it")
    button.click()
    assert answers == ["Discard this draft?"]
    assert officer.drafting.mine() == []
    assert page._lists.currentWidget() is page.visits


def test_a_saved_visit_is_chosen_in_the_list(officer, open_page, visit, qtbot):
    officer.visiting.save(visit)
    older = replace(visit, id=VisitId(new_id()), first_day=date(2021, 1, 5))
    officer.visiting.save(older)
    page = open_page(officer)
    page.edit(page.form, older.id)
    qtbot.keyClicks(page.form.sheet.editor("remarks"), "later")
    with qtbot.waitSignal(page.state_changed):
        page.form.save()
    assert not page.is_writing
    assert page.visits.view.chosen_record().visit.remarks == "later"


def test_a_person_from_another_page_begins_a_visit_to_them(officer, open_page, person):
    page = open_page(officer)
    page.show_record(person)
    assert page.is_writing
    assert page.form.sheet.people.value() == (person.id,)


def test_a_draft_from_another_page_is_gone_on_with(officer, open_page, person, qtbot):
    page = open_page(officer)
    page.begin(person.id)
    qtbot.keyClicks(page.form.sheet.editor("requests"), "a coat")
    again = open_page(officer)
    again.show_record(officer.drafting.mine()[0])
    assert again.form.sheet.editor("requests").value() == "a coat"


def test_an_auditor_reads_and_begins_nothing(sit, officer, open_page, visit):
    officer.visiting.save(visit)
    page = open_page(sit(Role.AUDITOR))
    assert page.page_actions() == ()
    page.edit(page.form, visit.id)
    page.begin()
    assert not page.is_writing


def test_an_empty_list_says_what_to_do(officer, open_page):
    page = open_page(officer)
    assert "No visits here" in words(page.visits)


def test_everything_that_takes_the_focus_has_a_name(officer, open_page, visit):
    officer.visiting.save(visit)
    page = open_page(officer)
    assert nameless(page) == []
    page.edit(page.form, visit.id)
    for fold, _names in page.form.sheet._folds:
        fold.setChecked(True)
    (part,) = page.form.sheet.given._parts.values()
    part._new.click()
    part._proxy.click()
    assert nameless(page) == []


def test_refreshing_leaves_a_form_in_front_alone(officer, open_page, person, qtbot):
    page = open_page(officer)
    page.begin(person.id)
    qtbot.keyClicks(page.form.sheet.editor("remarks"), "half a sen")
    page.refresh()
    assert page.is_writing
    assert page.form.sheet.editor("remarks").value() == "half a sen"
    assert page.may_leave()
