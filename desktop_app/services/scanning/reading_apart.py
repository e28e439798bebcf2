"""Pages read in processes of their own, each page in bounded time.

A decoder that hangs, or asks for more memory than there is, loses its process and that page; the
other pages go on. So do several pages at once, on as many cores as there are.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.scanning.pages import Pages, Source
from desktop_app.services.scanning.reading import Forms, PageReading, read_page

SECONDS = 30  # for one page, the start of the process included
MEMORY = 2 << 30
MOST_PROCESSES = 4
AHEAD = 8  # pages that are read before somebody takes them

_Answer = tuple[int | PageReading, type[CircumstanceError] | None, dict[str, object]]


class PageLostError(CircumstanceError):
    """A file or page on which the reading hung or ended."""

    message = mark("This page cannot be read.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A page of a file, counted from 1, and what was read; or why it, or the file, was refused."""

    source: str
    page: int
    reading: PageReading | None = None
    refusal: CircumstanceError | None = None


def read_apart(
    sources: Sequence[Source], forms: Forms, progress: Progress = unwatched
) -> Iterator[Read]:
    """Read all pages of some files, in their order, a file that is refused as one page."""
    lanes = max(1, min(MOST_PROCESSES, os.cpu_count() or 1))
    free: SimpleQueue[_Reader] = SimpleQueue()
    readers = [_Reader(forms) for _lane in range(lanes)]
    for reader in readers:
        free.put(reader)
    try:
        with ThreadPoolExecutor(lanes) as pool:
            yield from _in_order(pool, free, sources, progress)
    finally:
        for reader in readers:
            reader.stop()


def _in_order(
    pool: ThreadPoolExecutor,
    free: SimpleQueue[_Reader],
    sources: Sequence[Source],
    progress: Progress,
) -> Iterator[Read]:
    """Keep the readers busy, no more than a few pages ahead of whoever takes them."""
    counts = list(pool.map(partial(_count, free), sources))
    total, done = sum(max(1, count) for count, _refusal in counts), 0
    progress(done, total)
    pages = (
        (source, page, refusal)
        for source, (count, refusal) in zip(sources, counts, strict=True)
        for page in range(max(1, count))
    )
    waiting: deque[Future[Read]] = deque()
    try:
        for source, page, refusal in pages:
            waiting.append(pool.submit(_read, free, source, page, refusal))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
                done += 1
                progress(done, total)
        while waiting:
            yield waiting.popleft().result()
            done += 1
            progress(done, total)
    finally:
        for one in waiting:
            one.cancel()


def _count(free: SimpleQueue[_Reader], source: Source) -> tuple[int, CircumstanceError | None]:
    """Count the pages of a file without drawing one."""
    reader = free.get()
    try:
        return reader.open(source), None
    except CircumstanceError as error:
        return 0, error
    finally:
        free.put(reader)


def _read(
    free: SimpleQueue[_Reader], source: Source, page: int, refusal: CircumstanceError | None
) -> Read:
    if refusal is not None:
        return Read(source=source.name, page=1, refusal=refusal)
    reader = free.get()
    try:
        reading = reader.read(source, page)
        return Read(source=source.name, page=page + 1, reading=reading)
    except CircumstanceError as error:
        return Read(source=source.name, page=page + 1, refusal=error)
    finally:
        free.put(reader)


class _Reader:
    """One process that reads pages; begun when it is needed, and anew after it was lost."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._opened: Source | None = None

    def open(self, source: Source) -> int:
        """Open a file and count its pages. Raises PageLostError, or what it is refused with."""
        self._opened = None
        count = self._ask(source)
        self._opened = source
        return int(count) if isinstance(count, int) else 0

    def read(self, source: Source, page: int) -> PageReading:
        """Read one page. Raises PageLostError, or what the page is refused with."""
        if source is not self._opened:
            self.open(source)
        reading = self._ask(page)
        if not isinstance(reading, PageReading):
            raise TypeError("a reader answered with something else")
        return reading

    def stop(self) -> None:
        """End the process."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._line, self._process, self._opened = None, None, None

    def _ask(self, what: Source | int) -> int | PageReading:
        """Ask the process and wait for a while."""
        try:
            line = self._begin()
            line.send(what)
            answer: _Answer | None = line.recv() if line.poll(SECONDS) else None
        except (EOFError, OSError):
            answer = None
        if answer is None:
            self.stop()
            raise PageLostError
        given, refusal, details = answer
        if refusal is not None:
            raise refusal(**details)
        return given

    def _begin(self) -> Connection:
        if self._line is None:
            spawn = multiprocessing.get_context("spawn")
            ours, theirs = spawn.Pipe()
            self._process = spawn.Process(target=_answer, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
            self._line = ours
            ours.send(self._forms)
        return self._line


def _answer(line: Connection) -> None:
    """Take forms, then files and numbers of pages, and answer each."""
    _limit()
    with suppress(EOFError):
        forms, pages = line.recv(), None
        while True:
            wanted = line.recv()
            try:
                if isinstance(wanted, Source):
                    if pages is not None:
                        pages.close()
                    pages = None
                    pages = Pages(wanted.content())
                    line.send((pages.count, None, {}))
                elif pages is not None:
                    line.send((read_page(pages.page(wanted), forms), None, {}))
            except CircumstanceError as error:
                line.send((0, type(error), error.details))


def _limit() -> None:
    """Take away what a decoder out of its mind could do harm with; be silent about its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
