"""The same person twice: warned of while typing, compared, merged and made two again."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_app.domain.role import Role
from desktop_app.gui.dialogs.merge_people import LEFT, RIGHT, MergeDialog
from desktop_app.gui.forms.person_form import PersonForm
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.people_page import PeoplePage
from desktop_app.gui.pages.same_person import SamePerson
from tests.gui.conftest import nameless, write

CONTROL = Qt.KeyboardModifier.ControlModifier
BORN = date(1970, 1, 1)
pytestmark = pytest.mark.qt_log_ignore("does not support")  # lists that drop down


@pytest.fixture
def known(clerk, make_person):
    return clerk.register.save(
        make_person("马秀兰", phone="13900000417", employer="银川市环卫处", address="兴庆区")
    )


@pytest.fixture
def other(clerk, make_person):
    return clerk.register.save(make_person("马秀蓝", phone="13900000417", bank_name="农业银行"))


@pytest.fixture
def form(qtbot, clerk):
    made = PersonForm(clerk)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    made.show()
    made.begin()
    return made


@pytest.fixture
def page(qtbot, clerk, known):
    runner = JobRunner()
    made = PeoplePage(clerk, runner)
    qtbot.addWidget(made)
    made.resize(1300, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    yield made
    runner.close()


def type_in(qtbot, form, name, text):
    editor = form.sheet.editor(name)
    editor.setFocus()
    write(qtbot, editor, text)


def words(widget):
    return [one.text() for one in widget.findChildren(QLabel) if not one.isHidden()]


def press(widget, text):
    next(one for one in widget.findChildren(QPushButton) if one.text() == text).click()


def test_the_other_record_is_shown_beside_while_somebody_types(qtbot, form, known):
    type_in(qtbot, form, "name", "马秀岚")
    with qtbot.waitSignal(form.alike.looked):
        type_in(qtbot, form, "phone", "13900000417")
    panel = form.alike.panel
    assert panel.isVisible()
    assert panel.people == (known.id,)
    said = " ".join(words(panel))
    assert "a similar name and the same phone number" in said
    assert "银川市环卫处" in said
    assert known.phone not in said
    assert known.id_number not in said
    assert nameless(panel) == []


def test_nobody_alike_is_no_panel(qtbot, form, known):
    with qtbot.waitSignal(form.alike.looked):
        type_in(qtbot, form, "name", "李娜")
    assert not form.alike.panel.isVisible()


def test_saving_stops_once_where_the_warning_was_not_read_yet(qtbot, form, clerk, known):
    type_in(qtbot, form, "name", "马秀兰")
    type_in(qtbot, form, "birth_date", known.birth_date.isoformat())
    assert not form.save()
    assert form.alike.panel.isVisible()
    assert form.save()
    assert clerk.register.how_many() == 2


def test_somebody_else_is_left_out_also_after_a_crash(qtbot, form, clerk, known):
    type_in(qtbot, form, "name", "马秀兰")
    type_in(qtbot, form, "phone", "13900000417")
    form.alike.look()
    press(form.alike.panel, "It is somebody else")
    assert not form.alike.panel.isVisible()
    again = PersonForm(clerk)
    qtbot.addWidget(again)
    again.resume(clerk.drafting.mine()[0])
    assert again.alike.panel.people == ()
    assert again.collect().name == "马秀兰"


def test_that_record_is_used_and_what_was_typed_fills_its_empty_fields(qtbot, form, clerk, known):
    type_in(qtbot, form, "name", "马秀兰")
    type_in(qtbot, form, "phone", "13900000417")
    type_in(qtbot, form, "address", "金凤区")
    type_in(qtbot, form, "bank_name", "工商银行")
    form.alike.look()
    with qtbot.waitSignal(form.reopened):
        press(form.alike.panel, "Use that record")
    assert form.record == known.id
    collected = form.collect()
    assert (collected.address, collected.bank_name) == ("兴庆区", "工商银行")
    assert [draft.record for draft in clerk.drafting.mine()] == [known.id]
    assert form.save()
    assert clerk.register.how_many() == 1


def test_f6_goes_to_the_panel_and_back_to_typing(qtbot, form, known):
    type_in(qtbot, form, "name", "马秀兰")
    type_in(qtbot, form, "phone", "13900000417")
    form.alike.look()
    form.activateWindow()
    qtbot.keyClick(form.sheet.editor("phone"), Qt.Key.Key_F6)
    assert form.alike.panel.isAncestorOf(form.window().focusWidget())


def test_both_records_are_compared_and_the_likelier_values_are_chosen(qtbot, clerk, known, other):
    dialog = MergeDialog(clerk, known.id, other.id)
    qtbot.addWidget(dialog)
    dialog.show()
    said = words(dialog)
    assert "马秀兰 (0 visits · 0 grants)" in said
    assert "The same in both: Phone、Category" in said
    assert {"name", "bank_name"} <= set(dialog.take())
    assert "employer" not in dialog.take()
    assert nameless(dialog) == []
    dialog.reject()


def test_merging_by_keyboard(qtbot, clerk, known, other):
    dialog = MergeDialog(clerk, known.id, other.id)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    head = dialog._rows[""].button(LEFT)
    head.setFocus()
    qtbot.keyClick(head, Qt.Key.Key_Right)
    assert dialog._rows[""].checkedId() == RIGHT
    name = dialog._rows["name"]
    name.button(RIGHT).setFocus()
    qtbot.keyClick(name.button(RIGHT), Qt.Key.Key_Left)
    assert name.checkedId() == LEFT
    with qtbot.waitSignal(dialog.merged) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    merge = told.args[0]
    assert (merge.kept, merge.duplicate) == (other.id, known.id)
    assert clerk.register.open(other.id).record.name == "马秀兰"
    assert clerk.register.how_many() == 1


def test_numbers_that_look_equal_when_covered_show_where_they_differ(qtbot, clerk, make_person):
    one = clerk.register.save(make_person("张三", phone="13900000417"))
    twin = clerk.register.save(make_person("张三", phone="13911110417"))
    dialog = MergeDialog(clerk, one.id, twin.id)
    qtbot.addWidget(dialog)
    said = words(dialog)
    assert "***0000****" in said
    assert "***1111****" in said


def test_two_marked_people_are_merged_from_the_list_and_the_kept_one_is_shown(
    qtbot, page, known, other
):
    page.refresh()
    page._list.view.selectAll()
    page.merge_marked()
    (dialog,) = page.findChildren(MergeDialog)
    dialog.merge()
    assert page._list.table.rowCount() == 1
    assert page._pane.person.id in (known.id, other.id)
    page.choose(other.id)
    assert page._pane.person.id == page._office.register.kept_id(other.id)


def test_one_marked_person_is_not_enough_and_that_is_said(qtbot, page, known, monkeypatch):
    said = []
    monkeypatch.setattr(
        "desktop_app.gui.pages.people_page.tell", lambda _where, text: said.append(text)
    )
    page._list.view.choose_row(0)
    page.merge_marked()
    (words,) = said
    assert words.startswith("Mark two records in the list first")
    assert "Space" in words


def test_the_record_shows_who_may_be_the_same_and_undoes_a_merge(page, clerk, known, other):
    page.refresh()
    page.choose(known.id)
    (part,) = page._pane.findChildren(SamePerson)
    assert (part.count, "马秀蓝" in part.findChildren(QPushButton)[0].text()) == (1, True)
    clerk.merging.merge(other.id, known.id, take=())
    page.refresh()
    page.choose(known.id)
    merged = page._pane.findChildren(SamePerson)[-1]
    assert "Merged with 马秀蓝" in words(merged)
    assert nameless(merged) == []
    merged.undo(clerk.merging.of(known.id)[0])
    assert page._list.table.rowCount() == 2
    page.choose(known.id)
    assert "Undone: merged with 马秀蓝" in words(page._pane.findChildren(SamePerson)[-1])


def test_a_record_without_anybody_alike_has_no_such_part(page, clerk, known):
    page.choose(known.id)
    assert page._pane.findChildren(SamePerson) == []


def test_who_may_not_merge_sees_the_likely_record_without_the_button(qtbot, sit, known, other):
    part = SamePerson(sit(Role.OFFICER), known)
    qtbot.addWidget(part)
    assert [one.text() for one in part.findChildren(QPushButton)] == ["马秀蓝"]
