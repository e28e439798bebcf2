"""Two records of one person: found, made one with both histories, and made two again."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.household import HouseholdMember
from desktop_app.domain.identity import HouseholdMemberId, VisitId, new_id
from desktop_app.domain.likeness import Why
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.services.merging import (
    MergedAlreadyError,
    NoSuchMergeError,
    SameRecordError,
    WithdrawnAlreadyError,
)
from desktop_app.services.overview import survey
from desktop_app.services.people_lines import PeopleLines
from desktop_app.services.person_history import person_history
from desktop_app.services.visit_lines import VisitLines
from desktop_app.services.visiting import Given
from desktop_app.storage import checks, kinds
from desktop_app.storage.beneficiaries import PeopleFilter
from desktop_app.storage.grants import GrantFilter
from desktop_app.storage.records import edit_of
from desktop_app.storage.visits import VisitFilter

ROOMS = ("beneficiary", "visit", "grant", "handover", "roster_entry", "household_member")


@pytest.fixture
def kept(clerk, make_person):
    return clerk.register.save(make_person("马秀兰", employer="银川市环卫处"))


@pytest.fixture
def duplicate(clerk, make_person):
    return clerk.register.save(make_person("马秀蓝", phone="13900000417", tags=("就地过年",)))


def visit(office, person, campaign, fen=0):
    made = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=date(2021, 2, 6),
        visitors=(Visitor(name="王建国"), Visitor(name="马丽")),
        beneficiaries=(person.id,),
    )
    given = Given(beneficiary=person.id, cash_fen=fen, fund_source="own_budget")
    return office.visiting.save(made, [given] if fen else ())


def rows(ledger):
    found = {name: list(ledger.db.table(name).rows) for name in ROOMS}
    found["search"] = [
        [one.id for one in ledger.beneficiaries.search(text)]
        for text in ("马秀兰", "马秀蓝", "mxl", "0417", "环卫", "13900000417")
    ]
    return found


def test_people_who_look_alike_are_found_with_the_reason(clerk, make_person, kept):
    other = replace(make_person("马秀兰"), id_number=None, birth_date=kept.birth_date)
    assert [(one.person.id, one.why) for one in clerk.register.alike(other)] == [
        (kept.id, Why.SAME_NAME_AND_BIRTH)
    ]
    colleague = make_person("马秀岚", id_number=None, employer="银川市环卫处")
    assert clerk.register.alike(colleague)[0].why is Why.SIMILAR_NAME_AND_EMPLOYER
    assert clerk.register.alike(make_person("李娜", id_number=None)) == []
    assert clerk.register.alike(kept) == []


def test_every_condition_that_looks_for_likely_duplicates_uses_an_index(ledger, make_person):
    asked = []
    person = make_person("张伟", phone="13900000417", other_phone="0951-6012345")
    person = replace(person, employer="环卫处", birth_date=date(1970, 1, 1))
    execute = ledger.db.execute

    def note(sql, values=()):
        asked.append((sql, list(values)))
        return execute(sql, values)

    ledger.db.execute = note
    ledger.beneficiaries.candidates(person)
    del ledger.db.execute
    plans = [
        step[3]
        for sql, values in asked
        for step in ledger.db.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        if "FROM beneficiary" in sql
    ]
    assert plans
    assert [plan for plan in plans if plan.startswith("SCAN beneficiary")] == []


def test_the_ledger_is_looked_through_for_pairs(clerk, make_person, kept, duplicate):
    twin = clerk.register.save(make_person("李娜", id_number=None, birth_date=date(1980, 1, 1)))
    again = clerk.register.save(make_person("李娜", id_number=None, birth_date=date(1980, 1, 1)))
    near = make_person("马秀岚", id_number=None, employer="银川市环卫处")
    clerk.register.save(near)
    pairs = [(one.id, other.person.id) for one, other in clerk.register.likely_duplicates(10)]
    assert pairs == [(twin.id, again.id), *[p for p in pairs if set(p) == {kept.id, near.id}]]
    assert len(pairs) == 2
    assert len(clerk.register.likely_duplicates(1)) == 1


def test_lists_and_search_show_only_the_kept_record(clerk, kept, duplicate):
    clerk.merging.merge(duplicate.id, kept.id)
    assert clerk.register.how_many() == 1
    assert [one.id for one in clerk.register.page(PeopleFilter())] == [kept.id]
    numbers = (kept.id_number, duplicate.id_number, "0417")
    for text in ("马秀兰", "马秀蓝", "mxl", *numbers, "马秀蓝 0417"):
        assert [one.id for one in clerk.register.search(text)] == [kept.id], text
        assert clerk.register.how_many(PeopleFilter(text=text)) == 1
    assert clerk.register.search("马秀兰马") == []


def test_the_likelier_values_are_taken_and_tags_are_joined(clerk, kept, duplicate):
    base = clerk.register.open(kept.id)
    clerk.register.save(replace(base.record, tags=("劳模",)), base)
    merged = clerk.merging.merge(duplicate.id, kept.id, reason="同一人")
    now = clerk.register.open(kept.id).record
    assert (now.phone, now.employer) == ("13900000417", "银川市环卫处")
    assert now.tags == ("劳模", "就地过年")
    assert (now.name, now.id_number) == (kept.name, kept.id_number)  # edited last
    assert merged.former["phone"] is None
    assert merged.reason == "同一人"


def test_chosen_fields_are_taken_and_no_others(clerk, kept, duplicate):
    clerk.merging.merge(duplicate.id, kept.id, take=["id_number", "birth_date"])
    now = clerk.register.open(kept.id).record
    assert now.id_number == duplicate.id_number
    assert now.phone is None


def test_the_kept_record_shows_what_happened_under_both(clerk, campaign, kept, duplicate):
    first, second = visit(clerk, kept, campaign, 50_000), visit(clerk, duplicate, campaign, 70_000)
    member = HouseholdMember(
        id=HouseholdMemberId(new_id()), beneficiary=duplicate.id, name="马小", relation="daughter"
    )
    clerk.desk.save([edit_of(kinds.HOUSEHOLD_MEMBER, member)], "household.added", duplicate.id)
    clerk.merging.merge(duplicate.id, kept.id, take=())
    assert {one.id for one in clerk.visiting.to(kept.id)} == {first.id, second.id}
    assert sorted(one.grant.cash_fen for one in clerk.register.grants(kept.id)) == [50_000, 70_000]
    assert {one.name for one in clerk.register.grants(kept.id)} == {kept.name}
    assert [one.record.name for one in clerk.desk.store.household_members.of(kept.id)] == ["马小"]
    told = [one.words for one in person_history(clerk.desk, kept.id)]
    assert sum(words.startswith("Visit") for words in told) == 2
    assert told.count("Recorded") == 2
    (line,) = PeopleLines(clerk.desk).page(PeopleFilter(), campaign.id)
    assert line.cash_fen == 120_000
    wanted = GrantFilter(people=(kept.id,))
    assert len(clerk.granting.lines(wanted)) == 2


def test_caps_of_the_year_count_both_records(clerk, campaign, kept, duplicate):
    visit(clerk, kept, campaign, 290_000)
    visit(clerk, duplicate, campaign, 290_000)
    sums = clerk.desk.store.grants.given_this_year([kept.id], 2021)
    assert sums == {kept.id: 290_000}
    clerk.merging.merge(duplicate.id, kept.id)
    sums = clerk.desk.store.grants.given_this_year([kept.id, duplicate.id], 2021)
    assert sums == {kept.id: 580_000, duplicate.id: 580_000}
    asked = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=date(2021, 2, 7),
        visitors=(Visitor(name="王建国"), Visitor(name="马丽")),
        beneficiaries=(kept.id,),
    )
    given = Given(beneficiary=kept.id, cash_fen=50_000, fund_source="own_budget")
    codes = {issue.code for issue in clerk.visiting.objections(asked, [given])}
    assert "over_cap_per_year" in codes


def test_who_stands_on_the_roster_twice_is_planned_for_once(clerk, campaign, enrol, make_person):
    kept, duplicate = enrol(make_person("马秀兰")), enrol(make_person("马秀蓝"))
    clerk.merging.merge(duplicate.id, kept.id)
    assert clerk.register.how_many(PeopleFilter(campaign=campaign.id)) == 1
    plan = clerk.granting.plan(campaign.id)
    assert [grant.beneficiary for grant in plan.grants] == [kept.id]
    assert clerk.granting.preview(campaign.id).grants == ()


def test_who_stands_on_the_roster_under_the_other_record_is_planned_for_as_the_kept_one(
    clerk, campaign, enrol, make_person
):
    duplicate = enrol(make_person("马秀蓝"))
    kept = clerk.register.save(make_person("马秀兰"))
    clerk.merging.merge(duplicate.id, kept.id)
    assert [one.id for one in clerk.register.page(PeopleFilter(campaign=campaign.id))] == [kept.id]
    assert [grant.beneficiary for grant in clerk.granting.plan(campaign.id).grants] == [kept.id]


def test_undoing_a_merge_brings_back_every_row(clerk, ledger, campaign, kept, duplicate):
    visit(clerk, kept, campaign, 50_000)
    visit(clerk, duplicate, campaign, 70_000)
    before = rows(ledger)
    merged = clerk.merging.merge(duplicate.id, kept.id, take=["name", "phone", "id_number"])
    assert rows(ledger) != before
    undone = clerk.merging.undo(merged.id)
    assert undone.edited_since == ()
    assert rows(ledger) == before
    assert ledger.db.execute("SELECT count(*) FROM person_alias").fetchone() == (0,)
    assert checks.log_makes_the_records(ledger.db)


def test_what_was_edited_since_the_merge_is_kept_and_named(clerk, kept, duplicate):
    merged = clerk.merging.merge(duplicate.id, kept.id, take=["phone", "name"])
    base = clerk.register.open(kept.id)
    clerk.register.save(replace(base.record, phone="13911112222"), base)
    assert clerk.merging.undo(merged.id).edited_since == ("phone",)
    now = clerk.register.open(kept.id).record
    assert (now.phone, now.name) == ("13911112222", kept.name)


def test_a_chain_leads_to_its_end_and_comes_apart_in_any_order(clerk, make_person, kept, duplicate):
    third = clerk.register.save(make_person("马秀岚"))
    first = clerk.merging.merge(duplicate.id, kept.id)
    second = clerk.merging.merge(kept.id, third.id)
    assert set(clerk.register.known_as(duplicate.id)) == {third.id, kept.id, duplicate.id}
    assert clerk.register.kept_id(duplicate.id) == third.id
    assert clerk.register.search("马秀蓝")[0].id == third.id
    clerk.merging.undo(first.id)
    assert clerk.register.kept_id(duplicate.id) == duplicate.id
    assert clerk.register.kept_id(kept.id) == third.id
    clerk.merging.undo(second.id)
    assert clerk.register.how_many() == 3


def test_merging_twice_with_itself_or_in_a_circle_is_refused_in_a_sentence(
    clerk, make_person, kept, duplicate
):
    with pytest.raises(SameRecordError):
        clerk.merging.merge(kept.id, kept.id)
    merged = clerk.merging.merge(duplicate.id, kept.id, take=())
    with pytest.raises(SameRecordError):
        clerk.merging.merge(duplicate.id, kept.id, take=())
    with pytest.raises(SameRecordError):
        clerk.merging.merge(kept.id, duplicate.id)
    third = clerk.register.save(make_person("李娜"))
    with pytest.raises(MergedAlreadyError) as refusal:
        clerk.merging.merge(third.id, duplicate.id)
    assert "马秀兰 already" in refusal.value.sentence()
    clerk.merging.undo(merged.id)
    with pytest.raises(WithdrawnAlreadyError):
        clerk.merging.undo(merged.id)
    with pytest.raises(NoSuchMergeError):
        clerk.merging.undo("nothing")


def test_a_record_that_was_merged_away_is_not_edited_any_more(clerk, kept, duplicate):
    clerk.merging.merge(duplicate.id, kept.id, take=())
    base = clerk.register.open(duplicate.id)
    with pytest.raises(RefusedError, match="merged with that of 马秀兰"):
        clerk.register.save(replace(base.record, address="兴庆区"), base)


def test_the_number_of_the_other_record_is_not_taken_by_a_stranger(clerk, kept, duplicate):
    clerk.merging.merge(duplicate.id, kept.id)
    base = clerk.register.open(kept.id)
    saved = clerk.register.save(replace(base.record, id_number=duplicate.id_number), base)
    assert saved.id_number == duplicate.id_number


def test_an_officer_does_not_merge_and_the_log_names_who_did(officer, clerk, kept, duplicate):
    with pytest.raises(NotPermittedError):
        officer.merging.merge(duplicate.id, kept.id)
    merged = clerk.merging.merge(duplicate.id, kept.id, reason="同一身份证")
    for record in (kept.id, duplicate.id):
        entry = clerk.caretaking.entries(subject=record)[0]
        assert (entry.action, entry.reason) == ("person.merged", "同一身份证")
    assert [one.id for one in clerk.merging.of(duplicate.id)] == [merged.id]


def test_what_is_kept_under_the_other_record_is_shown_with_the_kept_name(
    clerk, campaign, kept, duplicate
):
    visit(clerk, duplicate, campaign, 70_000)
    clerk.merging.merge(duplicate.id, kept.id, take=())
    people = clerk.desk.store.beneficiaries
    assert people.by_ids([duplicate.id])[duplicate.id].name == kept.name
    (line,) = VisitLines(clerk.desk).page(VisitFilter())
    assert "马秀兰" in repr(line)
    assert survey(clerk.desk, campaign.id).people == 1


def test_a_roster_that_bears_the_number_of_both_is_about_the_kept_record(clerk, make_person, kept):
    again = replace(make_person("马秀蓝"), id_number=None)
    clerk.register.save(again)
    clerk.merging.merge(again.id, kept.id, take=())
    people = clerk.desk.store.beneficiaries
    assert people.by_id_numbers([kept.id_number])[kept.id_number].record.id == kept.id


def test_a_roster_with_a_number_that_the_kept_record_gave_up_still_finds_who_bore_it(
    clerk, kept, duplicate
):
    clerk.merging.merge(duplicate.id, kept.id, take=())
    people = clerk.desk.store.beneficiaries
    found = people.by_id_numbers([duplicate.id_number])[duplicate.id_number]
    assert found.record.id == duplicate.id
