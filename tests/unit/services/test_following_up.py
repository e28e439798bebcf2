"""A need from its hearing to its closing, and what is handed to others on the way."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.identity import (
    BeneficiaryId,
    NeedId,
    NeedStepId,
    ReferralId,
    UserId,
    VisitId,
    new_id,
)
from desktop_app.domain.need import Need, NeedState, NeedStep
from desktop_app.domain.referral import Referral, ReferralState
from desktop_app.domain.role import Role
from desktop_app.domain.visit import Group, Visit, Visitor
from desktop_app.services.following_up import ReopeningWithoutReasonError, StepStaysError
from desktop_app.storage import kinds
from desktop_app.storage.needs import NeedFilter
from desktop_app.storage.records import edit_of
from desktop_app.storage.referrals import ReferralFilter
from tests.unit.conftest import TODAY


@pytest.fixture
def person(clerk, make_person):
    return clerk.register.save(make_person("马秀兰"))


@pytest.fixture
def hear(officer, person):
    def keep(words="两个月没发工资", **fields) -> Need:
        given = {"kind": "unpaid_wages", "heard_on": date(2021, 2, 1), "beneficiary": person.id}
        return officer.needs.save(Need(id=NeedId(new_id()), words=words, **(given | fields)))

    return keep


@pytest.fixture
def need(hear):
    return hear()


@pytest.fixture
def hand_over(officer):
    def keep(need: Need, **fields) -> Referral:
        given = {"kind": "hotline", "addressee": "12351热线", "asked_on": date(2021, 2, 3)}
        return officer.referrals.save(
            Referral(id=ReferralId(new_id()), need=need.id, **(given | fields))
        )

    return keep


def step(officer, need, kind="call", day=TODAY, words=""):
    made = NeedStep(id=NeedStepId(new_id()), need=need.id, day=day, kind=kind, words=words)
    return officer.need_steps.save(made)


def answer(officer, referral, reply="done", words="已督促补发", day=TODAY):
    base = officer.referrals.open(referral.id)
    answered = replace(base.record, reply=reply, answer=words, answered_on=day)
    return officer.referrals.save(answered, base)


def state(officer, need):
    return officer.needs.state(officer.needs.get(need.id))


def kinds_of_steps(officer, need):
    return [one.kind for one in officer.need_steps.of(need.id)]


def test_a_need_gets_the_day_by_which_it_is_due(need, hear):
    assert need.due == date(2021, 2, 16)
    assert hear(urgency="urgent").due == date(2021, 2, 4)
    assert hear(due=date(2021, 2, 20)).due == date(2021, 2, 20)


def test_a_need_goes_from_new_to_closed(officer, need, hand_over):
    assert state(officer, need) is NeedState.NEW
    step(officer, need, day=date(2021, 2, 2))
    assert state(officer, need) is NeedState.IN_HAND
    referral = hand_over(need)
    assert state(officer, need) is NeedState.HANDED_OVER
    answer(officer, referral)
    assert state(officer, need) is NeedState.ANSWERED
    officer.needs.close(need.id, outcome="solved", said="satisfied")
    assert state(officer, need) is NeedState.CLOSED
    assert kinds_of_steps(officer, need) == ["closed", "answered", "handed_over", "call"]


def test_a_step_after_the_answer_takes_the_need_in_hand_again(officer, need, hand_over):
    answer(officer, hand_over(need), reply="declined", words="不属受理范围", day=date(2021, 2, 5))
    assert state(officer, need) is NeedState.ANSWERED
    step(officer, need, "employer")
    assert state(officer, need) is NeedState.IN_HAND


def test_a_referral_taken_back_no_longer_waits(officer, need, hand_over):
    base = officer.referrals.open(hand_over(need).id)
    back = replace(base.record, withdrawn_on=TODAY, withdrawn_reason="单位已补发")
    assert officer.referrals.save(back, base).state is ReferralState.WITHDRAWN
    assert state(officer, need) is NeedState.IN_HAND
    assert kinds_of_steps(officer, need) == ["taken_back", "handed_over"]


def test_an_answer_is_kept_with_the_step_that_says_it(officer, need, hand_over):
    referral = hand_over(need)
    answer(officer, referral)
    told = officer.need_steps.of(need.id)[0]
    assert (told.kind, told.referral, told.words) == (
        "answered",
        referral.id,
        "12351热线：已督促补发",
    )


def test_changing_a_referral_without_answering_it_is_no_step(officer, need, hand_over):
    base = officer.referrals.open(hand_over(need).id)
    officer.referrals.save(replace(base.record, contact="0951-12351"), base)
    assert kinds_of_steps(officer, need) == ["handed_over"]


def test_closing_needs_an_outcome(officer, need):
    base = officer.needs.open(need.id)
    with pytest.raises(RefusedError):
        officer.needs.save(replace(base.record, closed_on=TODAY), base)
    assert kinds_of_steps(officer, need) == []


def test_an_outcome_closes_the_need_today(officer, need):
    base = officer.needs.open(need.id)
    kept = officer.needs.save(replace(base.record, outcome="explained", said="fairly"), base)
    assert kept.closed_on == TODAY


def test_reopening_asks_why_and_loses_nothing(officer, need):
    officer.needs.close(
        need.id, outcome="solved", outcome_words="补发8000元", said="satisfied", said_words="谢谢"
    )
    with pytest.raises(ReopeningWithoutReasonError):
        officer.needs.reopen(need.id, "  ")
    opened = officer.needs.reopen(need.id, "又拖欠一个月")
    assert not opened.is_closed
    assert state(officer, need) is NeedState.IN_HAND
    reopened, closed = officer.need_steps.of(need.id)
    assert (reopened.kind, reopened.words) == ("reopened", "又拖欠一个月")
    assert (closed.outcome, closed.said, closed.words) == (
        "solved",
        "satisfied",
        "补发8000元；谢谢",
    )


def test_reopening_a_second_time_asks_again(officer, need):
    officer.needs.close(need.id, outcome="solved", said="satisfied")
    officer.needs.reopen(need.id, "又拖欠")
    officer.needs.close(need.id, outcome="solved", said="satisfied")
    base = officer.needs.open(need.id)
    same = replace(base.record, outcome=None, said=None, closed_on=None)
    with pytest.raises(ReopeningWithoutReasonError):
        officer.needs.save(same, base)


def test_a_step_stays_as_it_was_taken(officer, need):
    kept = step(officer, need, words="打了电话")
    base = officer.need_steps.open(kept.id)
    with pytest.raises(StepStaysError):
        officer.need_steps.save(replace(kept, words="没打"), base)
    assert officer.need_steps.get(kept.id) == kept


def test_ids_that_lead_nowhere_are_refused(officer, need, hear, hand_over):
    nowhere = "f" * 32
    with pytest.raises(RefusedError, match="no person"):
        hear(beneficiary=BeneficiaryId(nowhere))
    with pytest.raises(RefusedError, match="no visit"):
        hear(visit=VisitId(nowhere))
    with pytest.raises(RefusedError, match="no user"):
        hear(owner=UserId(nowhere))
    with pytest.raises(RefusedError, match="no need"):
        step(officer, replace(need, id=NeedId(nowhere)))
    with pytest.raises(RefusedError, match="no need"):
        hand_over(replace(need, id=NeedId(nowhere)))


def test_a_step_before_the_hearing_is_refused(officer, need):
    with pytest.raises(RefusedError, match="before the need was heard"):
        step(officer, need, day=date(2021, 1, 31))


def test_the_auditor_reads_and_does_not_record(sit, need):
    auditor = sit(Role.AUDITOR)
    assert auditor.needs.get(need.id) == need
    with pytest.raises(NotPermittedError):
        auditor.needs.close(need.id, outcome="solved", said="satisfied")
    with pytest.raises(NotPermittedError):
        step(auditor, need)


def visit_to(*people, **fields):
    return Visit(
        id=VisitId(new_id()),
        manner="home",
        first_day=date(2021, 2, 5),
        leader="王建国",
        visitors=(Visitor(name="李娜"),),
        beneficiaries=tuple(one.id for one in people),
        **fields,
    )


def heard(words="孩子学费", **fields):
    return Need(id=NeedId(new_id()), kind="schooling", words=words, **fields)


def test_needs_heard_in_a_visit_are_kept_with_it(officer, person):
    visit = visit_to(person)
    edits = officer.needs.edits_for_heard(visit, [heard()])
    officer.desk.save([edit_of(kinds.VISIT, visit), *edits], "visit.recorded", visit.id)
    (kept,) = officer.needs.heard_in(visit.id)
    assert (kept.beneficiary, kept.heard_on, kept.heard_by, kept.source, kept.owner) == (
        person.id,
        date(2021, 2, 5),
        "王建国",
        "visit",
        officer.user.id,
    )
    assert kept.due == date(2021, 2, 20)


def test_a_need_of_one_among_several_stays_with_whom_it_names(officer, clerk, person, make_person):
    other = clerk.register.save(make_person("杨淼鑫"))
    visit = visit_to(person, other, groups=(Group(words="环卫工人", count=12),))
    assert officer.needs.of_visit(visit, heard()).beneficiary is None
    assert officer.needs.of_visit(visit, heard(beneficiary=other.id)).beneficiary == other.id
    assert officer.needs.of_visit(visit, heard(group_words="环卫工人")).beneficiary is None


def test_a_need_without_words_stops_the_visit_in_which_it_was_heard(officer, person):
    with pytest.raises(RefusedError, match="as it was heard"):
        officer.needs.edits_for_heard(visit_to(person), [heard(words="")])


def test_a_visit_is_asked_of_the_union_of_the_home_place(officer, person):
    asked = officer.referrals.ask_for_visit(
        words="请走访老人", addressee="固原市总工会", beneficiary=person.id, place="固原市"
    )
    kept = officer.referrals.get(asked.id)
    assert (kept.kind, kept.place_role, kept.asked_on) == ("visit", "home_place", TODAY)
    assert kept.asked_by == officer.user.name
    assert kept.state is ReferralState.WAITING


def test_what_is_overdue_and_what_is_due_soon_is_counted(officer, hear):
    hear(due=date(2021, 2, 7))
    hear(due=TODAY)
    hear(due=date(2021, 2, 14))
    hear(due=date(2021, 2, 15))
    done = hear(due=date(2021, 2, 6))
    officer.needs.close(done.id, outcome="solved", said="satisfied")
    assert officer.needs.overdue(TODAY) == 1
    assert officer.needs.due_within(7) == 2


def test_lists_are_filtered_and_ordered(officer, person, hear, hand_over):
    late = hear("学费", kind="schooling", due=date(2021, 2, 5), urgency="urgent")
    soon = hear("工资", owner=officer.user.id, due=date(2021, 2, 9))
    group = hear("宿舍漏水", kind="housing", beneficiary=None, group_words="建筑工人", due=TODAY)
    hand_over(soon)
    officer.needs.close(late.id, outcome="partly", said="fairly")
    room = officer.desk.store.needs

    def found(**wanted):
        return [need.id for need in room.page(NeedFilter(**wanted))]

    assert found() == [group.id, soon.id, late.id]
    assert found(open=True) == [group.id, soon.id]
    assert found(kind="housing") == [group.id]
    assert found(urgency="urgent") == [late.id]
    assert found(owner=officer.user.id) == [soon.id]
    assert found(states=frozenset({NeedState.HANDED_OVER})) == [soon.id]
    assert found(due_before=date(2021, 2, 9)) == [group.id]
    assert found(text="漏水") == [group.id]
    assert found(text="建筑") == [group.id]
    assert found(text="mxl") == [soon.id, late.id]
    assert found(beneficiary=person.id) == [soon.id, late.id]
    newest_due = [need.id for need in room.page(NeedFilter(), order="heard_on", down=True)]
    assert newest_due == [group.id, soon.id, late.id]
    assert room.how_many(NeedFilter(open=True)) == 2
    assert room.counts_by_state(NeedFilter()) == {
        NeedState.NEW: 1,
        NeedState.HANDED_OVER: 1,
        NeedState.CLOSED: 1,
    }


def test_needs_are_counted_by_kind_for_a_span_of_days(officer, hear):
    one = hear(kind="schooling", heard_on=date(2021, 1, 20))
    hear(kind="schooling")
    hear(kind="housing")
    officer.needs.close(one.id, outcome="solved", said="satisfied")
    whole = officer.needs.counts_by_kind()
    assert [(c.kind, c.heard, c.closed, c.solved) for c in whole] == [
        ("schooling", 2, 1, 1),
        ("housing", 1, 0, 0),
    ]
    february = officer.needs.counts_by_kind(date(2021, 2, 1), date(2021, 2, 28))
    assert [(c.kind, c.heard) for c in february] == [("housing", 1), ("schooling", 1)]


def test_referrals_are_filtered_by_state_and_text(officer, need, person, hand_over):
    waiting = hand_over(need, due=date(2021, 2, 6))
    done = answer(officer, hand_over(need, addressee="兴庆区法律援助中心", kind="legal_aid"))
    declined = answer(officer, hand_over(need, beneficiary=person.id), reply="declined")
    room = officer.desk.store.referrals

    def found(**wanted):
        return {one.id for one in room.page(ReferralFilter(**wanted))}

    assert room.page(ReferralFilter())[0].id == waiting.id
    assert found(state=ReferralState.WAITING) == {waiting.id}
    assert found(state=ReferralState.ANSWERED) == {done.id}
    assert found(state=ReferralState.DECLINED) == {declined.id}
    assert found(state=ReferralState.WITHDRAWN) == set()
    assert found(due_before=TODAY) == {waiting.id}
    assert found(text="法律") == {done.id}
    assert found(text="mxl") == {declined.id}
    assert found(kind="legal_aid") == {done.id}
    assert room.addressees() == ["12351热线", "兴庆区法律援助中心"]
