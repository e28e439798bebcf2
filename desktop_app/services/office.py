"""The whole office over one open ledger: what the window and the command line receive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.user import User
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.caretaking import Caretaking
from desktop_app.services.codebook import Codebook
from desktop_app.services.desk import Desk
from desktop_app.services.drafting import Drafting
from desktop_app.services.exporting import Exporting
from desktop_app.services.granting import Granting
from desktop_app.services.issuing import Issuing
from desktop_app.services.keeping import Keeping
from desktop_app.services.registering import Register
from desktop_app.services.setting_up import second_desk
from desktop_app.services.tagging import Tagging
from desktop_app.services.visiting import Visiting

Keeper = Callable[["Office"], Keeping[Any]]


class Office:
    """One person at one ledger, with every use case at hand. Belongs to one thread.

    The office's code lists are in force until it closes. One `beside` another, at the same
    ledger on another thread, leaves them as they are.
    """

    def __init__(self, desk: Desk, *, beside: bool = False) -> None:
        self.desk = desk
        self._is_beside = beside
        self.register = Register(desk)
        self.campaigns = Campaigning(desk)
        self.visiting = Visiting(desk)
        self.granting = Granting(desk)
        self.issuing = Issuing(desk)
        self.tagging = Tagging(desk)
        self.exporting = Exporting(desk)
        self.drafting = Drafting(desk)
        self.caretaking = Caretaking(desk)
        self.codebook = Codebook(desk)
        if not beside:
            self.codebook.put_in_force()

    @property
    def user(self) -> User:
        """Who is logged in."""
        return self.desk.user

    @property
    def union(self) -> Organisation:
        """Whose ledger this is."""
        found = self.desk.store.organisations.get(self.desk.store.identity.organisation)
        if found is None:
            raise RuntimeError("a ledger without its organisation")
        return found

    @property
    def device_label(self) -> str:
        """What this laptop is called."""
        found = self.desk.store.devices.get(self.desk.store.identity.device)
        return found.label if found else ""

    def for_another_thread(self) -> Office:
        """Open the ledger a second time, for long work beside the window."""
        return Office(second_desk(self.desk), beside=True)

    def close(self) -> None:
        """Close the ledger; nothing of it stays in memory with us."""
        if not self._is_beside:
            CodeLists.put_in_force(None)
        self.desk.store.close()


KEEPERS: dict[str, Keeper] = {
    "code_entry": lambda office: office.codebook,
}
"""Who keeps the records of a kind, by its name: what the console's `record` can do."""
