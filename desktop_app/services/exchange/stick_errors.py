"""What goes wrong with a stick, each a sentence that says what to do."""

from __future__ import annotations

import ctypes
import errno
import sys

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark


class BundleNotWrittenError(CircumstanceError):
    """The folder cannot be written."""

    message = mark("The bundle could not be written: {reason}")


class StickFullError(BundleNotWrittenError):
    """There is no room left; `needed` and `free` are megabytes."""

    message = mark(
        "The stick is full: the bundle needs {needed} MB and {free} MB are free."
        " Delete something on it or take another stick, then export again."
    )


class StickFolderFullError(BundleNotWrittenError):
    """There is room, but the folder holds as many names as FAT lets it."""

    message = mark(
        "The stick takes no more files in this folder, although there is room on it. Delete old"
        " files in the folder or choose another folder or stick, then export again."
    )


class StickReadOnlyError(BundleNotWrittenError):
    """It is locked, or mounted to be read only."""

    message = mark(
        "The stick is write-protected. Move its lock switch or take another stick, then export"
        " again."
    )


class StickForbiddenError(BundleNotWrittenError):
    """The person at this computer may not write there."""

    message = mark(
        "You may not write into this folder. Choose another folder or stick, then export again."
    )


class StickHeldError(BundleNotWrittenError):
    """Another program has a file open that is to get its name."""

    message = mark(
        "Another program, such as a virus scanner, does not let go of the file on the stick. Wait a"
        " moment, then export again."
    )


class StickGoneError(BundleNotWrittenError):
    """It was pulled out, or the system has lost it."""

    message = mark(
        "The stick was pulled out before everything was on it."
        " Put it in again and export again; until then this bundle counts as not written."
    )


class StickFaultyError(BundleNotWrittenError):
    """It reports errors, or gives back something else than was written."""

    message = mark(
        "The stick did not keep what was written on it. Do not trust it any longer: take another"
        " stick and export again."
    )


class FileTooLargeError(BundleNotWrittenError):
    """The file system of the stick takes no file of this size."""

    message = mark(
        "The stick takes no file of this size. Format it as exFAT or take another stick, then"
        " export again."
    )


_GONE = (
    *(errno.ENOTCONN, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ESTALE, errno.ESHUTDOWN),
    *(errno.ECONNABORTED, errno.ENOTDIR),
)
_BY_NUMBER: dict[int, type[BundleNotWrittenError]] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), StickFullError),
    **dict.fromkeys(_GONE, StickGoneError),
    **dict.fromkeys((errno.EACCES, errno.EPERM), StickForbiddenError),
    errno.EROFS: StickReadOnlyError,
    errno.EIO: StickFaultyError,
    errno.EFBIG: FileTooLargeError,
}
_HELD = (32, 33)
_BY_WINDOWS: dict[int, type[BundleNotWrittenError]] = {
    **dict.fromkeys((39, 112), StickFullError),
    **dict.fromkeys((15, 21, 55, 433, 1167), StickGoneError),
    **dict.fromkeys((23, 1117), StickFaultyError),
    **dict.fromkeys(_HELD, StickHeldError),
    19: StickReadOnlyError,
    82: StickFolderFullError,
    223: FileTooLargeError,
}


_COARSE = {errno.EACCES, errno.EBADF, errno.EINVAL}


def of(error: OSError, needed: int, free: int) -> BundleNotWrittenError:
    """Give the circumstance behind what the system says; sizes are bytes.

    "No space" for a name, which is what an error that bears one is about, may mean its folder: FAT
    has room for some ten thousand long names in one.
    """
    by_windows = _BY_WINDOWS.get(_windows_number(error))
    circumstance = by_windows or _BY_NUMBER.get(error.errno or 0)
    if circumstance is StickFullError:
        is_of_name = error.filename is not None and free > needed
        return StickFolderFullError() if is_of_name else full(needed, free)
    if circumstance is not None:
        return circumstance()
    return BundleNotWrittenError(reason=error.strerror or error)


def is_held(error: OSError) -> bool:
    """Tell whether another program has open what an error is about; that may end in a moment."""
    return _windows_number(error) in _HELD


def _windows_number(error: OSError) -> int:
    """Give Windows' own number of an error, 0 where there is none.

    Errors of its C library, which opens, writes and flushes, come without: the library keeps the
    number, and makes "access denied" or "invalid" of almost everything.
    """
    given: int = getattr(error, "winerror", None) or 0
    if sys.platform == "win32" and not given and error.errno in _COARSE:
        number = ctypes.c_ulong()
        ctypes.CDLL("ucrtbase")["_get_doserrno"](ctypes.byref(number))
        return number.value
    return given


def full(needed: int, free: int) -> StickFullError:
    """Say how much is missing, the need rounded up and what is free rounded down."""
    million = 1_000_000
    return StickFullError(needed=-(-needed // million), free=free // million)
