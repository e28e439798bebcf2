"""A campaign (活动): its basis, its days, its standards and caps, and who stands on its roster."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from desktop_app.domain import goods
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import BeneficiaryId, CampaignId, RosterEntryId
from desktop_app.domain.issue import Issue, objection


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """What one recipient of a category gets; the category "" holds for every other one."""

    category: str
    cash_fen: int = 0
    goods: tuple[GoodsLine, ...] = ()
    fund_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """The most a person may get, in fen, per visit and per year, and the rule that says so."""

    per_time_fen: int
    per_year_fen: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One campaign with its basis document, days, cut-off, standards, caps and wish."""

    id: CampaignId
    name: str
    basis: str = ""
    starts: date
    ends: date
    cut_off: date | None = None
    wish: str = ""
    standards: tuple[Standard, ...] = ()
    cap: Cap | None = None
    fund_source: str | None = None

    def standard_for(self, category: str | None) -> Standard | None:
        """Find what a recipient of this category gets, or None where nothing is laid down."""
        by_category = {standard.category: standard for standard in self.standards}
        return by_category.get(category or "") or by_category.get("")


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """A person's line on the roster of a campaign, as the grassroots union sent it."""

    id: RosterEntryId
    campaign: CampaignId
    beneficiary: BeneficiaryId
    category: str | None = None
    cash_fen: int | None = None
    goods: tuple[GoodsLine, ...] = ()
    fund_source: str | None = None
    unit: str | None = None
    source: str | None = None


def roster_entry_id(campaign: CampaignId, beneficiary: BeneficiaryId) -> RosterEntryId:
    """Name the one line that a person can have on a roster; every laptop names it alike."""
    digest = hashlib.sha256(f"roster/{campaign}/{beneficiary}".encode()).hexdigest()
    return RosterEntryId(digest[:32])


def objections(campaign: Campaign) -> tuple[Issue, ...]:
    """List what is wrong with a campaign."""
    found: list[Issue] = []
    if not campaign.name.strip():
        found.append(objection("name", "campaign_name_missing"))
    if campaign.ends < campaign.starts:
        found.append(objection("ends", "ends_before_start"))
    for standard in campaign.standards:
        if standard.cash_fen < 0:
            found.append(objection("standards", "amount_not_positive"))
        found.extend(goods.objections(standard.goods, "standards"))
    return tuple(found)
