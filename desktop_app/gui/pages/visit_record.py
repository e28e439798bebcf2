"""One visit to read: what was recorded, what was given, what was done to the record since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain import goods, money
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import GrantState
from desktop_app.domain.money import format_yuan
from desktop_app.domain.visit import Group, Visit
from desktop_app.gui.forms.visitor_words import visitor_words
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.visit_columns import (
    day_words,
    manner_words,
    moment_words,
    people_words,
    place_words,
)
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark
from desktop_app.services.keeping import Deed
from desktop_app.services.visit_lines import VisitLine
from desktop_app.storage.drafts import Draft
from desktop_app.storage.grants import GrantLine

_DEEDS = {"visit.recorded": mark("Visit recorded"), "visit.changed": mark("Visit changed")}


class VisitRecord(QScrollArea):
    """Shows a visit read-only.

    Signals:
        person_chosen: the id of a person whose file is wanted.
        draft_wanted: the draft to go on with.
        draft_unwanted: the draft to forget.
    """

    person_chosen = Signal(str)
    draft_wanted = Signal(object)
    draft_unwanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Visit"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say how to see something here."""
        self._begin()
        self._say(_("Choose a visit on the left to read it here."), "muted")
        self._end()

    def show_draft(self, draft: Draft) -> None:
        """Show that a visit was left half typed, and what can be done with it."""
        self._begin()
        self._say(draft.title or _("Nobody chosen yet"), "name")
        self._say(_("Typed last {moment}").format(moment=moment_words(draft.at_ms)), "muted")
        self._add_way(_("Go on with it"), lambda: self.draft_wanted.emit(draft))
        self._add_way(_("Discard it"), lambda: self.draft_unwanted.emit(draft))
        self._end()

    def show_line(self, line: VisitLine, history: Sequence[Deed]) -> None:
        """Show a visit with what was given and its history."""
        visit = line.visit
        self._begin()
        self._say(people_words(line), "name")
        self._say(" · ".join((day_words(visit), manner_words(visit))), "muted")
        for person, name in zip(visit.beneficiaries, line.people, strict=False):
            words = _("Open the file of {name}").format(name=name)
            self._add_way(words, partial(self.person_chosen.emit, person))
        self._part(_("Money and goods handed over"), [_given_words(one) for one in line.given])
        self._part(_("Who came"), _came(visit))
        self._part(_("Where"), _where(visit))
        self._part(_("Groups met"), [_group_words(group) for group in visit.groups])
        self._part(_("Asked and learnt"), _learnt(visit))
        for caption, text in (
            (_("Difficulties at home"), visit.difficulties),
            (_("Wishes and requests"), visit.requests),
            (_("What was said to them"), visit.exhortation),
            (_("Remarks"), visit.remarks),
        ):
            self._part(caption, [text])
        self._part(_("Changes to the record"), [_deed_words(deed) for deed in history])
        self._end()

    def _begin(self) -> None:
        ground = QWidget()
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(em(1.4), em(1.2), em(1.4), em(1.4))
        self._column.setSpacing(em(0.3))
        self.setWidget(ground)

    def _end(self) -> None:
        self._column.addStretch()

    def _say(self, words: str, role: str = "") -> None:
        said = label(words, role, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(said)

    def _part(self, caption: str, lines: Sequence[str]) -> None:
        """Add a caption with its lines, or nothing where there is nothing to say."""
        said = [line for line in lines if line]
        if said:
            self._column.addSpacing(em(0.7))
            self._say(caption, "caption")
        for line in said:
            self._say(line)

    def _add_way(self, words: str, follow: Callable[[], object]) -> None:
        way = link(words)
        way.setAccessibleName(words)
        way.clicked.connect(lambda _on=False: follow())
        self._column.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)


def _given_words(line: GrantLine) -> str:
    cash = line.grant.cash_fen
    money_words = f"{format_yuan(cash)}  {money.capitals(cash)}" if cash else ""
    parts = [line.name, money_words, goods.words_of(line.grant.goods), line.receipt]
    if line.state is GrantState.VOID:
        parts.append(_("void"))
    elif not line.approved_by:
        parts.append(_("not approved yet"))
    return " · ".join(part for part in parts if part)


def _came(visit: Visit) -> list[str]:
    leader = " ".join(part for part in (visit.leader_title, visit.leader) if part)
    named = [visitor_words(visitor) for visitor in visit.visitors]
    return [visit.delegation, leader, "、".join(named), visit.lone_visitor_reason]


def _where(visit: Visit) -> list[str]:
    risk = CodeLists.load()["risk_level"].label_of(visit.risk_level)
    return [*(place_words(place) for place in visit.places), risk]


def _learnt(visit: Visit) -> list[str]:
    concerns = CodeLists.load()["concern"]
    told = {finding.concern for finding in visit.findings}
    asked = [concerns.label_of(one) for one in visit.concerns if one not in told]
    found = [f"{concerns.label_of(one.concern)}: {one.text}" for one in visit.findings]
    return [*found, "、".join(asked)]


def _group_words(group: Group) -> str:
    if group.count is None:
        return group.words
    unit = CodeLists.load()["count_unit"].label_of(group.unit)
    words = _("{who}: about {count} {unit}") if group.approximate else _("{who}: {count} {unit}")
    return words.format(who=group.words, count=f"{group.count:,}", unit=unit)


def _deed_words(deed: Deed) -> str:
    return f"{moment_words(deed.at_ms)}  {_(_DEEDS.get(deed.action, deed.action))}  {deed.by}"
