"""Real file systems for tests of sticks: FAT32 and exFAT on loop images, and small ones in memory.

Where the machine does not allow it (no root, no tools) the test is skipped with the reason.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

MEBIBYTE = 1024 * 1024
SBIN = "/usr/sbin:/sbin"
os.environ["PATH"] = f"{os.environ.get('PATH', '')}:{SBIN}"  # where Debian keeps mkfs and losetup
_TOOLS = {
    "exfat": ("mkfs.exfat", "mount.exfat-fuse", "losetup"),
    "fat": ("mkfs.vfat", "fusefat", "losetup"),
    "vfat": ("mkfs.vfat", "mount", "losetup"),
}
_SERVERS = {
    "exfat": ("mount.exfat-fuse",),
    "fat": ("fusefat", "-o", "rw+"),
    "vfat": ("mount", "-t", "vfat"),
}
_SMALLEST = {"exfat": 8, "fat": 34, "vfat": 34}


@dataclass
class Mounted:
    """A file system in an image file, mounted; `server` is the process that serves it.

    `vfat` is served by the kernel itself. `fat`, by a process, does not hand fsync on to the
    stick: it can be filled and pulled, but tells nothing of power cuts.
    """

    path: Path
    image: Path
    kind: str
    loop: str = ""
    server: int = 0
    _gone: bool = field(default=False)

    def cut_power(self, copy: Path) -> None:
        """Copy what has reached the image while nothing more can: the machine's last moment."""
        if self.server:
            os.kill(self.server, signal.SIGSTOP)
        try:
            shutil.copyfile(self.image, copy)
        finally:
            if self.server:
                os.kill(self.server, signal.SIGCONT)

    def pull(self) -> None:
        """Pull the stick: the process that serves it dies in the midst."""
        os.kill(self.server, signal.SIGKILL)

    def unmount(self) -> None:
        _unmount(self)


def need(kind: str) -> None:
    """Skip the test unless this file system can be made and mounted here."""
    missing = [tool for tool in _TOOLS[kind] if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"{kind} needs {', '.join(missing)}")
    if not Path("/dev/fuse").exists() or os.geteuid() != 0:
        pytest.skip(f"{kind} needs root and /dev/fuse")
    known = Path("/proc/filesystems").read_text(encoding="ascii").split()
    if kind == "vfat" and kind not in known:
        pytest.skip("this kernel has no vfat")


@contextmanager
def mounted(
    kind: str, folder: Path, megabytes: int = 0, image: Path | None = None, *, through: bool = False
):
    """Make and mount a file system, or mount an image of one; unmount it whatever happens.

    `through` serves the image itself: what is written is in it at once.
    """
    need(kind)
    if image is None:
        image = folder / f"{kind}.img"
        with image.open("wb") as file:
            file.truncate(max(megabytes, _SMALLEST[kind]) * MEBIBYTE)
        make = ["mkfs.exfat"] if kind == "exfat" else ["mkfs.vfat", "-F", "32", "-s", "1"]
        _run(*make, str(image))
    path = folder / f"{image.stem}-mounted"
    path.mkdir()
    volume = Mounted(path, image, kind)
    try:
        _mount(volume, through=through)
        yield volume
    finally:
        _unmount(volume)


def _mount(volume: Mounted, *, through: bool) -> None:
    before = set(_processes(volume))
    if not through:
        volume.loop = _run("losetup", "--show", "-f", str(volume.image)).strip()
    _run(*_SERVERS[volume.kind], volume.loop or str(volume.image), str(volume.path))
    if not os.path.ismount(volume.path):
        pytest.skip(f"{volume.kind} could not be mounted")
    if volume.kind != "vfat":
        (volume.server,) = set(_processes(volume)) - before


def _processes(volume: Mounted) -> Iterator[int]:
    """Find who serves a mount by its command line, which ends in the place of the mount."""
    for folder in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            if os.fsencode(volume.path) in words:
                yield int(folder.name)


def _unmount(volume: Mounted) -> None:
    if volume._gone:
        return
    volume._gone = True
    for _try in range(20):
        if not _is_mounted(volume.path):
            break
        subprocess.run(["umount", str(volume.path)], capture_output=True, check=False)
        time.sleep(0.05)
    else:
        subprocess.run(["umount", "-l", str(volume.path)], capture_output=True, check=False)
    for _try in range(100):
        if not volume.server or _has_ended(volume.server):
            break
        time.sleep(0.02)
    if volume.loop:
        subprocess.run(["losetup", "-d", volume.loop], capture_output=True, check=False)


def _has_ended(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


def _is_mounted(path: Path) -> bool:
    table = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    return f" {path} " in table


@contextmanager
def in_memory(path: Path, kilobytes: int, *options: str):
    """Mount a small file system in memory."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a small file system needs root")
    path.mkdir(exist_ok=True)
    chosen = ",".join((f"size={kilobytes}k", *options))
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", chosen, "tmpfs", str(path)],
        capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("tmpfs cannot be mounted here")
    try:
        yield path
    finally:
        subprocess.run(["umount", "-l", str(path)], capture_output=True, check=False)


def _run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{words[0]} failed: {done.stderr.strip()[-200:]}")
    return done.stdout


def bundles_on(image):
    """Read the bundles off a FAT image with another program than the one that wrote it."""
    listed = _mtools("mdir", "-b", "-i", image, "::").decode("utf-8", "replace").splitlines()
    names = [line.removeprefix("::/") for line in listed if line.endswith(".nuanfang")]
    return {name: _mtools("mtype", "-i", image, f"::/{name}") for name in names}


def _mtools(*words):
    return subprocess.run(
        [str(word) for word in words],
        capture_output=True, check=False, env={**os.environ, "MTOOLS_SKIP_CHECK": "1"},
    ).stdout  # fmt: skip
