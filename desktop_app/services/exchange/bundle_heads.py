"""The readable and the sealed head of a bundle: what they say, and reading them strictly."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.domain.double_aid import LEAST_BYTES, MOST_BYTES, AidFilter
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import Claim, Purpose
from desktop_app.i18n import mark
from desktop_app.storage import wanted
from desktop_app.storage.aid_filters import FromLaptop
from desktop_app.storage.kinds import canonical
from desktop_app.storage.lines import DamagedBundleError, is_save, is_whole_number, matches

FORMAT = 3
"""1 had no `tips` in its manifest, and no lines from which values were erased; 2 no `wants`."""
_WITHOUT_WANTS = 2
MOST_FILE = 1024 * 1024 * 1024
MOST_SAVES = 5_000_000
_MOST_LACKED = 200_000
_MOST_FILTERS = 1_000
_MISSING = re.compile(r"[0-9a-f]{16}")
_SEASON = re.compile(r"[0-9]{4}-(winter|summer)")
_BITS = re.compile(r"[0-9A-Za-z+/]+={0,2}")
_ID = re.compile(r"[0-9a-f]{32}")
_DEVICE = re.compile(r"[0-9a-f]{16,64}")
_SCOPE = re.compile(r"[0-9A-Za-z_-]{1,40}")
_STREAM = re.compile(r"[0-9A-Za-z_.-]{1,60}")
_HASH = re.compile(r"[0-9a-f]{64}")


class NewerBundleError(CircumstanceError):
    """A newer program wrote it in a way that this one cannot read."""

    message = mark("This bundle was written by a newer version. Please update the program.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What everybody may read of a bundle: whose it is, for whom, and how much.

    `version` is the format it is written in, `reader` the least that its reader has to know.
    """

    bundle: str
    org: str
    sender: str
    to: tuple[str, ...]
    purpose: Purpose
    created_ms: int
    length: int
    sha256: str
    version: int = FORMAT
    reader: int = FORMAT

    def written(self) -> bytes:
        """Give the canonical bytes that are signed."""
        return canonical(
            {
                "v": self.version,
                "min_reader": self.reader,
                "bundle_id": self.bundle,
                "org": self.org,
                "from": self.sender,
                "to": list(self.to),
                "purpose": str(self.purpose),
                "created_ms": self.created_ms,
                "len": self.length,
                "sha": self.sha256,
            }
        ).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """An attachment that goes with a bundle, in a sealed file of its own.

    `sha256` names the content, `file` is the SHA-256 of the sealed file and its name.
    """

    sha256: str
    file: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the recipients alone may read before the saves.

    `tips` are the hashes of the last saves in `have`, so that two histories of one name are
    noticed, `wants` are saves in it that miss values without a certificate (`wanted.py`). `lacks`
    are contents of attachments that the sender has records of and has not got, `filters` tell who
    was given to without naming anybody.
    """

    sender: str
    to: tuple[str, ...]
    have: Claim
    streams: tuple[str, ...]
    saves: int
    blobs: tuple[Blob, ...] = ()
    lacks: tuple[str, ...] = ()
    filters: tuple[FromLaptop, ...] = ()
    tips: Mapping[tuple[str, str], str] = field(default_factory=dict)
    wants: Mapping[str, str] = field(default_factory=dict)

    @property
    def reader(self) -> int:
        """Give the least format that the reader has to know."""
        return FORMAT if self.wants else _WITHOUT_WANTS

    def written(self) -> bytes:
        """Give the first line of the payload."""
        have: dict[str, dict[str, int]] = {}
        for (device, stream), seq in self.have.items():
            have.setdefault(device, {})[stream] = seq
        tips: dict[str, dict[str, str]] = {}
        for (device, stream), digest in self.tips.items():
            tips.setdefault(device, {})[stream] = digest
        return canonical(
            {
                "from": self.sender,
                "to": list(self.to),
                "have": have,
                "streams": list(self.streams),
                "n": self.saves,
                "blobs": [[one.sha256, one.file, one.size] for one in self.blobs],
                "lacks": list(self.lacks),
                "filters": [_written(one) for one in self.filters],
                "tips": tips,
            }
            | ({"wants": dict(self.wants)} if self.wants else {})
        ).encode()


def _parsed(text: bytes, place: str) -> dict[str, Any]:
    try:
        given = json.loads(text.decode("utf-8"))
        is_canonical = isinstance(given, dict) and canonical(given).encode() == text
    except (ValueError, RecursionError, TypeError):
        raise DamagedBundleError(place=place) from None
    if not is_canonical:
        raise DamagedBundleError(place=place)
    return dict(given)


def read_header(text: bytes) -> Header:
    """Read a header strictly. Raises NewerBundleError and DamagedBundleError."""
    given = _parsed(text, "header")
    reader = given.get("min_reader")
    if is_whole_number(reader, FORMAT + 1, 10**6):
        raise NewerBundleError
    rules = {
        "v": is_whole_number(given.get("v"), 1, 10**6),
        "min_reader": is_whole_number(reader, 1, FORMAT),
        "bundle_id": matches(_ID, given.get("bundle_id")),
        "org": matches(_SCOPE, given.get("org")),
        "from": matches(_DEVICE, given.get("from")),
        "to": _are_devices(given.get("to")),
        "purpose": given.get("purpose") in list(Purpose),
        "created_ms": is_whole_number(given.get("created_ms"), 0, 2**53),
        "len": is_whole_number(given.get("len"), 0, MOST_FILE),
        "sha": matches(_HASH, given.get("sha")),
    }
    if given.keys() != rules.keys() or not all(rules.values()):
        raise DamagedBundleError(place="header")
    return Header(
        bundle=given["bundle_id"],
        org=given["org"],
        sender=given["from"],
        to=tuple(given["to"]),
        purpose=Purpose(given["purpose"]),
        created_ms=given["created_ms"],
        length=given["len"],
        sha256=given["sha"],
        version=given["v"],
        reader=given["min_reader"],
    )


def read_manifest(text: bytes) -> Manifest:
    """Read the first line of a payload strictly. Raises DamagedBundleError."""
    given = {"tips": {}, "wants": {}} | _parsed(text, "manifest")  # earlier formats had none
    rules = {
        "from": matches(_DEVICE, given.get("from")),
        "to": _are_devices(given.get("to")),
        "have": _is_claim(given.get("have")),
        "streams": _are(_STREAM, given.get("streams"), 1_000),
        "n": is_whole_number(given.get("n"), 0, MOST_SAVES),
        "blobs": _are_blobs(given.get("blobs")),
        "lacks": _are(_HASH, given.get("lacks"), _MOST_LACKED),
        "filters": _are_filters(given.get("filters")),
        "tips": _are_tips(given.get("tips")),
        "wants": _are_wants(given.get("wants")),
    }
    if given.keys() != rules.keys() or not all(rules.values()):
        raise DamagedBundleError(place="manifest")
    return Manifest(
        sender=given["from"],
        to=tuple(given["to"]),
        have={
            (device, stream): seq
            for device, streams in given["have"].items()
            for stream, seq in streams.items()
        },
        streams=tuple(given["streams"]),
        saves=given["n"],
        blobs=tuple(Blob(sha256=a, file=b, size=c) for a, b, c in given["blobs"]),
        lacks=tuple(given["lacks"]),
        filters=tuple(_read_filter(one) for one in given["filters"]),
        tips={
            (device, stream): digest
            for device, streams in given["tips"].items()
            for stream, digest in streams.items()
        },
        wants=given["wants"],
    )


def _written(one: FromLaptop) -> list[Any]:
    filled = one.filter
    bits = base64.b64encode(filled.bits).decode("ascii")
    return [one.origin, filled.season, filled.key.hex(), filled.count, one.made_ms, bits]


def _read_filter(given: list[Any]) -> FromLaptop:
    origin, season, key, count, made_ms, bits = given
    filled = AidFilter(season, bytes.fromhex(key), count, base64.b64decode(bits))
    return FromLaptop(origin, made_ms, filled)


def _are_filters(value: object) -> bool:
    return isinstance(value, list) and len(value) <= _MOST_FILTERS and all(map(_is_filter, value))


def _is_filter(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 6:
        return False
    origin, season, key, count, made_ms, bits = value
    return (
        matches(_DEVICE, origin)
        and matches(_SEASON, season)
        and matches(_HASH, key)
        and is_whole_number(count, 1, 10**8)
        and is_whole_number(made_ms, 0, 2**53)
        and matches(_BITS, bits)
        and LEAST_BYTES <= len(bits) // 4 * 3 - bits.count("=") <= MOST_BYTES
        and len(bits) % 4 == 0
    )


def _are(pattern: re.Pattern[str], value: object, most: int) -> bool:
    if not isinstance(value, list) or len(value) > most:
        return False
    return all(matches(pattern, one) for one in value)


def _are_devices(value: object) -> bool:
    return _are(_DEVICE, value, 1_000) and bool(value)


def _is_claim(value: object) -> bool:
    return isinstance(value, dict) and all(
        matches(_DEVICE, device)
        and isinstance(streams, dict)
        and all(
            matches(_STREAM, stream) and is_whole_number(seq, 1, 10**15)
            for stream, seq in streams.items()
        )
        for device, streams in value.items()
    )


def _are_tips(value: object) -> bool:
    return isinstance(value, dict) and all(
        matches(_DEVICE, device)
        and isinstance(streams, dict)
        and all(matches(_STREAM, name) and matches(_HASH, one) for name, one in streams.items())
        for device, streams in value.items()
    )


def _are_wants(value: object) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= wanted.MOST
        and all(is_save(save) and matches(_MISSING, one) for save, one in value.items())
    )


def _are_blobs(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, list)
        and len(one) == 3
        and matches(_HASH, one[0])
        and matches(_HASH, one[1])
        and is_whole_number(one[2], 0, MOST_FILE)
        for one in value
    )
