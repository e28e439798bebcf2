"""Money and goods in the form of a visit: offered, typed, warned about, kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.grant import GrantState
from desktop_app.services.visiting import Given
from desktop_app.storage.grants import GrantFilter
from tests.gui import visit_forms
from tests.gui.visit_forms import fill, part, shown_words

form, person, plain = visit_forms.form, visit_forms.person, visit_forms.plain


def test_an_approved_grant_is_offered_and_handed_over(
    officer, clerk, approver, form, campaign, person, qtbot
):
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    fill(form, campaign, person)
    (tick,) = part(form, person)._ticks.values()
    assert tick.text() == "Hand over 1,000.00 yuan"
    assert "人民币壹仟元整" in shown_words(form.sheet.given)
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert form.save()
    (line,) = officer.granting.lines(GrantFilter(beneficiary=person.id))
    assert line.state is GrantState.HANDED_OVER


def test_editing_a_visit_does_not_hand_over_again(
    officer, clerk, approver, form, campaign, person, plain, qtbot
):
    (grant,) = clerk.granting.plan(campaign.id).grants
    approver.granting.approve(campaign.id)
    officer.visiting.save(plain, [Given(beneficiary=person.id, grant=grant.id)])
    form.open(plain.id)
    assert "张建国 was handed 1,000.00 yuan" in shown_words(form.sheet.given)
    qtbot.keyClicks(form.sheet.editor("remarks"), "later")
    assert form.save()
    assert len(officer.visiting.given(plain.id)) == 1


def test_new_amounts_say_capitals_and_caps_while_they_are_typed(
    officer, form, campaign, person, qtbot
):
    fill(form, campaign, person)
    amounts = part(form, person)
    amounts._new.click()
    cash = amounts._fields["cash_fen"].editor
    cash.setFocus()
    qtbot.keyClicks(cash, "3500")
    words = shown_words(amounts)
    assert "人民币叁仟伍佰元整" in words
    assert "More than 3,000.00 yuan at one time (省办法)." in words
    assert "a transfer is advised" in words
    assert form.save(), "what was said already does not stop the saving"
    (given,) = officer.visiting.given(form.record)
    assert (given.cash_fen, given.fund_source, given.method) == (350_000, "own_budget", "cash")


@pytest.mark.qt_log_ignore("does not support")  # lists that drop down, on a screen that is none
def test_goods_and_a_proxy_are_kept_with_the_person(officer, form, campaign, person, qtbot):
    fill(form, campaign, person)
    amounts = part(form, person)
    goods = amounts._fields["goods"].editor
    goods.set_value(({"name": "大米", "quantity": 2, "unit": "袋", "unit_price_fen": 5800},))
    amounts._proxy.click()
    qtbot.keyClicks(amounts._fields["proxy_name"].editor, "Ma Li")
    qtbot.keyClicks(amounts._fields["proxy_relation"].editor, "wife")
    assert form.save()
    (given,) = officer.visiting.given(form.record)
    assert given.goods == (GoodsLine(name="大米", quantity=2, unit="袋", unit_price_fen=5800),)
    assert (given.proxy_name, given.proxy_relation) == ("Ma Li", "wife")


def test_an_amount_that_is_none_stops_the_saving_under_its_field(
    officer, form, campaign, person, qtbot
):
    fill(form, campaign, person)
    amounts = part(form, person)
    amounts._new.click()
    qtbot.keyClicks(amounts._fields["cash_fen"].editor, "about 500")
    assert not form.save()
    assert "is not an amount of money" in shown_words(amounts)
    assert amounts._fields["cash_fen"].editor.hasFocus()
    assert officer.visiting.latest() == []


def test_a_tick_and_an_amount_are_undone_like_every_field(officer, form, campaign, person, qtbot):
    fill(form, campaign, person)
    amounts = part(form, person)
    amounts._new.click()
    cash = amounts._fields["cash_fen"].editor
    cash.setFocus()
    qtbot.keyClicks(cash, "500")
    remarks = form.sheet.editor("remarks")
    remarks.setFocus()
    qtbot.keyClicks(remarks, "x")
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(remarks, Qt.Key.Key_Z, control)
    assert (remarks.value(), cash.value()) == ("", 50_000)
    assert form.sheet.history.undo() == "given"
    assert cash.value() is None
    form.sheet.history.redo()
    assert form._given()[0].cash_fen > 0


def test_a_person_taken_away_comes_back_with_what_was_typed(form, campaign, person, qtbot):
    fill(form, campaign, person)
    amounts = part(form, person)
    amounts._fields["cash_fen"].editor.setFocus()
    qtbot.keyClicks(amounts._fields["cash_fen"].editor, "500")
    QApplication.processEvents()
    form.sheet.put("beneficiaries", ())
    assert form._given() == ()
    form.sheet.history.undo()
    assert form.sheet.people.value() == (person.id,)
    assert [one.cash_fen for one in form._given()] == [50_000]
