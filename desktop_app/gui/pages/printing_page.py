"""Printing: what waits for the printer, what came out of it, and what was printed wrongly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.domain.sheet import SheetKind
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.going_on import GoingOnDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.opening import open_path
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.dialogs.reason_dialog import ReasonDialog
from desktop_app.gui.dialogs.saving import ask_for_target
from desktop_app.gui.dialogs.sheet_preview import ask_for_printer
from desktop_app.gui.dialogs.spoil_sheets import SpoilDialog
from desktop_app.gui.dialogs.unresolved_numbers import UnresolvedDialog
from desktop_app.gui.faults import report
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import OfficeWork, at_own_office
from desktop_app.gui.pages import grant_outcomes as outcomes
from desktop_app.gui.pages import printing_work as work
from desktop_app.gui.pages.page import Page, PageAction, WrongSheets
from desktop_app.gui.pages.printing_lists import QueueRead, RequestsList, SheetsList, WaitingList
from desktop_app.gui.pages.printing_preview import PrintingPreview
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.grant_columns import SHORT_SHEETS
from desktop_app.gui.widgets.notice import Notice, Step
from desktop_app.gui.widgets.part_tabs import PartTabs
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office
from desktop_app.services.print_queue import Due, Entry
from desktop_app.services.print_runs import Printed
from desktop_app.services.spoiling import Spoilt, Waiting
from desktop_app.storage.sheets import SheetLine

WAITING, PRINTED, REQUESTS = range(3)


class PrintingPage(Page):
    """Lists left, the preview right; the buttons of the title line are those of the list in front.

    Signals:
        shown: what the page shows was read.
        sheets_changed: something was printed, voided or settled.
    """

    shown = Signal()
    sheets_changed = Signal()

    name, title, icon = "printing", mark("Print queue"), "print"

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._runner = runner
        self._read = QueueRead()
        self._is_read = False
        self._build()

    def page_actions(self) -> Sequence[PageAction]:
        """Offer what the list in front is there for, as far as the role includes it."""
        offered: dict[int, tuple[PageAction, ...]] = {
            WAITING: self._waiting_actions(),
            PRINTED: (
                PageAction(mark("Print again…"), "", self.print_again),
                PageAction(mark("Printed wrongly…"), Shortcut.PRINT.keys, self.spoil, True),
            ),
            REQUESTS: (
                PageAction(mark("Let them stand…"), "", self.refuse),
                PageAction(mark("Void the marked"), Shortcut.APPROVE.keys, self.settle, True),
            ),
        }
        place = self.tabs.place
        allowed = Right.VOID if place == REQUESTS else Right.PRINT
        if place == PRINTED and self._may(Right.VOID):
            return offered[PRINTED][1:]
        return offered[place] if self._may(allowed) else ()

    def refresh(self) -> None:
        """Read the queue beside the window; the cursor stays on its entry."""
        job = self._runner.submit(at_own_office(self._office, work.read_queue))
        job.succeeded.connect(self._show)
        job.failed.connect(report)

    def show_record(self, record: object) -> None:
        """Ask what was wrong with sheets that another page hands over."""
        if isinstance(record, WrongSheets):
            self.tabs.turn_to(PRINTED)
            self.spoil(self._office.spoiling.find(record.numbers))

    def show_requests(self) -> None:
        """Bring what waits to be voided to the front."""
        self.tabs.turn_to(REQUESTS)

    def print_chosen(self) -> None:
        """Print the entry under the cursor, or ask first how far it came."""
        entry = self.waiting.chosen()
        if entry is None:
            return
        if entry.due is Due.DOUBT:
            self.go_on()
        elif printer := ask_for_printer(self):
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Take numbers for the entry under the cursor and put it on paper."""
        if entry := self.waiting.chosen():
            do = partial(work.print_on, entry, self.preview.form, printer)
            self._perform(_("Printing"), do, self._tell_printed)

    def save_chosen(self, target: Path) -> None:
        """Take numbers for the entry under the cursor and write it as PDF."""
        if entry := self.waiting.chosen():
            do = partial(work.print_entry, entry, self.preview.form, target)
            self._perform(_("Writing the sheets"), do, self._tell_printed)

    def go_on(self) -> GoingOnDialog | None:
        """Ask how far a printing came that broke off, and print the rest."""
        entry = self.waiting.chosen()
        if entry is None or entry.due is not Due.DOUBT:
            return None
        dialog = GoingOnDialog(self._office, self._runner, entry, self.preview.form, self)
        dialog.printed.connect(self._tell_printed)
        dialog.broke_off.connect(self._after_change)
        dialog.settle_requested.connect(self.resolve)
        dialog.open()
        return dialog

    def resolve(self) -> None:
        """Settle the numbers in doubt one by one."""
        dialog = UnresolvedDialog(self._office, self._runner, self)
        dialog.resolved.connect(self._after_change)
        dialog.open()

    def spoil(self, lines: Sequence[SheetLine] = ()) -> SpoilDialog | None:
        """Declare sheets printed wrongly, those that are marked where none are given."""
        wrong = lines or self.printed.view.chosen_records()
        if not wrong:
            tell(self, _("Mark the sheets first."))
            return None
        dialog = SpoilDialog(self._office, wrong, self)
        dialog.spoilt.connect(self._tell_spoilt)
        dialog.copy_requested.connect(self.print_again)
        dialog.open()
        return dialog

    def print_again(self, lines: Sequence[SheetLine] = ()) -> None:
        """Print sheets once more under their numbers, for a reason."""
        wanted = lines or self.printed.view.chosen_records()
        if len({line.sheet.kind for line in wanted}) != 1:
            tell(self, _("Mark sheets of one kind first."))
            return
        sheets = [line.sheet.id for line in wanted]
        words = _("Each copy is marked 补打 and stands in the audit trail.")
        dialog = ReasonDialog(_("Print again"), words, _("Choose a printer…"), self)
        dialog.given.connect(lambda reason: self._ask_where_copies_go(sheets, reason))
        dialog.open()

    def print_copies_on(self, printer: QPrinter, sheets: Sequence[str], reason: str) -> None:
        """Put copies of these sheets on paper."""
        do = partial(work.print_copies, sheets, reason, printer)
        self._perform(_("Printing"), do, self._tell_printed)

    def settle(self) -> None:
        """Void what was asked for."""
        self._settle(self._office.spoiling.settle)

    def refuse(self) -> None:
        """Let the marked sheets stand, and say why."""
        words = _("The sheets stand as they are; whoever asked finds the reason in the trail.")
        dialog = ReasonDialog(_("Let them stand"), words, _("Let them stand"), self)
        dialog.given.connect(
            lambda reason: self._settle(lambda ids: self._office.spoiling.refuse(ids, reason))
        )
        dialog.open()

    def _build(self) -> None:
        may_print = self._may(Right.PRINT)
        self._outcome = Notice()
        self.tabs = PartTabs(_("Parts of the printing page"))
        self.tabs.turned.connect(self._turn_list)
        self.waiting = WaitingList(may_print=may_print)
        self.printed, self.requests = SheetsList(), RequestsList()
        self._lists = QStackedWidget()
        for shown in (self.waiting, self.printed, self.requests):
            self._lists.addWidget(shown)
        self.preview = PrintingPreview(self._office, self._runner)
        self.waiting.list.view.record_chosen.connect(self._show_entry)
        for listed in (self.printed, self.requests):
            listed.view.record_chosen.connect(self._show_sheet)
        self.waiting.moved.connect(self._move)
        self.waiting.aside_requested.connect(self._set_aside)
        self._name_tabs()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(em(1), em(0.4), em(1), 0)
        head.addWidget(self.tabs)
        column.addLayout(head)
        column.addWidget(self._lists, 1)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setSizes([em(52), em(40)])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._outcome)
        whole.addWidget(split, 1)
        self.setFocusProxy(self.waiting)

    def _waiting_actions(self) -> tuple[PageAction, ...]:
        entry = self.waiting.chosen()
        if entry is None:
            return ()
        if entry.due is Due.DOUBT:
            action = PageAction(
                mark("How far did it come?…"), Shortcut.PRINT.keys, self.go_on, True
            )
            return (action,)
        return (
            PageAction(mark("Save as PDF…"), "", self._ask_for_file),
            PageAction(mark("Print…"), Shortcut.PRINT.keys, self.print_chosen, True),
        )

    def _may(self, right: Right) -> bool:
        return self._office.may(right)

    def _name_tabs(self) -> None:
        read = self._read
        counted = (
            (_("To be printed"), sum(not one.set_aside for one in read.entries)),
            (_("Printed lately"), 0),
            (_("To be voided"), len(read.requests)),
        )
        texts = [f"{words} {count:,}" if count else words for words, count in counted]
        self.tabs.show_texts(texts, max(self.tabs.place, 0))

    def _show(self, read: QueueRead) -> None:
        chosen = self.waiting.chosen()
        self._read = read
        self._name_tabs()
        self.waiting.show_entries(read.entries, chosen.key if chosen else "")
        self.printed.show_records(read.recent)
        self.requests.show_records(read.requests)
        for listed in (self.printed, self.requests):
            listed.view.choose_row(0)
        waiting = sum(one.sheets for one in read.entries if not one.set_aside)
        words = ngettext("{count} due", "{count} due", waiting)
        self.count_changed.emit(words.format(count=f"{waiting:,}") if waiting else "")
        self._turn_list(self.tabs.place)
        self._take_keys()
        self.shown.emit()

    def _take_keys(self) -> None:
        """Let the keys go to the list once there is one: an empty list cannot have them."""
        focused = QApplication.focusWidget()
        if not self._is_read and focused is not None and self.isAncestorOf(focused):
            self.setFocus()
        self._is_read = True

    def _turn_list(self, place: int) -> None:
        self._lists.setCurrentIndex(place)
        self.setFocusProxy((self.waiting, self.printed, self.requests)[place])
        if place == WAITING:
            self._show_entry(self.waiting.chosen())
        else:
            listed = self.printed if place == PRINTED else self.requests
            self._show_sheet(listed.view.chosen_record())

    def _show_entry(self, entry: Entry | None) -> None:
        if self.tabs.place == WAITING:
            self.preview.show_entry(entry)
            self.actions_changed.emit()

    def _show_sheet(self, record: SheetLine | Waiting | None) -> None:
        if self.tabs.place != WAITING:
            line = record.line if isinstance(record, Waiting) else record
            self.preview.show_sheet(line.sheet if line else None)
            self.actions_changed.emit()

    def _move(self, key: str, steps: int) -> None:
        self._office.print_queue.move([one.key for one in self._read.entries], key, steps)
        self.refresh()

    def _set_aside(self, entry: Entry) -> None:
        self._office.print_queue.set_aside(entry.key, aside=not entry.set_aside)
        self.refresh()

    def _perform(self, what: str, do: OfficeWork, then: Callable[[Any], object]) -> None:
        job = perform(self, self._runner, what, at_own_office(self._office, do), then)
        for ended in (job.failed, job.cancelled):
            ended.connect(self._after_change)

    def _ask_for_file(self) -> None:
        if (entry := self.waiting.chosen()) is None:
            return
        day = self._office.desk.today().isoformat()
        name = f"{_(SHORT_SHEETS[SheetKind(entry.kind)])} {day}.pdf"
        kinds = _("PDF files (*.pdf)")
        target = ask_for_target(self, _("Save as PDF"), Path.home() / name, kinds)
        if target is not None:
            self.save_chosen(target)

    def _ask_where_copies_go(self, sheets: Sequence[str], reason: str) -> None:
        if printer := ask_for_printer(self):
            self.print_copies_on(printer, sheets, reason)

    def _settle(self, do: Callable[[list[str]], int]) -> None:
        marked: list[Waiting] = self.requests.view.chosen_records()
        if not marked:
            tell(self, _("Mark the sheets first."))
            return
        try:
            count = do([one.request.id for one in marked])
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        words = ngettext("{count} request settled.", "{count} requests settled.", count)
        self._after_change()
        self._outcome.say(words.format(count=f"{count:,}"))

    def _after_change(self) -> None:
        self._outcome.hide()
        self.refresh()
        self.sheets_changed.emit()

    def _tell_printed(self, printed: Printed) -> None:
        self._after_change()
        steps: list[Step] = []
        if printed.files:
            folder = printed.files[0].parent
            steps.append((_("Open the folder"), lambda: open_path(folder)))
        self._outcome.say(outcomes.printed(printed), steps)

    def _tell_spoilt(self, spoilt: Spoilt) -> None:
        self._after_change()
        steps: list[Step] = []
        if spoilt.voided and self._may(Right.PRINT):
            steps.append((_("Print the new ones"), lambda: self.tabs.turn_to(WAITING)))
        self._outcome.say(work.spoilt_words(spoilt), steps)
