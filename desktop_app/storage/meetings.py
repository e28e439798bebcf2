"""What was exchanged with other laptops: the bundles that went and came, and what peers claim."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.storage.cipher import Database
from desktop_app.storage.saves import Chain


class Deed(StrEnum):
    """What became of a bundle."""

    SENT = "sent"
    MERGED = "merged"
    UNDONE = "undone"
    REDONE = "redone"
    FORKED = "forked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One line of the history of exchanges; `of` is the exchange that was undone or redone."""

    id: int
    deed: Deed
    bundle: str
    sha256: str
    device: str
    at_ms: int
    saves: int
    counts: Mapping[str, int]
    of: int | None = None


_COLUMNS = "id, deed, bundle, sha256, device, at_ms, saves, counts, of"
_IS_UNDONE = (
    "id IN (SELECT of FROM log_exchange GROUP BY of HAVING max(CASE deed WHEN 'undone' THEN id END)"
    " = max(id))"
)


class Meetings:
    """Reads and continues the history of exchanges."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def next_id(self) -> int:
        """Give the number that the next exchange will have."""
        (last,) = self._db.execute("SELECT coalesce(max(id), 0) FROM log_exchange").fetchone()
        return int(last) + 1

    def add(self, meeting: Meeting) -> None:
        """Write one exchange down; it is never changed."""
        self._db.execute(
            f"INSERT INTO log_exchange ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)",
            [
                *(meeting.id, str(meeting.deed), meeting.bundle, meeting.sha256, meeting.device),
                *(meeting.at_ms, meeting.saves, json.dumps(dict(meeting.counts)), meeting.of),
            ],
        )

    def all(self, limit: int = -1) -> list[Meeting]:
        """List the exchanges, the latest first; what is still undone stands there however old."""
        latest = "id IN (SELECT id FROM log_exchange ORDER BY id DESC LIMIT ?)"
        return list(self._where(f"{latest} OR {_IS_UNDONE} ORDER BY id DESC", limit))

    def get(self, exchange: int) -> Meeting | None:
        """Find one exchange."""
        return next(self._where("id = ?", exchange), None)

    def is_undone(self, exchange: int) -> bool:
        """Tell whether what came by an exchange was set aside and not taken again."""
        deeds = [one.deed for one in self._where("of = ? ORDER BY id DESC LIMIT 1", exchange)]
        return deeds == [Deed.UNDONE]

    def standing(self, exchange: int) -> Meeting | None:
        """Find the exchange by which the content of one was taken last: itself, or its redoing."""
        found = self.get(exchange)
        while found is not None:
            again = self._where("of = ? AND deed = 'redone' ORDER BY id DESC LIMIT 1", found.id)
            later = next(again, None)
            if later is None:
                return found
            found = later
        return None

    def row(self, exchange: int) -> list[Meeting]:
        """List what was merged by one command, as it stands; the latest first."""
        found = self.get(exchange)
        first = found.counts.get("row", found.id) if found else exchange
        ids = self._db.execute(
            "SELECT id FROM log_exchange WHERE deed IN ('merged', 'redone') "
            "AND (id IN (?, ?) OR json_extract(counts, '$.row') = ?)",
            [exchange, first, first],
        )
        now = {one.id: one for (at,) in ids.fetchall() if (one := self.standing(at)) is not None}
        return [now[at] for at in sorted(now, reverse=True)]

    def written(self, bundle: str) -> tuple[Chain, int, str] | None:
        """Find the entry that went with a bundle: its place, and which purpose it names.

        Who holds that entry has merged the bundle, or a later one.
        """
        row = self._db.execute(
            "SELECT device, stream, seq, reason FROM log_save "
            "WHERE subject = ? AND action = 'bundle.exported'",
            [bundle],
        ).fetchone()
        return ((row[0], row[1]), int(row[2]), row[3].split(" ")[0]) if row else None

    def merged(self, bundle: str, sha256: str) -> Meeting | None:
        """Find the exchange by which this very bundle was merged last; it may be undone since."""
        found = self._where(
            "bundle = ? AND sha256 = ? AND deed IN ('merged', 'redone') ORDER BY id DESC LIMIT 1",
            *(bundle, sha256),
        )
        return next(found, None)

    def claimed(self, peer: str) -> dict[Chain, int]:
        """Give what a laptop last claimed to hold."""
        rows = self._db.execute("SELECT device, stream, seq FROM log_peer WHERE peer = ?", [peer])
        return {(device, stream): seq for device, stream, seq in rows}

    def keep_claim(self, peer: str, claim: Mapping[Chain, int]) -> None:
        """Keep what a laptop claims to hold, in place of what it claimed before."""
        self._db.execute("DELETE FROM log_peer WHERE peer = ?", [peer])
        self._db.conn.executemany(
            "INSERT INTO log_peer VALUES (?, ?, ?, ?)",
            [(peer, *chain, seq) for chain, seq in claim.items()],
        )

    def lacked(self, peer: str) -> set[str]:
        """Give the contents of attachments that a laptop last said it has not got."""
        rows = self._db.execute("SELECT sha256 FROM log_peer_lacks WHERE peer = ?", [peer])
        return {sha256 for (sha256,) in rows}

    def keep_lacks(self, peer: str, contents: Iterable[str]) -> None:
        """Keep what a laptop has not got, in place of what it said before."""
        self._db.execute("DELETE FROM log_peer_lacks WHERE peer = ?", [peer])
        self._db.conn.executemany(
            "INSERT INTO log_peer_lacks VALUES (?, ?)", [(peer, one) for one in set(contents)]
        )

    def wanted(self, peer: str) -> dict[str, str]:
        """Give the saves that a laptop last said it misses values of, and which (`wanted.py`)."""
        return dict(
            self._db.execute("SELECT save, missing FROM log_peer_wants WHERE peer = ?", [peer])
        )

    def keep_wants(self, peer: str, wants: Mapping[str, str]) -> None:
        """Keep which saves a laptop misses values of, in place of what it said before."""
        self._db.execute("DELETE FROM log_peer_wants WHERE peer = ?", [peer])
        self._db.conn.executemany(
            "INSERT INTO log_peer_wants VALUES (?, ?, ?)",
            [(peer, save, missing) for save, missing in wants.items()],
        )

    def last_heard(self, peer: str) -> int | None:
        """Tell when a bundle of a laptop was last merged, in milliseconds."""
        (at_ms,) = self._db.execute(
            "SELECT max(at_ms) FROM log_exchange WHERE device = ? AND deed = 'merged'", [peer]
        ).fetchone()
        return int(at_ms) if at_ms is not None else None

    def keep_referral(self, referral: str, device: str, *, sent: bool = False) -> None:
        """Note from which laptop a referral came, or to which it was sent."""
        way = "to" if sent else "from"
        self._db.execute(
            "INSERT OR IGNORE INTO log_referral VALUES (?, ?, ?)", [referral, device, way]
        )

    def referral_came_from(self, referral: str) -> str:
        """Name the laptop from which a referral came; "" for one of our own."""
        rows = self._referral(referral, "from")
        return rows[0] if rows else ""

    def referral_sent_to(self, referral: str) -> frozenset[str]:
        """Name the laptops to which a referral was sent."""
        return frozenset(self._referral(referral, "to"))

    def _referral(self, referral: str, way: str) -> list[str]:
        rows = self._db.execute(
            "SELECT device FROM log_referral WHERE referral = ? AND way = ?", [referral, way]
        )
        return [device for (device,) in rows]

    def _where(self, condition: str, *values: object) -> Iterator[Meeting]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM log_exchange WHERE {condition}", list(values)
        )
        for exchange, deed, bundle, sha256, device, at_ms, saves, counts, of in rows.fetchall():
            yield Meeting(
                id=exchange,
                deed=Deed(deed),
                bundle=bundle,
                sha256=sha256,
                device=device,
                at_ms=at_ms,
                saves=saves,
                counts=json.loads(counts),
                of=of,
            )
