"""Two laptops that meet by stick: nothing lost, nothing twice, in any order."""

from dataclasses import replace

import pytest

from desktop_app.storage import checks, kinds
from tests.laptops import acquaint, found


@pytest.fixture
def pair(tmp_path):
    laptops = [found(tmp_path / name, number) for number, name in enumerate("ab")]
    acquaint(laptops)
    yield laptops
    for one in laptops:
        one.close()


def person_of(laptop, person):
    return laptop.store.beneficiaries.get(person.id)


def test_what_one_laptop_recorded_is_on_the_other_and_both_state_codes_are_equal(pair, make_person):
    a, b = pair
    person = a.save(kinds.BENEFICIARY, make_person(phone="13900000001"))
    other = b.save(kinds.BENEFICIARY, make_person("王小明"))
    report = b.merges.merge(a.export(b))
    assert report.new["beneficiary"] == 1
    assert person_of(b, person) == person
    a.merges.merge(b.export(a))
    assert person_of(a, other) == other
    assert a.state() == b.state()
    for one in pair:
        assert one.store.audit.verify().holds
        assert checks.log_makes_the_records(one.store.db)


def test_merging_again_changes_nothing(pair, make_person):
    a, b = pair
    a.save(kinds.BENEFICIARY, make_person())
    file = a.export(b)
    first = b.merges.merge(file)
    state = b.state()
    again = b.merges.merge(file)
    assert (again.applied, again.already) == (0, first.applied)
    assert b.merges.merge(a.export(b)).applied == 1
    assert b.state() == state


def test_a_preview_tells_what_a_merge_does_and_changes_nothing(pair, make_person):
    a, b = pair
    a.save(kinds.BENEFICIARY, make_person())
    file = a.export(b)
    before = b.state(), b.store.audit.head()
    seen = b.merges.preview(file)
    assert (b.state(), b.store.audit.head()) == before
    done = b.merges.merge(file)
    assert replace(seen, id=done.id) == done


def test_two_who_did_not_see_each_other_disagree_and_one_who_saw_both_settles(pair, make_person):
    a, b = pair
    person = a.save(kinds.BENEFICIARY, make_person(phone="13900000001"))
    b.merges.merge(a.export(b))
    for one, phone in ((a, "13900000002"), (b, "13900000003")):
        base = one.store.beneficiaries.reading(person.id)
        one.save(kinds.BENEFICIARY, replace(person, phone=phone), base)
    assert b.merges.merge(a.export(b)).conflicts == 1
    a.merges.merge(b.export(a))
    assert a.state() == b.state()
    (conflict,) = a.conflicts.all()
    assert {rival.value for rival in conflict.rivals} == {"13900000002", "13900000003"}
    a.conflicts.settle_with(conflict.id, "13900000002")
    b.merges.merge(a.export(b))
    assert b.conflicts.all() == []
    assert person_of(b, person).phone == "13900000002"
    assert a.state() == b.state()
