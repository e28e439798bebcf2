"""What people disagree on: one after the other, settled with a key."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.change import DELETED
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import Conflict
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.forms import rival_words
from desktop_app.gui.pages.page import Page
from desktop_app.gui.pages.record_places import name_of, place_of
from desktop_app.gui.pages.rivals_pane import RivalsPane
from desktop_app.gui.tables.exchange_columns import DISPUTES, Dispute
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.cards import scrolling
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office
from desktop_app.storage.kinds import KINDS

_FIRST, _LAST = Qt.Key.Key_1, Qt.Key.Key_9


class DisputesPart(Page):
    """The list left, both values right; 1 and 2 take a value and go on to the next.

    Signals:
        settled: a disagreement is settled.
    """

    settled = Signal()

    name, title, icon = "disputes", mark("Disagreements"), "exchange"

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        empty = EmptyState(
            _("Nobody disagrees"),
            _("Where two laptops say different things of one field, both stand here."),
        )
        self.list = RecordList(DISPUTES, _("Disagreements"), empty)
        self.pane = RivalsPane(office)
        self._build()
        self.setFocusProxy(self.list)

    def refresh(self) -> None:
        """Read the disagreements again; the cursor stays at its place."""
        at = max(self.list.view.currentIndex().row(), 0)
        found = [self._dispute(one) for one in self._office.conflicts.all()]
        found.sort(key=lambda one: not one.is_fact)  # money leads
        words = ngettext("{count} to settle", "{count} to settle", len(found))
        self.list.show_records(found, words.format(count=len(found)))
        self.list.view.choose_row(min(at, len(found) - 1))
        if not found:
            self.pane.show_dispute(None)

    def take(self, at: int) -> None:
        """Settle the shown disagreement with the value of one of its rivals."""
        dispute = self.pane.dispute
        if dispute is not None and at < len(dispute.conflict.rivals):
            self.settle(dispute.conflict.rivals[at].value)

    def settle(self, value: object) -> None:
        """Settle it with this value and go on to the next."""
        dispute = self.pane.dispute
        if dispute is None:
            return
        try:
            self._office.conflicts.settle_with(dispute.conflict.id, value, dispute.conflict)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
        else:
            self.settled.emit()
        self.refresh()
        self.list.view.setFocus()

    def open_record(self) -> None:
        """Show the record on its own page, or that of the person it belongs to."""
        dispute = self.pane.dispute
        if dispute is None:
            return
        place = place_of(self._office, dispute.conflict.kind, dispute.conflict.record)
        if place is None:
            tell(self, _("This record has no page of its own."))
        else:
            self.open_requested.emit(*place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the figures as keys while the cursor is in the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            key = Qt.Key(event.key())
            if not alone and key == Qt.Key.Key_0:
                self.pane.begin_other()
                return True
            if not alone and _FIRST <= key <= _LAST:
                # A key held down would settle what nobody has looked at.
                if not event.isAutoRepeat():
                    self.take(key - _FIRST)
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self.list.filters.add(label(_("1 and 2 take a value, 0 types another"), "caption"))
        self.list.view.installEventFilter(self)
        self.list.view.record_chosen.connect(self.pane.show_dispute)
        self.list.view.record_activated.connect(lambda _one: self.open_record())
        self.pane.taken.connect(self.take)
        self.pane.other_given.connect(self.settle)
        self.pane.record_requested.connect(self.open_record)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(scrolling(self.pane), 1)

    def _dispute(self, conflict: Conflict) -> Dispute:
        # What was recorded here stands first, whatever order the ledger gives.
        rivals = tuple(sorted(conflict.rivals, key=lambda one: not one.is_ours))
        ordered = replace(conflict, rivals=rivals)
        return Dispute(
            conflict=ordered,
            whose=conflict.name or name_of(self._office, conflict.kind, conflict.record),
            kind=rival_words.kind_words(conflict.kind),
            field=rival_words.field_words(conflict.kind, conflict.field),
            values=rival_words.rival_words(self._office, ordered),
            is_fact=KINDS[conflict.kind].is_fact,
            standing=conflict.rivals[-1].save if conflict.field != DELETED else "",
        )
