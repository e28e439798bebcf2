"""The page of needs and referrals: lists, filters, the record beside, and the whole loop."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton

from desktop_app.domain.identity import NeedId, ReferralId, new_id
from desktop_app.domain.need import Need, NeedState
from desktop_app.domain.referral import Referral, ReferralState
from desktop_app.domain.role import Role
from desktop_app.gui.pages.needs_page import NeedsPage
from tests.gui.conftest import nameless, write
from tests.unit.conftest import TODAY

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_page(qtbot):
    """Open the page for one person at the desk."""

    def build(office):
        page = NeedsPage(office)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.refresh()
        return page

    return build


@pytest.fixture
def person(clerk, make_person):
    return clerk.register.save(make_person("马秀兰"))


@pytest.fixture
def hear(officer, person):
    def keep(words, **fields) -> Need:
        given = {"kind": "unpaid_wages", "heard_on": date(2021, 2, 1), "beneficiary": person.id}
        return officer.needs.save(Need(id=NeedId(new_id()), words=words, **(given | fields)))

    return keep


@pytest.fixture
def needs(officer, clerk, hear):
    """One overdue, one due soon and somebody else's, one of a group, one settled."""
    found = {
        "late": hear("两个月没发工资", due=date(2021, 2, 5), urgency="urgent"),
        "soon": hear("孩子学费", kind="schooling", due=date(2021, 2, 10), owner=clerk.user.id),
        "group": hear(
            "宿舍漏水",
            kind="housing",
            beneficiary=None,
            group_words="建筑工人",
            owner=officer.user.id,
        ),
        "done": hear("社保断缴", kind="social_insurance"),
    }
    officer.needs.close(found["done"].id, outcome="solved", said="satisfied")
    return found


@pytest.fixture
def referral(officer, needs):
    return officer.referrals.save(
        Referral(
            id=ReferralId(new_id()),
            kind="hotline",
            addressee="12351热线",
            need=needs["late"].id,
            beneficiary=needs["late"].beneficiary,
            asked_on=date(2021, 2, 2),
            due=date(2021, 2, 6),
            words="请督促补发",
        )
    )


def listed(page):
    table = page.needs.table
    return [table.record(row).need.words for row in range(table.rowCount())]


def referred(page):
    table = page.referrals.table
    return [table.record(row).referral.addressee for row in range(table.rowCount())]


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def press(widget, text):
    (button,) = (
        one
        for one in widget.findChildren(QPushButton)
        if one.text() == text and one.isVisibleTo(widget)
    )
    button.click()


def buttons(widget):
    shown = (one for one in widget.findChildren(QPushButton) if one.isVisibleTo(widget))
    return {one.text() for one in shown}


def choose(editor, typed):
    editor.setEditText(typed)
    editor.settle()


def test_an_empty_ledger_says_what_belongs_here(open_page, officer):
    page = open_page(officer)
    assert "No need is open" in words(page.needs)
    page.needs.referrals.click()
    assert "Nothing was referred yet" in words(page.referrals)


def test_the_open_needs_stand_in_the_order_in_which_they_are_due(open_page, officer, needs):
    page = open_page(officer)
    assert listed(page) == ["两个月没发工资", "孩子学费", "宿舍漏水"]
    assert "3 needs · 1 overdue in all" in words(page.needs)


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


def test_a_need_is_referred_with_what_is_known_of_it(qtbot, open_page, officer, needs, person):
    page = open_page(officer)
    page.choose(needs["soon"].id)
    press(page.need, "Refer…")
    form = page._referral_form
    begun = form.collect()
    assert (begun.kind, begun.words, begun.beneficiary) == ("need", "孩子学费", person.id)
    assert begun.due == needs["soon"].due
    write(qtbot, form.sheet.editor("addressee"), "固原市总工会")
    form.save()
    assert page.shows_referrals
    assert page.referral.record == form.record
    assert officer.needs.state(needs["soon"]) is NeedState.HANDED_OVER


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
    write(qtbot, _reason(dialog), "又拖欠")
    dialog.give()
    assert "两个月没发工资" in listed(page)
    assert "Reopened · 又拖欠" in words(page.need)


def _reason(dialog):
    return dialog._form.editor("reason")


def test_an_answer_is_recorded_from_the_list_of_referrals(open_page, officer, needs, referral):
    page = open_page(officer)
    page.needs.referrals.click()
    assert page.shows_referrals
    assert referred(page) == ["12351热线"]
    assert page.referral.record == referral.id
    press(page.referral, "Answer came…")
    choose(page._answer_form.sheet.editor("reply"), "declined")
    page._answer_form.save()
    page._answer_form.save()  # without words of theirs a warning stops it once
    assert "declined" in words(page.referral)
    assert "Answer came…" not in buttons(page.referral)
    assert officer.needs.state(needs["late"]) is NeedState.ANSWERED


def test_a_referral_is_taken_back_with_a_reason(qtbot, open_page, officer, referral):
    page = open_page(officer)
    page.choose(referral.id)
    dialog = page.ask_to_take_back(referral)
    write(qtbot, _reason(dialog), "单位已补发")
    dialog.give()
    kept = officer.referrals.get(referral.id)
    assert (kept.state, kept.withdrawn_reason) == (ReferralState.WITHDRAWN, "单位已补发")
    assert "taken back" in words(page.referral)


def test_referrals_are_narrowed_by_chips_and_words(qtbot, open_page, officer, needs, referral):
    officer.referrals.ask_for_visit(
        words="请走访老人", addressee="固原市总工会", beneficiary=needs["late"].beneficiary
    )
    page = open_page(officer)
    page.choose(referral.id)
    page.referrals.overdue.click()
    assert referred(page) == ["12351热线"]
    page.referrals.overdue.click()
    page.referrals.kind.choose("visit")
    assert referred(page) == ["固原市总工会"]
    page.referrals.kind.choose("")
    page.referrals.state.choose(ReferralState.ANSWERED)
    assert referred(page) == []
    assert "No referral fits" in words(page.referrals)
    page.referrals.state.choose("")
    write(qtbot, page.referrals.text, "固原")
    qtbot.waitUntil(lambda: referred(page) == ["固原市总工会"])


def test_the_ways_lead_to_person_visit_need_and_referral(
    qtbot, open_page, officer, needs, referral
):
    page = open_page(officer)
    page.choose(needs["late"].id)
    with qtbot.waitSignal(page.open_requested) as asked:
        press(page.need, "Open the file of 马秀兰")
    assert asked.args == ["people", needs["late"].beneficiary]
    page.need.go_to_part(1)
    press(page.need, "12351 hotline")
    assert page.referral.record == referral.id
    press(page.referral, "Open the need")
    assert not page.shows_referrals
    assert page.need.record == needs["late"].id


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
