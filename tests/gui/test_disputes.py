"""Disagreements and duplicates on the exchange page, settled by keys."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.grant import Grant, GrantBasis
from desktop_app.domain.identity import GrantId, new_id
from desktop_app.domain.role import Role, may
from desktop_app.domain.user import User
from desktop_app.gui.pages.next_steps import Deed, next_steps
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.thumbnail import Thumbnail
from desktop_app.gui.widgets.words import Badge
from desktop_app.services.office import Office
from desktop_app.services.overview import survey
from desktop_app.storage import kinds
from tests.gui import exchange_pages
from tests.gui.conftest import nameless, write
from tests.gui.exchange_pages import change, disagree, jpeg, listed, phone_of, question, words_in
from tests.laptops import TODAY

campaign_of, pair, person, runner, show = (
    exchange_pages.campaign_of,
    exchange_pages.pair,
    exchange_pages.person,
    exchange_pages.runner,
    exchange_pages.show,
)


@pytest.mark.parametrize(
    ("key", "taken"), [(Qt.Key.Key_1, "13900000002"), (Qt.Key.Key_2, "13900000003")]
)
def test_a_key_takes_a_side_and_goes_on_to_the_next(qtbot, pair, show, person, key, taken):
    a, b = pair
    disagree(pair, person)
    page = show(a)
    page.show_part(page.disputes)
    assert listed(page.disputes) == ["马秀兰"]
    assert listed(page.disputes, 2) == ["139****0002 | 139****0003"]
    assert nameless(page.disputes) == []
    qtbot.keyClick(page.disputes.list.view, key)
    assert a.conflicts.all() == []
    assert phone_of(a, person) == taken
    assert page.disputes.list.empty.isVisible()
    b.merges.merge(a.export(b))
    assert phone_of(b, person) == taken


def test_a_key_that_is_held_down_settles_nothing(qapp, pair, show, person):
    a, _b = pair
    disagree(pair, person)
    page = show(a)
    page.show_part(page.disputes)
    plain = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, plain, "1", True)
    qapp.sendEvent(page.disputes.list.view, held)
    assert a.conflicts.count() == 1


def test_a_value_that_came_in_meanwhile_is_looked_at_before_it_is_overruled(
    qtbot, pair, show, person
):
    a, b = pair
    disagree(pair, person)
    page = show(a)
    page.show_part(page.disputes)
    change(b, person, phone="13900000004")
    a.merges.merge(b.export(a))
    with qtbot.assertNotEmitted(page.disputes.settled):
        qtbot.keyClick(page.disputes.list.view, Qt.Key.Key_1)
    assert "Another value has come in" in question(page).text()
    question(page).accept()
    assert a.conflicts.count() == 1
    assert listed(page.disputes, 2) == ["139****0002 | 139****0004"]
    with qtbot.waitSignal(page.disputes.settled):
        qtbot.keyClick(page.disputes.list.view, Qt.Key.Key_1)
    assert phone_of(a, person) == "13900000002"


def test_another_value_is_typed_where_neither_is_right(qtbot, pair, show, person):
    a, _b = pair
    disagree(pair, person)
    page = show(a)
    page.show_part(page.disputes)
    page.activateWindow()
    qtbot.keyClick(page.disputes.list.view, Qt.Key.Key_0)
    editor = page.disputes.pane.editor
    write(qtbot, editor, "13900000007")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert phone_of(a, person) == "13900000007"
    assert a.conflicts.all() == []


def test_a_value_that_the_record_may_not_have_is_not_taken(qtbot, pair, show, make_person):
    a, b = pair
    known = a.save(kinds.BENEFICIARY, make_person("李娜", id_number="640104198003030026"))
    b.merges.merge(a.export(b))
    for one, number in ((a, "64010519900505003X"), (b, "640104198506060040")):
        base = one.store.beneficiaries.reading(known.id)
        one.save(kinds.BENEFICIARY, replace(base.record, id_number=number), base)
    a.merges.merge(b.export(a))
    page = show(a)
    page.show_part(page.disputes)
    editor = page.disputes.pane.editor
    write(qtbot, editor, "640104198506060041")
    page.disputes.pane.give_other()
    assert a.conflicts.count() == 1
    assert any("does not fit the others" in words for words in words_in(page.disputes.pane))
    editor.clear()
    write(qtbot, editor, "640104198606070051")
    page.disputes.pane.give_other()
    assert a.conflicts.count() == 0
    assert a.store.beneficiaries.get(known.id).id_number == "640104198606070051"


def test_numbers_whose_covered_forms_are_equal_show_where_they_differ(pair, show, person):
    a, _b = pair
    disagree(pair, person, "13911110001", "13922220001")
    page = show(a)
    page.show_part(page.disputes)
    assert listed(page.disputes, 2) == ["***1111**** | ***2222****"]


def test_a_field_is_told_by_its_name_with_who_and_where(pair, show, person):
    a, _b = pair
    disagree(pair, person)
    page = show(a)
    page.show_part(page.disputes)
    said = words_in(page.disputes.pane)
    assert "Phone: neither had seen the other" in said
    assert any(words.startswith("管理员0 · here · ") for words in said)
    assert any(words.startswith("管理员1 · 1号机 · ") for words in said)
    standing = phone_of(a, person)
    badges = [one for one in page.disputes.pane.findChildren(Badge) if not one.isHidden()]
    marked = [one.text() for one in badges if not isinstance(one.parent(), KeyedButton)]
    first = page.disputes.list.view.chosen_record().conflict.rivals[0].value == standing
    assert marked == (["1", "stands meanwhile", "2"] if first else ["1", "2", "stands meanwhile"])


def test_the_first_page_says_what_is_to_settle(pair, person):
    a, _b = pair
    assert survey(a.desk, None).disputes == 0
    disagree(pair, person)
    (step,) = (
        one
        for one in next_steps(survey(a.desk, None), partial(may, Role.CLERK))
        if "two laptops" in one.words
    )
    assert step.deed is Deed.SETTLE_DISPUTES
    (told,) = (
        one
        for one in next_steps(survey(a.desk, None), partial(may, Role.AUDITOR))
        if "two laptops" in one.words
    )
    assert told.deed is None


def test_money_is_voided_and_never_settled(qtbot, pair, show, person, campaign_of):
    a, b = pair
    one = Grant(
        id=GrantId(new_id()),
        campaign=campaign_of(a).id,
        beneficiary=person.id,
        basis=GrantBasis.ROSTER,
        cash_fen=100_000,
        fund_source="own_budget",
        method="cash",
        planned_on=TODAY,
        planned_by=a.desk.user.id,
    )
    a.save(kinds.GRANT, one)
    b.save(kinds.GRANT, replace(one, cash_fen=200_000))
    a.merges.merge(b.export(a))
    page = show(a)
    page.show_part(page.disputes)
    shown = page.disputes.list.view.chosen_record()
    assert (shown.whose, shown.field) == ("马秀兰", "Amount")
    assert shown.values == ("1,000.00 yuan", "2,000.00 yuan")
    assert any("never settled by choosing" in words for words in words_in(page.disputes.pane))
    taking = [one for one in page.disputes.pane.findChildren(KeyedButton) if not one.isHidden()]
    assert [one.text() for one in taking] == ["Go to the grant"]
    with qtbot.waitSignal(page.open_requested) as led:
        taking[0].click()
    assert led.args == ["grants", one.id]
    with qtbot.assertNotEmitted(page.disputes.settled):
        qtbot.keyClick(page.disputes.list.view, Qt.Key.Key_1)
    assert "never rewritten" in question(page).text()
    question(page).accept()
    assert a.conflicts.count() == 1


def test_photos_that_may_show_which_is_right_stand_beside_a_disagreement(qtbot, pair, show, person):
    a, _b = pair
    office = Office(a.desk)
    taken = office.attaching.take_photo(jpeg("yellow"), caption="门牌")
    office.attaching.attach("beneficiary", person.id, [taken])
    disagree(pair, person)
    page = show(a)
    page.show_part(page.disputes)
    (picture,) = page.disputes.pane.findChildren(Thumbnail)
    assert picture.accessibleName() == "门牌"
    assert nameless(page.disputes) == []


def test_people_recorded_on_two_laptops_are_compared_and_merged(
    qtbot, pair, show, person, make_person, runner
):
    a, b = pair
    b.save(kinds.BENEFICIARY, make_person("马秀蓝", phone="13900000001"))
    a.merges.merge(b.export(a))
    page = show(a)
    page.show_part(page.duplicates)
    qtbot.waitUntil(lambda: page.duplicates.count == 1, timeout=20_000)
    dialog = page.duplicates.compare(page.duplicates.list.view.chosen_record())
    dialog.merge()
    qtbot.waitUntil(lambda: page.duplicates.count == 0, timeout=20_000)
    assert page.duplicates.list.empty.isVisible()


def test_an_auditor_looks_on(pair, show, person):
    a, _b = pair
    disagree(pair, person)
    a.desk = replace(a.desk, user=User(id=a.desk.user.id, name="经审", role=Role.AUDITOR))
    page = show(a)
    assert page.page_actions() == ()
    page.show_part(page.disputes)
    shown = [one for one in page.disputes.pane.findChildren(QPushButton) if not one.isHidden()]
    assert [one.text() for one in shown] == ["Open the record"]
