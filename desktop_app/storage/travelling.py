"""Which contents of attachments go with which saves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from desktop_app.storage.cipher import Database
from desktop_app.storage.saves import Chain


def contents(db: Database) -> Iterator[tuple[str, Chain, int]]:
    """Give the SHA-256 of each content, and the chain and number of the save that named it."""
    rows = db.execute(
        "SELECT sha256, born FROM attachment JOIN log_record ON log_record.kind = 'attachment' "
        "AND log_record.id = attachment.id WHERE sha256 IS NOT NULL "
        "UNION SELECT sha256, born FROM scan JOIN log_record ON log_record.kind = 'scan' "
        "AND log_record.id = scan.id WHERE sha256 IS NOT NULL"
    )
    for sha256, born in rows:
        for save, _stamp in json.loads(born).values():
            device, stream, seq = save.split("/")
            yield str(sha256), (device, stream), int(seq)


def unclaimed(db: Database, claimed: Mapping[Chain, int]) -> list[str]:
    """List the contents named by saves that come after what was claimed."""
    found = {sha for sha, chain, seq in contents(db) if seq > claimed.get(chain, 0)}
    return sorted(found)
