"""The whole office over one open ledger: what the window and the command line receive."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.role import Right
from desktop_app.domain.user import User
from desktop_app.services.attaching import Attaching
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.caretaking import Caretaking
from desktop_app.services.children import Children
from desktop_app.services.codebook import Codebook
from desktop_app.services.desk import Desk
from desktop_app.services.drafting import Drafting
from desktop_app.services.employers import (
    EmployerKeeping,
    MeasureKeeping,
    RiskCheckKeeping,
    SafetyCheckKeeping,
)
from desktop_app.services.erasing import Erasing
from desktop_app.services.exchange.conflicts import Conflicts
from desktop_app.services.exchange.evidence import Evidence
from desktop_app.services.exchange.laptops import Laptops
from desktop_app.services.exchange.merging import Merges
from desktop_app.services.exchange.packing import Export
from desktop_app.services.exchange.peers import Peers
from desktop_app.services.exchange.reading import Reading
from desktop_app.services.exporting import Exporting
from desktop_app.services.following_up import Needs, NeedSteps
from desktop_app.services.granting import Granting
from desktop_app.services.hardship_filing import HardshipFiling, HouseholdFiling, MemberKeeping
from desktop_app.services.holding import Holding
from desktop_app.services.keeping import Keeping
from desktop_app.services.keying_again import KeyingAgain
from desktop_app.services.last_used import LastUsed
from desktop_app.services.merging import Merging
from desktop_app.services.print_room import PrintRoom
from desktop_app.services.proceeding import Proceeding
from desktop_app.services.raising import Raising
from desktop_app.services.referring import Referrals
from desktop_app.services.registering import Register
from desktop_app.services.routing import Routing
from desktop_app.services.sections import Sections
from desktop_app.services.setting_up import second_desk
from desktop_app.services.tagging import Tagging
from desktop_app.services.unions import Unions
from desktop_app.services.visiting import Visiting
from desktop_app.services.voiding import Voiding

if TYPE_CHECKING:
    from desktop_app.services.scanning.scan_back import ScanBack

Keeper = Callable[["Office"], Keeping[Any]]


class Office(PrintRoom):
    """One person at one ledger, with every use case at hand. Belongs to one thread.

    The office's code lists are in force until it closes. One `beside` another, at the same
    ledger on another thread, leaves them as they are.
    """

    def __init__(self, desk: Desk, *, beside: bool = False) -> None:
        super().__init__(desk)
        self._is_beside = beside
        self.register = Register(desk)
        self.merging = Merging(desk)
        self.keying = KeyingAgain(desk)
        self.last_used = LastUsed(desk)
        self.campaigns = Campaigning(desk)
        self.sections = Sections(desk)
        self.children = Children(desk)
        self.employers = EmployerKeeping(desk)
        self.employer_measures = MeasureKeeping(desk)
        self.risk_checks = RiskCheckKeeping(desk)
        self.safety_checks = SafetyCheckKeeping(desk)
        self.visiting = Visiting(desk)
        self.routing = Routing(desk)
        self.needs = Needs(desk)
        self.need_steps = NeedSteps(desk)
        self.referrals = Referrals(desk)
        self.activities = Holding(desk)
        self.attaching = Attaching(desk)
        self.granting = Granting(desk)
        self.hardship_files = HardshipFiling(desk)
        self.household_members = MemberKeeping(desk)
        self.households = HouseholdFiling(desk)
        self.proceeding = Proceeding(desk)
        self.tagging = Tagging(desk)
        self.exporting = Exporting(desk)
        self.drafting = Drafting(desk)
        self.raising = Raising(desk)
        self.unions = Unions(desk)
        self._meet_others()
        self.codebook = Codebook(desk)
        if not beside:
            self.codebook.put_in_force()

    @cached_property
    def voiding(self) -> Voiding:
        """Declare numbered paper void."""
        return Voiding(self.desk)

    def _meet_others(self) -> None:
        """Let this laptop be looked after, and exchange with others."""
        desk = self.desk
        self.laptops = Laptops(desk)
        self.bundles = Export(desk)
        self.reading = Reading(desk)
        self.merges = Merges(desk)
        self.conflicts = Conflicts(desk)
        self.peers = Peers(desk)
        self.evidence = Evidence(desk)
        self.caretaking = Caretaking(desk)
        self.erasing = Erasing(desk)

    @cached_property
    def scan_back(self) -> ScanBack:
        """File signed sheets; what draws pages is loaded when somebody has some."""
        from desktop_app.services.scanning.scan_back import ScanBack

        return ScanBack(self.desk)

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

    def may(self, right: Right) -> bool:
        """Tell whether the person here may do something in this ledger."""
        return self.desk.may(right)

    @property
    def is_only_read(self) -> bool:
        """Tell whether a newer program has written the ledger, so that nothing can be changed."""
        return self.desk.store.is_only_read

    def for_another_thread(self) -> Office:
        """Open the ledger a second time, for long work beside the window."""
        return Office(second_desk(self.desk), beside=True)

    def close(self) -> None:
        """Close the ledger; nothing of it stays in memory with us."""
        if not self._is_beside:
            CodeLists.put_in_force(None)
        self.desk.store.close()


KEEPERS: dict[str, Keeper] = {
    "model_worker": lambda office: office.sections.model_workers,
    "frontline_post": lambda office: office.sections.frontline_posts,
    "migrant_origin": lambda office: office.sections.migrant_origins,
    "staying_put": lambda office: office.sections.stays,
    "platform_work": lambda office: office.sections.platform_works,
    "left_behind_child": lambda office: office.children,
    "employer": lambda office: office.employers,
    "employer_measure": lambda office: office.employer_measures,
    "risk_check": lambda office: office.risk_checks,
    "safety_check": lambda office: office.safety_checks,
    "route": lambda office: office.routing,
    "fund_income": lambda office: office.raising,
    "union": lambda office: office.unions,
    "need": lambda office: office.needs,
    "need_step": lambda office: office.need_steps,
    "referral": lambda office: office.referrals,
    "hardship_file": lambda office: office.hardship_files,
    "household_member": lambda office: office.household_members,
    "procedure_step": lambda office: office.proceeding,
    "activity": lambda office: office.activities,
    "attachment": lambda office: office.attaching,
    "code_entry": lambda office: office.codebook,
}
"""Who keeps the records of a kind, by its name: what the console's `record` can do."""
