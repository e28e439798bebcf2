"""Money and goods given (发放): facts, each written once; a later fact says what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain import goods
from desktop_app.domain.campaign import Cap
from desktop_app.domain.codelists import cash_notice_fen
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import (
    BeneficiaryId,
    CampaignId,
    GrantDecisionId,
    GrantId,
    GrantVoidId,
    HandoverId,
    UserId,
    VisitId,
)
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.money import format_yuan


class GrantBasis(StrEnum):
    """Where the amount came from."""

    STANDARD = "standard"
    ROSTER = "roster"
    VISIT = "visit"


class GrantState(StrEnum):
    """How far a grant has come; derived from the facts about it."""

    PLANNED = "planned"
    REFUSED = "refused"
    APPROVED = "approved"
    PRINTED = "printed"
    HANDED_OVER = "handed_over"
    SIGNED = "signed"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one person is to get in one campaign from one fund source; cash in fen."""

    id: GrantId
    campaign: CampaignId
    beneficiary: BeneficiaryId
    visit: VisitId | None = None
    basis: GrantBasis
    category: str | None = None
    cash_fen: int = 0
    goods: tuple[GoodsLine, ...] = ()
    fund_source: str
    method: str
    unit: str = ""
    planned_on: date
    planned_by: UserId

    @property
    def value_fen(self) -> int:
        """Give cash and the worth of the goods together."""
        return self.cash_fen + goods.value_of(self.goods)


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantDecision:
    """An approver's yes or no; `reason` is required for a no and for going over a cap."""

    id: GrantDecisionId
    grant: GrantId
    approved: bool
    reason: str = ""
    decided_by: UserId
    decided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantVoid:
    """A grant taken back; what was printed for it stays, marked void."""

    id: GrantVoidId
    grant: GrantId
    reason: str
    voided_by: UserId
    voided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """Money and goods put into somebody's hands; a proxy is named with the relation."""

    id: HandoverId
    grant: GrantId
    visit: VisitId | None = None
    day: date
    proxy_name: str = ""
    proxy_relation: str = ""


def objections(grant: Grant, cap: Cap | None, *, this_year_fen: int) -> tuple[Issue, ...]:
    """List what is wrong with a grant, given what the person already gets this year (fen).

    Going over a cap warns: an approver may allow it with a reason.
    """
    found = list(goods.objections(grant.goods))
    if grant.cash_fen < 0 or (grant.cash_fen == 0 and not grant.goods):
        found.append(objection("cash_fen", "nothing_given"))
    notice = cash_notice_fen(grant.planned_on.year)
    if grant.method == "cash" and notice is not None and grant.cash_fen > notice:
        limit = format_yuan(notice)
        found.append(warning("method", "cash_over_threshold", limit=limit))
    return (*found, *over_cap(grant.value_fen, cap, this_year_fen=this_year_fen))


def over_cap(value_fen: int, cap: Cap | None, *, this_year_fen: int) -> tuple[Issue, ...]:
    """List the caps that one more grant of this value would pass (domain.md §1.3)."""
    if cap is None:
        return ()
    found: list[Issue] = []
    if value_fen > cap.per_time_fen:
        limit = format_yuan(cap.per_time_fen)
        found.append(warning("cash_fen", "over_cap_per_time", limit=limit, source=cap.source))
    if value_fen + this_year_fen > cap.per_year_fen:
        limit = format_yuan(cap.per_year_fen)
        found.append(warning("cash_fen", "over_cap_per_year", limit=limit, source=cap.source))
    return tuple(found)
