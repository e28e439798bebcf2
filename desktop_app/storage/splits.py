"""Saves that a copied ledger has told again under a name of its own.

Two ledgers that bear one name part at some save. The one that takes a new name signs what it
had saved since then once more, under that name, and says so in its own record: the hashes of the
saves that are told again, signed with the key of the former name. Whoever holds them sets them
aside, so that the other history of the former name has their places.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop_app.storage import registry, saves
from desktop_app.storage.cipher import Database
from desktop_app.storage.log import read_payload
from desktop_app.storage.saves import Chain, Signed
from desktop_app.storage.vault import SPLIT_DOMAIN, Signer, signature_holds

SPLIT_ACTION = "device.split"
_DIGITS = 16
_LISTED = re.compile(r"[0-9a-f]{16}(,[0-9a-f]{16})*")


@dataclass(frozen=True, slots=True)
class Restated:
    """The saves that were told again, by chain, as the first digits of their hashes."""

    digits: Mapping[Chain, frozenset[str]]

    def holds(self, chain: Chain, digest: bytes | str) -> bool:
        """Tell whether a save, by its hash, was told again under another name."""
        text = digest if isinstance(digest, str) else digest.hex()
        return text[:_DIGITS] in self.digits.get(chain, ())

    def held_from(self, db: Database) -> dict[Chain, int]:
        """Give, per chain, the first save that is still held although it was told again.

        Anybody may list what never was: of long lists the saves are looked up, not the list.
        """
        found = {}
        for chain, digits in self.digits.items():
            last, _hash = saves.tip(db, chain) or (0, b"")
            if len(digits) < last:
                numbers = [seq for one in digits for seq in saves.with_hash(db, chain, one)]
            else:
                here = saves.hashes(db, chain) if last else []
                numbers = [seq for seq, digest in here if self.holds(chain, digest)]
            if numbers:
                found[chain] = min(numbers)
        return found


def statement(
    told: Iterable[Signed], device: str, former: Signer, before: Mapping[str, str]
) -> dict[str, str]:
    """Say of saves of a former name that the laptop `device` has told them again.

    What it said of the same chains `before` stays said.
    """
    digits: dict[str, list[str]] = {}
    for one in told:
        key = f"{one.save.device}/{one.save.stream}"
        said = before[key].partition("|")[0].split(",") if key in before else []
        digits.setdefault(key, said).append(one.digest.hex()[:_DIGITS])
    return {
        key: f"{','.join(of)}|{former.sign(_digest(device, key, ','.join(of)), SPLIT_DOMAIN).hex()}"
        for key, of in digits.items()
    }


def read(db: Database) -> Restated:
    """Read what laptops ever said; what the former name has not signed counts for nothing.

    What was said once stays said, even where somebody writes over the record in which it stood:
    saves were set aside upon it, and nothing would tell others to do the same.
    """
    ever = _ever_said(db)
    keys = registry.keys(db) if ever else {}
    found: dict[Chain, set[str]] = {}
    for device, key, said in ever:
        former, _slash, stream = key.partition("/")
        listed, _bar, signature = said.partition("|")
        digest = _digest(device, key, listed)
        is_signed = former in keys and _holds(keys[former], digest, signature)
        if is_signed and _LISTED.fullmatch(listed):
            found.setdefault((former, stream), set()).update(listed.split(","))
    return Restated({chain: frozenset(of) for chain, of in found.items()})


def _ever_said(db: Database) -> set[tuple[str, str, str]]:
    """Give every laptop with a chain and what was said of it in its name."""
    rows = db.execute(
        "SELECT payload FROM log_save WHERE action = ? AND stream = 'admin'", [SPLIT_ACTION]
    )
    return {
        (cells.record, key, said)
        for (payload,) in rows
        for cells in read_payload(payload)
        if cells.kind == "device" and isinstance(cells.values.get("restated"), dict)
        for key, said in cells.values["restated"].items()
        if isinstance(said, str)
    }


def _holds(key: str, digest: bytes, signature: str) -> bool:
    try:
        return signature_holds(key, digest, bytes.fromhex(signature), SPLIT_DOMAIN)
    except ValueError:
        return False


def _digest(device: str, key: str, listed: str) -> bytes:
    return hashlib.sha256(f"{device}:{key}:{listed}".encode()).digest()
