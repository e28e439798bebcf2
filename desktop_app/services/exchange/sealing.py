"""Sealing what travels for the laptops it is meant for: the age format, version 1.

The library is loaded when something is sealed or a laptop gets its keys, not at every start.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark


class SealedForOthersError(CircumstanceError):
    """The payload cannot be opened with this laptop's key, or was cut or altered."""

    message = mark("This bundle cannot be opened: it is sealed for another laptop, or damaged.")


def new_key() -> tuple[str, str]:
    """Make the secret that opens what is sealed for a laptop, and the recipient to seal for."""
    from pyrage import x25519

    secret = x25519.Identity.generate()
    return str(secret), str(secret.to_public())


def recipient_of(secret: str) -> str:
    """Give what others seal for whoever has this secret."""
    from pyrage import x25519

    return str(x25519.Identity.from_str(secret).to_public())


def is_recipient(text: str) -> bool:
    """Tell whether a text names somebody to seal for."""
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def seal(plain: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt for these recipients, and nobody else."""
    import pyrage

    sealed: bytes = pyrage.encrypt(
        plain, [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    )
    return sealed


def unseal(sealed: bytes, secret: str) -> bytes:
    """Decrypt whole and in memory: of a payload that was cut or altered nothing is given.

    Raises SealedForOthersError.
    """
    import pyrage

    try:
        plain: bytes = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(secret)])
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise SealedForOthersError from None
    return plain
