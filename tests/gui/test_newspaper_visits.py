"""The seven visits of the newspaper page, typed into the window and read back word for word."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.domain.codelists import CodeLists
from desktop_app.gui.forms.visit_form import VisitForm
from desktop_app.gui.forms.visit_values import HOME_CONCERNS
from desktop_app.services import visit_file
from tests import newspaper

# The list of hits is a window of its own, which the plugin without a screen cannot raise.
pytestmark = pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)

VISITS = {visit["leader"]: visit for visit in newspaper.visits()}
LISTS = {
    "manner": "visit_manner",
    "occasion": "visit_occasion",
    "kind": "place_type",
    "concern": "concern",
}
TYPED = (
    *("first_day", "last_day", "day_words", "manner", "delegation", "leader", "leader_title"),
    *("title_remarks", "company_words", "occasion", "sources", "lone_visitor_reason", "account"),
    *("exhortation", "given_words", "remarks"),
)
COLUMNS = {
    "more_places": ("kind", "name", "region", "when", "risk_level", "remarks"),
    "groups": ("words", "count", "approximate", "unit"),
    "more_findings": ("concern", "text"),
}


@pytest.fixture
def form(officer, qtbot):
    made = VisitForm(officer)
    qtbot.addWidget(made)
    made.resize(1200, 690)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin("")
    for fold, _names in made.sheet._folds:
        fold.setChecked(True)
    return made


def words_of(name, value):
    """Say a code as a person reads it; every other value is said as it stands."""
    return CodeLists.load()[LISTS[name]].label_of(value) if name in LISTS else str(value)


def type_text(text):
    """Type where the focus is; Chinese comes from an input method."""
    if not text.isascii():
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)
    for letter in text if text.isascii() else "":
        QTest.keyClicks(_target(), letter)
        QApplication.processEvents()


def _target():
    return QApplication.activePopupWidget() or QApplication.focusWidget()


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(_target(), key, modifier)
    QApplication.processEvents()


def fill_in(form, name, text):
    """Go to a field, empty it, and type."""
    form.sheet.go_to(name)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Delete)
    if text:
        type_text(text)
        press(Qt.Key.Key_Tab)


def fill_rows(form, name, rows):
    """Add a row with Insert, and go from cell to cell with Enter."""
    for row in rows:
        form.sheet.go_to(name)
        press(Qt.Key.Key_Insert)
        for column in COLUMNS[name]:
            if row.get(column):
                type_text(words_of(column, row[column]))
            if QApplication.activePopupWidget():
                press(Qt.Key.Key_Return)  # takes what the list offers
            press(Qt.Key.Key_Return)


def enter(form, said):
    """Do what somebody does who copies the visit from the page."""
    if "first_day" not in said:
        fill_in(form, "first_day", "")  # today stands there
    for name in TYPED:
        if name in said:
            fill_in(form, name, words_of(name, said[name]))
    first, *more = said["places"]
    for name, value in first.items():
        fill_in(form, f"place_{name}", words_of(name, value))
    fill_rows(form, "more_places", more)
    fill_rows(form, "groups", said.get("groups", ()))
    others = [one for one in said.get("findings", ()) if one["concern"] not in HOME_CONCERNS]
    for finding in said.get("findings", ()):
        if finding not in others:
            fill_in(form, f"found_{finding['concern']}", finding["text"])
    fill_rows(form, "more_findings", others)


def objections_in(form):
    return [
        f"{one.objectName()}: {one.text()}"
        for one in form.sheet.findChildren(QLabel)
        if one.objectName().endswith("_issue") and one.text()
    ]


def in_order(said):
    """The form asks in an order of its own; what was asked and learnt is the same."""
    findings = sorted(said.get("findings", ()), key=lambda one: one["concern"])
    return {**said, "findings": findings, "concerns": sorted(said.get("concerns", ()))}


@pytest.mark.parametrize("leader", newspaper.PHRASES)
def test_a_visit_of_the_page_is_typed_in_and_read_back_equal(officer, form, leader):
    said = VISITS[leader]
    enter(form, said)
    assert form.save(), objections_in(form)
    (kept,) = officer.visiting.latest()
    shown = visit_file.write(kept, officer.visiting.given(kept.id))
    assert in_order(shown) == {"id": kept.id, **in_order(said)}
    spoken = newspaper.words_in(shown)
    assert [phrase for phrase in newspaper.PHRASES[leader] if phrase not in spoken] == []
