"""Where sticks stand on this computer: what Linux, Windows and macOS say, each read as a table."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from desktop_app.services.exchange import linux_disks, system_tools
from desktop_app.services.exchange.linux_disks import Disk
from desktop_app.services.exchange.mac_disks import MacDisks

_MEDIA = ("/media/", "/run/media/")
_HOMES = (Path("/media"), Path("/run/media"), Path("/Volumes"))
_OF_DISKS = frozenset(
    {
        *("vfat", "msdos", "exfat", "fuseblk", "fuse.fusefat", "fuse.exfat", "ntfs", "ntfs3"),
        *("ext2", "ext3", "ext4", "btrfs", "xfs", "f2fs", "udf", "iso9660", "hfsplus"),
    }
)
_REMOVABLE_DRIVE = 2
_FAIL_CRITICAL_ERRORS = 1
_READ_ONLY_VOLUME = 0x00080000
_OF_THE_SYSTEM = frozenset({"/", "/home"})
_MAC_DISKS = MacDisks()
_MOUNTED = re.compile(r"^(?P<device>.+) on (?P<path>/.+) \((?P<traits>[^()]*)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A file system that can be pulled out: where it is, what it is called, and of what kind.

    `device` is the system's name of what it lies on, where it is asked for later, and `disk` that
    of the whole stick, of which it may be a part, where Linux tells.
    """

    path: Path
    label: str
    file_system: str
    read_only: bool
    device: str = ""
    disk: str = ""


class WindowsDrives(Protocol):
    """What is asked of Windows; `facts` are label, file system and flags, or None."""

    def letters(self) -> int:
        """Give the drives as bits, A: in the lowest."""

    def kind(self, root: str) -> int:
        """Give the kind of a drive by its root, as GetDriveTypeW does."""

    def facts(self, root: str) -> tuple[str, str, int] | None:
        """Give what GetVolumeInformationW tells of a drive; None where nothing is in it."""


def here() -> list[Volume]:
    """List what can be pulled out of this computer."""
    if sys.platform == "win32":
        return list(on_windows(_Kernel32()))
    if sys.platform == "darwin":
        return list(on_macos(system_tools.run(["/sbin/mount"]).stdout, _MAC_DISKS))
    table = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    return list(on_linux(table, Path("/sys"), _labels(Path("/dev/disk/by-label"))))


def is_bare(folder: Path) -> bool:
    """Tell whether a folder is where systems mount sticks, while nothing is mounted there."""
    place = folder.absolute()
    for home in _HOMES:
        if place != home and place.is_relative_to(home):
            there = next(one for one in (place, *place.parents) if one.exists())
            return there.stat().st_dev == home.stat().st_dev
    return False


def names_in(folder: Path) -> list[str]:
    """List a folder; `Path.iterdir` takes a Windows drive with nothing on it for a missing one."""
    return os.listdir(folder)  # noqa: PTH208


def on_linux(table: str, sys_folder: Path, labels: Mapping[str, str]) -> Iterator[Volume]:
    """Read /proc/self/mountinfo; `labels` are the names of devices such as /dev/sdb1."""
    mounts = [one for line in table.splitlines() if (one := _mount(line, sys_folder))]
    of_the_system = {one.disk.name for one in mounts if one.disk and _is_of_the_system(one.path)}
    seen = set()
    for one in mounts:
        if one.path in seen or not _is_stick(one) or (one.disk and one.disk.name in of_the_system):
            continue
        seen.add(one.path)
        yield Volume(
            path=Path(one.path),
            label=labels.get(one.device, "") or Path(one.path).name,
            file_system=one.file_system,
            read_only="ro" in one.options,
            device=one.device,
            disk=one.disk.name if one.disk else "",
        )


@dataclass(frozen=True, slots=True)
class _Mount:
    path: str
    device: str
    file_system: str
    options: frozenset[str]
    disk: Disk | None


def _mount(line: str, sys_folder: Path) -> _Mount | None:
    """Read a line of mountinfo; None where it is none, or of no file system of disks."""
    left, _dash, right = line.partition(" - ")
    mount, source = left.split(" "), right.split(" ")
    if len(mount) < 6 or len(source) < 3 or source[0] not in _OF_DISKS:
        return None
    return _Mount(
        path=_unescaped(mount[4]),
        device=_unescaped(source[1]),
        file_system=source[0],
        options=frozenset((*mount[5].split(","), *source[2].split(","))),
        disk=linux_disks.disk_of(sys_folder, mount[2]),
    )


def _is_of_the_system(path: str) -> bool:
    """Tell whether the system itself is mounted at a place; it may run from a stick."""
    return path in _OF_THE_SYSTEM or path.startswith("/boot")


def _is_stick(mount: _Mount) -> bool:
    """Tell by its disk whether a stick is mounted, and by its place where no disk is known."""
    return mount.path.startswith(_MEDIA) if mount.disk is None else mount.disk.is_pluggable


def _unescaped(text: str) -> str:
    """Undo the octal escapes of the kernel's tables."""
    raw = os.fsencode(text)
    return os.fsdecode(re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), raw))


def _labels(folder: Path) -> dict[str, str]:
    """Read udev's names of devices, in which a blank is escaped; without a stick there are none."""
    found = {}
    with contextlib.suppress(OSError):
        for name in names_in(folder):
            raw = os.fsencode(name)
            raw = re.sub(rb"\\x([0-9a-f]{2})", lambda one: bytes([int(one[1], 16)]), raw)
            found[str((folder / name).resolve())] = os.fsdecode(raw)
    return found


def on_windows(drives: WindowsDrives) -> Iterator[Volume]:
    """Ask for the drives that can be pulled out and have something in them."""
    letters = drives.letters()
    for place in range(26):
        root = f"{chr(ord('A') + place)}:\\"
        if not letters >> place & 1 or drives.kind(root) != _REMOVABLE_DRIVE:
            continue
        facts = drives.facts(root)
        if facts is not None:
            label, file_system, flags = facts
            yield Volume(
                path=Path(root),
                label=label or root[:2],
                file_system=file_system,
                read_only=bool(flags & _READ_ONLY_VOLUME),
            )


def on_macos(table: str, disks: MacDisks) -> Iterator[Volume]:
    """Read what `mount` prints; the system's own volumes are not below /Volumes.

    A disk image that was downloaded and opened, an installer mostly, is under quarantine there.
    """
    listed = {}
    for line in table.splitlines():
        found = _MOUNTED.match(line)
        if found is None or not found["path"].startswith("/Volumes/"):
            continue
        file_system, *traits = found["traits"].split(", ")
        if "local" in traits and not {"nobrowse", "quarantine"} & set(traits):
            path = Path(found["path"])
            listed[found["device"], found["path"]] = Volume(
                path=path,
                label=path.name,
                file_system=file_system,
                read_only="read-only" in traits,
            )
    pluggable = disks.pluggable(list(listed))
    return (volume for mounted, volume in listed.items() if mounted in pluggable)


@functools.cache
def _hush_windows() -> None:
    """Let Windows answer with an error where it would put a box of its own over the window.

    Such a box comes up at every look at a drive whose card is out or broken.
    """
    kernel = vars(ctypes)["windll"].kernel32
    kernel.SetErrorMode(kernel.GetErrorMode() | _FAIL_CRITICAL_ERRORS)


class _Kernel32:
    """Windows' own answers."""

    def __init__(self) -> None:
        _hush_windows()
        self._kernel: Any = vars(ctypes)["windll"].kernel32

    def letters(self) -> int:
        """Give the drives as bits."""
        return int(self._kernel.GetLogicalDrives())

    def kind(self, root: str) -> int:
        """Give the kind of a drive."""
        return int(self._kernel.GetDriveTypeW(ctypes.c_wchar_p(root)))

    def facts(self, root: str) -> tuple[str, str, int] | None:
        """Give label, file system and flags."""
        label, kind = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
        flags = ctypes.c_ulong()
        answered = self._kernel.GetVolumeInformationW(
            ctypes.c_wchar_p(root), label, 261, None, None, ctypes.byref(flags), kind, 261
        )
        return (label.value, kind.value, int(flags.value)) if answered else None
