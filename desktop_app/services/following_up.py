"""Seeing to what was heard: needs taken in hand, handed over, answered, closed, opened again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from desktop_app.domain import need as needs
from desktop_app.domain.change import Edit, Reading
from desktop_app.domain.errors import CircumstanceError, RefusedError
from desktop_app.domain.identity import NeedId, NeedStepId, new_id
from desktop_app.domain.issue import Issue, any_blocks, objection
from desktop_app.domain.need import Need, NeedState, NeedStep, StepKind
from desktop_app.domain.role import Right
from desktop_app.domain.visit import Visit
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.keeping import Keeping
from desktop_app.services.wording import sentences
from desktop_app.storage import kinds
from desktop_app.storage.needs import KindCount, NeedFilter
from desktop_app.storage.records import edit_of

DUE_SOON_DAYS = 7


class StepStaysError(CircumstanceError):
    """Somebody wants to change a step, which is a fact."""

    message = mark("A step that was taken stays as it is; record another one.")


class ReopeningWithoutReasonError(CircumstanceError):
    """A closed need is opened again and nobody says why."""

    message = mark("Say why the need is opened again.")


class Needs(Keeping[Need]):
    """What the office does with the needs it hears of."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.needs)
        self._needs = desk.store.needs

    def objections(self, need: Need) -> tuple[Issue, ...]:
        """List what is wrong with a need, ids that lead nowhere included."""
        need = self.tidy(need)
        found = list(needs.objections(need, today=self._desk.today()))
        store = self._desk.store
        if need.beneficiary and store.beneficiaries.get(need.beneficiary) is None:
            found.append(objection("beneficiary", "person_unknown", id=need.beneficiary))
        if need.visit and store.visits.get(need.visit) is None:
            found.append(objection("visit", "visit_unknown", id=need.visit))
        if need.owner and store.users.get(need.owner) is None:
            found.append(objection("owner", "user_unknown", id=need.owner))
        return tuple(found)

    def tidy(self, need: Need) -> Need:
        """Give an open need the day by which it is due; an outcome closes it today."""
        due = need.due
        if due is None and need.heard_on is not None and not need.is_closed:
            due = needs.due_day(need.urgency, need.heard_on)
        closed_on = need.closed_on or (self._desk.today() if need.outcome else None)
        return replace(need, due=due, closed_on=closed_on)

    def save(
        self, record: Need, base: Reading[Need] | None = None, *, beside: Sequence[Edit] = ()
    ) -> Need:
        """Keep a need; closing and opening it again are steps of their own.

        Raises RefusedError, and ReopeningWithoutReasonError where a closed need is opened
        without a new reason.
        """
        was = base.record if base else None
        if was is not None and was.is_closed and not self.tidy(record).is_closed:
            same = record.reopened_reason.strip() == was.reopened_reason.strip()
            if same or not record.reopened_reason.strip():
                raise ReopeningWithoutReasonError
        return super().save(record, base, beside=beside)

    def close(
        self,
        need: str,
        *,
        outcome: str,
        outcome_words: str = "",
        said: str | None = None,
        said_words: str = "",
    ) -> Need:
        """Close a need today, with what came of it and what the person said of that."""
        base = self.open(need)
        closed = replace(
            base.record,
            outcome=outcome,
            outcome_words=outcome_words,
            said=said,
            said_words=said_words,
            closed_on=self._desk.today(),
        )
        return self.save(closed, base)

    def reopen(self, need: str, reason: str) -> Need:
        """Open a closed need again; how it was closed stays among its steps."""
        base = self.open(need)
        reopened = replace(
            base.record,
            outcome=None,
            outcome_words="",
            said=None,
            said_words="",
            closed_on=None,
            reopened_reason=reason.strip(),
        )
        return self.save(reopened, base)

    def begin_with(self) -> Need:
        """Make the need from which a new one begins: heard today by the person at the desk."""
        return Need(
            id=NeedId(new_id()),
            kind="",
            heard_on=self._desk.today(),
            heard_by=self._desk.user.name,
            owner=self._desk.user.id,
        )

    def edits_for_heard(self, visit: Visit, heard: Iterable[Need]) -> list[Edit]:
        """Say what to write, in the transaction of a visit, for the needs heard in it.

        What a row leaves out comes from the visit: the day, who led it, and the person where
        only one was visited. Raises RefusedError.
        """
        self._desk.require(Right.RECORD)
        edits: list[Edit] = []
        for row in heard:
            need = self.tidy(self.of_visit(visit, row))
            issues = needs.objections(need, today=self._desk.today())
            if any_blocks(issues):
                raise RefusedError(reasons=sentences(issue for issue in issues if issue.blocks))
            edits.append(edit_of(kinds.NEED, need))
        return edits

    def of_visit(self, visit: Visit, need: Need) -> Need:
        """Fill in what a need heard in a visit has from it."""
        alone = visit.beneficiaries[0] if len(visit.beneficiaries) == 1 else None
        named = need.beneficiary or need.child or need.employer or need.group_words
        who = visit.leader or next((one.name for one in visit.visitors), self._desk.user.name)
        return replace(
            need,
            visit=visit.id,
            source=need.source or "visit",
            heard_on=need.heard_on or visit.last_day or visit.first_day or self._desk.today(),
            heard_by=need.heard_by or who,
            beneficiary=need.beneficiary if named else alone,
            owner=need.owner or self._desk.user.id,
        )

    def of(self, beneficiary: str) -> list[Need]:
        """List the needs of one person, the open ones first."""
        self._desk.require(Right.READ)
        return self._needs.page(NeedFilter(beneficiary=beneficiary))

    def heard_in(self, visit: str) -> list[Need]:
        """List the needs heard in one visit."""
        self._desk.require(Right.READ)
        return self._needs.page(NeedFilter(visit=visit), order="heard_on")

    def state(self, need: Need) -> NeedState:
        """Tell how far a need has come."""
        return self._needs.states([need]).get(need.id, NeedState.NEW)

    def search(self, text: str, limit: int) -> list[Need]:
        """Find needs by their words, the open ones first."""
        self._desk.require(Right.READ)
        return self._needs.page(NeedFilter(text=text), limit=limit) if text.strip() else []

    def overdue(self, today: date) -> int:
        """Count the open needs that should have been answered before this day."""
        return self._needs.how_many(NeedFilter(due_before=today))

    def due_within(self, days: int = DUE_SOON_DAYS) -> int:
        """Count the open needs that are due today or in the days after it."""
        today = self._desk.today()
        return self._needs.how_many(
            NeedFilter(due_from=today, due_before=today + timedelta(days=days))
        )

    def counts_by_kind(
        self, heard_from: date | None = None, heard_to: date | None = None
    ) -> list[KindCount]:
        """Count the needs heard in a span of days by kind, for the reports."""
        self._desk.require(Right.READ)
        return self._needs.counts_by_kind(NeedFilter(heard_from=heard_from, heard_to=heard_to))

    def _edits_beside(self, record: Need, base: Reading[Need] | None) -> Sequence[Edit]:
        was_closed = base is not None and base.record.is_closed
        if record.is_closed and not was_closed:
            return [self._closing(record)]
        if was_closed and not record.is_closed:
            step = step_of_program(self._desk, record.id, StepKind.REOPENED, record.reopened_reason)
            return [edit_of(kinds.NEED_STEP, step)]
        return []

    def _closing(self, need: Need) -> Edit:
        said = (need.outcome_words, need.said_words)
        words = "；".join(part.rstrip("。；") for part in said if part)
        made = step_of_program(self._desk, need.id, StepKind.CLOSED, words)
        day = need.closed_on or made.day
        step = replace(made, day=day, outcome=need.outcome, said=need.said)
        return edit_of(kinds.NEED_STEP, step)


class Closings(Needs):
    """Closing alone: what is kept this way ends today unless another day is given."""

    def tidy(self, need: Need) -> Need:
        """Close the need."""
        return super().tidy(replace(need, closed_on=need.closed_on or self._desk.today()))


class NeedSteps(Keeping[NeedStep]):
    """What the office does about a need, day by day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.need_steps)

    def objections(self, step: NeedStep) -> tuple[Issue, ...]:
        """List what is wrong with a step."""
        found = list(needs.step_objections(step, today=self._desk.today()))
        need = self._desk.store.needs.get(step.need)
        if need is None:
            found.append(objection("need", "need_unknown", id=step.need))
        elif need.heard_on and step.day and step.day < need.heard_on:
            found.append(objection("day", "step_before_heard"))
        return tuple(found)

    def save(
        self,
        record: NeedStep,
        base: Reading[NeedStep] | None = None,
        *,
        beside: Sequence[Edit] = (),
    ) -> NeedStep:
        """Keep a new step. Raises StepStaysError for one that is kept already."""
        if base is not None:
            raise StepStaysError
        return super().save(record, beside=beside)

    def of(self, need: str) -> list[NeedStep]:
        """List the steps of a need, the latest first."""
        self._desk.require(Right.READ)
        return self._desk.store.need_steps.of(need)


def step_of_program(desk: Desk, need: NeedId, kind: StepKind, words: str) -> NeedStep:
    """Make a step that the program writes, taken today by the person at the desk."""
    return NeedStep(
        id=NeedStepId(new_id()),
        need=need,
        day=desk.today(),
        kind=kind,
        done_by=desk.user.name,
        words=words,
    )
