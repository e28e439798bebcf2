"""What makes a referral whole, and how far it has come."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.identity import ChildId, ReferralId
from desktop_app.domain.referral import Referral, ReferralState, objections

TODAY = date(2021, 2, 8)
ASKED = date(2021, 2, 1)
REFERRAL = Referral(
    id=ReferralId("1" * 32),
    kind="visit",
    addressee="四川省自贡市总工会",
    place_role="home_place",
    child=ChildId("2" * 32),
    words="请走访孩子和爷爷奶奶",
    asked_on=ASKED,
)
ANSWERED = replace(REFERRAL, answered_on=TODAY, reply="done", answer="已走访，送去暖冬包")


def codes(referral):
    return [(issue.field, issue.code, issue.blocks) for issue in objections(referral, today=TODAY)]


@pytest.mark.parametrize("whole", [REFERRAL, ANSWERED])
def test_a_whole_referral_has_no_objection(whole):
    assert codes(whole) == []


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"kind": ""}, "kind", "referral_kind_missing"),
        ({"addressee": " "}, "addressee", "addressee_missing"),
        ({"words": ""}, "words", "referral_words_missing"),
        ({"asked_on": None}, "asked_on", "asked_on_missing"),
        ({"asked_on": date(2021, 2, 9)}, "asked_on", "in_the_future"),
        ({"due": date(2021, 1, 31)}, "due", "due_before_asked"),
        ({"answer": "已走访"}, "answered_on", "answered_on_missing"),
        ({"answered_on": TODAY}, "reply", "reply_missing"),
        ({"withdrawn_on": TODAY}, "withdrawn_reason", "withdrawn_reason_missing"),
        (
            {"withdrawn_on": date(2021, 2, 9), "withdrawn_reason": "重复"},
            "withdrawn_on",
            "in_the_future",
        ),
    ],
)
def test_what_is_missing_or_impossible_stops_a_referral(change, field, code):
    assert codes(replace(REFERRAL, **change)) == [(field, code, True)]


def test_an_answer_comes_between_the_asking_and_today():
    early = replace(ANSWERED, answered_on=date(2021, 1, 31))
    late = replace(ANSWERED, answered_on=date(2021, 2, 9))
    assert codes(early) == [("answered_on", "answered_before_asked", True)]
    assert codes(late) == [("answered_on", "in_the_future", True)]


def test_who_declines_is_asked_for_words_but_not_stopped():
    declined = replace(ANSWERED, reply="declined", answer="")
    assert codes(declined) == [("answer", "declined_without_words", False)]


def test_a_referral_about_nobody_is_doubted():
    assert codes(replace(REFERRAL, child=None)) == [("beneficiary", "referral_about_nobody", False)]


@pytest.mark.parametrize(
    ("referral", "state"),
    [
        (REFERRAL, ReferralState.WAITING),
        (ANSWERED, ReferralState.ANSWERED),
        (replace(ANSWERED, reply="declined"), ReferralState.DECLINED),
        (replace(REFERRAL, withdrawn_on=TODAY), ReferralState.WITHDRAWN),
        (replace(ANSWERED, withdrawn_on=TODAY), ReferralState.ANSWERED),
    ],
)
def test_the_state_follows_from_what_is_recorded(referral, state):
    assert referral.state is state


def test_only_a_waiting_referral_is_overdue():
    late = replace(REFERRAL, due=date(2021, 2, 7))
    assert late.is_overdue(TODAY)
    assert not late.is_overdue(date(2021, 2, 7))
    assert not replace(late, answered_on=TODAY, reply="done").is_overdue(TODAY)
