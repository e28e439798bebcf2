"""Second keying in the window: what waits, what differs, who is asked."""

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.role import Role
from desktop_app.domain.second_keying import KeyedField
from desktop_app.gui.dialogs.second_keying import SecondKeyingDialog
from desktop_app.gui.pages.keying_card import KeyingCard
from desktop_app.gui.pages.next_steps import Deed, next_steps
from desktop_app.gui.pages.person_overview import PersonOverview
from desktop_app.gui.widgets.words import Badge
from desktop_app.services.keying_again import State
from desktop_app.services.overview import survey
from tests.gui.conftest import nameless

ID = KeyedField.ID_NUMBER
OTHER = "640104198003030026"


@pytest.fixture
def person(sit, clerk, make_person):
    sit(Role.ADMINISTRATOR).keying.switch([ID])
    return clerk.register.save(make_person("马秀兰"))


@pytest.fixture
def dialog(qtbot, officer, person):
    made = SecondKeyingDialog(officer)
    qtbot.addWidget(made)
    made.show()
    return made


def key(qtbot, dialog, text):
    dialog.line.setFocus()
    qtbot.keyClicks(dialog.line, text)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)


def badges(widget):
    return [one.text() for one in widget.findChildren(Badge) if not one.isHidden()]


def test_what_waits_is_listed_without_the_value(dialog, person):
    assert dialog._due.table.rowCount() == 1
    assert dialog._asked.text() == "马秀兰 · ID number"
    assert nameless(dialog) == []


def test_an_equal_value_goes_from_the_list(qtbot, dialog, clerk, person):
    with qtbot.waitSignal(dialog.keyed):
        key(qtbot, dialog, person.id_number)
    assert dialog._due.table.rowCount() == 0
    assert dialog._outcome.text() == "马秀兰: both keyings are equal."
    assert clerk.keying.state_of(person.id, ID) is State.VERIFIED
    assert not dialog.line.isEnabled()


def test_a_value_that_differs_is_shown_to_both_and_settled(qtbot, dialog, clerk, person):
    key(qtbot, dialog, OTHER)
    assert "differ" in dialog._outcome.text()
    dialog.show_differences()
    theirs = SecondKeyingDialog(clerk)
    qtbot.addWidget(theirs)
    for one in (dialog, theirs):
        row = one._differences.table.record(0)
        assert (row.first_by, row.second_by) == ("clerk", "officer")
    theirs._sides[1].click()
    assert clerk.register.open(person.id).record.id_number == OTHER
    assert theirs._differences.table.rowCount() == 0


def test_what_cannot_be_read_is_said_and_stays_in_the_field(qtbot, dialog, person, clerk):
    clerk.register.open(person.id)
    key(qtbot, dialog, "   ")
    assert dialog._due.table.rowCount() == 1


def test_nothing_waits_for_who_typed_it(qtbot, clerk, person):
    mine = SecondKeyingDialog(clerk)
    qtbot.addWidget(mine)
    mine.show()
    assert mine._due.empty.isVisible()


def test_the_record_says_how_far_a_number_has_come(qtbot, clerk, officer, person):
    waiting = PersonOverview(clerk, person)
    qtbot.addWidget(waiting)
    assert badges(waiting) == ["waits for a second keying"]
    officer.keying.enter(person.id, ID, person.id_number)
    done = PersonOverview(clerk, person)
    qtbot.addWidget(done)
    assert badges(done) == ["keyed twice, equal"]


def test_the_first_page_says_what_waits_and_what_differs(officer, clerk, person):
    found = next_steps(survey(officer.desk, None), officer.may)
    assert "1 value waits for a second keying by you." in [step.words for step in found]
    officer.keying.enter(person.id, ID, OTHER)
    for office in (officer, clerk):
        steps = next_steps(survey(office.desk, None), office.may)
        assert next(step.deed for step in steps) is Deed.SETTLE_KEYINGS


def test_the_administrator_switches_it_on_in_the_settings(qtbot, sit, clerk):
    card = KeyingCard(sit(Role.ADMINISTRATOR))
    qtbot.addWidget(card)
    card.show()
    card.ticks[ID].click()
    assert clerk.keying.fields == {ID}
    card.ticks[ID].click()
    assert clerk.keying.fields == frozenset()
    assert nameless(card) == []
    theirs = KeyingCard(clerk)
    qtbot.addWidget(theirs)
    assert not any(tick.isEnabled() for tick in theirs.ticks.values())
