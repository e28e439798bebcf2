"""A ledger that a newer program has written: it can be read here as far as this one knows it.

Nothing is upgraded and nothing written, so that the newer program finds everything as it left it.
"""

from __future__ import annotations

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage.changes import SCHEMA_VERSION
from desktop_app.storage.cipher import Database
from desktop_app.storage.kinds import KINDS
from desktop_app.storage.migrations import migrations


class NewerLedgerError(CircumstanceError):
    """A newer program has written this ledger, and keeps it in another shape."""

    message = mark("This ledger was written by a newer version. Please update the program.")


def is_newer(db: Database) -> bool:
    """Tell whether the schema or the records have grown beyond this program."""
    known = {step.name for step in migrations.pending(Database(memory=True))}
    return bool({step.name for step in migrations.applied(db)} - known) or (
        version(db) > SCHEMA_VERSION
    )


def version(db: Database) -> int:
    """Tell which records the program could hold that last opened this ledger."""
    (found,) = db.execute("PRAGMA user_version").fetchone()
    return int(found)


def only_read(db: Database) -> None:
    """Let nothing be written through this connection.

    Raises NewerLedgerError where the tables are not even as this program reads them.
    """
    for kind in KINDS.values():
        wanted = {column.name for column in kind.columns}
        if wanted and not wanted <= {column.name for column in db[kind.name].columns}:
            raise NewerLedgerError
    db.execute("PRAGMA query_only = ON")
