"""The state code: a digest of the ledger's content, kept as a tree so that a save costs little.

Leaves are the records' digests, ordered by kind and id within 4,096 buckets chosen by id; the
code is SHA-256 over the buckets. Equal code means equal content, on every laptop.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import canonical
from desktop_app.storage.transaction import immediate, is_only_read

BUCKETS = 4096
ALPHABET = "346789ACDEFGHJKLMNPQRTUVWXY"  # without 0 O 1 I B S Z 2 5, which look or sound alike


@dataclass(frozen=True, slots=True)
class StateCode:
    """The digest, and the six characters that two people can compare by phone."""

    long: str

    @property
    def short(self) -> str:
        """Give the form for the phone, three and three."""
        number = int(self.long, 16)
        letters = []
        for _place in range(6):
            number, letter = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[letter])
        return f"{''.join(letters[:3])}-{''.join(letters[3:])}"

    @property
    def square(self) -> str:
        """Give what a square code of it says, on the screen and on paper."""
        return f"NS1:{self.long.upper()}"


def bucket_of(record: str) -> int:
    """Choose the bucket by the millisecond in which the id was made, which its beginning tells.

    What is made together lies together, so that a batch touches few pages of the index.
    """
    return int(record[9:12] or record[-3:], 16)


def record_digest(kind: str, record: str, content: Mapping[str, Sequence[str]]) -> bytes:
    """Digest one record: every field with its distinct values as canonical JSON, in order."""
    return hashlib.sha256(canonical([kind, record, content]).encode()).digest()


def touch(db: Database, records: Iterable[str]) -> None:
    """Note that the buckets of these records have to be digested again."""
    buckets = {(bucket_of(record),) for record in records}
    db.conn.executemany("INSERT OR REPLACE INTO log_bucket VALUES (?, NULL)", buckets)


def state_code(db: Database) -> StateCode:
    """Compute the code, digesting only the buckets touched since the last time."""
    stale = [n for (n,) in db.execute("SELECT bucket FROM log_bucket WHERE digest IS NULL")]
    fresh = {n: digest for n in stale if (digest := _bucket_digest(db, n))}
    if stale and not is_only_read(db):
        with immediate(db):
            db.conn.executemany("INSERT OR REPLACE INTO log_bucket VALUES (?, ?)", fresh.items())
            db.execute("DELETE FROM log_bucket WHERE digest IS NULL")
    kept = dict(db.execute("SELECT bucket, digest FROM log_bucket WHERE digest IS NOT NULL"))
    whole = hashlib.sha256()
    for n, digest in sorted({**kept, **fresh}.items()):
        whole.update(n.to_bytes(2, "big") + digest)
    return StateCode(whole.hexdigest())


def _bucket_digest(db: Database, bucket: int) -> bytes | None:
    """Digest a bucket; one whose last record an undo took away is as if it had never been."""
    rows = "SELECT digest FROM log_record WHERE bucket = ? ORDER BY kind, id"
    leaves = [leaf for (leaf,) in db.execute(rows, [bucket])]
    return hashlib.sha256(b"".join(leaves)).digest() if leaves else None
