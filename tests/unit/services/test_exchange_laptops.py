"""Laptops: enrolled, copied, lost, older than the others, and with photos."""

import hashlib
import shutil
from dataclasses import replace

import pytest

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.identity import AttachmentId, new_id
from desktop_app.services.exchange import attached, contents, sealing
from desktop_app.services.exchange.bundle_heads import Blob
from desktop_app.services.exchange.identity_file import NotAnIdentityError
from desktop_app.services.exchange.laptops import (
    CodeTakenError,
    OwnLaptopError,
    RevokedLaptopError,
    UnknownLaptopError,
)
from desktop_app.services.exchange.packing import Export
from desktop_app.services.exchange.sealing import SealedForOthersError
from desktop_app.storage import checks, kinds, lines, parked, saves, splits, upgrading
from desktop_app.storage.forks import CloneError, ForkError
from tests.builds import older_program
from tests.laptops import (
    add,
    bundle_of,
    edit,
    found,
    lines_of,
    opened_again,
    person_of,
    write,
)


def attach(laptop, person, content):
    """Keep a content as something about a person; give its hash."""
    sha256 = laptop.store.blobs.put(content)
    id_ = AttachmentId(new_id())
    laptop.save(
        kinds.ATTACHMENT,
        Attachment(id=id_, of_kind="beneficiary", of=person.id, sha256=sha256),
    )
    return sha256


# Copies and lost laptops


def test_a_copied_ledger_is_noticed_whichever_copy_comes_first(trio, tmp_path):
    a, b, c = trio
    b.merges.merge(a.export(b))
    shutil.copytree(a.folder, tmp_path / "copy")
    copy = opened_again(tmp_path / "copy", a)
    add(a, "一")
    add(copy, "二")
    bundles = [a.export(b, c), copy.export(b, c)]
    b.merges.merge(bundles[0])
    c.merges.merge(bundles[1])
    for laptop, other in ((b, bundles[1]), (c, bundles[0])):
        before = laptop.state()
        with pytest.raises(ForkError) as caught:
            laptop.merges.merge(other)
        assert "0号机" in caught.value.sentence()
        assert laptop.state() == before
        assert laptop.merges.history(1)[0].deed == "forked"
    with pytest.raises(ForkError):
        b.merges.merge(c.export(b))
    copy.close()


def test_what_was_undone_is_a_second_history_once_another_has_taken_its_place(pair, tmp_path):
    a, b = pair
    shutil.copytree(a.folder, tmp_path / "copy")
    copy = opened_again(tmp_path / "copy", a)
    add(a, "一")
    for name in ("二", "三", "四"):
        add(copy, name)
        longer = copy.export(b)
    b.merges.undo(b.merges.merge(longer).id)
    b.merges.merge(a.export(b))
    before = b.state()
    with pytest.raises(ForkError):
        b.merges.merge(copy.export(b))
    assert b.state() == before
    copy.close()


def test_what_contradicted_a_merge_that_is_undone_waits_no_longer_for_a_word(pair, tmp_path):
    """Found by a torture (seed 1795748538): it stood among what waits for ever."""
    a, b = pair
    b.merges.merge(a.export(b))
    shutil.copytree(a.folder, tmp_path / "copy")
    copy = opened_again(tmp_path / "copy", a)
    people = [add(copy, name) for name in ("一", "二")]
    for name in ("三", "四"):
        add(a, name)
    last = [line for line in lines_of(copy) if lines.read(line).save.stream != "admin"][-1]
    b.merges.merge(write(tmp_path, bundle_of(copy, [b], [last])))
    merged = b.merges.merge(a.export(b))
    assert [one.forked for one in b.merges.waiting()] == [True]
    b.merges.undo(merged.id)
    assert [one.forked for one in b.merges.waiting()] == [False]
    b.merges.merge(copy.export(b))
    assert b.merges.waiting() == ()
    assert [person_of(b, one) for one in people] == people
    copy.close()


def test_what_has_come_into_the_log_all_the_same_waits_no_longer(pair):
    a, b = pair
    add(a)
    b.merges.merge(a.export(b))
    held = next(saves.of_chain(b.store.db, (a.id, "admin")))
    with b.store.transaction():
        parked.park(b.store.db, held, parked.Why.FORK)
    assert b.merges.waiting()
    add(a)
    b.merges.merge(a.export(b))
    assert b.merges.waiting() == ()


def test_a_copy_hears_that_another_one_went_on_and_goes_on_itself_under_a_new_name(pair, tmp_path):
    a, b = pair
    shutil.copytree(a.folder, tmp_path / "copy")
    copy = opened_again(tmp_path / "copy", a)
    person = add(a)
    b.merges.merge(a.export(b))
    bundle = b.export(a)
    with pytest.raises(CloneError):
        copy.merges.merge(bundle)
    before = copy.laptops.own()
    renewed = copy.laptops.renew()
    assert renewed.device != before.device
    assert renewed.code != before.code
    b.laptops.enrol(renewed)
    copy.merges.merge(b.export(copy))
    assert person_of(copy, person) == person
    other = add(copy, "副本")
    b.merges.merge(copy.export(b))
    assert person_of(b, other) == other
    assert b.state() == copy.state()
    assert copy.store.audit.verify().holds
    copy.close()


def test_what_was_told_again_stays_so_whoever_writes_over_the_word_of_it(pair, tmp_path):
    a, b = pair
    shutil.copytree(a.folder, tmp_path / "copy")
    copy = opened_again(tmp_path / "copy", a)
    add(a)
    add(copy)
    b.merges.merge(a.export(b))
    with pytest.raises(CloneError):
        copy.merges.merge(b.export(copy))
    renewed = copy.laptops.renew()
    b.laptops.enrol(renewed)
    copy.merges.merge(b.export(copy))
    b.merges.merge(copy.export(b))
    said = splits.read(b.store.db)
    assert said.digits
    base = b.store.devices.reading(renewed.device)
    b.save(kinds.DEVICE, replace(base.record, restated={}), base, "device.changed")
    assert splits.read(b.store.db) == said
    copy.close()


def test_what_was_written_for_a_former_name_is_opened_after_a_renewal(trio):
    a, b, c = trio
    person = add(b)
    sha256 = attach(b, person, "照片".encode())
    file = b.export(a)
    a.laptops.renew()
    report = a.merges.merge(file)
    assert person_of(a, person) == person
    assert (report.pictures, report.pictures_missing) == (1, 0)
    assert a.store.blobs.holds(sha256)
    with pytest.raises(SealedForOthersError):
        c.merges.merge(file)


def test_what_a_revoked_laptop_saves_later_is_taken_by_nobody(trio):
    a, b, c = trio
    early = add(c)
    for one in (a, b):
        one.merges.merge(c.export(one))
    a.laptops.revoke("2号机", "丢失")
    late = add(c, "迟")
    b.merges.merge(c.export(b))
    assert person_of(b, late) == late
    b.merges.merge(a.export(b))
    assert person_of(b, late) is None
    assert person_of(b, early) == early
    a.merges.merge(b.export(a))
    report = a.merges.merge(c.export(a))
    assert report.refused > 0
    assert report.applied == 0
    assert a.state() == b.state()
    assert c.id in a.laptops.revoked()
    with pytest.raises(RevokedLaptopError):
        a.export(c)
    with pytest.raises(RevokedLaptopError):
        a.laptops.enrol(c.laptops.own())


# A newer program


def test_an_older_program_keeps_and_forwards_what_it_does_not_know(trio):
    a, b, c = trio
    person = add(a, phone="139", employer="环卫一队")
    newer = add(a, "新")
    edit(a, person, employer="环卫二队")
    file, sent = a.export(b), lines_of(a)
    with older_program():
        b.merges.merge(file)
        assert b.store.db.execute("SELECT employer FROM beneficiary").fetchall() == [(None,)] * 2
        assert b.store.db.table("log_unread").count > 0
        assert checks.log_makes_the_records(b.store.db)
        forwarded = lines_of(b)
        back = b.export(a)
        stated = b.state()
    a.merges.merge(back)
    assert a.state() == stated, "one code whichever program digests"
    assert set(sent) <= set(forwarded)
    c.merges.merge(b.export(c))
    assert person_of(c, person).employer == "环卫二队"
    upgrading.read_what_was_left(b.store.db)
    assert person_of(b, person) == person_of(a, person)
    assert person_of(b, newer) == newer
    assert checks.log_makes_the_records(b.store.db)
    for one in (a, b):
        one.merges.merge((b if one is a else a).export(one))
    assert a.state() == b.state()


# Making oneself known


def test_a_laptop_is_enrolled_by_its_file_and_both_read_the_same_six_words(tmp_path):
    a, b = (found(tmp_path / name, number) for number, name in enumerate("ab"))
    own = b.laptops.write_identity(tmp_path / "b.json")
    read = a.laptops.read_identity(tmp_path / "b.json")
    assert read == own
    assert len(read.words) == 6
    a.laptops.enrol(read)
    assert [one.label for one in a.laptops.others()] == ["1号机"]
    assert a.laptops.find(read.code).id == b.id
    a.laptops.enrol(read)
    with pytest.raises(OwnLaptopError):
        a.laptops.enrol(a.laptops.own())
    with pytest.raises(UnknownLaptopError):
        a.laptops.find("3号机")
    a.close()
    b.close()


def test_an_identity_file_with_one_altered_character_is_refused(tmp_path):
    a = found(tmp_path / "a", 0)
    file = tmp_path / "a.json"
    a.laptops.write_identity(file)
    content = file.read_bytes()
    for at in range(len(content)):
        file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(NotAnIdentityError):
            a.laptops.read_identity(file)
    a.close()


def test_two_laptops_of_one_code_do_not_meet_until_one_is_renewed(tmp_path):
    a, b = found(tmp_path / "a", 0), found(tmp_path / "b", 0)
    with pytest.raises(CodeTakenError):
        a.laptops.enrol(b.laptops.own())
    b.laptops.renew()
    a.laptops.enrol(b.laptops.own())
    a.close()
    b.close()


# Pictures


def test_photos_travel_with_their_records_and_a_lost_one_is_counted(pair):
    a, b = pair
    person = add(a)
    sha256 = [attach(a, person, content) for content in (b"one", b"two")][-1]
    file = a.export(b)
    beside = sorted(attached.folder_of(file).iterdir())
    assert len(beside) == 2
    assert all(b"one" not in one.read_bytes() and sha256 not in one.name for one in beside)
    beside[0].unlink()
    report = b.merges.merge(file)
    assert (report.pictures, report.pictures_missing) == (1, 1)
    kept = [b.store.blobs.holds(sha) for sha in b.store.attachments.contents()]
    assert sorted(kept) == [False, True]


@pytest.mark.parametrize("is_named", [True, False])
def test_a_content_is_kept_only_where_a_record_names_it(pair, tmp_path, is_named):
    """Whoever could leave others at will would fill their disks."""
    a, b = pair
    if is_named:
        attach(a, add(a), b"one")
    blob = Blob(sha256=hashlib.sha256(b"one").hexdigest(), file="0" * 64, size=3)
    file = write(tmp_path, bundle_of(a, [b], lines_of(a), blobs=(blob,)))
    attached.folder_of(file).mkdir()
    beside = attached.folder_of(file) / (blob.file + attached.SUFFIX)
    beside.write_bytes(sealing.seal(b"one", [b.laptops.own().age_recipient]))
    report = b.merges.merge(file)
    assert (report.pictures, report.pictures_missing) == (int(is_named), 0)
    assert b.store.blobs.holds(blob.sha256) is is_named


def test_photos_of_a_revoked_laptop_come_with_others_bundles(trio):
    a, b, c = trio
    sha256 = attach(c, add(c), b"one")
    b.merges.merge(c.export(b))
    first, again = c.export(a), c.export(a)
    shutil.rmtree(attached.folder_of(first))
    a.merges.merge(first)
    a.laptops.revoke("2号机", "丢失")
    a.merges.merge(again)
    assert not a.store.blobs.holds(sha256)
    b.merges.merge(a.export(b))
    assert a.merges.merge(b.export(a)).pictures == 1
    assert a.store.blobs.holds(sha256)


def test_photos_go_with_the_last_of_several_bundles_when_all_their_records_are_there(
    pair, monkeypatch
):
    a, b = pair
    monkeypatch.setattr(contents, "MOST_STORED", 2_000)
    hashes = [attach(a, add(a), bytes([number])) for number in range(5)]
    done = Export(a.desk).export(a.folder.parent / "stick", [b.id])
    assert done.more
    assert done.pictures == 5
    for file in (done.bundle, *done.more):
        b.merges.merge(file)
    assert all(b.store.blobs.holds(sha256) for sha256 in hashes)
