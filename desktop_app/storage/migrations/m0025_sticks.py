"""What other laptops lack of attachments, and what a team was given of saves it does not hold."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_LACKS = """
CREATE TABLE log_peer_lacks (
  peer TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (peer, sha256)
) STRICT, WITHOUT ROWID;
CREATE TABLE log_referral (
  referral TEXT NOT NULL, device TEXT NOT NULL, way TEXT NOT NULL,
  PRIMARY KEY (referral, device, way)
) STRICT, WITHOUT ROWID;
CREATE TABLE log_given (
  n INTEGER PRIMARY KEY, exchange INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  save TEXT NOT NULL, at_ms INTEGER NOT NULL, vals TEXT NOT NULL, seen TEXT NOT NULL,
  stamps TEXT NOT NULL
) STRICT;
CREATE INDEX log_given_record ON log_given (kind, id, save);
CREATE INDEX log_given_save ON log_given (save);
CREATE INDEX log_given_exchange ON log_given (exchange);
"""


@migrations()
def m0025_sticks(db: Database) -> None:
    """Make room for what others lack, for parts of saves, and for the ways of referrals."""
    run(db, _LACKS)
