"""Several processes at one piece of work: a large batch is drawn on every core.

Each process is started anew (never forked: the window has threads), waits for jobs, and ends with
the program, even where that is killed.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import connection, get_context, parent_process
from typing import TypeVar

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services import cycles

J = TypeVar("J")
R = TypeVar("R")
MOST = 4  # processes; each reads the fonts for itself
STEPS_BACK = 10  # of nineteen: the window moves on, and whoever hands out the work is never late


class ProcessEndedError(CircumstanceError):
    """The system has ended one of the processes, most likely for want of memory."""

    message = mark(
        "A part of the program was ended by the system. Close other programs, then go on."
    )


def cores() -> int:
    """Tell how many processes are worth starting on this machine."""
    return min(os.cpu_count() or 1, MOST)


def side_by_side(work: Callable[[J], R], jobs: Iterable[J], processes: int) -> Iterator[R]:
    """Give the results of jobs in their order; only a few jobs are taken ahead of their turn.

    `work` is a function of a module; jobs and results are pickled. What it raises is raised here,
    and the jobs after it are not begun. Raises ProcessEndedError where a process is killed.
    """
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_settle_in)
    waiting: deque[Future[R]] = deque()
    try:
        with cycles.sought_seldom():
            for job in jobs:
                waiting.append(pool.submit(_tidily, work, job))
                if len(waiting) > processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise ProcessEndedError from error
    finally:
        pool.shutdown(cancel_futures=True)


def _tidily(work: Callable[[J], R], job: J) -> R:
    """Do one job, then clear up: looking for cycles all the while takes a tenth of the time."""
    gc.disable()
    try:
        return work(job)
    finally:
        gc.collect(0)  # what was made since; nothing has grown older without the collector


def _settle_in() -> None:
    """Stand back behind the program that is in charge, which has the first turn."""
    if hasattr(os, "nice"):
        os.nice(STEPS_BACK)
    follow_the_program()


def follow_the_program() -> None:
    """Leave Ctrl+C to the program for which this process was started, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_program, daemon=True).start()


def _end_with_the_program() -> None:
    program = parent_process()
    with suppress(OSError):
        if program is not None:
            connection.wait([program.sentinel])
    os._exit(1)
