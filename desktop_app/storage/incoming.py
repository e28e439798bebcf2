"""Saves of other laptops taken into the log and heard by the records: the heart of a merge.

Everything happens inside the caller's transaction. What is held already is passed over, what
follows is taken, what came too early is parked, and what contradicts the log stops everything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Sequence

from desktop_app.storage import (
    believing,
    given,
    lines,
    parked,
    places_lost,
    projection,
    rebuilding,
    registry,
    saves,
    splits,
    standing,
    state_code,
    told,
)
from desktop_app.storage.cipher import Database
from desktop_app.storage.forks import CloneError, ForkError
from desktop_app.storage.given import Part
from desktop_app.storage.heard_erasures import HeardErasures
from desktop_app.storage.log import GENESIS
from desktop_app.storage.parked import Why
from desktop_app.storage.presence import Presence
from desktop_app.storage.proofs import Proofs
from desktop_app.storage.registry import Newcomers
from desktop_app.storage.saves import Chain, Signed, Vector
from desktop_app.storage.standing import Standing
from desktop_app.storage.taken import Taken, Tally
from desktop_app.storage.vault import signature_holds

_RECORDS_AT_ONCE = 5_000
_MOST_ROUNDS = 12


class Incoming:
    """Takes saves one by one, chain by chain, and tells at the end what came of it.

    The signature of every save that is taken is checked: no hash covers it, and what was not
    checked once would be handed on for good. Where there are many, `proofs` checks them beside.
    `split` tells again, under this laptop's present name, saves of its `former` names that
    another ledger contradicts.
    """

    def __init__(
        self,
        db: Database,
        own: str,
        exchange: int,
        *,
        proofs: Proofs | None = None,
        former: Collection[str] = (),
        split: Callable[[Sequence[Signed]], None] | None = None,
    ) -> None:
        self._db = db
        self._own = own
        self._former = frozenset(former) - {own}
        self._split = split
        self._exchange = exchange
        self._proofs = proofs
        self._tips = saves.tips(db)
        self._aside = saves.aside_hashes(db)
        self._laptops = registry.read(db, own)
        self._restated = splits.read(db)
        self._forked: dict[Chain, list[Signed]] = {}
        self._here = Presence(db)
        self._records: dict[tuple[str, str], Standing] = {}
        self._late = parked.late(db)
        self._tally = Tally()
        self._erasures = HeardErasures(db)
        self._heard_of_laptops = False
        self._heard_of_office = False
        self._newcomers = Newcomers(db)

    def take(self, signed: Signed) -> None:
        """Take a save, pass it over or park it.

        Raises CloneError and DamagedBundleError; a fork is raised by `finish`, because what
        explains it may come later.
        """
        save = signed.save
        chain = (save.device, save.stream)
        last, before = self._tips.get(chain, (0, GENESIS))
        self._heard_of_office |= save.stream.endswith("admin")
        if self._is_set_aside(signed):
            self._tally.aside += 1
        elif chain in self._forked:
            self._contradict(signed)
        elif save.seq <= last:
            self._compare(signed, saves.hash_of(self._db, chain, save.seq))
        elif save.device not in self._laptops:
            self._park(signed, Why.UNKNOWN)
        elif not self._laptops[save.device].takes(save.stream, save.seq):
            self._prove_alone(signed)
            self._park(signed, Why.LATE)
        elif save.seq > last + 1 and save.device != self._own:
            self._prove_alone(signed)
            self._park(signed, Why.GAP)
        else:
            self._follow(signed, before)

    def _park(self, signed: Signed, why: Why) -> None:
        """Keep a save until it can be taken, without what is erased."""
        parked.park(self._db, self._erasures.without(signed), why)

    def _is_set_aside(self, signed: Signed) -> bool:
        """Tell whether a save was undone here, or was told again under another name.

        What was undone contradicts the log all the same where another history took its place since.
        """
        save = signed.save
        chain = (save.device, save.stream)
        if self._restated.holds(chain, signed.digest):
            return True
        if self._aside.get((*chain, save.seq)) != signed.digest:
            return False
        return saves.hash_of(self._db, chain, save.seq) in {None, signed.digest}

    def give(self, part: Part, have: Vector) -> None:
        """Take what a laptop, which holds `have`, shows of a save. Raises as `given.insist`."""
        given.insist(self._db, part, self._own, have)
        place = (part.cells.kind, part.cells.record)
        found = self._records.get(place) or standing.read(self._db, *place)
        is_here = saves.holds(self._db, part.save)
        if not self._is_taken(part.save):
            self._tally.revoked += 1
            return
        part = self._erasures.keep(part)
        fresh = None if is_here else given.keep(self._db, part, found, have, self._exchange)
        if fresh is None:
            self._tally.already += 1
            return
        self._tally.saves += 1
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
        if self._erasures.may_give_back(seen[0], seen[1]):
            return False
        self._tally.already += 1
        return True

    def finish(self) -> Taken:
        """Take what waited for these saves, write the records, and sum up."""
        self._settle_proofs()
        self._drain()
        self._settle_forks()
        self._believe_whom_to_believe()
        self._erase()
        chain_tips = {chain: seq for chain, (seq, _hash) in self._tips.items()}
        return self._tally.taken(parked.ranges(self._db, chain_tips), self._erasures.certified)

    def _follow(self, signed: Signed, before: bytes) -> None:
        save = signed.save
        if save.digest() != signed.digest:
            raise lines.DamagedBundleError(place="hash")
        if save.device == self._own:
            self._prove(signed)
            raise CloneError(device=self._own)
        chain = (save.device, save.stream)
        if save.prev != before:
            self._prove(signed)
            self._contradict(signed)
            return
        if self._proofs is None:
            self._prove(signed)
        else:
            self._proofs.add(self._laptops[save.device].key, signed.digest, signed.signature)
        signed = self._erasures.without(signed)
        saves.append(self._db, signed, self._exchange)
        self._tips[chain] = (save.seq, signed.digest)
        self._tally.saves += 1
        self._newcomers.join(self._laptops, save)
        rebuilding.hear(signed, self._records, self._db, self._here)
        if len(self._records) > _RECORDS_AT_ONCE:
            self._flush()

    def _settle_proofs(self) -> None:
        """Wait for the signatures that are checked meanwhile; what comes now is checked here.

        Only then is there anything to say of contradictions: a forged save is no second history.
        """
        proofs, self._proofs = self._proofs, None
        if proofs is not None and not proofs.hold():
            raise lines.DamagedBundleError(place="signature")

    def _compare(self, signed: Signed, held: bytes | None) -> None:
        """Pass over what is held already; another save of the same number is a fork."""
        if held == signed.digest:
            self._tally.already += 1
            self._erasures.give_back(signed)
            return
        if signed.save.device in self._laptops:
            self._prove_alone(signed)
        elif signed.save.digest() != signed.digest:
            raise lines.DamagedBundleError(place="hash")
        self._contradict(signed)

    def _contradict(self, signed: Signed) -> None:
        """Put off a save that contradicts the log: a word that explains it may still come."""
        save = signed.save
        if save.device == self._own:
            raise CloneError(device=save.device)
        self._forked.setdefault((save.device, save.stream), []).append(signed)

    def _settle_forks(self) -> None:
        """Give the places of what was told again under another name to the other history.

        Raises ForkError where nobody has told it again.
        """
        self._flush()
        if self._heard_of_office:
            self._restated = splits.read(self._db)
        told = places_lost.to_be_told_again(
            self._db, self._restated, self._own, self._former, self._forked
        )
        alone = saves.whole_ends(told, self._tips)
        self.part(told)
        self._set_restated_aside()
        if not self._forked:
            return
        put_off, self._forked = self._forked, {}
        for several in put_off.values():
            for signed in several:
                self.take(signed)
        for chain in self._forked:
            raise self._fork(chain[0], alone)
        self._drain()

    def part(self, told: Sequence[Signed]) -> None:
        """Tell saves of former names again, and set them aside: another history has their places.

        A bundle that shows more than one fork is refused for those that others have to mend; what
        this laptop can do about its own names is done all the same, or each would wait for ever.
        """
        if told and self._split is not None:
            self._split(told)
            self._restated = splits.read(self._db)
            self._set_restated_aside()

    def _set_restated_aside(self) -> None:
        """Set aside what was told again under another name and is still held here."""
        late = places_lost.set_restated_aside(self._db, self._restated)
        if late:
            names = {one.save.name for one in late}
            self._make_anew(late, saves.places_naming(self._db, names))

    def _make_anew(self, gone: Sequence[Signed], also: Collection[tuple[str, str]] = ()) -> None:
        """Make the records anew of which saves went out of the log, and look at it again."""
        touched = {(one.kind, one.record) for signed in gone for one in signed.save.cells}
        rebuilding.rebuild(self._db, touched.union(also, given.of_saves(self._db, gone)))
        self._tips = saves.tips(self._db)
        self._aside = saves.aside_hashes(self._db)
        self._laptops = registry.read(self._db, self._own)
        self._here = Presence(self._db)
        self._erasures.read_again()

    def _erase(self) -> None:
        """Take out what believed certificates that came name, and what was emptied."""
        touched = self._erasures.finish() | given.come_whole(self._db, self._exchange)
        self._tally.emptied = len(self._erasures.emptied)
        self._tally.returned = self._erasures.returned
        if touched:
            rebuilding.rebuild(self._db, touched)

    def _fork(self, device: str, told: Sequence[Signed]) -> ForkError:
        known = self._laptops.get(device)
        return ForkError(laptop=known.label if known else device, device=device, told=told)

    def _prove_alone(self, signed: Signed) -> None:
        """Insist that a save that follows nothing here is its laptop's all the same."""
        if signed.save.digest() != signed.digest:
            raise lines.DamagedBundleError(place="hash")
        self._prove(signed)

    def _prove(self, signed: Signed) -> None:
        key = self._laptops[signed.save.device].key
        if not signature_holds(key, signed.digest, signed.signature):
            raise lines.DamagedBundleError(place="signature")

    def _know_laptops(self) -> None:
        """Read who is enrolled once more, where anything was heard of a laptop since."""
        if self._heard_of_laptops:
            self._laptops = registry.read(self._db, self._own)
            self._heard_of_laptops = False

    def _drain(self) -> None:
        """Take what was parked and can follow now; each round may let another chain go on."""
        self._flush()
        self._know_laptops()
        while self._drain_round():
            self._flush()
            self._know_laptops()

    def _drain_round(self) -> bool:
        """Go through what is parked; those who are enrolled by it go on at once."""
        waiting, went_on = deque(parked.chains(self._db)), False
        while waiting:
            went_on |= self._drain_chain(waiting.popleft())
            for device in self._newcomers.since():
                waiting += parked.chains(self._db, device)
        return went_on

    def _drain_chain(self, chain: Chain) -> bool:
        went_on = False
        while chain[0] in self._laptops and chain not in self._forked:
            signed = parked.first(self._db, chain)
            last = self._tips.get(chain, (0, GENESIS))[0]
            if signed is None or signed.save.seq > last + 1:
                break
            parked.release(self._db, signed)
            went_on = True
            if not self._is_sound(signed):
                self._tally.unsound += 1
                continue
            self.take(signed)
            if chain in self._forked:
                self._quarantine(chain)
        return went_on

    def _is_sound(self, signed: Signed) -> bool:
        """Tell whether a save that waited is its laptop's: nobody's key was known when it came."""
        return told.is_signed(signed, self._laptops[signed.save.device].key)

    def _quarantine(self, chain: Chain) -> None:
        """Keep apart what waited and contradicts the log, so that it keeps nothing else back."""
        for signed in self._forked.pop(chain):
            self._park(signed, Why.FORK)

    def _flush(self) -> None:
        """Write the records that heard something; facts that came in parts are completed."""
        records, self._records = self._records, {}
        for place, record in records.items():
            self._tally.count(place, record)
            self._heard_of_laptops |= place[0] == "device"
        whole = [one for one in records.values() if not standing.is_fact_changed(one)]
        standing.write(self._db, whole)
        if len(whole) < len(records):
            with projection.facts_opened(self._db):
                partly = [one for one in records.values() if standing.is_fact_changed(one)]
                standing.write(self._db, partly)
        state_code.touch(self._db, (record for _kind, record in records))
        self._erasures.hear({record for kind, record in records if kind == "erasure"})

    def _believe_whom_to_believe(self) -> None:
        """Put off what rests on a word that does not count, and let go on what was put off for one.

        A laptop that takes its own enrolment back would come and go for ever; it stays put off.
        """
        goes_on, rounds = True, 0
        while goes_on:
            self._laptops = registry.read(self._db, self._own)
            ours = believing.ours_to_tell_again(self._db, self._tips, self._laptops, self._former)
            self.part(ours)
            gone = believing.put_late_off(self._db, self._tips, self._laptops, self._own)
            gone += believing.put_strangers_off(self._db, self._tips, self._laptops, self._own)
            if gone:
                self._make_anew(gone)
            rounds += 1
            if believing.let_go_on(self._db, self._laptops) and rounds < _MOST_ROUNDS:
                self._drain()
            else:
                goes_on = bool(gone)
        self._tally.revoked += len(parked.late(self._db) - self._late)
