"""Is the ledger whole? Pages, keys, and whether the log still makes exactly these records."""

from __future__ import annotations

from desktop_app.storage import rebuilding, standing, state_code
from desktop_app.storage.cipher import Database, DatabaseError
from desktop_app.storage.migrations import migrations


def problems(db: Database) -> list[str]:
    """List what is wrong with the file itself, as SQLite and the cipher say it."""
    found: list[str] = []
    try:
        found += [str(row[0]) for row in db.execute("PRAGMA cipher_integrity_check")]
        found += [str(row[0]) for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [f"foreign key: {row[0]}" for row in db.execute("PRAGMA foreign_key_check")]
    except DatabaseError as error:
        found.append(str(error))
    return found


def log_makes_the_records(db: Database) -> bool:
    """Replay the whole log into an empty ledger in memory and compare the state codes.

    The typed tables are digested anew for this, so a row altered behind the log's back shows.
    """
    made = Database(memory=True, execute_plugins=False)
    try:
        migrations.apply(made)
        rebuilding.replay(rebuilding.everything(db), made)
        return state_code.state_code(made) == state_code.state_code(db) and _same_rows(db)
    finally:
        made.conn.close()


def _same_rows(db: Database) -> bool:
    """Tell whether every typed row still has the digest that was kept when it was written."""
    rows = db.execute("SELECT kind, id, digest FROM log_record").fetchall()
    return all(
        state_code.record_digest(kind, record, standing.read(db, kind, record).content()) == digest
        for kind, record, digest in rows
    )
