"""An office's own choices in the code lists."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_CODES = """
CREATE TABLE code_entry (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, list_id TEXT, code TEXT,
  name TEXT, english TEXT, old TEXT, position INTEGER, valid_from INTEGER, retired INTEGER,
  source TEXT, note TEXT) STRICT;
CREATE INDEX code_entry_list_id ON code_entry (list_id);
"""


@migrations()
def m0010_lists(db: Database) -> None:
    """Lay down the office's own choices."""
    run(db, _CODES)
