"""Recording visits, and what was handed over in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.domain import grant as grants
from desktop_app.domain import visit as visits
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.change import Edit, Reading
from desktop_app.domain.codelists import default_cap
from desktop_app.domain.double_aid import season_of
from desktop_app.domain.employer import tidy_name
from desktop_app.domain.errors import CircumstanceError, RefusedError
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.grant import Grant, GrantBasis, GrantState, Handover
from desktop_app.domain.identity import BeneficiaryId, CampaignId, GrantId, HandoverId, new_id
from desktop_app.domain.issue import Issue, any_blocks, objection, warning
from desktop_app.domain.role import Right
from desktop_app.domain.visit import Place, Visit
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.exchange.double_aid import MAYBE_GIVEN, DoubleAid
from desktop_app.services.known_codes import unknown_codes
from desktop_app.services.route_stops import stops_made
from desktop_app.services.wording import sentences
from desktop_app.storage import kinds
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.records import edit_of

READY = frozenset({GrantState.APPROVED, GrantState.PRINTED, GrantState.SIGNED})


class NoSuchVisitError(CircumstanceError):
    """No visit has this id."""

    message = mark("There is no visit with the id {id}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Money and goods put into one person's hands during a visit.

    `grant` names one approved beforehand; without it the amounts here make a new grant, which
    an approver still has to look at.
    """

    beneficiary: BeneficiaryId
    grant: GrantId | None = None
    cash_fen: int = 0
    goods: tuple[GoodsLine, ...] = ()
    fund_source: str = ""
    method: str = "cash"
    proxy_name: str = ""
    proxy_relation: str = ""


class Visiting:
    """What the office does with visits."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._visits = desk.store.visits

    def open(self, visit: str) -> Reading[Visit]:
        """Read a visit for a form."""
        self._desk.require(Right.READ)
        found = self._visits.reading(visit)
        if found is None:
            raise NoSuchVisitError(id=visit)
        return found

    def latest(self, *, campaign: str = "", limit: int = -1, offset: int = 0) -> list[Visit]:
        """List visits, the latest first."""
        self._desk.require(Right.READ)
        return self._visits.latest(campaign=campaign, limit=limit, offset=offset)

    def to(self, beneficiary: str) -> list[Visit]:
        """List the visits to one person."""
        self._desk.require(Right.READ)
        return self._visits.of(beneficiary)

    def at_employer(self, employer: str, names: Sequence[str] = ()) -> list[Visit]:
        """List the visits to one employer; `names` are those under which places may name it."""
        self._desk.require(Right.READ)
        return self._visits.at_employer(employer, names)

    def ready_for(self, beneficiary: str, campaign: str) -> list[GrantLine]:
        """List what is approved for a person and not yet handed over."""
        wanted = GrantFilter(beneficiary=beneficiary, campaign=campaign, states=READY)
        lines = self._desk.store.grants.lines(wanted)
        # A receipt may come back signed before anybody typed the visit.
        handed = self._desk.store.handovers
        return [
            line
            for line in lines
            if line.state is not GrantState.SIGNED
            or not handed.count('"grant" = ?', [line.grant.id])
        ]

    def given(self, visit: str) -> list[Given]:
        """List what was handed over in a visit, as it was recorded."""
        handovers = self._desk.store.handovers.where("visit = ?", [visit])
        found = ((h, self._desk.store.grants.get(h.grant)) for h in handovers)
        return [_given(handover, grant, visit) for handover, grant in found if grant is not None]

    def with_employers(self, visit: Visit) -> Visit:
        """Say of each place whose name an employer bears that it is that employer's."""
        return replace(visit, places=tuple(self._with_employer(one) for one in visit.places))

    def objections(self, visit: Visit, given: Sequence[Given] = ()) -> tuple[Issue, ...]:
        """List what is wrong with a visit and what is handed over in it."""
        found = list(visits.objections(visit, today=self._desk.today()))
        for name in ("beneficiaries", "households"):
            named = getattr(visit, name)
            unknown = set(named) - set(self._desk.store.beneficiaries.by_ids(named))
            found += [objection(name, "person_unknown", id=one) for one in sorted(unknown)]
        places = (place.employer for place in visit.places if place.employer)
        employers = {*visit.employers, *places}
        if employers - set(self._desk.store.employers.by_ids(list(employers))):
            found.append(objection("employers", "employer_unknown"))
        for one in given:
            found += self._about_given(visit, one)
        return tuple(found)

    def save(
        self,
        visit: Visit,
        given: Sequence[Given] = (),
        base: Reading[Visit] | None = None,
        beside: Sequence[Edit] = (),
    ) -> Visit:
        """Keep a visit with its hand-overs in one transaction. Raises RefusedError.

        `beside` is what else belongs to it: needs heard, photos. The stops of the day's routes
        that the visit was to are marked as made.
        """
        self._desk.require(Right.RECORD)
        with self._desk.store.transaction():
            before = base.record if base else None
            issues = (*unknown_codes(kinds.VISIT, visit, before), *self.objections(visit, given))
            if any_blocks(issues):
                raise RefusedError(reasons=sentences(issue for issue in issues if issue.blocks))
            edits = [edit_of(kinds.VISIT, visit, base)]
            for one in given:
                edits += self._hand_over(visit, one)
            edits += [*beside, *stops_made(self._desk.store.routes, visit)]
            self._desk.save(edits, "visit.changed" if base else "visit.recorded", visit.id)
        return visit

    def _with_employer(self, place: Place) -> Place:
        if place.employer or not place.name:
            return place
        known = self._desk.store.employers.called(tidy_name(place.name))
        return replace(place, employer=known[0].id) if known else place

    def _about_given(self, visit: Visit, given: Given) -> list[Issue]:
        if given.beneficiary not in visit.beneficiaries:
            return [objection("given", "given_to_a_stranger")]
        if given.grant is not None:
            ready = self.ready_for(given.beneficiary, visit.campaign or "")
            known = {line.grant.id for line in ready}
            return [] if given.grant in known else [objection("given", "grant_not_ready")]
        found: list[Issue] = []
        if visit.campaign is None:
            found.append(objection("campaign", "campaign_missing"))
        if not given.fund_source:
            found.append(objection("fund_source", "no_fund_source"))
        return found + self._about_amount(visit, given)

    def _about_amount(self, visit: Visit, given: Given) -> list[Issue]:
        campaign = self._desk.store.campaigns.get(visit.campaign) if visit.campaign else None
        year = self._desk.today().year
        sums = self._desk.store.grants.given_this_year([given.beneficiary], year)
        cap = campaign.cap if campaign and campaign.cap else default_cap(year)
        made = self._grant(visit, given)
        found = list(grants.objections(made, cap, this_year_fen=sums[given.beneficiary]))
        return [*found, *self._about_others(visit, campaign, given)]

    def _about_others(self, visit: Visit, campaign: Campaign | None, given: Given) -> list[Issue]:
        """Warn where another laptop may have given to the person this season.

        What was given at this very visit, and is known to others by now, is no reason.
        """
        person = self._desk.store.beneficiaries.get(given.beneficiary)
        if campaign is None or person is None:
            return []
        season = season_of(campaign.starts)
        here = self._desk.store.grants.where(
            "visit = ? AND beneficiary = ?", [visit.id, person.id], limit=1
        )
        numbers: dict[str, str | None] = {person.id: person.id_number}
        hits = DoubleAid(self._desk).hits(numbers, season, of_others=bool(here))
        return [warning("given", MAYBE_GIVEN)] if hits else []

    def _hand_over(self, visit: Visit, given: Given) -> list[Edit]:
        edits: list[Edit] = []
        grant = given.grant
        if grant is None:
            made = self._grant(visit, given)
            edits.append(edit_of(kinds.GRANT, made))
            grant = made.id
        handover = Handover(
            id=HandoverId(new_id()),
            grant=grant,
            visit=visit.id,
            day=visit.first_day or self._desk.today(),
            proxy_name=given.proxy_name,
            proxy_relation=given.proxy_relation,
        )
        return [*edits, edit_of(kinds.HANDOVER, handover)]

    def _grant(self, visit: Visit, given: Given) -> Grant:
        person = self._desk.store.beneficiaries.get(given.beneficiary)
        return Grant(
            id=GrantId(new_id()),
            campaign=visit.campaign or CampaignId(""),
            beneficiary=given.beneficiary,
            visit=visit.id,
            basis=GrantBasis.VISIT,
            category=person.category if person else None,
            cash_fen=given.cash_fen,
            goods=given.goods,
            fund_source=given.fund_source,
            method=given.method,
            unit=(person.employer if person else "") or "",
            planned_on=self._desk.today(),
            planned_by=self._desk.user.id,
        )


def _given(handover: Handover, grant: Grant, visit: str) -> Given:
    """Say a hand-over as it was said: by its grant, or by the amounts that made one."""
    said = Given(
        beneficiary=grant.beneficiary,
        grant=grant.id,
        proxy_name=handover.proxy_name,
        proxy_relation=handover.proxy_relation,
    )
    if grant.visit != visit:
        return said
    return replace(
        said,
        grant=None,
        cash_fen=grant.cash_fen,
        goods=grant.goods,
        fund_source=grant.fund_source,
        method=grant.method,
    )
