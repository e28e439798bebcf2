"""Contents beside the ledger: sealed, found again, never half written, carried by every copy."""

import errno
import hashlib
import os
import shutil
import time

import pytest

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.identity import AttachmentId, new_id
from desktop_app.services.caretaking import words_of_attachments
from desktop_app.storage import attachments, backups, kinds, store, vault
from desktop_app.storage.attachments import (
    BlobDamagedError,
    BlobMissingError,
    Blobs,
    BlobState,
)
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder
from desktop_app.storage.transaction import DiskFailedError, DiskFullError

CONTENT = "银川市兴庆区 640102197001010016".encode() * 50


@pytest.fixture
def blobs(ledger):
    return ledger.blobs


@pytest.fixture
def attached(clerk):
    """A content that a record in the ledger names."""
    sha256 = clerk.desk.store.blobs.put(CONTENT)
    record = Attachment(
        id=AttachmentId(new_id()), of_kind="visit", of="a" * 32, sha256=sha256, caption="在家中"
    )
    clerk.desk.save([edit_of(kinds.ATTACHMENT, record)], "attachment.added", record.id)
    return record


def test_what_was_put_comes_back_and_is_found_by_its_hash(blobs):
    sha256 = blobs.put(CONTENT)
    assert sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert blobs.read(sha256) == CONTENT
    assert blobs.state(sha256) is BlobState.WHOLE


def test_the_same_content_is_kept_once(blobs, folder, files):
    assert blobs.put(CONTENT) == blobs.put(CONTENT)
    assert len(files(folder.attachments)) == 1


def test_neither_name_nor_file_tells_what_is_in_it(blobs, folder, files):
    sha256 = blobs.put(CONTENT)
    (file,) = files(folder.attachments)
    assert CONTENT[:20] not in file.read_bytes()
    assert sha256[:8] not in str(file)
    assert not file.suffix


def test_another_ledgers_key_opens_nothing(blobs, folder):
    sha256 = blobs.put(CONTENT)
    other = Blobs(folder.attachments, vault.BlobKeys(b"\x01" * 32))
    assert other.state(sha256) is BlobState.MISSING
    sealed = blobs.file(sha256).read_bytes()
    assert vault.BlobKeys(b"\x01" * 32).unseal(sealed, sha256) is None


def test_a_file_put_in_the_place_of_another_is_noticed(blobs):
    one, other = blobs.put(CONTENT), blobs.put(b"another")
    shutil.copyfile(blobs.file(other), blobs.file(one))
    with pytest.raises(BlobDamagedError):
        blobs.read(one)


@pytest.mark.parametrize("at", [0, 5, 20, -1])
def test_one_altered_byte_is_noticed(blobs, at):
    sha256 = blobs.put(CONTENT)
    altered = bytearray(blobs.file(sha256).read_bytes())
    altered[at] ^= 1
    blobs.file(sha256).write_bytes(altered)
    with pytest.raises(BlobDamagedError) as damaged:
        blobs.read(sha256)
    assert "damaged" in damaged.value.sentence()


@pytest.mark.parametrize("left", [0, 4, 17, 40])
def test_a_file_cut_short_is_noticed(blobs, left):
    sha256 = blobs.put(CONTENT)
    blobs.file(sha256).write_bytes(blobs.file(sha256).read_bytes()[:left])
    assert blobs.state(sha256) is BlobState.DAMAGED


def test_a_missing_file_is_a_sentence(blobs):
    with pytest.raises(BlobMissingError) as missing:
        blobs.read("0" * 64)
    assert "backup" in missing.value.sentence()


def test_what_was_damaged_is_mended_by_putting_it_again(blobs):
    sha256 = blobs.put(CONTENT)
    blobs.file(sha256).write_bytes(b"")
    blobs.put(CONTENT)
    assert blobs.read(sha256) == CONTENT


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, DiskFullError), (errno.EIO, DiskFailedError)]
)
def test_a_disk_that_takes_no_more_leaves_nothing_half_written(
    blobs, folder, files, monkeypatch, number, said
):
    def fail(_descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(attachments.os, "fsync", fail)
    with pytest.raises(said):
        blobs.put(CONTENT)
    assert files(folder.attachments) == []


def test_a_copy_of_the_ledger_opens_with_its_photos(clerk, attached, founded, tmp_path):
    stick = tmp_path / "stick"
    copy = backups.back_up(clerk.desk.store, stick)
    restored = Folder(tmp_path / "restored")
    restored.path.mkdir()
    shutil.copyfile(copy, restored.ledger)
    shutil.copyfile(copy.with_suffix(backups.KEYS_SUFFIX), restored.keys)
    shutil.copytree(stick / backups.ATTACHMENTS, restored.attachments)
    opened = store.open_with_key(restored, founded[1], clerk.desk.store.clock_ms)
    (found,) = opened.attachments.of("visit", "a" * 32)
    assert found == attached
    assert opened.blobs.read(found.sha256) == CONTENT
    opened.close()


def test_a_second_copy_takes_only_what_the_first_one_lacks(clerk, attached, folder, files):
    ledger = clerk.desk.store
    backups.back_up(ledger)
    target = folder.backups / backups.ATTACHMENTS
    (file,) = files(target)
    written = file.stat().st_mtime_ns
    backups.put_aside(ledger, "import")
    assert files(target) == [file]
    assert file.stat().st_mtime_ns == written


def test_a_damaged_content_never_takes_the_place_of_a_whole_copy(clerk, attached, folder):
    ledger = clerk.desk.store
    backups.back_up(ledger)
    ledger.blobs.file(attached.sha256).write_bytes(b"broken")
    backups.back_up(ledger)
    copies = Blobs(folder.backups / backups.ATTACHMENTS, vault.BlobKeys(ledger.data_key))
    assert copies.read(attached.sha256) == CONTENT


def test_a_content_no_record_names_is_not_copied(clerk, folder):
    clerk.desk.store.blobs.put(CONTENT)
    backups.back_up(clerk.desk.store)
    assert not (folder.backups / backups.ATTACHMENTS).exists()


def test_a_check_finds_what_is_missing_and_what_is_damaged(clerk, attached):
    ledger = clerk.desk.store
    assert clerk.caretaking.check().is_good
    ledger.blobs.file(attached.sha256).write_bytes(b"broken")
    health = clerk.caretaking.check()
    assert (health.damaged, health.missing, health.is_good) == (1, 0, False)
    ledger.blobs.file(attached.sha256).unlink()
    health = clerk.caretaking.check()
    assert (health.damaged, health.missing, health.is_good) == (0, 1, False)
    assert words_of_attachments(health) == [
        "The content of 1 attachment is not on this laptop.",
    ]


def test_only_what_nobody_names_any_more_is_swept_and_only_after_a_month(clerk, attached):
    ledger = clerk.desk.store
    drafted, given_up, fresh = (ledger.blobs.put(what) for what in (b"draft", b"old", b"new"))
    clerk.drafting.keep("visit", "b" * 32, "", {"photos": [{"sha256": drafted}]}, {})
    old = time.time() - (attachments.KEPT_UNNAMED_DAYS + 1) * 86_400
    for sha256 in (attached.sha256, drafted, given_up):
        os.utime(ledger.blobs.file(sha256), (old, old))
    clerk.caretaking.back_up()
    kept = {one: ledger.blobs.holds(one) for one in (attached.sha256, drafted, given_up, fresh)}
    assert kept == {attached.sha256: True, drafted: True, given_up: False, fresh: True}
