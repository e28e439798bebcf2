"""Employers and sites with their measures, labour-relations risks and safety checks."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_RECORDS = """
CREATE TABLE employer (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, kind TEXT,
  also_called TEXT, credit_code TEXT, belongs_to TEXT, nature TEXT, state TEXT, industry TEXT,
  region TEXT, address TEXT, "union" TEXT, contact TEXT, phone TEXT, headcount TEXT,
  members TEXT, migrant_workers TEXT, staying_put TEXT, hardship_workers TEXT, business TEXT,
  difficulties TEXT, history TEXT, remarks TEXT, sort_key TEXT, finding_keys TEXT) STRICT;
CREATE INDEX employer_sort_key ON employer (sort_key);
CREATE INDEX employer_belongs_to ON employer (belongs_to);
CREATE TABLE employer_measure (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, employer TEXT,
  measure TEXT, state TEXT, starts TEXT, ends TEXT, reached TEXT, amount_fen INTEGER,
  evidence_kinds TEXT, evidence TEXT, campaign TEXT, remarks TEXT) STRICT;
CREATE INDEX employer_measure_employer ON employer_measure (employer);
CREATE TABLE risk_check (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, employer TEXT,
  checked_by TEXT, owner TEXT, day TEXT, level TEXT, risks TEXT, plan TEXT, five_resolves TEXT,
  outcome TEXT, warning_on TEXT, closed_on TEXT) STRICT;
CREATE INDEX risk_check_employer ON risk_check (employer);
CREATE TABLE safety_check (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, employer TEXT,
  checked_by TEXT, together_with TEXT, scope TEXT, day TEXT, findings TEXT, result TEXT,
  remarks TEXT) STRICT;
CREATE INDEX safety_check_employer ON safety_check (employer);
"""


@migrations()
def m0004_employers(db: Database) -> None:
    """Lay down the records of employers."""
    run(db, _RECORDS)
