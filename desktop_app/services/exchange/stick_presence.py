"""Whether a stick is still in: what the systems say of a pulled one they say of a broken one, too.

Linux answers EIO or "read only". macOS answers EIO or EBADF, and to a wait for the stick nothing
at all, as if all were well (xnu's dead_vnops). Windows answers many things.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

_DISKS = Path("/sys/dev/block")
_OF_A_PULLED_STICK = {errno.EIO, errno.ENXIO, errno.ENODEV, errno.EBADF}
_MOST_WAITED_S, _STEP_S = 2.0, 0.1


def disk_of(folder: Path) -> int:
    """Give the `st_dev` of a folder; 0 where the system does not list it although it is there."""
    disk = folder.stat().st_dev
    return 0 if is_gone(folder, disk) else disk


def is_gone(folder: Path, disk: int, error: OSError | None = None) -> bool:
    """Tell whether the stick of a folder is no longer in; False where the system does not tell.

    `disk` is the `st_dev` that the folder had, 0 where it is not known. The error may come a
    moment before the stick goes.
    """
    waited = 0.0
    may_go = error is not None and error.errno in _OF_A_PULLED_STICK
    while (is_there := _is_there(folder, disk)) and may_go and waited < _MOST_WAITED_S:
        time.sleep(_STEP_S)
        waited += _STEP_S
    return is_there is False


def _is_there(folder: Path, disk: int) -> bool | None:
    if sys.platform == "win32":
        drive = folder.absolute().anchor
        return None if os.path.exists(drive) else False  # noqa: PTH110 - raises never
    if not disk:
        return None
    if sys.platform == "darwin":
        return _is_on(folder, disk)
    return _is_listed(disk)


def _is_on(folder: Path, disk: int) -> bool | None:
    """Tell whether a folder lies on the disk on which it lay: without its stick it is another's."""
    try:
        return folder.stat().st_dev == disk
    except OSError as error:
        return None if error.errno == errno.EIO else False


def _is_listed(disk: int) -> bool | None:
    """Tell whether Linux lists a disk among those that are plugged in.

    Major number 0 is no disk, but a file system that a process or the network serves.
    """
    if not _DISKS.is_dir() or not os.major(disk):
        return None
    return (_DISKS / f"{os.major(disk)}:{os.minor(disk)}").exists()
