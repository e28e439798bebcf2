"""What laptops that meet by stick need: a register of laptops, and where merged saves come from."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import keep_as_facts, migrations, run

_LAPTOPS = """
ALTER TABLE device ADD COLUMN age_recipient TEXT;
ALTER TABLE device ADD COLUMN scope TEXT;
ALTER TABLE device ADD COLUMN enrolled INTEGER;
ALTER TABLE device ADD COLUMN revoked TEXT;
ALTER TABLE device ADD COLUMN revoked_on TEXT;
"""

_LOG = """
ALTER TABLE log_save ADD COLUMN taken INTEGER;
CREATE INDEX log_save_taken ON log_save (taken) WHERE taken IS NOT NULL;
CREATE TABLE log_aside (
  device TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, reason TEXT NOT NULL, version INTEGER NOT NULL, payload BLOB NOT NULL,
  prev BLOB NOT NULL, hash BLOB NOT NULL, sig BLOB NOT NULL, taken INTEGER, why TEXT NOT NULL,
  PRIMARY KEY (device, stream, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_aside_taken ON log_aside (taken);
DROP TRIGGER log_save_is_kept;
CREATE TRIGGER log_save_is_kept BEFORE DELETE ON log_save
  WHEN NOT EXISTS (SELECT 1 FROM log_aside WHERE device = OLD.device AND stream = OLD.stream
    AND seq = OLD.seq AND hash = OLD.hash AND payload = OLD.payload AND sig = OLD.sig)
  BEGIN SELECT RAISE(ABORT, 'a save is never deleted'); END;
CREATE TABLE log_parked (
  device TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL,
  line BLOB NOT NULL, why TEXT NOT NULL, PRIMARY KEY (device, stream, seq, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE log_awaited (
  save TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL,
  by TEXT NOT NULL, stamp INTEGER NOT NULL, PRIMARY KEY (save, kind, id, field, by)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_awaited_record ON log_awaited (kind, id);
CREATE TABLE log_unread (
  kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL, PRIMARY KEY (kind, id, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE log_peer (
  peer TEXT NOT NULL, device TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (peer, device, stream)
) STRICT, WITHOUT ROWID;
CREATE TABLE log_exchange (
  id INTEGER PRIMARY KEY, deed TEXT NOT NULL, bundle TEXT NOT NULL, sha256 TEXT NOT NULL,
  device TEXT NOT NULL, at_ms INTEGER NOT NULL, saves INTEGER NOT NULL, counts TEXT NOT NULL,
  of INTEGER
) STRICT;
CREATE INDEX log_exchange_bundle ON log_exchange (bundle);
CREATE TRIGGER log_exchange_stays BEFORE UPDATE ON log_exchange
  BEGIN SELECT RAISE(ABORT, 'an exchange is never changed'); END;
CREATE TRIGGER log_exchange_is_kept BEFORE DELETE ON log_exchange
  BEGIN SELECT RAISE(ABORT, 'an exchange is never deleted'); END;
"""

# Two laptops that chose the same code by chance may have given out the same number: both sheets
# are kept and shown. On one laptop the series itself, taken under the write lock, keeps numbers
# apart.
_SHEETS = """
CREATE TABLE sheet_next (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, number TEXT,
  device_code TEXT, campaign TEXT, "grant" TEXT, visit TEXT, replaces TEXT, year INTEGER,
  serial INTEGER, amount_fen INTEGER, frozen TEXT, reserved_by TEXT, reserved_on TEXT) STRICT;
INSERT INTO sheet_next SELECT n, id, kind, number, device_code, campaign, "grant", visit, replaces,
  year, serial, amount_fen, frozen, reserved_by, reserved_on FROM sheet;
DROP TABLE sheet;
ALTER TABLE sheet_next RENAME TO sheet;
CREATE INDEX sheet_number ON sheet (number);
CREATE INDEX sheet_grant ON sheet ("grant");
CREATE INDEX sheet_series ON sheet (device_code, year, serial);
"""


@migrations()
def m0021_exchange(db: Database) -> None:
    """Add the register of laptops and what merging, parking and undoing need."""
    for script in (_LAPTOPS, _LOG, _SHEETS):
        run(db, script)
    keep_as_facts(db, ["sheet"])
