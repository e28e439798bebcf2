"""A field officer enters a routine visit without the mouse, in under 45 seconds."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.visit import Finding, Visit, Visitor
from desktop_app.gui.main_window import MainWindow
from desktop_app.gui.pages.visits_page import VisitsPage
from desktop_app.storage.grants import GrantFilter
from tests.unit.conftest import TODAY

SECONDS = 45
KEYS_PER_SECOND = 5
TWO = (Visitor(name="王建国"), Visitor(name="马丽", title="干事"))


class Hands:
    """Types where the focus is, as a person does, and counts the keys."""

    def __init__(self):
        self.keys = 0

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier, times=1):
        for _time in range(times):
            QTest.keyClick(self._target(), key, modifier)
            QApplication.processEvents()
        self.keys += times

    def letters(self, text):
        for letter in text:
            QTest.keyClicks(self._target(), letter)
            QApplication.processEvents()
        self.keys += len(text)

    def chinese(self, text, pinyin):
        """Type through the input method: the letters of the pinyin and a key that accepts."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)
        self.keys += len(pinyin) + 1

    def _target(self):
        return QApplication.activePopupWidget() or QApplication.focusWidget()


@pytest.fixture
def person(clerk, approver, campaign, enrol, make_person):
    """Somebody for whom a grant was approved."""
    kept = enrol(make_person("张建国"))
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return kept


@pytest.fixture
def earlier(officer, campaign, enrol, make_person):
    """The visit before, on the same round."""
    visit = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=TODAY,
        visitors=TWO,
        beneficiaries=(enrol(make_person("李红军")).id,),
    )
    return officer.visiting.save(visit)


@pytest.fixture
def page(officer, campaign, qtbot):
    page = VisitsPage(officer)
    window = MainWindow([page])
    qtbot.addWidget(window)
    page.show_campaign(campaign)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.visits.view.setFocus()
    return page


def enter_a_visit(hands):
    """Do what an officer does at the kitchen table, from Ctrl+N to Ctrl+Enter."""
    enter, tab, control = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier
    hands.press(Qt.Key.Key_N, control)
    hands.letters("zjg")
    hands.press(enter)
    hands.press(enter, times=9)  # day, place and visitors are right already
    for text, pinyin, key in (
        ("尿毒症，透析每周三次", "niaoduzheng,touximeizhousanci", enter),
        ("月入1650元", "yueru1650yuan", enter),
        ("次女高三，长子大专", "cinvgaosan,zhangzidazhuan", enter),
        ("下岗，社保未断", "xiagang,shebaoweiduan", enter),
        ("医药费自付每月2000元", "yiyaofeizifumeiyue2000yuan", tab),
        ("子女助学", "zinvzhuxue", tab),
    ):
        hands.chinese(text, pinyin)
        hands.press(key)
    hands.press(tab)  # no remarks
    hands.press(Qt.Key.Key_Space)  # the approved grant is handed over
    hands.press(enter, control)


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_a_routine_visit_takes_fewer_keys_than_45_seconds_allow(officer, person, earlier, page):
    hands = Hands()
    enter_a_visit(hands)
    assert hands.keys < SECONDS * KEYS_PER_SECOND

    (kept,) = (one for one in officer.visiting.latest() if one.id != earlier.id)
    assert (kept.first_day, kept.visitors) == (TODAY, TWO)
    assert kept.beneficiaries == (person.id,)
    assert kept.findings == (
        Finding(concern="health", text="尿毒症，透析每周三次"),
        Finding(concern="household_income", text="月入1650元"),
        Finding(concern="schooling", text="次女高三，长子大专"),
        Finding(concern="labour_rights", text="下岗，社保未断"),
    )
    assert (kept.difficulties, kept.requests) == ("医药费自付每月2000元", "子女助学")
    (line,) = officer.granting.lines(GrantFilter(beneficiary=person.id))
    assert line.state is GrantState.HANDED_OVER


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)
def test_the_next_visit_waits_with_the_same_visitors(person, earlier, page):
    enter_a_visit(Hands())
    assert page.is_writing
    assert page.form.sheet.editor("visitors").value() == TWO
    assert page.form.sheet.people.value() == ()
    assert page.form.sheet.people.chips.line.hasFocus()
