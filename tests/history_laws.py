"""The laws that hold at the end of every history, whatever happened (exchange.md §7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop_app.domain.change import Head
from desktop_app.domain.errors import CircumstanceError
from desktop_app.storage import checks, kinds, lines, registry, saves, standing
from desktop_app.storage.unread import emptied, left_of
from tests.history_sticks import Sticks, entries, said_on
from tests.laptops import Laptop, lines_of

MOST_ROUNDS = 9
FACTS = frozenset(name for name, kind in kinds.KINDS.items() if kind.is_fact)


@dataclass
class Laws(Sticks):
    """Laptops that meet once more in the end, all of them, and agree."""

    said: set[tuple[object, ...]] = field(default_factory=set)
    gone: set[tuple[object, ...]] = field(default_factory=set)

    def settle_down(self) -> None:
        """Let everybody meet everybody until nothing is new, and look at all laws."""
        self._note_what_was_said()
        for _time in self.laptops:
            sender, receiver = self.random.sample(self.laptops, 2)
            if sender.id != receiver.id:
                known = lines_of(sender)
                self._write(sender, receiver, self._mixed(known, least=len(known)))
        for number in range(MOST_ROUNDS):
            self._meet()
            circle = self._circle()
            agreed = len({records_of(one) for one in circle}) == 1
            if number and agreed and self._do_friends_agree():
                break
        self.check()

    def _meet(self) -> None:
        """Let everybody write to everybody."""
        for laptop in self.laptops:
            self._take_up(laptop)
        for sender in self.random.sample(self.laptops, len(self.laptops)):
            known = {str(one.id) for one in sender.laptops.others()}
            others = {one.id: one for one in self.laptops if one.id in known}
            sent = self._export(sender, list(others.values())) if others else None
            for receiver in self.random.sample(self.laptops, len(self.laptops)):
                if sent and receiver.id in sent.recipients:
                    self._merge(receiver, sent.file, sent.held)

    def _take_up(self, laptop: Laptop) -> None:
        """Take up what was undone; what another history contradicts now waits for its split."""
        with self.at(laptop):
            undone = [m for m in laptop.merges.history() if laptop.merges.is_undone(m.id)]
            for meeting in sorted(undone, key=lambda one: one.id):
                try:
                    laptop.merges.redo(meeting.id)
                except CircumstanceError:
                    continue

    def _circle(self) -> list[Laptop]:
        """Give the most laptops that believe each other, each of them every other one."""
        friends = self._friends()
        most = max(friends, key=len)
        circle: list[int] = []
        for number in sorted(most):
            if friends[number].issuperset(circle):
                circle.append(number)
        return [self.laptops[number] for number in circle]

    def _friends(self) -> list[set[int]]:
        """Give, by its place, those whom each laptop believes and who believe it; itself, too.

        Two copies of a revoked laptop meet nobody who would notice them.
        """
        believes = [whom_it_believes(one) for one in self.laptops]
        names = [one.id for one in self.laptops]
        every = range(len(names))
        return [
            {one}
            | {
                other
                for other in every
                if {names[one], names[other]} <= believes[one] & believes[other]
                and not (self.revoked and names[one] == names[other])
            }
            for one in every
        ]

    def _do_friends_agree(self) -> bool:
        """Tell whether any two that believe each other have one state code.

        Who is cut off from copied laptops never hears what these have told again.
        """
        if self.revoked and self.may_fork:
            return True
        states = [self._state(one) for one in self.laptops]
        return all(
            {states[other] for other in friends} == {states[one]}
            for one, friends in enumerate(self._friends())
        )

    def _state(self, laptop: Laptop) -> str:
        with self.at(laptop):
            return laptop.state()

    def check(self) -> None:
        circle = self._circle()
        assert len({self._state(one) for one in circle}) == 1, "P1: state codes differ"
        assert self._do_friends_agree(), "P1: friends differ"
        for laptop in circle:
            with self.at(laptop):
                assert laptop.store.audit.verify().holds, "the audit trail objects"
                waiting = [one for one in laptop.merges.waiting() if not one.unknown]
                labels = {one.laptop for one in waiting}
                senders = {str(one.store.devices.get(one.id).label) for one in circle}
                assert self.revoked or not laptop.merges.waiting(), "P4: something waits"
                assert labels.isdisjoint(senders), "P4: something waits for ever"
                compare_with_definition(laptop)
        self._check_that_everybody_has_everything(circle)
        rebuilt = self.random.choice(circle)
        with self.at(rebuilt):
            assert checks.log_makes_the_records(rebuilt.store.db), "P6: rebuilt is not the same"
        for older in [one for one in circle if one.older]:
            self.upgrade(older)
            assert older.state() == self._state(circle[0]), "P5: an upgrade is not the new program"
            compare_with_definition(older)
        assert len({_conflicts(one) for one in circle}) == 1, "P1: conflicts differ"
        self._repeat(circle)

    def _repeat(self, circle: list[Laptop]) -> None:
        if len(circle) < 2:
            return
        again = circle[0].export(*circle[1:])
        for laptop in circle[1:]:
            before = laptop.state()
            laptop.merges.merge(again)
            assert laptop.state() == before, "P3: repeating changed something"

    def upgrade(self, laptop: Laptop) -> None:
        """Open an older laptop's ledger with the newer program; nothing but sight changes (P5)."""
        with self.at(laptop):
            before, log = laptop.state(), lines_of(laptop)
        laptop.older = False
        laptop.open_again()
        assert laptop.state() == before, "P5: an upgrade changed the content"
        assert lines_of(laptop) == log, "P5: what was kept is not byte for byte what came"
        assert checks.log_makes_the_records(laptop.store.db), "P5: an upgrade is not a rebuild"

    def _note_what_was_said(self) -> None:
        for laptop in self.laptops:
            self.said |= said_on(laptop)

    def _check_that_everybody_has_everything(self, circle: Iterable[Laptop]) -> None:
        """Nothing that was ever saved is lost, and all hold the same lines, byte for byte."""
        logs = [records_of(one) for one in circle]
        assert all(one == logs[0] for one in logs), "P5: lines differ"
        if self.revoked:
            return
        told = {entry for line in logs[0] for entry in entries(lines.read(line).save)}
        lost = self.said - told - self.gone
        assert not lost, f"P7: lost: {sorted(map(str, lost))[:3]}"


def whom_it_believes(laptop: Laptop) -> set[str]:
    """Name those of whom a laptop takes everything; itself, unless it has heard otherwise."""
    known = registry.read(laptop.store.db, laptop.id)
    said = {device for device, one in known.items() if one.is_believed}
    return said | ({laptop.id} - known.keys())


def records_of(laptop: Laptop) -> frozenset[bytes]:
    """Give the lines of all saves about records; entries of the audit trail go on for ever."""
    return frozenset(line for line in lines_of(laptop) if not line.endswith(b'"values":[]}'))


def _conflicts(laptop: Laptop) -> tuple[object, ...]:
    return tuple(
        (one.id, tuple(sorted(str(rival.value) for rival in one.rivals)))
        for one in laptop.conflicts.all()
    )


def compare_with_definition(laptop: Laptop) -> None:
    """Work out every cell from the log by the words of the law, and compare (P2, P10).

    An operation is a head unless one of the same cell names it and is strictly later; an erased
    one says that the field is empty. Of cells that this program cannot show it has to know the
    same.
    """
    cells: dict[tuple[str, str, str], list[tuple[Head, set[str]]]] = {}
    unread = set()
    for signed in saves.all_of(laptop.store.db):
        save = signed.save
        for one in map(emptied, save.cells):
            left = left_of(save, one)
            unread |= {(one.kind, one.record, name) for name in left}
            for name, value in one.values.items():
                head = Head.of(save.name, one.stamps.get(name, save.at_ms), value)
                seen = set() if one.kind in FACTS else set(one.supersedes.get(name, ()))
                cells.setdefault((one.kind, one.record, name), []).append((head, seen))
    for (kind, record, name), written in cells.items():
        heads = [
            head
            for head, _seen in written
            if not any(head.save in seen and later > head for later, seen in written)
        ]
        record_here = standing.read(laptop.store.db, kind, record)
        found = record_here.heads_in_all(name)
        assert [one.save for one in found] == [one.save for one in sorted(heads)], (kind, name)
        assert found[-1].value == max(heads).value, "P2: another value is known"
        if (kind, record, name) not in unread:
            shown = record_here.heads_of(name)[-1].value
            assert shown == max(heads).value, "P2: another value is shown"
