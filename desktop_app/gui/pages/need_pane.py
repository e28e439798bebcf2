"""The need on the right of its list: what was asked, what was done, how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.need import Need, NeedStep
from desktop_app.domain.role import Right
from desktop_app.gui.forms.columns import FieldGrid
from desktop_app.gui.pages import person_parts as parts
from desktop_app.gui.pages.record_pane import Head, Part, RecordPane
from desktop_app.gui.pages.timeline import timeline, timeline_of
from desktop_app.gui.tables.need_columns import (
    code_words,
    referral_tone,
    referral_words,
    state_tone,
    state_words,
    whose_words,
)
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _, mark
from desktop_app.services.need_lines import NeedLine, NeedLines, ReferralLine, ReferralLines
from desktop_app.services.office import Office
from desktop_app.storage.referrals import ReferralFilter

_ROOM_OF_A_FACT = 9
DEEDS = {
    "need.added": mark("Need recorded"),
    "need.changed": mark("Need changed"),
    "referral.added": mark("Referral recorded"),
    "referral.changed": mark("Referral changed"),
}


class NeedPane(RecordPane):
    """Shows one need with what may be done about it.

    Signals:
        step_requested, referral_requested, closing_requested, reopening_requested: the need.
        open_requested: the page and the id of a record that belongs to the need.
    """

    step_requested = Signal(object)
    referral_requested = Signal(object)
    closing_requested = Signal(object)
    reopening_requested = Signal(object)
    open_requested = Signal(str, str)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(_("Choose a need in the list to see what was done about it."), parent)
        self._office = office
        self._lines = NeedLines(office.desk)
        self._may_record = office.may(Right.RECORD)

    def show_need(self, need: str) -> None:
        """Show a need by its id, or nothing where it is not in the ledger."""
        self.show_line(self._lines.line(need))

    def show_line(self, line: NeedLine | None) -> None:
        """Show a need of the list, or nothing."""
        if line is None:
            self.clear()
            return
        need = line.need
        referred = ReferralLines(self._office.desk).page(ReferralFilter(need=need.id))
        self.present(
            self._head(line),
            [
                Part(_("Need"), self._need(line)),
                Part(_("Referrals"), self._referrals(referred), len(referred)),
                Part(_("Changes"), timeline_of(self._office.needs.history(need.id), DEEDS)),
            ],
            label(_("What was done about it"), "heading"),
            _steps(self._office.need_steps.of(need.id)),
        )

    def _head(self, line: NeedLine) -> Head:
        need = line.need
        late = _("overdue") if line.is_overdue else ""
        kind = code_words("need_kind", need.kind)
        said = [kind, code_words("need_urgency", need.urgency), late]
        return Head(
            record=need.id,
            name=whose_words(line),
            facts=" · ".join(part for part in said if part),
            badge=state_words(line),
            tone=state_tone(line),
            may_edit=self._may_record and not need.is_closed,
        )

    def _need(self, line: NeedLine) -> QWidget:
        need = line.need
        shown: list[QWidget] = [label(need.words, wrap=True)]
        if self._may_record:
            shown.append(self._actions(need))
        shown.append(_facts(line))
        if need.is_closed:
            shown += [label(_("How it ended"), "heading"), _ending(need)]
        shown += self._ways(line)
        return parts.stacked(shown, "")

    def _actions(self, need: Need) -> QWidget:
        """Offer what may be done now."""
        offered = [(_("Add step"), self.step_requested)]
        if need.is_closed:
            offered.append((_("Reopen…"), self.reopening_requested))
        else:
            offered.append((_("Refer…"), self.referral_requested))
            offered.append((_("Settle…"), self.closing_requested))
        row = FlowRow(0.6)
        for words, wish in offered:
            button = KeyedButton(words)
            button.clicked.connect(lambda _on=False, wish=wish: wish.emit(need))
            row.add(button)
        return row

    def _ways(self, line: NeedLine) -> list[QWidget]:
        """Lead to the person and to the visit."""
        need, ways = line.need, []
        if need.beneficiary:
            words = _("Open the file of {name}").format(name=line.whose)
            ways.append(_way(words, lambda: self.open_requested.emit("people", need.beneficiary)))
        if need.visit:
            words = _("Open the visit in which it was heard")
            ways.append(_way(words, lambda: self.open_requested.emit("visits", need.visit)))
        return ways

    def _referrals(self, lines: Sequence[ReferralLine]) -> QWidget:
        return parts.stacked([self._referral(one) for one in lines], _("Not referred to anybody."))

    def _referral(self, line: ReferralLine) -> QWidget:
        one = line.referral
        kind = code_words("referral_kind", one.kind)
        way = _way(kind, lambda: self.open_requested.emit("referral", one.id))
        way.setAccessibleName(f"{kind} {one.addressee}")
        asked = one.asked_on.isoformat() if one.asked_on else ""
        said = " · ".join(part for part in (asked, one.addressee, one.answer) if part)
        return parts.entry([way, Badge(referral_words(line), referral_tone(line))], said)


def _way(words: str, follow: Callable[[], object]) -> QWidget:
    way = link(words)
    way.clicked.connect(lambda _on=False: follow())
    return way


def _facts(line: NeedLine) -> QWidget:
    need = line.need
    heard = " · ".join(
        part
        for part in (
            need.heard_on.isoformat() if need.heard_on else "",
            code_words("need_source", need.source),
            need.heard_by,
        )
        if part
    )
    return facts(
        (
            (_("Seen to by"), line.owner),
            (_("Due"), need.due.isoformat() if need.due else ""),
            (_("Heard"), heard),
            (_("Group, in words"), need.group_words if need.beneficiary else ""),
            (_("Reopened because"), need.reopened_reason),
            (_("Remarks"), need.remarks),
        )
    )


def _ending(need: Need) -> QWidget:
    return facts(
        (
            (_("Settled as"), code_words("need_outcome", need.outcome)),
            (_("Settled on"), need.closed_on.isoformat() if need.closed_on else ""),
            (_("What was done in the end"), need.outcome_words),
            (_("Verdict"), code_words("need_said", need.said)),
            (_("In the person's own words"), need.said_words),
        )
    )


def facts(said: Iterable[tuple[str, str | QWidget]]) -> QWidget:
    """Show what is known, two facts in a line, the long ones whole."""
    grid = FieldGrid(2, _ROOM_OF_A_FACT)
    for caption, words in said:
        if isinstance(words, QWidget):
            grid.add_cell(parts.named(caption, words))
        elif words:
            long = len(words) > 2 * _ROOM_OF_A_FACT
            grid.add_cell(parts.named(caption, label(words, wrap=True)), wide=long)
    return grid


def _steps(steps: Sequence[NeedStep]) -> QWidget:
    if not steps:
        return label(_("Nothing was done yet."), "muted", wrap=True)
    return timeline((_day(step), _step_words(step)) for step in steps)


def _day(step: NeedStep) -> str:
    return step.day.isoformat() if step.day else ""


def _step_words(step: NeedStep) -> str:
    said = (
        code_words("need_step_kind", step.kind),
        code_words("need_outcome", step.outcome),
        code_words("need_said", step.said),
        step.words,
        step.done_by,
    )
    return " · ".join(part for part in said if part)
