"""A sheet without a number: looked at, then saved as PDF or put on paper."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.dialogs.sheet_preview import ask_for_printer
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.paper_printing import print_pdf
from desktop_app.gui.widgets.pdf_pane import PdfPane
from desktop_app.i18n import _
from desktop_app.services.progress import Progress

_PART = ".part"


class PaperDialog(FootedDialog):
    """Shows a PDF from memory; nothing of it touches the disk before it is saved.

    Signals:
        saved: the Path of the PDF.
    """

    saved = Signal(object)

    def __init__(
        self, title: str, pdf: bytes, runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, (80, 50), parent)
        self._title = title
        self._pdf = pdf
        self._runner = runner
        self._pane = PdfPane()
        self._pane.show_pdf(pdf)
        self.content.addWidget(self._pane, 1)
        self.ways_out = (
            self.add_button(_("Save as PDF…"), self._ask_for_file),
            self.add_button(_("Print…"), self._ask_for_printer, primary=True),
        )
        self._pane.setFocus()

    def save_pdf(self, target: Path) -> None:
        """Write the sheet, whole or not at all; an older file of the name stays until then."""
        part = target.with_name(target.name + _PART)
        try:
            with part.open("wb") as file:
                file.write(self._pdf)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            words = _("{file} cannot be written: {reason}")
            tell(self, words.format(file=target.name, reason=error.strerror or error))
            return
        self.saved.emit(target)
        self.accept()

    def print_on(self, printer: QPrinter) -> None:
        """Put the sheet on paper."""
        work = partial(_print, self._pdf, printer)
        perform(self, self._runner, _("Printing"), work, lambda _pages: self.accept())

    def done(self, result: int) -> None:
        """Forget the pages."""
        self._pane.clear()
        super().done(result)

    def _ask_for_file(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self,
            _("Save as PDF"),
            str(Path.home() / f"{self._title}.pdf"),
            _("PDF files (*.pdf)"),
        )
        if chosen:
            self.save_pdf(Path(chosen).with_suffix(".pdf"))

    def _ask_for_printer(self) -> None:
        if printer := ask_for_printer(self):
            self.print_on(printer)


def _print(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    return print_pdf(pdf, printer, progress)
