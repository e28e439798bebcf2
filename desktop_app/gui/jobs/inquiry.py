"""A question to the ledger, answered beside the window and never left with an old answer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.gui.faults import report
from desktop_app.gui.jobs.job_runner import JobRunner, Work


class Inquiry(QObject):
    """Asks once at a time; asked meanwhile, it asks once more, for the ledger may have changed.

    Signals:
        answered: what the work returned.
    """

    answered = Signal(object)

    def __init__(self, runner: JobRunner, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._work = work
        self._is_asking = False
        self._is_wanted_again = False

    def ask(self) -> None:
        """Ask now, or as soon as what is asked already has its answer."""
        if self._is_asking:
            self._is_wanted_again = True
            return
        self._is_asking = True
        job = self._runner.submit(self._work)
        job.succeeded.connect(self.answered)
        job.failed.connect(report)
        job.finished.connect(self._rest)

    @Slot()
    def _rest(self) -> None:
        self._is_asking = False
        if self._is_wanted_again:
            self._is_wanted_again = False
            self.ask()
