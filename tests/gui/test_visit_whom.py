"""A visit to households and employers, over several places, with needs, photos and a signature."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.domain.attachment import AttachmentRole
from desktop_app.domain.visit import Place
from desktop_app.gui.forms.visit_form import VisitForm
from desktop_app.gui.pages.visit_pane import VisitPane
from desktop_app.services.visit_lines import VisitLines
from tests.gui import visit_forms
from tests.gui.conftest import nameless
from tests.gui.visit_forms import commit, fill, from_elsewhere, issue_under
from tests.unit.services.pictured import jpeg

form, person, plain = visit_forms.form, visit_forms.person, visit_forms.plain

# The list of hits is a window of its own, which the plugin without a screen cannot raise.
pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)

PLANT = "银川经开区电子元件厂"
RICH = {
    "occasion": "spring_festival",
    "company_words": "省市有关负责同志",
    "title_remarks": "职务在原文中缺失",
    "account": "看望慰问\n一线职工",
    "given_words": "慰问金和大礼包",
    "sources": "报纸2021年2月10日版",
    "first_day": date(2021, 2, 1),
    "last_day": date(2021, 2, 5),
    "places": (
        Place(
            kind="home",
            name="丽景街",
            region="银川",
            first_day=date(2021, 2, 1),
            day_words="上午",
            remarks="三楼",
        ),
        Place(
            kind="shop",
            name="店",
            risk_level="low",
            first_day=date(2021, 2, 2),
            last_day=date(2021, 2, 4),
        ),
        Place(kind="a_retired_place", name="老厂", day_words="从岁末到年初"),
    ),
}


def test_a_rich_visit_that_nobody_touched_is_handed_back_equal(officer, form, plain, person):
    plant = officer.employers.add(PLANT).id
    places = (*RICH["places"], Place(kind="enterprise", name="一车间", employer=plant))
    to = {"households": (person.id,), "employers": (plant,), "places": places}
    visit = replace(plain, **{**RICH, **to})
    from_elsewhere(officer, visit)
    head = officer.caretaking.chain_head()
    form.open(visit.id)
    assert not form.is_touched
    assert form.save() or form.save()
    assert officer.visiting.open(visit.id).record == visit
    assert officer.caretaking.chain_head() == head


def test_changing_one_place_leaves_the_others_as_they_were(officer, form, plain):
    plant = officer.employers.add(PLANT).id
    workshop = Place(kind="enterprise", name="一车间", employer=plant, risk_level="high")
    visit = replace(plain, **{**RICH, "places": (*RICH["places"], workshop)})
    from_elsewhere(officer, visit)
    form.open(visit.id)
    form.sheet.editor("place_remarks").setText("四楼")
    assert form.save() or form.save()
    first, *others = officer.visiting.open(visit.id).record.places
    assert first == replace(RICH["places"][0], remarks="四楼")
    assert others == [*RICH["places"][1:], workshop]


def test_another_name_makes_another_place_that_is_no_longer_the_employers(officer, form, plain):
    plant = officer.employers.add(PLANT).id
    officer.employers.add("通达快递")
    there = Place(kind="enterprise", name="一车间", employer=plant)
    visit = replace(plain, places=(there,))
    officer.visiting.save(visit)
    form.open(visit.id)
    form.sheet.editor("place_name").setText("通达快递")
    assert form.save() or form.save()
    (place,) = officer.visiting.open(visit.id).record.places
    assert place.employer == officer.employers.by_name("通达快递").id


def test_an_employer_is_found_by_initials_and_a_household_by_its_worker(
    officer, form, campaign, person, qtbot
):
    plant = officer.employers.add(PLANT).id
    form.begin(campaign.id)
    for visitor in visit_forms.TWO:
        form.sheet.editor("visitors").choose(visitor)
    fold = form.sheet._folds[0][0]
    fold.click()
    assert form.sheet.employers.chips.line.hasFocus()
    qtbot.keyClicks(form.sheet.employers.chips.line, "ycjkq")
    qtbot.keyClick(form.sheet.employers.chips.line, Qt.Key.Key_Return)
    households = form.sheet.editor("households").chips.line
    assert households.hasFocus()
    qtbot.keyClicks(households, "zjg")
    qtbot.keyClick(households, Qt.Key.Key_Return)
    assert form.save()
    (visit,) = officer.visiting.latest()
    assert (visit.employers, visit.households) == ((plant,), (person.id,))
    assert officer.visiting.at_employer(plant) == [visit]


@pytest.mark.parametrize("manner", ["phone", "video"])
def test_who_telephones_is_not_asked_for_a_place(form, campaign, manner):
    form.begin(campaign.id)
    form.sheet.editor("manner").set_value(manner)
    form._follow("manner")
    shown = [form.sheet._fields[name].isVisible() for name in ("place_kind", "place_name")]
    assert shown == [False, False]
    form.sheet.editor("manner").set_value("home")
    form._follow("manner")
    assert form.sheet._fields["place_kind"].isVisible()


def test_a_visit_on_site_without_a_place_is_asked_where_it_was(officer, form, campaign, person):
    fill(form, campaign, person)
    form.sheet.editor("manner").set_value("site")
    assert not form.save()
    assert "Where was it?" in issue_under(form, "place_name")
    assert form.save()


@pytest.mark.parametrize(
    ("typed", "first", "last", "words"),
    [
        ("2.3", date(2021, 2, 3), None, ""),
        ("1.13~15", date(2021, 1, 13), date(2021, 1, 15), ""),
        ("1月31日至2月2日", date(2021, 1, 31), date(2021, 2, 2), ""),
        ("2021年新年前夕", None, None, "2021年新年前夕"),
    ],
)
def test_when_a_place_was_visited_is_typed_in_one_line(
    officer, form, campaign, person, typed, first, last, words
):
    fill(form, campaign, person)
    form.sheet.editor("first_day").set_value(date(2021, 1, 1))
    form.sheet.editor("last_day").set_value(date(2021, 2, 8))
    form.sheet.editor("place_kind").set_value("community")
    commit(form.sheet.editor("place_when"), typed)
    assert form.save()
    (place,) = officer.visiting.latest()[0].places
    assert (place.first_day, place.last_day, place.day_words) == (first, last, words)


def heard(kind="medical", words="透析自付费用高", **more):
    return {"kind": kind, "words": words, "urgency": None, "whose": None, **more}


def test_a_need_heard_becomes_a_case_with_the_visit(officer, form, campaign, person):
    fill(form, campaign, person)
    form.sheet.editor("heard").set_value((heard(urgency="urgent"), heard("schooling", "学费")))
    assert form.save()
    (visit,) = officer.visiting.latest()
    medical, schooling = sorted(officer.needs.heard_in(visit.id), key=lambda one: one.id)
    assert (medical.beneficiary, medical.visit) == (person.id, visit.id)
    assert (medical.kind, medical.urgency, medical.words) == (
        *("medical", "urgent"),
        "透析自付费用高",
    )
    assert (schooling.urgency, schooling.heard_by) == ("ordinary", "王建国")


def test_a_need_may_be_that_of_a_group_or_an_employer(officer, form, campaign, person):
    plant = officer.employers.add(PLANT).id
    fill(form, campaign, person)
    form.sheet.employers.set_value((plant,))
    form.sheet.editor("groups").set_value(
        ({"words": "一线职工", "count": None, "approximate": None, "unit": None},)
    )
    offered = dict(form.sheet._find_whose())
    assert list(offered.values()) == ["张建国", PLANT, "一线职工"]
    of_plant, of_group = list(offered)[1:]
    form.sheet.editor("heard").set_value(
        (heard("business", "订单减少", whose=of_plant), heard(whose=of_group))
    )
    assert form.save()
    business, medical = sorted(
        officer.needs.heard_in(officer.visiting.latest()[0].id), key=lambda one: one.id
    )
    assert (business.employer, business.beneficiary) == (plant, None)
    assert (medical.group_words, medical.beneficiary) == ("一线职工", None)


def test_a_need_without_a_kind_stops_the_saving_and_nothing_is_kept(
    officer, form, campaign, person
):
    fill(form, campaign, person)
    form.sheet.editor("heard").set_value((heard(kind=None),))
    assert not form.save()
    assert issue_under(form, "heard")
    assert officer.visiting.latest() == []


def test_needs_recorded_before_are_said_and_not_recorded_twice(officer, form, campaign, person):
    fill(form, campaign, person)
    form.sheet.editor("heard").set_value((heard(),))
    assert form.save()
    (visit,) = officer.visiting.latest()
    form.open(visit.id)
    said = [one.text() for one in form.sheet.findChildren(QLabel) if "透析自付" in one.text()]
    assert len(said) == 1
    assert form.save() or form.save()
    assert len(officer.needs.heard_in(visit.id)) == 1


@pytest.fixture
def picture(tmp_path):
    file = tmp_path / "visit.jpg"
    file.write_bytes(jpeg((120, 90)))
    return file


def sign(form, qtbot):
    form.sheet._attached.setChecked(True)
    sheet = form.sheet.attached.signature.focusProxy()
    qtbot.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseMove(sheet, QPoint(80, 50))
    qtbot.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(120, 30))


def roles(officer, visit):
    return [one.role for one in officer.attaching.of("visit", visit)]


def test_photos_and_a_signature_are_kept_with_the_visit(
    officer, form, campaign, person, picture, qtbot
):
    fill(form, campaign, person)
    form.sheet.attached.photos.add_files([picture])
    sign(form, qtbot)
    assert form.is_touched
    assert form.save()
    (visit,) = officer.visiting.latest()
    assert roles(officer, visit.id) == [AttachmentRole.PHOTO, AttachmentRole.SIGNATURE]
    head = officer.caretaking.chain_head()
    form.open(visit.id)
    assert not form.is_touched
    assert not form.sheet.attached.signature.is_empty
    assert form.save() or form.save()
    assert officer.caretaking.chain_head() == head


def test_a_signature_cleared_and_drawn_again_takes_the_place_of_the_first(
    officer, form, campaign, person, qtbot
):
    fill(form, campaign, person)
    sign(form, qtbot)
    assert form.save()
    (visit,) = officer.visiting.latest()
    (first,) = officer.attaching.of("visit", visit.id)
    form.open(visit.id)
    form.sheet.attached.signature.clear()
    sign(form, qtbot)
    assert form.save() or form.save()
    (second,) = officer.attaching.of("visit", visit.id)
    assert first.id != second.id
    assert [one.id for one in officer.attaching.removed("visit", visit.id)] == [first.id]


def test_a_draft_brings_back_all_of_it(officer, form, campaign, person, picture, qtbot):
    plant = officer.employers.add(PLANT).id
    fill(form, campaign, person)
    form.sheet.employers.set_value((plant,))
    form.sheet.editor("households").set_value((person.id,))
    form.sheet.editor("heard").set_value((heard(),))
    form.sheet.editor("company_words").setText("省市有关负责同志")
    form.sheet.editor("more_places").set_value(
        ({"kind": "shop", "name": "店", "region": "银川", "when": "2021-02-02", "remarks": ""},)
    )
    form.sheet.attached.photos.add_files([picture])
    form.sheet.attached.photos.finish()
    sign(form, qtbot)
    (draft,) = officer.drafting.mine()
    again = VisitForm(officer)
    qtbot.addWidget(again)
    again.resume(draft)
    assert again._state() == form._state()
    assert again.sheet.attached.signature.strokes()
    assert again.sheet._attached.isChecked()
    assert again.save() or again.save()  # the place has a day of its own
    (visit,) = officer.visiting.latest()
    assert (visit.employers, visit.households) == ((plant,), (person.id,))
    assert visit.places == (
        Place(kind="shop", name="店", region="银川", first_day=date(2021, 2, 2)),
    )
    assert len(roles(officer, visit.id)) == 2
    assert len(officer.needs.heard_in(visit.id)) == 1


def test_the_record_reads_all_of_it_out(officer, form, plain, person, qtbot):
    plant = officer.employers.add(PLANT).id
    visit = replace(plain, **RICH, households=(person.id,), employers=(plant,))
    from_elsewhere(officer, visit)
    pane = VisitPane(officer)
    qtbot.addWidget(pane)
    pane.resize(600, 900)
    pane.show()
    pane.show_line(VisitLines(officer.desk).line(visit.id))
    read = "\n".join(one.text() for one in pane.findChildren(QLabel) if one.isVisible())
    for said in (
        *(
            "省市有关负责同志",
            "职务在原文中缺失",
            "看望慰问",
            "慰问金和大礼包",
            "2021-02-02–2021-02-04",
        ),
        *("报纸2021年2月10日版", "从岁末到年初", "三楼", "2021-02-01 上午", "Spring Festival"),
    ):
        assert said in read
    ways = [one.text() for one in pane.findChildren(QPushButton)]
    assert f"Open the record of {PLANT}" in ways
    assert "Household of 张建国" in ways
    assert nameless(pane) == []


def test_a_visit_with_every_part_open_names_everything_for_a_screen_reader(form, campaign):
    form.begin(campaign.id)
    for fold, _names in form.sheet._folds:
        fold.setChecked(True)
    form.sheet._attached.setChecked(True)
    assert nameless(form) == []


def test_going_on_with_enter_adds_nobody_without_a_number(qtbot, form, plain, officer):
    people = form.sheet.people
    before = officer.register.how_many()
    people._new.begin("马秀兰")
    for _press in range(4):
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return)
    assert officer.register.how_many() == before
    assert people._new.isVisible()
    assert "press Tab" in people._new._refusal.text()
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Space)
    assert officer.register.how_many() == before + 1
    assert [one.name for one in people.people()] == ["马秀兰"]
