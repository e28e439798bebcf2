"""The whole office over one open ledger: what the window and the command line receive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_app.domain.organisation import Organisation
from desktop_app.domain.user import User
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.caretaking import Caretaking
from desktop_app.services.desk import Desk
from desktop_app.services.drafting import Drafting
from desktop_app.services.granting import Granting
from desktop_app.services.issuing import Issuing
from desktop_app.services.keeping import Keeping
from desktop_app.services.keying_again import KeyingAgain
from desktop_app.services.last_used import LastUsed
from desktop_app.services.merging import Merging
from desktop_app.services.registering import Register
from desktop_app.services.setting_up import second_desk
from desktop_app.services.visiting import Visiting

Keeper = Callable[["Office"], Keeping[Any]]


class Office:
    """One person at one ledger, with every use case at hand. Belongs to one thread."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.register = Register(desk)
        self.merging = Merging(desk)
        self.keying = KeyingAgain(desk)
        self.last_used = LastUsed(desk)
        self.campaigns = Campaigning(desk)
        self.visiting = Visiting(desk)
        self.granting = Granting(desk)
        self.issuing = Issuing(desk)
        self.drafting = Drafting(desk)
        self.caretaking = Caretaking(desk)

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
        return Office(second_desk(self.desk))

    def close(self) -> None:
        """Close the ledger; nothing of it stays in memory with us."""
        self.desk.store.close()


KEEPERS: dict[str, Keeper] = {}
"""Who keeps the records of a kind, by its name: what the console's `record` can do."""
