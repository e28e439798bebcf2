"""The whole office over one open ledger: what the window and the command line receive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_app.domain.organisation import Organisation
from desktop_app.domain.user import User
from desktop_app.services.attaching import Attaching
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.caretaking import Caretaking
from desktop_app.services.desk import Desk
from desktop_app.services.drafting import Drafting
from desktop_app.services.employers import (
    EmployerKeeping,
    MeasureKeeping,
    RiskCheckKeeping,
    SafetyCheckKeeping,
)
from desktop_app.services.following_up import Needs, NeedSteps
from desktop_app.services.granting import Granting
from desktop_app.services.issuing import Issuing
from desktop_app.services.keeping import Keeping
from desktop_app.services.papers import Papers
from desktop_app.services.referring import Referrals
from desktop_app.services.registering import Register
from desktop_app.services.route_paper import RoutePaper
from desktop_app.services.routing import Routing
from desktop_app.services.scanning.scan_back import ScanBack
from desktop_app.services.setting_up import second_desk
from desktop_app.services.unions import Unions
from desktop_app.services.visiting import Visiting

Keeper = Callable[["Office"], Keeping[Any]]


class Office:
    """One person at one ledger, with every use case at hand. Belongs to one thread."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.register = Register(desk)
        self.campaigns = Campaigning(desk)
        self.employers = EmployerKeeping(desk)
        self.employer_measures = MeasureKeeping(desk)
        self.risk_checks = RiskCheckKeeping(desk)
        self.safety_checks = SafetyCheckKeeping(desk)
        self.visiting = Visiting(desk)
        self.routing = Routing(desk)
        self.route_paper = RoutePaper(desk)
        self.needs = Needs(desk)
        self.need_steps = NeedSteps(desk)
        self.referrals = Referrals(desk)
        self.attaching = Attaching(desk)
        self.granting = Granting(desk)
        self.issuing = Issuing(desk)
        self.scan_back = ScanBack(desk)
        self.drafting = Drafting(desk)
        self.papers = Papers(desk)
        self.unions = Unions(desk)
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


KEEPERS: dict[str, Keeper] = {
    "employer": lambda office: office.employers,
    "employer_measure": lambda office: office.employer_measures,
    "risk_check": lambda office: office.risk_checks,
    "safety_check": lambda office: office.safety_checks,
    "route": lambda office: office.routing,
    "union": lambda office: office.unions,
    "need": lambda office: office.needs,
    "need_step": lambda office: office.need_steps,
    "referral": lambda office: office.referrals,
    "attachment": lambda office: office.attaching,
}
"""Who keeps the records of a kind, by its name: what the console's `record` can do."""
