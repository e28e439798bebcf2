"""Activities and services."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_RECORDS = """
CREATE TABLE activity (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT, kind TEXT,
  service_dimension TEXT, campaign TEXT, first_day TEXT, last_day TEXT, day_words TEXT,
  place_type TEXT, venue TEXT, online INTEGER, host TEXT, partners TEXT, participants TEXT,
  recipients TEXT, budget_fen INTEGER, spent_fen INTEGER, fund_source TEXT, goods TEXT,
  content TEXT, feedback TEXT, remarks TEXT, find_key TEXT) STRICT;
CREATE INDEX activity_first_day ON activity (first_day);
CREATE INDEX activity_campaign ON activity (campaign);
"""


@migrations()
def m0008_activities(db: Database) -> None:
    """Make room for activities."""
    run(db, _RECORDS)
