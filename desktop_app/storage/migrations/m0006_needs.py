"""Needs, the steps taken about them, and referrals."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import keep_as_facts, migrations, run

_RECORDS = """
CREATE TABLE need (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, urgency TEXT,
  source TEXT, heard_on TEXT, heard_by TEXT, visit TEXT, beneficiary TEXT, child TEXT,
  employer TEXT, owner TEXT, due TEXT, outcome TEXT, said TEXT, closed_on TEXT, words TEXT,
  group_words TEXT, outcome_words TEXT, said_words TEXT, reopened_reason TEXT,
  remarks TEXT) STRICT;
CREATE INDEX need_beneficiary ON need (beneficiary);
CREATE INDEX need_visit ON need (visit);
CREATE INDEX need_open ON need (due) WHERE closed_on IS NULL;
CREATE TABLE need_step (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, need TEXT, done_by TEXT,
  referral TEXT, day TEXT, kind TEXT, outcome TEXT, said TEXT, words TEXT) STRICT;
CREATE INDEX need_step_need ON need_step (need);
CREATE TABLE referral (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, channel TEXT,
  "union" TEXT, addressee TEXT, place TEXT, place_role TEXT, beneficiary TEXT, child TEXT,
  employer TEXT, need TEXT, asked_by TEXT, asked_on TEXT, due TEXT, reply TEXT, answered_on TEXT,
  withdrawn_on TEXT, contact TEXT, words TEXT, answer TEXT, answered_by TEXT,
  withdrawn_reason TEXT) STRICT;
CREATE INDEX referral_need ON referral (need);
CREATE INDEX referral_beneficiary ON referral (beneficiary);
CREATE INDEX referral_waiting ON referral (due)
  WHERE answered_on IS NULL AND withdrawn_on IS NULL;
"""


@migrations()
def m0006_needs(db: Database) -> None:
    """Lay down needs with their steps, which never change, and referrals."""
    run(db, _RECORDS)
    keep_as_facts(db, ("need_step",))
