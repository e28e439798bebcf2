"""Which disk a file system lies on, and whether it can be pulled out, as the kernel's tree says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Disk:
    """A whole disk by its name, such as sdb, with all its partitions."""

    name: str
    is_pluggable: bool


def disk_of(sys_folder: Path, number: str) -> Disk | None:
    """Find the disk below a block device, by major:minor; None where that is not listed.

    FUSE and btrfs give numbers of their own, which are not.
    """
    device = sys_folder / "dev" / "block" / number
    if not device.exists():
        return None
    found = [_whole(one) for one in _real(device.resolve())]
    return Disk(found[0].name, any(_hangs_outside(one) for one in found))


def _real(device: Path) -> Iterator[Path]:
    """Give what a device stands on: of an encrypted stick that was unlocked, the stick."""
    below = device / "slaves"
    names = os.listdir(below) if below.is_dir() else []  # noqa: PTH208
    for name in names:
        yield from _real((below / name).resolve())
    if not names:
        yield device


def _whole(device: Path) -> Path:
    return device.parent if (device / "partition").is_file() else device


def _hangs_outside(disk: Path) -> bool:
    """Tell whether a disk hangs on USB or is removable, or is a card in a built-in reader.

    Such a card is not called removable; what is built in is called "MMC".
    """
    is_on_usb = any(part.startswith("usb") for part in disk.parts)
    is_card = _word_in(disk / "device" / "type") == "SD"
    return is_on_usb or is_card or _word_in(disk / "removable") == "1"


def _word_in(file: Path) -> str:
    """Read a file of the kernel's tree; of a device that is just being pulled it says nothing."""
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""
