"""Handing a matter to somebody else, and keeping what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop_app.domain import referral as referrals
from desktop_app.domain.change import Edit, Reading
from desktop_app.domain.identity import (
    BeneficiaryId,
    ChildId,
    NeedId,
    ReferralId,
    UnionId,
    new_id,
)
from desktop_app.domain.issue import Issue, objection
from desktop_app.domain.need import StepKind
from desktop_app.domain.referral import Referral, ReferralState
from desktop_app.domain.role import Right
from desktop_app.services.desk import Desk
from desktop_app.services.following_up import step_of_program
from desktop_app.services.keeping import Keeping
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of
from desktop_app.storage.referrals import ReferralFilter

HOME_PLACE = "home_place"
_STEPS = {
    ReferralState.ANSWERED: StepKind.ANSWERED,
    ReferralState.DECLINED: StepKind.ANSWERED,
    ReferralState.WITHDRAWN: StepKind.TAKEN_BACK,
}


class Referrals(Keeping[Referral]):
    """What the office hands to others, and what they answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.store.referrals)
        self._referrals = desk.store.referrals

    def objections(self, referral: Referral) -> tuple[Issue, ...]:
        """List what is wrong with a referral, ids that lead nowhere included."""
        referral = self.tidy(referral)
        found = list(referrals.objections(referral, today=self._desk.today()))
        store = self._desk.store
        if referral.need and store.needs.get(referral.need) is None:
            found.append(objection("need", "need_unknown", id=referral.need))
        if referral.beneficiary and store.beneficiaries.get(referral.beneficiary) is None:
            found.append(objection("beneficiary", "person_unknown", id=referral.beneficiary))
        return tuple(found)

    def ask_for_visit(
        self,
        *,
        words: str,
        union: UnionId | None = None,
        addressee: str = "",
        child: ChildId | None = None,
        beneficiary: BeneficiaryId | None = None,
        place: str = "",
        due: date | None = None,
    ) -> Referral:
        """Ask, today, the union of the home place (输出地) to visit somebody there.

        Raises RefusedError.
        """
        return self.save(
            Referral(
                id=ReferralId(new_id()),
                kind=referrals.VISIT,
                union=union,
                addressee=addressee,
                child=child,
                beneficiary=beneficiary,
                place=place,
                place_role=HOME_PLACE,
                words=words,
                asked_on=self._desk.today(),
                asked_by=self._desk.user.name,
                due=due,
            )
        )

    def tidy(self, referral: Referral) -> Referral:
        """Take today for the day of an answer that gives none."""
        answered = bool(referral.reply or referral.answer.strip())
        today = self._desk.today() if answered else None
        return replace(referral, answered_on=referral.answered_on or today)

    def withdraw(self, referral: str, reason: str) -> Referral:
        """Take back what waits for an answer, today. Raises RefusedError without a reason."""
        base = self.open(referral)
        today = self._desk.today()
        back = replace(base.record, withdrawn_on=today, withdrawn_reason=reason.strip())
        return self.save(back, base)

    def overdue(self, today: date) -> int:
        """Count the referrals whose answer should have come before this day."""
        return self._referrals.how_many(ReferralFilter(due_before=today))

    def of(self, need: str) -> list[Referral]:
        """List what a need was handed over for, the latest first."""
        self._desk.require(Right.READ)
        return self._records.where("need = ?", [need], order="asked_on DESC, n DESC")

    def _edits_beside(self, record: Referral, base: Reading[Referral] | None) -> Sequence[Edit]:
        """Write the step that a hand-over, its answer or its withdrawal is for the need."""
        was = base.record.state if base else None
        if record.need is None or record.state is was:
            return ()
        kinds_of_steps = [StepKind.HANDED_OVER] if base is None else []
        if record.state in _STEPS:
            kinds_of_steps.append(_STEPS[record.state])
        return [self._step(record, record.need, kind) for kind in kinds_of_steps]

    def _step(self, referral: Referral, need: NeedId, kind: StepKind) -> Edit:
        who = referral.addressee
        day, by, words = {
            StepKind.HANDED_OVER: (referral.asked_on, who, referral.words),
            StepKind.ANSWERED: (referral.answered_on, referral.answered_by or who, referral.answer),
            StepKind.TAKEN_BACK: (referral.withdrawn_on, who, referral.withdrawn_reason),
        }[kind]
        made = step_of_program(
            self._desk, need, kind, "：".join(part for part in (by, words) if part)
        )
        step = replace(made, day=day or made.day, referral=referral.id)
        return edit_of(kinds.NEED_STEP, step)


class Answers(Referrals):
    """Answering alone: what is kept this way was answered today unless another day is given."""

    def tidy(self, referral: Referral) -> Referral:
        """Take the referral as answered."""
        return replace(referral, answered_on=referral.answered_on or self._desk.today())
