"""Looking after the ledger: is it whole, is it as it was written, is there a copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.role import Right
from desktop_app.i18n import ngettext
from desktop_app.services.desk import Desk
from desktop_app.storage import backups, checks, unread, wanted
from desktop_app.storage.attachments import BlobState
from desktop_app.storage.audit import HEAD_LENGTH, Entry, Verdict
from desktop_app.storage.state_code import StateCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a check found; `problems` are the words of SQLite and the cipher.

    `missing` and `damaged` count attachments whose content is not here, or not what it was;
    `uncertified` counts values that are erased without a certificate, which people have to judge.
    """

    problems: tuple[str, ...]
    log_makes_the_records: bool
    chain: Verdict
    missing: int = 0
    damaged: int = 0
    uncertified: int = 0

    @property
    def is_good(self) -> bool:
        """Tell whether nothing at all was found."""
        attached = not self.missing and not self.damaged
        return not self.problems and self.log_makes_the_records and self.chain.holds and attached


def words_of_attachments(health: Health) -> list[str]:
    """Say what is wrong with the contents of attachments, a sentence each."""
    found: list[str] = []
    if health.missing:
        words = ngettext(
            "The content of {count} attachment is not on this laptop.",
            "The contents of {count} attachments are not on this laptop.",
            health.missing,
        )
        found.append(words.format(count=health.missing))
    if health.damaged:
        words = ngettext(
            "The content of {count} attachment is damaged.",
            "The contents of {count} attachments are damaged.",
            health.damaged,
        )
        found.append(words.format(count=health.damaged))
    return found


def words_of_erased(health: Health) -> list[str]:
    """Say whether values are gone of which nobody has certified the erasure."""
    words = ngettext(
        "{count} value was erased elsewhere and no certificate of it is here. Ask whose it was.",
        "{count} values were erased elsewhere and no certificate of them is here. Ask whose they"
        " were.",
        health.uncertified,
    )
    return [words.format(count=health.uncertified)] if health.uncertified else []


class Caretaking:
    """What the office does with the ledger itself."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def state(self) -> StateCode:
        """Digest the ledger's content, to be compared with another laptop's."""
        return self._desk.store.state_code()

    def unread(self) -> int:
        """Count the records of which something is kept that only a newer program can show."""
        return len(unread.records(self._desk.store.db))

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
        """Check the file, the chain, the attachments, and that the log makes these records."""
        problems = checks.problems(self._desk.store.db)
        whole = not problems and checks.log_makes_the_records(self._desk.store.db)
        chain = self._desk.store.audit.verify()
        states = self._attached() if not problems else []
        return Health(
            problems=tuple(problems),
            log_makes_the_records=whole,
            chain=chain,
            missing=states.count(BlobState.MISSING),
            damaged=states.count(BlobState.DAMAGED),
            uncertified=0 if problems else wanted.uncertified(self._desk.store.db),
        )

    def _attached(self) -> list[BlobState]:
        """Read every content that a record names."""
        store = self._desk.store
        return [store.blobs.state(sha256) for sha256 in store.attachments.contents()]

    def back_up(self, folder: Path | None = None) -> Path:
        """Copy the ledger with its key file and attachments, and prove the copy.

        Contents that were taken into forms given up long ago go at this occasion.
        """
        self._desk.require(Right.BACK_UP)
        store = self._desk.store
        copy = backups.back_up(store, folder)
        store.blobs.sweep(store.attachments.named())
        self._desk.note("backup.made")
        return copy

    def newest_backup(self) -> Path | None:
        """Find the newest copy in the ledger's own folder of backups."""
        return backups.newest(self._desk.store.folder)
