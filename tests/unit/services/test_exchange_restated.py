"""Who says that saves were told again takes nothing back by it that is not told again."""

import shutil
from contextlib import suppress

import pytest

from desktop_app.storage import checks, saves, splits
from desktop_app.storage.forks import CloneError, ForkError
from desktop_app.storage.log import Cells
from desktop_app.storage.undoing import ToldAgainError
from desktop_app.storage.vault import Signer
from tests.history_oddities import append_raw
from tests.laptops import Clock, add, opened_again, person_of

STREAM = "640100.core"


def told_again(liar, device):
    """Say of a laptop, with the liar's own key, that it has told the liar's last save again."""
    seq, _digest = saves.tip(liar.store.db, (liar.id, STREAM))
    last = saves.of_chain(liar.store.db, (liar.id, STREAM), seq - 1)
    signer = Signer(bytes.fromhex(liar.store.identity.secret))
    return Cells("device", device, {"restated": splits.statement(last, device, signer, {})},
                 {}, {"restated": 2**52}, "0" * 32)  # fmt: skip


def copied(laptop, folder):
    laptop.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copytree(laptop.folder, folder)
    return opened_again(folder, laptop, Clock(laptop.clock.ms + 1000))


def meet(*laptops, refused=()):
    for sender in (*laptops, *laptops):
        for other in laptops:
            if other is not sender:
                with suppress(refused):
                    other.merges.merge(sender.export(other))


@pytest.mark.parametrize("of", [1, 2])
def test_a_laptop_takes_back_nothing_that_it_has_signed(trio, of):
    """Not by a word about itself, and not by one about somebody else."""
    a, b, liar = trio
    meet(*trio)
    person = add(liar)
    a.merges.merge(liar.export(a))
    append_raw(liar, "admin", told_again(liar, trio[of].id), "clerk", splits.SPLIT_ACTION)
    a.merges.merge(liar.export(a))
    assert person_of(a, person) == person
    b.merges.merge(a.export(b))
    assert person_of(b, person) == person
    assert a.state() == b.state()
    assert a.store.audit.verify().holds


def test_a_copy_repeats_no_such_word_that_somebody_wrote_into_its_record(trio, tmp_path):
    a, b, liar = trio
    meet(*trio)
    person = add(liar)
    b.merges.merge(liar.export(b))
    copy = copied(a, tmp_path / "copy")
    add(a, "一"), add(copy, "二")
    b.merges.merge(a.export(b))
    renewed = copy.laptops.renew()
    for one in trio:
        one.laptops.enrol(renewed)
    append_raw(liar, "admin", told_again(liar, copy.id), "administrator", splits.SPLIT_ACTION)
    copy.merges.merge(liar.export(copy))
    assert copy.store.devices.get(copy.id).restated
    copy.merges.merge(b.export(copy))
    meet(copy, b, liar, a)
    for one in (a, b, liar, copy):
        assert person_of(one, person) == person
    assert len({one.state() for one in (a, b, liar, copy)}) == 1
    copy.close()


def test_what_a_copy_told_again_counts_after_it_was_copied_itself(trio, tmp_path):
    a, b, c = trio
    meet(*trio)
    copy = copied(a, tmp_path / "copy")
    people = [add(a, "一"), add(copy, "二")]
    b.merges.merge(a.export(b))
    renewed = copy.laptops.renew()
    for one in trio:
        one.laptops.enrol(renewed)
    second = copied(copy, tmp_path / "second")
    copy.merges.merge(b.export(copy))  # tells again, and is told again itself
    people.append(add(second, "三"))
    c.merges.merge(second.export(c))
    with pytest.raises(CloneError):
        copy.merges.merge(c.export(copy))
    identity = copy.laptops.renew()
    for one in (*trio, second):
        one.laptops.enrol(identity)
    copy.merges.merge(c.export(copy))
    assert {one.by for one in splits._ever_said(copy.store.db)} == {identity.device}
    for _round in range(2):
        meet(second, b, copy, c, a, refused=ForkError)
    for one in (a, b, c, copy, second):
        assert [person_of(one, person) for person in people] == people
        assert one.store.audit.verify().holds
        assert checks.log_makes_the_records(one.store.db)
    assert len({one.state() for one in (a, b, c, copy, second)}) == 1
    copy.close()
    second.close()


def test_a_merge_by_which_saves_gave_way_to_what_was_told_again_cannot_be_undone(trio, tmp_path):
    a, b, c = trio
    meet(*trio)
    copy = copied(a, tmp_path / "copy")
    person = add(copy, "二")
    add(a, "一")
    b.merges.merge(copy.export(b))  # under the name of both
    identity = copy.laptops.renew()
    for one in trio:
        one.laptops.enrol(identity)
    c.merges.merge(a.export(c))
    copy.merges.merge(c.export(copy))  # tells again
    merged = b.merges.merge(copy.export(b))
    assert b.store.db.execute("SELECT 1 FROM log_aside WHERE why = 'restated'").fetchone()
    before = b.state()
    with pytest.raises(ToldAgainError):
        b.merges.undo(merged.id, as_conflicts=True)
    assert b.state() == before
    assert person_of(b, person) == person
    late = add(c, "三")
    merged = b.merges.merge(c.export(b))
    assert b.merges.undo(merged.id)  # nothing gave way to this one
    assert (person_of(b, person), person_of(b, late)) == (person, None)
    copy.close()
