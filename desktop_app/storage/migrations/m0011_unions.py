"""The tree of unions."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_UNIONS = """
CREATE TABLE "union" (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, parent TEXT,
  position INTEGER, code TEXT, credit_code TEXT, level TEXT, union_type TEXT, union_form TEXT,
  region TEXT, street TEXT, chair TEXT, chair_phone TEXT, term_from TEXT, term_to TEXT,
  audit_chair TEXT, audit_members TEXT, has_seal INTEGER, account_name TEXT, bank TEXT,
  account TEXT, workers INTEGER, members INTEGER, migrant_workers INTEGER,
  hardship_workers INTEGER, model_workers INTEGER, counted_on TEXT, valid_from TEXT,
  retired_on TEXT, source TEXT, remarks TEXT) STRICT;
CREATE INDEX union_parent ON "union" (parent);
"""


@migrations()
def m0011_unions(db: Database) -> None:
    """Lay down the tree of unions."""
    run(db, _UNIONS)
