"""Laptops of one union for tests: real encrypted ledgers, founded cheaply, that meet by file."""

from __future__ import annotations

import atexit
import hashlib
import itertools
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.change import Actor, Deed
from desktop_app.domain.exchange import Purpose
from desktop_app.domain.identity import BeneficiaryId, OrganisationId, UserId, new_id
from desktop_app.domain.organisation import Organisation
from desktop_app.domain.role import Role
from desktop_app.domain.user import User
from desktop_app.services.desk import Desk
from desktop_app.services.exchange import bundle, laptop_keys
from desktop_app.services.exchange.bundle_heads import Header, Manifest
from desktop_app.services.exchange.conflicts import Conflicts
from desktop_app.services.exchange.laptops import Laptops
from desktop_app.services.exchange.merging import Merges
from desktop_app.services.exchange.packing import Export
from desktop_app.storage import kinds, lines, saves, store
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder, Store
from desktop_app.storage.vault import Signer

TODAY = date(2021, 2, 8)
NOW_MS = 1_612_750_000_000
KEY = b"\7" * 32
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
    older: bool = False

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

    def open_again(self) -> None:
        """Close the ledger and open it with a program that was updated since."""
        self.store.db.execute("PRAGMA user_version = 0")
        self.store.close()
        ledger = store.open_with_key(Folder(self.folder), KEY, self.clock)
        self.desk = Desk(ledger, self.desk.user, lambda: TODAY)

    def close(self) -> None:
        self.store.close()


@cache
def empty_ledger() -> Path:
    """Make a ledger with all migrations and nothing in it, to be copied for each laptop."""
    folder = Path(tempfile.mkdtemp(prefix="laptops-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "keys.json").write_text("{}", encoding="utf-8")
    store.open_with_key(Folder(folder), KEY, Clock()).close()
    return folder


def found(folder: Path, number: int, turned_back_ms: int = 0) -> Laptop:
    """Found a laptop without the slow derivation of a key from a passphrase."""
    shutil.copytree(empty_ledger(), folder)
    clock = Clock(NOW_MS + number - turned_back_ms)
    ledger = store.open_with_key(Folder(folder), KEY, clock)
    union = Organisation(
        id=OrganisationId(new_id()),
        name="银川市总工会",
        region=SCOPE,
        code=SCOPE,
        sheet_key="00" * 32,
    )
    admin = User(id=UserId(new_id()), name=f"管理员{number}", role=Role.ADMINISTRATOR)
    device, identity = laptop_keys.new_laptop(union, f"{number}号机", CODES[number])
    with ledger.transaction():
        ledger.introduce(identity)
        edits = [
            edit_of(kinds.DEVICE, device),
            edit_of(kinds.ORGANISATION, union),
            edit_of(kinds.USER, admin),
        ]
        deed = Deed("ledger.founded", union.id)
        ledger.changes.save(edits, actor=Actor(admin.id, admin.role), deed=deed)
    return Laptop(Desk(ledger, admin, lambda: TODAY), clock, folder)


def opened_again(folder: Path, laptop: Laptop, clock: Clock | None = None) -> Laptop:
    """Open a copy of a laptop's folder: the same laptop twice, which must be noticed."""
    ledger = store.open_with_key(Folder(folder), KEY, clock or laptop.clock)
    made = Laptop(Desk(ledger, laptop.desk.user, lambda: TODAY), clock or laptop.clock, folder)
    made.older = laptop.older
    return made


def bundle_of(laptop: Laptop, others: list[Laptop], lines: list[bytes], **manifest) -> bytes:
    """Let a laptop with its own key seal and sign whatever lines it likes."""
    identity = laptop.store.identity
    to = tuple(other.id for other in others)
    given = {
        "sender": laptop.id, "to": to, "have": saves.held(laptop.store.db), "streams": (),
        "saves": len(lines),
    } | manifest  # fmt: skip
    recipients = [other.laptops.own().age_recipient for other in others]
    payload = bundle.pack(Manifest(**given), lines, recipients)
    header = Header(
        bundle=new_id(), org=identity.scope, sender=laptop.id, to=to, purpose=Purpose.FULL,
        created_ms=laptop.store.clock_ms(), length=len(payload),
        sha256=hashlib.sha256(payload).hexdigest(),
    )  # fmt: skip
    return bundle.assemble(header, payload, Signer(bytes.fromhex(identity.secret)))


def lines_of(laptop: Laptop) -> list[bytes]:
    """Give every save a laptop holds as a line, the office's own stream first."""
    tips = sorted(saves.tips(laptop.store.db), key=lambda of: (of[1] != "admin", of))
    return [lines.write(signed) for of in tips for signed in saves.of_chain(laptop.store.db, of)]


def acquaint(laptops: list[Laptop]) -> None:
    """Let every laptop enrol every other one."""
    identities = [one.laptops.own() for one in laptops]
    for one in laptops:
        with one.store.transaction():
            for other in identities:
                if other.device != one.id:
                    one.laptops.enrol(other)


def person_of(laptop, person):
    return laptop.store.beneficiaries.get(person.id)


def add(laptop, name="张三", **fields):
    person = Beneficiary(id=BeneficiaryId(new_id()), name=name, **fields)
    return laptop.save(kinds.BENEFICIARY, person)


def edit(laptop, person, **fields):
    base = laptop.store.beneficiaries.reading(person.id)
    return laptop.save(kinds.BENEFICIARY, replace(base.record, **fields), base, "person.changed")


def write(folder, content):
    file = folder / f"{new_id()}.nuanfang"
    file.write_bytes(content)
    return file


def fingerprint(laptop: Laptop) -> tuple[object, ...]:
    """Tell whether anything at all changed in a ledger."""
    tables = ("log_parked", "log_awaited", "log_unread", "log_exchange", "log_aside", "log_peer")
    counts = [laptop.store.db.table(name).count for name in tables]
    return (laptop.state(), laptop.store.audit.head(), *counts)
