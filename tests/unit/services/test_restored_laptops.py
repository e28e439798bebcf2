"""A lost laptop goes on from a copy of its ledger, under a new name, and the old one is revoked."""

import shutil

import pytest

from desktop_app.storage import parked, told
from tests.laptops import acquaint, add, edit, found, opened_again, person_of


@pytest.fixture
def lost(tmp_path):
    """Make an office `a`, a laptop that gets lost, and the copy that goes on in its place."""
    a, old = found(tmp_path / "a", 0), found(tmp_path / "old", 1)
    acquaint([a, old])
    yield a, old, lambda: opened_again(shutil.copytree(old.folder, tmp_path / "copy"), old)
    a.close()


def replaced(a, old, copy):
    """Revoke the lost laptop and enrol the one in its place; let that one hear of it."""
    new = copy.laptops.renew()
    a.laptops.revoke(old.id)
    a.laptops.enrol(new)
    copy.merges.merge(a.export(copy))
    return new


@pytest.mark.parametrize("has_met", [True, False])
def test_what_nobody_had_heard_of_goes_on_under_the_new_name(lost, has_met):
    """Without it the copy lost the work, and one that had met nobody even its union."""
    a, old, copied = lost
    first = add(old, "一")
    if has_met:
        a.merges.merge(old.export(a))
    second, copy = add(old, "二"), copied()
    old.close()
    new = replaced(a, old, copy)
    assert [person_of(copy, one) for one in (first, second)] == [first, second]
    assert copy.laptops.own().device == new.device
    a.merges.merge(copy.export(a))
    assert [person_of(a, one) for one in (first, second)] == [first, second]
    assert a.state() == copy.state()
    assert a.store.audit.verify().holds
    assert copy.store.audit.verify().holds
    assert a.merges.waiting() == copy.merges.waiting() == ()
    copy.close()


def test_a_renewed_laptop_vouches_for_its_former_name(lost):
    """So all laptops know alike by what it came, and whom the former name had enrolled."""
    _a, old, copied = lost
    copy = copied()
    new = copy.laptops.renew()
    words = {(one.by, one.of) for one in told.read_all(copy.store.db).enrolled}
    assert (new.device, old.id) in words
    copy.close()
    old.close()


def test_what_whoever_has_the_lost_laptop_saves_there_is_not_taken(lost):
    a, old, copied = lost
    person, copy = add(old, "一"), copied()
    replaced(a, old, copy)
    stolen = edit(old, person, phone="13900000000")
    other = add(old, "贼")
    a.merges.merge(copy.export(a))
    a.merges.merge(old.export(a))
    assert person_of(a, person) == person != stolen
    assert person_of(a, other) is None
    assert a.state() == copy.state()
    copy.close()
    old.close()


def test_what_was_told_again_is_not_told_once_more(lost):
    a, old, copied = lost
    person, copy = add(old, "一"), copied()
    old.close()
    replaced(a, old, copy)
    tips = set(copy.store.db.execute("SELECT device, stream, seq FROM log_save"))
    edit(a, add(a, "二"), phone="13900000001")
    a.merges.merge(copy.export(a))
    copy.merges.merge(a.export(copy))
    a.merges.merge(copy.export(a))
    again = set(copy.store.db.execute("SELECT device, stream, seq FROM log_save"))
    own = copy.store.identity.device
    assert {row for row in again - tips if row[0] == own and row[1] != "admin"} == set()
    assert parked.late(copy.store.db) == set()
    assert person_of(a, person) == person
    assert a.state() == copy.state()
    copy.close()


def test_whom_the_former_name_had_revoked_is_not_revoked_once_more(lost):
    """They had quarrelled; now the office has enrolled the copy, and its old word is past."""
    a, old, copied = lost
    person = add(old, "一")
    old.laptops.revoke(a.id)
    copy = copied()
    old.close()
    new = copy.laptops.renew()
    a.laptops.revoke(old.id)
    a.laptops.enrol(new)
    copy.merges.merge(a.export(copy))
    assert person_of(copy, person) == person
    a.merges.merge(copy.export(a))
    for one in (a, copy):
        assert a.id not in one.laptops.revoked()
        assert person_of(one, person) == person
    assert a.state() == copy.state()
    copy.close()
