"""The page of employers: found, filtered, read, recorded, with the ways to people and visits."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.role import Role
from desktop_app.domain.visit import Place, Visit, Visitor
from desktop_app.gui.widgets.masked_value import MaskedValue
from tests.employers import (
    SHOP_ID,
    SITE_ID,
    WORKS_ID,
    keep_all,
    measure,
    safety_check,
    shop,
    site,
    works,
)
from tests.gui import employer_pages
from tests.gui.conftest import nameless, write
from tests.gui.employer_pages import (
    MEASURES,
    OVERVIEW,
    PEOPLE,
    RISKS,
    SAFETY,
    USUAL,
    VISITS,
    cells,
    names,
    show,
    way,
    words,
)

runner, open_page, page = employer_pages.runner, employer_pages.open_page, employer_pages.page


def test_employers_stand_in_the_order_of_pinyin_with_count_and_sum(page):
    assert names(page) == [works().name, site().name, shop().name]
    assert "3 employers · about 5,020 workers in all" in words(page._list)


def test_a_row_says_size_measures_risk_and_open_findings(page):
    assert cells(page, 0)[1:] == ["Enterprise", "about 5,000", "1/1", "", ""]
    assert cells(page, 1)[1:] == ["Building site", "300", "", "", "1"]
    assert cells(page, 2)[1:] == ["Shop", "20", "", "High", ""]


def test_typing_narrows_the_list_and_escape_gives_it_back(qtbot, page):
    write(qtbot, page._list.text, "jnej")
    qtbot.waitUntil(lambda: names(page) == [works().name])
    qtbot.keyClick(page._list.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(page)) == 3)


@pytest.mark.parametrize(
    ("chip", "code", "left"),
    [
        ("kind", "shop", shop()),
        ("industry", "C", works()),
        ("state", "normal", works()),
        ("measure", "stay_bonus", works()),
        ("risk", "high", shop()),
    ],
)
def test_each_chip_leaves_what_it_says(page, chip, code, left):
    page._list.chips[chip].choose(code)
    assert names(page) == [left.name]
    page._list.chips[chip].choose("")
    assert len(names(page)) == 3


def test_open_findings_and_difficulties_are_filtered_by_a_click(qtbot, page):
    for tick, left in ((page._list.open_findings, site()), (page._list.in_difficulty, shop())):
        tick.click()
        assert names(page) == [left.name]
        tick.click()


def test_a_list_without_employers_says_what_to_do(open_page, clerk):
    page = open_page(clerk)
    assert "No employer is recorded yet" in words(page._list)
    assert "Ctrl+N" in words(page._list)


def test_a_filter_that_leaves_nothing_says_so(page):
    page._list.chips["kind"].choose("park")
    assert "No employer fits" in words(page._list)


def test_a_heading_by_which_the_ledger_cannot_sort_bears_no_mark(page):
    header = page._list.view.horizontalHeader()
    header.setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    assert names(page)[0] == works().name
    header.setSortIndicator(4, Qt.SortOrder.AscendingOrder)
    assert header.sortIndicatorSection() != 4


def test_the_pane_says_what_is_known_and_covers_the_phone_number(page, clerk):
    show(page, WORKS_ID)
    said = words(page._pane)
    for part in ("济南第二机床厂、二机床", "91350100M000100Y43", "山东省济南市", "始建于1937年"):
        assert part in said
    assert "13900000001" not in said
    (covered,) = page._pane.findChildren(MaskedValue)
    covered.reveal_requested.emit()
    assert covered.text() == "13900000001"
    entry = clerk.desk.store.audit.entries(subject=WORKS_ID)[0]
    assert entry.action == "revealed.phone"


def test_a_site_leads_to_its_employer_and_back(page):
    show(page, WORKS_ID)
    way(page, site().name).click()
    assert page._pane.record == SITE_ID
    way(page, works().name).click()
    assert page._pane.record == WORKS_ID


def test_measures_are_shown_with_state_and_evidence(page):
    show(page, WORKS_ID, MEASURES)
    said = words(page._pane)
    assert "Carried out" in said
    assert "reached about 500 people · 250,000.00 yuan" in said
    assert "Payroll、Photographs：每人500元" in said


def test_a_risk_is_shown_with_level_plan_and_the_day_on_which_somebody_looks_again(page):
    show(page, SHOP_ID, RISKS)
    said = words(page._pane)
    assert "risk: High" in said
    assert "look again 2021-02-08" in said
    assert "Wage arrears：8 people，去年第四季度工资未发" in said
    assert "Plan: 约谈负责人" in said


def test_findings_are_shown_as_overdue_or_rectified(page):
    show(page, SITE_ID, SAFETY)
    said = words(page._pane)
    assert "rectification overdue" in said
    assert "Major danger · to be rectified by 2021-02-03" in said
    assert "General danger · rectified on 2021-02-04 · 已更换12具" in said


def test_people_and_visits_there_lead_to_their_pages(qtbot, open_page, clerk, make_person):
    keep_all(clerk)
    person = clerk.register.save(make_person("马强", employer="二机床"))
    visit = Visit(
        id=VisitId(new_id()),
        manner="site",
        first_day=date(2021, 1, 27),
        places=(Place(kind="enterprise", name=works().name),),
        visitors=(Visitor(name="王建国"), Visitor(name="马丽")),
    )
    clerk.visiting.save(visit, ())
    page = open_page(clerk)
    show(page, WORKS_ID, PEOPLE)
    with qtbot.waitSignal(page.open_requested) as asked:
        way(page, "马强").click()
    assert asked.args == ["people", person.id]
    show(page, WORKS_ID, VISITS)
    with qtbot.waitSignal(page.open_requested) as asked:
        way(page, "2021-01-27  On site").click()
    assert asked.args == ["visits", visit.id]
    with qtbot.waitSignal(page.open_requested) as asked:
        way(page, "Record a visit").click()
    assert asked.args == ["visits", works()]


def test_the_history_tells_of_measures_and_checks_in_words(qtbot, page):
    told = {WORKS_ID: "Measure recorded · clerk", SITE_ID: "Safety check recorded · clerk"}
    for employer, deed in told.items():
        show(page, employer)
        # What is laid out in a window that is shown already comes to sight in the next turn.
        qtbot.waitUntil(lambda deed=deed: deed in words(page._pane))


def test_a_new_measure_begins_at_the_employer_in_sight_and_comes_back_to_it(page, clerk):
    show(page, SHOP_ID, MEASURES)
    way(page, "Record a measure").click()
    assert page.is_writing
    page._measure.sheet.editor("measure").set_value("job_fair")
    page._measure.sheet.editor("state").set_value("planned")
    assert page._measure.save()
    assert not page.is_writing
    assert page._pane.record == SHOP_ID
    (kept,) = clerk.desk.store.employer_measures.of(SHOP_ID)
    assert kept.measure == "job_fair"
    assert "Job fair" in [one.text() for one in page._pane.findChildren(QPushButton)]


def test_a_kept_check_is_opened_from_its_line(page):
    show(page, SITE_ID, SAFETY)
    way(page, "2021-02-01").click()
    assert page.is_writing
    assert page._safety_check.record == safety_check().id


def test_saving_and_going_on_keeps_what_the_next_record_has_in_common(page):
    page.edit(page._measure, measure().id)
    assert page._measure.save(and_next=True)
    assert page._measure.is_new
    assert page._measure.collect().employer == WORKS_ID
    page.edit(page._safety_check, safety_check().id)
    assert page._safety_check.save(and_next=True)
    following = page._safety_check.collect()
    assert following.together_with == "区应急管理局、区住建局"
    assert not following.employer


def test_a_draft_of_a_check_goes_on_and_leads_back_to_its_employer(qtbot, page, clerk):
    show(page, WORKS_ID)
    page.edit(page._safety_check, safety_check().id)
    write(qtbot, page._safety_check.sheet.editor("remarks"), "再看")
    page.show_list()
    (draft,) = clerk.drafting.mine()
    page.show_record(draft)
    assert page.is_writing
    assert page._safety_check.save() or page._safety_check.save()
    assert page._pane.record == SITE_ID


def test_an_employer_that_filters_hide_is_shown_all_the_same(page):
    page._list.chips["kind"].choose("shop")
    page.show_record(WORKS_ID)
    assert page._pane.record == WORKS_ID
    assert page._list.chips["kind"].code() == ""


def test_a_double_click_opens_the_form(page):
    page._list.view.record_activated.emit(page._list.table.record(0))
    assert page._form.record == WORKS_ID


def test_who_may_only_read_is_offered_no_form(open_page, clerk, sit):
    keep_all(clerk)
    page = open_page(sit(Role.AUDITOR))
    assert page.page_actions() == ()
    show(page, WORKS_ID, MEASURES)
    texts = [one.text() for one in page._pane.findChildren(QPushButton)]
    assert "Record a measure" not in texts
    page.begin_new()
    assert not page.is_writing


@pytest.mark.parametrize("part", [OVERVIEW, MEASURES, RISKS, SAFETY, PEOPLE, VISITS])
def test_everything_that_takes_the_focus_has_a_name(page, part):
    show(page, SHOP_ID, part)
    assert nameless(page) == []


def test_a_narrow_list_keeps_the_name_and_what_is_grave(qtbot, page):
    page._list.resize(420, 600)
    header = page._list.view.horizontalHeader()

    def hidden():
        return {at for at in range(USUAL) if header.isSectionHidden(at)}

    qtbot.waitUntil(lambda: 3 in hidden())
    assert not hidden() & {0, 4}
