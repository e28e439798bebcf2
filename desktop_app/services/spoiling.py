"""Printed wrongly: the sheet becomes void, and its grant or visit waits for a new number.

Who may void does so at once. Who may only print asks, and an approver settles it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import UserId, VoidRequestId, new_id
from desktop_app.domain.role import Right, may
from desktop_app.domain.sheet import Sheet, SheetState, VoidRequest
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.granting import AlreadyVoidError, ReasonMissingError
from desktop_app.services.numbering import Numbering, grants_on
from desktop_app.storage import kinds
from desktop_app.storage.grants import GrantFilter
from desktop_app.storage.records import edit_of
from desktop_app.storage.sheets import SheetLine

RECENT = 200
REASONS = (
    mark("The amount is wrong"),
    mark("The goods are wrong"),
    mark("The name or the ID number is wrong"),
    mark("The unit is wrong"),
    mark("The fund source is wrong"),
    mark("The day or the campaign is wrong"),
)
"""Why something that was printed cannot stand; words of one's own do as well."""


class SignedError(CircumstanceError):
    """What was signed is not printed anew behind the signer's back."""

    message = mark("{number} has been signed for. Its grant can be voided, not the sheet alone.")


class AskedBeforeError(CircumstanceError):
    """The request waits already."""

    message = mark("{number} waits for an approver already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoilt:
    """What came of it: so many sheets are void, so many wait for an approver."""

    voided: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A request with its sheet and the name of the person who asked."""

    request: VoidRequest
    line: SheetLine
    asked_by: str


class Spoiling:
    """What the office does with sheets that were printed wrongly."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sheets = desk.store.sheets
        self._numbering = Numbering(desk)
        self._requests = desk.store.void_requests

    def recent(self, limit: int = RECENT) -> list[SheetLine]:
        """List the standing sheets that came out of this laptop's printer last."""
        self._desk.require(Right.READ)
        return self._sheets.recent(self._desk.store.identity.code, limit)

    def find(self, numbers: Sequence[str]) -> list[SheetLine]:
        """Find sheets by their numbers; what is not in the ledger is left out."""
        self._desk.require(Right.READ)
        found = (self._sheets.where("number = ?", [number]) for number in numbers)
        return self._sheets.among([sheet.id for some in found for sheet in some])

    def spoil(self, sheets: Sequence[str], reason: str) -> Spoilt:
        """Void sheets that were printed wrongly, or ask for it; all of them or none.

        Raises ReasonMissingError, SignedError, AlreadyVoidError and AskedBeforeError.
        """
        may_void = may(self._desk.user.role, Right.VOID)
        self._desk.require(Right.VOID if may_void else Right.PRINT)
        if not reason.strip():
            raise ReasonMissingError
        with self._desk.store.transaction():
            lines = self._sheets.among(sheets)
            for line in lines:
                self._refuse_what_stands(line)
            if may_void:
                self._numbering.void([line.sheet for line in lines], reason.strip())
                return Spoilt(voided=len(lines))
            self._ask([line.sheet for line in lines], reason.strip())
        return Spoilt(asked=len(lines))

    def waiting(self) -> list[Waiting]:
        """List the requests that wait for an approver, the oldest first."""
        self._desk.require(Right.READ)
        names = {user.id: user.name for user in self._desk.store.users.where()}
        lines = ((one, self._sheets.line_of(one.sheet)) for one in self._requests.open_ones())
        return [
            Waiting(request=one, line=line, asked_by=names.get(one.asked_by, ""))
            for one, line in lines
            if line is not None
        ]

    def settle(self, requests: Sequence[str]) -> int:
        """Void what was asked for, each for the reason that was given; returns how many."""
        self._desk.require(Right.VOID)
        wanted = set(requests)
        with self._desk.store.transaction():
            found = [one for one in self.waiting() if one.request.id in wanted]
            for one in found:
                self._refuse_signed(one.line)
                self._numbering.void([one.line.sheet], one.request.reason)
        return len(found)

    def refuse(self, requests: Sequence[str], reason: str) -> int:
        """Let sheets stand that somebody wanted voided; returns how many."""
        self._desk.require(Right.VOID)
        if not reason.strip():
            raise ReasonMissingError
        wanted = set(requests)
        with self._desk.store.transaction():
            asked = [one for one in self._requests.open_ones() if one.id in wanted]
            edits = [
                edit_of(
                    kinds.VOID_REQUEST,
                    replace(
                        reading.record,
                        refused_by=UserId(self._desk.user.id),
                        refused_on=self._desk.today(),
                        refused_because=reason.strip(),
                    ),
                    reading,
                )
                for reading in self._requests.readings(asked)
            ]
            self._desk.save(edits, "sheet.void_refused", "", reason.strip())
        return len(edits)

    def _refuse_what_stands(self, line: SheetLine) -> None:
        if line.state is SheetState.VOID:
            raise AlreadyVoidError(number=line.sheet.number)
        if any(one.sheet == line.sheet.id for one in self._requests.open_ones()):
            raise AskedBeforeError(number=line.sheet.number)
        self._refuse_signed(line)

    def _refuse_signed(self, line: SheetLine) -> None:
        """Refuse a sheet on which somebody's signature was accepted."""
        wanted = GrantFilter(ids=tuple(grants_on(line.sheet)))
        if not wanted.ids or not self._desk.store.scans.of_sheet(line.sheet.id):
            return
        grants = self._desk.store.grants.lines(wanted)
        if any(one.state is GrantState.SIGNED for one in grants):
            raise SignedError(number=line.sheet.number)

    def _ask(self, sheets: Sequence[Sheet], reason: str) -> None:
        edits = [
            edit_of(
                kinds.VOID_REQUEST,
                VoidRequest(
                    id=VoidRequestId(new_id()),
                    sheet=sheet.id,
                    reason=reason,
                    asked_by=self._desk.user.id,
                    asked_on=self._desk.today(),
                ),
            )
            for sheet in sheets
        ]
        self._desk.save(edits, "sheet.void_asked", sheets[0].id if sheets else "", reason)
