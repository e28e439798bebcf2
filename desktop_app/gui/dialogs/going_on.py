"""A printing that broke off: how far did it come, and the rest is printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.saving import ask_for_target
from desktop_app.gui.dialogs.sheet_preview import ask_for_printer
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.jobs.paper_printing import print_pdf
from desktop_app.gui.style.look import em
from desktop_app.gui.tables.grant_columns import SHORT_SHEETS
from desktop_app.gui.tables.queue_columns import SHEET_COLUMNS
from desktop_app.gui.tables.record_list import RecordList
from desktop_app.gui.widgets.choices import Tick
from desktop_app.gui.widgets.empty_state import EmptyState
from desktop_app.gui.widgets.typed_line import CodeLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _, ngettext
from desktop_app.services.going_on import Stopped
from desktop_app.services.office import Office
from desktop_app.services.print_queue import Entry
from desktop_app.services.print_runs import Printed
from desktop_app.services.progress import Progress
from desktop_app.storage.sheets import SheetLine

FIELD_HEIGHT = 6.5  # em of the one field with its hint


class GoingOnDialog(FootedDialog):
    """Asks for the last sheet that came out: in the list, by number, by place, by a scanner.

    Signals:
        printed: the Printed of the rest.
        broke_off: it stopped once more, or was stopped.
        settle_requested: each number is to be settled by itself.
    """

    printed = Signal(object)
    broke_off = Signal()
    settle_requested = Signal()

    def __init__(
        self,
        office: Office,
        runner: JobRunner,
        entry: Entry,
        form: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Go on with a printing"), (64, 44), parent)
        self._office = office
        self._runner = runner
        self._entry = entry
        self._sheet_form = form
        self._lines: list[SheetLine] = office.going_on.in_doubt(entry.kind, entry.campaign)
        self._came_out = 0
        self._build()
        self._look()
        self._form.go_to("last")

    @property
    def stopped(self) -> Stopped:
        """Say how far the printing came."""
        return Stopped(
            kind=self._entry.kind,
            campaign=self._entry.campaign,
            came_out=self._came_out,
            torn=self.torn.value() and self._came_out < len(self._lines),
            form=self._sheet_form,
        )

    def print_on(self, printer: QPrinter) -> None:
        """Note what came out and print the rest."""
        self._perform(_("Printing"), partial(_print, self.stopped, printer))

    def save_pdf(self, target: Path) -> None:
        """Note what came out and write the rest as PDF."""
        self._perform(_("Writing the sheets"), partial(_save, self.stopped, target))

    def _build(self) -> None:
        words = _(
            "Look into the printer's tray: which is the last sheet that came out whole? Choose it"
            " in the list, type its number or its place, or scan its code. The sheets up to it"
            " count as printed; the others are printed now under the numbers they have."
        )
        self.content.addWidget(label(words, wrap=True))
        nothing = EmptyState(_("No number is in doubt"), _("You can go on printing."))
        self._list = RecordList(SHEET_COLUMNS, _("Sheets of this printing"), nothing)
        self._list.view.setSortingEnabled(False)
        self._list.show_records(self._lines)
        self._list.view.leave_rows()
        self._list.view.record_chosen.connect(self._take_row)
        self.content.addWidget(self._list, 1)
        self._form = FormSheet(plain=True)
        self._form.add_field(
            "last",
            _("The last one that came out"),
            CodeLine(),
            hint=_("Empty if none came out at all."),
            wide=True,
        )
        self._form.field_edited.connect(lambda _name: self._look())
        self._form.setFixedHeight(em(FIELD_HEIGHT))
        self.content.addWidget(self._form)
        self.torn = Tick(_("The next one is in the printer, torn or half printed"))
        self.torn.setAccessibleName(self.torn.text())
        self.content.addWidget(self.torn)
        self._say = label("", wrap=True)
        self.content.addWidget(self._say)
        self.add_button(_("Settle them one by one…"), self._go_to_settle)
        self._pdf = self.add_button(_("Save the rest as PDF…"), self._ask_for_file)
        self._paper = self.add_button(_("Print the rest…"), self._ask_for_printer, primary=True)

    def _take_row(self, line: SheetLine | None) -> None:
        if line is not None:
            self._form.put("last", line.sheet.number)

    def _look(self) -> None:
        """Say how many came out and how many follow."""
        said = str(self._form.values()["last"] or "").strip()
        try:
            came_out = self._office.going_on.place_of(said, self._lines) if said else 0
        except CircumstanceError as circumstance:
            self._say.setText(circumstance.sentence())
            self._settle(is_known=False)
            return
        self._came_out = came_out
        self._say.setText(_counted(came_out, len(self._lines) - came_out))
        self._settle(is_known=True)

    def _settle(self, *, is_known: bool) -> None:
        rest = len(self._lines) - self._came_out
        self._paper.setText(_("Print the rest…") if rest else _("All came out"))
        self.torn.setEnabled(rest > 0)
        self._paper.setEnabled(is_known and bool(self._lines))
        self._pdf.setEnabled(is_known and rest > 0)

    def _ask_for_printer(self) -> None:
        if self._came_out == len(self._lines):
            self._perform(_("Noting what came out"), partial(_note, self.stopped))
        elif printer := ask_for_printer(self):
            self.print_on(printer)

    def _ask_for_file(self) -> None:
        day = self._office.desk.today().isoformat()
        name = f"{_(SHORT_SHEETS[self._entry.kind])} {day}.pdf"
        kinds = _("PDF files (*.pdf)")
        target = ask_for_target(self, _("Save as PDF"), Path.home() / name, kinds)
        if target is not None:
            self.save_pdf(target)

    def _go_to_settle(self) -> None:
        self.reject()
        self.settle_requested.emit()

    def _perform(self, what: str, work: partial[Printed]) -> None:
        job = perform(self, self._runner, what, at_own_office(self._office, work), self._finish)
        for ended in (job.failed, job.cancelled):
            ended.connect(self._leave)

    def _finish(self, printed: Printed) -> None:
        self.printed.emit(printed)
        self.accept()

    def _leave(self) -> None:
        self.broke_off.emit()
        self.reject()


def _counted(came_out: int, rest: int) -> str:
    came = ngettext("{count} came out", "{count} came out", came_out)
    follows = ngettext("{count} is printed now", "{count} are printed now", rest)
    return " · ".join([came.format(count=f"{came_out:,}"), follows.format(count=f"{rest:,}")])


def _print(at: Stopped, printer: QPrinter, office: Office, progress: Progress) -> Printed:
    return office.going_on.go_on(at, lambda pdf: print_pdf(pdf, printer, progress))


def _save(at: Stopped, target: Path, office: Office, progress: Progress) -> Printed:
    return office.going_on.go_on(at, target, progress)


def _note(at: Stopped, office: Office, _progress: Progress) -> Printed:
    return office.going_on.go_on(at, lambda _pdf: None)
