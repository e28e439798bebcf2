"""The page of needs: lists, filters, the record beside, and the whole loop."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop_app.domain.need import NeedState
from desktop_app.domain.role import Role
from tests.gui import needs_desk
from tests.gui.conftest import nameless, write
from tests.gui.needs_desk import buttons, choose, listed, press, reason_of, referred, words
from tests.unit.conftest import TODAY

CONTROL = Qt.KeyboardModifier.ControlModifier
open_page, person, hear = needs_desk.open_page, needs_desk.person, needs_desk.hear
needs, referral = needs_desk.needs, needs_desk.referral


def test_an_empty_ledger_says_what_belongs_here(open_page, officer):
    page = open_page(officer)
    assert "No need is open" in words(page.needs)
    page.needs.referrals.click()
    assert "Nothing was referred yet" in words(page.referrals)


def test_the_open_needs_stand_in_the_order_in_which_they_are_due(open_page, officer, needs):
    page = open_page(officer)
    assert listed(page) == ["两个月没发工资", "孩子学费", "宿舍漏水"]
    assert "3 needs · 1 overdue in all" in words(page.needs)


def test_the_rail_says_how_many_are_overdue(open_page, officer, needs):
    page = open_page(officer)
    said = []
    page.count_changed.connect(said.append)
    page.refresh()
    page.show_campaign(None)
    assert said[-1] == "1 overdue"
    officer.needs.close(needs["late"].id, outcome="solved", said="satisfied")
    page.refresh()
    assert said[-1] == ""


def test_chips_narrow_the_list(open_page, officer, needs):
    page = open_page(officer)
    page.needs.overdue.click()
    assert listed(page) == ["两个月没发工资"]
    page.needs.overdue.click()
    page.needs.mine.click()
    assert listed(page) == ["宿舍漏水"]
    page.needs.mine.click()
    page.needs.kind.choose("schooling")
    assert listed(page) == ["孩子学费"]
    page.needs.kind.choose("")
    page.needs.urgency.choose("urgent")
    assert listed(page) == ["两个月没发工资"]
    page.needs.urgency.choose("")
    page.needs.open.click()
    assert listed(page)[-1] == "社保断缴"


def test_settled_needs_are_found_by_their_progress(open_page, officer, needs):
    page = open_page(officer)
    page.needs.state.choose(NeedState.CLOSED)
    assert listed(page) == ["社保断缴"]
    assert ("closed", "settled 1") in page.needs._offered_states()
    page.needs.state.choose("")
    assert "社保断缴" in listed(page)


def test_typing_finds_words_and_people(qtbot, open_page, officer, needs):
    page = open_page(officer)
    write(qtbot, page.needs.text, "漏水")
    qtbot.waitUntil(lambda: listed(page) == ["宿舍漏水"])
    page.needs.text.clear()
    qtbot.keyClicks(page.needs.text, "mxl")
    qtbot.waitUntil(lambda: listed(page) == ["两个月没发工资", "孩子学费"])
    page.needs.text.clear()
    qtbot.keyClicks(page.needs.text, "zzz")
    qtbot.waitUntil(lambda: listed(page) == [])
    assert "No need fits" in words(page.needs)


def test_a_column_orders_the_list(open_page, officer, needs):
    page = open_page(officer)
    page.needs.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert listed(page) == ["宿舍漏水", "孩子学费", "两个月没发工资"]


def test_the_pane_tells_the_whole_story(open_page, officer, needs, referral):
    base = officer.referrals.open(referral.id)
    officer.referrals.save(
        replace(base.record, reply="done", answer="已补发", answered_on=TODAY), base
    )
    page = open_page(officer)
    page.choose(needs["late"].id)
    said = words(page.need)
    for part in ("马秀兰", "Unpaid wages · Urgent · overdue", "两个月没发工资", "answered"):
        assert part in said
    assert "Handed over · 12351热线：请督促补发" in said
    assert "Answer received · 12351热线：已补发" in said
    page.need.go_to_part(1)
    assert "12351热线 · 已补发" in words(page.need)


def test_a_settled_need_is_shown_beside_the_list_that_hides_it(open_page, officer, needs):
    page = open_page(officer)
    page.show_record(needs["done"].id)
    assert page.need.record == needs["done"].id
    assert page.needs.view.chosen_record() is None
    assert {"Solved", "Satisfied"} <= set(words(page.need).split())


def test_reading_again_keeps_the_record_in_sight(open_page, officer, needs, hear):
    page = open_page(officer)
    page.choose(needs["group"].id)
    hear("新的诉求", due=date(2021, 2, 2))
    page.refresh()
    assert page.need.record == needs["group"].id
    assert page.needs.view.chosen_record().need.id == needs["group"].id


def test_a_need_is_recorded_and_comes_to_the_cursor(qtbot, open_page, officer, needs):
    page = open_page(officer)
    (new,) = page.page_actions()
    new.run()
    form = page._need_form
    choose(form.sheet.editor("kind"), "medical")
    write(qtbot, form.sheet.editor("words"), "透析自付太多")
    write(qtbot, form.sheet.editor("group_words"), "退休职工")
    form.save()
    assert not page.is_writing
    assert page.needs.view.chosen_record().need.words == "透析自付太多"
    assert page.need.record == form.record


def test_save_and_next_begins_another_need(qtbot, open_page, officer):
    page = open_page(officer)
    page.begin(kind="housing", words="宿舍漏水", group_words="建筑工人")
    first = page._need_form.record
    page._need_form.save(and_next=True)
    assert page.is_writing
    assert page._need_form.record != first
    page._need_form.sheet.go_to("group_words")
    qtbot.keyClick(page._need_form.sheet.editor("group_words"), Qt.Key.Key_D, CONTROL)
    assert page._need_form.collect().group_words == "建筑工人"


def test_a_step_is_added_to_the_need_shown(open_page, officer, needs):
    page = open_page(officer)
    page.choose(needs["soon"].id)
    press(page.need, "Add step")
    choose(page._step_form.sheet.editor("kind"), "telephone")
    page._step_form.save()
    assert page.need.record == needs["soon"].id
    assert "Telephone call" in words(page.need)
    assert "in hand" in words(page.need)


def test_a_need_is_settled_and_opened_again(qtbot, open_page, officer, needs):
    page = open_page(officer)
    page.choose(needs["late"].id)
    press(page.need, "Settle…")
    choose(page._closing_form.sheet.editor("outcome"), "solved")
    choose(page._closing_form.sheet.editor("said"), "satisfied")
    page._closing_form.save()
    assert "两个月没发工资" not in listed(page)
    assert page.need.record == needs["late"].id
    assert "Settle…" not in buttons(page.need)
    assert "Edit" not in buttons(page.need)

    dialog = page.ask_to_reopen(officer.needs.get(needs["late"].id))
    dialog.give()
    assert officer.needs.get(needs["late"].id).is_closed
    write(qtbot, reason_of(dialog), "又拖欠")
    dialog.give()
    assert "两个月没发工资" in listed(page)
    assert "Reopened · 又拖欠" in words(page.need)


def test_home_leads_to_what_is_overdue(open_page, officer, needs, referral):
    page = open_page(officer)
    page.show_overdue()
    assert listed(page) == ["两个月没发工资"]
    page.show_open()
    assert len(listed(page)) == 3
    page.show_late_referrals()
    assert referred(page) == ["12351热线"]


def test_a_person_brings_a_new_need(open_page, officer, person):
    page = open_page(officer)
    page.show_record(person)
    assert page.is_writing
    assert page._need_form.collect().beneficiary == person.id


def test_a_draft_is_gone_on_with(qtbot, open_page, officer, person):
    page = open_page(officer)
    page.show_record(person)
    write(qtbot, page._need_form.sheet.editor("words"), "想换个岗位")
    (draft,) = officer.drafting.mine()
    other = open_page(officer)
    other.show_record(draft)
    assert other._need_form.collect().words == "想换个岗位"
    assert other._need_form.collect().beneficiary == person.id


def test_a_form_with_something_typed_is_put_aside_only_when_asked(qtbot, open_page, officer):
    page = open_page(officer)
    page.begin()
    write(qtbot, page._need_form.sheet.editor("words"), "想换个岗位")
    page.leave_form()
    (box,) = (one for one in page.findChildren(QMessageBox) if one.isVisible())
    (aside,) = (one for one in box.buttons() if one.text() == "Put aside")
    aside.click()
    QApplication.processEvents()
    assert not page.is_writing
    assert officer.drafting.mine()[0].form == "need"


def test_the_auditor_reads_and_is_offered_nothing_else(open_page, sit, needs, referral):
    page = open_page(sit(Role.AUDITOR))
    assert len(listed(page)) == 3
    assert page.page_actions() == ()
    page.choose(needs["late"].id)
    offered = buttons(page.need)
    assert not offered & {"Edit", "Add step", "Refer…", "Settle…"}
    page.choose(referral.id)
    assert not buttons(page.referral) & {"Edit", "Answer came…", "Take back…"}
    page.needs.view.record_activated.emit(page.needs.table.record(0))
    assert not page.is_writing


@pytest.mark.parametrize("referrals", [False, True])
def test_everything_that_takes_the_focus_has_a_name(open_page, officer, needs, referral, referrals):
    page = open_page(officer)
    page.choose(referral.id if referrals else needs["late"].id)
    assert nameless(page) == []
