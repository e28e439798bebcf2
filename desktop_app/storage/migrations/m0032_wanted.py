"""Which saves have lost values to an erasure, and which of these other laptops ask for."""

from __future__ import annotations

import json
import zlib

from desktop_app.storage.cipher import Database
from desktop_app.storage.migrations.history import migrations, run

_WANTED = """
CREATE TABLE log_erased (
  device TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (device, stream, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER log_erased_goes AFTER DELETE ON log_save BEGIN DELETE FROM log_erased
  WHERE device = OLD.device AND stream = OLD.stream AND seq = OLD.seq; END;
CREATE TABLE log_peer_wants (
  peer TEXT NOT NULL, save TEXT NOT NULL, missing TEXT NOT NULL, PRIMARY KEY (peer, save)
) STRICT, WITHOUT ROWID;
"""


@migrations()
def m0032_wanted(db: Database) -> None:
    """Note the saves of the log that have no salt: values were erased there."""
    run(db, _WANTED)
    rows = db.execute("SELECT device, stream, seq, payload FROM log_save").fetchall()
    emptied = [
        place
        for *place, payload in rows
        if b',"",{' in (plain := zlib.decompress(payload))
        if any(not cells[5] for cells in json.loads(plain))
    ]
    db.conn.executemany("INSERT INTO log_erased VALUES (?, ?, ?)", emptied)
