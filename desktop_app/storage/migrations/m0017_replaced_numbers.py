"""Which number a sheet stands for, found without reading every sheet."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_INDEX = "CREATE INDEX sheet_replaces ON sheet (replaces) WHERE replaces IS NOT NULL"


@migrations()
def m0017_replaced_numbers(db: Database) -> None:
    """Lay down the index over replaced numbers."""
    run(db, _INDEX)
