"""Old .xls workbooks, parsed in a process of their own.

Unlike an .xlsx, they cannot be screened beforehand, and for some damaged ones the parser asks for
more memory than there is, which ends its process (docs/decisions/020-reading-workbooks.md).
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from multiprocessing.connection import Connection

from desktop_app.domain.errors import CircumstanceError
from desktop_app.services.importing.parsing import Sheet, parse
from desktop_app.services.importing.refusals import DamagedWorkbookError

SECONDS = 60
MEMORY = 2 << 30


def parse_apart(file: str, content: bytes) -> list[Sheet]:
    """Parse a workbook; whatever the parser does, this process goes on."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    child = spawn.Process(target=_answer, args=(theirs,), daemon=True)
    child.start()
    theirs.close()
    try:
        ours.send((file, content))
        answer = ours.recv() if ours.poll(SECONDS) else None
    except (EOFError, OSError):
        answer = None
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()
    if answer is None:
        raise DamagedWorkbookError(file=file)
    sheets, refusal, details = answer
    if refusal:
        raise refusal(**details)
    return list(sheets)


def _answer(connection: Connection) -> None:
    """Parse what comes in and send back the sheets, or the refusal with its details."""
    _limit()
    file, content = connection.recv()
    try:
        connection.send((parse(file, content, {}), None, {}))
    except CircumstanceError as error:
        connection.send((None, type(error), error.details))


def _limit() -> None:
    """Take away what a parser out of its mind could do harm with; be silent about its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
