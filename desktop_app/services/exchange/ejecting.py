"""Taking a stick out safely, by the system's own way; where there is none, a sentence says so."""

from __future__ import annotations

import ctypes
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.exchange import system_tools, volumes
from desktop_app.services.exchange.volumes import Volume

_MOST_LOCKS, _STEP_S = 20, 0.5
_BUSY = ("busy", "in use", "being used", "dissent", "忙")

Command = tuple[str, ...]
Run = Callable[[Command], tuple[int, str]]
"""Runs a command and gives its exit code and what it said."""

Which = Callable[[str], str | None]


class NotAStickError(CircumstanceError):
    """The folder lies on a disk of this computer, or somewhere that cannot be taken out."""

    message = mark("{folder} is not on a stick that could be taken out.")


class StickInUseError(CircumstanceError):
    """Something still reads or writes on it."""

    message = mark(
        "The stick {stick} is still in use: close what is open on it, then take it out safely."
    )


class NoEjectingError(CircumstanceError):
    """The system has no way, or refuses."""

    message = mark(
        "The program cannot take the stick {stick} out by itself here. What was written is safe;"
        " use your system's “Safely remove”."
    )


class WindowsVolume(Protocol):
    """What is asked of a drive of Windows; each answers whether it was done."""

    def lock(self) -> bool:
        """Let nobody else open anything on it; refused while something is open."""

    def dismount(self) -> bool:
        """Let the file system go."""

    def eject(self) -> bool:
        """Let the drive be pulled out."""

    def close(self) -> None:
        """Give the drive back."""


def eject(folder: Path) -> Volume:
    """Take out the stick that a folder lies on; gives the stick.

    Raises NotAStickError, StickInUseError and NoEjectingError.
    """
    stick = stick_of(folder, volumes.here())
    if stick is None:
        raise NotAStickError(folder=folder)
    if sys.platform == "win32":
        on_windows(stick, _Drive(stick.path))
    elif sys.platform == "darwin":
        by_commands(stick, [(("diskutil", "eject", str(stick.path)),)], _run)
    else:
        _on_linux(stick)
    return stick


def stick_of(folder: Path, known: Iterable[Volume]) -> Volume | None:
    """Find the stick that a folder lies on: the one with the longest path, if there is any."""
    place = folder.resolve()
    on = [one for one in known if place.is_relative_to(one.path)]
    return max(on, key=lambda one: len(one.path.parts), default=None)


def ways_of_linux(stick: Volume, which: Which) -> Iterator[Sequence[Command]]:
    """Give the ways that are there, the best first: each some commands in a row."""
    path = str(stick.path)
    if stick.device and which("udisksctl"):
        by = ("udisksctl",)
        end = ("-b", stick.device, "--no-user-interaction")
        yield (*by, "unmount", *end), (*by, "power-off", *end)
    if which("gio"):
        yield (("gio", "mount", "--eject", path),)
    if which("umount"):
        yield (("umount", path),)


def by_commands(stick: Volume, ways: Iterable[Sequence[Command]], run: Run) -> None:
    """Try the ways one after the other; what comes after the first command is a courtesy.

    Raises StickInUseError and NoEjectingError.
    """
    said = []
    for first, *more in ways:
        code, words = run(first)
        if code == 0:
            for command in more:
                run(command)
            return
        said.append(words.lower())
    if any(word in words for words in said for word in _BUSY):
        raise StickInUseError(stick=stick.label)
    raise NoEjectingError(stick=stick.label)


def _on_linux(stick: Volume) -> None:
    """Take out a stick with all its partitions: while one is mounted it may not be pulled.

    The one that was asked for goes last, so that it can be asked for again where another is in use.
    """
    others = [one for one in volumes.here() if one.disk and one.disk == stick.disk and one != stick]
    for one in (*others, stick):
        if not others or one in volumes.here():  # one way takes out all of them at once
            by_commands(one, ways_of_linux(one, shutil.which), _run)


def on_windows(stick: Volume, drive: WindowsVolume) -> None:
    """Lock, let go and eject; a drive that nobody may lock for some seconds is in use.

    Raises StickInUseError and NoEjectingError.
    """
    try:
        if not _is_locked(drive):
            raise StickInUseError(stick=stick.label)
        if not (drive.dismount() and drive.eject()):
            raise NoEjectingError(stick=stick.label)
    finally:
        drive.close()


def _is_locked(drive: WindowsVolume) -> bool:
    """Lock a drive, as patiently as Microsoft's example (KB165721): a scanner soon lets go."""
    for _again in range(_MOST_LOCKS):
        if drive.lock():
            return True
        time.sleep(_STEP_S)
    return False


def _run(command: Command) -> tuple[int, str]:
    try:
        done = system_tools.run(command)
    except OSError:
        return 1, ""
    return done.returncode, f"{done.stdout}\n{done.stderr}"


class _Drive:
    """A drive as Windows knows it, by its letter; one that cannot be opened is NoEjectingError."""

    _READ_WRITE, _SHARED, _EXISTING = 0xC0000000, 0x3, 3
    _NONE = ctypes.c_void_p(-1).value
    _LOCK, _DISMOUNT, _EJECT = 0x00090018, 0x00090020, 0x002D4808

    def __init__(self, root: Path) -> None:
        self._kernel: Any = vars(ctypes)["windll"].kernel32
        self._kernel.CreateFileW.restype = ctypes.c_void_p
        name = ctypes.c_wchar_p(f"\\\\.\\{root.drive}")
        self._handle = ctypes.c_void_p(
            self._kernel.CreateFileW(
                name, self._READ_WRITE, self._SHARED, None, self._EXISTING, 0, None
            )
        )
        if self._handle.value == self._NONE:
            raise NoEjectingError(stick=root.drive)

    def lock(self) -> bool:
        """Let nobody else open anything on it."""
        return self._control(self._LOCK)

    def dismount(self) -> bool:
        """Let the file system go."""
        return self._control(self._DISMOUNT)

    def eject(self) -> bool:
        """Let the drive be pulled out."""
        return self._control(self._EJECT)

    def close(self) -> None:
        """Give the drive back."""
        self._kernel.CloseHandle(self._handle)

    def _control(self, code: int) -> bool:
        returned = ctypes.c_ulong()
        return bool(
            self._kernel.DeviceIoControl(
                self._handle, code, None, 0, None, 0, ctypes.byref(returned), None
            )
        )
