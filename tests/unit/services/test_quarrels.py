"""Laptops that revoke one another: whom the others believe does not depend on what came first."""

import shutil
from dataclasses import replace
from itertools import permutations

import pytest

from desktop_app.services.exchange import telling
from desktop_app.storage import checks, lines, registry, told
from desktop_app.storage.log import Cells
from tests import laptops
from tests.history_oddities import append_raw, signed_by
from tests.laptops import (
    NOW_MS,
    Clock,
    acquaint,
    add,
    bundle_of,
    found,
    lines_of,
    opened_again,
    person_of,
)

ALL = {"0号机", "1号机", "2号机", "3号机"}


@pytest.fixture
def union(tmp_path):
    """Four laptops that know each other and have met; each was set up later than the one before."""
    made = [found(tmp_path / f"l{n}", n) for n in range(4)]
    acquaint(made)
    for sender in (*made, *made):
        others = [one for one in made if one is not sender]
        file = sender.export(*others)
        for one in others:
            one.merges.merge(file)
    yield made
    for one in made:
        one.close()


@pytest.fixture
def outcome(tmp_path):
    """Give what every order of what some hold comes to at another one, which is the same."""

    def play(laptop, *senders):
        files = [whole(one, tmp_path, laptop) for one in senders]
        ends = [after(laptop, order, tmp_path) for order in permutations(files)]
        assert len(set(ends)) == 1
        return ends[0]

    return play


def brought_by(laptop, folder):
    """Let a laptop bring a newcomer, and tell it that the newcomer has revoked another one."""
    newcomer = found(folder / "new", 4)
    acquaint([laptop, newcomer])
    newcomer.merges.merge(whole(laptop, folder, newcomer))
    newcomer.laptops.revoke("3号机", "丢失")
    laptop.merges.merge(newcomer.export(laptop))
    return newcomer


def whole(laptop, folder, *others):
    """Write all that a laptop holds for others, also for those whom it does not believe."""
    return laptops.write(folder, bundle_of(laptop, list(others), lines_of(laptop)))


def after(laptop, files, tmp_path):
    """Let a copy of a laptop merge files in this order; give its state and whom it believes."""
    laptop.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    folder = tmp_path / "copy"
    shutil.copytree(laptop.folder, folder)
    copy = opened_again(folder, laptop, Clock(laptop.clock.ms))
    for file in files:
        copy.merges.merge(file, copy=False)
    assert copy.store.audit.verify().holds
    assert checks.log_makes_the_records(copy.store.db)
    end = copy.state(), frozenset(believed(copy))
    copy.close()
    shutil.rmtree(folder)
    return end


def new_to(laptop, other):
    """List what another laptop holds and this one does not."""
    return set(lines_of(other)) - set(lines_of(laptop))


def believed(laptop):
    known = registry.read(laptop.store.db, laptop.id).values()
    return {one.label for one in known if one.is_believed}


def test_of_two_that_revoke_each_other_the_one_set_up_earlier_is_believed(union, outcome):
    a, b, c, d = union
    add(a, "甲"), add(b, "乙")
    a.laptops.revoke("1号机", "丢失")
    b.laptops.revoke("0号机", "丢失")
    add(a, "丙"), add(b, "丁")
    state, known = outcome(c, a, b)
    assert (state, known) == outcome(d, a, b)
    assert known == ALL - {"1号机"}


def test_a_word_that_nobody_contradicts_counts_also_against_the_senior(union, outcome):
    a, b, c, _d = union
    add(a, "甲")
    b.laptops.revoke("0号机", "丢失")
    a.laptops.revoke("3号机", "丢失")  # by whoever has found it
    state, known = outcome(c, a, b)
    assert (state, known) == outcome(c, b)
    assert known == ALL - {"0号机"}


def test_in_a_ring_the_senior_words_count_and_the_last_goes_against_them(union, outcome):
    a, b, c, d = union
    for one, other in ((a, "1号机"), (b, "2号机"), (c, "0号机")):
        one.laptops.revoke(other)
    _state, known = outcome(d, a, b, c)
    assert known == {"0号机", "3号机"}


def test_what_was_said_too_late_is_passed_on_and_weighed_everywhere(union):
    a, b, c, d = union
    a.laptops.revoke("1号机", "丢失")
    b.laptops.revoke("3号机", "丢失")
    add(b, "乙")
    for sender in (a, b):
        c.merges.merge(sender.export(c))
    first = d.merges.merge(c.export(d))
    assert told.read(d.store.db) == told.read(c.store.db)
    assert {one.by for one in told.read(d.store.db).revoked} == {a.id, b.id}
    assert believed(d) == ALL - {"1号机"}
    assert first.refused > 0
    assert d.merges.merge(c.export(d)).refused == 0, "nothing that is known already is told"


def test_what_a_stranger_said_is_passed_on_and_weighed_everywhere(union, tmp_path):
    """He is one because of a word that would not count beside his, if somebody else knew him."""
    a, b, c, d = union
    newcomer = brought_by(b, tmp_path)
    c.merges.merge(b.export(c))
    assert believed(c) == (ALL | {"4号机"}) - {"3号机"}
    a.laptops.revoke("1号机", "丢失")
    c.merges.merge(a.export(c))
    assert believed(c) == ALL - {"1号机"}
    d.merges.merge(c.export(d))
    assert told.read(d.store.db) == told.read(c.store.db)
    assert newcomer.id in {one.by for one in told.read(d.store.db).revoked}
    assert believed(d) == ALL - {"1号机"}
    newcomer.close()


def test_a_forged_save_in_a_strangers_name_keeps_his_words_from_nobody(union, tmp_path):
    """It takes the place of the true one; only one of them did he sign."""
    a, b, c, d = union
    newcomer = brought_by(b, tmp_path)
    c.merges.merge(b.export(c))
    a.laptops.revoke("1号机", "丢失")
    c.merges.merge(a.export(c))
    words = told.read(c.store.db)
    assert newcomer.id in {one.by for one in words.revoked}
    true = [one.save for one in map(lines.read, lines_of(newcomer))]
    false = [
        lines.write(signed_by(d, replace(save, reason="x")))
        for save in true
        if (save.device, save.stream) == (newcomer.id, "admin")
    ]
    assert false
    c.merges.merge(laptops.write(tmp_path, bundle_of(d, [c], [*lines_of(d), *false])))
    assert told.read(c.store.db) == words
    newcomer.close()


def test_nobody_talks_himself_free(union, outcome):
    a, b, c, _d = union
    a.laptops.revoke("1号机", "丢失")
    word = next(one for one in lines_of(a)[::-1] if b"device.revoked" in one)
    seq = int(word.split(b'"seq":')[1].split(b",")[0])
    seen = dict.fromkeys(("revoked", "revoked_on"), (f"{a.id}/admin/{seq}",))
    free = {"revoked": {"admin": 999, "640100.core": 999}, "revoked_on": "2021-02-08"}
    append_raw(b, "admin", Cells("device", b.id, free, seen, {}, "0" * 32), "administrator")
    add(b, "乙")
    state, known = outcome(c, a, b)
    assert (state, known) == outcome(c, a)
    assert known == ALL - {"1号机"}


@pytest.mark.parametrize("turned_back_ms", [0, NOW_MS])
def test_a_newcomer_of_a_revoked_laptop_revokes_nobody(union, outcome, tmp_path, turned_back_ms):
    """Nor does one that was set up by a clock which somebody has turned back."""
    a, b, c, d = union
    newcomer = found(tmp_path / "new", 4, turned_back_ms)
    acquaint([b, newcomer])
    newcomer.merges.merge(whole(b, tmp_path, newcomer))
    newcomer.laptops.revoke("0号机", "丢失")
    d.merges.merge(whole(b, tmp_path, d))
    b.merges.merge(newcomer.export(b))
    a.laptops.revoke("1号机", "丢失")
    state, known = outcome(c, a, b, d)
    assert (state, known) == outcome(c, a)
    assert known == ALL - {"1号机"}
    newcomer.close()


def test_a_merge_says_whom_it_revokes_and_whose_revocation_counts_no_more(union):
    a, b, c, _d = union
    person = add(a, "甲")
    a.laptops.revoke("1号机", "丢失")
    b.laptops.revoke("0号机", "丢失")
    first = c.merges.merge(b.export(c))
    assert first.revoked == ("0号机",)
    assert "Revoked: 0号机." in " ".join(telling.sentences(first))
    shown = c.merges.preview(a.export(c))
    second = c.merges.merge(a.export(c))
    assert (second.revoked, second.readmitted) == (("1号机",), ("0号机",))
    assert "Taken again: 0号机." in " ".join(telling.sentences(second))
    assert (shown.revoked, shown.readmitted) == (second.revoked, second.readmitted)
    assert person_of(c, person) == person
    assert first.refused == 0
    assert second.refused == len(new_to(a, b))


def test_the_undoing_of_the_merge_that_brought_a_word_lets_the_other_count(union):
    a, b, c, _d = union
    a.laptops.revoke("1号机", "被盗")
    b.laptops.revoke("0号机", "丢失")
    person = add(b, "乙")
    c.merges.merge(b.export(c))
    report = c.merges.merge(a.export(c))
    assert person_of(c, person) is None
    c.merges.undo(report.id)
    c.merges.merge(b.export(c))
    assert believed(c) == ALL - {"0号机"}
    assert person_of(c, person) == person
    assert c.store.audit.verify().holds


def test_who_revokes_the_only_one_by_whom_he_is_known_comes_back_after_an_undo(tmp_path):
    """Nothing of him is in the records then; he is known by what waits."""
    a, b, c = (found(tmp_path / f"l{n}", n) for n in range(3))
    acquaint([a, b])
    acquaint([b, c])
    c.merges.merge(b.export(c))
    a.laptops.enrol(c.laptops.own())
    a.laptops.revoke("1号机", "被盗")
    person = add(a, "甲")
    c.merges.merge(a.export(c))
    before = c.state()
    assert person_of(c, person) == person
    meeting = c.merges.history(1)[0]
    c.merges.undo(meeting.id)
    c.merges.redo(meeting.id)
    assert c.state() == before
    for one in (a, b, c):
        one.close()
