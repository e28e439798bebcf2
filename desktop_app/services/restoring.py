"""Going back to a backup: the present ledger is kept, and the laptop goes on under a new name."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services import setting_up
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import renewing
from desktop_app.storage import backups, saves, vault
from desktop_app.storage import store as ledgers
from desktop_app.storage.attachments import Blobs
from desktop_app.storage.backups import BackupTargetError
from desktop_app.storage.cipher import Database, DatabaseError
from desktop_app.storage.state_code import state_code
from desktop_app.storage.store import ClockMs, Folder, LedgerExistsError, NotALedgerError


class BackupIncompleteError(CircumstanceError):
    """A copy of the ledger is nothing without its key file."""

    message = mark("Beside the backup there is no key file {file}; nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did.

    `entries` are in the ledger now; `left` were in the present one and are not in the backup,
    which is kept whole in `kept`. The codes are the state codes before and after.
    """

    entries: int
    left: int
    kept: Path | None
    state_before: str
    state: str
    device: str
    code: str


def restore(desk: Desk, file: Path, passphrase: str) -> tuple[Desk, Restored]:
    """Put a backup in place of the present ledger, which is copied aside before.

    The laptop gets a new name and new keys, because the backup knows less than others may have
    heard of it. Gives the desk at the restored ledger; the one given is closed.
    Raises BackupIncompleteError, NotALedgerError, WrongPassphraseError, BackupTargetError.
    """
    desk.require(Right.SET_UP)
    folder, before = desk.store.folder, desk.store.state_code().short
    data_key = _key_of(file, desk, passphrase)
    entries = _prove(file, data_key)
    left = _not_in(desk, file, data_key)
    kept = backups.put_aside(desk.store, "restore")
    clock = desk.store.clock_ms
    desk.store.close()
    _put(file, folder, data_key)
    opened = ledgers.open_with_key(folder, data_key, clock)
    again = replace(desk, store=opened)
    told = _begin_anew(again, file, entries)
    return again, replace(told, left=left, kept=kept, state_before=before)


def restore_into(
    folder: Folder,
    file: Path,
    name: str,
    passphrase: str,
    *,
    today: Callable[[], date],
    clock_ms: ClockMs = ledgers.now_ms,
) -> tuple[Desk, Restored]:
    """Put a backup into a folder without a ledger, such as on the laptop after a lost one.

    Raises what `restore` raises, and LedgerExistsError.
    """
    if folder.ledger.exists() or folder.keys.exists():
        raise LedgerExistsError(folder=folder.path)
    data_key = vault.unwrap(vault.read(_keys_beside(file)), name, passphrase)
    entries = _prove(file, data_key)
    folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    _put(file, folder, data_key)
    desk = setting_up.unlock(folder, name, passphrase, today=today, clock_ms=clock_ms)
    desk.require(Right.SET_UP)
    return desk, _begin_anew(desk, file, entries)


def _keys_beside(file: Path) -> Path:
    keys = file.with_suffix(backups.KEYS_SUFFIX)
    if not keys.exists():
        raise BackupIncompleteError(file=keys.name)
    return keys


def _key_of(file: Path, desk: Desk, passphrase: str) -> bytes:
    """Find the key of a backup: mostly the present one's, else what its own key file gives."""
    keys = vault.read(_keys_beside(file))
    try:
        ledgers.open_file(file, desk.store.data_key).conn.close()
    except NotALedgerError:
        return vault.unwrap(keys, desk.user.name, passphrase)
    return desk.store.data_key


def _prove(file: Path, data_key: bytes) -> int:
    """Read the copy through before anything is touched; give how many entries it has."""
    with _opened(file, data_key) as db:
        if db.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise NotALedgerError(file=file.name)
        return int(db.table("log_save").count)


@contextmanager
def _opened(file: Path, data_key: bytes) -> Iterator[Database]:
    db = ledgers.open_file(file, data_key)
    try:
        yield db
    except DatabaseError as error:
        raise NotALedgerError(file=file.name) from error
    finally:
        db.conn.close()


def _not_in(desk: Desk, file: Path, data_key: bytes) -> int:
    """Count the entries of the present ledger that the backup does not have."""
    with _opened(file, data_key) as db:
        theirs = saves.held(db)
    ours = saves.held(desk.store.db)
    return sum(max(0, seq - theirs.get(chain, 0)) for chain, seq in ours.items())


def _put(file: Path, folder: Folder, data_key: bytes) -> None:
    """Bring the copy with its keys and attachments into the folder."""
    part = folder.ledger.with_suffix(".part")
    try:
        shutil.copyfile(file, part)
        for beside in ("-wal", "-shm"):
            folder.ledger.with_name(folder.ledger.name + beside).unlink(missing_ok=True)
        vault.write(folder.keys, vault.read(_keys_beside(file)))
        part.replace(folder.ledger)
        _bring_attachments(file, folder, data_key)
    except OSError as error:
        raise BackupTargetError(folder=folder.path, reason=error.strerror or error) from error


def _bring_attachments(file: Path, folder: Folder, data_key: bytes) -> None:
    blobs = file.parent / backups.ATTACHMENTS
    if blobs.is_dir():
        with closing(ledgers.open_with_key(folder, data_key, ledgers.now_ms)) as store:
            keys = vault.BlobKeys(data_key)
            Blobs(blobs, keys).copy_to(folder.attachments, store.attachments.contents())


def _begin_anew(desk: Desk, file: Path, entries: int) -> Restored:
    renewing.renew(desk)
    desk.note("ledger.restored", desk.store.identity.device, file.name)
    return Restored(
        entries=entries,
        left=0,
        kept=None,
        state_before="",
        state=state_code(desk.store.db).short,
        device=desk.store.identity.device,
        code=desk.store.identity.code,
    )
