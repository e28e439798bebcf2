from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCalendarWidget

from desktop_app.gui.widgets.date_edit import DateEdit, read_day
from desktop_app.gui.widgets.id_number_edit import IdNumberEdit
from desktop_app.gui.widgets.number_edit import AmountEdit, NumberEdit
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine

TODAY = date(2021, 2, 9)


def typed(qtbot, editor, text):
    qtbot.addWidget(editor)
    editor.show()
    editor.insert(text)  # keys of the test library are ASCII only
    return editor


@pytest.mark.parametrize(
    ("text", "value"), [("7", 7), ("7,860", 7860), ("７８６０", 7860), (" 12 ", 12), ("", None)]
)
def test_a_number_is_read_as_people_write_it(qtbot, text, value):
    assert typed(qtbot, NumberEdit(), text).value() == value


def test_decimals_are_exact(qtbot):
    assert typed(qtbot, NumberEdit(1), "12.5").value() == Decimal("12.5")


@pytest.mark.parametrize("text", ["many", "1.5", "-3", "1 1x"])
def test_what_is_no_whole_number_is_said_to_be_unreadable(qtbot, text):
    editor = typed(qtbot, NumberEdit(), text)
    assert editor.value() is None
    assert editor.misread() == "number_misread"


def test_an_empty_number_is_nothing_and_not_zero(qtbot):
    editor = typed(qtbot, NumberEdit(), "")
    assert editor.value() is None
    assert editor.misread() == ""


def test_a_number_is_written_with_separators_when_the_field_is_left(qtbot):
    editor = typed(qtbot, NumberEdit(), "55896")
    editor.editingFinished.emit()
    assert editor.text() == "55,896"


def test_an_amount_is_whole_fen_and_says_itself_in_capitals(qtbot):
    editor = AmountEdit()
    with qtbot.waitSignal(editor.note_changed) as note:
        typed(qtbot, editor, "3500")
    assert editor.value() == 350_000
    qtbot.waitUntil(lambda: editor.note() == "人民币叁仟伍佰元整")
    assert note.args[0].startswith("人民币")


def test_setting_a_value_is_not_an_edit(qtbot):
    editor = AmountEdit()
    qtbot.addWidget(editor)
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_value(350_000)
    assert editor.text() == "3,500.00"
    assert editor.value() == 350_000


def test_the_input_method_is_off_for_numbers_and_on_for_names(qtbot):
    for editor, on in (
        (NumberEdit(), False),
        (AmountEdit(), False),
        (IdNumberEdit(), False),
        (DateEdit(), False),
        (CodeLine(), False),
        (TextLine(), True),
    ):
        qtbot.addWidget(editor)
        assert editor.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) is on


@pytest.mark.parametrize(
    "text", ["2021-02-08", "20210208", "2021.2.8", "2021/2/8", "2021年2月8日", "2.8", "２-８"]
)
def test_a_day_is_read_in_every_usual_spelling(text):
    assert read_day(text, TODAY) == date(2021, 2, 8)


@pytest.mark.parametrize("text", ["2021-02-30", "yesterday", "13.1", "208", ""])
def test_what_is_no_day_is_no_day(text):
    assert read_day(text, TODAY) is None


def test_a_typed_day_is_written_out_when_the_field_is_left(qtbot):
    editor = typed(qtbot, DateEdit(lambda: TODAY), "2.8")
    editor.editingFinished.emit()
    assert editor.text() == "2021-02-08"


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_a_day_can_be_chosen_from_the_calendar(qtbot):
    editor = typed(qtbot, DateEdit(lambda: TODAY), "")
    qtbot.keyClick(editor, Qt.Key.Key_F4)
    calendar = editor.findChild(QCalendarWidget)
    with qtbot.waitSignal(editor.edited):
        calendar.activated.emit(calendar.selectedDate())
    assert editor.value() == TODAY


def test_an_id_number_is_checked_while_it_is_typed(qtbot):
    editor = typed(qtbot, IdNumberEdit(), "11010519491231002")
    assert editor.note() == "17 of 18 characters"
    with qtbot.waitSignal(editor.number_read) as read:
        qtbot.keyClicks(editor, "x")
    assert read.args[0].birth_date == date(1949, 12, 31)
    assert editor.note() == "The number is right: woman, born 1949-12-31"
    assert editor.value() == "11010519491231002X"


def test_a_wrong_check_character_is_said_and_kept(qtbot):
    editor = typed(qtbot, IdNumberEdit(), "110105194912310021")
    assert editor.note().startswith("The check character does not fit")
    assert editor.value() == "110105194912310021"
