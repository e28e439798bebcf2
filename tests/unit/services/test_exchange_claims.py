"""Who claims to have seen what is not written yet makes nothing of it vanish."""

import shutil

import pytest

from desktop_app.services.exchange.laptops import RevokedLaptopError
from desktop_app.storage import checks, foreknown, registry, saves
from desktop_app.storage.foreknown import ForeknownError
from desktop_app.storage.kinds import DEVICE
from desktop_app.storage.log import Cells
from tests.history_oddities import append_raw
from tests.laptops import Clock, add, edit, opened_again, person_of

CARD = "6222000011112222"
FREE = {"revoked": None, "revoked_on": None}


def names_to_come(laptop, stream, count):
    """Guess how the next saves of a laptop will be called."""
    seq, _hash = saves.tip(laptop.store.db, (laptop.id, stream)) or (0, b"")
    return [f"{laptop.id}/{stream}/{seq + ahead}" for ahead in range(1, count + 1)]


def claim(liar, office, person, count, stream="640100.pii"):
    """Let an insider write over a card number, and over whatever the office will write of it."""
    (shown,) = liar.store.changes.seen("beneficiary", person.id)["bank_card"]
    seen = {"bank_card": [shown, *names_to_come(office, stream, count)]}
    cells = Cells("beneficiary", person.id, {"bank_card": "6222999999999999"}, seen,
                  {"bank_card": 2**52}, "0" * 32)  # fmt: skip
    append_raw(liar, stream, cells, "clerk")


def used_up(laptop):
    (count,) = laptop.store.db.execute(
        "SELECT count(*) FROM log_save WHERE action = 'number.used_up' AND device = ?", [laptop.id]
    ).fetchone()
    return count


def free(liar, lost, office, count=40):
    """Take back beforehand what the office may say of a lost laptop."""
    names = names_to_come(office, "admin", count)
    cells = Cells("device", lost.id, FREE, dict.fromkeys(FREE, names), dict.fromkeys(FREE, 2**53),
                  "0" * 32)  # fmt: skip
    append_raw(liar, "admin", cells, "administrator")


def meet_all(*laptops):
    for sender in (*laptops, *laptops):
        for other in laptops:
            if other is not sender:
                other.merges.merge(sender.export(other))


@pytest.mark.parametrize("ally", [1, 2])
def test_a_revocation_is_not_taken_back_before_it_is_said(trio, ally):
    office, lost, other = trio
    meet_all(*trio)
    liar = trio[ally]
    for _entry in range(40):  # of two last stamps the one further along its chain stands
        liar.desk.note("x")
    free(liar, lost, office)
    office.merges.merge(liar.export(office))
    office.laptops.revoke("1号机", "丢失")
    assert registry.read(office.store.db, office.id)[lost.id].is_revoked
    assert office.laptops.revoked() == {lost.id}
    with pytest.raises(RevokedLaptopError):
        office.export(lost)
    other.merges.merge(office.export(other))
    office.merges.merge(other.export(office))
    assert other.laptops.revoked() == {lost.id}
    assert office.state() == other.state()
    assert checks.log_makes_the_records(office.store.db)


def test_a_revoked_laptop_gets_nothing_whatever_it_wrote_over_its_own_record(pair):
    office, lost = pair
    for _entry in range(40):
        lost.desk.note("x")
    free(lost, lost, office, count=0)
    office.merges.merge(lost.export(office))
    office.laptops.revoke("1号机", "丢失")
    assert office.store.devices.get(lost.id).revoked_on is None
    assert office.laptops.others() == []
    with pytest.raises(RevokedLaptopError):
        office.export(lost)
    with pytest.raises(RevokedLaptopError):
        office.laptops.enrol(lost.laptops.own())


def test_a_laptop_that_calls_itself_revoked_is_revoked_all_the_same(pair):
    """The office's word says the same as the record shows already, and is said."""
    office, lost = pair
    seq, _hash = saves.tip(lost.store.db, (lost.id, "admin"))
    cells = {"revoked": {"admin": seq + 2}, "revoked_on": "2021-02-08"}  # one entry: the export
    append_raw(lost, "admin", Cells("device", lost.id, cells, {}, {}, "0" * 32), "administrator")
    office.merges.merge(lost.export(office))
    shown = DEVICE.cells(office.store.devices.get(lost.id))
    assert (shown["revoked"], shown["revoked_on"]) == (cells["revoked"], cells["revoked_on"])
    assert office.laptops.revoked() == frozenset()
    office.laptops.revoke("1号机", "丢失")
    assert office.laptops.revoked() == {lost.id}


def test_what_is_saved_later_stands_although_somebody_claims_to_have_replaced_it(trio):
    office, liar, other = trio
    person = add(office, bank_card="6222000000000000")
    liar.merges.merge(office.export(liar))
    claim(liar, office, person, 7)
    office.merges.merge(liar.export(office))
    edit(office, person, bank_card=CARD)
    assert person_of(office, person).bank_card == CARD
    assert used_up(office) == 7
    edit(office, person, bank_card="6222333333333333")
    edit(office, person, bank_card=CARD)
    assert used_up(office) == 7
    meet_all(other, office, liar)
    for one in trio:
        assert person_of(one, person).bank_card == CARD
        assert one.conflicts.all() == []
        assert one.store.audit.verify().holds
        assert checks.log_makes_the_records(one.store.db)
    assert len({one.state() for one in trio}) == 1


def test_too_many_such_claims_are_refused_and_the_merge_can_be_undone(pair, monkeypatch):
    monkeypatch.setattr(foreknown, "MOST_USED_UP", 5)
    office, liar = pair
    person = add(office, bank_card="6222000000000000")
    liar.merges.merge(office.export(liar))
    claim(liar, office, person, 6)
    report = office.merges.merge(liar.export(office))
    before = office.state(), office.store.audit.head()
    with pytest.raises(ForeknownError) as caught:
        edit(office, person, bank_card=CARD)
    assert "1号机" in caught.value.sentence()
    assert (office.state(), office.store.audit.head()) == before
    office.merges.undo(report.id)
    edit(office, person, bank_card=CARD)
    assert person_of(office, person).bank_card == CARD
    assert used_up(office) == 0


def test_under_a_new_name_nobody_has_claimed_anything(pair, monkeypatch):
    monkeypatch.setattr(foreknown, "MOST_USED_UP", 5)
    office, liar = pair
    person = add(office, bank_card="6222000000000000")
    liar.merges.merge(office.export(liar))
    claim(liar, office, person, 6)
    free(liar, office, office, count=6)
    office.merges.merge(liar.export(office))
    office.laptops.renew()
    edit(office, person, bank_card=CARD)
    assert person_of(office, person).bank_card == CARD
    assert used_up(office) == 0


def test_what_is_told_again_bears_no_number_that_was_claimed(trio, tmp_path):
    a, b, liar = trio
    meet_all(a, b, liar)
    a.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copytree(a.folder, tmp_path / "copy")
    copy = opened_again(tmp_path / "copy", a, Clock(a.clock.ms + 1000))
    add(a, "一", phone="1")
    person = add(copy, "二", bank_card="6222000000000000")
    edit(copy, person, bank_card=CARD)
    b.merges.merge(a.export(b))
    renewed = copy.laptops.renew()
    for one in (a, b, liar):
        one.laptops.enrol(renewed)
    names = names_to_come(copy, "640100.pii", 3)
    cells = Cells("beneficiary", person.id, {"bank_card": "6222999999999999"}, {"bank_card": names},
                  {"bank_card": 2**52}, "0" * 32)  # fmt: skip
    append_raw(liar, "640100.pii", cells, "clerk")
    copy.merges.merge(liar.export(copy))
    copy.merges.merge(b.export(copy))
    assert used_up(copy) == 3
    meet_all(copy, b, liar, a)
    assert len({one.state() for one in (a, b, liar, copy)}) == 1
    for one in (a, b, liar, copy):
        (conflict,) = one.conflicts.all()
        assert {rival.value for rival in conflict.rivals} == {CARD, "6222999999999999"}
        assert one.store.audit.verify().holds
        assert checks.log_makes_the_records(one.store.db)
    copy.close()
