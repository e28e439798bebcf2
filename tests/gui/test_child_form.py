"""The form of a child left behind: consent, covered numbers, siblings."""

from dataclasses import fields, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.child import LeftBehindChild
from desktop_app.domain.identity import ChildId, new_id
from desktop_app.domain.resident_id import Sex
from desktop_app.gui.forms.child_form import CHILD_PLAN, ChildForm
from desktop_app.gui.style import look
from desktop_app.gui.style.tokens import Theme
from tests.gui.conftest import nameless, write

NUMBER = "640422201205040015"
FULL = {
    "name": "马小军",
    "birth_year": 2012,
    "birth_date": date(2012, 5, 4),
    "sex": Sex.MALE,
    "id_number": NUMBER,
    "school": "西吉县第三小学",
    "grade": "二年级",
    "guardian": "马生财",
    "guardian_relation": "paternal_grandfather",
    "guardian_phone": "13909540000",
    "consent_by": "马生财",
    "consent_on": date(2021, 1, 20),
    "consent_form": "signed_paper",
    "region": "640422",
    "address": "将台堡镇",
    "home_union": "西吉县总工会",
    "wishes": "想和爸爸视频",
    "remarks": "成绩好",
}


@pytest.fixture
def parent(clerk, make_person):
    return clerk.register.save(make_person("马国强"))


@pytest.fixture
def kept(clerk, parent):
    child = LeftBehindChild(id=ChildId(new_id()), parent=parent.id, **FULL)
    return clerk.children.save(child)


@pytest.fixture
def make_form(qtbot, clerk):
    def make():
        form = ChildForm(clerk)
        qtbot.addWidget(form)
        with qtbot.waitExposed(form):
            form.show()
        form.activateWindow()
        return form

    return make


@pytest.fixture
def form(make_form):
    return make_form()


def test_the_form_asks_for_every_field_of_a_child():
    asked = {field.name for group in CHILD_PLAN for field in group.fields}
    assert asked == {one.name for one in fields(LeftBehindChild)} - {
        "id",
        "parent",
        "removed_because",
    }


def test_an_untouched_form_gives_back_the_same_child(form, kept, clerk):
    form.open(kept.id)
    assert form.collect() == kept
    assert not form.is_touched
    assert clerk.drafting.mine() == []


def test_what_is_typed_is_what_is_kept_and_the_rest_stays(qtbot, form, kept, clerk):
    form.open(kept.id)
    grade = form.sheet.editor("grade")
    grade.selectAll()
    write(qtbot, grade, "三年级")
    assert form.save()
    assert clerk.children.get(kept.id) == replace(kept, grade="三年级")


def test_numbers_that_the_ledger_knows_are_covered(form, kept):
    form.open(kept.id)
    number, phone = form.sheet.editor("id_number"), form.sheet.editor("guardian_phone")
    assert (number.text(), number.isReadOnly()) == ("640***********0015", True)
    assert (phone.text(), phone.isReadOnly()) == ("139****0000", True)
    assert form.collect() == kept


def test_who_uncovers_a_number_stands_in_the_audit_trail(qtbot, form, kept, clerk):
    form.open(kept.id)
    number = form.sheet.editor("id_number")
    qtbot.keyClick(number, Qt.Key.Key_F2)
    assert (number.text(), number.isReadOnly()) == (NUMBER, False)
    assert form.sheet.editor("guardian_phone").isReadOnly()
    assert clerk.children.history(kept.id)[0].action == "revealed.id_number"
    qtbot.keyClick(number, Qt.Key.Key_End)
    qtbot.keyClick(number, Qt.Key.Key_Backspace)
    qtbot.keyClicks(number, "5")
    assert number.text() == NUMBER  # typed back, it is not covered under the fingers
    form.open(kept.id)
    assert number.isReadOnly()


def test_leaving_a_covered_number_does_not_show_it(qtbot, form, kept):
    form.open(kept.id)
    number = form.sheet.editor("id_number")
    number.setFocus()
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert number.text() == "640***********0015"
    assert form.collect() == kept


def test_a_wrong_number_is_said_to_be_wrong_once(qtbot, form, parent):
    form.begin(parent=parent.id, name="马小军", consent_by="马奶奶")
    qtbot.keyClicks(form.sheet.editor("id_number"), NUMBER[:-1] + "0")
    field = form.sheet._fields["id_number"]
    assert "does not fit" in field._note.text()
    assert field._note.isVisibleTo(field)
    form.save()
    assert "last character" in field._issue.text()
    assert not field._note.isVisibleTo(field)


def test_a_new_number_fills_birth_and_sex(qtbot, form, parent):
    form.begin(parent=parent.id)
    qtbot.keyClicks(form.sheet.editor("id_number"), NUMBER)
    child = form.collect()
    assert (child.birth_date, child.birth_year) == (date(2012, 5, 4), 2012)
    assert child.sex == Sex.MALE


def test_without_consent_more_than_the_name_is_refused_and_nothing_is_lost(
    qtbot, form, parent, clerk
):
    form.begin(parent=parent.id)
    write(qtbot, form.sheet.editor("name"), "马小军")
    write(qtbot, form.sheet.editor("birth_year"), "2012")
    write(qtbot, form.sheet.editor("school"), "西吉县第三小学")
    assert not form.save()
    said = form.findChild(QLabel, "consent_by_issue").text()
    assert "without a guardian's consent" in said
    assert form.findChild(QLabel, "school_issue").text() == "Kept only with the guardian's consent."
    assert form.sheet.editor("school").value() == "西吉县第三小学"
    assert clerk.children.of(parent.id) == []


def test_name_and_birth_year_alone_are_kept(qtbot, form, parent, clerk):
    form.begin(parent=parent.id)
    write(qtbot, form.sheet.editor("name"), "马小军")
    write(qtbot, form.sheet.editor("birth_year"), "2012")
    assert form.save()
    (child,) = clerk.children.of(parent.id)
    assert (child.name, child.birth_year, child.parent) == ("马小军", 2012, parent.id)


def test_a_form_that_was_left_goes_on_as_it_was(qtbot, make_form, parent, clerk):
    form = make_form()
    form.begin(parent=parent.id)
    write(qtbot, form.sheet.editor("name"), "马小军")
    write(qtbot, form.sheet.editor("region"), "西吉")
    later = make_form()
    (draft,) = clerk.drafting.mine()
    later.resume(draft)
    assert later.collect() == form.collect()
    assert later.collect().parent == parent.id


def test_a_draft_of_a_kept_child_goes_on_with_its_numbers_covered(qtbot, make_form, kept, clerk):
    form = make_form()
    form.open(kept.id)
    write(qtbot, form.sheet.editor("remarks"), "。")
    later = make_form()
    later.open(kept.id)
    assert later.collect() == form.collect()
    assert later.sheet.editor("id_number").text() == "640***********0015"


def test_a_sibling_begins_at_the_same_place_without_the_consent(form, kept):
    form.begin_sibling(kept)
    sibling = form.collect()
    assert sibling.id != kept.id
    assert (sibling.parent, sibling.guardian, sibling.region) == (kept.parent, "马生财", "640422")
    assert (sibling.name, sibling.consent_by, sibling.id_number) == ("", None, None)


def test_everything_that_takes_the_focus_has_a_name(form, kept):
    form.open(kept.id)
    assert nameless(form) == []


@pytest.mark.parametrize("size", [100, 150])
def test_no_line_of_an_objection_is_cut(qtbot, qapp, make_form, parent, size):
    look.dress(qapp, Theme.LIGHT, size)
    form = make_form()
    form.resize(1120, 640)
    form.begin(parent=parent.id)
    write(qtbot, form.sheet.editor("school"), "西吉县第三小学")
    form.save()
    lines = [one for one in form.sheet.findChildren(QLabel) if one.wordWrap() and one.isVisible()]
    assert len(lines) > len(CHILD_PLAN)
    qtbot.waitUntil(lambda: all(one.height() >= one.heightForWidth(one.width()) for one in lines))
