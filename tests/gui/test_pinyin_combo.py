from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop_app.gui.widgets.choices import SeveralChoices
from desktop_app.gui.widgets.inline_table import InlineColumn, InlineTable
from desktop_app.gui.widgets.number_edit import NumberEdit
from desktop_app.gui.widgets.pinyin_combo_box import PinyinComboBox
from desktop_app.gui.widgets.typed_line import TextLine

CHOICES = [("home", "入户"), ("site", "工地"), ("phone", "电话"), ("video", "视频"), ("x", "Other")]


@pytest.fixture
def box(qtbot):
    made = PinyinComboBox(CHOICES)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "code"),
    [("dh", "phone"), ("dianhua", "phone"), ("电", "phone"), ("地", "site"), ("oth", "x")],
)
def test_a_choice_is_found_by_initials_pinyin_or_part_of_the_words(qtbot, box, typed, code):
    box.setEditText(typed)
    with qtbot.waitSignal(box.edited):
        box.settle()
    assert box.value() == code
    assert box.currentText() == dict(CHOICES)[code]


def test_nothing_is_chosen_until_somebody_chooses(box):
    assert box.value() is None
    assert box.misread() == ""


def test_words_that_are_no_choice_are_said_to_be_so(box):
    box.setEditText("zzzz")
    box.settle()
    assert box.value() is None
    assert box.misread() == "choice_unknown"


def test_an_emptied_field_is_no_choice(box):
    box.set_value("home")
    box.setEditText("")
    box.settle()
    assert box.value() is None


def test_setting_a_choice_is_not_an_edit(qtbot, box):
    with qtbot.assertNotEmitted(box.edited):
        box.set_value("video")
    assert box.value() == "video"


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_typing_offers_the_matches(qtbot, box):
    qtbot.keyClicks(box.lineEdit(), "d")
    offered = box.completer().completionModel()
    assert {offered.index(row, 0).data() for row in range(offered.rowCount())} >= {"工地", "电话"}


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_f4_opens_all_choices(qtbot, box):
    qtbot.keyClick(box, Qt.Key.Key_F4)
    assert box.view().isVisible()
    box.hidePopup()


def test_several_choices_come_back_in_list_order(qtbot):
    chips = SeveralChoices([("a", "健康"), ("b", "收入"), ("c", "就学")])
    qtbot.addWidget(chips)
    chips.set_value(("c", "a"))
    assert chips.value() == ("a", "c")


@pytest.fixture
def goods(qtbot):
    made = InlineTable(
        (
            InlineColumn(name="goods", title="Goods", editor=TextLine, share=3),
            InlineColumn(name="quantity", title="Quantity", editor=NumberEdit, right=True),
        )
    )
    qtbot.addWidget(made)
    made.show()
    return made


def test_rows_come_back_as_they_were_put_in(goods):
    rows = ({"goods": "大米", "quantity": 1}, {"goods": "新春大礼包", "quantity": 2})
    goods.set_value(rows)
    assert goods.value() == rows


def test_insert_adds_a_row_whose_cells_take_what_is_typed(qtbot, goods):
    qtbot.keyClick(goods.focusProxy(), Qt.Key.Key_Insert)
    editor = goods.findChild(TextLine)
    qtbot.keyClicks(editor, "rice")
    with qtbot.waitSignal(goods.edited):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert goods.value() == ({"goods": "rice", "quantity": None},)


def test_enter_goes_on_to_the_next_cell(qtbot, goods):
    qtbot.keyClick(goods.focusProxy(), Qt.Key.Key_Insert)
    qtbot.keyClick(goods.findChild(TextLine), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: goods.findChild(NumberEdit) is not None)
    qtbot.keyClicks(goods.findChild(NumberEdit), "3")
    qtbot.keyClick(goods.findChild(NumberEdit), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: goods.value() == ({"goods": "", "quantity": 3},))


def test_delete_removes_the_row_under_the_cursor(qtbot, goods):
    goods.set_value(({"goods": "大米", "quantity": 1}, {"goods": "面粉", "quantity": 2}))
    goods.focusProxy().selectRow(0)
    with qtbot.waitSignal(goods.edited):
        qtbot.keyClick(goods.focusProxy(), Qt.Key.Key_Delete)
    assert goods.value() == ({"goods": "面粉", "quantity": 2},)


def test_a_row_with_nothing_in_it_is_no_row(goods):
    goods.add_row()
    assert goods.value() == ()


def test_a_cell_keeps_what_it_cannot_read_and_says_so(qtbot, goods):
    goods.set_value(({"goods": "大米", "quantity": 1},))
    grid = goods.focusProxy()
    grid.setCurrentIndex(grid.model().index(0, 1))
    grid.edit(grid.currentIndex())
    editor = goods.findChild(NumberEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "three")
    with qtbot.waitSignal(goods.edited):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert grid.model().index(0, 1).data() == "three"
    assert (goods.misread(), goods.text()) == ("number_misread", "three")
    goods.set_value(goods.value())
    assert goods.misread() == ""
