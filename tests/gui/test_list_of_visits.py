"""The list of visits: its filters, its columns, its sums, and a visit on paper."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop_app.domain.identity import NeedId, VisitId, new_id
from desktop_app.domain.need import Need
from desktop_app.domain.visit import Group, Place
from desktop_app.gui.dialogs.day_span import DaySpan
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.dialogs.visit_record import VisitRecordDialog
from desktop_app.services.visiting import Given
from tests.gui.conftest import nameless
from tests.gui.test_visits_page import page_of, shown, visit_to, words
from tests.unit.services.pictured import jpeg


@pytest.fixture
def person(enrol, make_person):
    return enrol(make_person("张建国"))


@pytest.fixture
def visit(campaign, person):
    return visit_to(person, campaign)


@pytest.fixture
def open_page(qtbot, campaign):
    return page_of(qtbot, campaign)


def test_chips_leave_visits_by_manner_place_time_employer_and_words(
    officer, open_page, visit, person
):
    plant = officer.employers.add("电子元件厂")
    officer.visiting.save(visit)
    there = replace(
        visit,
        id=VisitId(new_id()),
        manner="site",
        first_day=date(2021, 1, 15),
        beneficiaries=(),
        employers=(plant.id,),
        places=(Place(kind="enterprise", name="电子元件厂"),),
        remarks="锅炉房",
    )
    officer.visiting.save(there)
    page = open_page(officer)
    listed = page.visits
    for chip, code in (
        (listed.manner, "site"),
        (listed.place, "enterprise"),
        (listed.when, "2021-01-01/2021-01-31"),
        (listed.employer, plant.id),
        (listed.employer, "*"),
    ):
        chip.choose(code)
        assert [row[0] for row in shown(page)] == ["2021-01-15"]
        chip.choose("")
    assert len(shown(page)) == 2
    listed.text.setText("锅炉")
    listed.read()
    assert [row[1] for row in shown(page)] == ["电子元件厂"]
    page.show_record(visit.id)
    assert len(shown(page)) == 2


def test_the_months_with_visits_and_the_last_days_are_offered(officer, open_page, visit):
    officer.visiting.save(replace(visit, first_day=date(2021, 1, 15)))
    page = open_page(officer)
    assert dict(page.visits._spans()) == {
        "2021-02-08/2021-02-08": "Today",
        "2021-02-02/2021-02-08": "Last seven days",
        "?": "From day to day…",
        "2021-01-01/2021-01-31": "2021-01",
    }


def test_only_visits_with_photos_are_shown_on_wish(officer, open_page, visit):
    pictured = replace(visit, id=VisitId(new_id()), first_day=date(2021, 2, 1))
    photo = officer.attaching.take_photo(jpeg((40, 30)))
    officer.visiting.save(visit)
    edits = officer.attaching.edits_for("visit", pictured.id, [photo], ())
    officer.visiting.save(pictured, beside=edits)
    page = open_page(officer)
    page.visits.pictured.click()
    assert [row[0] for row in shown(page)] == ["2021-02-01"]


def test_households_people_and_person_times_are_said_each_for_itself(
    officer, open_page, visit, person
):
    officer.visiting.save(replace(visit, households=(person.id,)))
    officer.visiting.save(replace(visit, id=VisitId(new_id())))
    group = Group(words="坚守一线的职工", count=2500, approximate=True)
    officer.visiting.save(replace(visit, id=VisitId(new_id()), beneficiaries=(), groups=(group,)))
    page = open_page(officer)
    said = words(page.visits)
    assert "3 visits" in said
    assert "1 person · 2 person-times · 1 household · in groups about 2,500 People" in said


def test_two_days_of_ones_own_choice_narrow_the_list(officer, open_page, visit, qtbot):
    officer.visiting.save(visit)
    officer.visiting.save(replace(visit, id=VisitId(new_id()), first_day=date(2021, 1, 15)))
    page = open_page(officer)
    page.visits.when.choose("?")
    (dialog,) = page.findChildren(DaySpan)
    qtbot.keyClicks(dialog.form.editor("first_day"), "1.20")
    qtbot.keyClicks(dialog.form.editor("last_day"), "1.10")
    dialog._take()
    assert "ends before it begins" in words(dialog)
    dialog.form.editor("first_day").set_value(date(2021, 1, 10))
    dialog.form.editor("last_day").set_value(date(2021, 1, 20))
    dialog._take()
    assert [row[0] for row in shown(page)] == ["2021-01-15"]
    assert page.visits.when.text() == "2021-01-10–2021-01-20  ×"
    page.visits.when.click()
    assert len(shown(page)) == 2


def test_the_record_of_a_visit_is_shown_as_it_will_lie_on_paper(officer, open_page, visit):
    edits = officer.needs.edits_for_heard(
        visit, [Need(id=NeedId(new_id()), kind="medical", words="透析自付费用高")]
    )
    photo = officer.attaching.take_photo(jpeg((40, 30)), caption="在家中")
    edits += officer.attaching.edits_for("visit", visit.id, [photo], ())
    officer.visiting.save(replace(visit, difficulties="医药费"), beside=edits)
    page = open_page(officer)
    page._print_chosen()
    (dialog,) = page.findChildren(PaperDialog)
    assert dialog._pane.page_count() == 1
    text = squeezed(dialog._pdf)
    for said in ("张建国", "2021年2月8日", "王建国", "医药费", "透析自付费用高", "在家中"):
        assert said in text
    dialog.close()


def test_saving_the_record_of_a_visit_takes_a_number_and_a_copy_wants_a_reason(
    qtbot, officer, open_page, visit, tmp_path
):
    officer.visiting.save(visit)
    page = open_page(officer)
    page._print_chosen()
    (dialog,) = page.findChildren(VisitRecordDialog)
    assert officer.issuing.lines() == []
    with qtbot.waitSignal(dialog.saved):
        dialog.save_pdf(tmp_path / "v.pdf")
    (line,) = officer.issuing.lines()
    assert line.sheet.number in squeezed((tmp_path / "v.pdf").read_bytes())
    page._print_chosen()
    again = page.findChildren(VisitRecordDialog)[-1]
    assert nameless(again) == []
    assert not any(button.isEnabled() for button in again.ways_out)
    again._again.editor("reason").setText("污损")
    again._again.editor("reason").edited.emit()
    assert all(button.isEnabled() for button in again.ways_out)
    with qtbot.waitSignal(again.saved):
        again.save_pdf(tmp_path / "c.pdf")
    assert officer.issuing.lines()[0].copies == 2


def squeezed(pdf):
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_filters_are_kept_by_name_and_the_way_to_the_drafts_is_none(officer, open_page, visit):
    officer.visiting.save(visit)
    page = open_page(officer)
    page.visits.mine.click()
    page.visits.here.click()
    page.visits.memory.perform("keep", "我录入的", "")
    later = open_page(officer)
    assert later.visits.filter_state.state() == {"here": "on"}
    later.visits.memory.use("我录入的")
    assert later.visits.filter_state.state() == {"mine": "on"}
    assert later._lists.currentWidget() is later.visits


def test_more_columns_and_the_sum_of_marked_visits(officer, open_page, visit, person):
    given = Given(beneficiary=person.id, cash_fen=50_000, fund_source="own_budget", method="cash")
    officer.visiting.save(visit, [given])
    officer.visiting.save(
        replace(visit, id=VisitId(new_id()), leader="马吉孝", concerns=("health",), requests="托管")
    )
    page = open_page(officer)
    page.visits._show_columns(["Leader", "Concerns", "Wishes and requests", "Yuan given"])
    texts = {
        tuple(one.text(page.visits.table.record(row)) for one in page.visits.view.columns.shown())
        for row in range(2)
    }
    assert ("马吉孝", "Health", "托管", "") in texts
    page.visits.view.selectAll()
    assert page.visits.bar.words() == "2 chosen · 500.00 yuan"
