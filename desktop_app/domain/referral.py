"""A matter handed to somebody else with the answer that comes back (转办).

The union of the place of work asks that of the home place to visit a child, a need goes to the
12351 hotline, a worker to legal aid or counselling.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.identity import (
    BeneficiaryId,
    ChildId,
    EmployerId,
    NeedId,
    ReferralId,
    UnionId,
)
from desktop_app.domain.issue import Issue, objection, warning

DECLINED = "declined"
VISIT = "visit"


class ReferralState(StrEnum):
    """How far a referral has come."""

    WAITING = "waiting"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """What is asked of whom, about whom, and what they answered.

    `addressee` says in words who is asked; `union` names a union of the ledger where it is one.
    `place_role` says whether it is the union of the place of work (输入地) or of the home place
    (输出地), `place` where that is.
    """

    id: ReferralId
    kind: str
    channel: str | None = None
    union: UnionId | None = None
    addressee: str = ""
    place_role: str | None = None
    place: str = ""
    contact: str = ""
    beneficiary: BeneficiaryId | None = None
    child: ChildId | None = None
    employer: EmployerId | None = None
    need: NeedId | None = None
    asked_on: date | None = None
    asked_by: str = ""
    due: date | None = None
    words: str = ""
    reply: str | None = None
    answer: str = ""
    answered_on: date | None = None
    answered_by: str = ""
    withdrawn_on: date | None = None
    withdrawn_reason: str = ""

    @property
    def state(self) -> ReferralState:
        """Tell how far it has come; what was answered stays answered."""
        if self.answered_on is not None:
            declined = self.reply == DECLINED
            return ReferralState.DECLINED if declined else ReferralState.ANSWERED
        return ReferralState.WITHDRAWN if self.withdrawn_on else ReferralState.WAITING

    def is_overdue(self, today: date) -> bool:
        """Tell whether the answer should have come before today."""
        waits = self.state is ReferralState.WAITING
        return waits and self.due is not None and self.due < today


def objections(referral: Referral, *, today: date) -> tuple[Issue, ...]:
    """List everything that is wrong with a referral, without raising."""
    return (
        *_about_the_asking(referral, today),
        *_about_the_answer(referral, today),
        *_about_the_withdrawal(referral, today),
    )


def _about_the_asking(referral: Referral, today: date) -> list[Issue]:
    found: list[Issue] = []
    if not referral.kind:
        found.append(objection("kind", "referral_kind_missing"))
    if not (referral.union or referral.addressee.strip()):
        found.append(objection("addressee", "addressee_missing"))
    if not (referral.words.strip() or referral.need):
        found.append(objection("words", "referral_words_missing"))
    if referral.asked_on is None:
        found.append(objection("asked_on", "asked_on_missing"))
    elif referral.asked_on > today:
        found.append(objection("asked_on", "in_the_future"))
    elif referral.due is not None and referral.due < referral.asked_on:
        found.append(objection("due", "due_before_asked"))
    if not (referral.beneficiary or referral.child or referral.employer or referral.need):
        found.append(warning("beneficiary", "referral_about_nobody"))
    return found


def _about_the_answer(referral: Referral, today: date) -> list[Issue]:
    answered = referral.answered_on
    said_something = bool(referral.reply or referral.answer.strip())
    if answered is None:
        return [objection("answered_on", "answered_on_missing")] if said_something else []
    found: list[Issue] = []
    if not referral.reply:
        found.append(objection("reply", "reply_missing"))
    if answered > today:
        found.append(objection("answered_on", "in_the_future"))
    elif referral.asked_on is not None and answered < referral.asked_on:
        found.append(objection("answered_on", "answered_before_asked"))
    if referral.reply == DECLINED and not referral.answer.strip():
        found.append(warning("answer", "declined_without_words"))
    return found


def _about_the_withdrawal(referral: Referral, today: date) -> list[Issue]:
    if referral.withdrawn_on is None:
        return []
    if referral.withdrawn_on > today:
        return [objection("withdrawn_on", "in_the_future")]
    if not referral.withdrawn_reason.strip():
        return [objection("withdrawn_reason", "withdrawn_reason_missing")]
    return []
