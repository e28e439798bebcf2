"""Going on after a printing broke off, and printing single sheets once more.

The clerk says how far it came. What came out is noted; the rest is printed under the numbers it
has, because no paper bears them yet. A sheet that was torn on the way did leave the printer: it
is noted, and the whole one that follows carries 补打.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import NO_CAMPAIGN, SheetKind, SheetState
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.granting import ReasonMissingError
from desktop_app.services.numbering import Numbering, Pass
from desktop_app.services.papers import Papers
from desktop_app.services.print_runs import Outlet, Printed, PrintRuns, Run
from desktop_app.services.printing import press
from desktop_app.services.printing.codes import Verdict, read_code
from desktop_app.services.progress import Progress, unwatched
from desktop_app.storage.sheets import SheetLine

WENT_ON, TORN = "resumed", "torn"


class NothingInDoubtError(CircumstanceError):
    """There is nothing to go on with."""

    message = mark("No printing of these sheets was broken off on this laptop.")


class NoSuchPlaceError(CircumstanceError):
    """Neither a place nor a number of the printing that broke off."""

    message = mark(
        "“{said}” is none of the sheets of this printing. Say a number that stands on one of"
        " them, or its place from 1 to {count}."
    )


class NotPrintedError(CircumstanceError):
    """A copy is wanted of what has never come out, or stands no more."""

    message = mark("{number} cannot be printed again: it is void, returned or in doubt.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """How far a printing came: so many sheets came out whole, and whether the next was torn."""

    kind: SheetKind
    campaign: str = ""
    came_out: int
    torn: bool = False
    form: str = ""


class GoingOn:
    """What the office does with a printing that stopped in the middle."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sheets = desk.store.sheets
        self._numbering = Numbering(desk)
        self._runs = PrintRuns(desk)
        self._papers = Papers(desk)

    def in_doubt(self, kind: SheetKind, campaign: str = "") -> list[SheetLine]:
        """List the sheets in doubt of this laptop, in the order in which they were printed.

        Records of visits are printed across campaigns; for them the campaign does not count.
        """
        here = self._desk.store.identity.code
        found = self._sheets.lines(kind=kind, state=SheetState.UNRESOLVED)
        return [
            line
            for line in found
            if line.sheet.device_code == here
            and (kind is SheetKind.VISIT_RECORD or line.sheet.campaign in (campaign, NO_CAMPAIGN))
        ]

    def place_of(self, said: str, lines: Sequence[SheetLine]) -> int:
        """Find a sheet by its number, by its place from 1, or by what a scanner read of its code.

        Raises NoSuchPlaceError.
        """
        text = said.strip().upper()
        verdict, code = read_code(text, self._papers.key())
        number = code.number if code and verdict is Verdict.RIGHT else text
        numbers = [line.sheet.number for line in lines]
        if number in numbers:
            return numbers.index(number) + 1
        if text.isdecimal() and 1 <= int(text) <= len(lines):
            return int(text)
        raise NoSuchPlaceError(said=said.strip(), count=len(lines))

    def go_on(self, at: Stopped, outlet: Outlet, progress: Progress = unwatched) -> Printed:
        """Note what came out and print the rest under its own numbers.

        Where that fails or breaks off, what was not yet through stays in doubt.
        """
        self._desk.require(Right.PRINT)
        lines = self.in_doubt(at.kind, at.campaign)
        if not lines:
            raise NothingInDoubtError
        if not 0 <= at.came_out <= len(lines):
            raise NoSuchPlaceError(said=at.came_out, count=len(lines))
        came, rest = lines[: at.came_out], lines[at.came_out :]
        self._numbering.note([Pass(line.sheet) for line in came], WENT_ON)
        passes = [Pass(line.sheet) for line in rest]
        if not passes:
            return Printed()
        if at.torn:
            passes[0] = Pass(rest[0].sheet, copy=1, torn=True, reason=TORN)
        run = Run(kind=at.kind, again=tuple(passes), form=at.form)
        return self._perform(run, outlet, progress)

    def preview(self, sheets: Sequence[str], *, form: str = "") -> bytes:
        """Draw what was frozen under some numbers, as drafts."""
        self._desk.require(Right.READ)
        imprint = replace(self._papers.imprint(), is_draft=True)
        work = [
            (self._numbering.content_of(line.sheet), imprint) for line in self._sheets.among(sheets)
        ]
        stream = BytesIO()
        layout = self._papers.layout(form)
        press.print_to(stream, work, sheet_key=self._papers.key(), layout=layout)
        return stream.getvalue()

    def print_again(
        self,
        sheets: Sequence[str],
        outlet: Outlet,
        reason: str,
        *,
        form: str = "",
        progress: Progress = unwatched,
    ) -> Printed:
        """Print sheets of one kind once more under their numbers, marked as copies.

        Raises ReasonMissingError and NotPrintedError.
        """
        self._desk.require(Right.PRINT)
        if not reason.strip():
            raise ReasonMissingError
        lines = self._sheets.among(sheets)
        if not lines:
            raise NothingInDoubtError
        for line in lines:
            if line.state is not SheetState.PRINTED:
                raise NotPrintedError(number=line.sheet.number)
        passes = [Pass(line.sheet, line.copies) for line in lines]
        kind = lines[0].sheet.kind
        run = Run(kind=kind, again=tuple(passes), reason=reason.strip(), form=form)
        return self._perform(run, outlet, progress)

    def _perform(self, run: Run, outlet: Outlet, progress: Progress) -> Printed:
        if isinstance(outlet, Path):
            return self._runs.into(run, outlet, progress)
        return self._runs.through(run, outlet)
