"""Long work that the person waits for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop_app.gui.faults import PASSING
from desktop_app.gui.jobs.job_runner import Job
from desktop_app.gui.style.look import em
from desktop_app.gui.widgets.progress_strip import ProgressStrip


class ProgressDialog(QDialog):
    """Shows one job and closes itself when the job has finished; Escape asks it to stop."""

    def __init__(self, what: str, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(what)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty(PASSING, True)
        self._job = job
        strip = ProgressStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(em(1), em(1), em(1), em(1))
        column.addWidget(strip)
        self.setMinimumWidth(em(40))
        strip.begin(what)
        strip.cancel_requested.connect(job.cancel)
        job.progressed.connect(strip.show_progress)
        job.finished.connect(self.accept)

    def reject(self) -> None:
        """Ask the work to stop; the dialog goes when it has."""
        self._job.cancel()
