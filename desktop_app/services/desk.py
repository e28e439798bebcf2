"""Who works with which ledger: handed to every use case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.change import Actor, Deed, Edit
from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.role import RIGHT_NAMES, ROLE_NAMES, Right, may
from desktop_app.domain.user import User
from desktop_app.i18n import _
from desktop_app.storage.store import Store
from desktop_app.storage.transaction import OnlyReadError

_READING = frozenset({Right.READ, Right.AUDIT})


@dataclass(frozen=True, slots=True)
class Desk:
    """An open ledger, the person before it, and what day it is."""

    store: Store
    user: User
    today: Callable[[], date]

    @property
    def actor(self) -> Actor:
        """The person as the log names them."""
        return Actor(self.user.id, self.user.role)

    def may(self, right: Right) -> bool:
        """Tell whether the person's role includes a right, and the ledger lets it be used."""
        return may(self.user.role, right) and not self._is_shut(right)

    def require(self, right: Right) -> None:
        """Raise NotPermittedError where the person's role does not include a right.

        Raises OnlyReadError for all but reading where a newer program has written the ledger.
        """
        if self._is_shut(right):
            raise OnlyReadError
        if not may(self.user.role, right):
            raise NotPermittedError(role=_(ROLE_NAMES[self.user.role]), what=_(RIGHT_NAMES[right]))

    def _is_shut(self, right: Right) -> bool:
        return right not in _READING and self.store.is_only_read

    def save(self, edits: list[Edit], action: str, subject: str = "", reason: str = "") -> None:
        """Write edits as one deed of this person; nothing at all where nothing changes."""
        changing = [edit for edit in edits if edit.values]
        if changing:
            self.store.changes.save(changing, actor=self.actor, deed=Deed(action, subject, reason))

    def note(self, action: str, subject: str = "", reason: str = "") -> None:
        """Put a deed that changes no record into the audit trail."""
        self.store.changes.save([], actor=self.actor, deed=Deed(action, subject, reason))
