"""Requests to void a sheet that was printed wrongly."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_REQUESTS = """
CREATE TABLE void_request (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sheet TEXT,
  reason TEXT, asked_by TEXT, asked_on TEXT, refused_by TEXT, refused_on TEXT,
  refused_because TEXT) STRICT;
CREATE INDEX void_request_sheet ON void_request (sheet);
"""


@migrations()
def m0013_void_requests(db: Database) -> None:
    """Lay down the table of requests to void a sheet."""
    run(db, _REQUESTS)
