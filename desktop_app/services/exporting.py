"""What leaves the ledger as a file: written whole, and put down in the audit trail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.role import Right
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.progress import Progress, unwatched
from desktop_app.services.reporting.table import Table
from desktop_app.services.reporting.text_file import write_csv

ENDINGS = (".xlsx", ".csv")


class EndingError(CircumstanceError):
    """A list is written as a workbook or as CSV."""

    message = mark("A list is written into a file that ends in {endings}.")


class RevealReasonError(CircumstanceError):
    """Whole numbers leave the ledger for a reason only."""

    message = mark("Say why the whole numbers are needed.")


class Exporting:
    """What the office does when a list goes into a file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(
        self,
        listed: str,
        table: Table,
        target: Path,
        *,
        reveals: Sequence[str] = (),
        reason: str = "",
        progress: Progress = unwatched,
    ) -> int:
        """Write a table as its file's ending says; give the number of rows.

        `listed` names the list in the audit trail, `reveals` the fields that stand in it whole;
        they take the right to reveal and a reason. Raises EndingError, RevealReasonError,
        NotPermittedError, FileRefusedError.
        """
        self._desk.require(Right.READ)
        if reveals:
            self._desk.require(Right.REVEAL)
            if not reason.strip():
                raise RevealReasonError
        write = _writer(target.suffix.lower())
        if write is None:
            raise EndingError(endings="、".join(ENDINGS))

        def note() -> None:
            fields = f" · {', '.join(reveals)} · {reason.strip()}" if reveals else ""
            action = "list.revealed" if reveals else "list.exported"
            self._desk.note(action, reason=f"{listed} · {table.count}{fields}")

        return write(table, target, progress=progress, before_it_counts=note)


def _writer(ending: str) -> Callable[..., int] | None:
    if ending != ".xlsx":
        return write_csv if ending == ".csv" else None
    from desktop_app.services.reporting import workbook  # openpyxl: no start waits for it

    return workbook.write_workbook
