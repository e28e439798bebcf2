"""Numbered sheets: taking numbers, printing under them, printing again, and what came out.

A number is reserved, with the values it freezes, before the file is written, and the printing
is noted after: whatever happens in between, the number is there and asks to be resolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.i18n import mark
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.composing import Composed, Composer
from desktop_app.services.desk import Desk
from desktop_app.services.in_turn import InTurn
from desktop_app.services.numbering import ONE_GRANT, STANDING, Numbering, Pass
from desktop_app.services.papers import Papers
from desktop_app.services.print_runs import Deliver, Outlet, Printed, PrintRuns, Run
from desktop_app.services.printing import press
from desktop_app.services.printing.contents import Content
from desktop_app.services.printing.typefaces import MissingGlyph
from desktop_app.services.progress import Progress, unwatched
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.sheets import SheetLine

__all__ = ["FORMS", "ONE_GRANT", "STANDING", "Due", "Issuing", "Job", "Printed"]

T = TypeVar("T")

# The forms of each sheet, the usual one first; each is a file in resources/sheets.
FORMS: dict[SheetKind, tuple[str, ...]] = {
    SheetKind.CONDOLENCE: ("condolence", "condolence-a4"),
    SheetKind.RECEIPT: ("receipt", "receipt-three-people", "receipt-single"),
    SheetKind.SIGN_ROSTER: ("sign-roster", "sign-roster-dense"),
    SheetKind.GOODS_ROSTER: ("goods-roster",),
    SheetKind.VISIT_RECORD: ("visit-record",),
}


class NothingToPrintError(CircumstanceError):
    """No approved grant waits for this sheet."""

    message = mark("There is nothing to print: no approved grant in this campaign.")


class MissingGlyphsError(CircumstanceError):
    """A sheet would show an empty box; no number was taken."""

    message = mark(
        "Not printed: no font has {character} ({code_point}) in “{field}” of {person}. "
        "No number was taken."
    )


class NumbersUnresolvedError(CircumstanceError):
    """Numbers from an interrupted printing wait for a clerk's word."""

    message = mark(
        "{count} numbers, from {first} on, were reserved by a printing that was interrupted. "
        "Say first whether their sheets came out."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a printing would do: sheets that take a number, copies, and numbers in doubt."""

    fresh: int
    again: int
    unresolved: int


class Issuing:
    """What the office does with numbered sheets."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._papers = Papers(desk)
        self._sheets = desk.store.sheets
        self._numbering = Numbering(desk)
        self._runs = PrintRuns(desk)
        self._composer = Composer(desk)
        self._campaigns = Campaigning(desk)

    def preflight(
        self, kind: SheetKind, campaign: str, grants: Iterable[str] | None = None
    ) -> tuple[MissingGlyph, ...]:
        """Find every character of a batch that no font has."""
        return press.preflight(self._contents(self._prepare(kind, campaign, grants)))

    def due(self, kind: SheetKind, campaign: str, grants: Iterable[str] | None = None) -> Due:
        """Count what a printing of these grants would make."""
        self._desk.require(Right.READ)
        job = self._prepare(kind, campaign, grants)
        doubtful = len(job.doubtful)
        return Due(fresh=len(job.fresh), again=len(job.again) - doubtful, unresolved=doubtful)

    def preview(
        self,
        kind: SheetKind,
        campaign: str,
        grants: Iterable[str] | None = None,
        *,
        form: str = "",
    ) -> bytes:
        """Draw the sheets as drafts, in memory; no number is taken."""
        self._desk.require(Right.READ)
        job = self._prepare(kind, campaign, grants, form)
        imprint = replace(self._papers.imprint(), is_draft=True)
        work = [(one, imprint) for one in self._contents(job)]
        if not work:
            raise NothingToPrintError
        stream = BytesIO()
        press.print_to(stream, work, sheet_key=self._papers.key(), layout=self._papers.layout(form))
        return stream.getvalue()

    def print_sheets(
        self,
        kind: SheetKind,
        campaign: str,
        target: Path,
        *,
        grants: Iterable[str] | None = None,
        reason: str = "",
        form: str = "",
        progress: Progress = unwatched,
    ) -> Printed:
        """Print every sheet of a kind that is due, and again those that were printed before.

        `form` is one of FORMS, the usual one where none is named; an office's own form of that
        name in the data folder goes before the program's.
        Raises MissingGlyphsError, NumbersUnresolvedError, NothingToPrintError, or what the
        disk says; the numbers of volumes that were not made by then are returned.
        """
        run = self._ready(kind, campaign, grants, reason, form)
        return self._runs.into(run, target, progress)

    def print_through(
        self,
        kind: SheetKind,
        campaign: str,
        deliver: Deliver,
        *,
        grants: Iterable[str] | None = None,
        reason: str = "",
        form: str = "",
    ) -> Printed:
        """Print in memory and hand each volume as a PDF to `deliver`, which has a printer.

        Where `deliver` fails, the new numbers of that volume stay unresolved: nobody knows how
        far it came. The volumes before it are printed, those behind it have taken no number.
        """
        return self._runs.through(self._ready(kind, campaign, grants, reason, form), deliver)

    def print_out(
        self,
        kind: SheetKind,
        campaign: str,
        outlet: Outlet,
        *,
        grants: Iterable[str] | None = None,
        reason: str = "",
        form: str = "",
        progress: Progress = unwatched,
    ) -> Printed:
        """Print into a file or through a printer, whichever the outlet is."""
        if isinstance(outlet, Path):
            return self.print_sheets(
                *(kind, campaign, outlet),
                grants=grants,
                reason=reason,
                form=form,
                progress=progress,
            )
        return self.print_through(kind, campaign, outlet, grants=grants, reason=reason, form=form)

    def lines(self, campaign: str = "", state: SheetState | None = None) -> list[SheetLine]:
        """List numbered sheets with what became of them."""
        self._desk.require(Right.READ)
        return self._sheets.lines(campaign=campaign, state=state or "")

    def unresolved(self) -> list[SheetLine]:
        """List the numbers of which nobody knows yet whether their sheet came out."""
        return self._sheets.lines(state=SheetState.UNRESOLVED)

    def resolve(self, sheet: str, *, came_out: bool) -> None:
        """Note a clerk's word: the sheet came out, or its number is returned."""
        self._desk.require(Right.PRINT)
        line = next((ln for ln in self.unresolved() if ln.sheet.id == sheet), None)
        if line is not None:
            self._numbering.note([Pass(line.sheet)], "resolved", came_out=came_out)

    def _ready(
        self, kind: SheetKind, campaign: str, grants: Iterable[str] | None, reason: str, form: str
    ) -> Run:
        """Say what a printing would do, or refuse it."""
        self._desk.require(Right.PRINT)
        job = self._prepare(kind, campaign, grants, form)
        self._insist(job)
        again = InTurn(job.again, lambda lines: [Pass(one.sheet, one.copies) for one in lines])
        return Run(kind=kind, fresh=job.fresh, again=again, reason=reason, form=form)

    def _prepare(
        self, kind: SheetKind, campaign: str, grants: Iterable[str] | None, form: str = ""
    ) -> Job:
        """Find which grants wait for a number; what stands on the sheets is composed in turn."""
        chosen = self._campaigns.get(campaign)
        ids = None if grants is None else tuple(grants)
        wanted = GrantFilter(campaign=chosen.id, approved=True, ids=ids or ())
        found = self._desk.store.grants.in_units(wanted) if ids is None or ids else []
        alone = ids or () if kind in ONE_GRANT else ()
        covers = self._sheets.covering(kind, chosen.id, alone)
        covered = {grant: cover for cover in covers for grant in cover.grants}
        waiting, again = [], {}
        for grant, _unit in in_roster_order(self._desk, chosen.id, found, itemgetter(1)):
            if grant in covered:
                again[covered[grant].sheet] = covered[grant]
            else:
                waiting.append(grant)
        return Job(
            chosen,
            self._fresh(kind, chosen, waiting, form),
            InTurn(list(again), self._sheets.among),
            [one.number for one in again.values() if one.state is SheetState.UNRESOLVED],
        )

    def _fresh(
        self, kind: SheetKind, campaign: Campaign, waiting: Sequence[str], form: str
    ) -> Sequence[Composed]:
        """Compose what waits: a roster at once, sheets for one grant each in their turn."""
        whole_ids = kind is SheetKind.RECEIPT and self._papers.shows_whole_ids(form)

        def compose(grants: Sequence[str]) -> list[Composed]:
            found = self._desk.store.grants.among(grants)
            return self._composer.compose(kind, campaign, found, whole_ids=whole_ids)

        return InTurn(waiting, compose) if kind in ONE_GRANT else compose(waiting)

    def _contents(self, job: Job) -> Iterator[Content]:
        """Give what stands on the sheets of a batch, one after the other."""
        yield from (composed.content for composed in job.fresh)
        yield from (self._numbering.content_of(line.sheet) for line in job.again)

    def _insist(self, job: Job) -> None:
        """Refuse a batch that is empty, unresolved, or would print an empty box."""
        if not job.fresh and not job.again:
            raise NothingToPrintError
        if job.doubtful:
            raise NumbersUnresolvedError(count=len(job.doubtful), first=job.doubtful[0])
        refuse_missing(press.preflight(self._contents(job)))


def refuse_missing(missing: Sequence[MissingGlyph]) -> None:
    """Refuse to draw an empty box. Raises MissingGlyphsError."""
    for first in missing:
        raise MissingGlyphsError(
            character=first.character,
            code_point=first.code_point,
            field=first.field_words,
            person=first.person,
        )


def _unit_of(line: GrantLine) -> str:
    return line.grant.unit or line.employer


def in_roster_order(
    desk: Desk,
    campaign: str,
    grants: Iterable[T],
    unit_of: Callable[[T], str] = _unit_of,  # type: ignore[assignment]  # of a GrantLine
) -> list[T]:
    """Put grants in the order in which they are handed out: units as on the roster, then names."""
    places = desk.store.roster_entries.unit_places(campaign)
    last = len(places)
    return sorted(grants, key=lambda grant: places.get(unit_of(grant), last))


@dataclass(frozen=True, slots=True)
class Job:
    """A batch: sheets that still need a number, sheets that have one, and numbers in doubt."""

    campaign: Campaign | None
    fresh: Sequence[Composed]
    again: Sequence[SheetLine]
    doubtful: Sequence[str]
