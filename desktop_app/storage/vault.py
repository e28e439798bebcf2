"""Keys: one random data key per ledger, wrapped once for each person and once for the safe.

The key file stands beside the ledger and holds no name: a slot is found by a salted hash of
the user's name, and opened by Argon2id over the passphrase (docs/decisions/010-keys.md).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import time
import unicodedata
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark

FORMAT = 1
KEY_BYTES = 32
MEMORY_KIB = 64 * 1024
LANES = 2
TARGET_SECONDS = 0.3
MIN_PASSPHRASE = 12
RECOVERY_NAME = "\x00recovery"
RECOVERY_BYTES = 20
MAX_DELAY_S = 60
SIGNATURE_DOMAIN = b"nuanfang/save/1\x00"
BUNDLE_DOMAIN = b"nuanfang/bundle/1\x00"
IDENTITY_DOMAIN = b"nuanfang/identity/1\x00"
SPLIT_DOMAIN = b"nuanfang/split/1\x00"
BLOB_MAGIC = b"NFAT\x01"
NONCE_BYTES = 12


class WrongPassphraseError(CircumstanceError):
    """No slot opens with this name and passphrase."""

    message = mark("The user name or the passphrase is not right.")


class TooSoonError(CircumstanceError):
    """After wrong tries the next one has to wait."""

    message = mark("Several tries were wrong. Please wait {seconds} seconds and try again.")


class KeyFileDamagedError(CircumstanceError):
    """The key file cannot be read; a backup holds another copy."""

    message = mark("The key file of this ledger is damaged; take the copy beside a backup.")


class WeakPassphraseError(CircumstanceError):
    """The passphrase is too short or too well known."""

    message = mark(
        "A passphrase needs at least {length} characters and may not be a well-known one."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One way to the data key; all binary values in base64."""

    tag: str
    salt: str
    iterations: int
    memory_kib: int
    lanes: int
    nonce: str
    wrapped: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """What stands in the key file. `tries` counts wrong passphrases since the last right one."""

    format: int = FORMAT
    name_salt: str
    slots: tuple[Slot, ...] = ()
    tries: int = 0
    last_try_ms: int = 0


def new_data_key() -> bytes:
    """Make the random key that encrypts a ledger."""
    return secrets.token_bytes(KEY_BYTES)


def new_key_file() -> KeyFile:
    """Make a key file without a way in."""
    return KeyFile(name_salt=_text(secrets.token_bytes(16)))


def read(path: Path) -> KeyFile:
    """Read a key file; one that cannot be read is a sentence."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        slots = tuple(Slot(**slot) for slot in raw.pop("slots"))
        return KeyFile(slots=slots, **raw)
    except (ValueError, TypeError, KeyError) as error:
        raise KeyFileDamagedError from error


def write(path: Path, keys: KeyFile) -> None:
    """Write a key file so that a power cut leaves the old one or the new one."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(keys), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o600)
    part.replace(path)


def with_slot(keys: KeyFile, name: str, passphrase: str, data_key: bytes) -> KeyFile:
    """Let this person in with this passphrase; an older slot of theirs goes."""
    salt, nonce, tag = secrets.token_bytes(16), secrets.token_bytes(12), _tag(keys, name)
    iterations = 1 if name == RECOVERY_NAME else _iterations()
    slot = Slot(
        tag=tag,
        salt=_text(salt),
        iterations=iterations,
        memory_kib=MEMORY_KIB,
        lanes=LANES,
        nonce=_text(nonce),
        wrapped="",
    )
    wrapped = AESGCM(_derive(passphrase, slot)).encrypt(nonce, data_key, tag.encode())
    others = tuple(other for other in keys.slots if other.tag != tag)
    return replace(keys, slots=(*others, replace(slot, wrapped=_text(wrapped))))


def without_slot(keys: KeyFile, name: str) -> KeyFile:
    """Take this person's way in away."""
    tag = _tag(keys, name)
    return replace(keys, slots=tuple(slot for slot in keys.slots if slot.tag != tag))


def has_slot(keys: KeyFile, name: str) -> bool:
    """Tell whether somebody of this name comes in here."""
    tag = _tag(keys, name)
    return any(slot.tag == tag for slot in keys.slots)


def unwrap(keys: KeyFile, name: str, passphrase: str) -> bytes:
    """Give the data key to whoever knows a name and its passphrase."""
    tag = _tag(keys, name)
    for slot in keys.slots:
        if slot.tag == tag:
            try:
                key = _derive(passphrase, slot)
                return AESGCM(key).decrypt(_bytes(slot.nonce), _bytes(slot.wrapped), tag.encode())
            except InvalidTag:
                raise WrongPassphraseError from None
    raise WrongPassphraseError


def unlock(path: Path, name: str, passphrase: str) -> tuple[bytes, int]:
    """Open the key file: the data key, and how many wrong tries came before.

    Wrong tries are counted on disk and cost 1, 2, 4 … 60 seconds; nothing is ever wiped.
    """
    keys = read(path)
    _insist_on_delay(keys)
    try:
        key = unwrap(keys, name, passphrase)
    except WrongPassphraseError:
        write(path, replace(keys, tries=keys.tries + 1, last_try_ms=_now_ms()))
        raise
    if keys.tries:
        write(path, replace(keys, tries=0, last_try_ms=0))
    return key, keys.tries


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short or too well known."""
    text = unicodedata.normalize("NFKC", passphrase)
    too_plain = len(set(text)) < 4 or text.lower() in _WELL_KNOWN
    if len(text) < MIN_PASSPHRASE or too_plain:
        raise WeakPassphraseError(length=MIN_PASSPHRASE)


def new_recovery_code() -> str:
    """Make the code for the safe: eight groups of four Base32 characters and a check group."""
    secret = secrets.token_bytes(RECOVERY_BYTES)
    text = base64.b32encode(secret).decode() + _check_group(secret)
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def read_recovery_code(typed: str) -> str:
    """Bring a typed code into its stored form; raise WrongPassphraseError on a slip."""
    text = "".join(typed.upper().split()).replace("-", "").replace("0", "O").replace("1", "I")
    body, check = text[:-4], text[-4:]
    try:
        secret = base64.b32decode(body)
    except ValueError:
        raise WrongPassphraseError from None
    if len(secret) != RECOVERY_BYTES or _check_group(secret) != check:
        raise WrongPassphraseError
    return body


def _check_group(secret: bytes) -> str:
    return base64.b32encode(hashlib.sha256(secret).digest()).decode()[:4]


class Signer:
    """A laptop's own key, with which it signs every save."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)

    @staticmethod
    def new_secret() -> bytes:
        """Make a laptop's secret."""
        return secrets.token_bytes(32)

    @property
    def public(self) -> str:
        """Give the public key in hexadecimal, as the register of laptops holds it."""
        raw = self._key.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        return raw.hex()

    def sign(self, digest: bytes, domain: bytes = SIGNATURE_DOMAIN) -> bytes:
        """Sign the hash of a save, or of what another domain says."""
        return self._key.sign(domain + digest)


def signature_holds(
    public: str, digest: bytes, signature: bytes, domain: bytes = SIGNATURE_DOMAIN
) -> bool:
    """Tell whether a laptop signed this hash; a key that is none has signed nothing."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(signature, domain + digest)
    except (InvalidSignature, ValueError):
        return False
    return True


class BlobKeys:
    """What names and what seals the files beside the ledger.

    Both keys come from the ledger's data key by HKDF, so that whoever opens the ledger, or a copy
    of it with its key file, opens its attachments too, and nobody else.
    """

    def __init__(self, data_key: bytes) -> None:
        self._naming, self._sealing = (_from_data_key(data_key, use) for use in ("name", "seal"))

    def name(self, sha256: str) -> str:
        """Name the file of a content; without the key the name tells nothing of it."""
        return hmac.new(self._naming, sha256.encode(), "sha256").hexdigest()[:40]

    def seal(self, plain: bytes, sha256: str) -> bytes:
        """Encrypt a content, bound to its hash."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        boxed = AESGCM(self._sealing).encrypt(nonce, plain, BLOB_MAGIC + sha256.encode())
        return BLOB_MAGIC + nonce + boxed

    def unseal(self, sealed: bytes, sha256: str) -> bytes | None:
        """Decrypt a content; None where it was altered or is another one."""
        begins = len(BLOB_MAGIC) + NONCE_BYTES
        nonce, boxed = sealed[len(BLOB_MAGIC) : begins], sealed[begins:]
        if not sealed.startswith(BLOB_MAGIC) or not boxed:
            return None
        try:
            bound_to = BLOB_MAGIC + sha256.encode()
            return AESGCM(self._sealing).decrypt(nonce, boxed, bound_to)
        except InvalidTag:
            return None


def _from_data_key(data_key: bytes, use: str) -> bytes:
    info = f"nuanfang/attachment/{use}/1".encode()
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=info).derive(data_key)


def _insist_on_delay(keys: KeyFile) -> None:
    if not keys.tries:
        return
    wait_s = min(2 ** (keys.tries - 1), MAX_DELAY_S)
    passed_s = max(0, (_now_ms() - keys.last_try_ms) / 1000)
    if passed_s < wait_s:
        raise TooSoonError(seconds=int(wait_s - passed_s) + 1)


def _tag(keys: KeyFile, name: str) -> str:
    text = unicodedata.normalize("NFKC", name).encode()
    return hashlib.sha256(_bytes(keys.name_salt) + text).hexdigest()[:32]


def _derive(passphrase: str, slot: Slot) -> bytes:
    kdf = Argon2id(
        salt=_bytes(slot.salt),
        length=KEY_BYTES,
        iterations=slot.iterations,
        lanes=slot.lanes,
        memory_cost=slot.memory_kib,
    )
    return kdf.derive(unicodedata.normalize("NFKC", passphrase).encode())


def _iterations() -> int:
    """Calibrate to about 0.3 s on this laptop, never below one pass over 64 MiB."""
    probe = Argon2id(
        salt=b"\0" * 16, length=KEY_BYTES, iterations=1, lanes=LANES, memory_cost=MEMORY_KIB
    )
    begun = time.perf_counter()
    probe.derive(b"calibration")
    return max(1, min(8, round(TARGET_SECONDS / (time.perf_counter() - begun))))


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


_WELL_KNOWN = frozenset(
    {
        "123456789012",
        "1234567890123",
        "password1234",
        "passwordpassword",
        "qwertyuiop12",
        "qwertyuiopas",
        "abcdefghijkl",
        "abc123456789",
        "woaini1314520",
        "iloveyou1314",
        "administrator",
    }
)
