"""Visits: the list on the left, the visit to read on the right, the form in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.money import format_yuan
from desktop_app.domain.role import Right, may
from desktop_app.domain.visit import Visit
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.questions import confirm, tell
from desktop_app.gui.forms.visit_form import FORM, VisitForm
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.pages.page import Page, PageAction
from desktop_app.gui.pages.visit_record import VisitRecord
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import PAGE_ROWS
from desktop_app.gui.tables.visit_columns import DRAFT_COLUMNS, VISIT_COLUMNS, VisitSource
from desktop_app.gui.widgets.buttons import Chip
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office
from desktop_app.services.visit_lines import VisitLine, VisitLines
from desktop_app.storage.drafts import Draft
from desktop_app.storage.visits import VisitFilter


class VisitsPage(Page):
    """Lists visits and drafts; opens the form over the whole width.

    `show_record` takes a visit or its id, a draft, or a person (then a new visit to them).
    """

    name = "visits"
    title = mark("Visits")
    icon = "visits"

    def __init__(
        self, office: Office, _jobs: JobRunner | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._lines = VisitLines(office.desk)
        self._campaign = ""
        self._is_draft = False
        self._may_record = may(office.user.role, Right.RECORD)
        self.form = VisitForm(office)
        self.record = VisitRecord()
        self.visits = RecordList(VISIT_COLUMNS, _("Visits"), self._no_visits())
        nothing = EmptyState(_("No drafts"), _("What is typed and not saved stands here."))
        self.drafts = RecordList(DRAFT_COLUMNS, _("Drafts"), nothing)
        self._build_filters()
        self._build()
        self._connect()
        self.refresh()

    @property
    def is_writing(self) -> bool:
        """Tell whether the form is in front."""
        return self._stack.currentWidget() is self.form

    @property
    def forms(self) -> Mapping[str, str]:
        """Give the one form of this page."""
        return {FORM: mark("record of a visit")}

    def page_actions(self) -> Sequence[PageAction]:
        """Give the form's buttons, or those of the list."""
        if self.is_writing:
            return (
                PageAction(mark("Cancel"), Shortcut.LEAVE.keys, self.leave_form),
                PageAction(mark("Save"), Shortcut.SAVE.keys, self.form.save),
                PageAction(
                    mark("Save and next"),
                    Shortcut.SAVE_AND_NEXT.keys,
                    lambda: self.form.save(and_next=True),
                    primary=True,
                ),
            )
        if not self._may_record:
            return ()
        new = PageAction(mark("New visit"), Shortcut.NEW.keys, self.begin, primary=True)
        edit = PageAction(mark("Edit"), Shortcut.EDIT.keys, self._edit_chosen)
        return (edit, new)

    def refresh(self) -> None:
        """Read the lists again; a form in front is left alone."""
        chosen = self.visits.view.chosen_record()
        drafts = self._my_drafts()
        self.drafts.show_records(drafts, _draft_count(len(drafts)))
        self.count_changed.emit(_draft_count(len(drafts)) if drafts else "")
        for chip in (self._drafts_chip, self._back_chip):
            chip.setText(_("Drafts ({count})").format(count=len(drafts)))
            chip.setAccessibleName(chip.text())
        self.visits.filters.reflow()
        if self._here_chip.isChecked() and not self._campaign:
            self._here_chip.setChecked(False)
        self._here_chip.setEnabled(bool(self._campaign))
        wanted = self._wanted()
        source = VisitSource(self._lines, wanted)
        count = _count(source.count())
        total = _("{amount} yuan").format(amount=format_yuan(self._lines.cash_given(wanted)))
        self.visits.show_source(source, f"{count} · {total}")
        self._choose(chosen.visit.id if chosen else "")

    def show_record(self, record: object) -> None:
        """Show a visit or its id, go on with a draft, or begin a visit to a person."""
        if isinstance(record, Draft):
            self._write(lambda: self.form.resume(record))
        elif isinstance(record, Beneficiary):
            self.begin(record.id)
        else:
            self._show_visit(record.id if isinstance(record, Visit) else str(record))

    def show_campaign(self, campaign: object) -> None:
        """Work on this campaign (or the one with this id) from now on."""
        self._campaign = campaign.id if isinstance(campaign, Campaign) else str(campaign or "")
        self._here_chip.setChecked(bool(self._campaign))
        self.refresh()

    def begin(self, person: str = "", like: Visit | None = None) -> None:
        """Open the form for a new visit, to a person where one is given."""
        if self._may_record:
            self._write(lambda: self.form.begin(self._campaign, person=person, like=like))

    def edit(self, visit: str) -> None:
        """Open the form of a kept visit."""
        if self._may_record:
            self._write(lambda: self.form.open(visit))

    def leave_form(self) -> None:
        """Go back to the list; what was typed stays as a draft, and one is asked first."""
        if self.form.is_touched:
            kept = _("It stays among the drafts; nothing that was typed is lost.")
            if not confirm(self, _("Put this visit aside?"), kept, _("Put aside")):
                return
        else:
            self.form.give_up()
        self._show_list()

    def _build_filters(self) -> None:
        self._here_chip, self._mine_chip = Chip(_("This campaign")), Chip(_("Recorded by me"))
        self._drafts_chip, self._back_chip = Chip(""), Chip("")
        self._here_chip.setObjectName("here")
        self._mine_chip.setObjectName("mine")
        for chip in (self._here_chip, self._mine_chip, self._drafts_chip):
            self.visits.filters.add(chip)
        self.drafts.filters.add(self._back_chip)
        for chip in (self._drafts_chip, self._back_chip):
            chip.setProperty("leads", True)
        self.visits.remember(self._office, self.name)
        self.visits.export_requested.connect(self.export_requested)
        for chip in (self._here_chip, self._mine_chip):
            chip.clicked.connect(self.refresh)
        self._drafts_chip.clicked.connect(lambda: self._show_drafts(visible=True))
        self._back_chip.clicked.connect(lambda: self._show_drafts(visible=False))

    def _build(self) -> None:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.visits)
        self._lists.addWidget(self.drafts)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self._lists)
        split.addWidget(self.record)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 1)
        split.setSizes([em(60), em(26)])
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(self.form)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._stack)
        self.setFocusProxy(self.visits)

    def _connect(self) -> None:
        self.visits.view.record_chosen.connect(self._read)
        self.visits.view.record_activated.connect(lambda line: self.edit(line.visit.id))
        self.visits.empty.action_requested.connect(self.begin)
        self.drafts.view.record_chosen.connect(self._read_draft)
        self.drafts.view.record_activated.connect(self.show_record)
        self.record.person_chosen.connect(lambda one: self.open_requested.emit("people", one))
        self.record.draft_wanted.connect(self.show_record)
        self.record.draft_unwanted.connect(self._discard)
        self.form.saved.connect(self._go_on)
        self.form.refused.connect(lambda words: tell(self, words))
        self.form.draft_kept.connect(self._tell_draft)

    def _no_visits(self) -> EmptyState:
        advice = _("Begin one with Ctrl+N, or take a filter off.")
        action = _("New visit") if self._may_record else ""
        return EmptyState(_("No visits here"), advice, action)

    def _my_drafts(self) -> list[Draft]:
        return [draft for draft in self._office.drafting.mine() if draft.form == FORM]

    def _wanted(self) -> VisitFilter:
        return VisitFilter(
            campaign=self._campaign if self._here_chip.isChecked() else "",
            recorded_by=self._office.user.id if self._mine_chip.isChecked() else "",
        )

    def _show_drafts(self, *, visible: bool) -> None:
        self._drafts_chip.setChecked(False)
        self._back_chip.setChecked(True)
        front = self.drafts if visible else self.visits
        self._lists.setCurrentWidget(front)
        self.setFocusProxy(front)
        front.view.choose_row(0)
        read = self._read_draft if visible else self._read
        read(front.view.chosen_record())
        front.setFocus()

    def _show_visit(self, visit: str) -> None:
        """Show a visit, taking off the filters that hide it."""
        line = self._lines.line(visit)
        if line is None:
            return
        self._show_list()
        if line.visit.campaign != self._campaign:
            self._here_chip.setChecked(False)
        self._mine_chip.setChecked(False)
        self.refresh()
        self._choose(visit)

    def _choose(self, visit: str) -> None:
        """Put the cursor on a visit where it stands on the first page, else on the first row."""
        table = self.visits.table
        rows = range(min(table.rowCount(), PAGE_ROWS))
        row = next((row for row in rows if table.record(row).visit.id == visit), 0)
        self.visits.view.choose_row(row)

    def _read(self, line: VisitLine | None) -> None:
        if line is None:
            self.record.show_nothing()
        else:
            self.record.show_line(line, self._lines.history(line.visit.id))

    def _read_draft(self, draft: Draft | None) -> None:
        if draft is None:
            self.record.show_nothing()
        else:
            self.record.show_draft(draft)

    def _discard(self, draft: Draft) -> None:
        gone = _("What was typed in it is gone then.")
        if confirm(self, _("Discard this draft?"), gone, _("Discard")):
            self._office.drafting.drop(FORM, draft.record)
            self.refresh()
            self._show_drafts(visible=bool(self._my_drafts()))

    def _edit_chosen(self) -> None:
        front = self.drafts if self._lists.currentWidget() is self.drafts else self.visits
        chosen = front.view.chosen_record()
        if isinstance(chosen, Draft):
            self.show_record(chosen)
        elif chosen is not None:
            self.edit(chosen.visit.id)

    def _write(self, fill: Callable[[], None]) -> None:
        """Bring the form to the front, filled; a form already in front is put aside as a draft."""
        try:
            fill()
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        self._stack.setCurrentWidget(self.form)
        self.setFocusProxy(self.form)
        self._show_title(is_draft=self.form.is_touched)
        self.actions_changed.emit()
        self.form.setFocus()

    def _show_list(self) -> None:
        self._stack.setCurrentIndex(0)
        self.setFocusProxy(self.visits)
        self._lists.setCurrentWidget(self.visits)
        self.title_changed.emit("", "")
        self.actions_changed.emit()
        self.refresh()
        self.visits.setFocus()

    def _go_on(self, visit: Visit, and_next: bool) -> None:
        now = datetime.now().astimezone().strftime("%H:%M")
        self.state_changed.emit(_("Saved {time}").format(time=now))
        if and_next:
            self.refresh()
            self.begin(like=visit)
        else:
            self._show_visit(visit.id)

    def _tell_draft(self) -> None:
        if not self._is_draft:
            self._show_title(is_draft=True)
        now = datetime.now().astimezone().strftime("%H:%M")
        self.state_changed.emit(_("Draft kept {time}").format(time=now))

    def _show_title(self, *, is_draft: bool) -> None:
        self._is_draft = is_draft
        words = _("New visit") if self.form.is_new else _("Edit visit")
        self.title_changed.emit(words, _("Draft, every field is kept") if is_draft else "")


def _count(count: int) -> str:
    return ngettext("{count} visit", "{count} visits", count).format(count=f"{count:,}")


def _draft_count(count: int) -> str:
    return ngettext("{count} draft", "{count} drafts", count).format(count=count)
