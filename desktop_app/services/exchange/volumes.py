"""Where sticks stand on this computer: what Linux, Windows and macOS say, each read as a table."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from desktop_app.services.exchange import system_tools
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
_READ_ONLY_VOLUME = 0x00080000
_OF_THE_SYSTEM = frozenset({"/", "/home"})
_MAC_DISKS = MacDisks()
_MOUNTED = re.compile(r"^(?P<device>.+) on (?P<path>/.+) \((?P<traits>[^()]*)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A file system that can be pulled out: where it is, what it is called, and of what kind.

    `device` is the system's name of what it lies on, where it is asked for later.
    """

    path: Path
    label: str
    file_system: str
    read_only: bool
    device: str = ""


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
    seen = set()
    for line in table.splitlines():
        left, _dash, right = line.partition(" - ")
        mount, source = left.split(" "), right.split(" ")
        if len(mount) < 6 or len(source) < 3 or source[0] not in _OF_DISKS:
            continue
        path = _unescaped(mount[4])
        if path in seen or not _is_stick(path, _is_pluggable(sys_folder, mount[2])):
            continue
        seen.add(path)
        options = {*mount[5].split(","), *source[2].split(",")}
        yield Volume(
            path=Path(path),
            label=labels.get(_unescaped(source[1]), "") or Path(path).name,
            file_system=source[0],
            read_only="ro" in options,
            device=_unescaped(source[1]),
        )


def _is_stick(path: str, is_pluggable: bool | None) -> bool:
    """Tell whether a stick is mounted at a place; the system itself may run from one."""
    if path in _OF_THE_SYSTEM or path.startswith("/boot"):
        return False
    return path.startswith(_MEDIA) if is_pluggable is None else is_pluggable


def _is_pluggable(sys_folder: Path, number: str) -> bool | None:
    """Tell whether a block device, by major:minor, can be pulled out; None where it is not listed.

    FUSE and btrfs give numbers of their own, which are not.
    """
    device = sys_folder / "dev" / "block" / number
    if not device.exists():
        return None
    return any(_hangs_outside(one) for one in _real(device.resolve()))


def _real(device: Path) -> Iterator[Path]:
    """Give what a device stands on: of an encrypted stick that was unlocked, the stick."""
    below = device / "slaves"
    names = names_in(below) if below.is_dir() else []
    for name in names:
        yield from _real((below / name).resolve())
    if not names:
        yield device


def _hangs_outside(device: Path) -> bool:
    """Tell whether a device hangs on USB or is removable; cards in built-in readers are not."""
    if any(part.startswith("usb") for part in device.parts):
        return True
    for folder in (device, device.parent):
        flag = folder / "removable"
        if flag.is_file():
            return _word_in(flag) == "1" or _word_in(folder / "device" / "type") == "SD"
    return False


def _word_in(file: Path) -> str:
    """Read a file of the kernel's tree; of a device that is just being pulled it says nothing."""
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""


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


class _Kernel32:
    """Windows' own answers."""

    def __init__(self) -> None:
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
