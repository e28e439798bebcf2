"""Attachments: the records in the ledger, and their contents, sealed, in files beside it."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from desktop_app.domain.attachment import Attachment
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage import vault
from desktop_app.storage.batches import batches
from desktop_app.storage.kinds import KINDS
from desktop_app.storage.records import Records
from desktop_app.storage.transaction import DiskFailedError, DiskFullError

KEPT_UNNAMED_DAYS = 30
_PART = ".part"
_SHA256 = re.compile(r"\b[0-9a-f]{64}\b")
_DAY_S = 86_400


class BlobMissingError(CircumstanceError):
    """The content of an attachment is not on this laptop."""

    message = mark(
        "This picture or document is not on this laptop; a backup or the laptop that took it in "
        "has it."
    )


class BlobDamagedError(CircumstanceError):
    """The content of an attachment is not what was put there."""

    message = mark("This picture or document is damaged on the disk; a backup has it whole.")


class BlobState(StrEnum):
    """What becomes of a content that is looked for."""

    WHOLE = "whole"
    MISSING = "missing"
    DAMAGED = "damaged"


class Blobs:
    """Keeps contents in a folder, each once, found by the SHA-256 of what was put there.

    The files are encrypted and their names are keyed hashes: neither tells what they hold.
    """

    def __init__(self, folder: Path, keys: vault.BlobKeys) -> None:
        self._folder = folder
        self._keys = keys

    def put(self, plain: bytes) -> str:
        """Keep a content and give its SHA-256; a power cut leaves all of it or nothing.

        Raises DiskFullError and DiskFailedError.
        """
        sha256 = hashlib.sha256(plain).hexdigest()
        if self.state(sha256) is not BlobState.WHOLE:
            sealed = self._keys.seal(plain, sha256)
            try:
                _write(self.file(sha256), sealed)
            except OSError as error:
                if error.errno == errno.ENOSPC:
                    raise DiskFullError from error
                raise DiskFailedError(reason=error.strerror or "") from error
        return sha256

    def read(self, sha256: str) -> bytes:
        """Give a content back, compared with its hash.

        Raises BlobMissingError and BlobDamagedError.
        """
        try:
            sealed = self.file(sha256).read_bytes()
        except FileNotFoundError:
            raise BlobMissingError from None
        except OSError as error:
            raise BlobDamagedError from error
        plain = self._keys.unseal(sealed, sha256)
        if plain is None or hashlib.sha256(plain).hexdigest() != sha256:
            raise BlobDamagedError
        return plain

    def state(self, sha256: str) -> BlobState:
        """Tell whether a content is here and whole."""
        try:
            self.read(sha256)
        except BlobMissingError:
            return BlobState.MISSING
        except BlobDamagedError:
            return BlobState.DAMAGED
        return BlobState.WHOLE

    def holds(self, sha256: str) -> bool:
        """Tell whether there is a file for a content, without reading it."""
        return self.file(sha256).exists()

    def file(self, sha256: str) -> Path:
        """Give the file of a content; many files in one folder would be slow on a stick."""
        return self._path(self._keys.name(sha256))

    def drop(self, sha256: str) -> None:
        """Take a content away for good."""
        self.file(sha256).unlink(missing_ok=True)

    def copy_to(self, folder: Path, known: Iterable[str]) -> int:
        """Copy into another folder what it lacks of these contents, and count the copies.

        What is damaged here is not copied: the other folder may get it whole from elsewhere.
        """
        other = Blobs(folder, self._keys)
        copied = 0
        for sha256 in known:
            here, there = self.file(sha256), other.file(sha256)
            if not _same_size(here, there) and self.state(sha256) is BlobState.WHOLE:
                _copy(here, there)
                copied += 1
        return copied

    def sweep(self, named: Iterable[str]) -> int:
        """Take away what no record and no draft names any more, a month after it came.

        Such files were taken into a form that was given up. Gives their number.
        """
        kept = {self._keys.name(sha256) for sha256 in named}
        oldest = time.time() - KEPT_UNNAMED_DAYS * _DAY_S
        gone = [
            file
            for file in self._files()
            if f"{file.parent.name}{file.name}" not in kept and file.stat().st_mtime < oldest
        ]
        for file in gone:
            file.unlink(missing_ok=True)
        return len(gone)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name[2:]

    def _files(self) -> Iterator[Path]:
        yield from (one for one in self._folder.glob("*/*") if one.is_file())


class Attachments(Records[Attachment]):
    """Reads what is known of attachments."""

    def of(self, of_kind: str, of: str, *, removed: bool = False) -> list[Attachment]:
        """Read what belongs to a record, in its order; or what was removed from it."""
        return self.where(
            'of_kind = ? AND "of" = ? AND coalesce(removed, 0) = ?',
            [of_kind, of, int(removed)],
            order="position, n",
        )

    def has_owner(self, of_kind: str, of: str) -> bool:
        """Tell whether there is the record to which something is to belong."""
        if of_kind not in KINDS:
            return False
        found = self._db.execute(f'SELECT 1 FROM "{of_kind}" WHERE id = ?', [of]).fetchone()
        return found is not None

    def numbers(self, of_kind: str, records: Sequence[str]) -> dict[str, int]:
        """Count what belongs to each of these records."""
        found: dict[str, int] = {}
        for some in batches(records):
            marks = ", ".join("?" for _record in some)
            found |= self._db.execute(
                'SELECT "of", count(*) FROM attachment WHERE of_kind = ? '
                f'AND "of" IN ({marks}) AND coalesce(removed, 0) = 0 GROUP BY 1',
                [of_kind, *some],
            )
        return found

    def contents(self) -> list[str]:
        """List the SHA-256 of every content that a record names, also of those removed.

        Scanned pages are such contents too.
        """
        rows = self._db.execute(
            "SELECT sha256 FROM attachment WHERE sha256 IS NOT NULL "
            "UNION SELECT sha256 FROM scan WHERE sha256 IS NOT NULL"
        )
        return [str(sha256) for (sha256,) in rows]

    def named(self) -> set[str]:
        """List the SHA-256 of every content that a record or somebody's draft names."""
        drafts = self._db.execute("SELECT fields FROM draft")
        return {
            *self.contents(),
            *(sha256 for (fields,) in drafts for sha256 in _SHA256.findall(str(fields))),
        }


def _write(file: Path, sealed: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = file.with_name(f"{file.name}.{secrets.token_hex(4)}{_PART}")
    try:
        with part.open("wb") as opened:
            opened.write(sealed)
        _settle(part, file)
    finally:
        part.unlink(missing_ok=True)


def _copy(here: Path, there: Path) -> None:
    there.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = there.with_name(f"{there.name}.{secrets.token_hex(4)}{_PART}")
    try:
        shutil.copyfile(here, part)
        _settle(part, there)
    finally:
        part.unlink(missing_ok=True)


def _settle(part: Path, file: Path) -> None:
    """Bring a finished file to the disk, then under its name."""
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    part.chmod(0o600)
    part.replace(file)
    if os.name == "posix":  # elsewhere a folder cannot be opened, and the name is kept anyway
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _same_size(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.stat().st_size == other.stat().st_size
