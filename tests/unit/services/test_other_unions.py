"""Another union's laptop, enrolled for referrals, writes nothing into this union's ledger."""

from dataclasses import replace

import pytest

from desktop_app.domain.exchange import Purpose
from desktop_app.services.exchange.receiving import OtherUnionLaptopError
from desktop_app.storage import checks, registry
from desktop_app.storage.log import Cells
from tests.history_oddities import append_raw
from tests.laptops import add, bundle_of, edit, fingerprint, found, lines_of, person_of, write
from tests.unit.services.test_hostile_purposes import part, sent

ELSEWHERE = "650100"


@pytest.fixture
def guest(pair, tmp_path):
    """A laptop that the first of the pair has enrolled as one of another union."""
    a, _b = pair
    made = found(tmp_path / "guest", 5)
    a.laptops.enrol(replace(made.laptops.own(), scope=ELSEWHERE))
    made.laptops.enrol(a.laptops.own())
    yield made
    made.close()


def meet(a, b):
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))


def say(guest, kind, record, values, seen=()):
    """Let an altered program say something in the office's own stream."""
    cells = Cells(kind, record, values, dict.fromkeys(values, tuple(seen)) if seen else {}, {},
                  "0" * 32)  # fmt: skip
    append_raw(guest, "admin", cells, "administrator")


@pytest.mark.parametrize("purpose", [Purpose.FULL, Purpose.TEAM, Purpose.AUDIT])
def test_changes_of_another_union_are_refused_although_it_calls_itself_ours(
    pair, guest, tmp_path, purpose
):
    a, _b = pair
    add(guest, "外")
    before = fingerprint(a)
    written = [part(guest)] if purpose is Purpose.TEAM else lines_of(guest)
    file = sent(guest, a, purpose, written, tmp_path / "x.nuanfang")
    for look in (a.merges.preview, a.merges.merge):
        with pytest.raises(OtherUnionLaptopError, match="5号机"):
            look(file)
    assert fingerprint(a) == before


def test_what_another_union_saved_counts_for_nothing_whoever_passes_it_on(pair, guest, tmp_path):
    a, b = pair
    person = add(a, phone="1")
    unknown = found(tmp_path / "stranger", 6)
    stranger = unknown.laptops.own()
    unknown.close()
    say(guest, "device", b.id, {"revoked": {}, "revoked_on": "2021-02-08"})
    say(guest, "device", stranger.device, {"enrolled": True, "sign_pub": stranger.sign_pub})
    say(guest, "device", guest.id, {"scope": "640100", "enrolled": True})
    foreign = add(guest, "外")
    meet(a, b)
    report = b.merges.merge(write(tmp_path, bundle_of(a, [b], [*lines_of(a), *lines_of(guest)])))
    assert all(one.unknown for one in report.missing)
    later = edit(b, person, phone="2")
    meet(a, b)
    assert a.state() == b.state()
    for one in (a, b):
        assert person_of(one, later).phone == "2"
        assert person_of(one, foreign) is None
        assert set(registry.read(one.store.db, one.id)) == {a.id, b.id}
        assert checks.log_makes_the_records(one.store.db)


def test_what_an_older_program_took_of_another_union_goes_out_at_the_next_merge(
    pair, guest, tmp_path, monkeypatch
):
    a, b = pair
    foreign = add(guest, "外")
    with monkeypatch.context() as older:
        older.setattr(registry, "_scope", lambda _db: "")
        both = [*lines_of(a), *lines_of(guest)]
        b.merges.merge(write(tmp_path, bundle_of(a, [b], both)))
        assert person_of(b, foreign) == foreign
    meet(a, b)
    assert a.state() == b.state()
    assert person_of(b, foreign) is None
    assert b.store.audit.verify().holds
    assert checks.log_makes_the_records(b.store.db)


def test_who_settles_whether_another_unions_laptop_is_enrolled_makes_it_none_of_ours(
    pair, guest, tmp_path
):
    a, b = pair
    meet(a, b)
    (word,) = b.store.devices.reading(guest.id).seen["enrolled"]
    say(b, "device", guest.id, {"enrolled": True}, [word])
    lost = found(tmp_path / "lost", 6)
    a.laptops.enrol(lost.laptops.own())
    a.laptops.revoke(lost.id)  # from now on what was said is weighed, not only what stands
    meet(a, b)
    for one in (a, b):
        assert registry.read_all(one.store.db, one.id)[guest.id].is_elsewhere
    lost.close()


def test_a_laptop_that_was_enrolled_for_the_wrong_union_is_taken_once_it_is_enrolled_rightly(
    pair, guest, tmp_path
):
    a, b = pair
    person = add(guest, "自己人")
    b.merges.merge(write(tmp_path, bundle_of(a, [b], [*lines_of(a), *lines_of(guest)])))
    assert person_of(b, person) is None
    a.laptops.enrol(guest.laptops.own())
    a.merges.merge(guest.export(a))
    b.merges.merge(a.export(b))
    assert person_of(a, person) == person_of(b, person) == person
    assert a.merges.waiting() == b.merges.waiting() == ()
