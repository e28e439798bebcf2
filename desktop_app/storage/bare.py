"""The least that an encrypted ledger can do, for comparison: one row, durably committed."""

from __future__ import annotations

from pathlib import Path

from desktop_app.storage.cipher import Connection, Database, connect


class BareTable:
    """A table of one column in a file of its own, encrypted and durable as the ledger is."""

    def __init__(self, file: Path) -> None:
        self._connection: Connection = connect(str(file))
        self._connection.execute("PRAGMA key = 'x'")
        self._connection.execute("PRAGMA journal_mode = WAL").fetchall()
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE bare (n INTEGER)")

    def add(self, number: int) -> None:
        """Commit one row."""
        self._connection.execute("INSERT INTO bare VALUES (?)", [number])
        self._connection.commit()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def settle(db: Database) -> None:
    """Bring everything that was written into the ledger's file, so that its size is known."""
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
