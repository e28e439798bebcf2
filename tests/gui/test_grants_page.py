"""The page of grants: what is listed, who may do what, and the way from plan to paper."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop_app.domain.campaign import Cap
from desktop_app.domain.double_aid import AidFilter
from desktop_app.domain.grant import GrantState
from desktop_app.domain.sheet import SheetKind
from desktop_app.gui.dialogs.approve_grants import ApproveDialog
from desktop_app.gui.dialogs.plan_grants import PlanDialog
from desktop_app.gui.dialogs.sheet_preview import SheetPreviewDialog
from desktop_app.gui.dialogs.unresolved_numbers import UnresolvedDialog
from desktop_app.gui.dialogs.void_number import VoidDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.grants_page import GrantsPage
from desktop_app.gui.pages.page import Deed, MarkedPeople
from desktop_app.storage.aid_filters import AidFilters, FromLaptop
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.grants import GrantFilter
from tests.gui.conftest import nameless


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def open_page(qtbot, runner):
    """Open the page for one person, on a campaign."""

    def build(office, campaign=None):
        page = GrantsPage(office, runner)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show_campaign(campaign.id if campaign else None)
        page.show()
        return page

    return build


@pytest.fixture
def roster(enrol, make_person):
    """Three people, one of them from another fund source and over the cap."""
    enrol(make_person("张𬱖", employer="环卫处"))
    enrol(make_person("马𡌴峰", employer="快递公司", category="courier"), cash_fen=30_000)
    enrol(make_person("李䶮", employer="环卫处"), cash_fen=350_000, fund_source="fiscal")


@pytest.fixture
def planned(clerk, campaign, roster):
    clerk.granting.plan(campaign.id)
    return campaign


@pytest.fixture
def approved(planned, approver):
    approver.granting.approve(planned.id, reason="会议纪要3号")
    return planned


def dialog(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def names(page):
    table = page._list.table
    return [table.record(row).name for row in range(table.rowCount())]


def words_on(widget):
    return " ".join(found.text() for found in widget.findChildren(QLabel))


def states(office, campaign):
    return {
        line.name: line.state for line in office.granting.lines(GrantFilter(campaign=campaign.id))
    }


def test_without_a_campaign_the_page_says_what_to_do_first(open_page, clerk):
    page = open_page(clerk)
    assert "No campaign yet" in words_on(page._list.empty)
    assert [action.text for action in page.page_actions()] == ["New campaign"]


def test_the_list_says_how_many_there_are_and_what_they_come_to(open_page, clerk, planned):
    page = open_page(clerk, planned)
    assert len(names(page)) == 3
    assert "3 grants · 4,800.00 yuan" in words_on(page._list)


def test_a_chip_narrows_the_list_and_its_sum(open_page, clerk, planned):
    page = open_page(clerk, planned)
    _states, funds, units = page._list.chips
    units.choose("环卫处")
    assert sorted(names(page)) == ["张𬱖", "李䶮"]
    funds.choose("fiscal")
    assert names(page) == ["李䶮"]
    assert "1 grant · 3,500.00 yuan" in words_on(page._list)


def test_every_role_sees_its_own_actions(open_page, clerk, approver, officer, planned):
    offered = {
        office.user.name: [action.text for action in open_page(office, planned).page_actions()]
        for office in (clerk, approver, officer)
    }
    lists = "Letters, notices, lists…"
    assert offered == {
        "clerk": [lists, "Print…", "Plan grants"],
        "approver": [lists, "Print…", "Approve"],
        "officer": [lists, "Print…"],
    }


def test_only_an_approver_can_take_a_number_back(open_page, clerk, approver, planned):
    ways = {
        office.user.name: open_page(office, planned)._take_back.isVisible()
        for office in (clerk, approver)
    }
    assert ways == {"clerk": False, "approver": True}


def test_the_record_tells_who_planned_approved_and_printed(
    open_page, clerk, approver, approved, tmp_path
):
    clerk.issuing.print_sheets(SheetKind.RECEIPT, approved.id, tmp_path / "r.pdf")
    clerk.issuing.print_sheets(SheetKind.RECEIPT, approved.id, tmp_path / "c.pdf", reason="卡纸")
    page = open_page(clerk, approved)
    told = words_on(page._pane)
    for words in ("Planned by clerk", "Approved by approver", "printed by clerk", "copy 1: 卡纸"):
        assert words in told
    assert page._list.view.chosen_record().receipt in told


def test_planning_shows_who_is_left_out_before_anything_is_written(
    qtbot, open_page, clerk, campaign, enrol, make_person
):
    enrol(make_person("张𬱖"))
    enrol(make_person("马𡌴峰", category="courier"))
    page = open_page(clerk, campaign)
    page.plan()
    plan = dialog(PlanDialog)
    qtbot.waitSignal(plan.previewed).wait()
    assert "1 grant, 1,000.00 yuan" in words_on(plan)
    assert [plan._skipped.table.record(0).name] == ["马𡌴峰"]
    assert states(clerk, campaign) == {}


def test_planning_says_to_whom_somebody_may_already_have_given(
    qtbot, open_page, clerk, campaign, enrol, make_person
):
    person = enrol(make_person("张𬱖"))
    given = AidFilter.of("2021-winter", b"key", [person.id_number])
    with clerk.desk.store.transaction():
        AidFilters(clerk.desk.store.db).keep([FromLaptop("ab" * 8, 1, given)])
    page = open_page(clerk, campaign)
    page.plan()
    plan = dialog(PlanDialog)
    qtbot.waitSignal(plan.previewed).wait()
    assert "1 grant, 1,000.00 yuan" in words_on(plan)
    (issue,) = plan._skipped.table.record(0).issues
    assert issue.code == "maybe_given_elsewhere"


def test_planned_grants_stand_in_the_list_and_the_page_says_what_comes_next(
    qtbot, open_page, clerk, campaign, roster
):
    page = open_page(clerk, campaign)
    page.plan()
    plan = dialog(PlanDialog)
    qtbot.waitSignal(plan.previewed).wait()
    with qtbot.waitSignals([plan.planned, page.grants_changed]):
        qtbot.keyClick(plan, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(names(page)) == 3
    assert page._outcome.words().startswith("Planned: 3 grants, 4,800.00 yuan.")


def test_only_some_of_the_roster_can_be_planned(qtbot, open_page, clerk, campaign, roster):
    open_page(clerk, campaign).plan()
    plan = dialog(PlanDialog)
    qtbot.waitSignal(plan.previewed).wait()
    plan._filter.editor("employer").set_value("环卫处")
    with qtbot.waitSignal(plan.previewed):
        plan.look()
    with qtbot.waitSignal(plan.planned):
        plan.plan()
    assert sorted(states(clerk, campaign)) == ["张𬱖", "李䶮"]


def test_what_goes_over_a_cap_waits_until_there_is_a_reason(
    qtbot, open_page, clerk, approver, planned
):
    page = open_page(approver, planned)
    page.approve()
    first = dialog(ApproveDialog)
    qtbot.waitSignal(first.listed).wait()
    assert first._list.table.record(0).remark.startswith("More than 3,000.00 yuan at one time")
    with qtbot.waitSignal(page.grants_changed):
        first.approve()
    assert "1 over a cap still waits" in page._outcome.words()
    assert states(clerk, planned)["李䶮"] is GrantState.PLANNED
    page.approve()
    again = dialog(ApproveDialog)
    qtbot.waitSignal(again.listed).wait()
    qtbot.keyClicks(again._form.editor("reason"), "minutes no. 3")
    with qtbot.waitSignal(page.grants_changed):
        again.approve()
    assert set(states(clerk, planned).values()) == {GrantState.APPROVED}


def test_the_totals_part_by_fund_source(qtbot, open_page, approver, planned):
    open_page(approver, planned).approve()
    waiting = dialog(ApproveDialog)
    qtbot.waitSignal(waiting.listed).wait()
    table = waiting._funds.table
    totals = [(table.record(row).source, table.record(row).cash_fen) for row in range(2)]
    assert totals == [("fiscal", 350_000), ("own_budget", 130_000)]


def test_a_refusal_needs_a_reason(qtbot, open_page, clerk, approver, planned, monkeypatch):
    said = []
    monkeypatch.setattr(
        "desktop_app.gui.dialogs.approve_grants.tell", lambda _parent, words: said.append(words)
    )
    page = open_page(approver, planned)
    page.approve()
    waiting = dialog(ApproveDialog)
    qtbot.waitSignal(waiting.listed).wait()
    waiting._list.view.choose_row(0)
    waiting.refuse()
    assert said == ["Please give a reason."]
    qtbot.keyClicks(waiting._form.editor("reason"), "twice on the list")
    with qtbot.waitSignal(page.grants_changed):
        waiting.refuse()
    assert list(states(clerk, planned).values()).count(GrantState.REFUSED) == 1


def test_voiding_shows_whose_number_it_is_and_asks_for_a_reason(
    qtbot, open_page, clerk, approver, approved, tmp_path, monkeypatch
):
    said = []
    monkeypatch.setattr(
        "desktop_app.gui.dialogs.void_number.tell", lambda _parent, words: said.append(words)
    )
    clerk.issuing.print_sheets(SheetKind.RECEIPT, approved.id, tmp_path / "r.pdf")
    page = open_page(approver, approved)
    line = page._list.view.chosen_record()
    page.void()
    asked = dialog(VoidDialog)
    assert line.name in words_on(asked)
    asked.void()
    assert said == ["Please give a reason."]
    qtbot.keyClicks(asked._form.editor("reason"), "wrong person")
    with qtbot.waitSignal(asked.voided):
        asked.void()
    assert states(clerk, approved)[line.name] is GrantState.VOID
    assert page._outcome.words() == f"{line.receipt} is void now."


def test_an_unknown_number_cannot_be_voided(qtbot, open_page, approver, approved):
    open_page(approver, approved).void("640100-A2-21-000999-X")
    asked = dialog(VoidDialog)
    assert "No standing grant has this number." in words_on(asked)
    assert not asked._do.isEnabled()


def test_numbers_in_doubt_are_told_and_settled_by_the_clerk(qtbot, open_page, clerk, approved):
    def jam(_pdf):
        raise OSError("paper jam")

    with pytest.raises(OSError, match="jam"):
        clerk.issuing.print_through(SheetKind.RECEIPT, approved.id, jam)
    page = open_page(clerk, approved)
    assert page._doubt.words() == "3 numbers are in doubt after an interrupted printing."
    page._doubt.steps()[0].click()
    asked = dialog(UnresolvedDialog)
    asked._list.view.choose_row(0)
    with qtbot.waitSignal(asked.resolved):
        asked.answer(came_out=True)
    assert len(clerk.issuing.unresolved()) == 2
    asked._list.view.selectAll()
    with qtbot.waitSignal(asked.resolved):
        asked.answer(came_out=False)
    assert page._doubt.words() == ""
    assert list(states(clerk, approved).values()).count(GrantState.PRINTED) == 1


def test_a_grant_that_another_page_asks_for_is_shown(open_page, clerk, planned):
    page = open_page(clerk)
    wanted = clerk.granting.lines(GrantFilter(campaign=planned.id))[-1]
    page.show_record(wanted.grant.id)
    assert page._list.view.chosen_record().grant.id == wanted.grant.id


def test_a_saved_campaign_is_worked_on_and_told(qtbot, open_page, clerk, campaign):
    page = open_page(clerk, campaign)
    changed = replace(campaign, cap=Cap(per_time_fen=1, per_year_fen=1, source="x"))
    with qtbot.waitSignal(page.campaign_saved):
        page._take_campaign(clerk.campaigns.save(changed, clerk.campaigns.open(campaign.id)))
    assert "at most 0.01 yuan" in page._about.whole_text()


def test_everything_that_takes_the_focus_has_a_name(open_page, approver, approved):
    page = open_page(approver, approved)
    assert nameless(page) == []
    assert all(button.text() for button in page.findChildren(QPushButton))


def test_only_the_marked_people_of_a_roster_are_planned_for(
    qtbot, open_page, clerk, campaign, roster
):
    page = open_page(clerk, campaign)
    people = {one.name: one.id for one in clerk.register.page(PeopleFilter())}
    page.show_record(MarkedPeople((people["张𬱖"], people["李䶮"]), Deed.PLAN))
    plan = dialog(PlanDialog)
    assert "Of 2 marked people" in words_on(plan)
    with qtbot.waitSignal(plan.previewed):
        pass
    with qtbot.waitSignal(plan.planned):
        plan._do.click()
    assert sorted(names(page)) == ["张𬱖", "李䶮"]


def test_the_filters_of_planning_narrow_the_marked_further(
    qtbot, open_page, clerk, campaign, roster
):
    page = open_page(clerk, campaign)
    people = {one.name: one.id for one in clerk.register.page(PeopleFilter())}
    page.plan((people["张𬱖"], people["马𡌴峰"]))
    plan = dialog(PlanDialog)
    with qtbot.waitSignal(plan.previewed):
        pass
    plan._filter.editor("category").set_value("courier")
    with qtbot.waitSignal(plan.previewed) as told:
        plan.look()
    assert [one.beneficiary for one in told.args[0].grants] == [people["马𡌴峰"]]
    plan.reject()


def test_only_the_sheets_of_the_marked_are_printed(qtbot, open_page, clerk, approved, tmp_path):
    page = open_page(clerk, approved)
    page._list.view.choose_row(0)
    select = page._list.view.selectionModel()
    select.select(
        page._list.table.index(1, 0), select.SelectionFlag.Select | select.SelectionFlag.Rows
    )
    assert page._list.bar.words().startswith("2 chosen")
    page._list.bar.buttons()["Print…"].click()
    preview = dialog(SheetPreviewDialog)
    with qtbot.waitSignal(preview.drawn, timeout=20_000) as drawn:
        pass
    assert drawn.args[0].due.fresh == 2
    with qtbot.waitSignal(preview.printed, timeout=20_000):
        preview.save_pdf(tmp_path / "sheets.pdf")
    found = states(clerk, approved)
    assert sorted(found.values()).count(GrantState.PRINTED) == 2


def test_sheets_of_one_person_marked_elsewhere_are_those_of_that_person(
    qtbot, open_page, clerk, approved
):
    page = open_page(clerk, approved)
    person = next(one for one in clerk.register.page(PeopleFilter()) if one.name == "张𬱖")
    page.show_record(MarkedPeople((person.id,), Deed.PRINT))
    preview = dialog(SheetPreviewDialog)
    with qtbot.waitSignal(preview.drawn, timeout=20_000) as drawn:
        pass
    assert drawn.args[0].due.fresh == 1
    preview.reject()


def test_the_grants_keep_their_columns_and_filters(open_page, clerk, planned):
    page = open_page(clerk, planned)
    page._list.chips[2].choose("环卫处")
    page._list.memory.perform("keep", "环卫处的", "")
    page._list._show_columns(["name", "cash", "goods_value", "planned_on"])
    later = open_page(clerk, planned)
    assert [one.key for one in later._list.view.columns.shown()][2:] == [
        "goods_value",
        "planned_on",
    ]
    later._list.memory.use("环卫处的")
    assert sorted(names(later)) == ["张𬱖", "李䶮"]
