"""The file by which a laptop makes itself known: its public keys and its name, signed by itself."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.organisation import DEVICE_CODE, device_id_of
from desktop_app.i18n import mark
from desktop_app.services.exchange import sealing
from desktop_app.services.fingerprints import words_of
from desktop_app.storage.kinds import canonical
from desktop_app.storage.lines import is_whole_number, matches
from desktop_app.storage.vault import IDENTITY_DOMAIN, Signer, signature_holds

FORMAT = "nuanfang-identity"
_MOST_BYTES = 16 * 1024
_MOST_LABEL = 200
_DEVICE = re.compile(r"[0-9a-f]{16}")
_KEY = re.compile(r"[0-9a-f]{64}")
_SCOPE = re.compile(r"[0-9A-Za-z_-]{1,40}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


class NotAnIdentityError(CircumstanceError):
    """The file is none, or was altered on its way."""

    message = mark("This is not an identity file of a laptop, or it was altered: {file}")


class IdentityNotWrittenError(CircumstanceError):
    """The file cannot be written."""

    message = mark("The identity file could not be written: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LaptopIdentity:
    """What a laptop says of itself."""

    device: str
    label: str
    code: str
    scope: str
    organisation: str
    sign_pub: str
    age_recipient: str
    made_ms: int

    @property
    def words(self) -> tuple[str, ...]:
        """Give the six words that two people compare.

        They stand for the key that signs; with it the laptop has signed everything else here.
        """
        return words_of(self.sign_pub)

    def _facts(self) -> dict[str, Any]:
        names = self.__dataclass_fields__
        return {"format": FORMAT, "v": 1} | {name: getattr(self, name) for name in names}

    def digest(self) -> bytes:
        """Give the hash that the laptop signs."""
        return hashlib.sha256(canonical(self._facts()).encode()).digest()

    def written(self, signer: Signer) -> bytes:
        """Give the content of the file."""
        signature = signer.sign(self.digest(), IDENTITY_DOMAIN).hex()
        return canonical(self._facts() | {"sig": signature}).encode()


def write(file: Path, identity: LaptopIdentity, signer: Signer) -> None:
    """Write the file; an older one of the same name goes. Raises IdentityNotWrittenError."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(identity.written(signer))
    except OSError as error:
        raise IdentityNotWrittenError(reason=error.strerror or error) from error


def read(file: Path) -> LaptopIdentity:
    """Read a file strictly; its own signature has to hold. Raises NotAnIdentityError."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
        given = json.loads(content.decode("utf-8"))
        strict = canonical(given).encode() == content and isinstance(given, dict)
    except (OSError, ValueError, RecursionError, TypeError):
        strict = False
    if not strict or len(content) > _MOST_BYTES or not _is_sound(given):
        raise NotAnIdentityError(file=file.name)
    signature = bytes.fromhex(given.pop("sig"))
    facts = {name: value for name, value in given.items() if name not in {"format", "v"}}
    identity = LaptopIdentity(**facts)
    if not signature_holds(identity.sign_pub, identity.digest(), signature, IDENTITY_DOMAIN):
        raise NotAnIdentityError(file=file.name)
    return identity


def _is_sound(given: dict[str, Any]) -> bool:
    rules = {
        "format": given.get("format") == FORMAT,
        "v": is_whole_number(given.get("v"), 1, 1),
        "device": matches(_DEVICE, given.get("device")),
        "label": _is_label(given.get("label")),
        "code": matches(DEVICE_CODE, given.get("code")),
        "scope": matches(_SCOPE, given.get("scope")),
        "organisation": _is_label(given.get("organisation")),
        "sign_pub": matches(_KEY, given.get("sign_pub")),
        "age_recipient": isinstance(given.get("age_recipient"), str),
        "made_ms": is_whole_number(given.get("made_ms"), 0, 2**53),
        "sig": matches(_SIGNATURE, given.get("sig")),
    }
    if given.keys() != rules.keys() or not all(rules.values()):
        return False
    fits = device_id_of(given["sign_pub"]) == given["device"]
    return fits and sealing.is_recipient(given["age_recipient"])


def _is_label(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _MOST_LABEL and value.isprintable()
