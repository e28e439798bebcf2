"""Copies of the ledger with its key file: made while it is in use, opened and compared, thinned."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage import store as ledgers
from desktop_app.storage.state_code import state_code
from desktop_app.storage.store import Folder, Store

SUFFIX = ".nuanfang"


class BackupFailedError(CircumstanceError):
    """The copy does not hold what the ledger holds."""

    message = mark("The backup could not be verified and was removed; the ledger is untouched.")


class BackupTargetError(CircumstanceError):
    """The folder for the copy cannot be written."""

    message = mark("The folder {folder} cannot be written: {reason}")


def back_up(store: Store, folder: Path | None = None) -> Path:
    """Copy the ledger into a folder, the key file beside it, and prove the copy.

    The copy is encrypted like the ledger. Raises BackupTargetError or BackupFailedError.
    """
    target = folder or store.folder.backups
    stamp = datetime.fromtimestamp(store.clock_ms() / 1000, UTC).strftime("%Y%m%d-%H%M%S")
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy = _fresh(target, f"nuanfang-{stamp}")
        ledgers.copy_to(store.db, copy)
        shutil.copyfile(store.folder.keys, copy.with_suffix(".keys.json"))
    except OSError as error:
        raise BackupTargetError(folder=target, reason=error.strerror or error) from error
    _prove(store, copy)
    return copy


def _fresh(folder: Path, stem: str) -> Path:
    """Never write over an older copy."""
    names = (f"{stem}{'' if n == 1 else f'-{n}'}{SUFFIX}" for n in range(1, 1000))
    return next(folder / name for name in names if not (folder / name).exists())


def _prove(store: Store, copy: Path) -> None:
    """Open the copy and compare its state code with the ledger's."""
    with closing(ledgers.open_file(copy, store.data_key)) as db:
        same = state_code(db) == store.state_code()
    if not same:
        copy.unlink()
        copy.with_suffix(".keys.json").unlink(missing_ok=True)
        raise BackupFailedError


def newest(folder: Folder) -> Path | None:
    """Find the newest copy in the ledger's own folder."""
    found = sorted(folder.backups.glob(f"nuanfang-*{SUFFIX}"))
    return found[-1] if found else None
