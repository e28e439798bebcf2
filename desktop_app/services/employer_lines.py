"""Employers as lists show them: with what is agreed, feared and open there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from desktop_app.domain.employer import CARRIED_OUT, NOT_DONE, Employer, EmployerMeasure
from desktop_app.domain.role import Right
from desktop_app.domain.workplace_check import RiskCheck, SafetyCheck, highest
from desktop_app.services.desk import Desk
from desktop_app.storage.employers import EmployerFilter, EmployerRecords, Employers, Strength

R = TypeVar("R", EmployerMeasure, RiskCheck, SafetyCheck)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerLine:
    """An employer, with the records about it; `people` on record work there.

    `belongs_to` is the name of the employer to which a site belongs.
    """

    employer: Employer
    belongs_to: str = ""
    measures: tuple[EmployerMeasure, ...] = ()
    risk_checks: tuple[RiskCheck, ...] = ()
    safety_checks: tuple[SafetyCheck, ...] = ()
    people: int = 0

    @property
    def carried_out(self) -> int:
        """Count the measures that are carried out."""
        return sum(measure.state == CARRIED_OUT for measure in self.measures)

    @property
    def pending(self) -> int:
        """Count the measures that are planned or agreed, and those of which nothing is known."""
        return sum(one.state not in (CARRIED_OUT, NOT_DONE) for one in self.measures)

    @property
    def risk(self) -> str:
        """Give the highest level of the risks that nobody has settled yet, or ""."""
        return highest([check.level or "" for check in self.risk_checks if check.is_open])

    @property
    def open_findings(self) -> int:
        """Count the findings that are not rectified yet."""
        return sum(len(check.open_findings) for check in self.safety_checks)

    @property
    def warning_on(self) -> date | None:
        """Give the next day of warning of a risk that nobody has settled yet."""
        days = (one.warning_on for one in self.risk_checks if one.is_open and one.warning_on)
        return min(days, default=None)

    def overdue(self, today: date) -> int:
        """Count what should have been rectified before today."""
        return sum(len(check.overdue(today)) for check in self.safety_checks)


class EmployerLines:
    """Reads lists of employers."""

    ORDERS: Sequence[str] = Employers.ORDERS

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._employers = desk.store.employers

    def how_many(self, wanted: EmployerFilter) -> int:
        """Count the employers a filter leaves."""
        return self._employers.how_many(wanted)

    def strength(self, wanted: EmployerFilter) -> Strength:
        """Add up who works at the employers a filter leaves."""
        return self._employers.strength(wanted)

    def page(
        self,
        wanted: EmployerFilter,
        *,
        order: str = "sort_key",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[EmployerLine]:
        """Read one page of a list in the order of one of ORDERS."""
        self._desk.require(Right.READ)
        found = self._employers.page(wanted, order=order, down=down, limit=limit, offset=offset)
        return self._lines(found)

    def line(self, employer: str) -> EmployerLine | None:
        """Read one employer."""
        self._desk.require(Right.READ)
        found = self._employers.get(employer)
        return self._lines([found])[0] if found else None

    def _lines(self, found: list[Employer]) -> list[EmployerLine]:
        store = self._desk.store
        ids = [one.id for one in found]
        measures = _by_employer(store.employer_measures, ids)
        risks = _by_employer(store.risk_checks, ids)
        dangers = _by_employer(store.safety_checks, ids)
        workers = self._employers.workers(name for one in found for name in one.names)
        above = self._employers.by_ids(one.belongs_to for one in found if one.belongs_to)
        return [
            EmployerLine(
                employer=one,
                belongs_to=above[one.belongs_to].name if one.belongs_to in above else "",
                measures=tuple(measures[one.id]),
                risk_checks=tuple(risks[one.id]),
                safety_checks=tuple(dangers[one.id]),
                people=sum(workers.get(name, 0) for name in one.names),
            )
            for one in found
        ]


def _by_employer(room: EmployerRecords[R], employers: Sequence[str]) -> defaultdict[str, list[R]]:
    found: defaultdict[str, list[R]] = defaultdict(list)
    for record in room.of_many(employers):
        found[record.employer].append(record)
    return found
