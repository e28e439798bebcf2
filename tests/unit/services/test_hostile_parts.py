"""Parts of saves in others' names: a team believes them of what teams are given, nobody else."""

from dataclasses import replace

import pytest

from desktop_app.domain.exchange import Purpose
from desktop_app.services.exchange.bundle_heads import Manifest
from desktop_app.services.exchange.team_ledgers import NoTeamLedgerError
from desktop_app.storage import checks, choosing, kinds
from desktop_app.storage.forks import CloneError
from desktop_app.storage.lines import DamagedBundleError
from tests.laptops import add, fingerprint, person_of
from tests.unit.services import test_hostile_purposes as hostile
from tests.unit.services.test_hostile_purposes import part, sent
from tests.unit.services.test_purposes import export, season

NEVER_GIVEN = sorted(kinds.KINDS.keys() - choosing.GIVEN)


def refused(receiver, file, error):
    """Insist that looking at a bundle and merging it are refused and change nothing."""
    before = fingerprint(receiver)
    for look in (receiver.merges.preview, receiver.merges.merge):
        with pytest.raises(error):
            look(file)
    assert fingerprint(receiver) == before


def test_an_office_in_which_people_work_believes_nobodys_parts(pair, tmp_path):
    a, b = pair
    person = add(a, phone="1")
    erased = part(
        b, kind="erasure", record="e" * 32, save=f"{a.id}/admin/99",
        values={"of_kind": "beneficiary", "of": person.id, "targets": [
            f"beneficiary/{person.id}/phone"], "saves": [f"{a.id}/640100.pii/1"]},
    )  # fmt: skip
    refused(a, sent(b, a, Purpose.TEAM, [erased], tmp_path / "x"), NoTeamLedgerError)
    assert person_of(a, person) == person


def test_a_team_that_was_given_everything_since_takes_no_parts_any_more(pair, tmp_path):
    a, b = pair
    season(a)
    for purpose in (Purpose.TEAM, Purpose.TEAM, Purpose.FULL):
        b.merges.merge(export(a, b, purpose, unit="单位1"))
        add(a, "又一位", employer="单位1")
    refused(b, export(a, b, Purpose.TEAM, unit="单位1"), NoTeamLedgerError)


def test_a_team_that_took_back_what_it_was_given_is_given_it_once_more(pair):
    a, b = pair
    season(a)
    file = export(a, b, Purpose.TEAM, unit="单位1")
    done = b.merges.merge(file)
    add(b, "偶遇")
    b.merges.undo(done.id)
    assert b.merges.merge(file).new["beneficiary"] == 1


@pytest.mark.parametrize("kind", NEVER_GIVEN)
def test_what_no_team_is_given_comes_in_no_part(pair, tmp_path, kind):
    a, b = pair
    file = sent(a, b, Purpose.TEAM, [part(a, kind=kind)], tmp_path / "x")
    refused(b, file, DamagedBundleError)


def test_a_team_is_given_nothing_beyond_the_kinds_that_are_named(pair):
    a, _b = pair
    season(a)
    assert {"device", "organisation", "attachment"} <= set(NEVER_GIVEN)
    assert {kind for kind, _record in choosing.of_unit(a.store.db, "单位1")} <= choosing.GIVEN


@pytest.mark.parametrize(("claimed", "error"), [(1, DamagedBundleError), (99, CloneError)])
def test_nobody_gives_a_team_words_that_it_never_said(pair, tmp_path, monkeypatch, claimed, error):
    """An honest giver holds what he gives: then a copy of this ledger has gone on."""
    a, b = pair
    add(a)
    whole = Manifest.written
    have = {(a.id, "640100.core"): 9, (b.id, "640100.core"): claimed}
    with monkeypatch.context() as patched:
        patched.setattr(Manifest, "written", lambda self: whole(replace(self, have=have)))
        said = part(a, save=f"{b.id}/640100.core/7")
        file = sent(a, b, Purpose.TEAM, [said], tmp_path / "x")
    with pytest.raises(error) as caught:
        b.merges.merge(file)
    assert type(caught.value) is error
    assert b.store.beneficiaries.get(hostile.PERSON) is None


def test_what_a_part_said_beyond_its_save_goes_when_the_save_comes_whole(pair, tmp_path):
    a, b = pair
    person = add(a, "张三")
    false = part(a, record=person.id, values={"name": "李四", "employer": "外单位"})
    b.merges.merge(sent(a, b, Purpose.TEAM, [part(a, record="b" * 32), false], tmp_path / "x"))
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    assert person_of(b, person) == person
    assert a.state() == b.state()
    assert checks.log_makes_the_records(b.store.db)


@pytest.mark.parametrize("how", ["undone", "revoked"])
def test_what_a_part_said_comes_back_when_the_save_goes_out_again(trio, tmp_path, how):
    a, b, c = trio
    add(a, "张三")
    b.merges.merge(sent(a, b, Purpose.TEAM, [part(a, record="b" * 32)], tmp_path / "x"))
    done = b.merges.merge(a.export(b))
    if how == "undone":
        b.merges.undo(done.id)
    else:
        c.laptops.revoke(a.id, "丢失")
        b.merges.merge(c.export(b))
    assert checks.log_makes_the_records(b.store.db)
