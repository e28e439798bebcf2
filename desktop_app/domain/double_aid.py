"""Has somebody given to this person already this season? Asked without telling who was given to.

A Bloom filter over HMAC-SHA256(season key, ID number): whoever holds one can ask it about a
person before them. It says neither who gave nor what, and lists nobody; but whoever asks it about
every possible number learns which are in it, so it goes only to who may hold numbers (decision
059). It never overlooks anybody and is wrong about at most one in a million of the others.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

HASHES = 20
BITS_PER_PERSON = 30
LEAST_BYTES = 128
MOST_BYTES = 4_000_000
_WHOLE = re.compile(r"[0-9]{17}[0-9X]")
_OLD = re.compile(r"[0-9]{15}")
_DROPPED = re.compile(r"[^0-9A-Z]")


def season_of(starts: date) -> str:
    """Name the season of a campaign by its first day.

    The winter that begins in October counts to the year of its Spring Festival.
    """
    if starts.month >= 10:
        return f"{starts.year + 1}-winter"
    return f"{starts.year}-{'winter' if starts.month <= 4 else 'summer'}"


def normalised(number: str) -> str:
    """Give an ID number the one form in which it is compared; 15 digits become 18."""
    if _WHOLE.fullmatch(number):
        return number
    plain = _DROPPED.sub("", unicodedata.normalize("NFKC", number).upper())
    if _OLD.fullmatch(plain):
        longer = f"{plain[:6]}19{plain[6:]}"
        return longer + ric.calc_check_digit(longer + "0")
    return plain


def season_key(secret: bytes, season: str) -> bytes:
    """Derive the key of a season from a union's secret."""
    return hmac.digest(secret, f"nuanfang/double-aid/{season}".encode(), "sha256")


def digest_of(key: bytes, number: str) -> bytes:
    """Give what stands for a person in the filters of a key."""
    return hmac.digest(key, normalised(number).encode(), "sha256")


@dataclass(frozen=True, slots=True)
class AidFilter:
    """The people to whom something was given in a season; `count` says how many."""

    season: str
    key: bytes
    count: int
    bits: bytes

    @classmethod
    def of(cls, season: str, key: bytes, numbers: Iterable[str]) -> AidFilter:
        """Build the filter of these ID numbers; past a million the false alarms get more."""
        digests = {digest_of(key, number) for number in numbers}
        size = min(MOST_BYTES, max(LEAST_BYTES, -(-len(digests) * BITS_PER_PERSON // 8)))
        bits = bytearray(size)
        for digest in digests:
            for place in _places(digest, size * 8):
                bits[place >> 3] |= 1 << (place & 7)
        return cls(season, key, len(digests), bytes(bits))

    def has(self, digest: bytes) -> bool:
        """Tell whether this person may be in it."""
        bits, size = self.bits, len(self.bits) * 8
        return all(bits[place >> 3] >> (place & 7) & 1 for place in _places(digest, size))


def _places(digest: bytes, size: int) -> Iterator[int]:
    """Draw the places of a person from the digest, each step a little longer than the last."""
    place = int.from_bytes(digest[:8], "big")
    step = int.from_bytes(digest[8:16], "big")
    for turn in range(HASHES):
        yield place % size
        place += step
        step += turn
