"""What a copied ledger says of the saves that it told again under a name of its own."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_RESTATED = """
ALTER TABLE device ADD COLUMN restated TEXT;
"""


@migrations()
def m0028_splits(db: Database) -> None:
    """Let the record of a laptop name the saves of its former name that it told again."""
    run(db, _RESTATED)
