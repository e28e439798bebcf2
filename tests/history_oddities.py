"""What is odd in some random histories: copied folders, older programs, insiders, revocations."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field, replace

from desktop_app.domain.change import DELETED
from desktop_app.domain.identity import new_id
from desktop_app.services.exchange.laptops import (
    OldIdentityError,
    OwnLaptopError,
    RevokedLaptopError,
)
from desktop_app.storage import lines, rebuilding, registry, saves
from desktop_app.storage.erasable import may_go
from desktop_app.storage.log import GENESIS, Cells, Save
from desktop_app.storage.saves import Signed
from desktop_app.storage.vault import Signer
from tests.history_laws import Laws
from tests.laptops import Clock, Laptop, acquaint, bundle_of, found, lines_of, opened_again

MOST_COPIES = 2
MOST_NEWCOMERS = 3
MOST_QUARRELS = 4
FAR_STAMP = 2**52


@dataclass
class Copies(Laws):
    """Folders that are copied while people work; both go on until somebody notices (P7)."""

    copied: int = 0
    parted: int = 0

    @property
    def may_fork(self) -> bool:
        return self.copied > 0

    def copy_folder(self) -> None:
        if self.copied == MOST_COPIES:
            return
        laptop = self._laptop()
        folder = self.folder / f"copy{self.copied}"
        laptop.store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        shutil.copytree(laptop.folder, folder)
        self.laptops.append(opened_again(folder, laptop, Clock(laptop.clock.ms + 1)))
        self.copied += 1

    def _part(self, laptop: Laptop, device: str) -> None:
        """Give one of two laptops of one name a new one, and let everybody enrol it."""
        twins = [one for one in self.laptops if one.id == device]
        assert self.copied, "P7: a fork where nothing was copied"
        if laptop.id != device and len(twins) < 2:
            return
        one = laptop if laptop.id == device else twins[-1]
        self._note_what_was_said()
        with self.at(one):
            one.laptops.renew()
        self.parted += 1
        own = one.laptops.own()
        for other in self.laptops:
            if other.id != own.device:
                with self.at(other):
                    other.laptops.enrol(own)


@dataclass
class Builds(Laws):
    """Laptops with an older program, which are updated one day (P5)."""

    def update_program(self) -> None:
        older = [one for one in self.laptops if one.older]
        if older:
            self.upgrade(self.random.choice(older))


@dataclass
class Insiders(Laws):
    """A laptop with a valid key whose program was altered."""

    def write_raw(self) -> None:
        """Sign and keep what no program of ours writes, and let it travel as everything does."""
        laptop, role = self._laptop(), self.random.choice(("clerk", "auditor", "x", ""))
        if "quarrels" in self.flavour and self.random.random() < 0.3:
            role = "administrator"
            self.revoked.add(laptop.id)
        stream, cells = self._odd_cells(laptop)
        with self.at(laptop):
            append_raw(laptop, stream, cells, role)

    def _odd_cells(self, laptop: Laptop) -> tuple[str, Cells]:
        person = self.random.choice(self.people)
        word, stamp = self._word(), self.random.choice((0, FAR_STAMP, laptop.store.clock_ms()))
        every = tuple(f"{one.id}/640100.money/{n}" for one in self.laptops for n in (1, 2, 3))
        void = f"{self.random.randrange(6):032x}"
        other = self.random.choice([one.id for one in self.laptops if one is not laptop])
        core, money, pii = "640100.core", "640100.money", "640100.pii"
        stream, kind, record, values, seen, stamps = self.random.choice([
            (pii, "beneficiary", person, {"phone": word}, {}, {"phone": stamp}),
            (core, "beneficiary", person, {"phone": word, "employer": word}, {}, {}),
            (core, "beneficiary", person, {"employer": 7, "no_such_field": word}, {}, {}),
            (money, "grant_void", void, {"reason": "丁"}, {"reason": every}, {"reason": stamp}),
            (money, "grant_void", void, {DELETED: True}, {DELETED: every}, {}),
            (core, "no_such_kind", person, {"name": word}, {}, {"name": stamp}),
            ("admin", "device", other, {"enrolled": None, "sign_pub": "00" * 32}, {}, {}),
            ("admin", "device", other, {"revoked": {}, "revoked_on": "2021-02-08"}, {}, {}),
            ("admin", "user", person, {"name": "x", "role": "administrator"}, {}, {}),
            ("x", "beneficiary", person, {"name": "x"}, {}, {}),
        ])  # fmt: skip
        return stream, Cells(kind, record, values, seen, stamps, secrets.token_hex(16))

    def speak_for_another(self) -> None:
        """Sign in another laptop's name, next in its row or far ahead: refused, nothing changes."""
        liar, receiver = self.random.sample(self.laptops, 2)
        others = [one for one in self.laptops if one.id not in {liar.id, receiver.id}]
        if not others or liar.older or receiver.older:
            return
        victim = self.random.choice(others)
        if victim.id not in registry.read(receiver.store.db, receiver.id):
            return  # what is said in a stranger's name waits, and is looked at when he is enrolled
        ahead = self.random.choice((1, 1, 2, 5))
        line = forged(victim, saves.tip(receiver.store.db, (victim.id, "640100.core")), ahead, liar)
        file = self.folder / "stick" / "forged.nuanfang"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(bundle_of(liar, [receiver], [*lines_of(liar), line]))
        self._insist_on_refusal(receiver, file, "a save in another's name")

    def keep_back(self) -> None:
        """Send on what anybody said as if a value had been erased; who has it whole sends it, too.

        What cannot be erased is not taken without its value.
        """
        liar, receiver = self.random.sample(self.laptops, 2)
        if liar.id != receiver.id:
            self._write(liar, receiver, [self._with_less(line) for line in lines_of(liar)])

    def _with_less(self, line: bytes) -> bytes:
        signed = lines.read(line)
        cells = tuple(map(self._less_of, signed.save.cells))
        save = replace(signed.save, cells=cells)
        return lines.write(replace(signed, save=save, payload=save.payload()))

    def _less_of(self, cells: Cells) -> Cells:
        names = [one for one in cells.values if may_go((cells.kind, cells.record, one))]
        kind = self.random.random()
        if kind < 0.1 and cells.salt and len(cells.values) > 1:
            return opened(cells)
        return cells.without({self.random.choice(names)}) if names and kind < 0.4 else cells

    def claim_wrongly(self) -> None:
        """Claim to hold less or more than one does: one harms oneself, until the next claim."""
        liar, receiver = self.random.sample(self.laptops, 2)
        held = saves.held(liar.store.db)
        claims = {
            chain: max(1, seq + self.random.randint(-5, 5))
            for chain, seq in held.items()
            if chain[0] not in {receiver.id, liar.id}
        }
        self._write(liar, receiver, [], have=claims)


@dataclass
class Revocations(Laws):
    """Laptops that enrol newcomers, and are revoked afterwards."""

    newcomers: int = 0
    hosts: list[str] = field(default_factory=list)

    def welcome(self) -> None:
        """Let one laptop alone enrol a new one; the others hear of it by stick."""
        if self.newcomers == MOST_NEWCOMERS:
            return
        host = self.random.choice(self.laptops[1:])
        number = len(self.laptops)
        newcomer = found(self.folder / f"new{number}", number)
        acquaint([host, newcomer])
        self.laptops.append(newcomer)
        self.hosts.append(host.id)
        self.newcomers += 1

    def meet_by_file(self) -> None:
        """Let a laptop enrol another one, or both each other, whoever has done so already."""
        one, other = self.random.sample(self.laptops, 2)
        for host, guest in ((one, other), (other, one))[: self.random.randint(1, 2)]:
            with self.at(host):
                try:
                    host.laptops.enrol(guest.laptops.own())
                except (RevokedLaptopError, OwnLaptopError, OldIdentityError):
                    continue

    def revoke(self) -> None:
        """Let the office revoke a laptop: it may hold less of it than others do."""
        office = self.laptops[0]
        others = [one.id for one in office.laptops.others() if one.id not in self.revoked]
        if self.revoked or len(others) < 2:
            return
        hosts = [one for one in others if one in self.hosts]
        device = self.random.choice(hosts or others)
        office.laptops.revoke(device)
        self.revoked.add(device)


@dataclass
class Quarrels(Revocations):
    """Laptops that revoke whom they like, each other and in rings too."""

    quarrels: int = 0

    def quarrel(self) -> None:
        """Let a laptop revoke another one, whatever it has heard of it."""
        if self.quarrels == MOST_QUARRELS:
            return
        laptop = self._laptop()
        others = laptop.laptops.others()
        if others:
            device = self.random.choice(others).id
            laptop.laptops.revoke(device)
            self.revoked.add(device)
            self.quarrels += 1


def append_raw(laptop: Laptop, stream: str, cells: Cells, role: str, action: str = "x") -> None:
    """Let a laptop sign and keep a save past every check of its program."""
    seq, prev = saves.tip(laptop.store.db, (laptop.id, stream)) or (0, GENESIS)
    save = Save(
        device=laptop.id, stream=stream, seq=seq + 1, at_ms=laptop.store.clock_ms(), actor="x",
        role=role, action=action, subject="x", reason="x", version=2, cells=(cells,), prev=prev,
    )  # fmt: skip
    with laptop.store.transaction():
        saves.append(laptop.store.db, signed_by(laptop, save))
        rebuilding.rebuild(laptop.store.db, {(cells.kind, cells.record)})


def signed_by(laptop: Laptop, save: Save) -> Signed:
    signer = Signer(bytes.fromhex(laptop.store.identity.secret))
    return Signed(save, save.digest(), signer.sign(save.digest()), save.payload())


def opened(cells: Cells) -> Cells:
    """Give cells with all of several values and their salts, but without the record's own."""
    first, second, *_others = cells.values
    salts = {**cells.without({first}).salts, **cells.without({second}).salts}
    return replace(cells, salt="", salts=salts)


def forged(victim: Laptop, tip: tuple[int, bytes] | None, ahead: int, liar: Laptop) -> bytes:
    """Write a line in another laptop's name, signed with one's own key."""
    seq, prev = tip or (0, GENESIS)
    cells = Cells("beneficiary", new_id(), {"name": "x"}, {}, {}, "0" * 32)
    save = Save(
        device=victim.id, stream="640100.core", seq=seq + ahead, at_ms=1, actor="x",
        role="administrator", action="x", subject="x", reason="x", version=2, cells=(cells,),
        prev=prev,
    )  # fmt: skip
    return lines.write(signed_by(liar, save))
