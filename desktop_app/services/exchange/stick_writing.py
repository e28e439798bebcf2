"""Writing on a stick so that "done" is true: down to the stick itself, and read back.

What reading back is worth on each system: docs/decisions/057.

On FAT the usual "temporary file, fsync, rename, fsync the folder" loses the file in a power cut:
the new name is on the stick, the first cluster behind it is not. So the file is synced once more
under its own name (exchange.md §6). Nothing that lies on the stick is ever written over.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.services.exchange import (
    reading_back,
    stick_errors,
    stick_presence,
    system_cache,
    volumes,
)
from desktop_app.services.exchange.reading_back import BINARY
from desktop_app.services.exchange.stick_errors import (
    FileTooLargeError,
    StickFaultyError,
    StickGoneError,
)

PART = ".part"
MOST_FILE = 4 * 1024**3 - 1
"""The largest file of FAT32; what this program writes is split long before."""

_CHUNK = 1024 * 1024
_FORBIDDEN = re.compile(r"[^A-Za-z0-9._-]+")
_MOST_NAME = 120
_FLUSH_ON_MACOS = 51
_MOST_WAITED_S, _STEP_S = 5.0, 0.1
_NO_SUCH_CALL = {
    *(errno.EACCES, errno.EPERM, errno.EISDIR),
    *(errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP),
    errno.ENOTTY,  # macOS' exFAT of F_FULLFSYNC, its networks and what FUSE serves
}


def safe_name(text: str) -> str:
    """Make a name that every file system takes and no other file differs from by case alone."""
    return _FORBIDDEN.sub("-", text).strip(".-")[-_MOST_NAME:] or "bundle"


@dataclass(slots=True)
class StickWriter:
    """Writes files into a folder of a stick; `take_back` removes those of this writer again."""

    folder: Path
    needed: int
    written: list[Path] = field(default_factory=list)
    _made: list[Path] = field(default_factory=list)
    _disk: int = field(default=0)

    def make_room(self) -> None:
        """Refuse a stick without room for everything and 5 % more, before anything is written.

        A folder is made where it is missing, but never on this computer where a stick was. Raises
        StickFullError and whatever else stands in the way of writing.
        """
        with self._circumstances():
            if volumes.is_bare(self.folder):
                raise StickGoneError
            self.folder.mkdir(parents=True, exist_ok=True)
            self._disk = stick_presence.disk_of(self.folder)
            usage = shutil.disk_usage(self.folder)
            needed = self.needed + self.needed // 20
            if usage.total and usage.free < needed:
                raise stick_errors.full(needed, usage.free)

    def free_name(self, name: str) -> str:
        """Give a safe name whose beginning nothing in the folder has, in whatever case."""
        stem, dot, rest = safe_name(name).partition(".")
        with self._circumstances():
            taken = {one.partition(".")[0].lower() for one in volumes.names_in(self.folder)}
        free, place = stem, 1
        while free.lower() in taken:
            place += 1
            free = f"{stem}-{place}"
        return free + dot + rest

    def write(self, name: str, content: bytes, beside: str = "") -> Path:
        """Write one file, in the folder `beside` where given, and give its place once it is safe.

        Never over another one. Raises a BundleNotWrittenError; then nothing of the file is left
        but, where the stick is gone, what ends in `.part`.
        """
        if len(content) > MOST_FILE:
            raise FileTooLargeError
        with self._circumstances():
            folder = self.folder / beside
            if beside and not folder.exists():
                folder.mkdir()
                self._made.append(folder)
            file = folder / safe_name(name)
            if file.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            part = file.with_name(file.name + PART)
            try:
                _write(part, content)
                _read_back(part, content)
                _rename(part, file)
                self.written.append(file)
                sync(file)
            except OSError:
                _remove(part)
                raise
            return file

    def finish(self) -> None:
        """Write the names of the files down to the stick, where the system can.

        Raises a BundleNotWrittenError.
        """
        with self._circumstances():
            for folder in (*self._made, self.folder):
                sync_folder(folder)
        if stick_presence.is_gone(self.folder, self._disk):
            raise StickGoneError

    def take_back(self) -> None:
        """Remove what this writer has written, as far as the stick lets it."""
        for file in self.written:
            _remove(file)
        for folder in reversed(self._made):
            with contextlib.suppress(OSError):
                folder.rmdir()

    @contextlib.contextmanager
    def _circumstances(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if stick_presence.is_gone(self.folder, self._disk, error):
                raise StickGoneError from error
            free = 0
            with contextlib.suppress(OSError):
                free = shutil.disk_usage(self.folder).free
            raise stick_errors.of(error, self.needed, free) from error


def _write(part: Path, content: bytes) -> None:
    """Write a new file down to the stick: an error may show at write, at fsync or at close."""
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o644)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(opened, rest[:_CHUNK]) :]
        _flush(opened)
        system_cache.forget(opened)
    except BaseException:
        with contextlib.suppress(OSError):
            os.close(opened)
        raise
    os.close(opened)


def _read_back(part: Path, content: bytes) -> None:
    """Compare what the stick gives back with what was given to it."""
    if reading_back.sha256(part) != hashlib.sha256(content).digest():
        _remove(part)
        raise StickFaultyError


def _rename(part: Path, file: Path) -> None:
    """Give a file its name; on Windows whoever looks for viruses may hold a new file a moment."""
    waited = 0.0
    while True:
        try:
            part.rename(file)
        except OSError as error:
            if waited >= _MOST_WAITED_S or not stick_errors.is_held(error):
                raise
        else:
            return
        time.sleep(_STEP_S)
        waited += _STEP_S


def sync(file: Path) -> None:
    """Write a file down to the stick under the name that it has now."""
    opened = os.open(file, os.O_RDWR | BINARY)
    try:
        _flush(opened)
    finally:
        os.close(opened)


def _flush(opened: int) -> None:
    """Wait until it is on the stick; on macOS fsync alone leaves it to the stick when that is."""
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(opened, _FLUSH_ON_MACOS)
        except OSError as error:
            if error.errno not in _NO_SUCH_CALL:
                raise
        else:
            return
    os.fsync(opened)


def sync_folder(folder: Path) -> None:
    """Write a folder down to the stick; Windows and some file systems cannot, and need not.

    A stick that fails at it does raise: then the name of a file may not be on it.
    """
    try:
        opened = os.open(folder, os.O_RDONLY)
        try:
            _flush(opened)
        finally:
            os.close(opened)
    except OSError as error:
        if error.errno not in _NO_SUCH_CALL:
            raise


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()
