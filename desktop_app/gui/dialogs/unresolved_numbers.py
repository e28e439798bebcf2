"""After a crash: did the sheets of these numbers come out of the printer?"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.tables.queue_columns import SHEET_COLUMNS
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.tables.record_table import Column
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, mark, ngettext
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress
from desktop_app.storage.sheets import SheetLine

COLUMNS: tuple[Column[SheetLine], ...] = (
    *SHEET_COLUMNS,
    Column(mark("Taken on"), lambda line: line.sheet.reserved_on.isoformat(), order="day", width=6),
)


class UnresolvedDialog(FootedDialog):
    """Lists the numbers in doubt and takes the clerk's word for each.

    Signals:
        resolved: at least one number is no longer in doubt.
    """

    resolved = Signal()

    def __init__(self, office: Office, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(_("Did these sheets come out?"), (60, 36), parent)
        self._office = office
        self._runner = runner
        advice = _(
            "A printing was interrupted after these numbers had been taken. Look into the"
            " printer's tray and mark the numbers you find there: with Ctrl or Shift several, with"
            " Ctrl+A all. A number whose sheet did not come out is returned, with an entry that"
            " says so, and its grant gets a new one."
        )
        self.content.addWidget(label(advice, wrap=True))
        done = EmptyState(_("No number is in doubt"), _("You can go on printing."))
        self._list = RecordList(COLUMNS, _("Numbers in doubt"), done)
        self.content.addWidget(self._list, 1)
        self._no = self.add_button(
            _("The marked did not come out"), partial(self.answer, came_out=False)
        )
        self._yes = self.add_button(
            _("The marked came out"), partial(self.answer, came_out=True), primary=True
        )
        self._read()
        self._list.setFocus()

    def answer(self, *, came_out: bool) -> None:
        """Note the same word for every marked number."""
        marked = [line.sheet.id for line in self._list.view.chosen_records()]
        if not marked:
            tell(self, _("Mark the numbers first."))
            return
        work = at_own_office(self._office, partial(_resolve, marked, came_out=came_out))
        perform(self, self._runner, _("Noting what came out"), work, lambda _none: self._go_on())

    def _go_on(self) -> None:
        self.resolved.emit()
        if not self._read():
            self.accept()

    def _read(self) -> int:
        lines = self._office.issuing.unresolved()
        words = ngettext("{count} number", "{count} numbers", len(lines))
        self._list.show_records(lines, words.format(count=f"{len(lines):,}"))
        for button in (self._no, self._yes):
            button.setEnabled(bool(lines))
        return len(lines)


def _resolve(sheets: list[str], office: Office, progress: Progress, *, came_out: bool) -> None:
    for done, sheet in enumerate(sheets, start=1):
        office.issuing.resolve(sheet, came_out=came_out)
        progress(done, len(sheets))
