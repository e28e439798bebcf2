"""Reading a list that came in a bundle: its signature proven, nothing of it merged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import bundle, documents, receiving
from desktop_app.services.exchange.documents import Document
from desktop_app.services.exporting import Exporting


class NoListError(CircumstanceError):
    """The bundle holds changes."""

    message = mark("This bundle holds changes and no list: merge it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A list, and the laptop that signed it."""

    document: Document
    sender: str
    bundle: str


class Reading:
    """Reads the lists of bundles."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, file: Path) -> ReadDocument:
        """Read the list in a bundle and enter into the audit trail that it was read.

        Raises NoListError, StrangerError, RevokedSenderError, SealedForOthersError and
        DamagedBundleError.
        """
        self._desk.require(Right.EXCHANGE)
        store = self._desk.store
        sealed = receiving.prove(store, bundle.load(file))
        if not sealed.header.purpose.is_document:
            raise NoListError
        document = documents.read(receiving.unseal(store, sealed))
        self._desk.note("document.read", sealed.header.bundle, str(document.purpose))
        return ReadDocument(
            document=document, sender=sealed.header.sender, bundle=sealed.header.bundle
        )

    def write(self, read: ReadDocument, target: Path) -> int:
        """Write a list into a workbook or CSV; give the number of rows."""
        listed = f"document.{read.document.purpose}"
        return Exporting(self._desk).write(listed, read.document.table(), target)
