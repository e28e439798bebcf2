"""A ledger for the audit committee: everything is in it, and nothing can be changed there."""

from __future__ import annotations

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage import given, saves
from desktop_app.storage.changes import AUDIT_COPY, AuditCopyError, is_audit_copy
from desktop_app.storage.store import Store

__all__ = ["AuditCopyError", "WorkedInError", "become_one", "is_one"]


class WorkedInError(CircumstanceError):
    """An audit bundle would lock a ledger in which people work."""

    message = mark(
        "This is a bundle for the audit, and people work in this ledger. Begin a ledger of its own"
        " for it and merge it there; nothing was changed."
    )


def is_one(store: Store) -> bool:
    """Tell whether a ledger is a copy for the audit."""
    return is_audit_copy(store.db)


def become_one(store: Store) -> None:
    """Lock a ledger that is new for what an audit bundle brings. Raises WorkedInError.

    A team works with what it was given although it has saved nothing yet, and a form that was begun
    could not be saved any more.
    """
    if is_one(store):
        return
    if saves.was_worked_in(store.db) or given.places(store.db) or store.drafts.count():
        raise WorkedInError
    store.keep_setting(AUDIT_COPY, "1")
