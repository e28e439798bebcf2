"""Laptops of one union for tests: real encrypted ledgers, founded cheaply, that meet by file."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop_app.domain.change import Actor, Deed
from desktop_app.domain.identity import OrganisationId, UserId, new_id
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.role import Role
from desktop_app.domain.user import User
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import laptop_keys
from desktop_app.services.exchange.conflicts import Conflicts
from desktop_app.services.exchange.laptops import Laptops
from desktop_app.services.exchange.merging import Merges
from desktop_app.services.exchange.packing import Export
from desktop_app.storage import kinds, store
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder, Store

TODAY = date(2021, 2, 8)
NOW_MS = 1_612_750_000_000
SCOPE = "640100"
CODES = [a + b for a, b in itertools.product("ACDEFGHJ", "2346789")]


@dataclass
class Clock:
    ms: int = NOW_MS

    def __call__(self) -> int:
        self.ms += 1
        return self.ms


@dataclass
class Laptop:
    """One laptop with everything its clerk does there."""

    desk: Desk
    clock: Clock
    folder: Path
    sent: int = field(default=0)

    @property
    def store(self) -> Store:
        return self.desk.store

    @property
    def id(self) -> str:
        return self.store.identity.device

    @property
    def merges(self) -> Merges:
        return Merges(self.desk)

    @property
    def conflicts(self) -> Conflicts:
        return Conflicts(self.desk)

    @property
    def laptops(self) -> Laptops:
        return Laptops(self.desk)

    def export(self, *others: Laptop) -> Path:
        self.sent += 1
        stick = self.folder.parent / "stick"
        return Export(self.desk).export(stick, [other.id for other in others]).bundle

    def save(self, kind, record, base=None, action="person.saved"):
        self.desk.save([edit_of(kind, record, base)], action, record.id)
        return record

    def state(self) -> str:
        return self.store.state_code().long

    def close(self) -> None:
        self.store.close()


def found(folder: Path, number: int, key: bytes | None = None) -> Laptop:
    """Found a laptop without the slow derivation of a key from a passphrase."""
    clock = Clock(NOW_MS + number)
    folder.mkdir(parents=True)
    (folder / "keys.json").write_text("{}", encoding="utf-8")
    ledger = store.open_with_key(Folder(folder), key or bytes([number + 1]) * 32, clock)
    union = Organisation(
        id=OrganisationId(new_id()), name="银川市总工会", region=SCOPE, code=SCOPE,
        sheet_key="00" * 32,
    )  # fmt: skip
    admin = User(id=UserId(new_id()), name=f"管理员{number}", role=Role.ADMINISTRATOR)
    device, identity = laptop_keys.new_laptop(union, f"{number}号机", CODES[number])
    ledger.introduce(identity)
    edits = [
        edit_of(kinds.DEVICE, device),
        edit_of(kinds.ORGANISATION, union),
        edit_of(kinds.USER, admin),
    ]
    deed = Deed("ledger.founded", union.id)
    ledger.changes.save(edits, actor=Actor(admin.id, admin.role), deed=deed)
    return Laptop(Desk(ledger, admin, lambda: TODAY), clock, folder)


def acquaint(laptops: list[Laptop]) -> None:
    """Let every laptop enrol every other one."""
    for one in laptops:
        for other in laptops:
            if other is not one:
                one.laptops.enrol(other.laptops.own())
