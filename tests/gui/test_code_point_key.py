"""Alt+X turns a code point into a character wherever words are typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QToolTip

from desktop_app.gui.widgets.find_line import FindLine
from desktop_app.gui.widgets.search_field import SearchField
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine
from tests.gui.conftest import write

ALT = Qt.KeyboardModifier.AltModifier
RARE = "\U0002ebf0"  # the first of the characters from the household registers


@pytest.fixture
def show(qtbot):
    def show_it(editor):
        qtbot.addWidget(editor)
        editor.show()
        editor.setFocus()
        return editor

    return show_it


def words(editor):
    return editor.toPlainText() if isinstance(editor, TextArea) else editor.text()


@pytest.mark.parametrize(
    "make", [TextLine, lambda: FindLine("Find"), lambda: SearchField("Search"), TextArea]
)
def test_a_typed_code_point_becomes_its_character(qtbot, show, make):
    editor = show(make())
    write(qtbot, editor, "王𬱖")
    qtbot.keyClicks(editor, "U+2EBF0")
    qtbot.keyClick(editor, Qt.Key.Key_X, ALT)
    assert words(editor) == f"王𬱖{RARE}"


@pytest.mark.parametrize("make", [TextLine, TextArea])
def test_only_what_stands_before_the_cursor_is_turned(qtbot, show, make):
    editor = show(make())
    editor.set_value("𡌴U+2EBF0𠅤")
    if isinstance(editor, TextArea):
        editor.moveCursor(QTextCursor.MoveOperation.End)
        editor.moveCursor(QTextCursor.MoveOperation.Left)
    else:
        editor.setCursorPosition(9)  # 𡌴 takes two of Qt's places
    qtbot.keyClick(editor, Qt.Key.Key_X, ALT)
    assert words(editor) == f"𡌴{RARE}𠅤"


def test_a_character_shows_its_code_point_and_comes_back(qtbot, show):
    line = show(TextLine())
    write(qtbot, line, f"王{RARE}")
    qtbot.keyClick(line, Qt.Key.Key_X, ALT)
    assert line.text() == "王U+2EBF0"
    qtbot.keyClick(line, Qt.Key.Key_X, ALT)
    assert line.text() == f"王{RARE}"


def test_a_private_character_of_an_old_system_becomes_the_standard_one(qtbot, show):
    line = show(TextLine())
    line.set_value("张\ue863")
    line.end(False)
    qtbot.keyClick(line, Qt.Key.Key_X, ALT)
    assert line.text() == "张䶮"


def test_the_form_hears_of_it_and_undo_brings_the_code_point_back(qtbot, show):
    line = show(TextLine())
    qtbot.keyClicks(line, "2CC56")
    with qtbot.waitSignal(line.edited):
        qtbot.keyClick(line, Qt.Key.Key_X, ALT)
    assert line.value() == "𬱖"
    line.undo()
    assert line.text() == "2CC56"


@pytest.mark.qt_log_ignore("raise", extend=True)  # a window without a screen has no top
def test_nothing_to_turn_changes_nothing_and_says_what_to_type(qtbot, show):
    line = show(TextLine())
    qtbot.keyClicks(line, "Li")
    qtbot.keyClick(line, Qt.Key.Key_X, ALT)
    assert line.text() == "Li"
    assert "U+2CC56" in QToolTip.text()
    QToolTip.hideText()


def test_a_number_is_no_code_point(qtbot, show):
    line = show(CodeLine())
    qtbot.keyClicks(line, "6217")
    qtbot.keyClick(line, Qt.Key.Key_X, ALT)
    assert line.text() == "6217"


def test_what_is_read_only_stays(qtbot, show):
    line = show(TextLine())
    line.set_value("4DAE")
    line.setReadOnly(True)
    qtbot.keyClick(line, Qt.Key.Key_X, ALT)
    assert line.text() == "4DAE"
