"""What a stick gives back of a file that was just written on it, not what the system remembers.

Windows drops nothing that it remembers of a file, but reads past it where a file is opened for
that: by whole sectors, from places in the file and into places of memory where sectors may begin
("File buffering" of Microsoft's documentation). The other systems forget when asked to.
"""

from __future__ import annotations

import ctypes
import hashlib
import mmap
import os
import sys
from pathlib import Path
from typing import Any, Protocol

from desktop_app.services.exchange import system_cache

_PIECE = 1024 * 1024
"""Bytes of one reading: whole sectors of every disk."""

BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
"""How a file is opened whose bytes are taken as they are, by this process alone."""

_NOT_TAKEN = frozenset({1, 50, 87})
"""Windows' "invalid function", "not supported" and "invalid parameter"."""


class UnbufferedFiles(Protocol):
    """What is asked of Windows; each raises an OSError that bears Windows' number."""

    def open(self, file: Path) -> int:
        """Open a file to be read past the system's memory of it."""

    def read(self, opened: int, place: int, size: int) -> int:
        """Read on into a place of memory; gives the bytes read, fewer at the end of the file."""

    def close(self, opened: int) -> None:
        """Give a file back."""


def sha256(file: Path) -> bytes:
    """Give the digest of what the stick gives back; raises OSError."""
    if sys.platform == "win32":
        found = past_memory(file, _Kernel32())
        if found is not None:
            return found
    return _as_usual(file)


def past_memory(file: Path, windows: UnbufferedFiles) -> bytes | None:
    """Read as Windows wants it; None where the file system does not take such a wish.

    Raises OSError for everything else that goes wrong.
    """
    digest, memory = hashlib.sha256(), mmap.mmap(-1, _PIECE)
    place = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    try:
        opened = windows.open(file)
        try:
            count = _PIECE
            while count == _PIECE:  # after less the file is at its end, where no sector begins
                count = windows.read(opened, place, _PIECE)
                digest.update(memory[:count])
        finally:
            windows.close(opened)
    except OSError as error:
        if getattr(error, "winerror", None) in _NOT_TAKEN:
            return None
        raise
    return digest.digest()


def _as_usual(file: Path) -> bytes:
    digest = hashlib.sha256()
    opened = os.open(file, os.O_RDONLY | BINARY)
    try:
        system_cache.forget(opened)
        while piece := os.read(opened, _PIECE):
            digest.update(piece)
    finally:
        os.close(opened)
    return digest.digest()


class _Kernel32:
    """Windows' own calls, with types of their own: those of `windll` belong to everybody."""

    _READ, _SHARED, _EXISTING, _NO_BUFFERING = 0x80000000, 0x7, 3, 0x20000000
    _NONE = ctypes.c_void_p(-1).value

    def __init__(self) -> None:
        kernel: Any = vars(ctypes)["WinDLL"]("kernel32", use_last_error=True)
        pointer, number = ctypes.c_void_p, ctypes.c_ulong
        kernel.CreateFileW.restype = pointer
        kernel.CreateFileW.argtypes = (
            *(ctypes.c_wchar_p, number, number, pointer),
            *(number, number, pointer),
        )
        kernel.ReadFile.argtypes = (pointer, pointer, number, ctypes.POINTER(number), pointer)
        kernel.CloseHandle.argtypes = (pointer,)
        self._kernel = kernel

    def open(self, file: Path) -> int:
        """Open a file to be read past the system's memory of it."""
        opened = self._kernel.CreateFileW(
            str(file), self._READ, self._SHARED, None, self._EXISTING, self._NO_BUFFERING, None
        )
        if opened == self._NONE:
            self._fail()
        return int(opened)

    def read(self, opened: int, place: int, size: int) -> int:
        """Read on into a place of memory."""
        count = ctypes.c_ulong()
        if not self._kernel.ReadFile(opened, place, size, ctypes.byref(count), None):
            self._fail()
        return count.value

    def close(self, opened: int) -> None:
        """Give a file back."""
        self._kernel.CloseHandle(opened)

    def _fail(self) -> None:
        raise vars(ctypes)["WinError"](vars(ctypes)["get_last_error"]())
