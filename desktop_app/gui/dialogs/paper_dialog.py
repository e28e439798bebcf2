"""A sheet without a number: looked at, then saved as PDF or put on paper."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.gui.dialogs.footed_dialog import FootedDialog
from desktop_app.gui.dialogs.long_work import perform
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.dialogs.saving import ask_for_target
from desktop_app.gui.dialogs.sheet_preview import ask_for_printer
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.jobs.paper_printing import Pages, Way, print_pdf, turns_by_hand
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
        self,
        title: str,
        pdf: bytes,
        runner: JobRunner,
        parent: QWidget | None = None,
        *,
        two_sided: bool = False,
    ) -> None:
        """Show `pdf`; where it is `two_sided` each of its pages with an even number is a back."""
        super().__init__(title, (80, 50), parent)
        self._title = title
        self._pdf = pdf
        self._runner = runner
        self._way = Way(two_sided=two_sided)
        self._printer_name = ""
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
        """Put the sheet on paper; where a person has to turn the stack, the fronts first."""
        if turns_by_hand(printer, self._way) and self._pane.page_count() > 1:
            self._print_pages(printer, Pages.FRONTS, lambda: self._ask_to_turn(printer))
        else:
            self._print_pages(printer, Pages.ALL, self.accept)

    def use_printer(self, name: str) -> None:
        """Propose this printer when it comes to printing."""
        self._printer_name = name

    def _print_pages(self, printer: QPrinter, pages: Pages, then: Callable[[], object]) -> None:
        way = replace(self._way, pages=pages)
        work = partial(_print, self._pdf, printer, way)
        words = {Pages.FRONTS: _("Printing the fronts"), Pages.BACKS: _("Printing the backs")}
        what = words.get(pages, _("Printing"))
        perform(self, self._runner, what, work, lambda _pages: then())

    def _ask_to_turn(self, printer: QPrinter) -> None:
        """Wait until the stack is in the tray again, back side up."""
        box = build_turning(self)
        box.accepted.connect(partial(self._print_pages, printer, Pages.BACKS, self.accept))
        box.open()

    def done(self, result: int) -> None:
        """Forget the pages."""
        self._pane.clear()
        super().done(result)

    def _ask_for_file(self) -> None:
        name, kinds = f"{self._title}.pdf", _("PDF files (*.pdf)")
        target = ask_for_target(self, _("Save as PDF"), Path.home() / name, kinds)
        if target is not None:
            self.save_pdf(target)

    def _ask_for_printer(self) -> None:
        if printer := ask_for_printer(self, self._printer_name):
            self.print_on(printer)


def build_turning(parent: QWidget) -> QMessageBox:
    """Lead through turning the stack; Cancel leaves the backs empty."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("Nuanfang"))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setText(_("The fronts are printed. Turn the stack now."))
    box.setInformativeText(
        _(
            "Wait until the last sheet is out. Take the stack as it lies, keep the order, turn it"
            " over its long edge and put it back into the tray. If the first back does not belong"
            " to its front, stop and put the stack in the other way round."
        )
    )
    go_on = box.addButton(_("Print the backs"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(go_on)
    return box


def _print(pdf: bytes, printer: QPrinter, way: Way, progress: Progress) -> int:
    return print_pdf(pdf, printer, progress, way)
