"""Finding what was handed to others, and what still waits for their answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.referral import Referral, ReferralState
from desktop_app.storage import aliases, search
from desktop_app.storage.records import Records

_STATES = {
    ReferralState.WAITING: "answered_on IS NULL AND withdrawn_on IS NULL",
    ReferralState.ANSWERED: "answered_on IS NOT NULL AND coalesce(reply, '') <> 'declined'",
    ReferralState.DECLINED: "answered_on IS NOT NULL AND reply = 'declined'",
    ReferralState.WITHDRAWN: "answered_on IS NULL AND withdrawn_on IS NOT NULL",
}
_PEOPLE = (
    f"{aliases.shown('beneficiary')} IN (SELECT id FROM beneficiary WHERE n IN "
    "(SELECT rowid FROM search WHERE search MATCH ?))"
)
_WAITS = _STATES[ReferralState.WAITING]
_ORDERS = {
    "due": f"NOT ({_WAITS}), due IS NULL, due",
    "asked_on": "asked_on",
    "addressee": "addressee",
    "kind": "kind",
    "answered_on": "answered_on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFilter:
    """Which referrals a list shows; what is empty does not narrow it.

    `due_before` leaves those that wait for an answer and should have had it before that day.
    """

    text: str = ""
    kind: str = ""
    need: str = ""
    beneficiary: str = ""
    child: str = ""
    state: ReferralState | None = None
    due_before: date | None = None


class Referrals(Records[Referral]):
    """Reads referrals."""

    ORDERS = tuple(_ORDERS)

    def page(
        self,
        wanted: ReferralFilter,
        *,
        order: str = "due",
        down: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[Referral]:
        """Read one page of the referrals a filter leaves, in the order of one of ORDERS."""
        condition, values = _condition(wanted)
        by = f"{_ORDERS[order]} {'DESC' if down else 'ASC'}, n DESC"
        return self.where(condition, values, order=by, limit=limit, offset=offset)

    def how_many(self, wanted: ReferralFilter) -> int:
        """Count the referrals a filter leaves."""
        return self.count(*_condition(wanted))

    def addressees(self) -> list[str]:
        """List who was asked so far, the most frequent first."""
        rows = self._db.execute(
            "SELECT addressee FROM referral WHERE addressee IS NOT NULL "
            "GROUP BY addressee ORDER BY count(*) DESC"
        )
        return [addressee for (addressee,) in rows]


def _condition(wanted: ReferralFilter) -> tuple[str, Sequence[str]]:
    parts, values = ["1"], []
    for name in ("kind", "need", "child"):
        if getattr(wanted, name):
            parts.append(f"{name} = ?")
            values.append(getattr(wanted, name))
    if wanted.beneficiary:
        parts.append(f"beneficiary {aliases.OF_PERSON}")
        values += [wanted.beneficiary, wanted.beneficiary]
    if wanted.state is not None:
        parts.append(f"({_STATES[wanted.state]})")
    if wanted.due_before is not None:
        parts.append(f"({_WAITS}) AND due < ?")
        values.append(wanted.due_before.isoformat())
    text, typed = _about_text(wanted.text.strip())
    return " AND ".join([*parts, *text]), [*values, *typed]


def _about_text(text: str) -> tuple[list[str], list[str]]:
    """Look in who is asked for what, and for the people it is about."""
    if not text:
        return [], []
    within = [f"instr(coalesce({name}, ''), ?) > 0" for name in ("addressee", "words", "place")]
    values = [text] * len(within)
    if query := search.query(text):
        within.append(_PEOPLE)
        values.append(query)
    return [f"({' OR '.join(within)})"], values
