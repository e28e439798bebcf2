"""Two records for one person, values keyed twice, and the indexes that find likely duplicates."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import keep_as_facts, migrations, run

_RECORDS = """
CREATE TABLE person_merge (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, duplicate TEXT,
  kept TEXT, reason TEXT, merged_by TEXT, withdrawn INTEGER, taken TEXT, former TEXT) STRICT;
CREATE INDEX person_merge_kept ON person_merge (kept);
CREATE TABLE person_alias (alias TEXT PRIMARY KEY, person TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX person_alias_person ON person_alias (person);
CREATE TABLE second_keying (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, subject TEXT,
  field TEXT, keyed_by TEXT, keyed TEXT, settles TEXT, taken TEXT, equal INTEGER, seen TEXT,
  keyed_on TEXT) STRICT;
CREATE INDEX second_keying_subject ON second_keying (subject);
"""

_LIKELY_DUPLICATES = """
CREATE INDEX beneficiary_name ON beneficiary (name, birth_date);
CREATE INDEX beneficiary_phone ON beneficiary (phone) WHERE phone IS NOT NULL;
CREATE INDEX beneficiary_other_phone ON beneficiary (other_phone) WHERE other_phone IS NOT NULL;
CREATE INDEX beneficiary_employer ON beneficiary (employer, sort_key);
CREATE INDEX log_save_action ON log_save (action, n);
"""


@migrations()
def m0009_merging(db: Database) -> None:
    """Add merges, the way from an alias to its person, second keyings, and indexes."""
    for script in (_RECORDS, _LIKELY_DUPLICATES):
        run(db, script)
    keep_as_facts(db, ["second_keying"])
