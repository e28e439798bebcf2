"""Campaigns: set up once, chosen everywhere."""

from __future__ import annotations

from desktop_app.domain import campaign as campaigns
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.change import Reading
from desktop_app.domain.errors import CircumstanceError, RefusedError
from desktop_app.domain.issue import Issue, any_blocks
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.known_codes import unknown_codes
from desktop_app.services.wording import sentences
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of


class NoSuchCampaignError(CircumstanceError):
    """No campaign has this id."""

    message = mark("There is no campaign with the id {id}.")


class Campaigning:
    """What the office does with its campaigns."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._campaigns = desk.store.campaigns

    def all(self) -> list[Campaign]:
        """List the campaigns, the latest first."""
        return self._campaigns.where(order="starts DESC, n DESC")

    def get(self, campaign: str) -> Campaign:
        """Find a campaign, also by the beginning of its id. Raises NoSuchCampaignError."""
        found = self._campaigns.where("id LIKE ? || '%'", [campaign], limit=2)
        if len(found) != 1 or not campaign:
            raise NoSuchCampaignError(id=campaign)
        return found[0]

    def open(self, campaign: str) -> Reading[Campaign]:
        """Read a campaign for a form."""
        found = self._campaigns.reading(self.get(campaign).id)
        if found is None:
            raise NoSuchCampaignError(id=campaign)
        return found

    def objections(self, campaign: Campaign) -> tuple[Issue, ...]:
        """List what is wrong with a campaign."""
        return campaigns.objections(campaign)

    def save(self, campaign: Campaign, base: Reading[Campaign] | None = None) -> Campaign:
        """Keep a campaign. Raises RefusedError."""
        self._desk.require(Right.CAMPAIGN)
        before = base.record if base else None
        issues = (*unknown_codes(kinds.CAMPAIGN, campaign, before), *self.objections(campaign))
        if any_blocks(issues):
            raise RefusedError(reasons=sentences(issues))
        action = "campaign.changed" if base else "campaign.added"
        self._desk.save([edit_of(kinds.CAMPAIGN, campaign, base)], action, campaign.id)
        return campaign

    def choose(self, campaign: str) -> None:
        """Remember, on this laptop, which campaign a person works on."""
        self._desk.store.keep_setting(self._choice, campaign)

    def chosen(self) -> str:
        """Give the id of the campaign a person works on, or "" where there is none.

        It is the last chosen, else one that runs today, else the one with the longest roster.
        """
        campaigns, today = self.all(), self._desk.today()
        last = self._desk.store.setting(self._choice)
        if any(one.id == last for one in campaigns):
            return last or ""
        running = [one for one in campaigns if one.starts <= today <= one.ends]
        likely = running or campaigns
        return max(likely, key=lambda one: self.roster_size(one.id)).id if likely else ""

    @property
    def _choice(self) -> str:
        return f"campaign of {self._desk.user.id}"

    def roster_size(self, campaign: str) -> int:
        """Count the people on a campaign's roster."""
        return self._desk.store.roster_entries.count("campaign = ?", [campaign])
