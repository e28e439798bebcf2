"""Insiders who send so much that others could neither take it in time nor answer it."""

import time
from dataclasses import replace
from itertools import pairwise

import pytest

from desktop_app.domain.organisation import device_id_of
from desktop_app.services.exchange import merging
from desktop_app.storage import changes, checks, given, lines, registry, saves, splits
from desktop_app.storage.changes import TooContestedError
from desktop_app.storage.log import GENESIS, Cells, Save
from desktop_app.storage.saves import Signed
from desktop_app.storage.vault import SPLIT_DOMAIN, Signer
from tests.history_oddities import signed_by
from tests.laptops import acquaint, add, bundle_of, edit, found, lines_of, person_of, write

LONGEST_S = 2.0


@pytest.fixture
def laptops(tmp_path, monkeypatch):
    """Two honest laptops that know a person, and an insider, between them."""
    monkeypatch.setattr(merging.backups, "put_aside", lambda *_given: None)
    made = [found(tmp_path / name, number) for number, name in enumerate("abc")]
    acquaint(made)
    yield made
    for one in made:
        one.close()


@pytest.fixture
def few(monkeypatch):
    """Let a save name few others, so that few rivals are too many."""
    monkeypatch.setattr(lines, "MOST_SEEN", 20)
    monkeypatch.setattr(changes, "SEEN_IN_A_SAVE", 8)


def rivals(insider, person, count, **supersedes):
    """Give every save of an insider, and this many that each say something else of a person."""
    known, before, written = lines_of(insider), GENESIS, []
    for number in range(1, count + 1):
        cells = Cells("beneficiary", person.id, {"remarks": f"{number}"}, supersedes, {}, "0" * 32)
        save = Save(
            device=insider.id, stream="640100.core", seq=number, at_ms=insider.clock(), actor="x",
            role="clerk", action="x", subject="x", reason="", version=3, cells=(cells,),
            prev=before,
        )  # fmt: skip
        signed = signed_by(insider, save)
        written.append(lines.write(signed))
        before = signed.digest
    return [*known, *written]


def flood(laptops, tmp_path, count, **supersedes):
    """Let the first laptop take so many rivals; give their person and the seconds it took."""
    a, b, c = laptops
    person = add(a)
    b.merges.merge(a.export(b))
    file = write(tmp_path, bundle_of(c, [a], rivals(c, person, count, **supersedes)))
    begun = time.process_time()
    a.merges.merge(file)
    return person, time.process_time() - begun


def test_whoever_answers_more_rivals_than_a_save_can_name_is_understood_everywhere(
    laptops, tmp_path, few
):
    a, b, _c = laptops
    person, _took = flood(laptops, tmp_path, 50)
    assert len(a.conflicts.all()[0].rivals) == 50
    edit(a, person, remarks="改好了", phone="139")
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    for one in (a, b):
        assert (person_of(one, person).remarks, person_of(one, person).phone) == ("改好了", "139")
        assert one.conflicts.all() == []
        assert one.store.audit.verify().holds
        assert checks.log_makes_the_records(one.store.db)
    assert a.state() == b.state()


def test_what_was_not_seen_when_many_rivals_were_answered_stays(laptops, tmp_path, few):
    a, b, _c = laptops
    person, _took = flood(laptops, tmp_path, 30)
    edit(b, person, remarks="乙")
    edit(a, person, remarks="甲")
    b.merges.merge(a.export(b))
    a.merges.merge(b.export(a))
    for one in (a, b):
        (conflict,) = one.conflicts.all()
        assert {rival.value for rival in conflict.rivals} == {"甲", "乙"}
    assert a.state() == b.state()


def test_a_record_with_more_rivals_than_a_deletion_can_name_is_deleted_once_they_are_settled(
    laptops, tmp_path, few
):
    a, b, _c = laptops
    person, _took = flood(laptops, tmp_path, 30)
    with pytest.raises(TooContestedError):
        delete(a, person)
    assert person_of(a, person) is not None
    edit(a, person, remarks="")
    delete(a, person)
    b.merges.merge(a.export(b))
    assert person_of(a, person) is person_of(b, person) is None


def delete(laptop, person):
    laptop.desk.save(
        [laptop.store.changes.deletion("beneficiary", person.id)], "person.deleted", person.id
    )


def test_a_team_is_given_no_field_on_which_very_many_disagree(laptops, tmp_path, monkeypatch):
    monkeypatch.setattr(given, "MOST_BESIDE", 10)
    a, _b, _c = laptops
    person, _took = flood(laptops, tmp_path, 12)
    parts = [
        given.read(line) for line in given.parts_of(a.store.db, "beneficiary", person.id, set())
    ]
    assert {name for part in parts for name in part.cells.values} >= {"name"}
    assert all("remarks" not in part.cells.values for part in parts)


@pytest.mark.parametrize(
    "cells",
    [
        Cells("beneficiary", "a" * 32, {"remarks": "x"}, {"remarks": ["a/b/1"] * 2}, {}, "0" * 32),
        Cells("beneficiary", "a" * 32, {"remarks": "x"}, {}, {"remarks": -1}, "0" * 32),
        Cells("beneficiary", "a" * 32, {"Remarks": "x"}, {}, {}, "0" * 32),
        Cells("beneficiary", "no id", {"remarks": "x"}, {}, {}, "0" * 32),
        Cells("beneficiary", "a" * 32, {f"f{n}": n for n in range(501)}, {}, {}, "0" * 32),
    ],
    ids=["names", "stamp", "field", "record", "fields"],
)
def test_what_no_other_laptop_would_read_is_not_passed_on(laptops, cells):
    a, *_others = laptops
    save = replace(next(saves.all_of(a.store.db)).save, cells=(cells,))
    signed = signed_by(a, save)
    with pytest.raises(lines.DamagedBundleError):
        lines.read(lines.write(signed))
    assert not lines.is_passed_on(signed)


@pytest.mark.parametrize("supersedes", [{}, {"remarks": ["f" * 16 + "/x/1"]}])
def test_thousands_of_rivals_are_taken_in_time(laptops, tmp_path, supersedes):
    _person, took = flood(laptops, tmp_path, 1_800, **supersedes)
    assert took < LONGEST_S


class Newcomer:
    """A laptop that an insider makes up: it enrols the next one."""

    def __init__(self, number):
        self.signer = Signer(number.to_bytes(2, "big") + b"\5" * 30)
        self.id = device_id_of(self.signer.public)

    def word(self):
        values = {"label": "x", "sign_pub": self.signer.public, "enrolled": True,
                  "code": "AA", "scope": "640100"}  # fmt: skip
        return Cells("device", self.id, values, {}, {}, "0" * 32)

    def enrols(self, other):
        return said(self.signer, self.id, (0, GENESIS), other.word())


def said(signer, device, tip, cells, action="x"):
    """Write a line of the office's own stream that follows on a save."""
    save = Save(
        device=device, stream="admin", seq=tip[0] + 1, at_ms=5, actor="x", role="administrator",
        action=action, subject="", reason="", version=3, cells=(cells,), prev=tip[1],
    )  # fmt: skip
    digest = save.digest()
    return lines.write(Signed(save, digest, signer.sign(digest), save.payload()))


def test_hundreds_who_enrol_one_another_are_taken_in_time_in_whatever_order(laptops, tmp_path):
    a, b, c = laptops
    several = sorted((Newcomer(n) for n in range(240)), key=lambda one: one.id, reverse=True)
    chain = [one.enrols(other) for one, other in pairwise(several)]
    own = Signer(bytes.fromhex(c.store.identity.secret))
    first = said(own, c.id, saves.tip(c.store.db, (c.id, "admin")), several[0].word())
    forwards = [*lines_of(c), first, *chain]
    for one, order in ((a, [*reversed(chain), *lines_of(c), first]), (b, forwards)):
        file = write(tmp_path, bundle_of(c, [one], order))
        begun = time.process_time()
        one.merges.merge(file)
        assert time.process_time() - begun < LONGEST_S
        assert one.merges.waiting() == ()
        known = registry.read(one.store.db, one.id).keys()
        assert known == {x.id for x in (a, b, c)} | {x.id for x in several}
    for one, other in ((a, b), (b, a)):
        other.merges.merge(one.export(other))
    assert a.state() == b.state()


def test_long_lists_of_saves_that_never_were_cost_later_merges_next_to_nothing(laptops, tmp_path):
    a, _b, c = laptops
    own = Signer(bytes.fromhex(c.store.identity.secret))
    known = lines_of(c)
    for number in range(2):
        key = f"{c.id}/640100.core"
        listed = ",".join(f"{number:04x}{n:012x}" for n in range(100_000))
        proof = own.sign(splits._digest(c.id, key, listed), SPLIT_DOMAIN).hex()
        cells = Cells("device", c.id, {"restated": {key: f"{listed}|{proof}"}}, {}, {}, "0" * 32)
        last = lines.read(known[-1])
        known.append(
            said(own, c.id, (last.save.seq, last.digest), cells, action=splits.SPLIT_ACTION)
        )
    a.merges.merge(write(tmp_path, bundle_of(c, [a], known)))
    file = write(tmp_path, bundle_of(c, [a], []))
    begun = time.process_time()
    a.merges.merge(file)
    assert time.process_time() - begun < LONGEST_S
