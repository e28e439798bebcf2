"""What runs as a Windows program: the program's own finder, writer and ejecting of sticks.

`-m tests.windows_guest JOB ...`; a line a fact. Where it waits, any line lets it go on.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import shutil
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import CircumstanceError
from desktop_app.services.exchange import ejecting, reading_back, stick_writing, sticks, volumes
from desktop_app.services.exchange.stick_writing import StickWriter
from tests.stick_guest import content_of

if TYPE_CHECKING:
    from desktop_app.gui.jobs.stick_watch import InSight

STICK = Path("E:\\")
MOST_FILLED = 2**27  # bytes: what stands at E: may be no stick after all
DEFINE_DRIVE = 0x6D << 16 | 3 << 14 | 32 << 2  # wine/include/ddk/mountmgr.h
HEAD = "<IIIIQHHHH"


def say(*words: object) -> None:
    print(*(str(one).replace("\n", " ") for one in words), flush=True)  # noqa: T201


def plug(kind: str, place: str, device: str) -> None:
    """Tell Wine's manager of mounts what drive E: is from now on; kind 1 is nothing."""
    kernel = vars(ctypes)["windll"].kernel32
    kernel.CreateFileW.restype = ctypes.c_void_p
    name = ctypes.c_wchar_p(r"\\.\MountPointManager")
    manager = ctypes.c_void_p(kernel.CreateFileW(name, 0xC0000000, 3, None, 3, 0, None))
    size, texts = struct.calcsize(HEAD), [os.fsencode(one) + b"\0" for one in (place, device)]
    at = (size if place else 0, size + len(texts[0]) if device else 0, 0)
    whole = size + sum(map(len, texts))
    told = struct.pack(HEAD, whole, int(kind), 0, 0, 0, ord("e"), *at) + b"".join(texts)
    count = ctypes.byref(ctypes.c_ulong())
    done = kernel.DeviceIoControl(manager, DEFINE_DRIVE, told, len(told), None, 0, count, None)
    say("plugged" if done else "not plugged")


def watch(kind: str = "") -> None:
    """Say which sticks are there whenever that changes, as the window looks for them."""
    if kind:  # a careless finder
        volumes._REMOVABLE_DRIVE = int(kind)
    said = None
    while True:
        found = [
            (str(one.path), one.label, one.file_system, one.free_bytes, one.read_only)
            for one in sticks.found()
        ]
        if found != said:
            said = found
            say("sticks", found)
        time.sleep(0.2)


def window(own: str) -> None:
    """Say what the window's own watch tells it: the sticks, and the bundles for this laptop."""
    from PySide6.QtCore import QCoreApplication

    from desktop_app.gui.jobs.job_runner import JobRunner
    from desktop_app.gui.jobs.stick_watch import StickWatch

    def tell(seen: InSight) -> None:
        say("seen", [one.label for one in seen.sticks], [one.name for one in seen.bundles])

    application = QCoreApplication([])
    watch = StickWatch(sticks, own, JobRunner())
    watch.changed.connect(tell)
    watch.switch(on=True)
    say("watching")
    application.exec()


def written(name: str, folder: str = str(STICK)) -> None:
    content = content_of(name)
    writer = StickWriter(Path(folder), len(content))
    try:
        writer.make_room()
        writer.write(writer.free_name(name), content)
        writer.finish()
    except CircumstanceError:
        writer.take_back()
        raise


def write(*names: str) -> None:
    for name in names:
        refused(lambda name=name: written(name))
    say("names", *sorted(volumes.names_in(STICK)))


def read_back(*sizes: str) -> None:
    """Say of files of these sizes whether what is read past Windows' memory is what they hold."""
    for size in sizes:
        file, content = STICK / f"{size}.nuanfang", os.urandom(int(size))
        file.write_bytes(content)
        found = reading_back.past_memory(file, reading_back._Kernel32())
        say("read back", size, found == hashlib.sha256(content).digest())
    try:
        reading_back.past_memory(STICK / "none", reading_back._Kernel32())
    except OSError as error:
        say("missing", error.winerror)


def full(name: str) -> None:
    """Fill the stick to its last byte, and try with and without asking for room.

    Wine's C library has no word for a write that was half done, which Windows does not know.
    """
    assert shutil.disk_usage(STICK).free < MOST_FILLED, "this is no stick but a disk"
    film = os.open(STICK / "film.mp4", os.O_WRONLY | os.O_CREAT | os.O_BINARY)
    for size in (65536, 512, 1):
        with contextlib.suppress(OSError):
            while True:
                os.write(film, bytes(size))
    os.close(film)
    refused(lambda: written(name))
    refused(lambda: StickWriter(STICK, 1).write(name, content_of(name)))
    say("names", *sorted(volumes.names_in(STICK)))


def pulled(moment: str, name: str, way: str = "safely") -> None:
    """Write, and wait at a moment of the writing until the stick was pulled."""
    room = {"write": os, "fsync": os, "rename": Path}.get(moment, stick_writing)
    real = getattr(room, moment)

    def wait(*given: object) -> object:
        setattr(room, moment, real)
        if moment == "write":
            given = given[0], given[1][:100_000]
            real(*given)
        say("now")
        sys.stdin.readline()
        return real(*given)

    setattr(room, moment, wait)
    refused(lambda: carelessly(name) if way == "carelessly" else written(name))


def carelessly(name: str) -> None:
    opened = os.open(STICK / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_BINARY)
    os.write(opened, content_of(name))
    os.close(opened)


def failing(number: str) -> None:
    """Write where the C library cannot open and keeps this number of Windows as the cause."""

    def opened(*_given: object) -> int:
        vars(ctypes)["cdll"].ucrtbase._set_doserrno(int(number))
        raise PermissionError(errno.EACCES, "Permission denied")

    real, os.open = os.open, opened
    refused(lambda: written("x"))
    os.open = real


def eject(way: str = "") -> None:
    """Take the stick out; "late" is after it was pulled out, another word a file that is open."""
    with (STICK / way).open("rb") if way not in {"", "late"} else contextlib.nullcontext():
        if way == "late":
            stick = ejecting.stick_of(STICK, volumes.here())
            volumes.here = lambda: [stick]
            say("now")
            sys.stdin.readline()
        refused(lambda: ejecting.eject(STICK))


def refused(deed: Callable[[], object]) -> None:
    try:
        deed()
    except CircumstanceError as error:
        say("refused", type(error).__name__, error.sentence(), "|", repr(error.__cause__))
    except OSError as error:
        say("failed", repr(error))
    else:
        say("done")


def past_memory_alone(file: Path) -> bytes:
    """Stand for the usual way of reading back, which Windows is not to need."""
    raise AssertionError(file)


JOBS = {
    "plug": plug,
    "watch": watch,
    "window": window,
    "write": write,
    "read-back": read_back,
    "full": full,
    "pulled": pulled,
    "failing": failing,
    "eject": eject,
}


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    reading_back._as_usual = past_memory_alone
    JOBS[sys.argv[1]](*sys.argv[2:])
