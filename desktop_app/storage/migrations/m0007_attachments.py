"""Photos, signatures and documents: what is known of each; the content lies beside the ledger."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_RECORDS = """
CREATE TABLE attachment (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, of_kind TEXT, "of" TEXT,
  role TEXT, kind TEXT, caption TEXT, sha256 TEXT, media_type TEXT, size INTEGER, width INTEGER,
  height INTEGER, taken_on TEXT, position INTEGER, with_location INTEGER, removed INTEGER) STRICT;
CREATE INDEX attachment_of ON attachment ("of");
CREATE INDEX attachment_sha256 ON attachment (sha256);
"""


@migrations()
def m0007_attachments(db: Database) -> None:
    """Make room for attachments."""
    run(db, _RECORDS)
