"""What happens to sticks in a random history: late, lost, doubled, in parts, cut and altered."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.exchange import MergeReport
from desktop_app.domain.identity import new_id
from desktop_app.services.exchange import contents, receiving, splitting
from desktop_app.services.exchange.bundle import StrangerError
from desktop_app.services.exchange.laptops import RevokedLaptopError, UnknownLaptopError
from desktop_app.storage import checks, lines, registry, saves, splits
from desktop_app.storage.forks import ForkError
from desktop_app.storage.kinds import canonical
from desktop_app.storage.meetings import Meeting
from desktop_app.storage.saves import Chain
from tests.history_people import People
from tests.laptops import Laptop, bundle_of, fingerprint, lines_of

Hashes = Mapping[tuple[str, str, int], bytes]


@dataclass(frozen=True)
class Sent:
    """A bundle on its way, the laptops it is sealed for, and what its sender held."""

    file: Path
    recipients: frozenset[str]
    held: Hashes


@dataclass
class Sticks(People):
    """Laptops that meet by stick."""

    bundles: list[Sent] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    returned: int = 0  # values that the latest merge gave back

    def export(self) -> None:
        laptop = self._laptop()
        others = [one for one in self.laptops if one.id != laptop.id]
        if others:
            sent = self._export(
                laptop, self.random.sample(others, self.random.randint(1, len(others)))
            )
            if sent:
                self.bundles.append(sent)

    def _export(self, laptop: Laptop, others: list[Laptop]) -> Sent | None:
        """Write a bundle; nobody writes one for strangers, or while somebody goes by his name."""
        with self.at(laptop):
            try:
                file = laptop.export(*others)
            except (UnknownLaptopError, RevokedLaptopError):
                return None
            except ForkError:
                self._part(laptop, laptop.id)
                return None
        return Sent(file, frozenset(one.id for one in others), hashes_of(laptop))

    def deliver(self) -> None:
        """Merge any bundle ever made, also twice, also an old one; look before, sometimes."""
        if self.bundles:
            sent = self.random.choice(self.bundles)
            receivers = [one for one in self.laptops if one.id in sent.recipients]
            if receivers:
                self._merge(self.random.choice(receivers), sent.file, sent.held)

    def deliver_in_parts(self) -> None:
        """Send only some lines: parts are missing, or come before what they follow or replace."""
        sender, receiver = self.random.sample(self.laptops, 2)
        if sender.id == receiver.id:
            return
        known = lines_of(sender)
        kind = self.random.random()
        if kind < 0.2:
            some = self.random.sample(known, self.random.randint(1, len(known)))
            self._write(sender, receiver, some)
        elif kind < 0.6:  # what the sender did, without what it had seen
            own = [line for line in known if lines.read(line).save.device == sender.id]
            self._write(sender, receiver, own)
        else:
            self._write(sender, receiver, self._mixed(known, least=1))

    def _mixed(self, known: list[bytes], least: int) -> list[bytes]:
        """Put the chains, or some of them, into another order; each keeps its own."""
        chains: dict[tuple[str, str], list[bytes]] = {}
        for line in known:
            save = lines.read(line).save
            chains.setdefault((save.device, save.stream), []).append(line)
        least = min(least, len(chains))
        chosen = self.random.sample(list(chains), self.random.randint(least, len(chains)))
        return [line for chain in chosen for line in chains[chain]]

    def deliver_damaged(self) -> None:
        """Cut or alter a bundle: it is refused and changes nothing (P13)."""
        if not self.bundles:
            return
        sent, laptop = self.random.choice(self.bundles), self._laptop()
        content = bytearray(sent.file.read_bytes())
        chance = random.Random(self.random.random())  # noqa: S311 - lengths vary with the keys
        if chance.random() < 0.5:
            content = content[: chance.randrange(len(content))]
        else:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        damaged = sent.file.with_name("damaged.nuanfang")
        damaged.write_bytes(bytes(content))
        self._insist_on_refusal(laptop, damaged, "P13: a damaged bundle")

    def _insist_on_refusal(self, laptop: Laptop, file: Path, what: str) -> None:
        """A bundle is refused with a sentence and changes nothing."""
        with self.at(laptop):
            before = fingerprint(laptop)
            taken = self._is_taken(laptop, file)
            assert not taken, f"{what} was taken"
            assert fingerprint(laptop) == before, f"{what} changed something"

    def _is_taken(self, laptop: Laptop, file: Path) -> bool:
        try:
            laptop.merges.merge(file)
        except CircumstanceError as error:
            return not error.sentence()
        return True

    def undo_and_redo(self) -> None:
        """Undo the latest merge that can be undone; take it again, at once or never here."""
        with self.at(self._laptop()) as laptop:
            before = laptop.state()
            is_settled = holds_what_it_believes(laptop)  # what a word changes comes with a merge
            for meeting in laptop.merges.history(4):
                try:
                    undone = laptop.merges.undo(meeting.id)
                except CircumstanceError:
                    continue
                if self.random.random() < 0.3:
                    assert checks.log_makes_the_records(laptop.store.db), "P6 after an undo"
                if self.random.random() < 0.6 and self._take_again(laptop, meeting, undone):
                    is_same = laptop.state() == before
                    assert is_same or not is_settled, "P12: undo and redo is not the merge"
                return

    def _take_again(self, laptop: Laptop, meeting: Meeting, undone: int) -> bool:
        """Take what was undone again: by its number, or by merging the very file once more.

        Tell whether that was all: a file may bring more than the first time, what has waited and
        values that an erasure without effect has emptied since.
        """
        file = self.files.get(meeting.bundle)
        if file is not None and self.random.random() < 0.5:
            if not self._merge(laptop, file):
                return False
            taken = laptop.merges.history(1)[0].saves
            assert taken >= undone or self.revoked, "P12: a bundle merged again brings less"
            return taken == undone and not self.returned
        laptop.merges.redo(meeting.id)
        return True

    def _merge(self, laptop: Laptop, file: Path, held: Hashes | None = None) -> bool:
        """Merge, and tell whether it was done; a stranger's bundle and a fork change nothing."""
        with self.at(laptop):
            before = laptop.state()
            said = said_on(laptop) if self.may_fork else set()
            latest = max((one.id for one in laptop.merges.history(1)), default=0)
            try:
                done = self._look_and_merge(laptop, file)
            except StrangerError:
                assert laptop.state() == before
                return False
            except ForkError as error:
                assert said_on(laptop) == said, "P7: a fork changed something"
                self._part(laptop, str(error.details["device"]))
                return False
            self.files[done.bundle], self.returned = file, done.returned
            if done.id > latest:  # what was merged before is not looked at again
                sender = str(laptop.merges.history(1)[0].device)
                if receiving.is_trusted(laptop.store, sender):  # others' claims count for nothing
                    self._insist_on_no_fork(laptop, held or {})
            self.after_merging(laptop)
        return True

    def after_merging(self, laptop: Laptop) -> None:
        """Look at what has to hold after every merge of some histories."""

    def _look_and_merge(self, laptop: Laptop, file: Path) -> MergeReport:
        before = fingerprint(laptop)
        if self.random.random() < 0.3:
            try:
                looked = laptop.merges.preview(file)
            finally:
                assert fingerprint(laptop) == before, "P12: a preview changed something"
            done = laptop.merges.merge(file)
            assert replace(looked, id=done.id) == done, "P12: a preview told something else"
            return done
        return laptop.merges.merge(file)

    def _insist_on_no_fork(self, laptop: Laptop, held: Hashes) -> None:
        """Whoever merged a bundle holds no other history than its sender did (P7)."""
        restated = splits.read(laptop.store.db)
        parted: set[Chain] = set()  # what follows on a save that was told again parts with it
        for (device, stream, seq), digest in sorted(held.items()):
            ours = saves.hash_of(laptop.store.db, (device, stream), seq)
            if restated.holds((device, stream), digest):
                parted.add((device, stream))
            is_same = ours in {None, digest} or (device, stream) in parted
            assert is_same, f"P7: a fork of {device}/{stream}/{seq} was not noticed"

    @property
    def may_fork(self) -> bool:
        """Tell whether some folder was copied; without that, a fork breaks a law by itself."""
        return False

    def _part(self, laptop: Laptop, device: str) -> None:
        """Do what the sentence about a fork asks for."""
        raise AssertionError(f"P7: {laptop.id} notices a fork of {device}, and nothing was copied")

    def _write(self, sender: Laptop, receiver: Laptop, some: list[bytes], **said) -> None:
        file = self.folder / "stick" / f"{new_id()}.nuanfang"
        file.parent.mkdir(exist_ok=True)
        if "have" not in said:  # as the program claims it, or no fork could be noticed by it
            tips, have = saves.tips(sender.store.db), contents.sent_of(sender.store)
            said |= {"have": have, "tips": {chain: tips[chain][1].hex() for chain in have}}
        file.write_bytes(bundle_of(sender, [receiver], some, **said))
        self._merge(receiver, file)


def hashes_of(laptop: Laptop) -> Hashes:
    """Give the hash of every save that a laptop holds, but of names that it doubts already."""
    doubted = splitting.doubted(laptop.store)
    rows = laptop.store.db.execute("SELECT device, stream, seq, hash FROM log_save")
    return {
        (device, stream, seq): digest
        for device, stream, seq, digest in rows
        if device not in doubted
    }


def said_on(laptop: Laptop) -> set[tuple[object, ...]]:
    """Give what every save here says, whatever name it goes by."""
    return {one for signed in saves.all_of(laptop.store.db) for one in entries(signed.save)}


def entries(save) -> Iterable[tuple[object, ...]]:
    for cells in save.cells:
        if cells.kind != "device":
            for name, value in cells.values.items():
                yield save.at_ms, save.action, cells.kind, cells.record, name, canonical(value)


def holds_what_it_believes(laptop: Laptop) -> bool:
    """Tell whether nothing is held that is not believed, and nothing waits that is."""
    db = laptop.store.db
    known = registry.read(db, laptop.id)
    waiting = db.execute(
        "SELECT device, stream, seq FROM log_parked WHERE why IN ('late', 'unknown')"
    )
    held = ((*chain, seq) for chain, seq in saves.held(db).items())
    return not any(_is_believed(known, *one) for one in waiting) and all(
        saves.is_own(db, one[0]) or _is_believed(known, *one) for one in held
    )


def _is_believed(known: Mapping[str, registry.Laptop], device: str, stream: str, seq: int) -> bool:
    return device in known and known[device].takes(stream, seq)
