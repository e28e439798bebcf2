"""What happened with one person: visits, money, paper, and what was done to the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop_app.domain import goods
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import Grant
from desktop_app.domain.moment import local_moment
from desktop_app.domain.money import format_yuan
from desktop_app.domain.need import Need
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import Printing, SheetKind
from desktop_app.domain.visit import Visit
from desktop_app.i18n import _, mark
from desktop_app.services.desk import Desk
from desktop_app.services.grant_history import GrantHistory, history_of
from desktop_app.services.revealed_words import REVEALED_WORDS
from desktop_app.services.sections import Sections
from desktop_app.storage.audit import Entry
from desktop_app.storage.grants import GrantFilter
from desktop_app.storage.needs import NeedFilter

_LATELY = 50
_SHEETS = {
    SheetKind.CONDOLENCE: mark("Condolence sheet {number}"),
    SheetKind.RECEIPT: mark("Receipt {number}"),
    SheetKind.SIGN_ROSTER: mark("Sign roster {number}"),
    SheetKind.GOODS_ROSTER: mark("Goods roster {number}"),
    SheetKind.VISIT_RECORD: mark("Record of a visit {number}"),
}
_DEEDS = {
    "person.added": mark("Recorded"),
    "person.changed": mark("Record changed"),
    "person.merged": mark("Merged with another record of the same person"),
    "person.unmerged": mark("Merge undone"),
    "person.keyed_again": mark("Keyed a second time"),
    "person.keying_settled": mark("Difference of two keyings settled"),
    **REVEALED_WORDS,
}
# Written down at both records of one person; told once.
_OF_BOTH = frozenset({"person.merged", "person.unmerged"})
_DEEDS_BESIDE = {
    "added": mark("Recorded"),
    "changed": mark("Record changed"),
    "removed": mark("Removed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a history. `kind` is visit, grant, need or record: where it leads.

    Where the minute is not known, `at_ms` is None and `day` alone says when.
    """

    kind: str
    record: str
    day: date | None
    words: str
    by: str = ""
    at_ms: int | None = None


def person_history(desk: Desk, person: str) -> list[Event]:
    """List everything that happened with a person, the latest first."""
    desk.require(Right.READ)
    names: dict[str, str] = {user.id: user.name for user in desk.store.users.where()}
    events = [_visited(visit) for visit in desk.store.visits.of(person)]
    for line in desk.store.grants.lines(GrantFilter(beneficiary=person)):
        events += _granted(history_of(desk, line.grant.id))
    for need in desk.store.needs.page(NeedFilter(beneficiary=person)):
        events += _asked(need)
    known = desk.store.beneficiaries.known_as(person)
    entries = [
        one
        for record in known
        for one in desk.store.audit.entries(subject=record, limit=_LATELY)
        if record == known[0] or one.action not in _OF_BOTH
    ]
    # One deed is a line in each stream of the log that it touches.
    events += dict.fromkeys(_done(entry, names) for entry in entries if entry.action in _DEEDS)
    events += dict.fromkeys(_beside(desk, person, names))
    return sorted(events, key=lambda one: (one.day or date.min, one.at_ms or 0), reverse=True)


def _visited(visit: Visit) -> Event:
    manner = CodeLists.load()["visit_manner"].label_of(visit.manner)
    came = [visit.leader, *(visitor.name for visitor in visit.visitors)]
    learnt = visit.difficulties or next((one.text for one in visit.findings), "")
    parts = ["、".join(dict.fromkeys(name for name in came if name)), visit.day_words, learnt]
    said = " · ".join(part for part in parts if part)
    words = _("Visit ({manner})").format(manner=manner)
    return Event(
        kind="visit", record=visit.id, day=visit.day, words=f"{words} {said}" if said else words
    )


def _asked(need: Need) -> Iterator[Event]:
    """Tell a need as a story: heard, and settled."""
    kind = CodeLists.load()["need_kind"].label_of(need.kind)
    words = _("Need heard ({kind}): {words}").format(kind=kind, words=need.words)
    yield Event(kind="need", record=need.id, day=need.heard_on, words=words, by=need.heard_by)
    if need.is_closed:
        outcome = CodeLists.load()["need_outcome"].label_of(need.outcome)
        words = _("Need settled ({kind}): {outcome}").format(kind=kind, outcome=outcome)
        said = " · ".join(part for part in (words, need.outcome_words) if part)
        yield Event(kind="need", record=need.id, day=need.closed_on, words=said)


def _granted(history: GrantHistory) -> Iterator[Event]:
    """Tell a grant as a story: planned, decided, printed, handed over, taken back."""
    grant = history.line.grant
    yield _about(
        grant, grant.planned_on, _("Planned: {what}"), history.names.get(grant.planned_by, "")
    )
    for decision in history.decisions:
        said = _("Approved: {what}") if decision.approved else _("Refused: {what}")
        by = history.names.get(decision.decided_by, "")
        yield _about(grant, decision.decided_on, said, by, decision.reason)
    for printing in history.printings:
        yield _printed(history, printing)
    for handover in history.handovers:
        said = _("Handed over: {what}")
        yield _about(grant, handover.day, said, "", handover.proxy_name)
    for void in history.voids:
        by = history.names.get(void.voided_by, "")
        yield _about(grant, void.voided_on, _("Taken back: {what}"), by, void.reason)


def _about(grant: Grant, day: date, said: str, by: str, more: str = "") -> Event:
    words = said.format(what=what_of(grant))
    return Event(
        kind="grant",
        record=grant.id,
        day=day,
        words=f"{words} · {more}" if more else words,
        by=by,
    )


def _printed(history: GrantHistory, printing: Printing) -> Event:
    sheet = next(one.sheet for one in history.sheets if one.sheet.id == printing.sheet)
    number = _(_SHEETS[sheet.kind]).format(number=sheet.number)
    if not printing.came_out:
        words = _("{sheet}: no paper came out")
    elif printing.copy:
        words = _("{sheet} printed again")
    else:
        words = _("{sheet} printed")
    return Event(
        kind="grant",
        record=history.line.grant.id,
        day=_day_of(printing.printed_at_ms),
        at_ms=printing.printed_at_ms,
        words=words.format(sheet=number),
        by=history.names.get(printing.printed_by, ""),
    )


def _done(entry: Entry, names: dict[str, str]) -> Event:
    return _told(entry, names, _(_DEEDS[entry.action]))


def _told(entry: Entry, names: dict[str, str], words: str) -> Event:
    return Event(
        kind="record",
        record=entry.subject,
        day=_day_of(entry.at_ms),
        at_ms=entry.at_ms,
        words=f"{words} · {entry.reason}" if entry.reason else words,
        by=names.get(entry.actor, ""),
    )


def _beside(desk: Desk, person: str, names: dict[str, str]) -> Iterator[Event]:
    """Tell what was done to the sections, the children and the household of a person."""
    sections = CodeLists.load()["section"]
    all_of, children = Sections(desk), desk.store.children
    held = [*all_of.of(person), *all_of.removed(person)]
    about = [(str(one.record.id), sections.label_of(one.kind)) for one in held]
    about += [(one.id, one.name) for one in (*children.of(person), *children.removed(person))]
    about += [(one.record.id, one.record.name) for one in desk.store.household_members.of(person)]
    for record, what in about:
        for entry in desk.store.audit.entries(subject=record, limit=_LATELY):
            ending = entry.action.rpartition(".")[2]
            words = _DEEDS.get(entry.action) or _DEEDS_BESIDE.get(ending)
            if words:
                yield _told(entry, names, f"{what} · {_(words)}")


def what_of(grant: Grant) -> str:
    """Say what a grant gives: money, goods or both."""
    money = _("{amount} yuan").format(amount=format_yuan(grant.cash_fen)) if grant.cash_fen else ""
    return "；".join(part for part in (money, goods.words_of(grant.goods)) if part)


def _day_of(at_ms: int) -> date:
    return local_moment(at_ms).date()
