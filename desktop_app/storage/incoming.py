"""Saves of other laptops taken into the log and heard by the records: the heart of a merge.

Everything happens inside the caller's transaction. What is held already is passed over, what
follows is taken, what came too early is parked, and what contradicts the log stops everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from desktop_app.domain.change import disagree
from desktop_app.storage import (
    believing,
    given,
    lines,
    parked,
    projection,
    rebuilding,
    registry,
    saves,
    splits,
    standing,
    state_code,
)
from desktop_app.storage.cipher import Database
from desktop_app.storage.forks import CloneError, ForkError
from desktop_app.storage.given import Part
from desktop_app.storage.lines import DamagedBundleError
from desktop_app.storage.log import GENESIS
from desktop_app.storage.parked import Why
from desktop_app.storage.presence import Presence
from desktop_app.storage.saves import Chain, Signed, Vector
from desktop_app.storage.standing import Standing
from desktop_app.storage.taken import Taken
from desktop_app.storage.vault import signature_holds

_RECORDS_AT_ONCE = 5_000


class Incoming:
    """Takes saves one by one, chain by chain, and tells at the end what came of it.

    With `each` every signature is checked; without it the last of each chain, which vouches for
    those before it through their hashes. `split` tells again, under this laptop's present name,
    saves of its `former` names that another ledger contradicts.
    """

    def __init__(
        self,
        db: Database,
        own: str,
        exchange: int,
        *,
        each: bool = True,
        former: Collection[str] = (),
        split: Callable[[Sequence[Signed]], None] | None = None,
    ) -> None:
        self._db = db
        self._own = own
        self._former = frozenset(former) - {own}
        self._split = split
        self._exchange = exchange
        self._each = each
        self._tips = saves.tips(db)
        self._aside = saves.aside_hashes(db)
        self._laptops = registry.read(db, own)
        self._restated = splits.read(db)
        self._forked: dict[Chain, list[Signed]] = {}
        self._here = Presence(db)
        self._records: dict[tuple[str, str], Standing] = {}
        self._unproven: dict[Chain, Signed] = {}
        self._counted: Counter[str] = Counter()
        self._new: dict[tuple[str, str], None] = {}
        self._changed: set[tuple[str, str]] = set()
        self._unread: set[tuple[str, str]] = set()
        self._conflicts = self._deleted = 0

    def take(self, signed: Signed) -> None:
        """Take a save, pass it over or park it.

        Raises CloneError and DamagedBundleError; a fork is raised by `finish`, because what
        explains it may come later.
        """
        save = signed.save
        chain = (save.device, save.stream)
        last, before = self._tips.get(chain, (0, GENESIS))
        if self._is_set_aside(signed):
            self._counted["aside"] += 1
        elif chain in self._forked:
            self._contradict(signed)
        elif save.seq <= last:
            self._compare(signed, saves.hash_of(self._db, chain, save.seq))
        elif not self._is_known(save.device):
            parked.park(self._db, signed, Why.UNKNOWN)
        elif not self._laptops[save.device].takes(save.stream, save.seq):
            self._counted["revoked"] += 1
        elif save.seq > last + 1 and save.device != self._own:
            self._prove_alone(signed)
            parked.park(self._db, signed, Why.GAP)
        else:
            self._follow(signed, before)

    def _is_set_aside(self, signed: Signed) -> bool:
        """Tell whether a save was undone here, or was told again under another name."""
        save = signed.save
        chain = (save.device, save.stream)
        if self._restated.holds(chain, signed.digest):
            return True
        return self._aside.get((*chain, save.seq)) == signed.digest

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
        self._settle_forks()
        if not self._each:
            for signed in self._unproven.values():
                if signed.save.device in self._laptops:  # a stranger's waits, and is proven then
                    self._prove(signed)
        self._believe_whom_to_believe()
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
            new_people=tuple(record for kind, record in self._new if kind == "beneficiary"),
            parked=tuple(parked.ranges(self._db, chain_tips)),
            unread=len(self._unread),
        )

    def _follow(self, signed: Signed, before: bytes) -> None:
        save = signed.save
        if save.digest() != signed.digest:
            raise DamagedBundleError(place="hash")
        if save.device == self._own:
            self._prove(signed)
            raise CloneError(device=self._own)
        chain = (save.device, save.stream)
        fits = save.prev == before
        if self._each or not fits:
            self._prove(signed)
        if not fits:
            if chain in self._unproven:  # a forged save before it is no second history
                self._prove(self._unproven[chain])
            self._contradict(signed)
            return
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
            self._counted["already"] += 1
            return
        if signed.save.device in self._laptops:
            self._prove_alone(signed)
        elif signed.save.digest() != signed.digest:
            raise DamagedBundleError(place="hash")
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
        self._restated = splits.read(self._db)
        told = self._to_be_told_again()
        alone = saves.whole_ends(told, self._tips)
        if told:
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
        if self._split is not None:
            self._split(told)
            self._restated = splits.read(self._db)
            self._set_restated_aside()

    def _to_be_told_again(self) -> list[Signed]:
        """Give what was saved here under former names and would lose its place.

        That is what another history contradicts, where the bundle shows the first save that
        does; and what follows here on saves that a copy of this very ledger has told again.
        """
        firsts = self._restated.held_from(self._db)
        if any(device == self._own for device, _stream in firsts):
            raise CloneError(device=self._own)
        for chain, (signed, *_later) in self._forked.items():
            seq, prev = signed.save.seq, signed.save.prev
            if prev == (saves.hash_of(self._db, chain, seq - 1) if seq > 1 else GENESIS):
                firsts[chain] = min(seq, firsts.get(chain, seq))
        return [
            signed
            for chain, seq in firsts.items()
            if chain[0] in self._former
            for signed in saves.of_chain(self._db, chain, after=seq - 1, own=True)
            if not self._restated.holds(chain, signed.digest)
        ]

    def _set_restated_aside(self) -> None:
        """Set aside what was told again under another name and is still held here."""
        parked.forget(self._db, self._restated)
        firsts = self._restated.held_from(self._db)
        late = [
            signed
            for chain, seq in firsts.items()
            for signed in saves.of_chain(self._db, chain, after=seq - 1)
        ]
        if late:
            saves.set_aside(self._db, late, None, "restated")
            parked.try_again(self._db, firsts)
            self._make_anew(late, saves.places_naming(self._db, {one.save.name for one in late}))

    def _make_anew(self, gone: Sequence[Signed], also: Collection[tuple[str, str]] = ()) -> None:
        """Make the records anew of which saves went out of the log, and look at it again."""
        touched = {(one.kind, one.record) for signed in gone for one in signed.save.cells}
        rebuilding.rebuild(self._db, touched | set(also))
        self._tips = saves.tips(self._db)
        self._aside = saves.aside_hashes(self._db)
        self._laptops = registry.read(self._db, self._own)
        self._here = Presence(self._db)

    def _fork(self, device: str, told: Sequence[Signed]) -> ForkError:
        known = self._laptops.get(device)
        return ForkError(laptop=known.label if known else device, device=device, told=told)

    def _prove_alone(self, signed: Signed) -> None:
        """Insist that a save that follows nothing here is its laptop's all the same."""
        if signed.save.digest() != signed.digest:
            raise DamagedBundleError(place="hash")
        self._prove(signed)

    def _prove(self, signed: Signed) -> None:
        key = self._laptops[signed.save.device].key
        if not signature_holds(key, signed.digest, signed.signature):
            raise DamagedBundleError(place="signature")

    def _is_known(self, device: str) -> bool:
        """Tell whether a laptop is enrolled, also by what came just now."""
        if device not in self._laptops and ("device", device) in self._records:
            self._flush()
            self._laptops = registry.read(self._db, self._own)
        return device in self._laptops

    def _drain(self) -> None:
        """Take what was parked and can follow now; each round may let another chain go on."""
        self._flush()
        self._laptops = registry.read(self._db, self._own)
        went_on = True
        while went_on:
            rounds = [self._drain_chain(chain) for chain in parked.chains(self._db)]
            went_on = any(rounds)
            if went_on:
                self._flush()
                self._laptops = registry.read(self._db, self._own)

    def _drain_chain(self, chain: Chain) -> bool:
        went_on = False
        while (signed := parked.first(self._db, chain)) is not None:
            last = self._tips.get(chain, (0, GENESIS))[0]
            comes_too_early = signed.save.seq > last + 1
            if chain[0] not in self._laptops or comes_too_early or chain in self._forked:
                break
            parked.release(self._db, signed)
            went_on = True
            if not self._is_sound(signed):
                self._counted["unsound"] += 1
                continue
            self.take(signed)
            if chain in self._forked:
                self._quarantine(chain)
        return went_on

    def _is_sound(self, signed: Signed) -> bool:
        """Tell whether a save that waited is its laptop's: nobody's key was known when it came."""
        try:
            self._prove_alone(signed)
        except DamagedBundleError:
            return False
        return True

    def _quarantine(self, chain: Chain) -> None:
        """Keep apart what waited and contradicts the log, so that it keeps nothing else back."""
        for signed in self._forked.pop(chain):
            parked.park(self._db, signed, Why.FORK)

    def _flush(self) -> None:
        """Write the records that heard something; facts that came in parts are completed."""
        records, self._records = self._records, {}
        for place, record in records.items():
            self._count(place, record)
        whole = [one for one in records.values() if not standing.is_fact_changed(one)]
        standing.write(self._db, whole)
        if len(whole) < len(records):
            with projection.facts_opened(self._db):
                partly = [one for one in records.values() if standing.is_fact_changed(one)]
                standing.write(self._db, partly)
        state_code.touch(self._db, (record for _kind, record in records))

    def _count(self, place: tuple[str, str], record: Standing) -> None:
        if record.unread:
            self._unread.add(place)
        if not record.born:
            return
        if record.is_new:
            self._new[place] = None
        else:
            self._changed.add(place)
        if record.is_gone and not record.was_gone:
            self._deleted += 1
        if record.contested and not record.was_contested:
            fields = sum(disagree(heads) for heads in record.heads.values())
            self._conflicts += max(1, fields)

    def _believe_whom_to_believe(self) -> None:
        """Let go of what rests on a word that does not count any more, until nothing does."""
        parked.forget_late(self._db, self._laptops)
        while True:
            ends = {chain: seq for chain, (seq, _hash) in self._tips.items()}
            late = believing.set_revoked_aside(self._db, ends, self._laptops, self._own)
            self._counted["revoked"] += len(late)
            gone = [*late, *believing.put_strangers_off(self._db, ends, self._laptops, self._own)]
            if not gone:
                return
            self._make_anew(gone)
