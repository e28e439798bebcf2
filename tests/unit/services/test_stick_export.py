"""An export onto a stick: whole with its photos, or nothing of it; the audit trail says which."""

import pytest

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.identity import AttachmentId, new_id
from desktop_app.services.exchange import attached, sticks
from desktop_app.services.exchange.packing import Export
from desktop_app.services.exchange.stick_errors import StickFullError, StickReadOnlyError
from desktop_app.services.progress import CancelledError
from desktop_app.storage import kinds
from tests.filesystems import in_memory, mounted
from tests.laptops import acquaint, found


@pytest.fixture
def pair(tmp_path, make_person):
    """Two laptops; the first has a person with three photos."""
    a, b = (found(tmp_path / name, number) for number, name in enumerate("ab"))
    acquaint([a, b])
    person = a.save(kinds.BENEFICIARY, make_person())
    for number in range(3):
        content = bytes([number]) * 50_000
        photo = Attachment(
            id=AttachmentId(new_id()), of_kind="beneficiary", of=person.id,
            sha256=a.store.blobs.put(content), size=len(content),
        )  # fmt: skip
        a.save(kinds.ATTACHMENT, photo)
    yield a, b
    for one in (a, b):
        one.close()


def deeds(laptop):
    rows = laptop.store.db.execute("SELECT action FROM log_save ORDER BY n").fetchall()
    return [action for (action,) in rows]


@pytest.mark.parametrize("kind", ["exfat", "fat"])
def test_a_bundle_and_its_photos_travel_on_a_real_stick(pair, kind, tmp_path):
    a, b = pair
    with mounted(kind, tmp_path) as stick:
        done = Export(a.desk).export(stick.path, [b.id])
        assert done.pictures == 3
        (listed,) = sticks.bundles_on(stick.path)
        assert (listed.path, listed.sender, listed.problem) == (done.bundle, a.id, "")
        report = b.merges.merge(done.bundle)
        assert (report.pictures, report.pictures_missing) == (3, 0)
        assert not list(stick.path.rglob("*.part"))


def test_a_full_stick_gets_nothing_of_the_bundle_and_nothing_counts_as_sent(pair, tmp_path):
    a, b = pair
    with in_memory(tmp_path / "small", 100) as stick:
        with pytest.raises(StickFullError):
            Export(a.desk).export(stick, [b.id])
        assert list(stick.rglob("*")) == []
    assert deeds(a)[-2:] == ["bundle.exported", "bundle.not_written"]
    assert b.merges.merge(a.export(b)).pictures == 3


def test_a_locked_stick_is_said_to_be_locked(pair, tmp_path):
    a, b = pair
    with in_memory(tmp_path / "locked", 4000, "ro") as stick, pytest.raises(StickReadOnlyError):
        Export(a.desk).export(stick, [b.id])


def test_who_changes_their_mind_leaves_nothing_behind(pair, tmp_path):
    a, b = pair

    def stop(done, total):
        if (done, total) == (2, 3):
            raise CancelledError

    packed = Export(a.desk).pack(a.laptops.find_all([b.id]))
    with pytest.raises(CancelledError):
        Export(a.desk).write(packed, tmp_path / "stick", stop)
    assert list((tmp_path / "stick").rglob("*")) == []


def test_the_same_bundle_written_twice_lies_there_twice_with_its_photos(pair, tmp_path):
    a, b = pair
    export = Export(a.desk)
    packed = export.pack(a.laptops.find_all([b.id]))
    first, second = (export.write(packed, tmp_path / "stick") for _turn in range(2))
    assert first.bundle != second.bundle
    for one in (first, second):
        assert len(list(attached.folder_of(one.bundle).iterdir())) == 3
    assert b.merges.merge(second.bundle).pictures == 3
