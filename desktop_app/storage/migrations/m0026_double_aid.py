"""The double-aid filters that came with bundles: who gave, in which season, never to whom."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_FILTERS = """
CREATE TABLE aid_filter (
  origin TEXT NOT NULL, season TEXT NOT NULL, key BLOB NOT NULL, count INTEGER NOT NULL,
  bits BLOB NOT NULL, made_ms INTEGER NOT NULL, PRIMARY KEY (origin, season)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m0026_double_aid(db: Database) -> None:
    """Make room for one filter of each laptop and season."""
    run(db, _FILTERS)
