"""The laptops as the exchange sees them: what went, what came, what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.exchange import Claim, Purpose
from desktop_app.domain.organisation import Device
from desktop_app.domain.role import Right
from desktop_app.services.desk import Desk
from desktop_app.services.exchange.laptops import Laptops
from desktop_app.storage import saves, wanted
from desktop_app.storage.meetings import Deed, Meeting, Meetings

_CONFIRMED = frozenset({Purpose.FULL, Purpose.AUDIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A laptop and what was exchanged with it.

    `waiting` counts the changes that a bundle for it would bring: saves above what it last
    claimed to have, without mere entries of the audit trail, and those of which it misses values
    that are here. One of another union gets lists and referrals alone, so nothing waits for it.
    """

    device: Device
    is_own: bool
    is_revoked: bool = False
    is_of_another_union: bool = False
    sent_ms: int | None = None
    received_ms: int | None = None
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Which laptops a bundle was for have since said that they hold what was in it."""

    confirmed: tuple[str, ...]
    awaited: tuple[str, ...]


class Peers:
    """Reads what the exchange knows of every laptop."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._meetings = Meetings(desk.store.db)

    def all(self) -> list[Peer]:
        """List the enrolled laptops: this one first, the revoked last."""
        self._desk.require(Right.READ)
        store = self._desk.store
        held = saves.held(store.db)
        meetings = self._meetings.all()
        sent, received = _last(meetings, Deed.SENT), _last(meetings, Deed.MERGED, Deed.REDONE)
        laptops, found = Laptops(self._desk), []
        revoked = laptops.revoked()
        for device in laptops.all():
            claimed = self._meetings.claimed(device.id)
            is_own = device.id == store.identity.device
            is_elsewhere = device.scope not in {"", store.identity.scope}
            is_revoked = device.id in revoked
            takes = not (is_own or is_elsewhere or is_revoked)
            found.append(
                Peer(
                    device=device,
                    is_own=is_own,
                    is_revoked=is_revoked,
                    is_of_another_union=is_elsewhere,
                    sent_ms=sent.get(device.id),
                    received_ms=received.get(device.id),
                    waiting=self._above(held, claimed) + self._asked_for(device) if takes else 0,
                )
            )
        return sorted(found, key=lambda one: (not one.is_own, one.is_revoked))

    def last(self) -> tuple[Meeting, str] | None:
        """Give the last bundle that went or came, with the labels of the laptops it met."""
        met = (one for one in self._meetings.all() if one.deed in {Deed.SENT, Deed.MERGED})
        found = next(met, None)
        return None if found is None else (found, self.label_of(found.device))

    def receipt(self, meeting: Meeting) -> Receipt | None:
        """Tell who has confirmed a bundle that was written; None where nobody confirms it.

        Lists are read and parts are no links of a chain: nobody claims them.
        """
        found = self._meetings.written(meeting.bundle) if meeting.deed is Deed.SENT else None
        if found is None or found[2] not in _CONFIRMED:
            return None
        chain, seq, _purpose = found
        to = [one for one in meeting.device.split(",") if one]
        has = {one: self._meetings.claimed(one).get(chain, 0) >= seq for one in to}
        return Receipt(
            confirmed=tuple(self.label_of(one) for one in to if has[one]),
            awaited=tuple(self.label_of(one) for one in to if not has[one]),
        )

    def label_of(self, devices: str) -> str:
        """Say the labels of laptops whose ids stand with commas between them."""
        labels = {str(one.id): one.label for one in self._desk.store.devices.where()}
        return "、".join(labels.get(one, one) for one in devices.split(",") if one)

    def _above(self, held: Claim, claimed: Claim) -> int:
        db = self._desk.store.db
        return sum(
            saves.count_beyond(db, chain, claimed.get(chain, 0))[0]
            for chain, seq in held.items()
            if seq > claimed.get(chain, 0)
        )

    def _asked_for(self, device: Device) -> int:
        asked = self._meetings.wanted(device.id)
        return len(wanted.to_send(self._desk.store.db, asked.items()))


def _last(meetings: Iterable[Meeting], *deeds: Deed) -> dict[str, int]:
    """Give when each laptop was last met in one of these ways."""
    found: dict[str, int] = {}
    for one in meetings:  # the latest first
        if one.deed in deeds:
            for device in one.device.split(","):
                found.setdefault(device, one.at_ms)
    return found
