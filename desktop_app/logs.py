"""What the program notes down for whoever repairs it; never a value from a record."""

from __future__ import annotations

import logging
import platform
import traceback
import unicodedata
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import desktop_app

FILE = "nuanfang.log"
KEPT_BYTES = 500_000
KEPT_FILES = 3


def write_to(folder: Path, level: int = logging.INFO) -> Path:
    """Write the program's notes into this folder from now on; give the file's path."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / FILE, maxBytes=KEPT_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(_Plain("{asctime} {levelname} {name}: {message}", style="{"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    return folder / FILE


def report(error: BaseException) -> str:
    """Describe a bug so that it can be repaired: version, system, and where it happened."""
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"Nuanfang {desktop_app.__version__}, {system}\n{trace(error)}"


def trace(error: BaseException) -> str:
    """Tell where an error happened, causes first, without its message.

    Messages quote what a person typed; types, files and lines do not.
    """
    parts: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        parts = [trace(cause), "\nwhich led to:\n\n"]
    parts += traceback.format_tb(error.__traceback__)
    return "".join([*parts, f"{type(error).__module__}.{type(error).__qualname__}\n"])


def plain(text: str) -> str:
    """Replace control characters: no text from outside forges a line or steers a console."""
    return "".join(
        character if character == "\n" or unicodedata.category(character) != "Cc" else "\ufffd"
        for character in text
    )


class _Plain(logging.Formatter):
    """One line per note; errors without their messages."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler keeps its trace there, messages included
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        return plain(super().formatMessage(record)).replace("\n", "\ufffd")

    def formatException(  # noqa: N802 - logging's own name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, ...],
    ) -> str:
        return plain(trace(ei[1])) if ei[1] is not None else ""
