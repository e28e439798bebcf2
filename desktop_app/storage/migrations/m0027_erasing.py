"""Certificates of erasures, and a log whose values may be taken out, and nothing else."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import keep_as_facts, migrations, run

# What a save becomes is laid into log_blanked first; nothing but its payload may change, and only
# into that. Whether the payload still fits the hash is asked whenever the chain is checked.
_ERASING = """
CREATE TABLE erasure (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, of_kind TEXT, "of" TEXT,
  reason TEXT, erased_by TEXT, targets TEXT, saves TEXT, contents TEXT, erased_on TEXT) STRICT;
CREATE TABLE log_blanked (
  device TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL, payload BLOB NOT NULL,
  PRIMARY KEY (device, stream, seq)
) STRICT, WITHOUT ROWID;
DROP TRIGGER log_save_stays;
CREATE TRIGGER log_save_stays BEFORE UPDATE ON log_save
  WHEN NOT EXISTS (SELECT 1 FROM log_blanked WHERE device = OLD.device AND stream = OLD.stream
    AND seq = OLD.seq AND payload = NEW.payload)
    OR NEW.n <> OLD.n OR NEW.device <> OLD.device OR NEW.stream <> OLD.stream
    OR NEW.seq <> OLD.seq OR NEW.at_ms <> OLD.at_ms OR NEW.actor <> OLD.actor
    OR NEW.role <> OLD.role OR NEW.action <> OLD.action OR NEW.subject <> OLD.subject
    OR NEW.reason <> OLD.reason OR NEW.version <> OLD.version OR NEW.prev <> OLD.prev
    OR NEW.hash <> OLD.hash OR NEW.sig <> OLD.sig OR NEW.taken IS NOT OLD.taken
  BEGIN SELECT RAISE(ABORT, 'a save is never changed'); END;
"""


@migrations()
def m0027_erasing(db: Database) -> None:
    """Make room for certificates, and let erased values leave the log."""
    run(db, _ERASING)
    keep_as_facts(db, ["erasure"])
