"""What is due for the printer across all campaigns, in which order, and on how much paper.

Nothing of it is kept but the clerk's order and what was set aside, on this laptop alone: an entry
follows from the grants, the visits and the numbers as they stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.desk import Desk
from desktop_app.services.going_on import GoingOn, Stopped
from desktop_app.services.issuing import FORMS, STANDING, Issuing, in_roster_order, refuse_missing
from desktop_app.services.papers import Papers
from desktop_app.services.print_runs import Outlet, Printed
from desktop_app.services.printing.page_counts import Planned, pages_of, volumes_of
from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.visit_issuing import VisitRecords
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.sheets import SheetLine
from desktop_app.storage.visits import VisitFilter

ORDER = (
    SheetKind.RECEIPT,
    SheetKind.SIGN_ROSTER,
    SheetKind.GOODS_ROSTER,
    SheetKind.CONDOLENCE,
    SheetKind.VISIT_RECORD,
)
ROSTERS = (SheetKind.SIGN_ROSTER, SheetKind.GOODS_ROSTER)
DRAFTS = 60  # enough to judge a batch by
MEASURED = 30  # records of visits that are drawn to reckon the pages of all
_SETTING = "print queue"


class Due(StrEnum):
    """Why something is in the queue."""

    DOUBT = "doubt"  # a printing broke off; somebody has to say how far it came
    ANEW = "anew"  # the sheet before was voided; a new one takes a new number
    FIRST = "first"  # approved or visited, and never printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Sheets of one kind and campaign that wait together.

    `subjects` are grants, for records of visits the visits, and sheets where they are in doubt.
    `is_about` where the pages were reckoned from some of the sheets.
    """

    due: Due
    kind: SheetKind
    campaign: str
    campaign_name: str
    subjects: tuple[str, ...]
    sheets: int
    pages: int = 0
    volumes: int = 0
    amount_fen: int = 0
    is_about: bool = False
    set_aside: bool = False

    @property
    def key(self) -> str:
        """Name the entry for the clerk's order."""
        return f"{self.due}:{self.kind}:{self.campaign}"


class PrintQueue:
    """The queue of this laptop."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = desk.store
        self._papers = Papers(desk)
        self._issuing = Issuing(desk)
        self._records = VisitRecords(desk)
        self._going_on = GoingOn(desk)

    def entries(self) -> list[Entry]:
        """List what is due: in the clerk's order, by default what is in doubt first.

        Behind it the campaigns, the latest first, and their kinds of sheets; what was set aside
        comes last.
        """
        self._desk.require(Right.READ)
        campaigns = Campaigning(self._desk).all()
        found = [*self._in_doubt(campaigns)]
        for campaign in campaigns:
            found += self._of_campaign(campaign)
        found += self._visits(None)
        order, aside = self._kept()
        dressed = [replace(one, set_aside=one.key in aside) for one in found]
        places = {key: at for at, key in enumerate(order)}
        return sorted(
            dressed,
            key=lambda one: (
                one.set_aside,
                one.due is not Due.DOUBT,
                places.get(one.key, len(places)),
            ),
        )

    def move(self, shown: Sequence[str], key: str, steps: int) -> None:
        """Move an entry up or down among those that are shown, and remember the order."""
        keys = list(shown)
        at = keys.index(key)
        to = max(0, min(len(keys) - 1, at + steps))
        keys.insert(to, keys.pop(at))
        self._keep(keys, self._kept()[1])

    def set_aside(self, key: str, *, aside: bool) -> None:
        """Put an entry aside, because this office does not print it, or take it up again."""
        order, kept = self._kept()
        self._keep(order, [*(one for one in kept if one != key), *([key] if aside else ())])

    def preview(self, entry: Entry, form: str = "") -> bytes:
        """Draw the first sheets of an entry as drafts; no number is taken.

        Raises MissingGlyphsError, and what drawing raises.
        """
        some = entry.subjects[:DRAFTS]
        if entry.due is Due.DOUBT:
            return self._going_on.preview(some, form=form)
        if entry.kind is SheetKind.VISIT_RECORD:
            refuse_missing(self._records.preflight(some))
            return self._records.preview(some)
        whole = entry.subjects if entry.kind in ROSTERS else some
        refuse_missing(self._issuing.preflight(entry.kind, entry.campaign, whole))
        return self._issuing.preview(entry.kind, entry.campaign, whole, form=form)

    def print_entry(
        self, entry: Entry, outlet: Outlet, *, form: str = "", progress: Progress = unwatched
    ) -> Printed:
        """Print an entry; what is in doubt as if none of it had come out."""
        if entry.due is Due.DOUBT:
            at = Stopped(kind=entry.kind, campaign=entry.campaign, came_out=0, form=form)
            return self._going_on.go_on(at, outlet, progress)
        if entry.kind is SheetKind.VISIT_RECORD:
            return self._records.print_out(entry.subjects, outlet, progress=progress)
        return self._issuing.print_out(
            entry.kind, entry.campaign, outlet, grants=entry.subjects, form=form, progress=progress
        )

    def _in_doubt(self, campaigns: Sequence[Campaign]) -> Iterable[Entry]:
        names: dict[str, str] = {campaign.id: campaign.name for campaign in campaigns}
        groups: dict[tuple[SheetKind, str], list[SheetLine]] = {}
        here = self._store.identity.code
        for line in self._store.sheets.lines(state=SheetState.UNRESOLVED):
            sheet = line.sheet
            if sheet.device_code == here:
                of = "" if sheet.kind is SheetKind.VISIT_RECORD else sheet.campaign
                groups.setdefault((sheet.kind, of), []).append(line)
        for (kind, campaign), lines in groups.items():
            people = [len(line.sheet.frozen["grants"]) for line in lines]
            planned = [Planned(people=count) for count in people]
            yield Entry(
                due=Due.DOUBT,
                kind=kind,
                campaign=campaign,
                campaign_name=names.get(campaign, ""),
                subjects=tuple(line.sheet.id for line in lines),
                sheets=len(lines),
                pages=pages_of(kind, planned, self._papers.layout(FORMS[kind][0])),
                volumes=volumes_of(len(lines)),
                amount_fen=sum(line.sheet.amount_fen for line in lines),
            )

    def _of_campaign(self, campaign: Campaign) -> Iterable[Entry]:
        wanted = GrantFilter(campaign=campaign.id, approved=True)
        approved = in_roster_order(self._desk, campaign.id, self._store.grants.lines(wanted))
        for kind in ORDER[:-1]:
            states = self._store.sheets.states_of_grants(campaign.id, kind)
            waiting = [
                line
                for line in approved
                if not states.get(line.grant.id, set()) & set(STANDING)
                and (kind is not SheetKind.GOODS_ROSTER or line.grant.goods)
            ]
            for due in (Due.ANEW, Due.FIRST):
                some = [ln for ln in waiting if _is(due, states.get(ln.grant.id, set()))]
                if some:
                    yield self._entry(due, kind, campaign, some)
        yield from self._visits(campaign)

    def _entry(
        self, due: Due, kind: SheetKind, campaign: Campaign, lines: Sequence[GrantLine]
    ) -> Entry:
        planned = _planned(kind, lines)
        return Entry(
            due=due,
            kind=kind,
            campaign=campaign.id,
            campaign_name=campaign.name,
            subjects=tuple(line.grant.id for line in lines),
            sheets=len(planned),
            pages=pages_of(kind, planned, self._papers.layout(FORMS[kind][0])),
            volumes=volumes_of(len(planned)),
            amount_fen=sum(line.grant.cash_fen for line in lines),
        )

    def _visits(self, campaign: Campaign | None) -> Iterable[Entry]:
        """Give the visits of a campaign, or of none, whose record was not printed yet."""
        states = self._store.sheets.states_of_visits(SheetKind.VISIT_RECORD)
        found = self._store.visits.page(VisitFilter(campaign=campaign.id if campaign else ""))
        visits = [
            visit.id
            for visit in reversed(found)
            if (campaign is not None or not visit.campaign)
            and not states.get(visit.id, set()) & set(STANDING)
        ]
        for due in (Due.ANEW, Due.FIRST):
            some = [one for one in visits if _is(due, states.get(one, set()))]
            if some:
                measured = some[:MEASURED]
                pages = self._records.pages_of(measured)
                yield Entry(
                    due=due,
                    kind=SheetKind.VISIT_RECORD,
                    campaign=campaign.id if campaign else "",
                    campaign_name=campaign.name if campaign else "",
                    subjects=tuple(some),
                    sheets=len(some),
                    pages=round(pages * len(some) / len(measured)),
                    volumes=volumes_of(len(some)),
                    is_about=len(some) > len(measured),
                )

    def _kept(self) -> tuple[list[str], list[str]]:
        stored = json.loads(self._store.setting(_SETTING) or "{}")
        return list(stored.get("order", ())), list(stored.get("aside", ()))

    def _keep(self, order: Sequence[str], aside: Sequence[str]) -> None:
        self._desk.require(Right.PRINT)
        stored = json.dumps({"order": list(order), "aside": list(aside)})
        self._store.keep_setting(_SETTING, stored)


def _is(due: Due, states: set[SheetState]) -> bool:
    return (SheetState.VOID in states) is (due is Due.ANEW)


def _planned(kind: SheetKind, lines: Sequence[GrantLine]) -> list[Planned]:
    """Say which sheets these grants make: one each, or a roster for every fund source."""
    if kind in ROSTERS:
        sources = [line.grant.fund_source for line in lines]
        return [Planned(people=sources.count(one)) for one in dict.fromkeys(sources)]
    return [Planned(unit=line.grant.unit or line.employer) for line in lines]
