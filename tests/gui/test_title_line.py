"""The line above a page: what is left out where there is no room, and what never is."""

import pytest
from PySide6.QtWidgets import QWidget

from desktop_app.gui.style import look
from desktop_app.gui.style.tokens import Theme
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.title_line import TitleLine

LONG = "阿不都·热合曼·买买提 · Worker staying put for the New Year, and a good deal more"


@pytest.fixture
def line(qtbot, qapp):
    look.dress(qapp, Theme.LIGHT, 150)
    frame = QWidget()  # a window of its own would grow with what is in it
    qtbot.addWidget(frame)
    frame.resize(3000, 70)
    made = TitleLine(parent=frame)
    made.resize(1120, 70)
    with qtbot.waitExposed(frame):
        frame.show()
    made.show_campaigns([("1", "2021年元旦春节送温暖")], "1")
    yield made
    look.dress(qapp)


def buttons():
    return [
        KeyedButton("Cancel", "Esc"),
        KeyedButton("Save", "Ctrl+S"),
        KeyedButton("Save and next", "Ctrl+Return", primary=True),
    ]


@pytest.mark.parametrize("title", ["New person", "哈海军 · Model worker", LONG])
def test_buttons_are_never_cut_however_long_the_title_is(qtbot, line, title):
    line.show_title("Beneficiaries")
    line.show_buttons([KeyedButton("Import roster", "Ctrl+I"), KeyedButton("New person", "Ctrl+N")])
    qtbot.waitUntil(line._shown_buttons[0].isVisible)
    line.show_title(title)
    line.show_buttons(buttons())
    qtbot.waitUntil(
        lambda: all(one.width() >= one.sizeHint().width() for one in line._shown_buttons)
    )


def test_a_title_that_has_no_room_loses_its_end_and_gets_it_back(qtbot, line):
    line.show_title(LONG)
    line.show_buttons(buttons())
    assert line._title.text().endswith("…")
    line.show_buttons([])
    line.resize(3000, 70)
    assert line._title.text() == LONG


def test_a_short_title_stays_whole(line):
    line.show_title("New person")
    line.show_buttons(buttons())
    assert line._title.text() == "New person"
