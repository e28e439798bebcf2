"""The sticks in this computer, and the bundles that lie on one: what a page shows of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import Purpose
from desktop_app.domain.moment import LAST_MS, moment_of
from desktop_app.i18n import mark
from desktop_app.services.exchange import bundle, volumes
from desktop_app.services.exchange.bundle import NotABundleError
from desktop_app.services.exchange.bundle_heads import Header
from desktop_app.services.exchange.stick_errors import StickGoneError
from desktop_app.storage.lines import DamagedBundleError

PART = ".part"
MOST_LISTED = 2_000
_MOST_HEAD = len(bundle.MAGIC) + 4 + bundle.MOST_HEADER + 64


class UnfinishedBundleError(CircumstanceError):
    """The stick was pulled out, or the program ended, before the bundle was whole."""

    message = mark("This bundle was not written to its end. Have it written again.")


class CutBundleError(CircumstanceError):
    """The file is shorter or longer than its header says."""

    message = mark("This bundle is not whole: {size} of {whole} bytes. Have it written again.")


class ForbiddenStickError(bundle.StickError):
    """The system lets this person, or on macOS this program, not read the stick."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stick:
    """A stick, card or disk that can be pulled out; `free_bytes` is what may still be written."""

    path: Path
    label: str
    file_system: str
    free_bytes: int
    read_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFile:
    """A bundle as its readable head says, which nobody has proven yet.

    `bundle` is its id; `sender` and `to` are ids of laptops. `problem` is a sentence where the
    file is not whole or none of ours; then nothing but `path` and `size` need be known. `is_cut`
    says that it was not written to its end.
    """

    path: Path
    size: int
    bundle: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()
    purpose: Purpose | None = None
    created_at: datetime | None = None
    problem: str = ""
    is_cut: bool = False


def found() -> list[Stick]:
    """List the sticks in this computer, by label; one that does not answer is left out."""
    return sorted(_sticks(volumes.here()), key=lambda one: (one.label, str(one.path)))


def require(stick: Path) -> None:
    """Raise StickGoneError where a stick that was listed before is no longer in."""
    if all(one.path != stick for one in volumes.here()):
        raise StickGoneError


def _sticks(listed: list[volumes.Volume]) -> Iterator[Stick]:
    for one in listed:
        try:
            free = shutil.disk_usage(one.path).free
        except OSError:
            continue
        yield Stick(
            path=one.path,
            label=one.label,
            file_system=one.file_system,
            free_bytes=free,
            read_only=one.read_only,
        )


def bundles_on(folder: Path) -> list[BundleFile]:
    """List the bundles that lie in a folder, the latest first, without proving them.

    Only heads are read, so a full stick is listed at once. What macOS lays beside a file on FAT
    bears its name after "._" and is none. Raises StickError, ForbiddenStickError among them.
    """
    ends = (bundle.SUFFIX, bundle.SUFFIX + PART)
    try:
        names = [one for one in volumes.names_in(folder) if not one.startswith(".")]
        files = [folder / one for one in names if one.lower().endswith(ends)]
    except OSError as error:
        kind = ForbiddenStickError if isinstance(error, PermissionError) else bundle.StickError
        raise kind(file=folder.name, reason=error.strerror or error) from error
    listed = [_looked_at(one) for one in sorted(files)[:MOST_LISTED]]
    earliest = datetime.min.replace(tzinfo=UTC)
    return sorted(listed, key=lambda one: one.created_at or earliest, reverse=True)


def _looked_at(file: Path) -> BundleFile:
    size = 0
    try:
        size = file.stat().st_size
        if file.name.lower().endswith(PART):
            raise UnfinishedBundleError
        header, whole = _head(file)
    except OSError as error:
        reason = error.strerror or error
        said = bundle.StickError(file=file.name, reason=reason).sentence()
        return BundleFile(path=file, size=size, problem=said)
    except CircumstanceError as error:
        is_cut = isinstance(error, UnfinishedBundleError)
        return BundleFile(path=file, size=size, problem=error.sentence(), is_cut=is_cut)
    cut = "" if size == whole else CutBundleError(size=size, whole=whole).sentence()
    return BundleFile(
        path=file,
        size=size,
        bundle=header.bundle,
        sender=header.sender,
        to=header.to,
        purpose=header.purpose,
        created_at=moment_of(header.created_ms),
        problem=cut,
        is_cut=bool(cut),
    )


def _head(file: Path) -> tuple[Header, int]:
    """Read a head and tell how long the whole file should be."""
    with file.open("rb") as opened:
        head = opened.read(_MOST_HEAD)
    if len(head) < len(bundle.MAGIC):
        raise NotABundleError(file=file.name)
    header, _signature, begins = bundle.read_header(head, file.name)
    if header.created_ms > LAST_MS:
        raise DamagedBundleError(place="header")
    return header, begins + header.length
