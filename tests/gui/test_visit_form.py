"""The form of a visit: nothing lost, nothing invented, objections beside their fields."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.identity import BeneficiaryId, new_id
from desktop_app.domain.visit import Finding, Group, Place, Visitor
from desktop_app.gui.forms.visit_form import FORM, VisitForm
from desktop_app.gui.forms.visit_sheet import VisitSheet
from desktop_app.gui.forms.visitor_words import read_visitor, visitor_words
from desktop_app.services.visit_fields import VISIT_FIELDS
from tests.gui import visit_forms
from tests.gui.visit_forms import TWO, commit, fill, from_elsewhere, issue_under, part
from tests.unit.conftest import TODAY

form, person, plain = visit_forms.form, visit_forms.person, visit_forms.plain

# The list of hits is a window of its own, which the plugin without a screen cannot raise.
pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)


RICH = (
    {},
    {
        "places": (Place(kind="home", name="丽景街"), Place(kind="shop"), Place(kind="")),
        "groups": (
            Group(words="一线职工", count=2500, approximate=True),
            Group(words="困难户", count=12, unit="households"),
            Group(words="来自外地的"),
        ),
    },
    {
        "findings": (
            Finding(concern="wages", text="拖欠两个月"),
            Finding(concern="health", text="透析"),
            Finding(concern="health", text="第二次问的"),
            Finding(concern="a_retired_concern", text="旧的"),
        ),
        "concerns": ("wishes", "health", "schooling"),
    },
    {
        "first_day": None,
        "day_words": "2021年新年前夕",
        "delegation": "慰问团",
        "leader": "马吉孝",
        "leader_title": "副主席",
        "exhortation": "第一行\n第二行",
        "remarks": "  前后有空格\n",
        "difficulties": "学费",
        "requests": "助学",
    },
    {
        "manner": "a_retired_manner",
        "risk_level": "a_retired_level",
        "places": (Place(kind="a_retired_place", name="老厂"),),
        "last_day": TODAY,
        "visitors": TWO[:1],
        "lone_visitor_reason": "大雪封路",
        "campaign": None,
        "requests": " 空格 ",
    },
)


@pytest.mark.parametrize("more", RICH)
def test_a_visit_that_nobody_touched_is_handed_back_equal(officer, form, plain, more):
    visit = replace(plain, **more)
    from_elsewhere(officer, visit)
    head = officer.caretaking.chain_head()
    form.open(visit.id)
    assert not form.is_touched
    assert form.save() or form.save()
    assert officer.visiting.open(visit.id).record == visit
    assert officer.caretaking.chain_head() == head


def test_changing_one_field_leaves_the_others_alone(officer, form, plain, qtbot):
    visit = replace(plain, **RICH[1], **RICH[2], remarks=" bleibt \n")
    from_elsewhere(officer, visit)
    form.open(visit.id)
    editor = form.sheet.editor("difficulties")
    editor.setFocus()
    qtbot.keyClicks(editor, "school fees")
    assert form.is_touched
    assert form.save()
    assert officer.visiting.open(visit.id).record == replace(visit, difficulties="school fees")


def test_a_new_finding_joins_the_concerns_that_were_asked(officer, form, plain, qtbot):
    visit = replace(plain, concerns=("wages",), findings=(Finding(concern="health", text="good"),))
    officer.visiting.save(visit)
    form.open(visit.id)
    form.sheet.editor("found_health").clear()
    qtbot.keyClicks(form.sheet.editor("found_schooling"), "two at school")
    assert form.save()
    kept = officer.visiting.open(visit.id).record
    assert kept.findings == (Finding(concern="schooling", text="two at school"),)
    assert kept.concerns == ("wages", "schooling")


def test_a_day_is_typed_short_and_means_this_year(form, campaign, qtbot):
    form.begin(campaign.id)
    day = form.sheet.editor("first_day")
    day.clear()
    qtbot.keyClicks(day, "2.3")
    assert day.value() == date(TODAY.year, 2, 3)


def test_initials_find_a_person_and_enter_takes_the_first(form, campaign, person, qtbot):
    form.begin(campaign.id)
    line = form.sheet.people.chips.line
    line.setFocus()
    qtbot.keyClicks(line, "zjg")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert form.sheet.people.value() == (person.id,)
    assert form.sheet.editor("first_day").hasFocus()


def test_a_comma_takes_a_hit_and_stays_for_the_next_and_backspace_takes_it_back(
    form, campaign, person, enrol, make_person, qtbot
):
    other = enrol(make_person("李红军"))
    form.begin(campaign.id)
    line = form.sheet.people.chips.line
    line.setFocus()
    qtbot.keyClicks(line, "zjg,")
    qtbot.keyClicks(line, "0026")  # the end of the second ID number
    commit(line, "，")
    assert form.sheet.people.value() == (person.id, other.id)
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert form.sheet.people.value() == (person.id,)


def test_the_arrow_keys_choose_among_the_hits(form, campaign, person, enrol, make_person, qtbot):
    enrol(make_person("张吉刚"))
    form.begin(campaign.id)
    line = form.sheet.people.chips.line
    line.setFocus()
    qtbot.keyClicks(line, "zjg")
    popup = line._list
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert form.sheet.people.value() == (person.id,)


def test_an_unknown_person_is_added_without_leaving_the_form(officer, form, campaign, qtbot):
    form.begin(campaign.id)
    line = form.sheet.people.chips.line
    line.setFocus()
    qtbot.keyClicks(line, "Nobody Known")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    new = form.sheet.people._new
    assert new.isVisible()
    assert new.name.value() == "Nobody Known"
    qtbot.keyClicks(new.number, "640102197001010017")
    qtbot.keyClick(new.number, Qt.Key.Key_Return)
    assert "last character" in new._refusal.text()
    new.number.clear()
    qtbot.keyClicks(new.number, "640102197001010016")
    qtbot.keyClick(new.number, Qt.Key.Key_Return)
    (kept,) = form.sheet.people.people()
    assert (kept.name, kept.id_number) == ("Nobody Known", "640102197001010016")
    assert not new.isVisible()
    assert form.sheet.editor("first_day").hasFocus()


def test_words_typed_and_not_chosen_stop_the_saving(officer, form, campaign, person, qtbot):
    form.begin(campaign.id, person=person.id)
    qtbot.keyClicks(form.sheet.people.chips.line, "zjg")
    assert not form.save()
    assert "was typed but not chosen" in issue_under(form, "beneficiaries")
    assert officer.visiting.latest() == []


def test_the_visitors_of_the_latest_own_visit_are_offered(officer, form, plain, campaign):
    officer.visiting.save(plain)
    form.begin(campaign.id)
    assert form.sheet.editor("visitors").value() == TWO
    assert not form.is_touched


def test_a_visitor_is_written_with_title_and_unit(form, campaign, qtbot):
    form.begin(campaign.id)
    visitors = form.sheet.editor("visitors")
    visitors.line.setFocus()
    qtbot.keyClicks(visitors.line, "Wang chair union")
    qtbot.keyClick(visitors.line, Qt.Key.Key_Return)
    qtbot.keyClicks(visitors.line, "Li, ")
    assert visitors.value() == (
        Visitor(name="Wang", title="chair", unit="union"),
        Visitor(name="Li"),
    )


@pytest.mark.parametrize("visitor", [*TWO, Visitor(name="阿依·古丽", title="主席")])
def test_a_written_visitor_is_read_again(visitor):
    assert read_visitor(visitor_words(visitor)) == visitor


def test_one_visitor_is_asked_why_once_and_then_may_be_kept(officer, form, campaign, person):
    form.begin(campaign.id, person=person.id)
    form.sheet.editor("visitors").choose(TWO[0])
    assert form.sheet.editor("lone_visitor_reason").isVisible()
    assert not form.save()
    assert "Only one visitor" in issue_under(form, "visitors")
    assert form.save()
    assert len(officer.visiting.latest()) == 1


def test_a_draft_comes_back_exactly_with_half_typed_words_and_lists(
    officer, form, campaign, person, enrol, make_person, qtbot
):
    other = enrol(make_person("李红军"))
    fill(form, campaign, person)
    form.sheet.people.chips.choose(other.id)
    form.sheet.editor("first_day").setText("the 8th")
    form.sheet.editor("groups").set_value(
        ({"words": "职工", "count": 30, "approximate": True, "unit": "people"},)
    )
    form.sheet.editor("more_findings").set_value(({"concern": "wages", "text": "late"},))
    amounts = part(form, other)
    amounts._new.click()
    qtbot.keyClicks(amounts._fields["cash_fen"].editor, "12x")
    amounts._fields["goods"].editor.set_value(
        ({"name": "大米", "quantity": None, "unit": None, "unit_price_fen": 5800},)
    )
    qtbot.keyClicks(form.sheet.people.chips.line, "zj")
    (draft,) = officer.drafting.mine()
    again = VisitForm(officer)
    qtbot.addWidget(again)
    again.resume(draft)
    assert again._state() == form._state()
    assert again.sheet.people.text() == "zj"
    assert again.sheet.editor("first_day").text() == "the 8th"
    assert part(again, other)._fields["cash_fen"].editor.text() == "12x"
    assert again.is_touched
    assert again.record == form.record


def test_a_draft_of_a_kept_visit_lies_only_over_what_was_typed(officer, form, plain, qtbot):
    officer.visiting.save(plain)
    form.open(plain.id)
    qtbot.keyClicks(form.sheet.editor("found_health"), "tired")
    meanwhile = officer.visiting.open(plain.id)
    officer.visiting.save(replace(plain, remarks="by another"), base=meanwhile)
    again = VisitForm(officer)
    qtbot.addWidget(again)
    again.open(plain.id)
    assert again.is_touched
    assert again.save()
    kept = officer.visiting.open(plain.id).record
    assert kept.remarks == "by another"
    assert kept.findings == (Finding(concern="health", text="tired"),)
    assert officer.drafting.of(FORM, plain.id) is None


def test_the_next_visit_of_a_round_keeps_day_place_and_visitors(form, campaign, plain, officer):
    before = replace(
        plain, first_day=date(2021, 2, 5), manner="site", places=(Place(kind="shop", name="店"),)
    )
    form.begin(campaign.id, like=before)
    names = ("first_day", "manner", "place_kind", "place_name", "visitors", "campaign")
    kept = tuple(form.sheet.editor(name).value() for name in names)
    assert kept == (date(2021, 2, 5), "site", "shop", "店", TWO, campaign.id)
    assert form.sheet.people.value() == ()


def test_ctrl_d_copies_a_field_from_ones_latest_visit(officer, form, campaign, plain, qtbot):
    officer.visiting.save(replace(plain, requests="a coat"))
    form.begin(campaign.id)
    editor = form.sheet.editor("requests")
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == "a coat"


def test_an_impossible_visit_says_why_and_the_cursor_goes_there(officer, form, campaign):
    form.begin(campaign.id)
    form.sheet.editor("first_day").set_value(date(2021, 2, 9))
    assert not form.save()
    assert issue_under(form, "first_day") == "This day has not come yet."
    assert "Whom was the visit to" in issue_under(form, "beneficiaries")
    assert officer.visiting.latest() == []


def test_a_kept_person_without_a_number_can_be_visited(officer, form, campaign):
    nameless = officer.register.save(Beneficiary(id=BeneficiaryId(new_id()), name="无证"))
    fill(form, campaign, nameless)
    assert form.save()


def test_a_routine_visit_stands_on_a_small_laptop_without_scrolling(form, plain, campaign, person):
    """1366×768 leave this much to the form, beside the rail and between title and status line."""
    form.resize(1205, 683)
    form.begin(campaign.id, person=person.id, like=plain)
    QApplication.processEvents()
    assert form.sheet.verticalScrollBar().maximum() == 0


def test_the_screen_asks_in_the_order_of_the_paper(officer):
    sheet = VisitSheet(officer)
    assert (*sheet._fields, "given") == VISIT_FIELDS
    sheet.deleteLater()
