"""A stick taken out by the system's own way, and a sentence where it cannot be."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from desktop_app.services.exchange import ejecting
from desktop_app.services.exchange.ejecting import (
    NoEjectingError,
    NotAStickError,
    StickInUseError,
    by_commands,
    on_windows,
    stick_of,
    ways_of_linux,
)
from desktop_app.services.exchange.volumes import Volume
from tests.filesystems import in_memory

# What the systems answer, word for word.
UDISKS_BUSY = (
    "Error unmounting /dev/sdb1: GDBus.Error:org.freedesktop.UDisks2.Error.DeviceBusy: Error"
    " unmounting /dev/sdb1: target is busy"
)
DISKUTIL_BUSY = (
    "Unmount of disk7 failed: at least one volume could not be unmounted\nUnmount was dissented by"
    " PID 47781 (/usr/bin/tail)\nDissenter parent PPID 47778 (/bin/zsh)"
)
DISKUTIL_UNKNOWN = "Unable to find disk for /Volumes/GONE"


def stick(path="/media/warm/KINGSTON", device="/dev/sdb1", label="KINGSTON", disk=""):
    return Volume(
        path=Path(path), label=label, file_system="exfat", read_only=False, device=device, disk=disk
    )


class Console:
    """Answers commands as told, and remembers them."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), []

    def __call__(self, command):
        self.asked.append(command)
        return self.answers.pop(0)


def test_linux_lets_udisks_unmount_and_switch_off_else_gio_else_umount():
    ways = list(ways_of_linux(stick(), lambda name: f"/usr/bin/{name}"))
    assert [[command[:2] for command in way] for way in ways] == [
        [("udisksctl", "unmount"), ("udisksctl", "power-off")],
        [("gio", "mount")],
        [("umount", "/media/warm/KINGSTON")],
    ]
    assert list(ways_of_linux(stick(), lambda _name: None)) == []
    without = ways_of_linux(stick(device=""), lambda name: name)
    assert [way[0][0] for way in without] == ["gio", "umount"]


def test_the_first_way_that_works_is_the_last_one_tried():
    console = Console((1, "not authorized"), (0, ""), (1, "no power switch"))
    ways = [[("a",)], [("b",), ("c",)], [("d",)]]
    by_commands(stick(), ways, console)
    assert console.asked == [("a",), ("b",), ("c",)]


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([(1, UDISKS_BUSY)], StickInUseError),
        ([(1, DISKUTIL_BUSY)], StickInUseError),
        ([(1, DISKUTIL_UNKNOWN)], NoEjectingError),
        ([(1, ""), (32, "umount: /media/warm: must be superuser to unmount.")], NoEjectingError),
        ([], NoEjectingError),
    ],
)
def test_what_stands_in_the_way_is_a_sentence(answers, error):
    ways = [[(str(place),)] for place in range(len(answers))]
    with pytest.raises(error, match="KINGSTON"):
        by_commands(stick(), ways, Console(*answers))


@pytest.fixture
def two_partitions(monkeypatch):
    """A stick with two partitions, and another stick, until udisks has unmounted them."""
    first = stick(disk="sdb")
    second = stick("/media/warm/PRIVATE", "/dev/sdb2", "PRIVATE", "sdb")
    mounted = [first, second, stick("/media/warm/OTHER", "/dev/sdc1", "OTHER", "sdc")]
    asked, said = [], {}

    def run(command):
        asked.append((command[1], command[3]))
        if command[1] == "unmount" and command[3] not in said:
            mounted[:] = [one for one in mounted if one.device != command[3]]
            return 0, ""
        return 1, said.get(command[3], "Error powering off drive: The drive in use")

    monkeypatch.setattr(ejecting.volumes, "here", lambda: list(mounted))
    monkeypatch.setattr(ejecting, "_run", run)
    monkeypatch.setattr(ejecting.shutil, "which", {"udisksctl": "/usr/bin/udisksctl"}.get)
    return first, asked, said


def test_a_stick_is_not_out_before_all_its_partitions_are(two_partitions):
    first, asked, _said = two_partitions
    assert ejecting.eject(first.path) == first
    both = ("/dev/sdb2", "/dev/sdb1")
    assert asked == [(deed, one) for one in both for deed in ("unmount", "power-off")]


def test_where_one_command_takes_out_all_partitions_no_other_is_needed(two_partitions, monkeypatch):
    first, _asked, _said = two_partitions
    commands, mounted = [], ejecting.volumes.here()

    def run(command):
        commands.append(command[:2])
        mounted[:] = [one for one in mounted if one.disk != "sdb"]
        return 0, ""

    monkeypatch.setattr(ejecting.volumes, "here", lambda: list(mounted))
    monkeypatch.setattr(ejecting, "_run", run)
    monkeypatch.setattr(ejecting.shutil, "which", {"gio": "/usr/bin/gio"}.get)
    ejecting.eject(first.path)
    assert commands == [("gio", "mount")]


def test_a_stick_of_which_a_partition_is_in_use_is_in_use(two_partitions):
    first, _asked, said = two_partitions
    said["/dev/sdb2"] = UDISKS_BUSY
    for _again in range(2):
        with pytest.raises(StickInUseError, match="PRIVATE"):
            ejecting.eject(first.path)
    said.clear()
    assert ejecting.eject(first.path) == first


def test_the_tools_of_the_system_get_its_own_libraries_and_not_those_of_the_frozen_program(
    monkeypatch,
):
    """As PyInstaller starts the program on Linux, where the variable was set before and was not."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/nuanfang/_internal")
    _code, words = ejecting._run(("env",))
    assert "LD_LIBRARY_PATH" not in words
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/lib/own")
    _code, words = ejecting._run(("env",))
    assert [line for line in words.splitlines() if line.startswith("LD_LIBRARY_PATH")] == [
        "LD_LIBRARY_PATH=/usr/lib/own"
    ]


class Drive:
    def __init__(self, locks=True, dismounts=True, ejects=True, held=0):
        self.does = {"lock": locks, "dismount": dismounts, "eject": ejects}
        self.held = held
        self.asked = []

    def _do(self, what):
        self.asked.append(what)
        return self.does[what]

    def lock(self):
        self.held -= 1
        return self._do("lock") and self.held < 0

    def dismount(self):
        return self._do("dismount")

    def eject(self):
        return self._do("eject")

    def close(self):
        self.asked.append("close")


def test_windows_is_asked_to_lock_let_go_and_eject_and_gets_the_drive_back(monkeypatch):
    monkeypatch.setattr(ejecting.time, "sleep", lambda _seconds: None)
    drive = Drive()
    on_windows(stick("E:\\"), drive)
    assert drive.asked == ["lock", "dismount", "eject", "close"]
    for refusing, error in (
        (Drive(locks=False), StickInUseError),
        (Drive(dismounts=False), NoEjectingError),
        (Drive(ejects=False), NoEjectingError),
    ):
        with pytest.raises(error):
            on_windows(stick("E:\\"), refusing)
        assert refusing.asked[-1] == "close"


def test_a_drive_that_a_scanner_of_windows_holds_for_a_moment_is_not_in_use(monkeypatch):
    waited = []
    monkeypatch.setattr(ejecting.time, "sleep", waited.append)
    drive = Drive(held=4)
    on_windows(stick("E:\\"), drive)
    assert drive.asked == [*["lock"] * 5, "dismount", "eject", "close"]
    assert sum(waited) == 2
    with pytest.raises(StickInUseError):
        on_windows(stick("E:\\"), Drive(held=1000))
    assert 5 < sum(waited) < 20


def test_the_stick_is_the_one_on_which_the_folder_lies(tmp_path):
    outer, inner = stick(tmp_path), stick(tmp_path / "card")
    (tmp_path / "card" / "bundles").mkdir(parents=True)
    assert stick_of(tmp_path / "card" / "bundles", [outer, inner]) == inner
    assert stick_of(tmp_path, [outer, inner]) == outer
    assert stick_of(tmp_path, [inner]) is None


def test_a_folder_of_this_computer_is_no_stick(tmp_path):
    with pytest.raises(NotAStickError, match="not on a stick"):
        ejecting.eject(tmp_path)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs root")
def test_a_real_file_system_is_let_go_once_nothing_is_open_on_it(tmp_path):
    path = tmp_path / "stick"
    with in_memory(path, 512):
        real = stick(path, device="")
        with (path / "open").open("wb"), pytest.raises(StickInUseError):
            by_commands(real, ways_of_linux(real, shutil.which), ejecting._run)
        by_commands(real, ways_of_linux(real, shutil.which), ejecting._run)
        assert not os.path.ismount(path)
