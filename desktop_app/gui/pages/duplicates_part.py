"""People who may be on record twice: found in the whole ledger, compared and merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.merge_people import MergeDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.forms.alike_panel import facts_of
from desktop_app.gui.jobs.inquiry import Inquiry
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.pages.page import Page
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.exchange_columns import DUPLICATES, Pair
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.buttons import KeyedButton, link
from desktop_app.gui.widgets.cards import scrolling
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.alike_words import why_words
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress

if TYPE_CHECKING:
    from desktop_app.domain.beneficiary import Beneficiary

MOST = 200


class DuplicatesPart(Page):
    """The pairs left, both people right; Enter compares them.

    Signals:
        merged: two records were made one.
    """

    merged = Signal()

    name, title, icon = "duplicates", mark("Likely duplicates"), "people"

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._may_merge = office.may(Right.MERGE)
        self._inquiry = Inquiry(runner, at_own_office(office, _look), self)
        self._inquiry.answered.connect(self._show)
        self._content: QWidget | None = None
        self._empty = EmptyState(
            _("Nobody seems to be on record twice"),
            _("After a merge, people whom two laptops have recorded stand here in pairs."),
        )
        self.list = RecordList(DUPLICATES, _("Likely duplicates"), self._empty)
        self._build()
        self.setFocusProxy(self.list)

    @property
    def count(self) -> int:
        """How many pairs are listed."""
        return self.list.table.rowCount()

    def refresh(self) -> None:
        """Look through the ledger once more, beside the window."""
        self._inquiry.ask()

    def compare(self, pair: Pair | None) -> MergeDialog | None:
        """Open the merge dialog for two people."""
        if pair is None or not self._may_merge:
            return None
        try:
            dialog = MergeDialog(self._office, pair[0].id, pair[1].person.id, self)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return None
        dialog.merged.connect(self._note_merged)
        dialog.open()
        return dialog

    def _note_merged(self, _merge: object) -> None:
        self.refresh()
        self.merged.emit()

    def _build(self) -> None:
        self.list.filters.add(label(_("Enter compares the two records"), "caption"))
        self.list.view.record_chosen.connect(self._show_pair)
        self.list.view.record_activated.connect(self.compare)
        self._pane = QWidget()
        self._column = QVBoxLayout(self._pane)
        self._column.setContentsMargins(em(1.4), em(1.2), em(1.4), em(1.2))
        self._column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(scrolling(self._pane), 1)

    def _show(self, pairs: list[Pair]) -> None:
        at = max(self.list.view.currentIndex().row(), 0)
        words = ngettext("{count} pair", "{count} pairs", len(pairs))
        self.list.show_records(pairs, words.format(count=len(pairs)))
        self.list.view.choose_row(min(at, len(pairs) - 1))

    def _show_pair(self, pair: Pair | None) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = self._pair(pair) if pair else None
        if self._content is not None:
            self._column.insertWidget(0, self._content)

    def _pair(self, pair: Pair) -> QWidget:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.8))
        column.addWidget(label(_("Is this the same person?"), "heading"))
        column.addWidget(label(why_words(pair[1].why), "warns", wrap=True))
        halves = QHBoxLayout()
        halves.setSpacing(em(1.2))
        for person in (pair[0], pair[1].person):
            halves.addLayout(self._person(person), 1)
        column.addLayout(halves)
        if self._may_merge:
            compare = KeyedButton(_("Compare and merge…"), Shortcut.MERGE.keys)
            compare.clicked.connect(lambda: self.compare(pair))
            row = QHBoxLayout()
            row.addWidget(compare)
            row.addStretch()
            column.addLayout(row)
        return ground

    def _person(self, person: Beneficiary) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(em(0.2))
        way = link(person.name)
        way.clicked.connect(lambda: self.open_requested.emit("people", person.id))
        column.addWidget(way)
        for caption, words in facts_of(person):
            column.addWidget(label(caption, "caption"))
            column.addWidget(label(words, wrap=True))
        column.addStretch()
        return column


def _look(own: Office, _progress: Progress) -> list[Pair]:
    return own.register.likely_duplicates(MOST)
