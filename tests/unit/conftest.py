"""A small real office: an encrypted ledger with five people at it, copied afresh for each test."""

import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign, Cap, RosterEntry, Standard, roster_entry_id
from desktop_app.domain.identity import BeneficiaryId, CampaignId, new_id
from desktop_app.domain.role import Role
from desktop_app.services import setting_up
from desktop_app.services.desk import Desk
from desktop_app.services.office import Office
from desktop_app.services.setting_up import Founding
from desktop_app.storage import kinds, store
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder

TODAY = date(2021, 2, 8)
NOW_MS = 1_612_750_000_000
ID_NUMBERS = (
    "640102197001010016",
    "640104198003030026",
    "64010519900505003X",
    "640104198506060040",
    "640104198606070051",
)
PASSPHRASE = "暖访 correct horse"


@dataclass
class Clock:
    """A clock that tests turn by hand."""

    ms: int = NOW_MS

    def __call__(self) -> int:
        self.ms += 1
        return self.ms


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """One ledger, founded with real Argon2id; tests work on copies."""
    folder = Folder(tmp_path_factory.mktemp("founded") / "ledger")
    answers = Founding(
        organisation="银川市总工会",
        region="640100",
        device="二组笔记本",
        admin="admin",
        passphrase=PASSPHRASE,
        code="A2",
    )
    desk, _code = setting_up.found(folder, answers, today=lambda: TODAY, clock_ms=Clock())
    for role in (Role.OFFICER, Role.CLERK, Role.APPROVER, Role.AUDITOR):
        setting_up.add_user(desk, role.value, role, PASSPHRASE)
    key = desk.store.data_key
    desk.store.close()
    return folder, key


@pytest.fixture
def clock():
    return Clock(NOW_MS + 1_000_000)


@pytest.fixture
def folder(founded, tmp_path):
    original, _key = founded
    shutil.copytree(original.path, tmp_path / "ledger")
    return Folder(tmp_path / "ledger")


@pytest.fixture
def ledger(founded, folder, clock):
    opened = store.open_with_key(folder, founded[1], clock)
    yield opened
    opened.close()


@pytest.fixture
def sit(ledger):
    """Sit down at the ledger as a person of one role."""

    def sit_down(role: Role) -> Office:
        user = ledger.users.where("role = ?", [role.value])[0]
        return Office(Desk(ledger, user, lambda: TODAY))

    return sit_down


@pytest.fixture
def clerk(sit):
    return sit(Role.CLERK)


@pytest.fixture
def approver(sit):
    return sit(Role.APPROVER)


@pytest.fixture
def officer(sit):
    return sit(Role.OFFICER)


@pytest.fixture
def make_person():
    """Make a person; the numbers are invented and their check characters right."""
    numbers = iter(ID_NUMBERS)

    def make(name="张𬱖", **fields) -> Beneficiary:
        given = {"id_number": next(numbers, None), "category": "hardship_worker"} | fields
        return Beneficiary(id=BeneficiaryId(new_id()), name=name, **given)

    return make


@pytest.fixture
def campaign(clerk):
    """The winter's campaign, kept in the ledger."""
    return clerk.campaigns.save(
        Campaign(
            id=CampaignId(new_id()),
            name="2021年元旦春节送温暖",
            starts=date(2020, 12, 15),
            ends=date(2021, 3, 31),
            standards=(Standard(category="hardship_worker", cash_fen=100_000),),
            cap=Cap(per_time_fen=300_000, per_year_fen=600_000, source="省办法"),
            fund_source="own_budget",
        )
    )


@pytest.fixture
def enrol(clerk, campaign):
    """Put a person on the roster of the campaign."""

    def put(person: Beneficiary, **fields) -> Beneficiary:
        kept = clerk.register.save(person)
        entry = RosterEntry(
            id=roster_entry_id(campaign.id, kept.id), campaign=campaign.id, beneficiary=kept.id
        )
        clerk.desk.save([edit_of(kinds.ROSTER_ENTRY, replace(entry, **fields))], "roster.imported")
        return kept

    return put


@pytest.fixture
def files():
    """List every file below a folder."""
    return lambda folder: [path for path in Path(folder).rglob("*") if path.is_file()]
