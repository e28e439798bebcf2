"""The record of a visit: seen as a draft, then saved or printed under a number."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.paper_dialog import PaperDialog
from desktop_app.gui.forms.form_sheet import FormSheet
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.office_work import at_own_office
from desktop_app.gui.jobs.paper_printing import print_pdf
from desktop_app.gui.widgets.typed_line import TextLine
from desktop_app.gui.widgets.words import label
from desktop_app.i18n import _
from desktop_app.services.issuing import Printed
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress


class VisitRecordDialog(PaperDialog):
    """Takes no number until the record is saved or printed; raises what the preview raises."""

    def __init__(
        self, office: Office, visit: str, runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            _("Record of a visit"), office.visit_records.preview([visit]), runner, parent
        )
        self._office = office
        self._visit = visit
        due = office.visit_records.due([visit])
        words = _("The preview is a draft and takes no number. Saving or printing takes one.")
        if due.again:
            words = _("This record has a number already; what is printed now is a marked copy.")
        self.content.insertWidget(0, label(words, "muted", wrap=True))
        self._again = FormSheet(plain=True)
        self._again.add_field(
            "reason",
            _("Why they are printed again"),
            TextLine(),
            hint=_("Each copy is marked 补打 and stands in the audit trail."),
            required=True,
            wide=True,
        )
        self._again.field_edited.connect(lambda _name: self._settle())
        self._again.setVisible(bool(due.again))
        self._is_copy = bool(due.again)
        self.content.insertWidget(1, self._again)
        self._settle()

    def save_pdf(self, target: Path) -> None:
        """Take a number and write the record, whole or not at all."""
        work = partial(_save, self._visit, target, self._reason())
        job = perform(
            self,
            self._runner,
            _("Writing the sheets"),
            at_own_office(self._office, work),
            lambda _printed: self.accept(),
        )
        job.succeeded.connect(lambda _printed: self.saved.emit(target))

    def print_on(self, printer: QPrinter) -> None:
        """Take a number and put the record on paper."""
        work = at_own_office(self._office, partial(_print, self._visit, printer, self._reason()))
        perform(self, self._runner, _("Printing"), work, lambda _printed: self.accept())

    def _reason(self) -> str:
        return str(self._again.values()["reason"]).strip()

    def _settle(self) -> None:
        """Let a copy wait for its reason."""
        for button in self.ways_out:
            button.setEnabled(not self._is_copy or bool(self._reason()))


def _save(visit: str, target: Path, reason: str, office: Office, progress: Progress) -> Printed:
    return office.visit_records.print_sheets([visit], target, reason=reason, progress=progress)


def _print(
    visit: str, printer: QPrinter, reason: str, office: Office, progress: Progress
) -> Printed:
    def deliver(pdf: bytes) -> None:
        print_pdf(pdf, printer, progress)

    return office.visit_records.print_through([visit], deliver, reason=reason)
