"""Saves of other laptops taken into the log and heard by the records: the heart of a merge.

Everything happens inside the caller's transaction. What is held already is passed over, what
follows is taken, what came too early is parked, and what contradicts the log stops everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.change import disagree
from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage import (
    given,
    lines,
    parked,
    projection,
    rebuilding,
    registry,
    saves,
    standing,
    state_code,
)
from desktop_app.storage.cipher import Database
from desktop_app.storage.given import Part
from desktop_app.storage.lines import DamagedBundleError
from desktop_app.storage.log import GENESIS
from desktop_app.storage.parked import Range, Why
from desktop_app.storage.presence import Presence
from desktop_app.storage.saves import Chain, Signed, Vector
from desktop_app.storage.standing import Standing
from desktop_app.storage.vault import signature_holds

_RECORDS_AT_ONCE = 5_000


class ForkError(CircumstanceError):
    """Two different histories bear the name of one laptop."""

    message = mark(
        "The laptop {laptop} has two different histories: its ledger was copied or put back."
        " Nothing was changed. Give the copy a new identity before it exchanges again."
    )


class CloneError(ForkError):
    """Somebody else writes under the name of this laptop."""

    message = mark(
        "Another copy of this ledger has gone on under the name of this laptop."
        " Nothing was changed. Give this copy a new identity (device renew), then merge again."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a merge did. Counts of records are by kind; `parked` is what still waits."""

    saves: int
    already: int
    aside: int
    revoked: int
    new: Mapping[str, int]
    changed: Mapping[str, int]
    deleted: int
    conflicts: int
    new_people: tuple[str, ...]
    new_handovers: tuple[str, ...]
    parked: tuple[Range, ...]


class Incoming:
    """Takes saves one by one, chain by chain, and tells at the end what came of it.

    With `each` every signature is checked; without it the last of each chain, which vouches for
    those before it through their hashes.
    """

    def __init__(self, db: Database, own: str, exchange: int, *, each: bool = True) -> None:
        self._db = db
        self._own = own
        self._exchange = exchange
        self._each = each
        self._tips = saves.tips(db)
        self._aside = saves.aside_hashes(db)
        self._laptops = registry.read(db)
        self._here = Presence(db)
        self._records: dict[tuple[str, str], Standing] = {}
        self._unproven: dict[Chain, Signed] = {}
        self._counted: Counter[str] = Counter()
        self._new: dict[tuple[str, str], None] = {}
        self._changed: set[tuple[str, str]] = set()
        self._conflicts = self._deleted = 0
        self._heard_of_laptops = False

    def take(self, signed: Signed) -> None:
        """Take a save, pass it over or park it.

        Raises ForkError, CloneError, DamagedBundleError.
        """
        save = signed.save
        chain = (save.device, save.stream)
        last, before = self._tips.get(chain, (0, GENESIS))
        if save.seq <= last:
            self._compare(signed, saves.hash_of(self._db, chain, save.seq))
            self._counted["already"] += 1
        elif (*chain, save.seq) in self._aside:
            self._compare(signed, self._aside[*chain, save.seq])
            self._counted["aside"] += 1
        elif not self._is_known(save.device):
            parked.park(self._db, signed, Why.UNKNOWN)
        elif not self._laptops[save.device].takes(save.stream, save.seq):
            self._counted["revoked"] += 1
        elif save.seq > last + 1 and save.device != self._own:
            parked.park(self._db, signed, Why.GAP)
        else:
            self._follow(signed, before)

    def give(self, part: Part, have: Vector) -> None:
        """Take what another laptop, which holds `have`, shows of a save without the save."""
        place = (part.cells.kind, part.cells.record)
        found = self._records.get(place) or standing.read(self._db, *place)
        is_here = saves.holds(self._db, part.save)
        if not self._is_taken(part.save):
            self._counted["revoked"] += 1
            return
        fresh = None if is_here else given.keep(self._db, part, found, have, self._exchange)
        if fresh is None:
            self._counted["already"] += 1
            return
        self._counted["saves"] += 1
        rebuilding.hear(fresh, self._records, self._db, self._here)
        if len(self._records) > _RECORDS_AT_ONCE:
            self._flush()

    def _is_taken(self, save: str) -> bool:
        """Tell whether a save is not later than the revocation of its laptop, if it had one."""
        device, stream, seq = save.split("/")
        laptop = self._laptops.get(device)
        return laptop is None or laptop.takes(stream, int(seq))

    def passes_over(self, line: bytes) -> bool:
        """Tell whether a line is a save that is held already, which need not be read again."""
        seen = lines.glance(line)
        if seen is None or seen[1] > self._tips.get(seen[0], (0, GENESIS))[0]:
            return False
        if saves.hash_of(self._db, seen[0], seen[1]) != seen[2]:
            return False
        self._counted["already"] += 1
        return True

    def finish(self) -> Taken:
        """Take what waited for these saves, write the records, and sum up."""
        self._drain()
        self._flush()
        if not self._each:
            for signed in self._unproven.values():
                self._prove(signed)
        touched = self._set_revoked_aside()
        if touched:
            rebuilding.rebuild(self._db, touched)
        kinds = Counter(kind for kind, _record in self._new)
        changed = Counter(kind for kind, _record in self._changed - self._new.keys())
        chain_tips = {chain: seq for chain, (seq, _hash) in self._tips.items()}
        return Taken(
            saves=self._counted["saves"],
            already=self._counted["already"],
            aside=self._counted["aside"],
            revoked=self._counted["revoked"],
            new=dict(sorted(kinds.items())),
            changed=dict(sorted(changed.items())),
            deleted=self._deleted,
            conflicts=self._conflicts,
            new_people=self._new_of("beneficiary"),
            new_handovers=self._new_of("handover"),
            parked=tuple(parked.ranges(self._db, chain_tips)),
        )

    def _new_of(self, wanted: str) -> tuple[str, ...]:
        return tuple(record for kind, record in self._new if kind == wanted)

    def _follow(self, signed: Signed, before: bytes) -> None:
        save = signed.save
        if save.digest() != signed.digest:
            raise DamagedBundleError(place="hash")
        if save.device == self._own:
            self._prove(signed)
            raise CloneError
        chain = (save.device, save.stream)
        fits = save.prev == before
        if self._each or not fits:
            self._prove(signed)
        if not fits:
            if chain in self._unproven:  # a forged save before it is no second history
                self._prove(self._unproven[chain])
            raise self._fork(signed)
        self._unproven[chain] = signed
        saves.append(self._db, signed, self._exchange)
        self._tips[chain] = (save.seq, signed.digest)
        self._counted["saves"] += 1
        rebuilding.hear(signed, self._records, self._db, self._here)
        if len(self._records) > _RECORDS_AT_ONCE:
            self._flush()

    def _compare(self, signed: Signed, held: bytes | None) -> None:
        """Pass over what is held already; another save of the same number is a fork."""
        if held == signed.digest:
            return
        if signed.save.digest() != signed.digest:
            raise DamagedBundleError(place="hash")
        if signed.save.device in self._laptops:
            self._prove(signed)
        raise self._fork(signed)

    def _fork(self, signed: Signed) -> ForkError:
        known = self._laptops.get(signed.save.device)
        return ForkError(laptop=known.label if known else signed.save.device)

    def _prove(self, signed: Signed) -> None:
        key = self._laptops[signed.save.device].key
        if not signature_holds(key, signed.digest, signed.signature):
            raise DamagedBundleError(place="signature")

    def _is_known(self, device: str) -> bool:
        """Tell whether a laptop is enrolled, also by what came just now."""
        if device not in self._laptops and ("device", device) in self._records:
            self._flush()
            self._know_laptops()
        return device in self._laptops

    def _know_laptops(self) -> None:
        """Read who is enrolled once more, where anything was heard of a laptop since."""
        if self._heard_of_laptops:
            self._laptops = registry.read(self._db)
            self._heard_of_laptops = False

    def _drain(self) -> None:
        """Take what was parked and can follow now; each round may let another chain go on."""
        self._flush()
        self._know_laptops()
        went_on = True
        while went_on:
            rounds = [self._drain_chain(chain) for chain in parked.chains(self._db)]
            went_on = any(rounds)
            if went_on:
                self._flush()
                self._know_laptops()

    def _drain_chain(self, chain: Chain) -> bool:
        went_on = False
        while (signed := parked.first(self._db, chain)) is not None:
            last = self._tips.get(chain, (0, GENESIS))[0]
            if chain[0] not in self._laptops or signed.save.seq > last + 1:
                break
            parked.release(self._db, signed)
            self.take(signed)
            went_on = True
        return went_on

    def _flush(self) -> None:
        """Write the records that heard something; facts that came in parts are completed."""
        records, self._records = self._records, {}
        for place, record in records.items():
            self._count(place, record)
            self._heard_of_laptops |= place[0] == "device"
        whole = [one for one in records.values() if not standing.is_fact_changed(one)]
        standing.write(self._db, whole)
        if len(whole) < len(records):
            with projection.facts_opened(self._db):
                partly = [one for one in records.values() if standing.is_fact_changed(one)]
                standing.write(self._db, partly)
        state_code.touch(self._db, (record for _kind, record in records))

    def _count(self, place: tuple[str, str], record: Standing) -> None:
        if record.is_new:
            self._new[place] = None
        else:
            self._changed.add(place)
        if record.is_gone and not record.was_gone:
            self._deleted += 1
        if record.contested and not record.was_contested:
            fields = sum(disagree(heads) for heads in record.heads.values())
            self._conflicts += max(1, fields)

    def _set_revoked_aside(self) -> set[tuple[str, str]]:
        """Set aside what a laptop saved after its revocation and was taken before we knew."""
        touched: set[tuple[str, str]] = set()
        for chain, (last, _digest) in self._tips.items():
            laptop = self._laptops.get(chain[0])
            if laptop is None or laptop.takes(chain[1], last) or laptop.device == self._own:
                continue
            limit = (laptop.limits or {}).get(chain[1], 0)
            late = list(saves.of_chain(self._db, chain, after=limit))
            saves.set_aside(self._db, late, None, "revoked")
            self._counted["revoked"] += len(late)
            touched |= {(one.kind, one.record) for signed in late for one in signed.save.cells}
        return touched
