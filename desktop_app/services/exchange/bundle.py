"""The file that travels by stick (exchange.md §4): written whole, read strictly or not at all.

"NFXB" 00 01 | u32 header length | header | Ed25519 signature | payload: one age v1 file
payload (zlib) = lines: manifest, one per save, end frame
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.exchange import bundle_heads, sealing
from desktop_app.services.exchange.bundle_heads import (
    MOST_FILE,
    Header,
    Manifest,
    NewerBundleError,
    read_manifest,
)
from desktop_app.storage.kinds import canonical
from desktop_app.storage.lines import MOST_BYTES, DamagedBundleError
from desktop_app.storage.vault import BUNDLE_DOMAIN, Signer, signature_holds

SUFFIX = ".nuanfang"
MAGIC = b"NFXB\x00\x01"
MOST_HEADER = 64 * 1024
MOST_MANIFEST = 16 * 1024 * 1024
MOST_PLAIN = 2 * 1024 * 1024 * 1024
MOST_RATIO = 100
FREE_PLAIN = 16 * 1024 * 1024
_SIGNATURE_BYTES = 64
_CHUNK = 1024 * 1024
_FEED = 64 * 1024


class NotABundleError(CircumstanceError):
    """The file is something else."""

    message = mark("This file is not a bundle of this program: {file}")


class BundleTooLargeError(CircumstanceError):
    """More than a laptop should take in at once."""

    message = mark("This bundle is larger than any that this program writes; nothing was changed.")


class StickError(CircumstanceError):
    """The file cannot be read."""

    message = mark("The file {file} cannot be read: {reason}")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A bundle whose header is signed by the laptop it names; the payload is still sealed."""

    header: Header
    payload: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle that was proven to its end: its manifest and, again and again, its lines.

    Those of a small bundle are kept as they were proven; a large one is inflated again.
    """

    header: Header
    manifest: Manifest
    deflated: bytes
    proven: tuple[bytes, ...] | None = None

    def lines(self) -> Iterator[bytes]:
        """Give the lines of the saves, one after the other."""
        lines = _lines(self.deflated) if self.proven is None else iter(self.proven)
        next(lines)
        for _place, line in zip(range(self.manifest.saves), lines, strict=False):
            yield line


def pack(manifest: Manifest, lines: Iterable[bytes], recipients: list[str]) -> bytes:
    """Write the payload and seal it.

    What would be out of proportion for its reader, such as a save of nothing but noughts that some
    laptop has sent, is written less densely: whatever was taken can be passed on.
    """
    packer = zlib.compressobj(6)
    digest, length, parts = hashlib.sha256(), 0, []
    for line in chain([manifest.written()], lines):
        digest.update(line + b"\n")
        length += len(line) + 1
        parts.append(packer.compress(line + b"\n"))
    end = canonical({"len": length, "sha": digest.hexdigest()}).encode()
    parts += [packer.compress(end + b"\n"), packer.flush()]
    deflated = b"".join(parts)
    if length + len(end) + 1 > _most_plain(deflated):
        deflated = _less_dense(deflated)
    return sealing.seal(deflated, recipients)


def _less_dense(deflated: bytes) -> bytes:
    """Deflate once more without repetitions, which takes an eighth at the least."""
    packer = zlib.compressobj(6, strategy=zlib.Z_HUFFMAN_ONLY)
    parts = [packer.compress(plain) for plain in _inflated(deflated, MOST_PLAIN)]
    return b"".join([*parts, packer.flush()])


def assemble(header: Header, payload: bytes, signer: Signer) -> bytes:
    """Put a bundle together."""
    written = header.written()
    signature = signer.sign(hashlib.sha256(written).digest(), BUNDLE_DOMAIN)
    return MAGIC + struct.pack(">I", len(written)) + written + signature + payload


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as it lay on the stick, and its hash."""

    name: str
    content: bytes
    sha256: str


def load(file: Path) -> Loaded:
    """Copy a bundle from the stick into memory; it is sealed, and nothing of it is used yet.

    Raises StickError and BundleTooLargeError.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_FILE + 1)
    except OSError as error:
        raise StickError(file=file.name, reason=error.strerror or error) from error
    if len(content) > MOST_FILE:
        raise BundleTooLargeError
    return Loaded(file.name, content, hashlib.sha256(content).hexdigest())


def read_header(content: bytes, name: str) -> tuple[Header, bytes, int]:
    """Read a header strictly; give it with its signature and where the payload begins."""
    if not content.startswith(MAGIC):
        raise NewerBundleError if content.startswith(MAGIC[:5]) else NotABundleError(file=name)
    begins = len(MAGIC) + 4
    if len(content) < begins:
        raise DamagedBundleError(place="header")
    (length,) = struct.unpack(">I", content[len(MAGIC) : begins])
    ends = begins + length + _SIGNATURE_BYTES
    if length > MOST_HEADER or len(content) < ends:
        raise DamagedBundleError(place="header")
    header = bundle_heads.read_header(content[begins : begins + length])
    return header, content[begins + length : ends], ends


def prove(loaded: Loaded, keys: Mapping[str, str]) -> Sealed:
    """Check a bundle from the outside: header, signature of an enrolled laptop, whole payload.

    Raises NotABundleError, NewerBundleError, DamagedBundleError and StrangerError.
    """
    header, signature, ends = read_header(loaded.content, loaded.name)
    if header.sender not in keys:
        raise StrangerError(laptop=header.sender)
    digest = hashlib.sha256(header.written()).digest()
    if not signature_holds(keys[header.sender], digest, signature, BUNDLE_DOMAIN):
        raise DamagedBundleError(place="signature")
    payload = loaded.content[ends:]
    if len(payload) != header.length or hashlib.sha256(payload).hexdigest() != header.sha256:
        raise DamagedBundleError(place="payload")
    return Sealed(header, payload, loaded.sha256)


class StrangerError(CircumstanceError):
    """Nobody has enrolled the laptop that wrote it."""

    message = mark(
        "The laptop {laptop} that wrote this bundle is not enrolled here."
        " Enrol it with its identity file first."
    )


def open_sealed(sealed: Sealed, secret: str) -> Opened:
    """Unseal a payload and prove it to its end frame; nothing of it was used before.

    Raises SealedForOthersError, DamagedBundleError and BundleTooLargeError.
    """
    deflated = sealing.unseal(sealed.payload, secret)
    manifest, digest, length, count = None, hashlib.sha256(), 0, 0
    last, proven = b"", _Few()
    for line in _lines(deflated):
        proven.add(line)
        if count:
            digest.update(last + b"\n")
            length += len(last) + 1
        if count == 0:
            manifest = read_manifest(line)
        last, count = line, count + 1
    if manifest is None or count != manifest.saves + 2:
        raise DamagedBundleError(place="lines")
    if last != canonical({"len": length, "sha": digest.hexdigest()}).encode():
        raise DamagedBundleError(place="end")
    header = sealed.header
    if (manifest.sender, manifest.to) != (header.sender, header.to):
        raise DamagedBundleError(place="manifest")
    return Opened(header, manifest, deflated, proven.all())


class _Few:
    """Lines, as long as they are few enough to be kept in memory."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._room = FREE_PLAIN

    def add(self, line: bytes) -> None:
        """Keep one more, or let all of them go where they are too many."""
        self._room -= len(line)
        if self._room >= 0:
            self._lines.append(line)
        else:
            self._lines.clear()

    def all(self) -> tuple[bytes, ...] | None:
        """Give them all, or None."""
        return tuple(self._lines) if self._room >= 0 else None


def _lines(deflated: bytes) -> Iterator[bytes]:
    """Part what is inflated into lines; the first one, the manifest, may be longer than others."""
    begun: list[bytes] = []
    size, most = 0, MOST_MANIFEST
    for plain in _inflated(deflated, _most_plain(deflated)):
        first, *others = plain.split(b"\n")
        begun.append(first)
        size += len(first)
        for other in others:
            if size > most:
                raise DamagedBundleError(place="lines")
            yield b"".join(begun)
            begun, size, most = [other], len(other), MOST_BYTES
        if size > most:
            raise DamagedBundleError(place="lines")
    if size:
        raise DamagedBundleError(place="zlib")


def _most_plain(deflated: bytes) -> int:
    """Tell how much may come of it; a bomb is out of all proportion."""
    return min(MOST_PLAIN, max(FREE_PLAIN, MOST_RATIO * len(deflated)))


def _inflated(deflated: bytes, most: int) -> Iterator[bytes]:
    """Inflate piece by piece, and stop where it becomes more than it may."""
    unpacker = zlib.decompressobj()
    total = 0
    for start in range(0, len(deflated), _FEED):
        fed = deflated[start : start + _FEED]
        while fed and not unpacker.eof:
            try:
                plain = unpacker.decompress(fed, _CHUNK)
            except zlib.error:
                raise DamagedBundleError(place="zlib") from None
            total += len(plain)
            if total > most:
                raise BundleTooLargeError
            yield plain
            fed = unpacker.unconsumed_tail
        if unpacker.eof and (unpacker.unused_data or start + _FEED < len(deflated)):
            raise DamagedBundleError(place="zlib")
    yield unpacker.flush()
    if not unpacker.eof:
        raise DamagedBundleError(place="zlib")
