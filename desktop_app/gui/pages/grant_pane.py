"""One grant beside the list: what is given, its decisions, its sheets, who did what when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain import goods
from desktop_app.domain.grant import Grant, GrantBasis, GrantState
from desktop_app.domain.moment import local_moment
from desktop_app.domain.money import capitals, format_yuan
from desktop_app.domain.scan import SignatureVerdict
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.grant_columns import (
    SHEET_STATES,
    SHORT_SHEETS,
    state_of,
    unit_of,
    word,
)
from desktop_app.gui.tables.keying_columns import KEYING_TONES, KEYING_WORDS
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.words import Badge, SecureLabel, label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.going_on import TORN
from desktop_app.services.grant_history import GrantHistory
from desktop_app.storage.sheets import SheetLine

BASES = {
    GrantBasis.STANDARD: mark("standard of the campaign"),
    GrantBasis.ROSTER: mark("amount on the roster"),
    GrantBasis.VISIT: mark("given at a visit"),
}
TORN_WORDS = mark("torn in the printer")
ON_PAPER = frozenset({GrantState.PRINTED, GrantState.HANDED_OVER})
Event = tuple[date, str]
_TWO_ABREAST = 22  # ems of width


class GrantPane(QScrollArea):
    """Shows a history, or nothing.

    Signals:
        void_requested: the number of the receipt to void.
        spoil_requested: the number of the receipt that was printed wrongly.
        person_requested: the id of the person whose record is wanted.
    """

    void_requested = Signal(str)
    spoil_requested = Signal(str)
    person_requested = Signal(str)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        may_void: bool = False,
        may_spoil: bool = False,
    ) -> None:
        super().__init__(parent)
        self._may_void = may_void
        self._may_spoil = may_spoil
        self._history: GrantHistory | None = None
        self._abreast = 2
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_history(None)

    def show_history(self, history: GrantHistory | None) -> None:
        """Show everything about one grant; None empties the pane."""
        self._history = history
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(em(1.4), em(1.2), em(1.4), em(1.2))
        column.setSpacing(em(0.8))
        if history is None:
            advice = _("Choose a grant to see how it came about.")
            column.addWidget(label(advice, "muted", wrap=True))
        else:
            self._fill(column, history)
        column.addStretch()
        self.setWidget(ground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the facts one under the other where two abreast have no room."""
        super().resizeEvent(event)
        abreast = 2 if event.size().width() >= em(_TWO_ABREAST) else 1
        if abreast != self._abreast:
            self._abreast = abreast
            self.show_history(self._history)

    def _fill(self, column: QVBoxLayout, history: GrantHistory) -> None:
        column.addLayout(self._head(history))
        column.addLayout(_facts(history, self._abreast))
        column.addWidget(label(_("Sheets"), "heading"))
        for sheet in history.sheets:
            column.addLayout(_sheet(sheet))
        if not history.sheets:
            column.addWidget(label(_("No number has been taken yet."), "muted", wrap=True))
        column.addWidget(label(_("How it came about"), "heading"))
        column.addLayout(_timeline(events(history)))

    def _head(self, history: GrantHistory) -> QVBoxLayout:
        line = history.line
        words, tone = state_of(line)
        first = QHBoxLayout()
        first.setSpacing(em(0.7))
        first.addWidget(SecureLabel(unit_of(line) or "—", "muted"), 1)
        first.addWidget(Badge(words, tone))
        second = FlowRow(0.7)
        if state := history.keyed_again:
            first.addWidget(Badge(_(KEYING_WORDS[state]), KEYING_TONES[state]))
        person = KeyedButton(_("Open the person's file"))
        person.clicked.connect(lambda: self.person_requested.emit(line.grant.beneficiary))
        second.add(person)
        if self._may_spoil and line.receipt and line.state in ON_PAPER:
            wrong = KeyedButton(_("Printed wrongly…"))
            wrong.clicked.connect(lambda: self.spoil_requested.emit(line.receipt))
            second.add(wrong)
        if self._may_void and line.receipt:
            void = KeyedButton(_("Void…"))
            void.clicked.connect(lambda: self.void_requested.emit(line.receipt))
            second.add(void)
        head = QVBoxLayout()
        head.setSpacing(em(0.5))
        head.addWidget(label(line.name, "name", wrap=True))
        head.addLayout(first)
        head.addWidget(second)
        return head


def events(history: GrantHistory) -> list[Event]:
    """Tell what happened to a grant, from the first day to the last."""
    names, grant = history.names, history.line.grant

    def who(user: str) -> str:
        return names.get(user, "—")

    told: list[Event] = [
        (grant.planned_on, _("Planned by {name}").format(name=who(grant.planned_by)))
    ]
    for decision in history.decisions:
        words = _("Approved by {name}") if decision.approved else _("Refused by {name}")
        told.append((decision.decided_on, _with(words, who(decision.decided_by), decision.reason)))
    told += [*_numbers(history), *_handovers(history), *_signed(history)]
    for void in history.voids:
        words = _with(_("Voided by {name}"), who(void.voided_by), void.reason)
        told.append((void.voided_on, words))
    return sorted(told, key=lambda event: event[0])


def _numbers(history: GrantHistory) -> Iterable[Event]:
    """Tell each pass through the printer, copies with the reason."""
    sheets = {line.sheet.id: line.sheet for line in history.sheets}
    for one in history.printings:
        sheet = sheets[one.sheet]
        day = local_moment(one.printed_at_ms).date()
        words = _("{sheet} {number} printed by {name}")
        if not one.came_out:
            words = _("{sheet} {number}: number returned by {name}")
        elif one.copy:
            words = _("{sheet} {number} printed again by {name}, copy {copy}")
        said = words.format(
            sheet=_(SHORT_SHEETS[sheet.kind]),
            number=sheet.number,
            name=history.names.get(one.printed_by, "—"),
            copy=one.copy,
        )
        reason = _(TORN_WORDS) if one.reason == TORN else one.reason if one.copy else ""
        yield day, f"{said}: {reason}" if reason else said


def _handovers(history: GrantHistory) -> Iterable[Event]:
    for handover in history.handovers:
        words = _("Handed over")
        if handover.proxy_name:
            words = _("Handed over to {proxy} ({relation})").format(
                proxy=handover.proxy_name, relation=handover.proxy_relation or "—"
            )
        if len(history.handovers) > 1:  # whom to ask before the money is accounted for
            laptop = history.laptops.get(handover.id) or "—"
            words = _("{what}, recorded on {laptop}").format(what=words, laptop=laptop)
        yield handover.day, words


def _signed(history: GrantHistory) -> Iterable[Event]:
    """Tell what people said of the signatures that came back."""
    words = {
        SignatureVerdict.SIGNED: _("Signature seen by {name}"),
        SignatureVerdict.EMPTY: _("Found unsigned by {name}"),
        SignatureVerdict.UNDONE: _("The word on the signature taken back by {name}"),
    }
    for check in history.checks:
        who = history.names.get(check.checked_by, "—")
        yield check.checked_on, words[check.verdict].format(name=who)


def _with(words: str, name: str, reason: str) -> str:
    said = words.format(name=name)
    return f"{said}: {reason}" if reason else said


def _facts(history: GrantHistory, abreast: int) -> QGridLayout:
    """Set captions over values."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(em(1.2))
    grid.setVerticalSpacing(em(0.6))
    for at, (caption, value) in enumerate(_values(history.line.grant)):
        cell = QVBoxLayout()
        cell.setSpacing(em(0.1))
        cell.addWidget(label(caption, "caption", wrap=True))
        cell.addWidget(label(value, wrap=True))
        cell.addStretch()
        grid.addLayout(cell, at // abreast, at % abreast)
    for place in range(abreast):
        grid.setColumnStretch(place, 1)
    return grid


def _values(grant: Grant) -> list[tuple[str, str]]:
    cash = "—"
    if grant.cash_fen:
        yuan = _("{yuan} yuan").format(yuan=format_yuan(grant.cash_fen))
        cash = f"{yuan}\n{capitals(grant.cash_fen)}"
    worth = goods.value_of(grant.goods)
    in_kind = goods.words_of(grant.goods) or "—"
    if worth:
        in_kind += "\n" + _("{yuan} yuan").format(yuan=format_yuan(worth))
    return [
        (_("Cash"), cash),
        (_("Goods"), in_kind),
        (_("Fund"), word("fund_source", grant.fund_source)),
        (_("Method"), word("distribution_method", grant.method)),
        (_("Category"), word("recipient_category", grant.category) or "—"),
        (_("Where the amount comes from"), _(BASES[grant.basis])),
    ]


def _sheet(line: SheetLine) -> QVBoxLayout:
    words, tone = SHEET_STATES[line.state]
    number = label(line.sheet.number)
    number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    copies = max(line.copies - 1, 0)
    more = [_(SHORT_SHEETS[line.sheet.kind])]
    if copies:
        more.append(ngettext("{count} copy", "{count} copies", copies).format(count=copies))
    if line.sheet.replaces:
        more.append(_("instead of {number}").format(number=line.sheet.replaces))
    under = QHBoxLayout()
    under.setSpacing(em(0.6))
    under.addWidget(Badge(_(words), tone))
    under.addWidget(label(" · ".join(more), "caption", wrap=True), 1)
    both = QVBoxLayout()
    both.setSpacing(em(0.2))
    both.addWidget(number)
    both.addLayout(under)
    return both


def _timeline(told: Iterable[Event]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(em(1))
    grid.setVerticalSpacing(em(0.5))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for row, (day, words) in enumerate(told):
        grid.addWidget(label(day.isoformat(), "caption"), row, 0, top)
        grid.addWidget(label(words, wrap=True), row, 1, top)
    return grid
