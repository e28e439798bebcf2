"""Looking after the ledger: is it whole, is it as it was written, is there a copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.role import Right
from desktop_app.services.desk import Desk
from desktop_app.storage import backups, checks
from desktop_app.storage.audit import HEAD_LENGTH, Entry, Verdict
from desktop_app.storage.state_code import StateCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a check found; `problems` are the words of SQLite and the cipher."""

    problems: tuple[str, ...]
    log_makes_the_records: bool
    chain: Verdict

    @property
    def is_good(self) -> bool:
        """Tell whether nothing at all was found."""
        return not self.problems and self.log_makes_the_records and self.chain.holds


class Caretaking:
    """What the office does with the ledger itself."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def state(self) -> StateCode:
        """Digest the ledger's content, to be compared with another laptop's."""
        return self._desk.store.state_code()

    def chain_head(self) -> str:
        """Give the first characters of the chain's head, as sheets carry it."""
        return self._desk.store.audit.head()[:HEAD_LENGTH]

    def verify(self) -> Verdict:
        """Check every entry of the audit chain."""
        self._desk.require(Right.AUDIT)
        return self._desk.store.audit.verify()

    def entries(self, *, subject: str = "", limit: int = 200, offset: int = 0) -> list[Entry]:
        """List the audit trail, the latest first; of one record where a subject is given."""
        self._desk.require(Right.READ)
        return self._desk.store.audit.entries(subject=subject, limit=limit, offset=offset)

    def check(self) -> Health:
        """Check the file, the chain, and that the log still makes exactly these records."""
        problems = checks.problems(self._desk.store.db)
        whole = not problems and checks.log_makes_the_records(self._desk.store.db)
        chain = self._desk.store.audit.verify()
        return Health(problems=tuple(problems), log_makes_the_records=whole, chain=chain)

    def back_up(self, folder: Path | None = None) -> Path:
        """Copy the ledger and its key file, and prove the copy."""
        self._desk.require(Right.BACK_UP)
        copy = backups.back_up(self._desk.store, folder)
        self._desk.note("backup.made")
        return copy

    def newest_backup(self) -> Path | None:
        """Find the newest copy in the ledger's own folder of backups."""
        return backups.newest(self._desk.store.folder)
