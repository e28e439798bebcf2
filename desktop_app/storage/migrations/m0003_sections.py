"""The sections of a person's record, and the children left behind."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_RECORDS = """
CREATE TABLE model_worker (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, beneficiary TEXT,
  level TEXT, honour TEXT, title TEXT, certificate TEXT, honoured_year INTEGER,
  work_status TEXT, in_hardship INTEGER, difficulties TEXT, aid_plan TEXT, aid_interval TEXT,
  aid_due TEXT, entitlements TEXT, money TEXT, remarks TEXT, removed_because TEXT) STRICT;
CREATE INDEX model_worker_beneficiary ON model_worker (beneficiary);
CREATE INDEX model_worker_aid_due ON model_worker (aid_due);
CREATE TABLE frontline_post (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, beneficiary TEXT,
  occupation TEXT, post TEXT, unit TEXT, festival TEXT, shift TEXT, kept_from TEXT, kept_to TEXT,
  conditions TEXT, official TEXT, remarks TEXT, removed_because TEXT) STRICT;
CREATE INDEX frontline_post_beneficiary ON frontline_post (beneficiary);
CREATE TABLE migrant_origin (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, beneficiary TEXT,
  home_region TEXT, home_place TEXT, home_union TEXT, host_union TEXT, came_on TEXT,
  contract_signed TEXT, contract_term TEXT, is_member INTEGER, member_since TEXT,
  remarks TEXT, removed_because TEXT) STRICT;
CREATE INDEX migrant_origin_beneficiary ON migrant_origin (beneficiary);
CREATE TABLE staying_put (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, beneficiary TEXT,
  year INTEGER, campaign TEXT, stay_place TEXT, home_risk TEXT, family_elsewhere TEXT,
  provided TEXT, provided_words TEXT, children_left_behind INTEGER, remarks TEXT,
  removed_because TEXT) STRICT;
CREATE INDEX staying_put_beneficiary ON staying_put (beneficiary);
CREATE TABLE platform_work (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, beneficiary TEXT,
  occupation TEXT, platform TEXT, station TEXT, vehicle TEXT, accident_insurance TEXT,
  is_member INTEGER, member_since TEXT, remarks TEXT, removed_because TEXT) STRICT;
CREATE INDEX platform_work_beneficiary ON platform_work (beneficiary);
CREATE TABLE left_behind_child (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, parent TEXT,
  name TEXT, birth_year INTEGER, birth_date TEXT, sex TEXT, id_number TEXT, school TEXT,
  grade TEXT, guardian TEXT, guardian_relation TEXT, guardian_phone TEXT, consent_by TEXT,
  consent_on TEXT, consent_form TEXT, region TEXT, address TEXT, home_union TEXT, wishes TEXT,
  remarks TEXT, removed_because TEXT) STRICT;
CREATE INDEX left_behind_child_parent ON left_behind_child (parent);
"""


@migrations()
def m0003_sections(db: Database) -> None:
    """Add a table for each section, and one for children."""
    run(db, _RECORDS)
