"""Everything can be reached without the mouse, and says its name to a screen reader."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

import desktop_app.gui
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.identity import BeneficiaryId, new_id
from desktop_app.gui.actions import PAGE_KEYS, Shortcut, page_keys
from desktop_app.gui.dialogs.key_list import KeyListDialog
from desktop_app.gui.forms.people_picker import PeoplePicker
from desktop_app.gui.pages.record_page import RecordPage
from desktop_app.gui.pages.settings_page import SettingsPage
from desktop_app.gui.preferences import Preferences
from desktop_app.gui.session import Session
from desktop_app.gui.style import look
from desktop_app.gui.widgets.part_tabs import PartTabs
from desktop_app.gui.widgets.search_field import Hit
from tests.gui.conftest import nameless

PAGES = (
    *("home", "people", "visits", "grants", "printing", "funds", "needs", "employers"),
    *("activities", "exchange", "settings"),
)
PAGES_WITH_FORMS = (
    *("people", "visits", "funds", "needs", "employers"),
    *("activities", "settings"),
)

# Keys that an editor or a list takes by itself, and where it does so.
TAKEN = {
    Shortcut.CHOICES: ("widgets/date_edit.py", "Key_F4"),
    Shortcut.COPY_PREVIOUS: ("forms/form_sheet.py", "Key_D"),
    Shortcut.UNDO: ("forms/typing_history.py", "Undo"),
    Shortcut.REDO: ("forms/typing_history.py", "Redo"),
    Shortcut.NEXT_FIELD: ("forms/form_sheet.py", "Key_Return"),
    Shortcut.ADD_ROW: ("widgets/inline_table.py", "Key_Insert"),
    Shortcut.REMOVE_ROW: ("widgets/inline_table.py", "Key_Delete"),
    Shortcut.MOVE_UP: ("widgets/ordered_table.py", "Key_Up"),
    Shortcut.MOVE_DOWN: ("widgets/ordered_table.py", "Key_Down"),
    Shortcut.MOVE_LEFT: ("widgets/photo_card.py", "Key_Left"),
    Shortcut.MOVE_RIGHT: ("widgets/photo_card.py", "Key_Right"),
    Shortcut.TAKE: ("pages/disputes_part.py", "Key_1"),
    Shortcut.CHARACTER: ("widgets/code_point_key.py", "Key_X"),
    Shortcut.MARK: ("tables/record_view.py", "Key_Space"),
    Shortcut.MARK_ALL: ("tables/record_view.py", "ExtendedSelection"),
}
GUI = Path(desktop_app.gui.__file__).parent


@pytest.fixture
def person(clerk):
    return clerk.register.save(Beneficiary(id=BeneficiaryId(new_id()), name="马秀兰"))


@pytest.fixture
def session(qtbot, clerk, campaign, person):
    """A clerk's session with its window on the screen."""
    opened = Session(clerk, Preferences(language="en"))
    opened.window.show()
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    yield opened
    qtbot.waitUntil(lambda: not opened.runner.is_busy, timeout=20_000)
    opened.close(keep_office=True)
    QCoreApplication.sendPostedEvents(opened.window, QEvent.Type.DeferredDelete)


def record_pages(page):
    """Give the pages of a page that have forms: itself, or the tabs of the settings."""
    parts = page.tabs if isinstance(page, SettingsPage) else (page,)
    return [part for part in parts if isinstance(part, RecordPage)]


def test_the_lists_of_this_file_name_every_page(session):
    assert tuple(page.name for page in session.pages) == PAGES
    with_forms = [page.name for page in session.pages if record_pages(page)]
    assert tuple(with_forms) == PAGES_WITH_FORMS


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_everything_that_takes_the_focus(session, name):
    session.window.open(name)
    page = session.window.current_page
    assert nameless(session.window) == []
    for tab in page.tabs[1:] if isinstance(page, SettingsPage) else ():
        page.show_tab(tab)
        assert nameless(session.window) == []


@pytest.mark.parametrize("name", PAGES_WITH_FORMS)
def test_the_forms_of_a_page_name_everything_that_takes_the_focus(session, name):
    session.window.open(name)
    found = {
        form: nameless(part.form_of(form))
        for part in record_pages(session.window.current_page)
        for form in part.forms
    }
    assert found
    assert {form: widgets for form, widgets in found.items() if widgets} == {}


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_the_dialogs_name_everything_that_takes_the_focus(session, clerk):
    clerk.employers.add("电子元件厂")
    found = {}
    for name, begin in session.dialogs():
        if name == "export":  # without covered numbers it opens the system's own dialog
            continue
        begun = begin()
        opened = (one for one in session.window.findChildren(QDialog) if one.isVisible())
        dialog = begun if isinstance(begun, QWidget) else next(opened)
        found[name] = nameless(dialog)
        dialog.hide()
        dialog.deleteLater()
    assert found == {name: [] for name in found}


def keys_that_act(session):
    """Collect the keys of every page, of its forms and of the buttons that belong to either."""
    acting = set()
    for page in session.pages:
        session.window.open(page.name)
        parts = page.tabs if isinstance(page, SettingsPage) else (page,)
        for part in parts:
            for form in part.forms if isinstance(part, RecordPage) else ():
                part.form_of(form)
            acting |= {action.keys for action in part.page_actions()}
    acting |= {one.key().toString() for one in session.window.findChildren(QShortcut)}
    session.window.open("people")
    people = session.window.current_page
    people.begin_new()
    acting |= {action.keys for action in people.page_actions()}
    people.leave_form()
    return acting - {""}


def test_every_key_of_the_list_does_something_and_every_key_is_in_the_list(session):
    acting = keys_that_act(session)
    listed = {shortcut.keys for shortcut in Shortcut if shortcut not in TAKEN}
    approving = {Shortcut.APPROVE.keys}  # offered to an approver only
    rail = {page_keys(number) for number in range(1, len(PAGES) + 1)}
    assert listed - acting <= approving
    assert acting - {shortcut.keys for shortcut in Shortcut} - rail == set()


@pytest.mark.parametrize("shortcut", TAKEN, ids=lambda one: one.name)
def test_a_key_that_a_field_takes_is_read_where_this_file_says(shortcut):
    module, key = TAKEN[shortcut]
    assert re.search(rf"\b{key}\b", (GUI / module).read_text(encoding="utf-8"))


def test_f7_goes_to_the_record_beside_the_list_and_back(qtbot, session, person):
    session.window.open("people", person.id)
    page = session.window.current_page
    qtbot.keyClick(page, Qt.Key.Key_F7)
    assert page._pane.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F7)
    assert QApplication.focusWidget() is page._list.view


def test_control_and_the_page_keys_turn_the_tabs_of_the_record(qtbot, session, person):
    session.window.open("people", person.id)
    page = session.window.current_page
    tabs = page._pane.findChild(PartTabs)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page._list.view, Qt.Key.Key_PageDown, control)
    assert tabs.place == 1
    for _time in range(2):
        qtbot.keyClick(page._list.view, Qt.Key.Key_PageUp, control)
    assert tabs.place == len(tabs.texts) - 1
    assert page._list.view.chosen_record().person.id == person.id


def test_control_and_the_page_keys_turn_the_tabs_of_the_settings(qtbot, session):
    session.window.open("settings")
    page = session.window.current_page
    qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.tab is page.code_lists


def test_the_border_between_list_and_record_moves_by_keys(qtbot, session, person):
    session.window.open("people", person.id)
    page = session.window.current_page
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    before = page._list.width()
    qtbot.keyClick(page._list.view, Qt.Key.Key_Left, both)
    assert page._list.width() < before
    qtbot.keyClick(page._list.view, Qt.Key.Key_Right, both)
    assert page._list.width() == before


def test_the_list_of_keys_says_how_far_the_keys_of_the_rail_go(session):
    session.window.show_keys()
    dialog = next(one for one in session.window.findChildren(QDialog) if one.isVisible())
    words = [one.text() for one in dialog.findChildren(QLabel)]
    assert f"Alt+1 … {PAGE_KEYS[len(PAGES) - 1]}" in words
    dialog.reject()


@pytest.mark.parametrize("size", [100, 150])
def test_the_list_of_keys_fits_a_small_screen_with_any_text(qtbot, qapp, size):
    look.dress(qapp, text_size=size)
    dialog = KeyListDialog(pages=12)
    qtbot.addWidget(dialog)
    dialog.show()
    room = qapp.primaryScreen().availableSize()
    assert dialog.height() <= room.height()
    assert "Alt+1 … =" in [one.text() for one in dialog.findChildren(QLabel)]


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_a_long_hit_is_not_cut_by_the_width_of_the_search_box(qtbot, session):
    search = session.window.search
    words = "宁夏回族自治区银川市兴庆区环境卫生服务中心第三清扫保洁队"
    search.setFocus()
    search.show_hits([Hit("马秀兰", f"640***********0010 · {words}", "one")])
    longest = search._list.sizeHintForColumn(0)
    assert longest > search.width()
    assert search._list.viewport().width() >= longest
    search.show_hits(())


def test_letters_that_find_nobody_are_no_name_for_a_new_person(qtbot, clerk, person):
    picker = PeoplePicker(clerk)
    qtbot.addWidget(picker)
    picker.show()
    for typed, name in (("zjg", ""), ("Aziz", "Aziz"), ("0417", "")):
        picker._new.begin(typed)
        assert picker._new.name.value() == name


def test_no_form_is_made_before_it_is_wanted(session):
    made = [form for page in session.pages for part in record_pages(page) for form in part._forms]
    assert made == []
    assert all(isinstance(page, QWidget) for page in session.pages)


def test_tab_goes_from_the_tabs_of_a_record_into_what_they_show(qtbot, session, person):
    session.window.open("people")
    page = session.window.current_page
    page.choose(person.id)
    (tabs,) = page.findChildren(PartTabs)
    tabs.turn_to(3)
    edit = next(one for one in page.findChildren(QPushButton) if one.text() == "Edit")
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is tabs._tab(3)
    section = next(one for one in page.findChildren(QPushButton) if one.text() == "Model worker")
    for _stop in range(12):
        if QApplication.focusWidget() is section:
            break
        assert page.isAncestorOf(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is section
    qtbot.keyClick(section, Qt.Key.Key_Return)
    assert page.is_writing
