"""Numbered sheets: taking numbers, printing under them, printing again, and what came out.

A number is reserved, with the values it freezes, before the file is written, and the printing
is noted after: whatever happens in between, the number is there and asks to be resolved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from desktop_app.domain.campaign import Campaign
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import GrantId, PrintingId, SheetId, new_id
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import (
    NO_CAMPAIGN,
    Printing,
    Sheet,
    SheetKind,
    SheetState,
    sheet_number,
)
from desktop_app.i18n import mark
from desktop_app.services.campaigning import Campaigning
from desktop_app.services.composing import Composed, Composer
from desktop_app.services.desk import Desk
from desktop_app.services.papers import Papers
from desktop_app.services.printing import press
from desktop_app.services.printing.contents import CONTENTS, Content, Imprint
from desktop_app.services.printing.typefaces import MissingGlyph
from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.voiding import BETWEEN_NUMBERS, ONE_GRANT, void_numbers
from desktop_app.storage import kinds
from desktop_app.storage.grants import GrantFilter
from desktop_app.storage.records import edit_of
from desktop_app.storage.sheets import SheetLine

CHUNK = 500
# The forms of each sheet, the usual one first; each is a file in resources/sheets.
FORMS: dict[SheetKind, tuple[str, ...]] = {
    SheetKind.CONDOLENCE: ("condolence", "condolence-a4"),
    SheetKind.RECEIPT: ("receipt", "receipt-three-people", "receipt-single"),
    SheetKind.SIGN_ROSTER: ("sign-roster", "sign-roster-dense"),
    SheetKind.GOODS_ROSTER: ("goods-roster",),
    SheetKind.VISIT_RECORD: ("visit-record",),
}
STANDING = (SheetState.PRINTED, SheetState.UNRESOLVED)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a printing made; `reprints` of the sheets carry the mark of a copy."""

    files: tuple[Path, ...]
    sheets: int
    pages: int
    reprints: int


class Issuing:
    """What the office does with numbered sheets."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._papers = Papers(desk)
        self._sheets = desk.store.sheets
        self._composer = Composer(desk)
        self._campaigns = Campaigning(desk)

    def preflight(
        self, kind: SheetKind, campaign: str, grants: Iterable[str] | None = None
    ) -> tuple[MissingGlyph, ...]:
        """Find every character of a batch that no font has."""
        job = self._prepare(kind, campaign, grants)
        return press.preflight(
            [*(c.content for c in job.fresh), *(self._content(s.sheet) for s in job.again)]
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
        contents = [*(c.content for c in job.fresh), *(self._content(s.sheet) for s in job.again)]
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
        sheets, again, work = self._begin(kind, campaign, grants)
        try:
            volumes = press.print_volumes(
                work,
                target,
                sheet_key=self._papers.key(),
                layout=self._papers.layout(form),
                progress=progress,
            )
        except BaseException:
            self._note_printing([(sheet, 0) for sheet in sheets], "", came_out=False)
            raise
        files = {number: v.sha256 for v in volumes for number in v.numbers}
        done = [(sheet, 0) for sheet in sheets] + [(line.sheet, line.copies) for line in again]
        self._note_printing(done, reason, files=files)
        return Printed(
            files=tuple(volume.path for volume in volumes),
            sheets=len(work),
            pages=sum(volume.pages for volume in volumes),
            reprints=len(again),
        )

    def print_through(
        self,
        kind: SheetKind,
        campaign: str,
        deliver: Callable[[bytes], None],
        *,
        grants: Iterable[str] | None = None,
        reason: str = "",
        form: str = "",
    ) -> Printed:
        """Print into memory and hand the PDF to `deliver`, which sends it to a printer.

        Where `deliver` fails, the new numbers stay unresolved: nobody knows how far it came.
        """
        sheets, again, work = self._begin(kind, campaign, grants)
        stream = BytesIO()
        try:
            pages = press.print_to(
                stream, work, sheet_key=self._papers.key(), layout=self._papers.layout(form)
            )
        except BaseException:
            self._note_printing([(sheet, 0) for sheet in sheets], "", came_out=False)
            raise
        deliver(stream.getvalue())
        digest = hashlib.sha256(stream.getvalue()).hexdigest()
        done = [(sheet, 0) for sheet in sheets] + [(line.sheet, line.copies) for line in again]
        files = {sheet.number: digest for sheet, _copy in done}
        self._note_printing(done, reason, files=files)
        return Printed(files=(), sheets=len(work), pages=pages, reprints=len(again))

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
            self._note_printing([(line.sheet, 0)], "resolved", came_out=came_out)

    def _begin(
        self, kind: SheetKind, campaign: str, grants: Iterable[str] | None
    ) -> tuple[list[Sheet], tuple[SheetLine, ...], list[tuple[Content, Imprint]]]:
        """Reserve numbers for what is due; give them, the copies, and what goes to the press."""
        self._desk.require(Right.PRINT)
        with self._desk.store.transaction():
            job = self._prepare(kind, campaign, grants)
            self._insist(job)
            sheets = self._reserve(kind, job)
        imprint = self._papers.imprint()
        work = [(self._content(sheet), imprint) for sheet in sheets]
        work += [
            (self._content(line.sheet), replace(imprint, copy=line.copies)) for line in job.again
        ]
        return sheets, job.again, work

    def _prepare(self, kind: SheetKind, campaign: str, grants: Iterable[str] | None) -> Job:
        chosen = self._campaigns.get(campaign)
        wanted = GrantFilter(campaign=chosen.id, approved=True, ids=tuple(grants or ()))
        lines = self._desk.store.grants.lines(wanted) if grants is None or wanted.ids else []
        standing = [
            line
            for line in self._sheets.lines(campaign=chosen.id, kind=kind)
            if line.state in STANDING
        ]
        covered = {grant: line for line in standing for grant in _grants_on(line.sheet)}
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
            [*(c.content for c in job.fresh), *(self._content(s.sheet) for s in job.again)]
        )
        if missing:
            raise MissingGlyphsError(
                character=missing[0].character,
                code_point=missing[0].code_point,
                field=missing[0].field_words,
                person=missing[0].person,
            )

    def _reserve(self, kind: SheetKind, job: Job) -> list[Sheet]:
        """Take the next numbers of this laptop's series, and freeze what stands under each."""
        identity, day = self._desk.store.identity, self._desk.today()
        serial = self._sheets.last_serial(identity.code, day.year)
        replaced = self._void_numbers(kind, job)
        sheets = []
        for composed in job.fresh:
            serial += 1
            number = sheet_number(identity.scope, identity.code, day.year, serial)
            sheets.append(self._sheet(kind, composed, (number, serial), replaced))
        for start in range(0, len(sheets), CHUNK):
            some = sheets[start : start + CHUNK]
            edits = [edit_of(kinds.SHEET, sheet) for sheet in some]
            self._desk.save(edits, "sheets.reserved", sheets[start].campaign)
        return sheets

    def _sheet(
        self, kind: SheetKind, composed: Composed, series: tuple[str, int], voids: Mapping[str, str]
    ) -> Sheet:
        """Freeze what stands under a number; `series` is the number and its serial."""
        number, serial = series
        identity, day = self._desk.store.identity, self._desk.today()
        line = composed.grants[0] if composed.grants else None
        alone = line if kind in ONE_GRANT else None
        visit = composed.visit.id if composed.visit else None
        campaign = line.grant.campaign if line else composed.visit and composed.visit.campaign
        subject = visit or (alone.grant.beneficiary if alone else "")
        subjects = [subject] if subject else [one.grant.id for one in composed.grants]
        gone = dict.fromkeys(voids[one] for one in subjects if one in voids)
        replaces = BETWEEN_NUMBERS.join(gone)
        frozen = composed.numbered(number, replaces).to_json()
        return Sheet(
            id=SheetId(new_id()),
            kind=kind,
            number=number,
            year=day.year,
            serial=serial,
            device_code=identity.code,
            campaign=campaign or NO_CAMPAIGN,
            grant=alone.grant.id if alone else None,
            visit=alone.grant.visit if alone else visit,
            amount_fen=composed.amount_fen,
            replaces=replaces or None,
            frozen={"content": frozen, "grants": [one.grant.id for one in composed.grants]},
            reserved_by=self._desk.user.id,
            reserved_on=day,
        )

    def _content(self, sheet: Sheet) -> Content:
        """Give what was frozen under a number."""
        return CONTENTS[sheet.kind].from_json(sheet.frozen["content"])

    def _void_numbers(self, kind: SheetKind, job: Job) -> Mapping[str, str]:
        """Name, per person or grant, the last void sheet, for the new one to say so."""
        return void_numbers(self._desk, kind, job.campaign.id) if job.campaign else {}

    def _note_printing(
        self,
        sheets: Sequence[tuple[Sheet, int]],
        reason: str,
        *,
        came_out: bool = True,
        files: dict[str, str] | None = None,
    ) -> None:
        for start in range(0, len(sheets), CHUNK):
            edits = [
                edit_of(
                    kinds.PRINTING,
                    Printing(
                        id=PrintingId(new_id()),
                        sheet=sheet.id,
                        copy=copy,
                        came_out=came_out,
                        file_sha256=(files or {}).get(sheet.number, ""),
                        reason=reason,
                        printed_by=self._desk.user.id,
                        printed_at_ms=self._desk.store.clock_ms(),
                    ),
                )
                for sheet, copy in sheets[start : start + CHUNK]
            ]
            action = "sheets.printed" if came_out else "sheets.returned"
            self._desk.save(edits, action, sheets[start][0].campaign, reason)


@dataclass(frozen=True, slots=True)
class Job:
    """A batch: sheets that still need a number, and sheets that have one."""

    campaign: Campaign | None
    fresh: tuple[Composed, ...]
    again: tuple[SheetLine, ...]


def _grants_on(sheet: Sheet) -> list[GrantId]:
    return [GrantId(grant) for grant in sheet.frozen["grants"]]
