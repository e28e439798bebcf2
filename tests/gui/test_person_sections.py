"""Sections and children in a person's record: shown, added, changed, found, asked for."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.household import HardshipFile
from desktop_app.domain.identity import ChildId, HardshipFileId, WorkerProfileId, new_id
from desktop_app.domain.migrant import StayingPut
from desktop_app.domain.model_worker import ModelWorker, ModelWorkerMoney
from desktop_app.domain.referral import Referral
from desktop_app.domain.role import Role
from desktop_app.gui.dialogs import questions
from desktop_app.gui.dialogs.reason_dialog import ReasonDialog
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.needs_page import NeedsPage
from desktop_app.gui.pages.next_steps import Deed, next_steps
from desktop_app.gui.pages.people_page import PeoplePage
from desktop_app.gui.widgets.masked_value import MaskedValue
from desktop_app.services.overview import survey
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of
from tests.gui.conftest import nameless, write
from tests.unit.conftest import TODAY

NUMBER = "640422201205040015"
CONSENT = {"consent_by": "马生财", "consent_on": date(2021, 1, 20), "consent_form": "spoken"}


@pytest.fixture
def runner(qtbot):
    made = JobRunner()
    yield made
    made.close()


@pytest.fixture
def people(clerk, make_person):
    return [
        clerk.register.save(make_person("马国强", category="model_worker", employer="环卫处")),
        clerk.register.save(make_person("张𬱖")),
    ]


@pytest.fixture
def person(people):
    return people[0]


@pytest.fixture
def open_page(qtbot, runner, person):
    def build(office):
        page = PeoplePage(office, runner)
        qtbot.addWidget(page)
        page.resize(1200, 800)
        page.show()
        page.refresh()
        page.choose(person.id)
        return page

    return build


@pytest.fixture
def section(clerk, person):
    return clerk.sections.model_workers.save(
        ModelWorker(
            id=WorkerProfileId(new_id()),
            beneficiary=person.id,
            level="provincial",
            in_hardship=True,
            aid_plan="每季度上门走访",
            aid_interval="quarterly",
            aid_due=TODAY,
            money=(ModelWorkerMoney(year=2021, kind="new_year_money", amount_fen=200_000),),
        )
    )


@pytest.fixture
def make_child(clerk, person):
    def make(**fields):
        given = {"name": "马小军", "birth_year": 2012} | fields
        child = LeftBehindChild(id=ChildId(new_id()), parent=person.id, **given)
        return clerk.children.save(child)

    return make


def tabs(page):
    return list(page._pane._tabs.texts)


def turn_to(page, words):
    at = next(at for at, tab in enumerate(tabs(page)) if tab.startswith(words))
    page._pane.go_to_part(at)
    return page._pane._parts[at]


def said(body):
    return "\n".join(one.text() for one in body.findChildren(QLabel))


def ways(body):
    return {one.accessibleName(): one for one in body.findChildren(QPushButton)}


def test_without_sections_the_category_suggests_one_and_all_can_be_added(open_page, clerk):
    body = turn_to(open_page(clerk), "Sections")
    assert "No section is recorded." in said(body)
    assert "The category “Model worker” calls for the section “Model worker”." in said(body)
    assert {name for name in ways(body) if name.startswith("Add ")} == {
        "Add Model worker",
        "Add Front-line post",
        "Add Migrant worker",
        "Add Staying put for the New Year",
        "Add New form of employment",
    }


def test_a_section_is_added_from_the_record_and_stands_there(qtbot, open_page, clerk, person):
    page = open_page(clerk)
    ways(turn_to(page, "Sections"))["Add Front-line post"].click()
    form = page.form_of("frontline_post")
    assert page.is_writing
    assert form.collect().unit == "环卫处"
    form.sheet.editor("occupation").set_value("sanitation")
    form.follow("occupation")
    assert form.save()
    assert not page.is_writing
    assert page._pane.person == person
    body = turn_to(page, "Sections 1")
    assert "Sanitation worker" in said(body)
    assert "Add Front-line post" not in ways(body)


def test_a_kept_section_says_its_facts_and_opens_in_its_form(open_page, clerk, section):
    page = open_page(clerk)
    body = turn_to(page, "Sections")
    assert {"Provincial or ministerial", "每季度上门走访", "in hardship", "aid is due"} <= set(
        said(body).splitlines()
    )
    assert "2021 · Spring Festival money · 2,000.00 yuan" in said(body)
    ways(body)["Change Model worker"].click()
    assert page.form_of("model_worker").collect() == section


def test_a_draft_of_a_section_is_counted_and_goes_on_in_a_window_opened_later(
    qtbot, open_page, clerk, person
):
    page = open_page(clerk)
    ways(turn_to(page, "Sections"))["Add New form of employment"].click()
    write(qtbot, page.form_of("platform_work").sheet.editor("platform"), "美团")
    later = open_page(clerk)
    with qtbot.waitSignal(later.count_changed) as counted:
        later.refresh()
    assert counted.args == ["1 draft"]
    assert later.forms["platform_work"] == "section of platform work"
    (draft,) = clerk.drafting.mine()
    later.show_record(draft)
    assert later.is_writing
    resumed = later.form_of("platform_work").collect()
    assert (resumed.platform, resumed.beneficiary) == ("美团", person.id)


def test_aid_that_was_given_is_written_down_from_the_record(open_page, clerk, section):
    page = open_page(clerk)
    ways(turn_to(page, "Sections"))["Aid given today"].click()
    assert clerk.sections.model_workers.get(section.id).aid_due == date(2021, 5, 8)
    assert "aid is due" not in said(turn_to(page, "Sections"))


def test_what_the_hardship_file_says_stands_until_there_is_a_section(open_page, clerk, person):
    file = HardshipFile(
        id=HardshipFileId(new_id()), beneficiary=person.id, model_worker_type="city"
    )
    clerk.desk.save([edit_of(kinds.HARDSHIP_FILE, file)], "file.added", file.id)
    page = open_page(clerk)
    body = turn_to(page, "Sections")
    assert {"From the hardship file", "City"} <= set(said(body).splitlines())
    ways(body)["Add Model worker"].click()
    assert page.form_of("model_worker").collect().level == "city"


def test_people_are_filtered_by_section_children_and_due_aid(open_page, clerk, section, make_child):
    page = open_page(clerk)
    chosen = {}
    for code in ("model_worker", "platform_work", "left_behind_child", "aid_due", ""):
        page._list.section.choose(code)
        table = page._list.table
        chosen[code] = [table.record(row).person.name for row in range(table.rowCount())]
    assert chosen["model_worker"] == chosen["aid_due"] == ["马国强"]
    assert chosen["platform_work"] == chosen["left_behind_child"] == []
    assert len(chosen[""]) == 2
    make_child()
    page._list.section.choose("left_behind_child")
    assert page._list.table.rowCount() == 1


def test_choosing_a_person_takes_the_section_filter_off(open_page, clerk, people):
    page = open_page(clerk)
    page._list.section.choose("platform_work")
    page.choose(people[1].id)
    assert page._list.section.code() == ""
    assert page._pane.person == people[1]


def test_without_children_the_record_says_so(open_page, clerk, person):
    assert "No child left behind is recorded." in said(turn_to(open_page(clerk), "Children"))
    stay = StayingPut(
        id=WorkerProfileId(new_id()), beneficiary=person.id, year=2021, children_left_behind=True
    )
    clerk.sections.stays.save(stay)
    body = turn_to(open_page(clerk), "Children")
    assert "Children are left behind, but none is recorded yet." in said(body)


def test_children_are_recorded_one_after_the_other(qtbot, open_page, clerk, person):
    page = open_page(clerk)
    ways(turn_to(page, "Children"))["Record a child left behind"].click()
    form = page.form_of("left_behind_child")
    for name in ("马小军", "马小兰"):
        write(qtbot, form.sheet.editor("name"), name)
        write(qtbot, form.sheet.editor("birth_year"), "2012")
        assert form.save(and_next=True)
    assert page.is_writing
    assert form.collect().parent == person.id
    assert [child.name for child in clerk.children.of(person.id)] == ["马小军", "马小兰"]
    page.leave_form()
    assert "Children 2" in tabs(page)


def test_numbers_of_a_child_are_covered_until_somebody_looks(open_page, clerk, make_child):
    child = make_child(id_number=NUMBER, guardian_phone="13909540000", **CONSENT)
    body = turn_to(open_page(clerk), "Children")
    covered = body.findChildren(MaskedValue)
    assert [one.text() for one in covered] == ["640***********0015", "139****0000"]
    assert NUMBER not in said(body)
    covered[0].reveal_requested.emit()
    assert covered[0].text() == NUMBER
    assert clerk.children.history(child.id)[0].action == "revealed.id_number"
    covered[0].hide_again()


def test_consent_is_said_at_each_child(open_page, clerk, make_child):
    make_child(school="第三小学", **CONSENT)
    make_child(name="马小兰")
    make_child(name="马大军", birth_year=2005)
    words = said(turn_to(open_page(clerk), "Children")).splitlines()
    expected = {
        "guardian consents",
        "no consent: name and birth year only",
        "fourteen or older",
        "Another union is told of the child only with the guardian's consent.",
    }
    assert expected <= set(words)


def test_a_visit_is_asked_of_the_union_there_and_its_answer_stands_at_the_child(
    qtbot, open_page, clerk, person, make_child
):
    child = make_child(
        school="西吉县第三小学",
        region="640422",
        address="将台堡镇",
        home_union="西吉县总工会",
        wishes="想和爸爸视频",
        **CONSENT,
    )
    page = open_page(clerk)
    asked = ways(turn_to(page, "Children"))["Ask the union there to visit 马小军"]
    with qtbot.waitSignal(page.open_requested) as wish:
        asked.click()
    target, prepared = wish.args
    assert target == "needs"
    assert (prepared.child, prepared.beneficiary) == (child.id, person.id)
    assert prepared.place == "宁夏回族自治区固原市西吉县将台堡镇"
    needs = NeedsPage(clerk)
    qtbot.addWidget(needs)
    needs.show_record(prepared)
    form = needs.form_of("referral")
    assert form.collect() == prepared
    assert form.save()
    (kept,) = clerk.desk.store.referrals.where()
    assert isinstance(kept, Referral)
    assert (kept.kind, kept.addressee, kept.place_role) == ("visit", "西吉县总工会", "home_place")
    assert "想和爸爸视频" in kept.words
    page.refresh()
    assert "unanswered" in said(turn_to(page, "Children"))
    base = clerk.referrals.open(kept.id)
    answer = replace(kept, reply="done", answer="已上门走访，送去书桌。", answered_on=TODAY)
    clerk.referrals.save(answer, base)
    page.refresh()
    body = turn_to(page, "Children")
    assert "已上门走访，送去书桌。" in said(body)
    with qtbot.waitSignal(page.open_requested) as way:
        next(one for name, one in ways(body).items() if "西吉县总工会" in name).click()
    assert way.args == ["needs", kept.id]


def test_a_child_without_consent_is_not_told_of_elsewhere(open_page, clerk, make_child):
    make_child()
    assert not any("Ask the union" in name for name in ways(turn_to(open_page(clerk), "Children")))


def test_what_was_done_to_sections_and_children_stands_in_the_history(
    open_page, clerk, section, make_child
):
    make_child()
    words = said(open_page(clerk)._pane)
    assert "Model worker · Recorded · clerk" in words
    assert "马小军 · Recorded · clerk" in words


def test_who_may_not_record_sees_sections_and_children_and_no_way_to_change(
    open_page, sit, section, make_child
):
    make_child()
    page = open_page(sit(Role.AUDITOR))
    assert ways(turn_to(page, "Sections")) == {}
    assert "Provincial or ministerial" in said(turn_to(page, "Sections"))
    assert ways(turn_to(page, "Children")) == {}


def remove(page, body, name, reason):
    ways(body)[name].click()
    dialog = page.window().findChild(ReasonDialog)
    dialog._form.editor("reason").setPlainText(reason)
    dialog.give()


def test_a_section_is_removed_with_a_reason_and_put_back(open_page, clerk, section):
    page = open_page(clerk)
    remove(page, turn_to(page, "Sections"), "Remove Model worker", "登记错人")
    body = turn_to(page, "Sections")
    assert {"Model worker, removed", "登记错人"} <= set(said(body).splitlines())
    assert "Sections" in tabs(page)
    ways(body)["Put Model worker back"].click()
    assert "Sections 1" in tabs(page)
    assert clerk.sections.model_workers.of(section.beneficiary) == [section]


def test_what_cannot_be_put_back_is_said(monkeypatch, open_page, clerk, section):
    page = open_page(clerk)
    clerk.sections.model_workers.remove(section.id, "重填")
    clerk.sections.model_workers.save(replace(section, id=WorkerProfileId(new_id())))
    page.refresh()
    told = []
    monkeypatch.setattr(questions, "tell", lambda _owner, words: told.append(words))
    ways(turn_to(page, "Sections"))["Put Model worker back"].click()
    assert told
    assert "has this section already" in told[0]


def test_a_child_is_removed_with_a_reason_and_put_back(open_page, clerk, person, make_child):
    child = make_child()
    page = open_page(clerk)
    remove(page, turn_to(page, "Children"), "Remove 马小军", "随父母来银川")
    assert clerk.children.of(person.id) == []
    ways(turn_to(page, "Children"))["Put 马小军 back"].click()
    assert clerk.children.of(person.id) == [child]


def test_the_first_page_tells_of_aid_that_is_due(clerk, section):
    steps = next_steps(survey(clerk.desk, None), lambda _right: False)
    found = next(step for step in steps if step.deed is Deed.AID_DUE)
    assert found.words == "The lasting aid to 1 model worker is due."


def test_the_way_from_the_first_page_leads_to_those_whose_aid_is_due(open_page, clerk, section):
    page = open_page(clerk)
    page._list.category.choose("courier")
    page.show_aid_due()
    table = page._list.table
    assert [table.record(row).person.name for row in range(table.rowCount())] == ["马国强"]


def test_everything_that_takes_the_focus_has_a_name(open_page, clerk, section, make_child):
    make_child(id_number=NUMBER, guardian_phone="13909540000", **CONSENT)
    page = open_page(clerk)
    for words in ("Sections", "Children"):
        turn_to(page, words)
        assert nameless(page) == []


def test_the_category_in_the_form_of_a_person_names_its_section(open_page, clerk):
    page = open_page(clerk)
    page.begin_new()
    sheet = page._form.sheet
    sheet.editor("category").set_value("rider")
    sheet.editor("category").edited.emit()
    notes = [one.text() for one in sheet.findChildren(QLabel)]
    assert "Goes with the section “New form of employment” of the record." in notes
    sheet.editor("category").set_value("hardship_worker")
    sheet.editor("category").edited.emit()
    notes = [one.text() for one in sheet.findChildren(QLabel)]
    assert not any(note.startswith("Goes with the section") for note in notes)
