"""The audit trail: the log read as a story, and checked link by link."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from desktop_app.storage import registry, saves
from desktop_app.storage.cipher import Database
from desktop_app.storage.log import GENESIS, Save
from desktop_app.storage.vault import signature_holds

HEAD_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the audit trail: what was done, to which record, by whom, when and why."""

    save: str
    at_ms: int
    actor: str
    role: str
    action: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What checking the chain found: how many entries hold, or which is the first bad one."""

    entries: int
    head: str
    first_bad: str = ""
    why: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether every entry is as it was written."""
        return not self.first_bad


class Audit:
    """Reads and checks the log; writes nothing."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def head(self) -> str:
        """Digest the tips of all chains: what the footer of a sheet ties the ledger to."""
        return _digest_of(self._tips())

    def entries(self, *, subject: str = "", limit: int = 200, offset: int = 0) -> list[Entry]:
        """List entries, the latest first; of one record where a subject is given."""
        condition, values = ("subject = ?", [subject]) if subject else ("1", [])
        rows = self._db.execute(
            "SELECT device || '/' || stream || '/' || seq, at_ms, actor, role, action, subject, "
            f"reason FROM log_save WHERE {condition} ORDER BY n DESC LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return [_entry(row) for row in rows]

    def verify(self) -> Verdict:
        """Check every link, signature and sequence; stop at the first that does not hold."""
        keys = registry.keys(self._db)
        tips: dict[tuple[str, str], tuple[int, bytes]] = {}
        count = 0
        for signed in saves.all_of(self._db):
            save, digest, signature = signed.save, signed.digest, signed.signature
            chain = (save.device, save.stream)
            why = _objection(save, digest, signature, tips.get(chain, (0, GENESIS)), keys)
            if why:
                return Verdict(entries=count, head=self.head(), first_bad=save.name, why=why)
            tips[chain] = (save.seq, digest)
            count += 1
        return Verdict(entries=count, head=self.head())

    def _tips(self) -> list[tuple[str, str, int, bytes]]:
        rows = self._db.execute(
            "SELECT device, stream, max(seq), hash FROM log_save GROUP BY device, stream "
            "ORDER BY device, stream"
        )
        return list(rows)


def _digest_of(tips: list[tuple[str, str, int, bytes]]) -> str:
    whole = hashlib.sha256()
    for device, stream, seq, digest in tips:
        whole.update(f"{device}/{stream}/{seq}:{digest.hex()}\n".encode())
    return whole.hexdigest()


def _objection(
    save: Save,
    digest: bytes,
    signature: bytes,
    before: tuple[int, bytes],
    keys: dict[str, str],
) -> str:
    seq, prev = before
    if save.seq != seq + 1 or save.prev != prev:
        return "gap"
    if save.digest() != digest:
        return "altered"
    if save.device not in keys or not signature_holds(keys[save.device], digest, signature):
        return "signature"
    return ""


def _entry(row: Any) -> Entry:
    save, at_ms, actor, role, action, subject, reason = row
    return Entry(
        save=save,
        at_ms=at_ms,
        actor=actor,
        role=role,
        action=action,
        subject=subject,
        reason=reason,
    )
