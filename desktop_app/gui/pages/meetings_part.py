"""The history of the exchange: what went and came, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import MergeReport
from desktop_app.domain.role import Right
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.questions import build_confirmation
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.pages.page import Page
from desktop_app.gui.tables.exchange_columns import MEETINGS, Met
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.buttons import KeyedButton
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.notice import Notice
from desktop_app.i18n import _, in_a_row, mark, ngettext
from desktop_app.services.exchange import telling
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress
from desktop_app.storage.meetings import Deed, Meeting
from desktop_app.storage.undoing import BuiltUponError

MOST = 500


class MeetingsPart(Page):
    """Enter undoes the merge under the cursor, or does it again; both are asked before.

    Signals:
        changed: a merge was undone or done again.
    """

    changed = Signal()

    name, title, icon = "meetings", mark("History of the exchange"), "history"

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._may_exchange = office.may(Right.EXCHANGE)
        self._lying: dict[str, str] = {}
        empty = EmptyState(
            _("Nothing was exchanged yet"), _("Every bundle that goes or comes is listed here.")
        )
        self.list = RecordList(MEETINGS, _("History of the exchange"), empty)
        self.notice = Notice()
        self._undo, self._redo = KeyedButton(_("Undo the merge…")), KeyedButton(_("Take again…"))
        self._build()
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        """Read the history again."""
        at = max(self.list.view.currentIndex().row(), 0)
        met = [self._met(one) for one in self._office.merges.history(MOST)]
        words = ngettext("{count} exchange", "{count} exchanges", len(met))
        self.list.show_records(met, words.format(count=len(met)))
        self.list.view.choose_row(min(at, len(met) - 1))
        self._settle(self.list.view.chosen_record())

    def show_lying(self, lying: Mapping[str, str]) -> None:
        """Say of the bundles that lie on a stick now, by their ids, on which one."""
        if dict(lying) != self._lying:
            self._lying = dict(lying)
            if self.isVisible():
                self.refresh()

    def ask_to_undo(self) -> QMessageBox | None:
        """Ask whether the merge under the cursor should be taken back."""
        met = self.list.view.chosen_record()
        if met is None or not met.may_undo:
            return None
        words = _(
            "What it brought from {laptop} is set aside and remembered; it can be taken again"
            " later. A copy of the ledger is put aside before."
        )
        return self._ask(
            _("Undo this merge?"),
            words.format(laptop=met.laptop),
            _("Undo the merge"),
            lambda: self.undo(met.meeting.id),
        )

    def undo(self, exchange: int, *, as_conflicts: bool = False) -> None:
        """Take a merge back; where that is refused, say why."""
        work = at_own_office(self._office, partial(_undo, exchange, as_conflicts))
        perform(self, self._runner, _("Undoing the merge"), work, self._tell_undone)

    def ask_to_redo(self) -> QMessageBox | None:
        """Ask whether what was undone should be taken again."""
        met = self.list.view.chosen_record()
        if met is None or not met.is_undone:
            return None
        words = _("What it brought from {laptop} comes back; it can be undone once more.")
        return self._ask(
            _("Take this merge again?"),
            words.format(laptop=met.laptop),
            _("Take again"),
            lambda: self.redo(met.meeting.id),
        )

    def redo(self, exchange: int) -> None:
        """Take again what was undone."""
        work = at_own_office(self._office, partial(_redo, exchange))
        perform(self, self._runner, _("Merging"), work, self._tell_redone)

    def _build(self) -> None:
        self._undo.clicked.connect(self.ask_to_undo)
        self._redo.clicked.connect(self.ask_to_redo)
        self.list.view.record_chosen.connect(self._settle)
        if self._may_exchange:
            self.list.filters.add(self._undo)
            self.list.filters.add(self._redo)
            self.list.view.record_activated.connect(
                lambda met: self.ask_to_redo() if met.is_undone else self.ask_to_undo()
            )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.list, 1)

    def _settle(self, met: Met | None) -> None:
        self._undo.setEnabled(met is not None and met.may_undo)
        self._redo.setEnabled(met is not None and met.is_undone)

    def _tell_undone(self, done: tuple[int, int, CircumstanceError | None]) -> None:
        exchange, count, trouble = done
        if isinstance(trouble, BuiltUponError):
            self._ask(
                _("The merge cannot simply be undone"),
                trouble.sentence(),
                _("Undo, and show those as disagreements"),
                lambda: self.undo(exchange, as_conflicts=True),
            )
            return
        if trouble is not None:
            self.notice.say(trouble.sentence(), warns=True)
            return
        words = ngettext(
            "The merge is undone: {count} entry is set aside.",
            "The merge is undone: {count} entries are set aside.",
            count,
        )
        self.refresh()
        self.notice.say(words.format(count=f"{count:,}"))
        self.changed.emit()

    def _tell_redone(self, done: MergeReport) -> None:
        self.refresh()
        self.notice.say(in_a_row(telling.sentences(done)))
        self.changed.emit()

    def _ask(
        self, question: str, consequence: str, action: str, run: Callable[[], object]
    ) -> QMessageBox:
        box = build_confirmation(self.window(), question, consequence, action)
        box.buttonClicked.connect(lambda button: None if button is box.escapeButton() else run())
        box.open()
        return box

    def _met(self, meeting: Meeting) -> Met:
        taken = meeting.deed in {Deed.MERGED, Deed.REDONE}
        return Met(
            meeting=meeting,
            laptop=self._office.peers.label_of(meeting.device),
            is_undone=taken and self._office.merges.is_undone(meeting.id),
            receipt=self._office.peers.receipt(meeting),
            stick=self._lying.get(meeting.bundle, ""),
        )


def _undo(
    exchange: int, as_conflicts: bool, own: Office, _progress: Progress
) -> tuple[int, int, CircumstanceError | None]:
    """Undo a merge; a refusal is an answer, because some of them can be overruled."""
    try:
        return exchange, own.merges.undo(exchange, as_conflicts=as_conflicts), None
    except CircumstanceError as refusal:
        return exchange, 0, refusal


def _redo(exchange: int, own: Office, progress: Progress) -> MergeReport:
    return own.merges.redo(exchange, progress)
