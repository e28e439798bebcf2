from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop_app.domain.issue import objection, warning
from desktop_app.gui.forms.columns import ACROSS
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.number_edit import AmountEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from tests.gui.conftest import nameless


@pytest.fixture
def sheet(qtbot):
    made = FormSheet()
    made.add_group("Who")
    made.add_field("name", "Name", TextLine(), required=True, hint="As on the card")
    made.add_field("day", "Day", DateEdit(lambda: date(2021, 2, 9)))
    made.add_group("What")
    made.add_field("amount", "Amount", AmountEdit(), unit="yuan")
    made.add_field("way", "Way", PinyinComboBox([("home", "入户"), ("phone", "电话")]))
    made.add_field("insured", "Insured", Tick("yes"))
    made.add_field("remarks", "Remarks", TextArea())
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


VALUES = {
    "name": "张𬱖",
    "day": date(2021, 2, 8),
    "amount": 350000,
    "way": "phone",
    "insured": True,
    "remarks": "quiet",
}


def note_of(sheet, name):
    return sheet.findChild(QLabel, f"{name}_issue")


def test_what_is_filled_in_comes_back_unchanged(sheet):
    sheet.fill(VALUES)
    assert sheet.values() == VALUES


def test_an_empty_form_holds_nothing_and_no_zero(sheet):
    sheet.fill({})
    assert sheet.values() == {
        "name": "",
        "day": None,
        "amount": None,
        "way": None,
        "insured": False,
        "remarks": "",
    }


def test_filling_a_form_is_not_editing_it(qtbot, sheet):
    with qtbot.assertNotEmitted(sheet.field_edited):
        sheet.fill(VALUES)


def test_typing_tells_which_field_was_edited(qtbot, sheet):
    for name in ("name", "day", "amount", "remarks"):
        with qtbot.waitSignal(sheet.field_edited) as told:
            qtbot.keyClicks(sheet.editor(name), "2")
        assert told.args == [name]


def test_enter_goes_to_the_next_field(qtbot, sheet):
    sheet.focus_first()
    qtbot.keyClick(sheet.editor("name"), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is sheet.editor("day")
    qtbot.keyClick(sheet.editor("day"), Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert QApplication.focusWidget() is sheet.editor("amount")


def test_control_enter_asks_to_save(qtbot, sheet):
    sheet.focus_first()
    with qtbot.waitSignal(sheet.save_requested):
        qtbot.keyClick(sheet.editor("name"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_control_d_asks_to_copy_the_field_under_the_cursor(qtbot, sheet):
    sheet.go_to("amount")
    with qtbot.waitSignal(sheet.copy_requested) as asked:
        qtbot.keyClick(sheet.editor("amount"), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["amount"]


def test_an_issue_stands_under_its_field_and_goes_when_it_is_mended(sheet):
    sheet.show_issues([objection("day", "in_the_future")])
    assert note_of(sheet, "day").isVisible()
    assert note_of(sheet, "day").text() == "This day has not come yet."
    assert not note_of(sheet, "name").isVisible()
    sheet.show_issues([])
    assert not note_of(sheet, "day").isVisible()


def test_a_warning_looks_different_from_an_objection(sheet):
    sheet.show_issues(
        [objection("day", "in_the_future"), warning("way", "cash_over_threshold", limit="1,000.00")]
    )
    assert note_of(sheet, "day").property("role") == "blocks"
    assert note_of(sheet, "way").property("role") == "warns"


def test_the_summary_takes_the_cursor_to_the_field(qtbot, sheet):
    sheet.focus_first()
    sheet.show_issues([objection("amount", "over_cap_per_time", limit="3,000", source="2019")])
    way = next(
        b for b in sheet.findChildren(QPushButton) if b.text().startswith("Amount: More than")
    )
    qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is sheet.editor("amount")


def test_text_that_is_no_value_is_an_objection_and_not_a_silence(qtbot, sheet):
    qtbot.keyClicks(sheet.editor("day"), "2021-02-30")
    qtbot.keyClicks(sheet.editor("amount"), "much")
    codes = [(issue.field, issue.code) for issue in sheet.misreadings()]
    assert codes == [("day", "day_misread"), ("amount", "amount_unreadable")]


def test_required_is_said_in_a_word(sheet):
    assert [w.text() for w in sheet.findChildren(QLabel)].count("required") == 1


def test_everything_that_takes_focus_has_a_name_for_screen_readers(sheet):
    assert nameless(sheet) == []


def test_a_screen_reader_hears_caption_unit_and_objection(sheet):
    sheet.show_issues([objection("name", "text_too_long", limit="20")])
    assert sheet.editor("amount").accessibleName() == "Amount (yuan)"
    said = sheet.editor("name").accessibleDescription()
    assert said == "As on the card This is longer than 20 characters."


def test_a_narrow_form_has_one_column(sheet):
    def lefts():
        return {sheet.editor(n).mapTo(sheet, sheet.editor(n).pos()).x() for n in ("name", "amount")}

    sheet.resize(1000, 700)
    QApplication.processEvents()
    assert len(lefts()) == 2
    sheet.resize(400, 700)
    QApplication.processEvents()
    assert len(lefts()) == 1


def test_a_card_across_takes_the_whole_width_under_both_columns(qtbot):
    sheet = FormSheet()
    for title, column in (("Left", 0), ("Right", 1), ("Across", ACROSS)):
        sheet.add_group(title, column)
        sheet.add_field(title.lower(), title, TextLine())
    qtbot.addWidget(sheet)
    sheet.resize(1000, 700)
    with qtbot.waitExposed(sheet):
        sheet.show()
    left, right, across = (sheet.editor(name) for name in ("left", "right", "across"))
    assert across.width() > left.width() + right.width()
    tops = [one.mapTo(sheet, one.rect().topLeft()).y() for one in (left, right, across)]
    assert tops[0] == tops[1] < tops[2]
