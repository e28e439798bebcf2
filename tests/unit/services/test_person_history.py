"""What happened with one person, told in order."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.household import HouseholdMember
from desktop_app.domain.identity import HouseholdMemberId, NeedId, VisitId, new_id
from desktop_app.domain.need import Need
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.services.person_history import person_history
from desktop_app.services.visiting import Given


@pytest.fixture
def person(enrol, make_person):
    return enrol(make_person("马秀兰"))


def told(office, person):
    return [event.words for event in person_history(office.desk, person.id)]


def test_recording_changing_and_revealing_are_told_with_who_did_it(clerk, person):
    base = clerk.register.open(person.id)
    clerk.register.save(replace(base.record, address="兴庆区"), base)
    clerk.register.reveal(person.id, "id_number", "核对")
    events = person_history(clerk.desk, person.id)
    assert [event.words for event in events] == [
        "ID number shown in full · 核对",
        "Record changed",
        "Recorded",
    ]
    assert {event.by for event in events} == {"clerk"}


def test_a_grant_is_told_from_plan_to_decision(clerk, approver, campaign, person):
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    said = told(clerk, person)
    assert "Planned: 1,000.00 yuan" in said
    assert "Approved: 1,000.00 yuan" in said


def test_a_visit_is_told_with_who_came_and_what_was_handed_over(clerk, campaign, person):
    visit = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=date(2021, 2, 6),
        visitors=(Visitor(name="王建国"), Visitor(name="马丽")),
        beneficiaries=(person.id,),
        difficulties="医药费",
    )
    given = Given(beneficiary=person.id, cash_fen=50_000, fund_source="own_budget")
    clerk.visiting.save(visit, [given])
    events = {event.words: event for event in person_history(clerk.desk, person.id)}
    assert events["Visit (At home) 王建国、马丽 · 医药费"].day == date(2021, 2, 6)
    assert events["Handed over: 500.00 yuan"].kind == "grant"


def test_somebody_elses_deeds_are_not_told(clerk, person, make_person):
    other = clerk.register.save(make_person("杨淼鑫"))
    clerk.register.reveal(other.id, "id_number", "核对")
    assert told(clerk, person) == ["Recorded"]


def test_a_need_is_told_when_it_was_heard_and_when_it_was_settled(officer, person):
    need = officer.needs.save(
        Need(
            id=NeedId(new_id()),
            kind="schooling",
            words="孩子学费",
            heard_on=date(2021, 2, 1),
            heard_by="王建国",
            beneficiary=person.id,
        )
    )
    officer.needs.close(need.id, outcome="partly", outcome_words="先交一半", said="fairly")
    events = [one for one in person_history(officer.desk, person.id) if one.kind == "need"]
    assert [(event.day, event.words, event.by) for event in events] == [
        (date(2021, 2, 8), "Need settled (Schooling): Partly solved · 先交一半", ""),
        (date(2021, 2, 1), "Need heard (Schooling): 孩子学费", "王建国"),
    ]


def test_a_merge_is_told_once_at_both_records(clerk, person, make_person):
    other = clerk.register.save(make_person("马秀蓝"))
    made = clerk.merging.merge(other.id, person.id)
    merged = "Merged with another record of the same person"
    assert told(clerk, person).count(merged) == 1
    assert told(clerk, other).count(merged) == 1
    clerk.merging.undo(made.id)
    for one in (person, other):
        assert told(clerk, one).count("Merge undone") == 1


def test_looking_at_a_number_of_a_relative_is_told_at_the_worker(clerk, person):
    member = HouseholdMember(
        id=HouseholdMemberId(new_id()), beneficiary=person.id, name="李芳", phone="13800000526"
    )
    clerk.household_members.save(member)
    assert clerk.household_members.reveal(member.id, "phone", "核对") == "13800000526"
    assert told(clerk, person)[0] == "李芳 · Phone number shown in full · 核对"
