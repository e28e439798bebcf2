"""Buckets of the state code by the time an id was made: a batch touches few of them."""

from __future__ import annotations

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_BUCKETS = """
UPDATE log_record SET bucket = bucket_by_time(id);
DELETE FROM log_bucket;
INSERT INTO log_bucket SELECT DISTINCT bucket, NULL FROM log_record;
"""


@migrations()
def m0030_buckets(db: Database) -> None:
    """Put every record into its new bucket; each is digested anew when the code is asked for."""
    db.conn.create_function("bucket_by_time", 1, _bucket, deterministic=True)
    run(db, _BUCKETS)
    db.conn.create_function("bucket_by_time", 1, None)


def _bucket(record: str) -> int:
    return int(record[9:12] or record[-3:], 16)
