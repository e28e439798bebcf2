"""Signed pages that came back, and what a person said of the signatures on them."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import keep_as_facts, migrations, run

_RECORDS = """
CREATE TABLE scan (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, verdict TEXT, sheet TEXT,
  number TEXT, form TEXT, page INTEGER, pages INTEGER, width INTEGER, height INTEGER, sha256 TEXT,
  boxes TEXT, scanned_by TEXT, scanned_on TEXT) STRICT;
CREATE INDEX scan_sheet ON scan (sheet);
CREATE INDEX scan_sha256 ON scan (sha256);
CREATE TABLE signature_check (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "grant" TEXT,
  sheet TEXT, scan TEXT, verdict TEXT, at_once INTEGER, checked_by TEXT, checked_on TEXT) STRICT;
CREATE INDEX signature_check_grant ON signature_check ("grant");
CREATE INDEX signature_check_scan ON signature_check (scan);
"""


@migrations()
def m0020_scans(db: Database) -> None:
    """Make room for scanned pages and the words on their signatures; both never change."""
    run(db, _RECORDS)
    keep_as_facts(db, ("scan", "signature_check"))
