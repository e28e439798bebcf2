"""Records of visits on paper: each takes a number and is frozen, as every sheet that is filed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.i18n import mark
from desktop_app.services.composing import Composed
from desktop_app.services.desk import Desk
from desktop_app.services.issuing import STANDING, Due, Issuing, Job, Printed
from desktop_app.services.papers import Papers
from desktop_app.services.print_runs import Deliver, Outlet
from desktop_app.services.printing import press
from desktop_app.services.printing.form_files import read_form
from desktop_app.services.printing.typefaces import MissingGlyph
from desktop_app.services.printing.visit_forms import VisitRecordForm
from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.visit_composing import VisitComposer
from desktop_app.storage.sheets import SheetLine
from desktop_app.storage.visits import VisitFilter

KIND = SheetKind.VISIT_RECORD


class NoVisitToPrintError(CircumstanceError):
    """None of the visits asked for is in the ledger."""

    message = mark("There is nothing to print: no such visit.")


def visits_of(desk: Desk, campaign: str) -> tuple[str, ...]:
    """Name the visits of a campaign, the earliest first."""
    found = desk.store.visits.page(VisitFilter(campaign=campaign))
    return tuple(visit.id for visit in reversed(found))


class VisitRecords:
    """What the office does with the numbered records of visits, named by their ids."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._issuing = _Issuing(desk)

    def due(self, visits: Iterable[str]) -> Due:
        """Count which of these take a number, and which have one."""
        return self._issuing.due(KIND, "", visits)

    def preflight(self, visits: Iterable[str]) -> tuple[MissingGlyph, ...]:
        """Find every character that no font has."""
        return self._issuing.preflight(KIND, "", visits)

    def preview(self, visits: Iterable[str]) -> bytes:
        """Draw the records as drafts; no number is taken. Raises NoVisitToPrintError."""
        return self._issuing.preview(KIND, "", self._known(visits))

    def print_sheets(
        self,
        visits: Iterable[str],
        target: Path,
        *,
        reason: str = "",
        progress: Progress = unwatched,
    ) -> Printed:
        """Print the records into a file. Raises what `Issuing.print_sheets` raises."""
        known = self._known(visits)
        return self._issuing.print_sheets(
            KIND, "", target, grants=known, reason=reason, progress=progress
        )

    def print_through(
        self, visits: Iterable[str], deliver: Deliver, *, reason: str = ""
    ) -> Printed:
        """Print the records and hand the PDF to `deliver`, which sends it to a printer."""
        known = self._known(visits)
        return self._issuing.print_through(KIND, "", deliver, grants=known, reason=reason)

    def print_out(
        self,
        visits: Iterable[str],
        outlet: Outlet,
        *,
        reason: str = "",
        progress: Progress = unwatched,
    ) -> Printed:
        """Print into a file or through a printer, whichever the outlet is."""
        known = self._known(visits)
        return self._issuing.print_out(
            KIND, "", outlet, grants=known, reason=reason, progress=progress
        )

    def pages_of(self, visits: Iterable[str]) -> int:
        """Count the pages of records by drawing them, without their photos."""
        return self._issuing.pages_of(visits)

    def _known(self, visits: Iterable[str]) -> list[str]:
        known = [one for one in visits if self._desk.store.visits.get(one)]
        if not known:
            raise NoVisitToPrintError
        return known


class _Issuing(Issuing):
    """Issues by visits what the others issue by grants."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._visit_composer = VisitComposer(desk)

    def pages_of(self, visits: Iterable[str]) -> int:
        layout = self._papers.layout()
        form = read_form(VisitRecordForm, KIND.value, layout.folder)
        found = (self._visit_composer.compose(visit, form.facts) for visit in visits)
        imprint = replace(self._papers.imprint(), is_draft=True)
        work: list[press.Work] = [(content, imprint) for content in found if content]
        if not work or press.preflight(content for content, _imprint in work):
            return len(work)
        return press.print_to(BytesIO(), work, sheet_key=b"", layout=layout)

    def _prepare(
        self, kind: SheetKind, campaign: str, grants: Iterable[str] | None, form: str = ""
    ) -> Job:
        """Compose the visits that have no standing number, and find the sheets of the others.

        Where no visits are named, those of the campaign are meant.
        """
        visits = visits_of(self._desk, campaign) if grants is None else grants
        layout = Papers(self._desk).layout(form or kind)
        shown = read_form(VisitRecordForm, layout.sheet, layout.folder).facts
        standing: dict[str, SheetLine] = {
            line.sheet.visit or "": line
            for line in self._sheets.lines(kind=kind)
            if line.state in STANDING
        }
        fresh, again = [], []
        for visit in dict.fromkeys(visits):
            if visit in standing:
                again.append(standing[visit])
            elif content := self._visit_composer.compose(visit, shown):
                found = self._desk.store.visits.get(visit)
                fresh.append(Composed(self._numbering.with_photos(content), visit=found))
        doubtful = [ln.sheet.number for ln in again if ln.state is SheetState.UNRESOLVED]
        return Job(None, fresh, again, doubtful)
