"""A laptop's public key in six words that two people can compare by reading them aloud."""

from __future__ import annotations

import hashlib
from functools import cache

from desktop_app import paths

WORDS = 6  # of eight bits each: no stranger's key says the same six by chance
_GROUP = 4


def words_of(public_key: str) -> tuple[str, ...]:
    """Say the fingerprint of a public key (in hexadecimal) in words."""
    known = _words()
    return tuple(known[byte] for byte in _digest(public_key)[:WORDS])


def figures_of(public_key: str) -> str:
    """Write the whole fingerprint in groups of four figures."""
    figures = _digest(public_key).hex().upper()
    return " ".join(figures[at : at + _GROUP] for at in range(0, len(figures), _GROUP))


def code_of(device_code: str, public_key: str) -> str:
    """Write what the square code of an enrolment page says: laptop code and public key."""
    return f"NE1:{device_code}:{public_key.upper()}"


def _digest(public_key: str) -> bytes:
    return hashlib.sha256(bytes.fromhex(public_key)).digest()


@cache
def _words() -> tuple[str, ...]:
    text = (paths.resources() / "words" / "fingerprint.txt").read_text("utf-8")
    return tuple(text.split())
