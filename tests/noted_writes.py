"""What a guest wrote on a disk, write by write, and what a cut may have left of it.

qemu's `blklogwrites` notes every write and every "now it must be safe" (flush) in the format of the
kernel's dm-log-writes. What was flushed is on the stick; of what came after the last flush a stick
with a memory of its own may have kept anything, in any order, and of one write any sectors.
"""

from __future__ import annotations

import random
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SECTOR = 512
SHARES = (1.0, 0.0, 0.1, 0.3, 0.5, 0.5, 0.7, 0.9)
"""How much of what is not flushed a cut keeps."""

_MAGIC, _FLUSH, _DISCARD = 0x6A736677736872, 1, 4


@dataclass(frozen=True)
class Write:
    """One write; `end` is where its note ends in the log."""

    at: int
    content: bytes
    flushes: bool
    end: int


def noting(image: Path, log: Path) -> list[str]:
    """Give a disk whose writes are noted; the host's own safety is not needed."""
    safe = "cache.no-flush=on"
    return [
        *("-blockdev", f"driver=file,node-name=image,filename={image},{safe}"),
        *("-blockdev", f"driver=file,node-name=log,filename={log},{safe}"),
        *("-blockdev", "driver=blklogwrites,node-name=noted,file=image,log=log"),
        *("-device", "virtio-blk-pci,drive=noted"),
    ]


def read(log: Path) -> list[Write]:
    """Read the log of a machine that was switched off in order."""
    with log.open("rb") as file:
        magic, version, count, sector = struct.unpack("<QQQI", file.read(28))
        assert (magic, version, sector) == (_MAGIC, 1, SECTOR)
        file.seek(SECTOR)
        return [_one(file) for _number in range(count)]


def _one(file) -> Write:
    at, count, flags, _length = struct.unpack("<QQQQ", file.read(SECTOR)[:32])
    content = b"" if flags & _DISCARD else file.read(count * SECTOR)
    return Write(at * SECTOR, content, bool(flags & _FLUSH), file.tell())


def cuts(image: Path, writes: list[Write], cut: Path, chance: random.Random) -> Iterator[int]:
    """Make `cut` what a cut left after each write, and give where in the log that was.

    Of the writes since the last flush all are kept, none, or some sectors by chance.
    """
    shutil.copyfile(image, cut)
    loose: list[Write] = []
    with cut.open("r+b", buffering=0) as stick:
        for write in writes:
            loose.append(write)
            for share in () if write.flushes else SHARES:
                was = [(one.at, _get(stick, one.at, len(one.content))) for one in loose]
                for one in loose:
                    _put_some(stick, one, share, chance)
                yield write.end
                for at, content in reversed(was):
                    _put(stick, at, content)
            if write.flushes:
                for one in loose:
                    _put(stick, one.at, one.content)
                loose = []
                yield write.end


def _put_some(stick, write: Write, share: float, chance: random.Random) -> None:
    for place in range(0, len(write.content), SECTOR):
        if chance.random() < share:
            _put(stick, write.at + place, write.content[place : place + SECTOR])


def _get(stick, at: int, length: int) -> bytes:
    stick.seek(at)
    return stick.read(length)


def _put(stick, at: int, content: bytes) -> None:
    stick.seek(at)
    stick.write(content)
