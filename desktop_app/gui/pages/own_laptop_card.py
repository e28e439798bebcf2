"""This laptop: its name, its state code, and whether it might be emptied."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.role import Right
from desktop_app.gui.jobs.inquiry import Inquiry
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.cards import Card
from desktop_app.gui.widgets.flow_row import FlowRow
from desktop_app.gui.widgets.words import Badge, SecureLabel, label
from desktop_app.i18n import _
from desktop_app.services.exchange import wiping
from desktop_app.services.exchange.wiping import WipeAnswer
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress


class OwnLaptopCard(Card):
    """Whether it may be emptied is worked out beside the window: it looks at every photo.

    Signals:
        identity_requested: six words and square code should be shown.
        comparison_requested: the state codes of two laptops should be compared.
        enrolment_requested: another laptop should be enrolled.
    """

    identity_requested = Signal()
    comparison_requested = Signal()
    enrolment_requested = Signal()

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(_("This laptop"), parent)
        self._office = office
        self._inquiry = Inquiry(runner, at_own_office(office, _ask), self)
        self._inquiry.answered.connect(self._show)
        self._may_exchange, may_enrol = office.may(Right.EXCHANGE), office.may(Right.SET_UP)
        self.answer = Badge()
        self._why = label("", "muted", wrap=True)
        self._state = label("", "name")
        self.add(SecureLabel(office.device_label, "name"))
        if self._may_exchange:
            self.add(_row(label(_("May it be emptied?"), "caption"), self.answer))
            self.add(self._why)
        self.add(_row(label(_("State code"), "caption"), self._state))
        self.add(self._buttons(may_enrol=may_enrol))

    def refresh(self) -> None:
        """Show the state code of now, and work out whether everything is elsewhere as well."""
        state = self._office.caretaking.state()
        self._state.setText(state.short)
        self._state.setToolTip(state.long.upper())
        if self._may_exchange:
            self._inquiry.ask()

    def _buttons(self, *, may_enrol: bool) -> FlowRow:
        flow = FlowRow(gap=0.7)
        for words, spoken, wish, offered in (
            (_("Identity…"), _("This laptop's identity"), self.identity_requested, True),
            (
                _("Compare…"),
                _("Compare the state codes of two laptops"),
                self.comparison_requested,
                True,
            ),
            (_("Enrol a laptop…"), _("Enrol a laptop…"), self.enrolment_requested, may_enrol),
        ):
            if offered:
                button = KeyedButton(words)
                button.setAccessibleName(spoken)
                button.clicked.connect(wish)
                flow.add(button)
        return flow

    def _show(self, answer: WipeAnswer) -> None:
        words, tone = (_("yes"), "ok") if answer.is_safe else (_("not yet"), "warn")
        self.answer.show_word(words, tone)
        said = wiping.sentences(answer)
        self._why.setText("\n".join(said if answer.is_safe else said[1:]))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the reasons keep all their lines in a narrower card."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Give the reasons the height of their lines, which a scrolled card does not ask for."""
        inner = self._column.contentsMargins()
        width = self.contentsRect().width() - inner.left() - inner.right()
        self._why.setMinimumHeight(max(0, self._why.heightForWidth(width)))


def _ask(own: Office, _progress: Progress) -> WipeAnswer:
    return wiping.safe_to_wipe(own.desk)


def _row(*parts: QWidget) -> QWidget:
    ground = QWidget()
    row = QHBoxLayout(ground)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(em(0.8))
    for part in parts:
        row.addWidget(part)
    row.addStretch()
    return ground
