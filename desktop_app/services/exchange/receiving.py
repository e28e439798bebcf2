"""A file that came: whose it is, whether anything may be read of it, and with which key."""

from __future__ import annotations

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import Purpose
from desktop_app.i18n import mark
from desktop_app.services.exchange import bundle, splitting
from desktop_app.services.exchange.bundle import Loaded, Opened, Sealed
from desktop_app.services.exchange.sealing import SealedForOthersError
from desktop_app.storage import registry
from desktop_app.storage.store import Store


class OtherUnionLaptopError(CircumstanceError):
    """Of another union's laptop only lists and referrals are taken."""

    message = mark(
        "The laptop {laptop} belongs to another union: lists and referrals are taken from it, and"
        " nothing that changes this ledger. Nothing was changed."
    )


class RevokedSenderError(CircumstanceError):
    """Of a revoked laptop only changes from before its revocation are taken."""

    message = mark(
        "The laptop {laptop} that wrote this was revoked. Nothing of it was read; what the laptop"
        " saved before comes with other laptops' bundles."
    )


def prove(store: Store, loaded: Loaded) -> Sealed:
    """Insist that an enrolled laptop wrote a bundle.

    Of a revoked one only changes are looked at: every save among them tells its place in the row,
    while of a list or a part of the records only the sender says when it was written. Which union
    a laptop is of was said when it was enrolled; what its bundle says of that counts for nothing.
    Raises StrangerError, DamagedBundleError, OtherUnionLaptopError and RevokedSenderError.
    """
    known = registry.read_all(store.db, store.identity.device)
    sealed = bundle.prove(loaded, {one.device: one.key for one in known.values()})
    sender = known[sealed.header.sender]
    if sender.is_elsewhere and not sealed.header.purpose.is_document:
        raise OtherUnionLaptopError(laptop=sender.label)
    if sender.is_revoked and sealed.header.purpose is not Purpose.FULL:
        raise RevokedSenderError(laptop=sender.label)
    return sealed


def is_trusted(store: Store, sender: str) -> bool:
    """Tell whether a laptop is known and not revoked: what it says beside its saves counts."""
    found = registry.read_all(store.db, store.identity.device).get(sender)
    return found is not None and not found.is_revoked


def unseal(store: Store, sealed: Sealed) -> Opened:
    """Open a bundle that is for this laptop, also under a name that it had before.

    Raises SealedForOthersError, DamagedBundleError and BundleTooLargeError.
    """
    secret = splitting.secret_of(store, sealed.header.to)
    if not secret:
        raise SealedForOthersError
    return bundle.open_sealed(sealed, secret)
