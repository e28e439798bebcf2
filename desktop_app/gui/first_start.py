"""The first start: makes the ledger that the wizard asks for, or loads the sample instead."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop_app import paths
from desktop_app.domain.errors import CircumstanceError
from desktop_app.gui.dialogs.progress_dialog import ProgressDialog
from desktop_app.gui.dialogs.questions import tell
from desktop_app.gui.faults import report
from desktop_app.gui.jobs.job_runner import JobRunner
from desktop_app.gui.wizards.first_run_wizard import FirstRunWizard
from desktop_app.i18n import _
from desktop_app.services import first_start, setting_up
from desktop_app.services.desk import Desk
from desktop_app.services.progress import Progress
from desktop_app.services.setting_up import Founding
from desktop_app.storage.store import Folder

PAGE_FILES = "*.pdf"


class FirstStart(QObject):
    """Answers the wizard; the desk it gives is closed and only knows the key.

    Signals:
        founded: the administrator's `Desk`, once the recovery code was copied rightly.
        sample_made: the `Folder` of the sample ledger.
    """

    founded = Signal(object)
    sample_made = Signal(object)

    def __init__(self, folder: Folder, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._runner = runner
        self._answers: Founding | None = None
        self._desk: Desk | None = None
        self._code = ""
        self.wizard = FirstRunWizard()
        self.wizard.setup_requested.connect(self.found)
        self.wizard.sample_requested.connect(self.make_sample)
        self.wizard.page_requested.connect(self._choose_file)
        self.wizard.finished.connect(lambda: self.founded.emit(self._desk))

    def found(self, answers: Founding) -> None:
        """Make the ledger beside the window: deriving keys takes a moment."""
        self._answers = answers
        job = self._runner.submit(partial(_found, self._folder, answers))
        job.succeeded.connect(self._show_code)
        job.failed.connect(self._refuse)

    @property
    def shows_code(self) -> bool:
        """Tell whether the recovery code is on the screen, for the only time."""
        return bool(self._code)

    def make_sample(self) -> None:
        """Play the sample season, unless it was played before."""
        job = self._runner.submit(partial(_make_sample, self._folder.path))
        job.succeeded.connect(self.sample_made)
        job.failed.connect(self._refuse)
        ProgressDialog(_("Making the sample data"), job, self.wizard).open()

    def save_page(self, file: Path) -> None:
        """Write the page for the safe as a PDF."""
        if self._answers is None:
            return
        union, device = self._answers.organisation, self._answers.device
        try:
            first_start.save_recovery_page(file, union, device, self._code, today())
        except CircumstanceError as trouble:
            tell(self.wizard, trouble.sentence())

    def _choose_file(self) -> None:
        offered = str(paths.documents() / _("recovery-page.pdf"))
        chosen, _kind = QFileDialog.getSaveFileName(
            self.wizard, _("Save the page for the safe"), offered, PAGE_FILES
        )
        if chosen:
            self.save_page(Path(chosen))

    def _show_code(self, made: tuple[Desk, str]) -> None:
        self._desk, self._code = made
        self.wizard.show_recovery_code(self._code, secrets.randbelow(8))

    def _refuse(self, trouble: Exception) -> None:
        """Let the person go on in the wizard; a fault of ours goes to the report too."""
        if isinstance(trouble, CircumstanceError):
            self.wizard.show_refusal(trouble.sentence())
        else:
            self.wizard.show_refusal("")
            report(trouble)


def today() -> date:
    """Tell what day it is where the laptop stands."""
    return datetime.now(UTC).astimezone().date()


def _found(folder: Folder, answers: Founding, _progress: Progress) -> tuple[Desk, str]:
    desk, code = setting_up.found(folder, answers, today=today)
    desk.store.close()  # it belongs to this thread; the window opens its own
    return desk, code


def _make_sample(data: Path, progress: Progress) -> Folder:
    return first_start.make_sample(data, progress)
