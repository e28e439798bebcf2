"""Visits to households and employers, over several places and days; the route of a day."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_SCRIPT = """
ALTER TABLE visit ADD COLUMN occasion TEXT;
ALTER TABLE visit ADD COLUMN households TEXT;
ALTER TABLE visit ADD COLUMN employers TEXT;
ALTER TABLE visit ADD COLUMN company_words TEXT;
ALTER TABLE visit ADD COLUMN title_remarks TEXT;
ALTER TABLE visit ADD COLUMN sources TEXT;
ALTER TABLE visit ADD COLUMN account TEXT;
ALTER TABLE visit ADD COLUMN given_words TEXT;
CREATE TABLE route (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, team TEXT,
  officer TEXT, campaign TEXT, remarks TEXT, day TEXT, stops TEXT) STRICT;
CREATE INDEX route_day ON route (day);
"""


@migrations()
def m0005_visits(db: Database) -> None:
    """Give visits their new fields, and routes a table."""
    run(db, _SCRIPT)
