"""Employers and sites: kept, found, and what was agreed, feared and found there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain import employer as employers
from desktop_app.domain import workplace_check as checks
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.credit_code import read_credit_code
from desktop_app.domain.employer import Employer, EmployerMeasure
from desktop_app.domain.identity import EmployerId, new_id
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.phone import read_phone
from desktop_app.domain.role import Right
from desktop_app.domain.visit import Visit
from desktop_app.domain.workplace_check import RiskCheck, SafetyCheck
from desktop_app.services.desk import Desk
from desktop_app.services.keeping import Deed, Keeping, deeds

RISK_CHECK, SAFETY_CHECK = "risk_check", "safety_check"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerDue:
    """Something at an employer that somebody has to look at now.

    `kind` is `risk_check` where the day of warning has come, `safety_check` where something
    should have been rectified; `record` is the check, `day` the day it was due, `words` the
    risk or the finding in the words of the record.
    """

    kind: str
    record: str
    employer: EmployerId
    name: str
    day: date
    words: str


class EmployerKeeping(Keeping[Employer]):
    """What the office does with employers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.employers)
        self._employers = desk.store.employers

    def objections(self, employer: Employer) -> tuple[Issue, ...]:
        """List what is wrong with an employer, others of the same code or name included."""
        above = self._employers.above(employer.belongs_to) if employer.belongs_to else []
        found = list(employers.objections(employer, [EmployerId(one) for one in above]))
        if employer.belongs_to and not above:
            found.append(objection("belongs_to", "employer_unknown"))
        return (*found, *self._others(employer))

    def tidy(self, employer: Employer) -> Employer:
        """Bring names, code and phone number into the form in which they are kept."""
        name = employers.tidy_name(employer.name)
        called = (employers.tidy_name(one) for one in employer.also_called)
        return replace(
            employer,
            name=name,
            also_called=tuple(dict.fromkeys(one for one in called if one and one != name)),
            credit_code=read_credit_code(employer.credit_code or "")[0],
            phone=read_phone(employer.phone)[0],
        )

    def add(self, name: str) -> Employer:
        """Keep an employer of which only the name is known. Raises RefusedError."""
        return self.save(Employer(id=EmployerId(new_id()), name=name))

    def find(self, text: str, limit: int = 12) -> list[Employer]:
        """Find employers by any part of a name, initials, pinyin or code while somebody types.

        Names that are, or begin with, what is typed come first.
        """
        self._desk.require(Right.READ)
        return self._employers.find(text, limit) if text.strip() else []

    def by_name(self, name: str) -> Employer | None:
        """Find the employer that bears this name, today's before a former one."""
        self._desk.require(Right.READ)
        return next(iter(self._employers.called(employers.tidy_name(name))), None)

    def names(self) -> list[str]:
        """List the names of all employers, for choosing one."""
        return self._employers.names()

    def sites(self, employer: str) -> list[Employer]:
        """List what belongs to an employer."""
        self._desk.require(Right.READ)
        return self._employers.belonging_to(employer)

    def people(self, employer: Employer, limit: int = 200) -> list[Beneficiary]:
        """List the people on record who work there, under whichever of its names."""
        self._desk.require(Right.READ)
        return self._desk.store.beneficiaries.at_employers(employer.names, limit)

    def visits(self, employer: Employer) -> list[Visit]:
        """List the visits to it or to a place that bears one of its names, the latest first."""
        self._desk.require(Right.READ)
        return self._desk.store.visits.at_employer(employer.id, employer.names)

    def story(self, employer: str) -> list[Deed]:
        """List what was done to an employer's record, measures and checks, the latest first."""
        store = self._desk.store
        told = [*self.history(employer)]
        for room in (store.employer_measures, store.risk_checks, store.safety_checks):
            for record in room.of(employer):
                told += deeds(self._desk, record.id)
        return sorted(told, key=lambda deed: deed.at_ms, reverse=True)

    def due(self, today: date | None = None) -> list[EmployerDue]:
        """List the warnings whose day has come and what is overdue, the earliest first."""
        self._desk.require(Right.READ)
        day = today or self._desk.today()
        risks = self._desk.store.risk_checks.warning_by(day)
        dangers = self._desk.store.safety_checks.overdue_on(day)
        ids = [one.employer for one in risks] + [one.employer for one in dangers]
        named = self._employers.by_ids(ids)
        found = [*_warnings(risks, named), *_overdue(dangers, named, day)]
        return sorted(found, key=lambda one: one.day)

    def _others(self, employer: Employer) -> list[Issue]:
        """Warn of another employer that seems to be the same; sites share the code of theirs."""
        found: list[Issue] = []
        if code := read_credit_code(employer.credit_code or "")[0]:
            same = self._employers.where("credit_code = ? AND id <> ?", [code, employer.id])
            strangers = [one.name for one in same if not _related(one, employer)]
            found += [
                warning("credit_code", "credit_code_taken", name=name) for name in strangers[:1]
            ]
        called = self._employers.called(employers.tidy_name(employer.name))
        if any(one.id != employer.id for one in called):
            found.append(warning("name", "employer_name_taken"))
        return found


class MeasureKeeping(Keeping[EmployerMeasure]):
    """What the office does with employers' measures."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.employer_measures)

    def objections(self, measure: EmployerMeasure) -> tuple[Issue, ...]:
        """List what is wrong with a measure."""
        found = employers.measure_objections(measure, today=self._desk.today())
        return (*found, *_unknown(self._desk, measure.employer))


class RiskCheckKeeping(Keeping[RiskCheck]):
    """What the office does with labour-relations risk checks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.risk_checks)

    def objections(self, check: RiskCheck) -> tuple[Issue, ...]:
        """List what is wrong with a risk check."""
        found = checks.risk_objections(check, today=self._desk.today())
        return (*found, *_unknown(self._desk, check.employer))


class SafetyCheckKeeping(Keeping[SafetyCheck]):
    """What the office does with safety checks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.safety_checks)

    def objections(self, check: SafetyCheck) -> tuple[Issue, ...]:
        """List what is wrong with a safety check."""
        found = checks.safety_objections(check, today=self._desk.today())
        return (*found, *_unknown(self._desk, check.employer))


def _unknown(desk: Desk, employer: str) -> Sequence[Issue]:
    if not employer or desk.store.employers.get(employer):
        return ()
    return (objection("employer", "employer_unknown"),)


def _related(one: Employer, other: Employer) -> bool:
    """Tell whether one belongs to the other, or both to the same."""
    same = one.belongs_to is not None and one.belongs_to == other.belongs_to
    return same or one.belongs_to == other.id or other.belongs_to == one.id


def _warnings(found: Iterable[RiskCheck], named: dict[str, Employer]) -> list[EmployerDue]:
    return [
        EmployerDue(
            kind=RISK_CHECK,
            record=check.id,
            employer=check.employer,
            name=named[check.employer].name,
            day=check.warning_on,
            words="；".join(risk.words for risk in check.risks if risk.words),
        )
        for check in found
        if check.warning_on and check.employer in named
    ]


def _overdue(
    found: Iterable[SafetyCheck], named: dict[str, Employer], today: date
) -> list[EmployerDue]:
    return [
        EmployerDue(
            kind=SAFETY_CHECK,
            record=check.id,
            employer=check.employer,
            name=named[check.employer].name,
            day=finding.due_on,
            words=finding.what,
        )
        for check in found
        if check.employer in named
        for finding in check.overdue(today)
        if finding.due_on
    ]
