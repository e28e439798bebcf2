"""Tabs in as many lines as they need, and what unopened pages ask of the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.part_tabs import PartTabs

WORDS = ("Overview", "Household 3", "Hardship file", "Sections", "Children", "Visits 1")


def shown(qtbot, width):
    ground = QWidget()
    qtbot.addWidget(ground)
    column = QVBoxLayout(ground)
    tabs = PartTabs("Parts")
    column.addWidget(tabs)
    column.addStretch()
    tabs.show_texts(WORDS, 0)
    ground.resize(width, em(30))
    ground.show()
    qtbot.waitExposed(ground)
    return ground, tabs


def test_tabs_go_on_in_a_second_line_and_all_of_them_are_seen(qtbot):
    _ground, tabs = shown(qtbot, em(20))
    buttons = tabs.findChildren(QPushButton)
    assert len({button.y() for button in buttons}) > 1
    assert all(tabs.rect().contains(button.geometry()) for button in buttons)
    assert all(button.width() >= button.sizeHint().width() for button in buttons)


def test_the_arrow_keys_turn_to_the_next_tab(qtbot):
    ground, tabs = shown(qtbot, em(60))
    turned = []
    tabs.turned.connect(turned.append)
    first = tabs.findChildren(QPushButton)[0]
    ground.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert (tabs.place, turned) == (1, [1])


def test_other_texts_keep_the_tab_in_front_and_tell_nobody(qtbot):
    _ground, tabs = shown(qtbot, em(60))
    tabs.turn_to(2)
    turned = []
    tabs.turned.connect(turned.append)
    tabs.show_texts(WORDS[:4], 2)
    assert (tabs.texts, tabs.place, turned) == (WORDS[:4], 2, [])
    tabs.show_texts(WORDS, 5)
    assert (tabs.texts, tabs.place) == (WORDS, 5)


def test_a_row_that_was_never_shown_asks_for_one_line(qtbot):
    row = FlowRow()
    qtbot.addWidget(row)
    for word in WORDS * 4:
        row.add(QPushButton(word))
    assert row.minimumSizeHint().height() == row.flowing[0].sizeHint().height()
