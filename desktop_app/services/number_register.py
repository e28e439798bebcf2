"""The register of numbers (号码登记簿): what became of every number of every series.

An auditor reads it line by line: a number was issued, voided for a reason and replaced by another,
reserved and returned, or nobody knows yet. A number that this ledger has never seen is named too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.role import Right
from desktop_app.domain.sheet import BETWEEN_NUMBERS, Sheet, SheetState, sheet_number
from desktop_app.services.desk import Desk
from desktop_app.storage.sheets import SheetLine


class NumberState(StrEnum):
    """What is known of a number; the first four are those of its sheet."""

    PRINTED = "printed"
    VOID = "void"
    RETURNED = "returned"
    UNRESOLVED = "unresolved"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberLine:
    """A number of a series; `sheet` is None where this ledger has never seen it.

    `is_own` tells whether the series is this laptop's: a number missing there has no excuse.
    """

    device_code: str
    year: int
    serial: int
    number: str
    state: NumberState
    sheet: Sheet | None = None
    copies: int = 0
    reason: str = ""
    successor: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRegister:
    """The lines in the order of the series, and how many there are of each state."""

    lines: tuple[NumberLine, ...]

    @property
    def counts(self) -> dict[NumberState, int]:
        """Count the numbers by state."""
        counted = Counter(line.state for line in self.lines)
        return {state: counted[state] for state in NumberState}


def register_of(desk: Desk, year: int = 0, device: str = "") -> NumberRegister:
    """Read the register, of one year or one laptop where they are given."""
    desk.require(Right.READ)
    found = desk.store.sheets.lines()
    reasons = desk.store.sheets.voids()
    successors = {
        gone: line.sheet.number
        for line in found
        for gone in (line.sheet.replaces or "").split(BETWEEN_NUMBERS)
    }
    series: dict[tuple[str, int], list[SheetLine]] = {}
    for line in found:
        series.setdefault((line.sheet.device_code, line.sheet.year), []).append(line)
    lines: list[NumberLine] = []
    for (code, of_year), known in sorted(series.items()):
        if year in (0, of_year) and device in ("", code):
            lines += _lines(desk, (code, of_year), known, (reasons, successors))
    return NumberRegister(lines=tuple(lines))


def _lines(
    desk: Desk,
    series: tuple[str, int],
    known: Sequence[SheetLine],
    said: tuple[dict[str, str], dict[str, str]],
) -> Iterator[NumberLine]:
    """Give every number from the first to the last, also those that are not there."""
    code, year = series
    reasons, successors = said
    identity = desk.store.identity
    by_serial = {line.sheet.serial: line for line in known}
    for serial in range(1, max(by_serial) + 1):
        line = by_serial.get(serial)
        own = code == identity.code
        if line is None:
            number = sheet_number(identity.scope, code, year, serial)
            yield NumberLine(
                device_code=code,
                year=year,
                serial=serial,
                number=number,
                state=NumberState.MISSING,
                is_own=own,
            )
            continue
        sheet = line.sheet
        yield NumberLine(
            device_code=code,
            year=year,
            serial=serial,
            number=sheet.number,
            state=_STATES[line.state],
            sheet=sheet,
            copies=line.copies,
            reason=reasons.get(sheet.id, ""),
            successor=successors.get(sheet.number, ""),
            is_own=own,
        )


_STATES = {state: NumberState(state.value) for state in SheetState}
