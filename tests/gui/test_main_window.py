from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.pages.page import Page, PageAction
from desktop_app.gui.widgets.idle_watch import IdleWatch
from desktop_app.gui.widgets.search_field import Hit
from tests.gui.conftest import nameless


class Sheet(Page):
    def __init__(self, name):
        super().__init__()
        self.name, self.title, self.icon = name, name.title(), name
        self.done, self.shown, self.leaves = [], [], True
        button = QPushButton(f"on {name}")
        button.setAccessibleName(name)
        QVBoxLayout(self).addWidget(button)
        self.setFocusProxy(button)

    def page_actions(self):
        return (PageAction("New", "Ctrl+N", lambda: self.done.append("new"), primary=True),)

    def refresh(self):
        self.done.append("refreshed")

    def show_record(self, record):
        self.shown.append(record)

    def may_leave(self):
        return self.leaves


@pytest.fixture
def window(qtbot):
    made = MainWindow([Sheet("home"), Sheet("people"), Sheet("visits")])
    qtbot.addWidget(made, before_close_func=lambda w: setattr(w.current_page, "leaves", True))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_the_first_page_is_in_front_and_fresh(window):
    assert window.current_page.name == "home"
    assert window.current_page.done == ["refreshed"]


def test_a_page_is_reached_by_its_key(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.current_page.name == "people")


def test_the_primary_action_belongs_to_the_page_in_front(qtbot, window):
    window.open("people")
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.page("people").done == ["refreshed", "new"]
    assert window.page("home").done == ["refreshed"]


def test_a_page_can_ask_for_another_page_and_its_record(window):
    window.page("home").open_requested.emit("visits", 7)
    assert window.current_page.name == "visits"
    assert window.current_page.shown == [7]


def test_a_page_with_unsaved_work_is_not_left(window):
    window.current_page.leaves = False
    window.open("people")
    assert window.current_page.name == "home"


def test_a_window_with_unsaved_work_does_not_close(window):
    window.current_page.leaves = False
    assert not window.close()
    window.current_page.leaves = True


def test_counts_and_titles_come_from_the_pages(window):
    window.page("visits").count_changed.emit("3 drafts")
    window.page("home").title_changed.emit("Visit of today", "draft")
    assert window.rail._buttons[2].count.text() == "3 drafts"
    assert window.title_line._title.whole_text() == "Visit of today"


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_control_k_searches_and_enter_takes_the_first_hit(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    with qtbot.waitSignal(window.search_requested) as asked:
        qtbot.keyClicks(window.search, "zy")
    assert asked.args[0].startswith("z")
    window.search.show_hits([Hit("张𬱖", "640***31X", 42), Hit("周英", "", 43)])
    with qtbot.waitSignal(window.hit_chosen) as chosen:
        qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert chosen.args == [42]


def test_control_l_locks(qtbot, window):
    with qtbot.waitSignal(window.lock_requested):
        qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_five_quiet_minutes_lock_and_a_key_starts_them_again(qtbot, window):
    assert window._idle._timer.interval() == 300_000
    window._idle._timer.setInterval(600_000)
    window._idle._timer.stop()
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert window._idle._timer.isActive()
    with qtbot.waitSignal(window.fell_idle):
        window._idle._timer.timeout.emit()


def test_the_watch_notices_that_nobody_is_there(qtbot):
    watch = IdleWatch(minutes=0.0005)
    with qtbot.waitSignal(watch.fell_idle):
        watch.switch_on()
    watch.switch_off()


def test_everything_in_the_frame_has_a_name_for_screen_readers(window):
    assert nameless(window) == []


def test_a_long_title_gives_way_before_a_button_does(qtbot, window):
    window.resize(900, 600)
    window.current_page.title_changed.emit("济南二机床集团有限公司 · " * 6, "Draft")
    line = window.title_line
    (button,) = line._shown_buttons
    qtbot.waitUntil(lambda: line._title.text().endswith("…"))
    assert button.width() >= button.sizeHint().width()
    assert line._title.geometry().right() < button.mapTo(line, button.rect().topLeft()).x()
