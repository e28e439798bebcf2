"""The title line in little room: what it leaves out, and what it never cuts."""

import pytest
from PySide6.QtWidgets import QWidget

from desktop_app.gui.style import look
from desktop_app.gui.style.tokens import Theme
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.title_line import TitleLine

LONG = "促消费助力乡村振兴线上年货大集暨工友创业园农产品展销活动"


@pytest.fixture
def line(qtbot, qapp):
    look.dress(qapp, Theme.LIGHT, 150)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1130, 90)
    made = TitleLine(window)
    made.setGeometry(0, 0, 1124, 80)
    made.show_campaigns([("a", "2021年元旦春节送温暖活动")], "a")
    with qtbot.waitExposed(window):
        window.show()
    yield made
    look.dress(qapp)


@pytest.fixture
def buttons(line):
    line.show_title("Activities")
    line.show_buttons([KeyedButton("New activity", "Ctrl+N", primary=True)])
    return [
        KeyedButton("Cancel", "Esc"),
        KeyedButton("Save", "Ctrl+S"),
        KeyedButton("Save and next", "Ctrl+Return", primary=True),
    ]


@pytest.mark.parametrize("title", ["同吃年夜饭", LONG])
def test_beside_a_title_of_any_length_the_buttons_are_whole_and_in_the_line(line, buttons, title):
    line.show_title(title)
    line.show_buttons(buttons)
    for button in buttons:
        assert button.width() >= button.sizeHint().width()
        assert button.mapTo(line, button.rect().topRight()).x() < line.width()


def test_a_title_that_is_too_long_is_shortened_and_read_out_whole(line, buttons):
    line.show_title(LONG)
    line.show_buttons(buttons)
    title = line._title
    assert title.text().endswith("…")
    assert title.accessibleName() == LONG
    assert title.geometry().right() < line.search.geometry().left()


def test_a_window_too_narrow_for_its_title_line_is_laid_out_and_stands(qtbot):
    line = TitleLine()
    qtbot.addWidget(line)
    line.show_campaigns([("one", "2021年元旦春节送温暖活动")], "one")
    line.show_title("Beneficiaries", "Draft, every field is kept")
    line.show_buttons([KeyedButton(word, "Ctrl+N") for word in ("Import roster", "New person")])
    line.show()
    for width in (1400, 700, 500, 320, 900):
        line.resize(width, line.height())
        assert line.width() >= line.minimumSizeHint().width()
