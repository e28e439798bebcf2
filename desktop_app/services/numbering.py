"""The series of numbers: taken with what is frozen under them, and what became of each sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.identity import GrantId, PrintingId, SheetId, SheetVoidId, new_id
from desktop_app.domain.sheet import (
    BETWEEN_NUMBERS,
    NO_CAMPAIGN,
    Printing,
    Sheet,
    SheetKind,
    SheetState,
    SheetVoid,
    sheet_number,
)
from desktop_app.i18n import mark
from desktop_app.services.composing import Composed
from desktop_app.services.desk import Desk
from desktop_app.services.printing.contents import CONTENTS, Content, VisitRecordContent
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of

CHUNK = 500
ONE_GRANT = (SheetKind.CONDOLENCE, SheetKind.RECEIPT)
STANDING = (SheetState.PRINTED, SheetState.UNRESOLVED)


@dataclass(frozen=True, slots=True)
class Pass:
    """A sheet that goes through the printer: as its original (copy 0) or its n-th copy.

    `torn` where a first paper of it was spoiled on the way: that one is noted as well. `reason`
    goes before that of the whole printing. `taken` where its number was taken for this printing.
    """

    sheet: Sheet
    copy: int = 0
    torn: bool = False
    reason: str = ""
    taken: bool = False


class TakenMeanwhileError(CircumstanceError):
    """Another window or console has printed some of these since the person looked."""

    message = mark(
        "Some of these sheets have been printed from another window in the meantime. Nothing more"
        " was printed; look again at what is due."
    )


class Numbering:
    """Takes numbers and notes printings; asks nobody for rights, its callers do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sheets = desk.store.sheets

    def reserve(self, kind: SheetKind, fresh: Sequence[Composed]) -> list[Sheet]:
        """Take the next numbers of this laptop's series, and freeze what stands under each.

        Raises TakenMeanwhileError where one of them has a number by now.
        """
        identity, day = self._desk.store.identity, self._desk.today()
        serial = self._sheets.last_serial(identity.code, day.year)
        composed_ones = list(fresh)
        self._insist_untaken(kind, composed_ones)
        replaced = self._replaced(kind, composed_ones)
        sheets = []
        for composed in composed_ones:
            serial += 1
            number = sheet_number(identity.scope, identity.code, day.year, serial)
            void = [replaced[of] for of in _subjects(kind, composed) if of in replaced]
            gone = BETWEEN_NUMBERS.join(dict.fromkeys(void))
            sheets.append(self._sheet(kind, composed, (number, serial), gone))
        for start in range(0, len(sheets), CHUNK):
            some = sheets[start : start + CHUNK]
            edits = [edit_of(kinds.SHEET, sheet) for sheet in some]
            self._desk.save(edits, "sheets.reserved", sheets[start].campaign)
        return sheets

    def content_of(self, sheet: Sheet) -> Content:
        """Give what was frozen under a number, the photos of a visit with it."""
        return self.with_photos(CONTENTS[sheet.kind].from_json(sheet.frozen["content"]))

    def with_photos(self, content: Content) -> Content:
        """Look up the bytes of photos; what is on another laptop keeps its place."""
        if not isinstance(content, VisitRecordContent):
            return content
        photos = []
        for photo in content.photos:
            try:
                jpeg = self._desk.store.blobs.read(photo.sha256)
            except CircumstanceError:
                jpeg = b""
            photos.append(replace(photo, jpeg=jpeg))
        return replace(content, photos=tuple(photos))

    def note(
        self,
        passes: Sequence[Pass],
        reason: str,
        *,
        came_out: bool = True,
        files: Mapping[str, str] | None = None,
    ) -> None:
        """Note that sheets came out of the printer, or that they did not."""
        noted = [one for each in passes for one in _facts_of(each)]
        for start in range(0, len(noted), CHUNK):
            some = noted[start : start + CHUNK]
            edits = [
                edit_of(
                    kinds.PRINTING,
                    Printing(
                        id=PrintingId(new_id()),
                        sheet=one.sheet.id,
                        copy=one.copy,
                        came_out=came_out,
                        file_sha256=(files or {}).get(one.sheet.number, ""),
                        reason=one.reason or reason,
                        printed_by=self._desk.user.id,
                        printed_at_ms=self._desk.store.clock_ms(),
                    ),
                )
                for one in some
            ]
            action = "sheets.printed" if came_out else "sheets.returned"
            self._desk.save(edits, action, some[0].sheet.campaign, reason)

    def void(self, sheets: Sequence[Sheet], reason: str) -> None:
        """Declare sheets void; their numbers stay, and the next ones name them."""
        edits = [
            edit_of(
                kinds.SHEET_VOID,
                SheetVoid(
                    id=SheetVoidId(new_id()),
                    sheet=sheet.id,
                    reason=reason,
                    voided_by=self._desk.user.id,
                    voided_on=self._desk.today(),
                ),
            )
            for sheet in sheets
        ]
        self._desk.save(edits, "sheet.voided", sheets[0].id if sheets else "", reason)

    def _sheet(
        self, kind: SheetKind, composed: Composed, series: tuple[str, int], void: str
    ) -> Sheet:
        """Freeze what stands under a number; `series` is the number and its serial."""
        number, serial = series
        identity, day = self._desk.store.identity, self._desk.today()
        grant = composed.grants[0] if composed.grants else None
        alone = grant if kind in ONE_GRANT else None
        visit = composed.visit.id if composed.visit else None
        campaign = grant.campaign if grant else composed.visit and composed.visit.campaign
        frozen = composed.numbered(number, void).to_json()
        return Sheet(
            id=SheetId(new_id()),
            kind=kind,
            number=number,
            year=day.year,
            serial=serial,
            device_code=identity.code,
            campaign=campaign or NO_CAMPAIGN,
            grant=alone.id if alone else None,
            visit=alone.visit if alone else visit,
            amount_fen=composed.amount_fen,
            replaces=void or None,
            frozen={"content": frozen, "grants": [one.id for one in composed.grants]},
            reserved_by=self._desk.user.id,
            reserved_on=day,
        )

    def _insist_untaken(self, kind: SheetKind, fresh: Sequence[Composed]) -> None:
        grants = [grant for one in fresh for grant in one.grants]
        if kind is SheetKind.VISIT_RECORD:
            taken = self._sheets.standing(
                kind, "visit", [one.visit.id for one in fresh if one.visit]
            )
        elif kind in ONE_GRANT:
            taken = self._sheets.standing(kind, "grant", [grant.id for grant in grants])
        else:
            covers = self._sheets.covering(kind, grants[0].campaign) if grants else []
            taken = {grant for cover in covers for grant in cover.grants}
            taken &= {grant.id for grant in grants}
        if taken:
            raise TakenMeanwhileError

    def _replaced(self, kind: SheetKind, fresh: Sequence[Composed]) -> Mapping[str, str]:
        """Name, per visit, person or grant, the last void sheet that no other one names yet."""
        campaign = next((one.grants[0].campaign for one in fresh if one.grants), "")
        void = self._sheets.unreplaced(kind, campaign)
        if not void:
            return {}
        if kind is SheetKind.VISIT_RECORD:
            return {sheet.visit: sheet.number for sheet in void if sheet.visit}
        if kind not in ONE_GRANT:
            return {grant: sheet.number for sheet in void for grant in grants_on(sheet)}
        grants = self._desk.store.grants.among([sheet.grant for sheet in void if sheet.grant])
        person = {grant.id: grant.beneficiary for grant in grants}
        return {
            person[sheet.grant]: sheet.number
            for sheet in void
            if sheet.grant and sheet.grant in person
        }


def grants_on(sheet: Sheet) -> list[GrantId]:
    """Name the grants for which a sheet was printed."""
    return [GrantId(grant) for grant in sheet.frozen["grants"]]


def _subjects(kind: SheetKind, composed: Composed) -> list[str]:
    """Say by what a void sheet is found that this one replaces: visit, person, or grants."""
    if composed.visit:
        return [composed.visit.id]
    if kind in ONE_GRANT:
        return [grant.beneficiary for grant in composed.grants]
    return [grant.id for grant in composed.grants]


def _facts_of(one: Pass) -> list[Pass]:
    """Give what is noted of a pass: the spoiled paper and the good one where it was torn."""
    return [replace(one, copy=0, torn=False), one] if one.torn else [one]
