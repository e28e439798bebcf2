"""What the union looks into at an employer: labour-relations risks, and safety at work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.identity import EmployerId, RiskCheckId, SafetyCheckId
from desktop_app.domain.issue import Issue, objection, warning

MAX_TEXT = 2_000
LEVELS = ("low", "medium", "high")
"""Levels of labour-relations risk, the lowest first."""
PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One hidden danger to labour relations (风险隐患); `people` are concerned by it."""

    kind: str
    words: str = ""
    people: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCheck:
    """A labour-relations risk check (劳动关系风险隐患排查) at one employer.

    `plan` is the plan for the case that it happens (应对预案), `warning_on` the day on which
    somebody has to look again (预警日), `five_resolves` how 五个坚决 was carried out there.
    `level` and the kinds of risks are codes.
    """

    id: RiskCheckId
    employer: EmployerId
    day: date | None = None
    checked_by: str = ""
    level: str | None = None
    risks: tuple[Risk, ...] = ()
    plan: str = ""
    five_resolves: str = ""
    warning_on: date | None = None
    owner: str = ""
    outcome: str = ""
    closed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the risk has not been settled yet."""
        return self.closed_on is None

    def warns_on(self, today: date) -> bool:
        """Tell whether the day of warning has come and nobody has settled it."""
        return self.is_open and self.warning_on is not None and self.warning_on <= today


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyFinding:
    """One hidden danger at work, by when it has to be rectified, and when and how it was."""

    what: str
    severity: str | None = None
    due_on: date | None = None
    rectified_on: date | None = None
    how: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether it has not been rectified yet."""
        return self.rectified_on is None

    def is_overdue(self, today: date) -> bool:
        """Tell whether it should have been rectified before today."""
        return self.is_open and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyCheck:
    """A safety check (安全生产检查) in which the union helps the departments in charge."""

    id: SafetyCheckId
    employer: EmployerId
    day: date | None = None
    checked_by: str = ""
    together_with: str = ""
    scope: str = ""
    findings: tuple[SafetyFinding, ...] = ()
    result: str | None = None
    remarks: str = ""

    @property
    def open_findings(self) -> tuple[SafetyFinding, ...]:
        """Give what has not been rectified yet."""
        return tuple(finding for finding in self.findings if finding.is_open)

    def overdue(self, today: date) -> tuple[SafetyFinding, ...]:
        """Give what should have been rectified before today."""
        return tuple(finding for finding in self.findings if finding.is_overdue(today))

    @property
    def next_due(self) -> date | None:
        """Give the first day by which something open has to be rectified."""
        return min((one.due_on for one in self.open_findings if one.due_on), default=None)


def risk_objections(check: RiskCheck, *, today: date) -> tuple[Issue, ...]:
    """List what is wrong with a labour-relations risk check."""
    return (
        *_about_the_check(check, today),
        *_about_the_risks(check),
        *_about_the_plan(check),
        *_about_the_end(check, today),
        *_too_long(check, ("plan", "five_resolves", "outcome")),
    )


def safety_objections(check: SafetyCheck, *, today: date) -> tuple[Issue, ...]:
    """List what is wrong with a safety check."""
    found = _about_the_check(check, today)
    if not check.result:
        found.append(warning("result", "check_result_missing"))
    elif check.result == PASSED and check.open_findings:
        found.append(warning("result", "passed_with_findings"))
    for finding in check.findings:
        found.extend(_about_the_finding(finding, check.day, today))
    # Several findings may have the same fault: it is said once.
    return (*dict.fromkeys(found), *_too_long(check, ("scope", "remarks")))


def highest(levels: list[str]) -> str:
    """Give the highest of some levels of risk, or "" where there is none."""
    return max((one for one in levels if one in LEVELS), key=LEVELS.index, default="")


def _about_the_check(check: RiskCheck | SafetyCheck, today: date) -> list[Issue]:
    found: list[Issue] = []
    if not check.employer:
        found.append(objection("employer", "employer_missing"))
    if check.day is None:
        found.append(objection("day", "check_day_missing"))
    elif check.day > today:
        found.append(objection("day", "in_the_future"))
    if not check.checked_by.strip():
        found.append(warning("checked_by", "checker_missing"))
    return found


def _about_the_risks(check: RiskCheck) -> list[Issue]:
    found: list[Issue] = []
    if any(not risk.kind for risk in check.risks):
        found.append(objection("risks", "risk_kind_missing"))
    if any(risk.people is not None and risk.people < 0 for risk in check.risks):
        found.append(objection("risks", "count_negative"))
    if check.level in LEVELS[1:] and not check.risks:
        found.append(warning("risks", "risks_missing"))
    if not check.level:
        found.append(warning("level", "risk_level_missing"))
    return found


def _about_the_plan(check: RiskCheck) -> list[Issue]:
    """Ask for a plan and a day of warning where the risk is more than low and still there."""
    found: list[Issue] = []
    if check.warning_on and check.day and check.warning_on < check.day:
        found.append(objection("warning_on", "warning_before_check"))
    if check.is_open and check.level in LEVELS[1:]:
        if not check.plan.strip():
            found.append(warning("plan", "plan_missing"))
        if check.warning_on is None:
            found.append(warning("warning_on", "warning_day_missing"))
    return found


def _about_the_end(check: RiskCheck, today: date) -> list[Issue]:
    if check.closed_on is None:
        return []
    found: list[Issue] = []
    if check.day and check.closed_on < check.day:
        found.append(objection("closed_on", "closed_before_check"))
    if check.closed_on > today:
        found.append(objection("closed_on", "in_the_future"))
    if not check.outcome.strip():
        found.append(warning("outcome", "risk_outcome_missing"))
    return found


def _about_the_finding(finding: SafetyFinding, day: date | None, today: date) -> list[Issue]:
    found: list[Issue] = []
    if not finding.what.strip():
        found.append(objection("findings", "finding_words_missing"))
    if day and finding.due_on and finding.due_on < day:
        found.append(objection("findings", "due_before_check", what=finding.what))
    if finding.is_open:
        if finding.due_on is None:
            found.append(warning("findings", "due_day_missing", what=finding.what))
        return found
    done = finding.rectified_on or today
    if day and done < day:
        found.append(objection("findings", "rectified_before_check", what=finding.what))
    if done > today:
        found.append(objection("findings", "rectified_in_the_future", what=finding.what))
    if not finding.how.strip():
        found.append(warning("findings", "how_rectified_missing", what=finding.what))
    return found


def _too_long(check: object, fields: tuple[str, ...]) -> list[Issue]:
    long = (name for name in fields if len(getattr(check, name)) > MAX_TEXT)
    return [objection(name, "text_too_long", limit=str(MAX_TEXT)) for name in long]
