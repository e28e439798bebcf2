"""The ledger as it began: the log, the records, the facts that never change, the search."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import keep_as_facts, migrations, run

_LOG = """
CREATE TABLE log_save (
  n INTEGER PRIMARY KEY, device TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, reason TEXT NOT NULL, version INTEGER NOT NULL, payload BLOB NOT NULL,
  prev BLOB NOT NULL, hash BLOB NOT NULL UNIQUE, sig BLOB NOT NULL, UNIQUE (device, stream, seq)
) STRICT;
CREATE TABLE log_record (
  kind TEXT NOT NULL, id TEXT NOT NULL, bucket INTEGER NOT NULL, digest BLOB NOT NULL,
  born TEXT NOT NULL, heads TEXT, contested INTEGER NOT NULL, PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_record_bucket ON log_record (bucket);
CREATE INDEX log_record_contested ON log_record (contested) WHERE contested = 1;
CREATE TABLE log_bucket (bucket INTEGER PRIMARY KEY, digest BLOB) STRICT;
CREATE INDEX log_save_subject ON log_save (subject, n);
CREATE TRIGGER log_save_stays BEFORE UPDATE ON log_save
  BEGIN SELECT RAISE(ABORT, 'a save is never changed'); END;
CREATE TRIGGER log_save_is_kept BEFORE DELETE ON log_save
  BEGIN SELECT RAISE(ABORT, 'a save is never deleted'); END;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE draft (
  form TEXT NOT NULL, record TEXT NOT NULL, user TEXT NOT NULL, title TEXT NOT NULL,
  fields TEXT NOT NULL, seen TEXT NOT NULL, at_ms INTEGER NOT NULL,
  PRIMARY KEY (form, record, user)
) STRICT;
"""

_RECORDS = """
CREATE TABLE organisation (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, level TEXT,
  region TEXT, code TEXT, sheet_key TEXT, is_sample INTEGER) STRICT;
CREATE TABLE device (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT, code TEXT,
  sign_pub TEXT) STRICT;
CREATE TABLE user (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, role TEXT,
  active INTEGER) STRICT;
CREATE TABLE beneficiary (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT,
  employer TEXT, category TEXT, remarks TEXT, sex TEXT, tags TEXT, id_number TEXT,
  id_override_reason TEXT, ethnicity TEXT, phone TEXT, other_phone TEXT, birth_date TEXT,
  address TEXT, bank_name TEXT, bank_card TEXT, bank_account_name TEXT, sort_key TEXT) STRICT;
CREATE INDEX beneficiary_id_number ON beneficiary (id_number);
CREATE INDEX beneficiary_sort_key ON beneficiary (sort_key);
CREATE TABLE household_member (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, beneficiary TEXT,
  name TEXT, relation TEXT, id_number TEXT, sex TEXT, birth_date TEXT,
  monthly_income_fen INTEGER, health TEXT, occupation TEXT, originals TEXT) STRICT;
CREATE INDEX household_member_beneficiary ON household_member (beneficiary);
CREATE TABLE hardship_file (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, beneficiary TEXT,
  worker_number TEXT, hardship_category TEXT, political_status TEXT, health TEXT,
  disability TEXT, work_status TEXT, model_worker_type TEXT, housing TEXT,
  floor_area_dm2 INTEGER, postcode TEXT, worked_since TEXT, industry TEXT, marital_status TEXT,
  hukou_type TEXT, hukou_region TEXT, employer_nature TEXT, employer_state TEXT,
  single_parent INTEGER, own_monthly_income_fen INTEGER, other_annual_income_fen INTEGER,
  household_annual_income_fen INTEGER, household_size INTEGER, per_head_monthly_fen INTEGER,
  medical_insurance TEXT, self_help INTEGER, zero_employment INTEGER, main_cause TEXT,
  other_causes TEXT, bank_branch TEXT, originals TEXT) STRICT;
CREATE INDEX hardship_file_beneficiary ON hardship_file (beneficiary);
CREATE TABLE campaign (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, basis TEXT,
  wish TEXT, fund_source TEXT, starts TEXT, ends TEXT, cut_off TEXT, standards TEXT,
  cap TEXT) STRICT;
CREATE TABLE roster_entry (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, campaign TEXT,
  beneficiary TEXT, category TEXT, fund_source TEXT, unit TEXT, source TEXT, cash_fen INTEGER,
  goods TEXT) STRICT;
CREATE INDEX roster_entry_campaign ON roster_entry (campaign);
CREATE TABLE visit (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, campaign TEXT, manner TEXT,
  day_words TEXT, risk_level TEXT, delegation TEXT, leader TEXT, leader_title TEXT,
  lone_visitor_reason TEXT, first_day TEXT, last_day TEXT, places TEXT, visitors TEXT,
  beneficiaries TEXT, groups TEXT, concerns TEXT, findings TEXT, difficulties TEXT,
  requests TEXT, exhortation TEXT, remarks TEXT) STRICT;
CREATE INDEX visit_first_day ON visit (first_day);
CREATE TABLE "grant" (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, campaign TEXT,
  beneficiary TEXT, visit TEXT, category TEXT, fund_source TEXT, method TEXT, basis TEXT,
  cash_fen INTEGER, goods TEXT, unit TEXT, planned_by TEXT, planned_on TEXT) STRICT;
CREATE INDEX grant_campaign ON "grant" (campaign);
CREATE INDEX grant_beneficiary ON "grant" (beneficiary);
CREATE TABLE grant_decision (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "grant" TEXT,
  reason TEXT, decided_by TEXT, approved INTEGER, decided_on TEXT) STRICT;
CREATE INDEX grant_decision_grant ON grant_decision ("grant");
CREATE TABLE grant_void (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "grant" TEXT,
  reason TEXT, voided_by TEXT, voided_on TEXT) STRICT;
CREATE INDEX grant_void_grant ON grant_void ("grant");
CREATE TABLE handover (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "grant" TEXT, visit TEXT,
  proxy_name TEXT, proxy_relation TEXT, day TEXT) STRICT;
CREATE INDEX handover_grant ON handover ("grant");
CREATE TABLE sheet (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT, number TEXT UNIQUE,
  device_code TEXT, campaign TEXT, "grant" TEXT, visit TEXT, replaces TEXT, year INTEGER,
  serial INTEGER, amount_fen INTEGER, frozen TEXT, reserved_by TEXT, reserved_on TEXT) STRICT;
CREATE INDEX sheet_grant ON sheet ("grant");
CREATE INDEX sheet_series ON sheet (device_code, year, serial);
CREATE TABLE printing (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sheet TEXT,
  file_sha256 TEXT, reason TEXT, printed_by TEXT, copy INTEGER, printed_at_ms INTEGER,
  came_out INTEGER) STRICT;
CREATE INDEX printing_sheet ON printing (sheet);
CREATE TABLE sheet_void (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sheet TEXT, reason TEXT,
  voided_by TEXT, voided_on TEXT) STRICT;
CREATE INDEX sheet_void_sheet ON sheet_void (sheet);
"""

_FACTS = ("grant", "grant_decision", "grant_void", "handover", "sheet", "printing", "sheet_void")

_SEARCH = """
CREATE VIRTUAL TABLE search USING fts5(
  name, pinyin, initials, number, phone, employer,
  content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3'
);
"""


@migrations()
def m0001_ledger(db: Database) -> None:
    """Lay down the log, the records, the facts that never change, and the search index."""
    for script in (_LOG, _RECORDS, _SEARCH):
        run(db, script)
    keep_as_facts(db, _FACTS)
