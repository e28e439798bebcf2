"""Which contents of attachments other laptops lack, as they said in their last bundle."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_LACKS = """
CREATE TABLE log_peer_lacks (
  peer TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (peer, sha256)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m0025_sticks(db: Database) -> None:
    """Make room for what is not with another laptop although its records are."""
    run(db, _LACKS)
