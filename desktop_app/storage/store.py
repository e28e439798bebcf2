"""One encrypted ledger in one data folder: make, open, check, copy and close it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop_app.domain.errors import CircumstanceError
from desktop_app.i18n import mark
from desktop_app.storage import kinds, newer, standing, upgrading, vault
from desktop_app.storage.activities import Activities
from desktop_app.storage.attachments import Attachments, Blobs
from desktop_app.storage.audit import Audit
from desktop_app.storage.beneficiaries import Beneficiaries
from desktop_app.storage.changes import SCHEMA_VERSION, Author, Changes
from desktop_app.storage.cipher import Connection, Database, DatabaseError, connect
from desktop_app.storage.drafts import Drafts
from desktop_app.storage.employers import EmployerRecords, Employers, RiskChecks, SafetyChecks
from desktop_app.storage.funds import FundIncomes
from desktop_app.storage.grants import Grants
from desktop_app.storage.households import (
    FileLists,
    HardshipFiles,
    HouseholdMembers,
    Households,
    ProcedureSteps,
)
from desktop_app.storage.merging import PersonMerges, SecondKeyings
from desktop_app.storage.migrations import migrations
from desktop_app.storage.needs import Needs, NeedSteps
from desktop_app.storage.records import Records
from desktop_app.storage.referrals import Referrals
from desktop_app.storage.rosters import RosterEntries
from desktop_app.storage.routes import Routes
from desktop_app.storage.scans import Scans, SignatureChecks
from desktop_app.storage.sections import Children, Sections
from desktop_app.storage.sheets import Sheets, VoidRequests
from desktop_app.storage.state_code import StateCode, state_code
from desktop_app.storage.transaction import (
    LedgerBusyError,
    circumstances,
    immediate,
    is_only_read,
    rolled_back,
)
from desktop_app.storage.visits import Visits

APPLICATION_ID = 0x4E554146  # "NUAF"
LEDGER = "ledger.nuanfang"
KEYS = "keys.json"
BUSY_MS = 5000

ClockMs = Callable[[], int]


class NoLedgerError(CircumstanceError):
    """The folder holds no ledger."""

    message = mark("There is no ledger in {folder} yet. Set one up first.")


class LedgerExistsError(CircumstanceError):
    """The folder holds a ledger already."""

    message = mark("There is a ledger in {folder} already; nothing was changed.")


class NotALedgerError(CircumstanceError):
    """The file cannot be opened with this key, or is no ledger of ours."""

    message = mark("This file is damaged or is not a ledger of this program: {file}")


@dataclass(frozen=True, slots=True)
class Folder:
    """The data folder and the files in it."""

    path: Path

    @property
    def ledger(self) -> Path:
        """The encrypted file."""
        return self.path / LEDGER

    @property
    def keys(self) -> Path:
        """The key file."""
        return self.path / KEYS

    @property
    def backups(self) -> Path:
        """Where copies go."""
        return self.path / "backups"

    @property
    def attachments(self) -> Path:
        """Where photos, signatures and documents lie, sealed."""
        return self.path / "attachments"

    def holds_ledger(self) -> bool:
        """Tell whether there is something to open."""
        return self.ledger.exists() and self.keys.exists()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this laptop is; kept inside the ledger. `age` is the key that opens sealed bundles."""

    device: str
    code: str
    organisation: str
    scope: str
    secret: str
    age: str = ""

    @property
    def signer(self) -> vault.Signer:
        """Give the key with which this laptop signs."""
        return vault.Signer(bytes.fromhex(self.secret))


class Store:
    """An open ledger. Belongs to the thread that opened it."""

    def __init__(self, folder: Folder, db: Database, data_key: bytes, clock_ms: ClockMs) -> None:
        self.folder = folder
        self.db = db
        self.data_key = data_key
        # A save that is dated earlier is refused by everybody, its author included.
        self.clock_ms: ClockMs = lambda: max(0, clock_ms())
        self.blobs = Blobs(folder.attachments, vault.BlobKeys(data_key))
        stored = json.loads(self.setting("identity") or "null")
        if stored:
            self._open_as(Identity(**stored))

    @property
    def is_only_read(self) -> bool:
        """Tell whether nothing can be written here, because a newer program has written it."""
        return is_only_read(self.db)

    def introduce(self, identity: Identity) -> None:
        """Tell the ledger, once, which laptop it is on."""
        self.keep_setting("identity", json.dumps(asdict(identity)))
        self._open_as(identity)

    def _open_as(self, identity: Identity) -> None:
        self.identity = identity
        signer = identity.signer
        author = Author(identity.device, identity.scope, signer)
        self.changes = Changes(self.db, author, self.clock_ms)
        self._build_rooms_of_people()
        self._build_rooms_of_work()

    def _build_rooms_of_people(self) -> None:
        """Open one room per record of people and employers; each names its table once."""
        db, changes = self.db, self.changes
        self.organisations = Records(db, changes, kinds.ORGANISATION)
        self.devices = Records(db, changes, kinds.DEVICE)
        self.users = Records(db, changes, kinds.USER)
        self.beneficiaries = Beneficiaries(db, changes, kinds.BENEFICIARY)
        self.household_members = HouseholdMembers(db, changes, kinds.HOUSEHOLD_MEMBER)
        self.hardship_files = HardshipFiles(db, changes, kinds.HARDSHIP_FILE)
        self.model_workers = Sections(db, changes, kinds.MODEL_WORKER)
        self.frontline_posts = Sections(db, changes, kinds.FRONTLINE_POST)
        self.migrant_origins = Sections(db, changes, kinds.MIGRANT_ORIGIN)
        self.stays = Sections(db, changes, kinds.STAYING_PUT)
        self.platform_works = Sections(db, changes, kinds.PLATFORM_WORK)
        self.children = Children(db, changes, kinds.LEFT_BEHIND_CHILD)
        self.employers = Employers(db, changes, kinds.EMPLOYER)
        self.employer_measures = EmployerRecords(db, changes, kinds.EMPLOYER_MEASURE)
        self.risk_checks = RiskChecks(db, changes, kinds.RISK_CHECK)
        self.safety_checks = SafetyChecks(db, changes, kinds.SAFETY_CHECK)
        self.procedure_steps = ProcedureSteps(db, changes, kinds.PROCEDURE_STEP)
        self.households = Households(db, changes)
        self.file_lists = FileLists(db)

    def _build_rooms_of_work(self) -> None:
        """Open one room per record of the work itself, and the rooms that hold no records."""
        db, changes = self.db, self.changes
        self.campaigns = Records(db, changes, kinds.CAMPAIGN)
        self.roster_entries = RosterEntries(db, changes, kinds.ROSTER_ENTRY)
        self.fund_incomes = FundIncomes(db, changes, kinds.FUND_INCOME)
        self.unions = Records(db, changes, kinds.UNION)
        self.visits = Visits(db, changes, kinds.VISIT)
        self.routes = Routes(db, changes, kinds.ROUTE)
        self.needs = Needs(db, changes, kinds.NEED)
        self.need_steps = NeedSteps(db, changes, kinds.NEED_STEP)
        self.referrals = Referrals(db, changes, kinds.REFERRAL)
        self.grants = Grants(db, changes, kinds.GRANT)
        self.decisions = Records(db, changes, kinds.GRANT_DECISION)
        self.grant_voids = Records(db, changes, kinds.GRANT_VOID)
        self.handovers = Records(db, changes, kinds.HANDOVER)
        self.sheets = Sheets(db, changes, kinds.SHEET)
        self.printings = Records(db, changes, kinds.PRINTING)
        self.void_requests = VoidRequests(db, changes, kinds.VOID_REQUEST)
        self.scans = Scans(db, changes, kinds.SCAN)
        self.signature_checks = SignatureChecks(db, changes, kinds.SIGNATURE_CHECK)
        self.activities = Activities(db, changes, kinds.ACTIVITY)
        self.attachments = Attachments(db, changes, kinds.ATTACHMENT)
        self.code_entries = Records(db, changes, kinds.CODE_ENTRY)
        self.person_merges = PersonMerges(db, changes, kinds.PERSON_MERGE)
        self.second_keyings = SecondKeyings(db, changes, kinds.SECOND_KEYING)
        self.drafts = Drafts(db)
        self.audit = Audit(db)

    def setting(self, name: str) -> str | None:
        """Read a setting of this laptop; settings are not synchronised."""
        row = self.db.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
        return str(row[0]) if row else None

    def keep_setting(self, name: str, value: str) -> None:
        """Keep a setting of this laptop, unless its ledger is only read."""
        if self.is_only_read:
            return
        with self.transaction():
            self.db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", [name, value])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all that is written inside the block, or none of it."""
        with immediate(self.db):
            yield

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Write inside the block to see what comes of it; nothing of it is kept."""
        with rolled_back(self.db):
            yield

    def state_code(self) -> StateCode:
        """Digest the content of the ledger."""
        return state_code(self.db)

    def made_by(self, kind: str, record: str) -> str:
        """Tell which laptop made a record, "" where nobody did."""
        born = standing.read(self.db, kind, record).born
        return next((save.split("/")[0] for save, _stamp in born.values()), "")

    def close(self) -> None:
        """Close the file; the key goes with the object."""
        self.db.conn.close()


def create(folder: Folder, admin: str, passphrase: str, clock_ms: ClockMs) -> tuple[Store, str]:
    """Make a new ledger that this administrator opens; give it and the recovery code."""
    if folder.ledger.exists() or folder.keys.exists():
        raise LedgerExistsError(folder=folder.path)
    vault.check_passphrase(passphrase)
    folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    data_key, code = vault.new_data_key(), vault.new_recovery_code()
    keys = vault.with_slot(vault.new_key_file(), admin, passphrase, data_key)
    recovery = vault.read_recovery_code(code)
    keys = vault.with_slot(keys, vault.RECOVERY_NAME, recovery, data_key)
    vault.write(folder.keys, keys)
    return open_with_key(folder, data_key, clock_ms), code


def open_store(folder: Folder, user: str, passphrase: str, clock_ms: ClockMs) -> tuple[Store, int]:
    """Open a ledger; give it and the number of wrong tries since the last right one."""
    if not folder.holds_ledger():
        raise NoLedgerError(folder=folder.path)
    data_key, tries = vault.unlock(folder.keys, user, passphrase)
    return open_with_key(folder, data_key, clock_ms), tries


def open_with_key(folder: Folder, data_key: bytes, clock_ms: ClockMs) -> Store:
    """Open a ledger whose data key is known: for a worker thread, or after unlocking.

    Raises NotALedgerError, NewerLedgerError and what the disk says.
    """
    is_new = not folder.ledger.exists()
    db = open_file(folder.ledger, data_key)
    try:
        if is_new:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _refuse_strangers(db)
        if newer.is_newer(db):
            newer.only_read(db)
        else:
            _upgrade(folder, db)
    except BaseException:
        db.conn.close()
        raise
    return Store(folder, db, data_key, clock_ms)


def open_file(file: Path, data_key: bytes) -> Database:
    """Open an encrypted file as it is, without upgrading it."""
    return Database(_connect(file, data_key), execute_plugins=False)


def now_ms() -> int:
    """Tell the time in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def _connect(file: Path, data_key: bytes) -> Connection:
    connection: Connection = connect(str(file))
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the console
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        for pragma in (
            "cipher_memory_security = OFF",
            "journal_mode = WAL",
            "synchronous = FULL",
            "fullfsync = ON",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "mmap_size = 0",
            "cache_size = -32000",  # KiB; what leaves the cache is encrypted, and decrypted again
            f"busy_timeout = {BUSY_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        file.chmod(0o600)
    except DatabaseError as error:
        connection.close()
        if "locked" in str(error):
            raise LedgerBusyError from error
        raise NotALedgerError(file=file.name) from error
    return connection


def _refuse_strangers(db: Database) -> None:
    """Refuse a file of another program."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise NotALedgerError(file=LEDGER)


def _upgrade(folder: Folder, db: Database) -> None:
    """Bring the schema up to date, after putting a copy of an older ledger aside.

    Without a step of the schema a newer program may still read values that an older one could
    not; so what was left is read again at the first opening by each version.
    """
    is_behind = bool(migrations.pending(db))
    if not is_behind and newer.version(db) == SCHEMA_VERSION:
        return
    if is_behind and migrations.applied(db):
        folder.backups.mkdir(exist_ok=True, mode=0o700)
        copy_to(db, folder.backups / f"before-upgrade-{now_ms()}.nuanfang")
    with circumstances():
        migrations.apply(db)
        upgrading.read_what_was_left(db)
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def copy_to(db: Database, file: Path) -> None:
    """Write a consistent, encrypted copy while the ledger stays in use."""
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    with circumstances():
        db.execute("VACUUM INTO ?", [str(part)])
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    part.replace(file)
