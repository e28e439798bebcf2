"""Work that somebody waits for: begun, watched, and its end told, good or bad."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.gui.dialogs.progress_dialog import ProgressDialog
from desktop_app.gui.faults import report
from desktop_app.gui.jobs.job_runner import Job, JobRunner, Work


def perform(
    parent: QWidget,
    runner: JobRunner,
    what: str,
    work: Work,
    then: Callable[[Any], object],
) -> Job:
    """Do work behind a progress dialog that says `what`, and go on with what it gives.

    A circumstance is told in its sentence; a cancelled job has kept nothing and says nothing.
    """
    job = runner.submit(work)
    job.succeeded.connect(then)
    job.failed.connect(report)
    ProgressDialog(what, job, parent).open()
    return job
