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
    A laptop says it of itself, and of another name than the one under which it says so: else
    whoever has a key could take back what he has signed with it, and tell nothing again.
    """
    ever = _ever_said(db)
    keys = registry.keys(db) if ever else {}
    signed = [one for one in ever if one.former != one.device and one.is_signed(keys)]
    counted: set[_Said] = set()
    became: dict[str, set[str]] = {}
    while more := {one for one in signed if one.by in _heirs(one.device, became)} - counted:
        counted |= more
        for one in more:
            became.setdefault(one.former, set()).add(one.device)
    found: dict[Chain, set[str]] = {}
    for one in counted:
        found.setdefault((one.former, one.stream), set()).update(one.listed.split(","))
    return Restated({chain: frozenset(of) for chain, of in found.items()})


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands in a save of the laptop `by`: that `device` has told saves of a chain again."""

    by: str
    device: str
    key: str
    said: str

    @property
    def former(self) -> str:
        """Name the laptop whose chain it is."""
        return self.key.partition("/")[0]

    @property
    def stream(self) -> str:
        """Name the stream of the chain."""
        return self.key.partition("/")[2]

    @property
    def listed(self) -> str:
        """Give the first digits of the hashes, with commas between them."""
        return self.said.partition("|")[0]

    def is_signed(self, keys: Mapping[str, str]) -> bool:
        """Tell whether the former name has signed it."""
        signature = self.said.partition("|")[2]
        digest = _digest(self.device, self.key, self.listed)
        is_known = self.former in keys and _holds(keys[self.former], digest, signature)
        return is_known and _LISTED.fullmatch(self.listed) is not None


def _heirs(device: str, became: Mapping[str, set[str]]) -> set[str]:
    """Name a laptop and those it has become, who have told again what it said of itself."""
    names, ways = {device}, [device]
    while ways:
        more = became.get(ways.pop(), set()) - names
        names |= more
        ways += more
    return names


def _ever_said(db: Database) -> set[_Said]:
    """Give what was ever said of chains, and by whom."""
    rows = db.execute(
        "SELECT device, payload FROM log_save WHERE action = ? AND stream = 'admin'",
        [SPLIT_ACTION],
    )
    return {
        _Said(by, cells.record, key, said)
        for by, payload in rows
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
