"""Declaring numbered paper void, of whatever kind it is, and naming what the next one replaces.

The number of a receipt or a condolence sheet stands for its grant: voiding it takes the grant
back. That of a roster or of the record of a visit stands for the paper alone; the grants on a
void roster wait for the next one, the visit for its next record.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.grant import GrantState
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import SheetState
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.granting import (
    AlreadyVoidError,
    Granting,
    NoSuchNumberError,
    ReasonMissingError,
)
from desktop_app.services.numbering import Numbering
from desktop_app.storage.grants import GrantFilter, GrantLine
from desktop_app.storage.sheets import SheetLine


class NumberReturnedError(CircumstanceError):
    """No paper ever bore the number."""

    message = mark("{number} was returned: no paper came out under it, so none can be void.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A sheet that has a number, and the grant that the number stands for, if it is one's."""

    sheet: SheetLine
    grant: GrantLine | None = None

    @property
    def can_be_void(self) -> bool:
        """Tell whether there is still something to declare void."""
        if self.grant is not None:
            return self.grant.state is not GrantState.VOID
        return self.sheet.state in (SheetState.PRINTED, SheetState.UNRESOLVED)


class Voiding:
    """What the office does with numbers that must not count any more."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._granting = Granting(desk)
        self._numbering = Numbering(desk)

    def find(self, number: str) -> Numbered | None:
        """Say what a number stands for; None where no sheet bears it."""
        self._desk.require(Right.READ)
        found = self._desk.store.sheets.where("number = ?", [number.strip()])
        line = self._desk.store.sheets.line_of(found[0].id) if found else None
        if line is None or line.sheet.grant is None:
            return Numbered(sheet=line) if line else None
        grant = self._desk.store.grants.lines(GrantFilter(ids=(line.sheet.grant,)))[0]
        return Numbered(sheet=line, grant=grant)

    def void(self, number: str, reason: str) -> Numbered:
        """Declare what bears a number void, for a reason; with a grant's number, the grant.

        Raises ReasonMissingError, NoSuchNumberError, AlreadyVoidError, NumberReturnedError.
        """
        self._desk.require(Right.VOID)
        if not reason.strip():
            raise ReasonMissingError
        with self._desk.store.transaction():
            found = self.find(number)
            if found is None:
                raise NoSuchNumberError(number=number)
            if found.grant is not None:
                self._granting.void(number, reason)
            else:
                self._void_sheet(found.sheet, reason)
        return found

    def _void_sheet(self, line: SheetLine, reason: str) -> None:
        if line.state is SheetState.VOID:
            raise AlreadyVoidError(number=line.sheet.number)
        if line.state is SheetState.RETURNED:
            raise NumberReturnedError(number=line.sheet.number)
        self._numbering.void([line.sheet], reason)
