"""Making the system forget a file, so that reading it asks the stick and not the system's memory.

Linux drops what is on the stick already when it is asked to. macOS keeps it, also for a file that
is read past its cache (F_NOCACHE), until it is mapped and its pages are called invalid (msync).
Windows has no such call: there `reading_back` reads past what it keeps.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys

_NO_CACHE_ON_MACOS = 48
_READ, _SHARED, _INVALIDATE = 1, 1, 2  # sys/mman.h, the same on macOS and Linux
_FAILED = ctypes.c_void_p(-1).value


def forget(opened: int) -> None:
    """Drop what the system remembers of a file, as far as it lets itself be asked."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
    elif sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):
            drop_pages(opened)
            fcntl.fcntl(opened, _NO_CACHE_ON_MACOS, 1)


def drop_pages(opened: int) -> bool:
    """Let a system such as macOS drop the pages of a file; tells whether it took the wish.

    Nothing is read through the mapping, so a stick that is pulled meanwhile hurts nobody. What is
    not yet on the stick goes there first.
    """
    size = os.fstat(opened).st_size
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = (
        *(ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int),
        *(ctypes.c_int, ctypes.c_int, ctypes.c_int64),
    )
    libc.msync.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    libc.munmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t)
    place = libc.mmap(None, size, _READ, _SHARED, opened, 0)
    if place == _FAILED:
        return False
    try:
        return bool(libc.msync(place, size, _INVALIDATE) == 0)
    finally:
        libc.munmap(place, size)
