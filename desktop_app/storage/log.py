"""One save as it is stored, hashed and signed (exchange.md §2).

What is stored is the values with one salt per record; what is hashed carries, in place of each
value, SHA-256 over a salt of its own and the value. So the body can be made again from the
stored values while they are there, and from their hashes once a value has been erased. With the
value goes the salt of the record, from which those of its other fields are kept: nobody can try
out which value it was.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import zlib
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from desktop_app.storage.kinds import canonical

BODY_VERSION = 1
SALT_BYTES = 16
GENESIS = b"\0" * 32


@dataclass(frozen=True)
class Cells:
    """What one save says of one record.

    `supersedes` gives, per field, the saves whose values the author saw and replaced; `stamps`
    only those that differ from the save's own time. `texts` are the values in the form that is
    hashed and stored, written once. Where values were `erased`, their hashes stand there, the
    record's salt is gone, and the other fields have `salts` of their own; so they have where
    values came back of which nobody had the record's salt.
    """

    kind: str
    record: str
    values: Mapping[str, Any]
    supersedes: Mapping[str, Sequence[str]]
    stamps: Mapping[str, int]
    salt: str
    salts: Mapping[str, str] = field(default_factory=dict)
    erased: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def new(
        cls,
        kind: str,
        record: str,
        values: Mapping[str, Any],
        supersedes: Mapping[str, Sequence[str]],
        stamps: Mapping[str, int],
    ) -> Cells:
        """Make the cells of a record with a salt of their own."""
        salt = secrets.token_hex(SALT_BYTES)
        return cls(kind, record, values, supersedes, stamps, salt)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Write each value as canonical JSON, by field in their order."""
        return {name: canonical(self.values[name]) for name in sorted(self.values)}

    @cached_property
    def stored(self) -> str:
        """Write the form that is kept in the payload, as canonical JSON."""
        values = ",".join([f'"{name}":{text}' for name, text in self.texts.items()])
        seen = {name: list(saves) for name, saves in self.supersedes.items() if saves}
        behind = canonical([seen, self.stamps])[1:-1] if seen or self.stamps else "{},{}"
        gone = "" if self.salt else f",{canonical([self.salts, self.erased])[1:-1]}"
        return f'["{self.kind}","{self.record}",{{{values}}},{behind},"{self.salt}"{gone}]'

    def hashed(self) -> str:
        """Write the form that is hashed and signed, as canonical JSON."""
        salt_of = self._salting()
        digests = {name: _digest(salt_of(name), text) for name, text in self.texts.items()}
        if self.erased:
            digests = dict(sorted({**digests, **self.erased}.items()))
        fields = ",".join(
            [f'"{name}":["{digest}",{self._place(name)}]' for name, digest in digests.items()]
        )
        return f'["{self.kind}","{self.record}",{{{fields}}}]'

    def _place(self, name: str) -> str:
        """Write what a value replaces, and its stamp where it has one of its own."""
        seen, stamp = self.supersedes.get(name), self.stamps.get(name)
        if not seen and stamp is None:
            return "[],null"
        return canonical([sorted(seen or ()), stamp])[1:-1]

    def without(self, names: AbstractSet[str]) -> Cells:
        """Erase the values of fields; what is hashed stays the same."""
        salt_of = self._salting()
        gone = {
            name: _digest(salt_of(name), self.texts[name]) for name in names & self.values.keys()
        }
        if not gone:
            return self
        kept = {name: value for name, value in self.values.items() if name not in gone}
        return replace(
            self,
            values=kept,
            salt="",
            salts={name: salt_of(name).hex() for name in kept},
            erased={**self.erased, **gone},
        )

    def with_values_of(self, other: Cells) -> Cells:
        """Take what was erased here from another copy of the same cells, as far as it has it."""
        if self.salt or other.salt:
            return self if self.salt else other
        values = {**other.values, **self.values}
        return replace(
            self,
            values=values,
            salts={**other.salts, **self.salts},
            erased={name: one for name, one in self.erased.items() if name not in values},
        )

    def digest_of(self, name: str) -> str:
        """Give the hash that stands for the value of a field in the chain, also of an erased one.

        What is told again under another name keeps it, for it keeps its salts.
        """
        if name in self.erased:
            return self.erased[name]
        return _digest(self._salting()(name), self.texts[name])

    def _salting(self) -> Callable[[str], bytes]:
        if not self.salt:
            return lambda name: bytes.fromhex(self.salts[name])
        salted = hashlib.sha256(f"{self.salt}/".encode())

        def salt_of(name: str) -> bytes:
            one = salted.copy()
            one.update(name.encode())
            return one.digest()

        return salt_of


def _digest(salt: bytes, text: str) -> str:
    return hashlib.sha256(salt + text.encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """One signed transaction of one laptop in one stream."""

    device: str
    stream: str
    seq: int
    at_ms: int
    actor: str
    role: str
    action: str
    subject: str
    reason: str
    version: int
    cells: tuple[Cells, ...]
    prev: bytes

    @property
    def name(self) -> str:
        """Give the name by which later operations refer to this save."""
        return f"{self.device}/{self.stream}/{self.seq}"

    def body(self) -> bytes:
        """Give the canonical bytes that the chain covers."""
        before = {
            "action": self.action,
            "actor": self.actor,
            "at": self.at_ms,
            "device": self.device,
            "reason": self.reason,
        }
        behind = {
            "role": self.role,
            "schema": self.version,
            "seq": self.seq,
            "stream": self.stream,
            "subject": self.subject,
            "v": BODY_VERSION,
        }
        records = ",".join([cells.hashed() for cells in self.cells])
        body = f'{canonical(before)[:-1]},"records":[{records}],{canonical(behind)[1:]}'
        return body.encode()

    def digest(self) -> bytes:
        """Give the link of the chain: SHA-256 over the link before and the body."""
        return hashlib.sha256(self.prev + self.body()).digest()

    def payload(self) -> bytes:
        """Give the compressed values as the ledger keeps them."""
        return zlib.compress(f"[{','.join([cells.stored for cells in self.cells])}]".encode(), 6)


def read_payload(payload: bytes) -> tuple[Cells, ...]:
    """Read the values of a save back."""
    return tuple(Cells(*stored) for stored in json.loads(zlib.decompress(payload)))
