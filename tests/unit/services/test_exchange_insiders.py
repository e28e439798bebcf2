"""Insiders with a valid key, copies that went on, and words that turn out not to count."""

import json
import shutil
from dataclasses import replace
from functools import partial

import pytest

from desktop_app.services.exchange import splitting, telling
from desktop_app.services.exchange.bundle import StrangerError
from desktop_app.services.exchange.bundle_heads import Header, Manifest
from desktop_app.storage import checks, lines, saves
from desktop_app.storage.changes import FactError
from desktop_app.storage.forks import CloneError, ForkError
from desktop_app.storage.kinds import canonical
from desktop_app.storage.lines import DamagedBundleError
from desktop_app.storage.log import Cells
from desktop_app.storage.meetings import Meetings
from tests import laptops
from tests.builds import older_program
from tests.history_oddities import append_raw, forged
from tests.laptops import (
    Clock,
    acquaint,
    add,
    bundle_of,
    edit,
    fingerprint,
    found,
    lines_of,
    opened_again,
    person_of,
    write,
)

NAME = {"name": "x"}


def copied(laptop, folder):
    """Copy a laptop's folder and open the copy: two laptops of one name."""
    laptop.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copytree(laptop.folder, folder)
    return opened_again(folder, laptop, Clock(laptop.clock.ms + 1000))


def meet(*laptops, rounds=2):
    """Let everybody write to everybody, so often."""
    for _round in range(rounds):
        for sender in laptops:
            for receiver in laptops:
                if receiver is not sender:
                    receiver.merges.merge(sender.export(receiver))


# In another's name


@pytest.mark.parametrize("ahead", [1, 2, 7])
def test_what_one_signs_in_anothers_name_is_refused_even_far_ahead(trio, tmp_path, ahead):
    a, b, c = trio
    b.merges.merge(a.export(b))
    line = forged(a, saves.tip(b.store.db, (a.id, "640100.core")), ahead, c)
    before = fingerprint(b)
    with pytest.raises(DamagedBundleError):
        b.merges.merge(write(tmp_path, bundle_of(c, [b], [*lines_of(c), line])))
    assert fingerprint(b) == before


def test_what_waits_in_a_strangers_name_is_proven_once_the_stranger_is_enrolled(trio, tmp_path):
    a, b, c = trio
    newcomer = found(tmp_path / "new", 3)
    person = add(newcomer, "真")
    own = [line for line in lines_of(newcomer) if lines.read(line).save.device == newcomer.id]
    false = forged(newcomer, saves.tip(newcomer.store.db, (newcomer.id, "640100.core")), 1, c)
    report = b.merges.merge(write(tmp_path, bundle_of(c, [b], [*lines_of(c), *own, false])))
    assert all(one.unknown for one in report.missing)
    b.laptops.enrol(newcomer.laptops.own())
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person
    assert b.merges.waiting() == ()
    assert b.store.audit.verify().holds
    newcomer.close()


def test_what_waited_in_the_name_of_one_who_is_revoked_is_proven_before_it_is_passed_on(
    trio, tmp_path
):
    a, b, c = trio
    newcomer = found(tmp_path / "new", 3)
    said = Cells("device", c.id, {"enrolled": True}, {}, {}, "0" * 32)
    append_raw(newcomer, "admin", said, "administrator")
    first, *_others, last = lines_of(newcomer)
    false = lines.write(replace(lines.read(last), signature=b"\0" * 64))
    b.merges.merge(write(tmp_path, bundle_of(c, [b], [*lines_of(c), first, false])))
    a.laptops.enrol(newcomer.laptops.own())
    a.laptops.revoke("3号机", "丢失")
    b.merges.merge(a.export(b))
    person = add(b)
    a.merges.merge(b.export(a))
    assert person_of(a, person) == person
    newcomer.close()


def test_one_who_tells_two_laptops_two_histories_is_found_out_and_nothing_is_lost(trio, tmp_path):
    a, b, c = trio
    meet(a, b, c, rounds=1)
    first, second = add(a), add(b)
    copy = copied(c, tmp_path / "copy")
    append_raw(c, "640100.core", Cells("beneficiary", "a" * 32, NAME, {}, {}, "0" * 32), "clerk")
    append_raw(copy, "640100.core", Cells("beneficiary", "b" * 32, NAME, {}, {}, "0" * 32), "clerk")
    a.merges.merge(c.export(a))
    b.merges.merge(copy.export(b))
    before = b.state()
    with pytest.raises(ForkError) as caught:
        b.merges.merge(a.export(b))
    assert "2号机" in caught.value.sentence()
    assert b.state() == before
    assert person_of(a, first) == first
    assert person_of(b, second) == second
    copy.close()


# Copies that went on


def test_what_a_copy_saved_is_told_again_under_its_new_name_wherever_it_went(trio, tmp_path):
    a, b, c = trio
    meet(a, b, c, rounds=1)
    copy = copied(a, tmp_path / "copy")
    of_a, of_copy = add(a, "一", phone="1"), add(copy, "二", phone="2")
    edit(copy, of_copy, phone="3")
    b.merges.merge(a.export(b))
    c.merges.merge(copy.export(c))
    at_c = edit(c, of_copy, address="丙")
    with pytest.raises(CloneError):
        copy.merges.merge(b.export(copy))
    with pytest.raises(CloneError):
        copy.export(c)
    renewed = copy.laptops.renew()
    for one in (a, b, c):
        one.laptops.enrol(renewed)
    copy.merges.merge(b.export(copy))
    assert not splitting.doubted(copy.store)
    meet(copy, b, c, a)
    assert len({one.state() for one in (a, b, c, copy)}) == 1
    for one in (a, b, c, copy):
        assert person_of(one, of_a) == of_a
        assert person_of(one, of_copy).phone == "3"
        assert person_of(one, of_copy).address == at_c.address
        assert one.conflicts.all() == []
        assert one.store.audit.verify().holds
        assert checks.log_makes_the_records(one.store.db)
    copy.close()


def test_two_histories_of_one_length_are_noticed_although_no_bundle_brings_them(trio, tmp_path):
    a, b, c = trio
    meet(a, b, c, rounds=1)
    copy = copied(c, tmp_path / "copy")
    add(c, "一")
    add(copy, "二")
    chain = (c.id, "640100.core")
    for one, other in ((a, c), (b, copy)):
        one.merges.merge(other.export(one))
    empty = {"have": {chain: 1}, "tips": {chain: saves.tips(a.store.db)[chain][1].hex()}}
    with pytest.raises(ForkError):
        b.merges.merge(write(tmp_path, bundle_of(a, [b], [], **empty)))
    copy.close()


# Words that do not count


def test_a_clerk_enrols_and_revokes_nobody_whatever_his_program_signs(trio, tmp_path):
    a, b, c = trio
    stranger = found(tmp_path / "stranger", 3)
    own = stranger.laptops.own()
    enrolled = {"enrolled": True, "label": "x", "sign_pub": own.sign_pub, "scope": own.scope}
    revoked = {"revoked": {}, "revoked_on": "2021-02-08"}
    for device, values in ((own.device, enrolled), (a.id, revoked)):
        append_raw(c, "admin", Cells("device", device, values, {}, {}, "0" * 32), "clerk")
    assert b.merges.merge(c.export(b)).unread == 2
    assert [one.label for one in b.laptops.others()] == ["0号机", "2号机"]
    with pytest.raises(StrangerError):
        b.merges.merge(write(tmp_path, bundle_of(stranger, [b], lines_of(stranger))))
    person = add(a)
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person
    stranger.close()


def test_an_insiders_revocation_of_everybody_is_undone_and_all_comes_back(trio):
    a, b, c = trio
    person = add(a)
    b.merges.merge(a.export(b))
    values = {"revoked": {}, "revoked_on": "2021-02-08"}
    seen = {"revoked_on": ()}
    append_raw(c, "admin", Cells("device", a.id, values, seen, {}, "0" * 32), "administrator")
    report = b.merges.merge(c.export(b))
    assert person_of(b, person) is None
    b.merges.undo(report.id)
    a.merges.merge(b.export(a))
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person
    assert b.store.audit.verify().holds
    assert checks.log_makes_the_records(b.store.db)


def test_laptops_that_a_revoked_one_had_enrolled_wait_until_somebody_else_enrols_them(
    trio, tmp_path
):
    a, b, c = trio
    newcomer = found(tmp_path / "new", 3)
    acquaint([c, newcomer])
    person = add(newcomer, "新")
    c.merges.merge(newcomer.export(c))
    b.merges.merge(c.export(b))
    assert person_of(b, person) == person
    a.laptops.revoke("2号机", "丢失")  # nothing of it had come here
    b.merges.merge(a.export(b))
    assert person_of(b, person) is None
    assert b.store.audit.verify().holds
    assert any(one.unknown for one in b.merges.waiting())
    a.merges.merge(b.export(a))
    assert a.state() == b.state()
    a.laptops.enrol(newcomer.laptops.own())
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person
    assert b.merges.waiting() == ()
    assert b.store.audit.verify().holds
    newcomer.close()


def test_a_laptop_that_two_have_enrolled_stays_when_one_of_them_is_revoked(trio, tmp_path):
    a, b, c = trio
    newcomer = found(tmp_path / "new", 3)
    acquaint([c, newcomer])
    person = add(newcomer, "新")
    c.merges.merge(newcomer.export(c))
    b.merges.merge(c.export(b))
    b.laptops.enrol(newcomer.laptops.own())
    a.laptops.revoke("2号机", "丢失")
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person
    assert b.merges.waiting() == ()
    newcomer.close()


def test_a_key_that_somebody_else_writes_over_a_laptop_makes_no_audit_object(trio):
    a, b, c = trio
    add(a)
    b.merges.merge(a.export(b))
    key = {"sign_pub": "00" * 32}
    append_raw(c, "admin", Cells("device", a.id, key, {}, {"sign_pub": 2**53}, "0" * 32),
               "administrator")  # fmt: skip
    b.merges.merge(c.export(b))
    assert b.store.audit.verify().holds
    person = add(a, "后")
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person


def test_what_somebody_else_writes_over_a_laptop_does_not_change_who_it_is(trio, tmp_path):
    a, b, c = trio
    before = a.laptops.own()
    keys = {"sign_pub": "00" * 32, "age_recipient": c.laptops.own().age_recipient}
    append_raw(c, "admin", Cells("device", a.id, keys, {}, dict.fromkeys(keys, 2**53), "0" * 32),
               "administrator")  # fmt: skip
    a.merges.merge(write(tmp_path, bundle_of(c, [a], lines_of(c))))
    after = a.laptops.write_identity(tmp_path / "a.json")
    assert (after.words, after.age_recipient) == (before.words, before.age_recipient)
    person = add(a)
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person


# Values and claims


def test_a_fact_stays_what_it_was_beside_what_an_insider_makes_of_it(trio):
    from desktop_app.domain.grant import GrantVoid
    from desktop_app.domain.identity import GrantVoidId
    from desktop_app.storage import kinds
    from tests.laptops import TODAY

    a, b, c = trio
    void = GrantVoid(id=GrantVoidId("c" * 32), grant="0" * 32, reason="甲", voided_by="x",
                     voided_on=TODAY)  # fmt: skip
    a.save(kinds.GRANT_VOID, void)
    c.merges.merge(a.export(c))
    with pytest.raises(FactError):
        c.save(kinds.GRANT_VOID, void)
    name = f"{a.id}/640100.money/1"
    append_raw(c, "640100.money", Cells("grant_void", void.id, {"reason": "乙"},
               {"reason": [name]}, {"reason": 2**53}, "0" * 32), "administrator")  # fmt: skip
    b.merges.merge(a.export(b))
    b.merges.merge(c.export(b))
    (conflict,) = b.conflicts.all()
    assert {one.value for one in conflict.rivals} == {"甲", "乙"}


def test_a_stamp_of_the_far_future_moves_no_other_cell_and_is_replaced_by_who_saw_it(trio):
    a, b, c = trio
    person = add(a, phone="1", address="甲")
    c.merges.merge(a.export(c))
    cells = Cells("beneficiary", person.id, {"phone": "2"},
                  {"phone": [f"{a.id}/640100.pii/1"]}, {"phone": 2**52}, "0" * 32)  # fmt: skip
    append_raw(c, "640100.pii", cells, "clerk")
    b.merges.merge(c.export(b))
    assert person_of(b, person).phone == "2"
    edit(b, person, phone="3", address="乙")
    for one in (a, c):
        one.merges.merge(b.export(one))
        assert (person_of(one, person).phone, person_of(one, person).address) == ("3", "乙")
        assert one.conflicts.all() == []


def test_who_claims_more_than_he_has_harms_himself_until_he_tells_the_truth(pair, tmp_path):
    a, b = pair
    meet(a, b, rounds=1)
    claims = {chain: seq + 50 for chain, seq in saves.held(b.store.db).items() if chain[0] == b.id}
    a.merges.merge(write(tmp_path, bundle_of(b, [a], lines_of(b), have=claims)))
    person = add(a)
    meet(b, a, rounds=1)
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person
    assert a.state() == b.state()


@pytest.mark.parametrize("is_revoked", [False, True])
def test_a_stolen_laptop_makes_nobody_doubt_his_own_name_by_a_mere_number(
    pair, tmp_path, is_revoked
):
    """Of one that is believed it may be true: a copy of this ledger has gone on elsewhere."""
    a, b = pair
    claims = {(a.id, "640100.core"): 10**14}
    file = write(tmp_path, bundle_of(b, [a], [], have=claims, lacks=("a" * 64,)))
    if is_revoked:
        a.laptops.revoke(b.id, "丢失")
        a.merges.merge(file)
    else:
        with pytest.raises(CloneError):
            a.merges.merge(file)
    assert (splitting.doubted(a.store) == {a.id}) is not is_revoked
    assert Meetings(a.store.db).claimed(b.id) == {}
    assert Meetings(a.store.db).lacked(b.id) == set()


# An older program


def test_an_older_program_says_what_it_cannot_show_and_counts_it_as_nothing_new(trio):
    a, b, _c = trio
    person = add(a, phone="139", employer="环卫一队")
    with older_program():
        report = b.merges.merge(a.export(b))
        told = " ".join(telling.sentences(report))
    assert report.unread == 1
    assert report.new["beneficiary"] == 1
    assert "an update of the program may show it" in told
    assert not person_of(b, person).employer


def test_a_record_of_an_unknown_kind_is_kept_digested_and_not_counted(trio):
    a, b, c = trio
    meet(a, b, c)
    append_raw(a, "640100.core", Cells("greeting", "d" * 32, {"text": "好"}, {}, {}, "0" * 32), "x")
    report = b.merges.merge(a.export(b))
    assert (report.unread, dict(report.new)) == (1, {})
    c.merges.merge(b.export(c))
    assert a.state() == b.state() == c.state()
    b.merges.undo(report.id)
    assert a.state() != b.state()


def test_a_bundle_written_before_manifests_had_tips_is_still_read(pair, tmp_path, monkeypatch):
    a, b = pair
    person = add(a)
    whole = Manifest.written
    with monkeypatch.context() as before:
        before.setattr(laptops, "Header", partial(Header, version=1, reader=1))
        before.setattr(Manifest, "written", lambda self: without(whole(self), "tips"))
        content = bundle_of(a, [b], lines_of(a))
    b.merges.merge(write(tmp_path, content))
    assert person_of(b, person) == person


def without(text: bytes, name: str) -> bytes:
    """Leave a key out of canonical JSON."""
    given = json.loads(text)
    del given[name]
    return canonical(given).encode()
