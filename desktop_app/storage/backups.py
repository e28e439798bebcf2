"""Copies of the ledger with its key file: made while it is in use, opened and compared, thinned."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.moment import moment_of
from desktop_app.i18n import mark
from desktop_app.storage import store as ledgers
from desktop_app.storage.cipher import Database
from desktop_app.storage.store import Folder, Store

SUFFIX = ".nuanfang"
KEYS_SUFFIX = ".keys.json"
ATTACHMENTS = "attachments"
PUT_ASIDE = 5
_STEM = "nuanfang"
_STAMP = "%Y%m%d-%H%M%S"
# How many of the newest hours, days, weeks and months keep their last copy each.
_KEPT: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (24, lambda at: (at.date(), at.hour)),
    (14, lambda at: at.date()),
    (8, lambda at: at.isocalendar()[:2]),
    (12, lambda at: (at.year, at.month)),
)


class BackupFailedError(CircumstanceError):
    """The copy does not hold what the ledger holds."""

    message = mark("The backup could not be verified and was removed; the ledger is untouched.")


class BackupTargetError(CircumstanceError):
    """The folder for the copy cannot be written."""

    message = mark("The folder {folder} cannot be written: {reason}")


def back_up(store: Store, folder: Path | None = None) -> Path:
    """Copy the ledger into a folder, the key file and the attachments beside it; prove the copy.

    The copy is encrypted like the ledger. All copies in a folder share one folder of attachments:
    their files are found by content, so each is copied once and never changed. In the ledger's
    own folder older copies are thinned.
    Raises BackupTargetError or BackupFailedError.
    """
    target = folder or store.folder.backups
    copy = _copy(store, target, _STEM)
    if target == store.folder.backups:
        thin(target)
    return copy


def put_aside(store: Store, before: str) -> Path:
    """Copy the ledger before something large is done to it; the last five such copies are kept."""
    copy = _copy(store, store.folder.backups, f"before-{before}")
    older = sorted(store.folder.backups.glob(f"before-{before}-*{SUFFIX}"))[:-PUT_ASIDE]
    for one in older:
        _remove(one)
    return copy


def newest(folder: Folder) -> Path | None:
    """Find the newest copy in the ledger's own folder."""
    return max(_copies(folder.backups), default=None)


def made_before(folder: Folder, at_ms: int) -> list[Path]:
    """List the copies in the ledger's own folder made before a moment, also those put aside."""
    every = sorted(folder.backups.rglob(f"*{SUFFIX}"))
    return [one for one in every if (made := _made_ms(one)) is None or made <= at_ms]


def thin(folder: Path) -> None:
    """Keep the last copy of each of 24 hours, 14 days, 8 weeks and 12 months; drop the others."""
    taken = {copy: _moment(copy) for copy in _copies(folder)}
    for copy in set(taken) - kept_of(taken.items()):
        _remove(copy)


def kept_of(taken: Iterable[tuple[Path, datetime]]) -> set[Path]:
    """Choose the copies to keep, given when each was made."""
    newest_first = sorted(taken, key=lambda one: (one[1], one[0]), reverse=True)
    kept: set[Path] = set()
    for count, period in _KEPT:
        last_of: dict[object, Path] = {}
        for copy, at in newest_first:
            last_of.setdefault(period(at), copy)
        kept |= set(list(last_of.values())[:count])
    return kept


def _copy(store: Store, target: Path, stem: str) -> Path:
    stamp = moment_of(store.clock_ms()).strftime(_STAMP)
    known = _last_save(store.db)
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy = _fresh(target, f"{stem}-{stamp}")
        ledgers.copy_to(store.db, copy)
        shutil.copyfile(store.folder.keys, copy.with_suffix(KEYS_SUFFIX))
        store.blobs.copy_to(target / ATTACHMENTS, store.attachments.contents())
    except OSError as error:
        raise BackupTargetError(folder=target, reason=error.strerror or error) from error
    _prove(store, copy, known[0])
    return copy


def _remove(copy: Path) -> None:
    copy.unlink()
    copy.with_suffix(KEYS_SUFFIX).unlink(missing_ok=True)


def _copies(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{_STEM}-*{SUFFIX}"))


def _moment(copy: Path) -> datetime:
    """Read the moment from a copy's name; file times do not survive a stick."""
    day, time = copy.stem.split("-")[1:3]
    return datetime.strptime(f"{day}-{time}", _STAMP).replace(tzinfo=UTC)


def _made_ms(copy: Path) -> int | None:
    """Read when a copy was made from whatever name it bears; to the second, its beginning."""
    if stamped := re.search(r"(\d{8}-\d{6})", copy.name):
        at = datetime.strptime(stamped[1], _STAMP).replace(tzinfo=UTC)
        return int(at.timestamp() * 1000)
    counted = re.search(r"-(\d{13})\b", copy.name)
    return int(counted[1]) if counted else None


def _fresh(folder: Path, stem: str) -> Path:
    """Never write over an older copy."""
    names = (f"{stem}{'' if n == 1 else f'-{n}'}{SUFFIX}" for n in range(1, 1000))
    return next(folder / name for name in names if not (folder / name).exists())


def _prove(store: Store, copy: Path, at_least: int) -> None:
    """Open the copy: it is sound, has every save known before, and the same last one as ours.

    The ledger may have gone on meanwhile, so the two are compared where the copy ends.
    """
    with closing(ledgers.open_file(copy, store.data_key)) as db:
        sound = db.execute("PRAGMA quick_check").fetchone() == ("ok",)
        n, digest = _last_save(db)
    ours = store.db.execute("SELECT hash FROM log_save WHERE n = ?", [n]).fetchone()
    if not (sound and n >= at_least and ours == (digest,)):
        _remove(copy)
        raise BackupFailedError


def _last_save(db: Database) -> tuple[int, bytes]:
    found = db.execute("SELECT n, hash FROM log_save ORDER BY n DESC LIMIT 1").fetchone()
    return (int(found[0]), bytes(found[1])) if found else (0, b"")
