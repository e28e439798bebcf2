"""Files that a person has chosen, read no further than they may be long."""

from __future__ import annotations

from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.services.pictures import MAX_BYTES, FileTooLargeError


class UnreadableFileError(CircumstanceError):
    """A chosen file cannot be opened."""

    message = mark("It cannot be opened ({reason}).")


def content_of(file: Path) -> bytes:
    """Read a file. Raises FileTooLargeError and UnreadableFileError."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise FileTooLargeError(limit=MAX_BYTES // 1024 // 1024)
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFileError(reason=error.strerror or "") from error
