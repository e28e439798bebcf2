"""Money raised."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_FUNDS = """
CREATE TABLE fund_income (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, amount_fen INTEGER,
  fund_source TEXT, detail TEXT, received_on TEXT, payer TEXT, document TEXT, name TEXT,
  purpose TEXT, campaign TEXT, remarks TEXT) STRICT;
CREATE INDEX fund_income_received_on ON fund_income (received_on);
"""


@migrations()
def m0012_funds(db: Database) -> None:
    """Lay down the table of money raised."""
    run(db, _FUNDS)
