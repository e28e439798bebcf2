"""Photos, signatures and scans on their way: each in a sealed file beside the bundle.

A file's name is SHA-256 over the bundle's id and the content's hash: the manifest, which only the
recipients can read, leads from one to the other, and the name alone tells nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from desktop_app.domain.exchange import Claim
from desktop_app.services.exchange import bundle, sealing
from desktop_app.services.exchange.bundle_heads import Blob
from desktop_app.services.exchange.sealing import SealedForOthersError
from desktop_app.storage import travelling
from desktop_app.storage.attachments import BlobState
from desktop_app.storage.store import Store

SUFFIX = ".age"
_MOST_BYTES = 64 * 1024 * 1024


def folder_of(file: Path) -> Path:
    """Name the folder beside a bundle in which its attachments lie."""
    return file.with_name(f"{file.name.removesuffix(bundle.SUFFIX)}.files")


def lacking(store: Store) -> tuple[str, ...]:
    """List the contents that records here name and whose files are not on this laptop.

    Nothing is read for it: an export would take minutes where there are thousands of photos.
    """
    named = {sha256 for sha256, _chain, _seq in travelling.contents(store.db)}
    return tuple(sorted(one for one in named if not store.blobs.holds(one)))


def to_send(
    store: Store, bundle_id: str, claimed: Claim, lacked: Iterable[str] = ()
) -> tuple[Blob, ...]:
    """List the contents that go with a bundle, as far as they are whole on this laptop.

    Those of its saves go, and those that a recipient has said it lacks.
    """
    found = []
    for sha256 in sorted({*travelling.unclaimed(store.db, claimed), *lacked}):
        if store.blobs.state(sha256) is BlobState.WHOLE:
            size = store.blobs.file(sha256).stat().st_size
            found.append(Blob(sha256=sha256, file=_name(bundle_id, sha256), size=size))
    return tuple(found)


def sealed(
    store: Store, blobs: Iterable[Blob], recipients: Sequence[str]
) -> Iterator[tuple[str, bytes]]:
    """Seal contents one after the other, each with the name of its file."""
    for one in blobs:
        yield one.file + SUFFIX, sealing.seal(store.blobs.read(one.sha256), recipients)


def take(store: Store, file: Path, blobs: Iterable[Blob], secret: str) -> tuple[int, int]:
    """Keep the contents that lie beside a bundle; count those taken and those still missing.

    The `secret` is that of the name for which the bundle was sealed. What was altered on the way
    counts as missing: its hash tells.
    """
    taken = missing = 0
    for one in blobs:
        if store.blobs.holds(one.sha256):
            continue
        plain = _read(folder_of(file) / (one.file + SUFFIX), secret)
        if plain is None or hashlib.sha256(plain).hexdigest() != one.sha256:
            missing += 1
        else:
            store.blobs.put(plain)
            taken += 1
    return taken, missing


def _read(file: Path, secret: str) -> bytes | None:
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
        return sealing.unseal(content, secret) if len(content) <= _MOST_BYTES else None
    except (OSError, SealedForOthersError):
        return None


def _name(bundle_id: str, sha256: str) -> str:
    return hashlib.sha256(f"{bundle_id}/{sha256}".encode()).hexdigest()
