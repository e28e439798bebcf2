"""Reading back past the memory of Windows, by its rules; on Wine: test_windows_sticks."""

import ctypes
import errno
import hashlib
import os
import random

import pytest

from desktop_app.services.exchange import reading_back, stick_presence
from desktop_app.services.exchange.stick_errors import (
    BundleNotWrittenError,
    StickFaultyError,
    StickGoneError,
)
from desktop_app.services.exchange.stick_writing import StickWriter

PIECE, SECTOR = 1024 * 1024, 4096
CONTENT = random.Random(7).randbytes(2 * PIECE + 700)  # noqa: S311 - the same in every run
NAME = "640100_A2_0badcafe_20210208.nuanfang"


class AsWindows:
    """Reads real files and refuses what Windows refuses of one that is read without its memory."""

    def __init__(self, refused="", number=0, turned=b""):
        self.refused, self.number, self.turned = refused, number, turned
        self.opened, self.closed = [], []

    def _asked(self, call):
        if call == self.refused:
            raise self._error(self.number)

    @staticmethod
    def _error(number):
        error = OSError(errno.EINVAL, "The parameter is incorrect")
        error.winerror = number
        return error

    def open(self, file):
        self._asked("open")
        self.opened.append(os.open(file, os.O_RDONLY))
        return self.opened[-1]

    def read(self, opened, place, size):
        self._asked("read")
        if os.lseek(opened, 0, os.SEEK_CUR) % SECTOR or place % SECTOR or size % SECTOR:
            raise self._error(87)
        found = os.read(opened, size)
        ctypes.memmove(place, self.turned or found, len(found))
        return len(found)

    def close(self, opened):
        os.close(opened)
        self.closed.append(opened)


@pytest.mark.parametrize("size", [0, 1, SECTOR, SECTOR + 1, PIECE - 1, PIECE, 2 * PIECE + 700])
def test_every_size_is_read_whole_by_the_rules_of_whole_sectors(size, tmp_path):
    file = tmp_path / NAME
    file.write_bytes(CONTENT[:size])
    windows = AsWindows()
    assert reading_back.past_memory(file, windows) == hashlib.sha256(CONTENT[:size]).digest()
    assert windows.opened == windows.closed != []


@pytest.fixture
def on_windows(monkeypatch):
    """Let a writer find itself on Windows, and give what it asks there."""

    def on(windows):
        monkeypatch.setattr(reading_back.sys, "platform", "win32")
        monkeypatch.setattr(reading_back, "_Kernel32", lambda: windows)
        return windows

    return on


@pytest.mark.parametrize("call", ["open", "read"])
@pytest.mark.parametrize("number", [1, 50, 87])
def test_a_stick_that_is_not_read_so_is_read_as_usual(number, call, tmp_path, on_windows):
    windows = on_windows(AsWindows(call, number))
    writer = StickWriter(tmp_path, len(CONTENT))
    assert writer.write(NAME, CONTENT).read_bytes() == CONTENT
    assert windows.opened == windows.closed
    assert len(windows.opened) == (call == "read")


@pytest.mark.parametrize("call", ["open", "read"])
@pytest.mark.parametrize(
    ("number", "circumstance"),
    [
        (23, StickFaultyError),
        (1117, StickFaultyError),
        (21, StickGoneError),
        (1167, StickGoneError),
    ],
)
def test_what_a_stick_answers_else_is_its_sentence_and_leaves_nothing(
    number, circumstance, call, tmp_path, on_windows
):
    windows = on_windows(AsWindows(call, number))
    with pytest.raises(circumstance):
        StickWriter(tmp_path, len(CONTENT)).write(NAME, CONTENT)
    assert windows.opened == windows.closed
    assert list(tmp_path.iterdir()) == []


def test_what_the_stick_did_not_keep_is_seen_although_the_system_remembers_it(tmp_path, on_windows):
    on_windows(AsWindows(turned=bytes(PIECE)))
    with pytest.raises(StickFaultyError):
        StickWriter(tmp_path, 700).write(NAME, CONTENT[:700])
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_is_pulled_while_it_is_read_back_was_pulled(tmp_path, on_windows, monkeypatch):
    on_windows(AsWindows("read", 31))  # "general failure"
    with pytest.raises(BundleNotWrittenError) as still_in:
        StickWriter(tmp_path, 700).write(NAME, CONTENT[:700])
    assert not isinstance(still_in.value, StickGoneError)
    monkeypatch.setattr(stick_presence.os.path, "exists", lambda _drive: False)
    with pytest.raises(StickGoneError):
        StickWriter(tmp_path, 700).write(NAME, CONTENT[:700])
