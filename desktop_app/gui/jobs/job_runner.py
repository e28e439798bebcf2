"""Long work in one thread of its own, told about with signals."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from threading import Event
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.services.progress import CancelledError, Progress

PROGRESS_INTERVAL_S = 0.05

Work = Callable[[Progress], Any]


class Job(QObject):
    """The receipt for submitted work. It lives in the window's thread, the work does not.

    Signals:
        progressed: items done, items in all; at most twenty times a second.
        succeeded: what the work returned.
        failed: the exception it raised.
        cancelled: it stopped because it was asked to.
        finished: always, and always last.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, work: Work, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = Event()
        self._last_report = 0.0

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def perform(self) -> None:
        """Do the work; called in the worker's thread, never raises."""
        try:
            self.succeeded.emit(self._work(self._watch))
        except CancelledError:
            self.cancelled.emit()
        except Exception as trouble:  # noqa: BLE001 - a thread that raises is heard by nobody
            self.failed.emit(trouble)
        finally:
            self.finished.emit()

    def _watch(self, done: int, total: int, /) -> None:
        if self._stop.is_set():
            raise CancelledError
        if done == total or monotonic() - self._last_report > PROGRESS_INTERVAL_S:
            self._last_report = monotonic()
            self.progressed.emit(done, total)


class JobRunner(QObject):
    """Performs one job after another; a job is let go only when its thread has left it.

    Signals:
        became_idle: the last job has been let go.
    """

    became_idle = Signal()
    _submitted = Signal(QObject)
    _left = Signal(QObject)

    def __init__(self, pool: Executor | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool or ThreadPoolExecutor(1, thread_name_prefix="long_work")
        self._jobs: set[Job] = set()
        queued = Qt.ConnectionType.QueuedConnection
        self._submitted.connect(self._begin, queued)
        self._left.connect(self._let_go, queued)

    @property
    def is_busy(self) -> bool:
        """Tell whether a job is waiting or running."""
        return bool(self._jobs)

    def submit(self, work: Work) -> Job:
        """Accept work; it begins when the event loop turns, so connect right away."""
        job = Job(work, self)
        self._jobs.add(job)
        self._submitted.emit(job)
        return job

    def close(self) -> None:
        """Cancel everything and wait for the step in hand."""
        for job in self._jobs:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._jobs.clear()

    @Slot(QObject)
    def _begin(self, job: Job) -> None:
        if job not in self._jobs:
            return
        outcome = self._pool.submit(job.perform)

        # Deleting the job from a slot of its own signal would lose signals still on the way.
        def leave(_outcome: Future[None]) -> None:
            self._left.emit(job)

        outcome.add_done_callback(leave)

    @Slot(QObject)
    def _let_go(self, job: Job) -> None:
        self._jobs.discard(job)
        job.deleteLater()
        if not self._jobs:
            self.became_idle.emit()
