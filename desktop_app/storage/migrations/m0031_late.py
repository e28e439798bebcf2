"""What came after a revocation is kept among what waits, and is looked for by that word."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_LATE = """
CREATE INDEX log_parked_why ON log_parked (why);
"""


@migrations()
def m0031_late(db: Database) -> None:
    """Find saves by what they wait for; a program from before does not know all the reasons."""
    run(db, _LATE)
