"""Writing on sticks: real FAT32 and exFAT, full, locked, pulled, cut off from power."""

import errno
import hashlib
import os
import random
import threading
from pathlib import Path

import pytest

from desktop_app.services.exchange import (
    stick_errors,
    stick_presence,
    stick_writing,
)
from desktop_app.services.exchange.stick_errors import (
    BundleNotWrittenError,
    StickFaultyError,
    StickFolderFullError,
    StickForbiddenError,
    StickFullError,
    StickGoneError,
    StickHeldError,
    StickReadOnlyError,
)
from desktop_app.services.exchange.stick_writing import StickWriter
from tests.filesystems import in_memory, mounted

KINDS = ("exfat", "fat")
FELT = ("exfat", "vfat")
CONTENT = random.Random(7).randbytes(700_000)  # noqa: S311 - the same in every run
NAME = "640100_A2_0badcafe_20210208.nuanfang"


def written(folder: Path, content: bytes = CONTENT, name: str = NAME) -> Path:
    writer = StickWriter(folder, len(content))
    writer.make_room()
    file = writer.write(name, content)
    writer.finish()
    return file


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_on_a_stick_is_read_back_after_it_was_pulled_out(kind, tmp_path):
    with mounted(kind, tmp_path) as stick:
        file = written(stick.path)
        assert [one.name for one in stick.path.iterdir()] == [NAME]
        assert file.read_bytes() == CONTENT
        stick.unmount()
        (tmp_path / "again").mkdir()
        with mounted(kind, tmp_path / "again", image=stick.image) as again:
            assert (again.path / NAME).read_bytes() == CONTENT


@pytest.mark.parametrize("kind", FELT)
def test_power_cut_after_done_leaves_the_whole_bundle(kind, tmp_path):
    with mounted(kind, tmp_path) as stick:
        written(stick.path)
        stick.cut_power(tmp_path / "cut.img")
    assert survives(kind, tmp_path / "again", tmp_path / "cut.img")


@pytest.mark.parametrize("kind", FELT)
def test_a_power_cut_after_careless_writing_loses_the_bundle_so_cuts_are_felt(kind, tmp_path):
    with mounted(kind, tmp_path) as stick:
        careless(stick.path)
        stick.cut_power(tmp_path / "cut.img")
    assert not survives(kind, tmp_path / "again", tmp_path / "cut.img")


def test_an_older_bundle_is_never_written_over(tmp_path):
    first = written(tmp_path)
    writer = StickWriter(tmp_path, 3)
    assert writer.free_name(NAME.upper()) == "640100_A2_0BADCAFE_20210208-2.NUANFANG"
    with pytest.raises(BundleNotWrittenError, match="exists"):
        writer.write(NAME, b"new")
    writer.take_back()
    assert first.read_bytes() == CONTENT


def test_names_are_such_as_every_file_system_takes():
    assert (
        stick_writing.safe_name('a:b?c*d"e<f>g|h\\i/j 暖.nuanfang')
        == "a-b-c-d-e-f-g-h-i-j-.nuanfang"
    )
    assert stick_writing.safe_name("..") == "bundle"


def test_a_stick_with_too_little_room_is_refused_before_anything_is_written(tmp_path):
    with in_memory(tmp_path / "small", 700) as stick:
        with pytest.raises(StickFullError, match="needs 1 MB and 0 MB are free"):
            written(stick)
        assert list(stick.iterdir()) == []


def test_a_folder_that_takes_no_more_names_is_not_called_a_full_stick(tmp_path):
    """As the folder of a FAT32 with 65,536 entries answers, long before the stick is full."""
    with in_memory(tmp_path / "many", 8000, "nr_inodes=4") as stick:
        old = [written(stick, name=f"{place}.nuanfang") for place in range(3)]
        with pytest.raises(StickFolderFullError, match="no more files in this folder"):
            written(stick)
        assert sorted(stick.iterdir()) == old
    error = OSError(errno.EACCES, "The directory or file cannot be created")
    error.winerror = 82
    assert isinstance(stick_errors.of(error, 1, 9), StickFolderFullError)


def fill(file: Path) -> None:
    with file.open("wb") as film:
        while True:
            film.write(bytes(1024 * 1024))


def test_where_a_stick_was_nothing_is_written_on_this_computer(tmp_path, monkeypatch):
    """Root may make the folder in which a stick was mounted, on the disk of the system."""
    home = tmp_path / "media"
    monkeypatch.setattr(stick_writing.volumes, "_HOMES", (home,))
    stick = home / "warm" / "KINGSTON"
    stick.parent.mkdir(parents=True)
    with in_memory(stick, 4000):
        assert written(stick / "bundles").read_bytes() == CONTENT
    for left in (stick / "bundles", stick):
        with pytest.raises(StickGoneError):
            written(left)
    assert list(stick.iterdir()) == []
    stick.rmdir()
    with pytest.raises(StickGoneError):
        written(stick)
    assert list(stick.parent.iterdir()) == []


def test_a_stick_that_fills_up_in_the_midst_is_a_sentence_and_keeps_what_it_had(tmp_path):
    with mounted("exfat", tmp_path) as stick:
        old = written(stick.path, b"old", "old.nuanfang")
        big = stick.path / "film.mp4"
        with pytest.raises(OSError, match="No space"):
            fill(big)
        os.truncate(big, max(0, big.stat().st_size - 300_000))
        writer = StickWriter(stick.path, len(CONTENT))
        with pytest.raises(StickFullError):
            writer.write(NAME, CONTENT)
        writer.take_back()
        assert sorted(one.name for one in stick.path.iterdir()) == ["film.mp4", "old.nuanfang"]
        assert old.read_bytes() == b"old"


def test_a_locked_stick_is_a_sentence(tmp_path):
    with in_memory(tmp_path / "locked", 4000, "ro") as stick, pytest.raises(StickReadOnlyError):
        written(stick)


@pytest.mark.parametrize("kind", KINDS)
def test_a_stick_that_is_pulled_in_the_midst_is_a_sentence(kind, tmp_path, monkeypatch):
    with mounted(kind, tmp_path) as stick:
        write, done = os.write, []

        def write_then_pull(opened, some):
            count = write(opened, some[:100_000])
            done.append(count)
            if len(done) == 3:
                stick.pull()
            return count

        monkeypatch.setattr(stick_writing.os, "write", write_then_pull)
        writer = StickWriter(stick.path, len(CONTENT))
        with pytest.raises(StickGoneError):
            writer.write(NAME, CONTENT)
        writer.take_back()
        assert len(done) >= 3


FAULTS = {
    errno.EACCES: StickForbiddenError,
    errno.EPERM: StickForbiddenError,
    errno.ENOSPC: StickFullError,
    errno.ENOTCONN: StickGoneError,
    errno.ENODEV: StickGoneError,
    errno.EIO: StickFaultyError,
    errno.EROFS: StickReadOnlyError,
}


@pytest.mark.parametrize("call", ["open", "write", "fsync", "close", "read"])
@pytest.mark.parametrize("number", FAULTS)
def test_every_fault_at_every_call_is_its_sentence_and_leaves_nothing(
    call, number, tmp_path, monkeypatch
):
    real, failed = getattr(os, call), []

    def fail(opened, *rest, **named):
        about = opened if call == "open" else Path(f"/proc/self/fd/{opened}").readlink()
        if NAME in str(about) and not failed:
            failed.append(about)
            if call == "close":
                real(opened)
            raise OSError(number, os.strerror(number))
        return real(opened, *rest, **named)

    monkeypatch.setattr(stick_writing.os, call, fail)
    writer = StickWriter(tmp_path, len(CONTENT))
    with pytest.raises(FAULTS[number]) as raised:
        writer.write(NAME, CONTENT)
    monkeypatch.undo()
    writer.take_back()
    assert failed
    assert "export again" in raised.value.sentence()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def writer_and_disk(tmp_path, monkeypatch):
    """A writer, and the entry of its disk in the system's list."""
    disk = tmp_path / "plugged" / "8:16"
    disk.mkdir(parents=True)
    monkeypatch.setattr(stick_presence, "_DISKS", disk.parent)
    writer = StickWriter(tmp_path / "stick", len(CONTENT))
    writer.make_room()
    writer._disk = os.makedev(8, 16)
    return writer, disk


@pytest.mark.parametrize("number", [errno.EIO, errno.EROFS, errno.ENOENT])
def test_whatever_the_system_says_of_a_disk_that_is_no_longer_there_it_was_pulled_out(
    number, writer_and_disk, monkeypatch
):
    """Linux answers EIO for a pulled stick, just as for a broken one."""
    writer, disk = writer_and_disk
    monkeypatch.setattr(stick_writing.os, "fsync", failing("fsync", number))
    with pytest.raises(FAULTS.get(number, StickGoneError)):
        writer.write(NAME, CONTENT)
    disk.rmdir()
    with pytest.raises(StickGoneError):
        writer.write(NAME, CONTENT)


def test_a_disk_that_leaves_the_list_a_moment_after_its_error_was_pulled_out(
    writer_and_disk, monkeypatch
):
    writer, disk = writer_and_disk
    monkeypatch.setattr(stick_writing.os, "fsync", failing("fsync", errno.EIO))
    leaving = threading.Timer(0.3, disk.rmdir)
    leaving.start()
    with pytest.raises(StickGoneError):
        writer.write(NAME, CONTENT)
    leaving.join()


def test_a_disk_that_was_never_in_the_list_is_not_missed_there(tmp_path, monkeypatch):
    """As in a container, which may hide the devices of its host."""
    monkeypatch.setattr(stick_presence, "_DISKS", tmp_path / "plugged")
    monkeypatch.setattr(stick_presence.os, "major", lambda _disk: 8)
    stick_presence._DISKS.mkdir()
    assert written(tmp_path).read_bytes() == CONTENT


def failing(call, number):
    def fail(*_given):
        raise OSError(number, f"{call}: {os.strerror(number)}")

    return fail


def test_a_stick_that_cannot_keep_the_names_is_not_done(tmp_path, monkeypatch):
    writer = StickWriter(tmp_path, len(CONTENT))
    writer.write(NAME, CONTENT)
    monkeypatch.setattr(stick_writing.os, "fsync", failing("fsync", errno.EIO))
    with pytest.raises(StickFaultyError):
        writer.finish()
    monkeypatch.setattr(stick_writing.os, "fsync", failing("fsync", errno.EINVAL))
    writer.finish()


def test_a_stick_that_gives_back_something_else_is_not_trusted(tmp_path, monkeypatch):
    real = os.read
    monkeypatch.setattr(
        stick_writing.os, "read", lambda fd, size: real(fd, size).replace(b"n", b"m")
    )
    writer = StickWriter(tmp_path, 5)
    with pytest.raises(StickFaultyError):
        writer.write(NAME, b"nnnnn")
    writer.take_back()
    assert list(tmp_path.iterdir()) == []


def held(number, times):
    """Rename as Windows does while another program has the file open."""
    real, tried = Path.rename, []

    def rename(part, file):
        tried.append(part)
        if len(tried) <= times:
            error = PermissionError(errno.EACCES, "The process cannot access the file")
            error.winerror = number
            raise error
        return real(part, file)

    return rename


@pytest.mark.parametrize("number", [32, 33])
def test_a_file_that_is_held_for_a_moment_gets_its_name_and_else_it_is_said_who_holds_it(
    number, tmp_path, monkeypatch
):
    monkeypatch.setattr(stick_writing.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(Path, "rename", held(number, 3))
    assert written(tmp_path).read_bytes() == CONTENT
    monkeypatch.setattr(Path, "rename", held(number, 1000))
    with pytest.raises(StickHeldError, match="virus scanner"):
        written(tmp_path, name="b.nuanfang")
    monkeypatch.setattr(Path, "rename", held(5, 1000))
    with pytest.raises(StickForbiddenError):
        written(tmp_path, name="c.nuanfang")
    assert [one.name for one in tmp_path.iterdir()] == [NAME]


def test_what_windows_says_is_understood():
    error = OSError(errno.EINVAL, "The media is write protected")
    error.winerror = 19
    assert isinstance(stick_errors.of(error, 1, 1), StickReadOnlyError)


def survives(kind: str, folder: Path, cut: Path) -> bool:
    """Mount what a power cut left and tell whether the bundle is whole."""
    folder.mkdir()
    with mounted(kind, folder, image=cut) as again:
        try:
            return (again.path / NAME).read_bytes() == CONTENT
        except OSError:
            return False


def careless(folder: Path) -> None:
    """Write as programs do that only close the file."""
    (folder / NAME).write_bytes(CONTENT)


@pytest.mark.torture
@pytest.mark.parametrize("kind", FELT)
def test_power_cuts_at_any_moment_never_leave_a_bundle_that_looks_whole_and_is_not(kind, tmp_path):
    """A hundred cuts at random moments: under its own name the bundle is whole or absent."""
    whole = absent = 0
    for place in range(100):
        folder = tmp_path / str(place)
        folder.mkdir()
        with mounted(kind, folder) as stick:
            writing = threading.Thread(target=written, args=(stick.path,))
            writing.start()
            writing.join(timeout=place / 1000)
            stick.cut_power(folder / "cut.img")
            writing.join()
        (folder / "again").mkdir()
        with mounted(kind, folder / "again", image=folder / "cut.img") as again:
            file = again.path / NAME
            if file.exists():
                found = hashlib.sha256(file.read_bytes()).digest()
                assert found == hashlib.sha256(CONTENT).digest()
                whole += 1
            else:
                absent += 1
    assert whole
    assert absent
