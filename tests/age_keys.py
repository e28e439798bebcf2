"""Keys for sealing that follow from given bytes, so that a history can be played again.

An age secret key is 32 bytes in Bech32 (BIP 173); the library makes only random ones.
"""

from __future__ import annotations

from pyrage import x25519

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PREFIX = "age-secret-key-"


def key_of(secret: bytes) -> tuple[str, str]:
    """Give the secret key and the recipient of 32 bytes, as `sealing.new_key` does."""
    number = int.from_bytes(secret, "big") << 4  # 256 bits in 52 groups of five
    groups = [(number >> shift) & 31 for shift in range(255, -1, -5)]
    head = [ord(one) >> 5 for one in _PREFIX] + [0] + [ord(one) & 31 for one in _PREFIX]
    rest = _polymod([*head, *groups, 0, 0, 0, 0, 0, 0]) ^ 1
    groups += [(rest >> shift) & 31 for shift in range(25, -1, -5)]
    text = f"{_PREFIX}1{''.join(_LETTERS[one] for one in groups)}".upper()
    return text, str(x25519.Identity.from_str(text).to_public())


def _polymod(values: list[int]) -> int:
    found = 1
    for value in values:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            found ^= generator if (top >> place) & 1 else 0
    return found
