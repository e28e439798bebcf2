"""Undo of typing: whatever field it was, in order, with the cursor back where it happened."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.gui.forms import typing_history
from desktop_app.gui.forms.chip_line import ChipLine
from desktop_app.gui.forms.fold import Fold
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.widgets.choices import SeveralChoices, Tick
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.number_edit import AmountEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import TextLine
from tests.gui.conftest import write

CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = pytest.mark.qt_log_ignore("does not support")  # lists that drop down


@pytest.fixture
def sheet(qtbot):
    made = FormSheet()
    made.add_group("All")
    made.add_field("name", "Name", TextLine())
    made.add_field("day", "Day", DateEdit(lambda: date(2021, 2, 9)))
    made.add_field("amount", "Amount", AmountEdit())
    made.add_field("way", "Way", PinyinComboBox([("home", "入户"), ("phone", "电话")]))
    made.add_field("insured", "Insured", Tick("yes"))
    made.add_field("kinds", "Kinds", SeveralChoices([("a", "甲"), ("b", "乙")]))
    made.add_field(
        "rows", "Rows", InlineTable([InlineColumn(name="x", title="X", editor=TextLine)])
    )
    made.add_field("came", "Came", ChipLine(lambda _text: [], str, read=str))
    made.add_field("remarks", "Remarks", TextArea())
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.fill({"name": "马"})
    return made


def type_in(qtbot, sheet, name, text):
    editor = sheet.editor(name)
    editor.setFocus()
    if isinstance(editor, TextLine):
        editor.end(False)
    write(qtbot, editor, text)


def undo(qtbot, key=Qt.Key.Key_Z):
    qtbot.keyClick(QApplication.focusWidget(), key, CONTROL)


def test_the_last_field_goes_back_first_and_the_cursor_goes_there(qtbot, sheet):
    type_in(qtbot, sheet, "name", "abc")
    type_in(qtbot, sheet, "amount", "500")
    type_in(qtbot, sheet, "remarks", "quiet")
    undo(qtbot)
    assert sheet.editor("remarks").value() == ""
    assert sheet.editor("remarks").hasFocus()
    undo(qtbot)
    assert sheet.editor("amount").value() is None
    assert sheet.editor("amount").hasFocus()
    undo(qtbot)
    assert sheet.editor("name").value() == "马"
    undo(qtbot)
    assert sheet.editor("name").value() == "马"


def test_what_was_undone_can_be_done_again_until_something_else_is_typed(qtbot, sheet):
    type_in(qtbot, sheet, "name", "abc")
    type_in(qtbot, sheet, "day", "2021-02-08")
    undo(qtbot)
    undo(qtbot)
    undo(qtbot, Qt.Key.Key_Y)
    assert sheet.editor("name").value() == "马abc"
    undo(qtbot, Qt.Key.Key_Y)
    assert sheet.editor("day").value() == date(2021, 2, 8)
    undo(qtbot)
    type_in(qtbot, sheet, "name", "x")
    undo(qtbot, Qt.Key.Key_Y)
    assert sheet.editor("day").value() is None


def test_ticks_choices_chips_and_rows_go_back_as_well(qtbot, sheet):
    for name in ("insured", "kinds"):
        taker = sheet.editor(name).focusProxy() or sheet.editor(name)
        taker.setFocus()
        qtbot.keyClick(taker, Qt.Key.Key_Space)
    sheet.editor("way").setFocus()
    qtbot.keyClicks(sheet.editor("way"), "rh")
    sheet.editor("way").settle()
    line = sheet.editor("came").line
    line.setFocus()
    write(qtbot, line, "王建国")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    sheet.put("rows", ({"x": "米"},))
    now = sheet.values()
    assert (now["insured"], now["kinds"], now["way"]) == (True, ("a",), "home")
    assert now["came"] == ("王建国",)
    seen = []
    while sheet.history.undo():
        seen.append(sheet.values())
    assert seen[0]["rows"] == ()
    assert seen[-1] == {**now, "insured": False, "kinds": (), "way": None, "came": (), "rows": ()}
    while sheet.history.redo():
        pass
    assert sheet.values() == now


def test_a_text_goes_back_piece_by_piece(qtbot, sheet, monkeypatch):
    type_in(qtbot, sheet, "name", "秀兰")
    type_in(qtbot, sheet, "name", "ab")
    qtbot.keyClick(sheet.editor("name"), Qt.Key.Key_Backspace)
    undo(qtbot)
    assert sheet.editor("name").text() == "马秀兰ab"
    undo(qtbot)
    assert sheet.editor("name").text() == "马秀兰"
    undo(qtbot)
    assert sheet.editor("name").text() == "马"
    monkeypatch.setattr(typing_history, "PAUSE_S", -1.0)  # every key comes after a rest
    type_in(qtbot, sheet, "name", "xy")
    undo(qtbot)
    assert sheet.editor("name").text() == "马x"


def test_text_that_is_no_value_comes_back_too(qtbot, sheet):
    type_in(qtbot, sheet, "amount", "many")
    type_in(qtbot, sheet, "name", "x")
    undo(qtbot)
    undo(qtbot)
    assert sheet.editor("amount").text() == ""
    undo(qtbot, Qt.Key.Key_Y)
    assert sheet.editor("amount").text() == "many"


def test_undoing_tells_the_form_which_field_is_another_now(qtbot, sheet):
    type_in(qtbot, sheet, "name", "x")
    with qtbot.waitSignal(sheet.field_edited) as told:
        undo(qtbot)
    assert told.args == ["name"]


def test_filling_a_form_anew_leaves_nothing_to_undo(qtbot, sheet):
    type_in(qtbot, sheet, "name", "x")
    sheet.fill({"name": "李"})
    undo(qtbot)
    assert sheet.editor("name").value() == "李"


def test_a_form_is_reopened_at_its_field_with_cursor_and_folds(qtbot, sheet):
    fold = Fold("More", lambda _on: None)
    sheet.add_widget(fold)
    fold.setChecked(True)
    type_in(qtbot, sheet, "name", "abc")
    sheet.editor("name").setCursorPosition(2)
    where = sheet.where()
    assert (where["field"], where["cursor"], where["folds"]) == ("name", 2, ["More"])
    fold.setChecked(False)
    sheet.editor("name").setCursorPosition(0)
    assert sheet.return_to(where) is sheet.editor("name")
    assert fold.isChecked()
    assert sheet.editor("name").cursorPosition() == 2
    assert sheet.return_to({}) is None
