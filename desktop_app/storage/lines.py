"""A save as one line of a bundle: canonical JSON, read strictly, forwarded byte for byte."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage.erasable import may_go
from desktop_app.storage.kinds import canonical
from desktop_app.storage.log import Cells, Save
from desktop_app.storage.saves import Signed

_MOST_WRITTEN = 2**20 - 2**16
"""What a save may take as a line: a part of it, for a team, names others beside it as well."""
MOST_BYTES = 4 * 2**20
"""What a line may take: where values were erased, the other fields got salts of their own."""
_MOST_RECORDS = 5_000
_MOST_FIELDS = 500
MOST_SEEN = 5_000
"""How many saves one may name that it replaces in a field."""
_MOST_DEPTH = 12
_PLAIN, _EMPTIED = 6, 8
_LAST_MS = 2**53
_MOST_TEXT = 200_000
NAME = r"[0-9a-f]{16,64}/[0-9A-Za-z_.-]{1,60}/[1-9][0-9]{0,14}"
_NAME = re.compile(NAME)
_DEVICE = re.compile(r"[0-9a-f]{16,64}")
_STREAM = re.compile(r"[0-9A-Za-z_.-]{1,60}")
_KIND = re.compile(r"[a-z][a-z0-9_]{0,40}")
_RECORD = re.compile(r"[0-9a-f]{8,64}")
_FIELD = re.compile(r"[a-z_][a-z0-9_]{0,60}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")
_SALT = re.compile(r"[0-9a-f]{32}")
_TEXT = rb'"(?:[^"\\]|\\.)*"'
_HEAD = re.compile(
    rb'\{"action":%b,"actor":%b,"at":\d+,"device":"([0-9a-f]+)","hash":"([0-9a-f]{64})",'
    rb'"prev":"[0-9a-f]+","reason":%b,"role":%b,"schema":\d+,"seq":(\d+),"sig":"[0-9a-f]+",'
    rb'"stream":"([0-9A-Za-z_.-]+)",' % (_TEXT, _TEXT, _TEXT, _TEXT)
)
_PART = {"kind", "record", "save", "at", "values", "stamps", "beside"}
_FACTS = ("device", "stream", "seq", "actor", "role", "action", "subject", "reason")


class DamagedBundleError(CircumstanceError):
    """A bundle is not as a laptop of ours writes it; `place` says where, without any value."""

    message = mark(
        "This bundle is damaged or was altered ({place}); nothing was changed."
        " Ask for it to be written again."
    )


def write(signed: Signed) -> bytes:
    """Write a save as a line, without its line feed."""
    return _joined(_facts(signed), zlib.decompress(signed.payload).decode())


def _facts(signed: Signed) -> dict[str, Any]:
    save = signed.save
    return {name: getattr(save, name) for name in _FACTS} | {
        "at": save.at_ms,
        "schema": save.version,
        "hash": signed.digest.hex(),
        "prev": save.prev.hex(),
        "sig": signed.signature.hex(),
    }


def is_passed_on(signed: Signed) -> bool:
    """Tell whether other laptops will take a save as a line: nothing else may ever be kept.

    What is looked at is what `read` looks at.
    """
    try:
        _check_facts(_facts(signed))
        _check_records(signed.save.cells)
        for cells in signed.save.cells:
            _check_cells(cells)
    except DamagedBundleError:
        return False
    return len(write(signed)) <= _MOST_WRITTEN


def read(line: bytes) -> Signed:
    """Read a line; anything but what `write` gives raises DamagedBundleError.

    The hash is as the line says; whether it is the right one is asked of `Save.digest`.
    """
    try:
        given = json.loads(line.decode("utf-8"))
        records = given.pop("values")
        values = canonical(records)
        is_canonical = _joined(given, values) == line
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        raise DamagedBundleError(place="json") from None
    _insist(is_canonical and len(line) <= MOST_BYTES, "json")
    _check_facts(given)
    _insist(isinstance(records, list), "records")
    cells = tuple(map(_cells, records))
    _check_records(cells)
    save = Save(
        **{name: given[name] for name in _FACTS},
        at_ms=given["at"],
        version=given["schema"],
        cells=cells,
        prev=bytes.fromhex(given["prev"]),
    )
    digest, signature = bytes.fromhex(given["hash"]), bytes.fromhex(given["sig"])
    return Signed(save, digest, signature, zlib.compress(values.encode(), 6))


def glance(line: bytes) -> tuple[tuple[str, str], int, bytes] | None:
    """Tell which save a line claims to be, chain, number and hash, without reading it.

    Enough to pass over a line of which nothing will be used; None where it is not to be told.
    """
    found = _HEAD.match(line)
    if found is None:
        return None
    device, digest, seq, stream = found.groups()
    return (device.decode(), stream.decode()), int(seq), bytes.fromhex(digest.decode())


def read_part(line: bytes) -> tuple[str, int, Cells]:
    """Read what a team is given of a save: its name, its time and its cells, strictly.

    The cells say in `supersedes` which saves stand beside this one, for want of a better place.

    Raises DamagedBundleError.
    """
    try:
        given = json.loads(line.decode("utf-8"))
        is_canonical = canonical(given).encode() == line
    except (ValueError, RecursionError, TypeError):
        raise DamagedBundleError(place="json") from None
    _insist(is_canonical and isinstance(given, dict) and given.keys() == _PART, "json")
    values, stamps = given["values"], given["stamps"]
    _insist(matches(_NAME, given["save"]) and is_whole_number(given["at"], 0, _LAST_MS), "record")
    _insist(isinstance(values, dict) and bool(values), "fields")
    cells = _cells([given["kind"], given["record"], values, given["beside"], stamps, "0" * 32])
    return given["save"], given["at"], cells


def is_record(kind: str, record: str) -> bool:
    """Tell whether these can be the kind and the id of a record."""
    return matches(_KIND, kind) and matches(_RECORD, record)


def is_save(name: str) -> bool:
    """Tell whether this can be the name of a save."""
    return matches(_NAME, name)


def is_whole_number(value: Any, least: int, most: int) -> bool:
    """Tell whether a JSON value is a whole number within bounds; `true` is none."""
    return type(value) is int and least <= value <= most


def matches(pattern: re.Pattern[str], value: Any) -> bool:
    """Tell whether a JSON value is a text of this form."""
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _joined(facts: dict[str, Any], values: str) -> bytes:
    """Put the values behind the facts; their key is the last in order."""
    return f'{canonical(facts)[:-1]},"values":{values}}}'.encode()


def _short(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _MOST_TEXT


_RULES: dict[str, Callable[[Any], bool]] = {
    "action": _short,
    "actor": _short,
    "at": lambda value: is_whole_number(value, 0, _LAST_MS),
    "device": lambda value: matches(_DEVICE, value),
    "hash": lambda value: matches(_HASH, value),
    "prev": lambda value: matches(_HASH, value),
    "reason": _short,
    "role": _short,
    "schema": lambda value: is_whole_number(value, 0, 10**6),
    "seq": lambda value: is_whole_number(value, 1, 10**15 - 1),
    "sig": lambda value: matches(_SIGNATURE, value),
    "stream": lambda value: matches(_STREAM, value),
    "subject": _short,
}


def _check_facts(given: dict[str, Any]) -> None:
    _insist(given.keys() == _RULES.keys(), "keys")
    for name, rule in _RULES.items():
        _insist(rule(given[name]), name)


def _cells(given: Any) -> Cells:
    _insist(isinstance(given, list) and len(given) in {_PLAIN, _EMPTIED}, "record")
    for each in (*given[2:5], *given[6:]):
        _insist(isinstance(each, dict), "record")
    _insist(len(given) == _PLAIN or bool(given[-1] or given[-2]), "erased")
    for seen in given[3].values():
        _insist(isinstance(seen, list), "seen")
    cells = Cells(*given)
    _check_cells(cells)
    return cells


def _check_records(records: Sequence[Cells]) -> None:
    _insist(len(records) <= _MOST_RECORDS, "records")
    _insist(len({(one.kind, one.record) for one in records}) == len(records), "records")


def _check_cells(cells: Cells) -> None:
    values, salts, erased = cells.values, cells.salts, cells.erased
    _insist(is_record(cells.kind, cells.record), "record")
    for each in (values, cells.supersedes, cells.stamps, salts, erased):
        _insist(len(each) <= _MOST_FIELDS, "record")
    is_opened = bool(salts or erased)
    _insist(_are_erased(values, salts, erased) if is_opened else True, "erased")
    _insist(all(may_go((cells.kind, cells.record, name)) for name in erased), "erased")
    _insist(cells.salt == "" if is_opened else matches(_SALT, cells.salt), "record")
    said = values.keys() | erased.keys()
    _insist(cells.supersedes.keys() <= said and cells.stamps.keys() <= said, "fields")
    for name, value in values.items():
        _insist(_is_field(name) and _is_shallow(value, _MOST_DEPTH), "fields")
    for seen in cells.supersedes.values():
        _insist(0 < len(seen) <= MOST_SEEN and all(matches(_NAME, one) for one in seen), "seen")
    _insist(all(is_whole_number(one, 0, _LAST_MS) for one in cells.stamps.values()), "stamps")


def _are_erased(
    values: Mapping[str, Any], salts: Mapping[str, Any], erased: Mapping[str, Any]
) -> bool:
    """Tell whether what stands in place of erased values is as this program leaves it."""
    return (
        erased.keys().isdisjoint(values)
        and salts.keys() == values.keys()
        and all(_is_field(name) for name in erased)
        and all(matches(_HASH, one) for one in (*salts.values(), *erased.values()))
    )


@lru_cache(maxsize=4096)
def _is_field(name: str) -> bool:
    return _FIELD.fullmatch(name) is not None


def _is_shallow(value: Any, depth: int) -> bool:
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return True
    return depth > 0 and all(_is_shallow(one, depth - 1) for one in value)


def _insist(holds: bool, place: str) -> None:
    if not holds:
        raise DamagedBundleError(place=place)
