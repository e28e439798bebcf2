"""Employers are chosen while typing: by initials, one or several, or added by their name."""

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.headcount import Headcount
from desktop_app.domain.role import Role
from desktop_app.gui.forms.employer_picker import EmployerPicker, EmployersPicker
from desktop_app.gui.widgets.headcount_edit import HeadcountEdit
from tests.employers import SHOP_ID, SITE_ID, WORKS_ID, keep_all
from tests.gui.conftest import nameless, write

# The list of hits is a window of its own, which the plugin without a screen cannot raise.
pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)


@pytest.fixture
def show(qtbot, clerk):
    keep_all(clerk)

    def shown(kind, office=clerk):
        made = kind(office)
        made.setAccessibleName("Employers")
        made.chips.line.setAccessibleName("Employers")
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        return made

    return shown


def choose(qtbot, picker, typed):
    write(qtbot, picker.chips.line, typed)
    qtbot.keyClick(picker.chips.line, Qt.Key.Key_Return)


def test_several_are_chosen_by_initials_name_and_code(qtbot, show):
    picker = show(EmployersPicker)
    for typed in ("jnej", "建设者之家"):
        choose(qtbot, picker, typed)
    assert picker.value() == (WORKS_ID, SITE_ID)
    assert [one.id for one in picker.employers()] == [WORKS_ID, SITE_ID]
    assert picker.misread() == ""


def test_backspace_takes_the_last_one_away(qtbot, show):
    picker = show(EmployersPicker)
    picker.set_value((WORKS_ID, SITE_ID))
    with qtbot.waitSignal(picker.edited):
        qtbot.keyClick(picker.chips.line, Qt.Key.Key_Backspace)
    assert picker.value() == (WORKS_ID,)


def test_where_one_is_wanted_another_choice_takes_its_place(qtbot, show):
    picker = show(EmployerPicker)
    picker.set_value(WORKS_ID)
    choose(qtbot, picker, "myc")
    assert picker.value() == SHOP_ID
    picker.set_value(None)
    assert picker.value() is None


def test_what_is_typed_and_not_chosen_is_said_and_put_back(qtbot, show):
    picker = show(EmployersPicker)
    write(qtbot, picker.chips.line, "毛源")
    assert picker.misread() == "not_chosen"
    assert picker.text() == "毛源"
    again = show(EmployersPicker)
    again.set_text("毛源")
    assert again.misread() == "not_chosen"


def test_an_employer_that_nobody_knows_is_added_on_the_spot(qtbot, show, clerk):
    picker = show(EmployersPicker)
    write(qtbot, picker.chips.line, "云谷大数据产业开发有限公司")
    assert picker._unknown.isVisible()
    picker._unknown.click()
    (chosen,) = picker.value()
    assert clerk.employers.get(chosen).name == "云谷大数据产业开发有限公司"
    assert not picker._unknown.isVisible()
    assert picker.text() == ""


def test_who_may_not_record_is_told_so_and_keeps_what_is_typed(qtbot, show, sit, clerk):
    picker = show(EmployersPicker, sit(Role.AUDITOR))
    write(qtbot, picker.chips.line, "云谷大数据")
    picker._unknown.click()
    assert picker._refusal.isVisible()
    assert picker.text() == "云谷大数据"
    assert clerk.employers.by_name("云谷大数据") is None


@pytest.mark.parametrize("typed", ["毛源昌", "xyz", "云"])
def test_nothing_is_offered_for_what_fits_for_initials_and_for_one_character(qtbot, show, typed):
    picker = show(EmployersPicker)
    write(qtbot, picker.chips.line, typed)
    assert not picker._unknown.isVisible()


def test_everything_in_it_has_a_name_for_screen_readers(qtbot, show):
    picker = show(EmployersPicker)
    write(qtbot, picker.chips.line, "云谷大数据")
    assert nameless(picker) == []


@pytest.mark.parametrize(
    ("typed", "value", "written"),
    [
        ("1320", Headcount(number=1320), "1,320"),
        ("约320", Headcount(number=320, approximate=True), "about 320"),
        ("2500余名", Headcount(number=2500, approximate=True), "about 2,500"),
        ("~80", Headcount(number=80, approximate=True), "about 80"),
    ],
)
def test_a_number_of_people_is_typed_as_it_is_said(qtbot, typed, value, written):
    edit = HeadcountEdit()
    qtbot.addWidget(edit)
    write(qtbot, edit, typed)
    assert edit.value() == value
    assert edit.note() == ("approximate" if value.approximate else "")
    edit.set_value(value)
    assert (edit.text(), edit.value()) == (written, value)


def test_words_that_are_no_number_are_said_to_be_misread(qtbot):
    edit = HeadcountEdit()
    qtbot.addWidget(edit)
    write(qtbot, edit, "许多人")
    assert (edit.value(), edit.misread()) == (None, "number_misread")
