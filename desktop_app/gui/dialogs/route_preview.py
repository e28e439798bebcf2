"""A route as it will lie on paper, before it is printed or saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right, may
from desktop_app.domain.route import Route
from desktop_app.gui.actions import Shortcut
from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.dialogs.sheet_preview import ask_for_printer
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.paper_printing import print_pdf
from desktop_app.gui.widgets.pdf_pane import PdfPane
from desktop_app.i18n import _
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress


class RoutePreview(FootedDialog):
    """Shows the pages of a route; from here they go to a printer or into a file.

    Signals:
        printed: a sentence that says what came of it.
    """

    printed = Signal(str)

    def __init__(
        self, office: Office, runner: JobRunner, route: Route, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Print the route"), (74, 48), parent)
        self._office = office
        self._runner = runner
        self._route = route
        self._pdf = office.route_paper.preview(route)
        self.paper = PdfPane()
        self.content.addWidget(self.paper, 1)
        self.save = self.add_button(_("Save as PDF"), self._ask_for_file)
        self.print = self.add_button(
            _("Print"), self._ask_for_printer, Shortcut.PRINT.keys, primary=True
        )
        for button in (self.save, self.print):
            button.setEnabled(may(office.user.role, Right.PRINT))
        self.paper.show_pdf(self._pdf)
        self.paper.setFocus()

    def save_pdf(self, file: Path) -> None:
        """Write the route into this file; say why where that cannot be done."""
        try:
            self._office.route_paper.save(self._route, file)
        except CircumstanceError as circumstance:
            tell(self, circumstance.sentence())
            return
        self._finish(_("The route is in {file}.").format(file=file.name))

    def print_on(self, printer: QPrinter) -> None:
        """Send the pages to this printer, beside the window."""
        job = self._runner.submit(partial(_print, self._pdf, printer))
        job.succeeded.connect(self._note)
        job.failed.connect(self._tell_failure)

    def _note(self, _pages: object) -> None:
        self._office.route_paper.note(self._route)
        self._finish(_("The route went to the printer."))

    def _tell_failure(self, error: object) -> None:
        if isinstance(error, CircumstanceError):
            tell(self, error.sentence())

    def _finish(self, words: str) -> None:
        self.printed.emit(words)
        self.accept()

    def _ask_for_file(self) -> None:
        day = self._route.day or self._office.desk.today()
        name = f"{_('Route')} {day.isoformat()}.pdf"
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Save as PDF"), str(Path.home() / name), _("PDF files (*.pdf)")
        )
        if chosen:
            self.save_pdf(Path(chosen).with_suffix(".pdf"))

    def _ask_for_printer(self) -> None:
        if printer := ask_for_printer(self):
            self.print_on(printer)


def _print(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    return print_pdf(pdf, printer, progress)
