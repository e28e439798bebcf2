"""Long work at an office of its own, so that the window's ledger stays in the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_app.gui.jobs.job_runner import Work
from desktop_app.services.office import Office
from desktop_app.services.progress import Progress

OfficeWork = Callable[[Office, Progress], Any]


def at_own_office(office: Office, do: OfficeWork) -> Work:
    """Make work for the job runner that opens the ledger once more and closes it again."""

    def work(progress: Progress) -> Any:
        own = office.for_another_thread()
        try:
            return do(own, progress)
        finally:
            own.close()

    return work
