"""What a person's record shows beside the facts: household, visits, grants, history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.household import HouseholdMember
from desktop_app.domain.moment import local_moment
from desktop_app.domain.visit import Visit
from desktop_app.gui.forms.person_words import NOTHING, field_name, value_words
from desktop_app.gui.pages.timeline import timeline
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.people_columns import state_tone, state_words
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.words import Badge, SecureLabel, label
from desktop_app.i18n import _
from desktop_app.services.person_history import Event, what_of
from desktop_app.storage.grants import GrantLine

_MEMBER = (
    *("relation", "sex", "birth_date", "person_status", "occupation", "work_status"),
    *("health", "disability", "medical_insurance", "monthly_income_fen", "remarks"),
)

Open = Callable[[str], object]


def stacked(lines: Sequence[QWidget], empty: str) -> QWidget:
    """Put lines under each other; without any, say so."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, em(0.4), 0, 0)
    column.setSpacing(em(0.9))
    for line in lines or [label(empty, "muted", wrap=True)]:
        column.addWidget(line)
    return ground


def household(
    members: Sequence[HouseholdMember],
    gone: Sequence[HouseholdMember],
    back: Open | None,
    today: date,
) -> QWidget:
    """List who lives with the worker, then who did; `back` takes one of these in again."""
    ground = stacked([_member(one, today) for one in members], _("No household is recorded."))
    column = ground.layout()
    if gone and isinstance(column, QVBoxLayout):
        column.addWidget(label(_("No longer in the household"), "heading"))
        for one in gone:
            column.addWidget(_gone(one, back))
    return ground


def visits(found: Sequence[Visit], go: Open, begin: Callable[[], object] | None) -> QWidget:
    """List the visits, each a way to its page; `begin` records another one."""
    ground = stacked([_visit(one, go) for one in found], _("Not visited yet."))
    column = ground.layout()
    if begin is not None and isinstance(column, QVBoxLayout):
        more = link(_("Record a visit"))
        more.setAccessibleName(more.text())
        more.clicked.connect(lambda _on=False: begin())
        column.addWidget(more)
    return ground


def grants(found: Sequence[GrantLine], campaigns: dict[str, str], go: Open) -> QWidget:
    """List what the person gets, each a way to its page."""
    lines = [_grant(one, campaigns.get(one.grant.campaign, ""), go) for one in found]
    return stacked(lines, _("Nothing is planned yet."))


def history(events: Sequence[Event]) -> QWidget:
    """List what happened, the latest first, along a line."""
    return timeline(
        (_when(event), " · ".join(part for part in (event.words, event.by) if part))
        for event in events
    )


def _when(event: Event) -> str:
    if event.at_ms is not None:
        return f"{local_moment(event.at_ms):%Y-%m-%d %H:%M}"
    return event.day.isoformat() if event.day else NOTHING


def _member(member: HouseholdMember, today: date) -> QWidget:
    age = member.age_on(today)
    facts = [] if age is None else [_("{age} years old").format(age=age)]
    facts += [
        f"{field_name(name)} {value_words(name, value)}"
        for name in _MEMBER
        if (value := getattr(member, name)) not in (None, "")
    ]
    return entry([label(member.name, "heading")], " · ".join(facts))


def _gone(member: HouseholdMember, back: Open | None) -> QWidget:
    head: list[QWidget] = [label(member.name, "muted")]
    if back is not None:
        again = link(_("Take in again"))
        again.setAccessibleName(f"{again.text()} {member.name}")
        again.clicked.connect(lambda: back(member.id))
        head.append(again)
    return entry(head, "")


def _visit(visit: Visit, go: Open) -> QWidget:
    manner = CodeLists.load()["visit_manner"].label_of(visit.manner)
    day = visit.day.isoformat() if visit.day else visit.day_words
    way = link(f"{day}  {manner}")
    way.setAccessibleName(way.text())
    way.clicked.connect(lambda: go(visit.id))
    came = [visit.leader, *(one.name for one in visit.visitors)]
    learnt = [visit.difficulties, visit.requests, *(one.text for one in visit.findings)]
    said = ["、".join(dict.fromkeys(name for name in came if name)), *learnt]
    return entry([way], " · ".join(part for part in said if part))


def _grant(line: GrantLine, campaign: str, go: Open) -> QWidget:
    way = link(what_of(line.grant) or NOTHING)
    way.setAccessibleName(f"{way.text()} {state_words(line.state)}")
    way.clicked.connect(lambda: go(line.grant.id))
    source = CodeLists.load()["fund_source"].label_of(line.grant.fund_source)
    said = [campaign, source, line.receipt]
    state = Badge(state_words(line.state), state_tone(line.state))
    return entry([way, state], " · ".join(part for part in said if part))


def entry(head: Sequence[QWidget], more: str) -> QWidget:
    """Put a line of widgets above what is to be said of it, where there is something."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(em(0.15))
    row = FlowRow(gap=0.6)
    for part in head:
        row.add(part)
    column.addWidget(row)
    if more:
        column.addWidget(label(more, "muted", wrap=True))
    return ground


def fact(caption: str, value: str) -> QWidget:
    """Show one fact: what it is called above, what it is below."""
    return named(caption, SecureLabel(value or NOTHING))


def named(caption: str, shown: QWidget) -> QWidget:
    """Put a caption above something."""
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(em(0.1))
    column.addWidget(label(caption, "caption", wrap=True))
    column.addWidget(shown)
    return ground
