"""Referrals on their page: asked from a need, answered, taken back, found."""

from desktop_app.domain.need import NeedState
from desktop_app.domain.referral import ReferralState
from tests.gui import needs_desk
from tests.gui.conftest import write
from tests.gui.needs_desk import buttons, choose, press, reason_of, referred, words

open_page, person, hear = needs_desk.open_page, needs_desk.person, needs_desk.hear
needs, referral = needs_desk.needs, needs_desk.referral


def test_a_need_is_referred_with_what_is_known_of_it(qtbot, open_page, officer, needs, person):
    page = open_page(officer)
    page.choose(needs["soon"].id)
    press(page.need, "Refer…")
    form = page._referral_form
    begun = form.collect()
    assert (begun.kind, begun.words, begun.beneficiary) == ("need", "孩子学费", person.id)
    assert begun.due == needs["soon"].due
    write(qtbot, form.sheet.editor("addressee"), "固原市总工会")
    form.save()
    assert page.shows_referrals
    assert page.referral.record == form.record
    assert officer.needs.state(needs["soon"]) is NeedState.HANDED_OVER


def test_an_answer_is_recorded_from_the_list_of_referrals(open_page, officer, needs, referral):
    page = open_page(officer)
    page.needs.referrals.click()
    assert page.shows_referrals
    assert referred(page) == ["12351热线"]
    assert page.referral.record == referral.id
    press(page.referral, "Answer came…")
    choose(page.form_of("referral_answer").sheet.editor("reply"), "declined")
    page.form_of("referral_answer").save()
    page.form_of("referral_answer").save()  # without words of theirs a warning stops it once
    assert "declined" in words(page.referral)
    assert "Answer came…" not in buttons(page.referral)
    assert officer.needs.state(needs["late"]) is NeedState.ANSWERED


def test_a_referral_is_taken_back_with_a_reason(qtbot, open_page, officer, referral):
    page = open_page(officer)
    page.choose(referral.id)
    dialog = page.ask_to_take_back(referral)
    write(qtbot, reason_of(dialog), "单位已补发")
    dialog.give()
    kept = officer.referrals.get(referral.id)
    assert (kept.state, kept.withdrawn_reason) == (ReferralState.WITHDRAWN, "单位已补发")
    assert "taken back" in words(page.referral)


def test_referrals_are_narrowed_by_chips_and_words(qtbot, open_page, officer, needs, referral):
    officer.referrals.ask_for_visit(
        words="请走访老人", addressee="固原市总工会", beneficiary=needs["late"].beneficiary
    )
    page = open_page(officer)
    page.choose(referral.id)
    page.referrals.overdue.click()
    assert referred(page) == ["12351热线"]
    page.referrals.overdue.click()
    page.referrals.kind.choose("visit")
    assert referred(page) == ["固原市总工会"]
    page.referrals.kind.choose("")
    page.referrals.state.choose(ReferralState.ANSWERED)
    assert referred(page) == []
    assert "No referral fits" in words(page.referrals)
    page.referrals.state.choose("")
    write(qtbot, page.referrals.text, "固原")
    qtbot.waitUntil(lambda: referred(page) == ["固原市总工会"])


def test_the_ways_lead_to_person_visit_need_and_referral(
    qtbot, open_page, officer, needs, referral
):
    page = open_page(officer)
    page.choose(needs["late"].id)
    with qtbot.waitSignal(page.open_requested) as asked:
        press(page.need, "Open the file of 马秀兰")
    assert asked.args == ["people", needs["late"].beneficiary]
    page.need.go_to_part(1)
    press(page.need, "12351 hotline")
    assert page.referral.record == referral.id
    press(page.referral, "Open the need")
    assert not page.shows_referrals
    assert page.need.record == needs["late"].id
