"""Writing on sticks as macOS answers: its flush, its memory of files, its words for a pulled stick.

Only the calls of the system are played; the files and file systems are real ones.
"""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from desktop_app.services.exchange import stick_presence, stick_writing, system_cache
from desktop_app.services.exchange.stick_errors import (
    BundleNotWrittenError,
    StickFaultyError,
    StickGoneError,
)
from desktop_app.services.exchange.stick_writing import StickWriter
from tests.filesystems import in_memory

CONTENT = bytes(range(256)) * 2_000
NAME = "640100_A2_0badcafe_20210208.nuanfang"


def failing(call, number):
    def fail(*_given):
        raise OSError(number, f"{call}: {os.strerror(number)}")

    return fail


@pytest.fixture
def as_on_macos(monkeypatch):
    """Answer as macOS does: note its own calls, each with its file, or `refuse` with a number."""
    asked, refuse = [], []

    def control(opened, command, *_given):
        name = Path(f"/proc/self/fd/{opened}").readlink().name
        asked.append(({48: "past the cache", 51: "down to the stick"}[command], name))
        if refuse:
            raise OSError(refuse[0], os.strerror(refuse[0]))

    monkeypatch.setattr(stick_writing.sys, "platform", "darwin")
    monkeypatch.delattr(os, "posix_fadvise")
    monkeypatch.setattr("fcntl.fcntl", control)
    return asked, refuse


def test_macos_writes_down_to_the_stick_and_reads_past_its_cache(
    tmp_path, as_on_macos, monkeypatch
):
    asked, _refuse = as_on_macos
    drop = system_cache.drop_pages

    def dropped(opened):
        asked.append((drop(opened), Path(f"/proc/self/fd/{opened}").readlink().name))

    monkeypatch.setattr(system_cache, "drop_pages", dropped)
    writer = StickWriter(tmp_path, len(CONTENT))
    writer.write(NAME, CONTENT)
    writer.finish()
    part = f"{NAME}.part"
    assert asked == [
        ("down to the stick", part),
        (False, part),  # a file that was opened to be written only cannot be mapped
        ("past the cache", part),
        (True, part),
        ("past the cache", part),
        ("down to the stick", NAME),
        ("down to the stick", tmp_path.name),
    ]


@pytest.mark.parametrize("number", [errno.ENOTTY, errno.ENOTSUP, errno.EINVAL])
def test_where_macos_cannot_write_down_to_a_stick_fsync_has_to_do(
    number, tmp_path, as_on_macos, monkeypatch
):
    """Of F_FULLFSYNC some drivers, that of exFAT among them, say that it is none of their calls."""
    _asked, refuse = as_on_macos
    synced = []
    monkeypatch.setattr(stick_writing.os, "fsync", synced.append)
    monkeypatch.setattr(system_cache, "forget", lambda _opened: None)
    refuse.append(number)
    writer = StickWriter(tmp_path, len(CONTENT))
    writer.write(NAME, CONTENT)
    assert len(synced) == 2
    writer.finish()
    assert len(synced) == 3
    refuse[0] = errno.EIO
    with pytest.raises(StickFaultyError):
        writer.write("b.nuanfang", CONTENT)
    assert [one.name for one in tmp_path.iterdir()] == [NAME]


@pytest.fixture
def pulled_on_macos(tmp_path, as_on_macos, monkeypatch):
    """A writer on a stick of macOS, and what pulls the stick while files on it are open."""
    monkeypatch.setattr(stick_presence, "_MOST_WAITED_S", 0.2)
    monkeypatch.setattr(system_cache, "forget", lambda _opened: None)
    with in_memory(tmp_path / "KINGSTON", 4000) as stick:
        writer = StickWriter(stick, len(CONTENT))
        writer.make_room()
        yield writer, lambda: subprocess.run(["umount", "-l", str(stick)], check=True)


@pytest.mark.parametrize("number", [errno.EIO, errno.EBADF])
@pytest.mark.parametrize("call", ["write", "fcntl"])
def test_on_macos_a_stick_that_is_pulled_is_not_called_broken(
    number, call, pulled_on_macos, as_on_macos, monkeypatch
):
    writer, pull = pulled_on_macos
    as_on_macos[1].append(number)
    if call == "write":
        monkeypatch.setattr(stick_writing.os, "write", failing("write", number))
    with pytest.raises(BundleNotWrittenError) as still_in:
        writer.write(NAME, CONTENT)
    assert not isinstance(still_in.value, StickGoneError)
    pull()
    with pytest.raises(StickGoneError):
        writer.write(NAME, CONTENT)


@pytest.mark.parametrize("leaves_its_folder", [True, False])
def test_on_macos_a_stick_that_was_pulled_before_the_end_is_not_done(
    leaves_its_folder, pulled_on_macos
):
    """To a file that is no longer there, xnu's fsync says that all is well."""
    writer, pull = pulled_on_macos
    writer.write(NAME, CONTENT)
    writer.finish()
    pull()
    if not leaves_its_folder:
        writer.folder.rmdir()
    with pytest.raises(StickGoneError):
        writer.finish()
    writer.folder.mkdir(exist_ok=True)


def test_pages_are_dropped_by_calls_that_the_c_library_takes_and_its_refusal_is_no_error(
    tmp_path, as_on_macos
):
    """Linux takes the same calls as macOS, though it drops nothing for them."""
    _asked, refuse = as_on_macos
    refuse.append(errno.ENOTTY)
    full, empty = tmp_path / "full", tmp_path / "empty"
    full.write_bytes(CONTENT)
    empty.touch()
    for place, is_taken in ((full, True), (empty, False), (tmp_path, False)):
        opened = os.open(place, os.O_RDONLY)
        assert system_cache.drop_pages(opened) is is_taken
        system_cache.forget(opened)
        os.close(opened)
    assert full.read_bytes() == CONTENT
