"""A need heard from a worker (诉求): who asked for what, who sees to it, how it ended.

职工有所呼，工会有所应: a need is heard, taken in hand or handed over, answered and closed, and can
be opened again. Each of these is a step, and a step is never changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.identity import (
    BeneficiaryId,
    ChildId,
    EmployerId,
    NeedId,
    NeedStepId,
    ReferralId,
    UserId,
    VisitId,
)
from desktop_app.domain.issue import Issue, objection, warning

ORDINARY = "ordinary"


class NeedState(StrEnum):
    """How far a need has come; derived from its steps, its referrals and its closing."""

    NEW = "new"
    IN_HAND = "in_hand"
    HANDED_OVER = "handed_over"
    ANSWERED = "answered"
    CLOSED = "closed"


class StepKind(StrEnum):
    """The steps that the program itself writes; the other codes are in the list of steps."""

    HANDED_OVER = "handed_over"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One need. It is that of a person, a child, an employer, or of a group said in words.

    `words` are as they were heard. `due` is the day by which somebody has to answer. `said` and
    `said_words` are what the person said of the outcome. A need with `closed_on` is closed;
    `reopened_reason` says why it was opened again the last time.
    """

    id: NeedId
    kind: str
    urgency: str = ORDINARY
    words: str = ""
    source: str | None = None
    heard_on: date | None = None
    heard_by: str = ""
    visit: VisitId | None = None
    beneficiary: BeneficiaryId | None = None
    child: ChildId | None = None
    employer: EmployerId | None = None
    group_words: str = ""
    owner: UserId | None = None
    due: date | None = None
    outcome: str | None = None
    outcome_words: str = ""
    said: str | None = None
    said_words: str = ""
    closed_on: date | None = None
    reopened_reason: str = ""
    remarks: str = ""

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing more is to be done."""
        return self.closed_on is not None

    def is_overdue(self, today: date) -> bool:
        """Tell whether somebody should have answered before today."""
        return not self.is_closed and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedStep:
    """Something done about a need on a day, by somebody who need not be a user.

    `referral` is the one that was made or answered; `outcome` and `said` stand on the step that
    closes a need, so that a later opening loses nothing.
    """

    id: NeedStepId
    need: NeedId
    day: date | None = None
    kind: str
    done_by: str = ""
    words: str = ""
    referral: ReferralId | None = None
    outcome: str | None = None
    said: str | None = None


def due_day(urgency: str, heard_on: date) -> date | None:
    """Say by when a need of this urgency waits for an answer, as the list of urgencies has it."""
    entry = CodeLists.load()["need_urgency"].entry(urgency)
    days = entry.facts.get("days") if entry else None
    return heard_on + timedelta(days=int(days)) if days else None


def steps_of_people() -> tuple[str, ...]:
    """Give the codes of the steps that people take; the program writes the others itself."""
    entries = CodeLists.load()["need_step_kind"].current
    return tuple(entry.code for entry in entries if entry.facts.get("by") != "program")


def objections(need: Need, *, today: date) -> tuple[Issue, ...]:
    """List everything that is wrong with a need, without raising."""
    return (*_about_the_asking(need, today), *_about_the_end(need, today))


def step_objections(step: NeedStep, *, today: date) -> tuple[Issue, ...]:
    """List everything that is wrong with a step, without raising."""
    found: list[Issue] = []
    if not step.kind:
        found.append(objection("kind", "step_kind_missing"))
    if step.day is None:
        found.append(objection("day", "step_day_missing"))
    elif step.day > today:
        found.append(objection("day", "in_the_future"))
    if step.kind == "other" and not step.words.strip():
        found.append(objection("words", "step_words_missing"))
    return tuple(found)


def _about_the_asking(need: Need, today: date) -> list[Issue]:
    found: list[Issue] = []
    if not need.kind:
        found.append(objection("kind", "need_kind_missing"))
    if not need.words.strip():
        found.append(objection("words", "need_words_missing"))
    if not (need.beneficiary or need.child or need.employer or need.visit or need.group_words):
        found.append(objection("beneficiary", "need_of_nobody"))
    if need.heard_on is None:
        found.append(objection("heard_on", "heard_on_missing"))
    elif need.heard_on > today:
        found.append(objection("heard_on", "in_the_future"))
    elif need.due is not None and need.due < need.heard_on:
        found.append(objection("due", "due_before_heard"))
    return found


def _about_the_end(need: Need, today: date) -> list[Issue]:
    if need.closed_on is None:
        return []
    found: list[Issue] = []
    if not need.outcome:
        found.append(objection("outcome", "outcome_missing"))
    if need.closed_on > today:
        found.append(objection("closed_on", "in_the_future"))
    elif need.heard_on is not None and need.closed_on < need.heard_on:
        found.append(objection("closed_on", "ends_before_start"))
    if not need.said:
        found.append(warning("said", "said_missing"))
    return found
