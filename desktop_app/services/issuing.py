"""Numbered sheets: taking numbers, printing under them, printing again, and what came out.

A number is reserved, with the values it freezes, before the file is written, and the printing
is noted after: whatever happens in between, the number is there and asks to be resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.i18n import mark
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.composing import Composed, Composer
from desktop_app.services.desk import Desk
from desktop_app.services.numbering import ONE_GRANT, STANDING, Numbering, Pass, grants_on
from desktop_app.services.papers import Papers
from desktop_app.services.print_runs import Deliver, Outlet, Printed, PrintRuns, Run
from desktop_app.services.printing import press
from desktop_app.services.printing.typefaces import MissingGlyph
from desktop_app.services.progress import Progress, unwatched
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.sheets import SheetLine

__all__ = ["FORMS", "ONE_GRANT", "STANDING", "Due", "Issuing", "Job", "Printed"]

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
        job = self._prepare(kind, campaign, grants)
        return press.preflight(
            [
                *(c.content for c in job.fresh),
                *(self._numbering.content_of(s.sheet) for s in job.again),
            ]
        )

    def due(self, kind: SheetKind, campaign: str, grants: Iterable[str] | None = None) -> Due:
        """Count what a printing of these grants would make."""
        self._desk.require(Right.READ)
        job = self._prepare(kind, campaign, grants)
        doubtful = sum(line.state is SheetState.UNRESOLVED for line in job.again)
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
        job = self._prepare(kind, campaign, grants)
        contents = [
            *(c.content for c in job.fresh),
            *(self._numbering.content_of(s.sheet) for s in job.again),
        ]
        if not contents:
            raise NothingToPrintError
        imprint = replace(self._papers.imprint(), is_draft=True)
        stream = BytesIO()
        work = [(one, imprint) for one in contents]
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
        disk says; where no file was made, the numbers taken for it are returned.
        """
        with self._desk.store.transaction():
            run = self._ready(kind, campaign, grants, reason, form)
            taken = self._runs.take(run)
        return self._runs.into(run, taken, target, progress)

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
        job = self._prepare(kind, campaign, grants)
        self._insist(job)
        again = tuple(Pass(line.sheet, line.copies) for line in job.again)
        return Run(kind=kind, fresh=job.fresh, again=again, reason=reason, form=form)

    def _prepare(self, kind: SheetKind, campaign: str, grants: Iterable[str] | None) -> Job:
        chosen = self._campaigns.get(campaign)
        wanted = GrantFilter(campaign=chosen.id, approved=True, ids=tuple(grants or ()))
        lines = self._desk.store.grants.lines(wanted) if grants is None or wanted.ids else []
        lines = in_roster_order(self._desk, chosen.id, lines)
        standing = [
            line
            for line in self._sheets.lines(campaign=chosen.id, kind=kind)
            if line.state in STANDING
        ]
        covered = {grant: line for line in standing for grant in grants_on(line.sheet)}
        waiting = [line for line in lines if line.grant.id not in covered]
        again = {covered[ln.grant.id].sheet.id: covered[ln.grant.id] for ln in lines
                 if ln.grant.id in covered}  # fmt: skip
        fresh = self._composer.compose(kind, chosen, waiting)
        return Job(chosen, tuple(fresh), tuple(again.values()))

    def _insist(self, job: Job) -> None:
        """Refuse a batch that is empty, unresolved, or would print an empty box."""
        if not job.fresh and not job.again:
            raise NothingToPrintError
        open_ones = [line for line in job.again if line.state is SheetState.UNRESOLVED]
        if open_ones:
            first = open_ones[0].sheet.number
            raise NumbersUnresolvedError(count=len(open_ones), first=first)
        missing = press.preflight(
            [
                *(c.content for c in job.fresh),
                *(self._numbering.content_of(s.sheet) for s in job.again),
            ]
        )
        refuse_missing(missing)


def refuse_missing(missing: Sequence[MissingGlyph]) -> None:
    """Refuse to draw an empty box. Raises MissingGlyphsError."""
    for first in missing:
        raise MissingGlyphsError(
            character=first.character,
            code_point=first.code_point,
            field=first.field_words,
            person=first.person,
        )


def in_roster_order(desk: Desk, campaign: str, lines: Iterable[GrantLine]) -> list[GrantLine]:
    """Put grants in the order in which they are handed out: units as on the roster, then names."""
    places = desk.store.roster_entries.unit_places(campaign)
    last = len(places)
    return sorted(lines, key=lambda line: places.get(line.grant.unit or line.employer, last))


@dataclass(frozen=True, slots=True)
class Job:
    """A batch: sheets that still need a number, and sheets that have one."""

    campaign: Campaign | None
    fresh: tuple[Composed, ...]
    again: tuple[SheetLine, ...]
