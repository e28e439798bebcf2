"""Values on which laptops disagree: shown with both sides, settled by ordinary saves."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.cli import conflicts as by_console
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import RosterEntry, roster_entry_id
from desktop_app.domain.change import DELETED
from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.exchange import Take
from desktop_app.domain.grant import GrantVoid, Handover
from desktop_app.domain.identity import (
    BeneficiaryId,
    CampaignId,
    GrantId,
    GrantVoidId,
    HandoverId,
    new_id,
)
from desktop_app.domain.role import Role
from desktop_app.services.exchange import telling
from desktop_app.services.exchange.conflicts import (
    Conflicts,
    FactsDisagreeError,
    NoSuchConflictError,
    SidesError,
    ValueDoesNotFitError,
)
from desktop_app.services.people_lines import PersonLine
from desktop_app.services.person_history import person_history
from desktop_app.storage import checks, kinds
from tests.laptops import TODAY, acquaint, found


def meet(a, b):
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    assert a.state() == b.state()


@pytest.fixture
def person(pair):
    a, b = pair
    made = Beneficiary(id=BeneficiaryId(new_id()), name="张三", phone="1", employer="一队")
    a.save(kinds.BENEFICIARY, made)
    meet(a, b)
    return made


def edit(laptop, person, **fields):
    base = laptop.store.beneficiaries.reading(person.id)
    laptop.save(kinds.BENEFICIARY, replace(base.record, **fields), base, "person.changed")


def delete(laptop, person):
    laptop.desk.save([laptop.store.changes.deletion("beneficiary", person.id)], "person.deleted")


def shown(laptop, person):
    return laptop.store.beneficiaries.get(person.id)


@pytest.mark.parametrize(("take", "phone"), [(Take.OURS, "2"), (Take.THEIRS, "3")])
def test_a_conflict_is_settled_for_one_side_everywhere(pair, person, take, phone):
    a, b = pair
    edit(a, person, phone="2")
    edit(b, person, phone="3")
    meet(a, b)
    (conflict,) = a.conflicts.all()
    assert (conflict.name, conflict.field) == ("张三", "phone")
    assert {(one.laptop, one.value, one.is_ours) for one in conflict.rivals} == {
        ("0号机", "2", True),
        ("1号机", "3", False),
    }
    a.conflicts.settle(conflict.id, take)
    meet(a, b)
    assert [shown(one, person).phone for one in pair] == [phone, phone]
    assert (a.conflicts.all(), b.conflicts.count()) == ([], 0)
    with pytest.raises(NoSuchConflictError):
        a.conflicts.settle(conflict.id, take)


def test_two_who_settle_differently_disagree_again(pair, person):
    a, b = pair
    edit(a, person, phone="2")
    edit(b, person, phone="3")
    meet(a, b)
    a.conflicts.settle(a.conflicts.all()[0].id, Take.OURS)
    b.conflicts.settle(b.conflicts.all()[0].id, Take.OURS)
    meet(a, b)
    (conflict,) = b.conflicts.all()
    b.conflicts.settle_with(conflict.id, "4")
    meet(a, b)
    assert shown(a, person).phone == "4"
    assert a.conflicts.all() == []


def test_equal_values_are_no_conflict(pair, person):
    a, b = pair
    for one in pair:
        edit(one, person, phone="2")
    meet(a, b)
    assert a.conflicts.all() == []


def test_a_value_that_is_none_of_the_fields_is_refused(pair, person):
    a, b = pair
    edit(a, person, phone="2")
    edit(b, person, phone="3")
    meet(a, b)
    with pytest.raises(ValueDoesNotFitError):
        a.conflicts.settle_with(a.conflicts.all()[0].id, ["4"])
    assert a.conflicts.count() == 1


def test_an_edit_beside_a_deletion_keeps_the_record_in_sight_until_it_is_settled(pair, person):
    a, b = pair
    delete(a, person)
    assert shown(a, person) is None
    assert a.store.beneficiaries.search("张三") == []
    edit(b, person, employer="二队")
    meet(a, b)
    assert [shown(one, person).employer for one in pair] == ["二队", "二队"]
    assert [one.phone for one in a.store.beneficiaries.search("张三")] == ["1"]
    (conflict,) = a.conflicts.all()
    assert conflict.field == DELETED
    assert {one.is_ours: one.value for one in conflict.rivals} == {True: True, False: None}
    b.conflicts.settle_with(conflict.id, True)
    meet(a, b)
    assert [shown(one, person) for one in pair] == [None, None]
    assert a.conflicts.all() == []
    assert all(checks.log_makes_the_records(one.store.db) for one in pair)


def test_a_record_that_was_deleted_and_is_kept_is_whole_again(pair, person):
    a, b = pair
    delete(a, person)
    edit(b, person, employer="二队")
    meet(a, b)
    a.conflicts.settle(a.conflicts.all()[0].id, Take.THEIRS)
    meet(a, b)
    assert shown(b, person) == replace(person, employer="二队")
    assert b.conflicts.all() == []


def test_a_deletion_that_everybody_knew_of_takes_the_record_out_of_sight_everywhere(pair, person):
    a, b = pair
    delete(a, person)
    report = b.merges.merge(a.export(b))
    assert (report.deleted, report.conflicts) == (1, 0)
    assert shown(b, person) is None
    assert "1 record is deleted." in telling.sentences(report)


def test_two_versions_of_a_fact_stay_and_cannot_be_settled(pair):
    a, b = pair
    identifier = GrantVoidId("0" * 31 + "7")
    for one, reason in ((a, "重复"), (b, "退回")):
        void = GrantVoid(
            id=identifier,
            grant="0" * 32,
            reason=reason,
            voided_by=a.desk.user.id,
            voided_on=date(2021, 2, 8),
        )
        one.save(kinds.GRANT_VOID, void, None, "grant.voided")
    meet(a, b)
    (conflict,) = a.conflicts.all()
    assert {one.value for one in conflict.rivals} == {"重复", "退回"}
    with pytest.raises(FactsDisagreeError):
        a.conflicts.settle(conflict.id, Take.OURS)
    assert all(checks.log_makes_the_records(one.store.db) for one in pair)


def test_a_line_that_every_laptop_names_alike_disagrees_in_its_amount_only(pair, person):
    a, b = pair
    campaign = CampaignId(new_id())
    for one, fen in ((a, 100_000), (b, 200_000)):
        line = RosterEntry(
            id=roster_entry_id(campaign, person.id),
            campaign=campaign,
            beneficiary=person.id,
            cash_fen=fen,
        )
        one.save(kinds.ROSTER_ENTRY, line, None, "roster.imported")
    meet(a, b)
    (conflict,) = a.conflicts.all()
    assert conflict.field == "cash_fen"
    assert {one.value for one in conflict.rivals} == {100_000, 200_000}


@pytest.mark.parametrize(("take", "phone"), [(Take.OURS, "2"), (Take.THEIRS, "4")])
def test_of_several_others_the_one_is_taken_who_spoke_last(pair, person, tmp_path, take, phone):
    a, b = pair
    c = found(tmp_path / "c", 2)
    acquaint([a, b, c])
    c.merges.merge(a.export(c))
    for one, said in ((a, "2"), (b, "3"), (c, "4")):
        one.clock.ms += 60_000 * int(said)
        edit(one, person, phone=said)
    a.merges.merge(c.export(a))
    a.merges.merge(b.export(a))
    (conflict,) = [one for one in a.conflicts.all() if one.field == "phone"]
    a.conflicts.settle(conflict.id, take)
    assert shown(a, person).phone == phone
    c.close()


def test_who_has_said_nothing_takes_what_is_shown_for_ours(pair, person, tmp_path):
    a, b = pair
    c = found(tmp_path / "c", 2)
    acquaint([a, b, c])
    c.merges.merge(a.export(c))
    for one, said in ((a, "2"), (b, "3")):
        edit(one, person, phone=said)
        c.merges.merge(one.export(c))
    standing = shown(c, person).phone
    (conflict,) = [one for one in c.conflicts.all() if one.field == "phone"]
    c.conflicts.settle(conflict.id, Take.OURS)
    assert (shown(c, person).phone, c.conflicts.all()) == (standing, [])
    c.close()


def test_nothing_is_taken_of_a_side_that_has_said_nothing(pair, person):
    a, _b = pair
    stale = a.store.beneficiaries.reading(person.id)
    edit(a, person, phone="2")
    a.save(kinds.BENEFICIARY, replace(stale.record, phone="3"), stale, "person.changed")
    (conflict,) = a.conflicts.all()
    with pytest.raises(SidesError):
        a.conflicts.settle(conflict.id, Take.THEIRS)
    assert a.conflicts.count() == 1


def test_an_auditor_looks_at_conflicts_and_settles_none(pair, person):
    a, b = pair
    edit(a, person, phone="2")
    edit(b, person, phone="3")
    meet(a, b)
    auditor = Conflicts(replace(a.desk, user=replace(a.desk.user, role=Role.AUDITOR)))
    (conflict,) = auditor.all()
    with pytest.raises(NotPermittedError):
        auditor.settle(conflict.id, Take.OURS)


def test_a_new_person_who_may_be_on_record_already_is_counted(pair, person):
    a, b = pair
    twin = Beneficiary(id=BeneficiaryId(new_id()), name="张三丰", phone="1")
    b.save(kinds.BENEFICIARY, twin)
    report = a.merges.merge(b.export(a))
    assert report.duplicates == 1
    said = telling.sentences(report)
    assert "1 new person may be on record already." in said


def test_a_grant_that_two_teams_handed_over_is_told_and_counted_once(pair):
    a, b = pair
    grant = GrantId(new_id())
    for laptop in pair:
        fact = Handover(id=HandoverId(new_id()), grant=grant, day=TODAY)
        laptop.save(kinds.HANDOVER, fact, action="visit.recorded")
    report = a.merges.merge(b.export(a))
    assert report.handed_twice == 1
    assert "1 grant was handed over by two teams" in " ".join(telling.sentences(report))
    assert a.merges.merge(b.export(a)).handed_twice == 0


def test_what_a_clock_far_beyond_the_calendar_has_dated_is_shown_all_the_same(pair, person):
    a, b = pair
    b.clock.ms = 2**53 - 100
    edit(a, person, phone="2")
    edit(b, person, phone="3")
    far = b.save(kinds.BENEFICIARY, replace(person, id=BeneficiaryId("f" * 32), name="李四"))
    a.merges.merge(b.export(a))
    (conflict,) = a.conflicts.all()
    assert "9999-01-01T00:00:00+00:00" in [
        one["at"] for one in by_console._values(conflict)["values"]
    ]
    assert max(event.day for event in person_history(a.desk, person.id)).year in {9998, 9999}
    assert PersonLine(person=shown(a, far)).recorded_on.year in {9998, 9999}


def test_what_a_clock_before_1970_has_dated_is_saved_and_heard(pair, person):
    a, b = pair
    b.clock.ms = -(10**11)
    edit(b, person, phone="3")
    a.merges.merge(b.export(a))
    assert shown(a, person).phone == "3"
    assert b.desk.store.clock_ms() == 0
