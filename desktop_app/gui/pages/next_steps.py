"""What comes next in a campaign, as sentences a person of a role can act on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from desktop_app.domain.grant import GrantState
from desktop_app.domain.role import Right
from desktop_app.i18n import _, ngettext
from desktop_app.services.overview import Overview


class Deed(Enum):
    """What a next step asks another page to do."""

    SETTLE_NUMBERS = auto()
    SET_UP_CAMPAIGN = auto()
    IMPORT_ROSTER = auto()
    PLAN = auto()
    APPROVE = auto()
    PRINT = auto()
    LOOK_AT_SIGNATURES = auto()
    VISIT = auto()
    OVERDUE_NEEDS = auto()
    NEEDS_DUE = auto()
    LATE_ANSWERS = auto()
    AID_DUE = auto()
    REVIEWS_DUE = auto()
    EMPLOYERS_DUE = auto()
    KEY_AGAIN = auto()
    SETTLE_KEYINGS = auto()
    SETTLE_VOIDS = auto()
    SETTLE_DISPUTES = auto()


@dataclass(frozen=True, slots=True)
class NextStep:
    """A sentence; where the person may act on it, the word on its button and the deed."""

    words: str
    action: str = ""
    deed: Deed | None = None


def next_steps(found: Overview, may: Callable[[Right], bool]) -> tuple[NextStep, ...]:
    """List what waits; a step that the person may not take is told without a button."""
    return tuple(
        step if right is None or may(right) else NextStep(step.words)
        for right, step in _steps(found)
    )


def _steps(found: Overview) -> Iterator[tuple[Right | None, NextStep]]:
    if found.unresolved:
        yield Right.PRINT, _unresolved(found.unresolved)
    if found.void_requests:
        yield Right.VOID, _to_void(found.void_requests)
    yield from _about_needs(found)
    if found.aid_due:
        yield None, _aid_due(found.aid_due)
    yield from _about_reviews(found)
    yield from _about_keyings(found)
    if found.disputes:
        yield Right.RECORD, _disputes(found.disputes)
    if found.campaign is None:
        words = _("There is no campaign yet. It says who gets what, from when to when.")
        yield Right.CAMPAIGN, NextStep(words, _("Set up a campaign"), Deed.SET_UP_CAMPAIGN)
        return
    if not found.rostered and not found.grants:
        words = _("Nobody is on the roster of this campaign yet.")
        yield Right.IMPORT, NextStep(words, _("Import a roster"), Deed.IMPORT_ROSTER)
    yield from _about_grants(found)


def _unresolved(count: int) -> NextStep:
    words = ngettext(
        "A printing was interrupted: say whether the sheet of {count} number came out.",
        "A printing was interrupted: say whether the sheets of {count} numbers came out.",
        count,
    )
    return NextStep(words.format(count=count), _("Settle the numbers"), Deed.SETTLE_NUMBERS)


def _to_void(count: int) -> NextStep:
    words = ngettext(
        "{count} sheet was printed wrongly and waits to be voided.",
        "{count} sheets were printed wrongly and wait to be voided.",
        count,
    )
    return NextStep(words.format(count=count), _("Look at them"), Deed.SETTLE_VOIDS)


def _aid_due(count: int) -> NextStep:
    words = ngettext(
        "The lasting aid to {count} model worker is due.",
        "The lasting aid to {count} model workers is due.",
        count,
    )
    return NextStep(_counted(words, count), _("Look at them"), Deed.AID_DUE)


def _about_reviews(found: Overview) -> Iterator[tuple[Right | None, NextStep]]:
    """Tell of hardship files to review, and of warnings and dangers at employers."""
    if found.reviews_due:
        words = ngettext(
            "{count} hardship file is due for its annual review.",
            "{count} hardship files are due for their annual review.",
            found.reviews_due,
        )
        yield (
            None,
            NextStep(_counted(words, found.reviews_due), _("Look at them"), Deed.REVIEWS_DUE),
        )
    if found.employers_due:
        words = ngettext(
            "{count} risk or hidden danger at an employer is due.",
            "{count} risks and hidden dangers at employers are due.",
            found.employers_due,
        )
        step = NextStep(_counted(words, found.employers_due), _("Look at them"), Deed.EMPLOYERS_DUE)
        yield None, step


def _about_needs(found: Overview) -> Iterator[tuple[Right | None, NextStep]]:
    """Tell of needs that wait too long; everybody may look at them."""
    overdue, soon, late = found.needs.overdue, found.needs.soon, found.needs.late_answers
    if overdue:
        words = ngettext("{count} need is overdue.", "{count} needs are overdue.", overdue)
        yield None, NextStep(_counted(words, overdue), _("See to them"), Deed.OVERDUE_NEEDS)
    if late:
        words = ngettext(
            "{count} referral waits for an answer that is late.",
            "{count} referrals wait for an answer that is late.",
            late,
        )
        yield None, NextStep(_counted(words, late), _("Ask again"), Deed.LATE_ANSWERS)
    if soon:
        words = ngettext(
            "{count} need is due within a week.", "{count} needs are due within a week.", soon
        )
        yield None, NextStep(_counted(words, soon), _("Look at them"), Deed.NEEDS_DUE)


def _disputes(count: int) -> NextStep:
    words = ngettext(
        "On {count} field two laptops say different things.",
        "On {count} fields two laptops say different things.",
        count,
    )
    return NextStep(_counted(words, count), _("Settle what differs"), Deed.SETTLE_DISPUTES)


def _about_keyings(found: Overview) -> Iterator[tuple[Right | None, NextStep]]:
    if found.keying_differs:
        words = ngettext(
            "{count} value was keyed twice and differs.",
            "{count} values were keyed twice and differ.",
            found.keying_differs,
        )
        step = NextStep(
            _counted(words, found.keying_differs), _("Settle the difference"), Deed.SETTLE_KEYINGS
        )
        yield Right.RECORD, step
    if found.keying_due:
        words = ngettext(
            "{count} value waits for a second keying by you.",
            "{count} values wait for a second keying by you.",
            found.keying_due,
        )
        step = NextStep(_counted(words, found.keying_due), _("Key it again"), Deed.KEY_AGAIN)
        yield Right.RECORD, step


def _about_grants(found: Overview) -> Iterator[tuple[Right | None, NextStep]]:
    planned, approved, printed = (
        found.tally(state).count
        for state in (GrantState.PLANNED, GrantState.APPROVED, GrantState.PRINTED)
    )
    if found.plannable:
        words = ngettext(
            "{count} person on the roster has no grant yet.",
            "{count} people on the roster have no grant yet.",
            found.plannable,
        )
        yield Right.PLAN, NextStep(_counted(words, found.plannable), _("Plan grants"), Deed.PLAN)
    if planned:
        words = ngettext(
            "{count} planned grant waits for approval by somebody else.",
            "{count} planned grants wait for approval by somebody else.",
            planned,
        )
        yield Right.APPROVE, NextStep(_counted(words, planned), _("Look and approve"), Deed.APPROVE)
    if approved:
        words = ngettext(
            "{count} approved grant has no receipt yet.",
            "{count} approved grants have no receipt yet.",
            approved,
        )
        yield Right.PRINT, NextStep(_counted(words, approved), _("Print receipts"), Deed.PRINT)
    if found.signatures:
        yield Right.SCAN, _signatures(found.signatures)
    if printed:
        words = ngettext(
            "{count} printed receipt waits to be handed over.",
            "{count} printed receipts wait to be handed over.",
            printed,
        )
        yield Right.RECORD, NextStep(_counted(words, printed), _("Record a visit"), Deed.VISIT)


def _signatures(count: int) -> NextStep:
    words = ngettext(
        "{count} signature that came back waits to be looked at.",
        "{count} signatures that came back wait to be looked at.",
        count,
    )
    return NextStep(_counted(words, count), _("Look at them"), Deed.LOOK_AT_SIGNATURES)


def _counted(words: str, count: int) -> str:
    return words.format(count=f"{count:,}")
