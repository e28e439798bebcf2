"""The lists of needs and of referrals: their columns and the words of their states."""

from __future__ import annotations

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.need import NeedState
from desktop_app.domain.referral import ReferralState
from desktop_app.gui.tables.record_table import Column
from desktop_app.i18n import _, mark
from desktop_app.services.need_lines import NeedLine, ReferralLine

NEED_STATES = {
    NeedState.NEW: (mark("not begun"), "plain"),
    NeedState.IN_HAND: (mark("in hand"), "info"),
    NeedState.HANDED_OVER: (mark("referred"), "warn"),
    NeedState.ANSWERED: (mark("answered"), "info"),
    NeedState.CLOSED: (mark("settled"), "ok"),
}
REFERRAL_STATES = {
    ReferralState.WAITING: (mark("unanswered"), "warn"),
    ReferralState.ANSWERED: (mark("answered"), "ok"),
    ReferralState.DECLINED: (mark("declined"), "accent"),
    ReferralState.WITHDRAWN: (mark("taken back"), "plain"),
}


KIND, OWNER = 1, 5  # columns of needs
WHAT, ABOUT = 1, 2  # columns of referrals


def state_words(line: NeedLine) -> str:
    """Say how far a need has come."""
    return _(NEED_STATES[line.state][0])


def state_tone(line: NeedLine) -> str:
    """Give the tone of the badge that says it."""
    return NEED_STATES[line.state][1]


def referral_words(line: ReferralLine) -> str:
    """Say how far a referral has come."""
    return _(REFERRAL_STATES[line.referral.state][0])


def referral_tone(line: ReferralLine) -> str:
    """Give the tone of the badge that says it."""
    return REFERRAL_STATES[line.referral.state][1]


def whose_words(line: NeedLine) -> str:
    """Say whose need it is."""
    return line.whose or _("heard on a visit")


def code_words(codes: str, code: str | None) -> str:
    """Say a code of a list."""
    return CodeLists.load()[codes].label_of(code)


def _due(line: NeedLine) -> str:
    return line.need.due.isoformat() if line.need.due and not line.need.is_closed else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def need_columns() -> tuple[Column[NeedLine], ...]:
    """Give the columns of needs, the states as wide as their words."""
    return (
        Column(mark("Whose"), whose_words, width=5.5),
        Column(
            mark("Kind of need"),
            lambda line: code_words("need_kind", line.need.kind),
            order="kind",
            badge=lambda _line: "plain",
            width=5.5,
            leave=2,
        ),
        Column(mark("What was said"), lambda line: _one_line(line.need.words), stretch=True),
        Column(
            mark("Due"),
            _due,
            order="due",
            badge=lambda line: "accent" if line.is_overdue else "",
            width=6,
        ),
        Column(mark("Progress"), state_words, order="state", badge=state_tone, width=5, leave=3),
        Column(mark("Seen to by"), lambda line: line.owner, order="owner", width=4.5, leave=1),
    )


def referral_columns() -> tuple[Column[ReferralLine], ...]:
    """Give the columns of referrals."""
    return (
        Column(mark("Asked of"), lambda line: line.referral.addressee, order="addressee", width=8),
        Column(
            mark("What is referred"),
            lambda line: code_words("referral_kind", line.referral.kind),
            order="kind",
            badge=lambda _line: "plain",
            width=6,
            leave=2,
        ),
        Column(mark("About whom"), lambda line: line.about, width=5, leave=1),
        Column(mark("In words"), lambda line: _one_line(line.referral.words), stretch=True),
        Column(
            mark("Answer due"),
            _answer_due,
            order="due",
            badge=lambda line: "accent" if line.is_overdue else "",
            width=6,
        ),
        Column(mark("Progress"), referral_words, badge=referral_tone, width=6, leave=3),
    )


def _answer_due(line: ReferralLine) -> str:
    waits = line.referral.state is ReferralState.WAITING
    return line.referral.due.isoformat() if waits and line.referral.due else ""
