"""The program is killed while it saves: what it said was kept is kept, and the rest never was."""

import itertools
import random
import subprocess
import sys
import time
from datetime import date

import pytest

from desktop_app.domain.campaign import Campaign, Standard
from desktop_app.domain.identity import CampaignId, new_id
from desktop_app.domain.role import Role
from desktop_app.services import setting_up
from desktop_app.services.caretaking import Caretaking
from desktop_app.services.desk import Desk
from desktop_app.services.setting_up import Founding
from desktop_app.storage import kinds, store
from desktop_app.storage.records import edit_of
from desktop_app.storage.store import Folder
from tests.journeys.conftest import PASSPHRASE, ROOT

EXPECTED_FILES = {"ledger.nuanfang", "ledger.nuanfang-wal", "ledger.nuanfang-shm", "keys.json"}


@pytest.fixture
def office(tmp_path):
    """Begin a ledger with a clerk, an approver and a campaign; give it and its key."""
    answers = Founding(
        organisation="银川市总工会",
        region="640100",
        device="二组",
        admin="a",
        passphrase=PASSPHRASE,
    )
    desk, _code = setting_up.found(
        Folder(tmp_path / "ledger"), answers, today=lambda: date(2021, 2, 8)
    )
    for role in (Role.CLERK, Role.APPROVER):
        setting_up.add_user(desk, role.value, role, PASSPHRASE)
    campaign = Campaign(
        id=CampaignId(new_id()),
        name="送温暖",
        starts=date(2020, 12, 15),
        ends=date(2021, 3, 31),
        standards=(Standard(category="", cash_fen=30_000),),
        fund_source="own_budget",
    )
    desk.save([edit_of(kinds.CAMPAIGN, campaign)], "campaign.added")
    desk.store.close()
    (tmp_path / "paper").mkdir()
    return tmp_path, desk.store.data_key, campaign.id


def kill_once(office, lot):
    """Let the program save, kill it at a moment drawn by lot, and give what it said was kept."""
    folder, key, campaign = office
    arguments = [folder / "ledger", key.hex(), campaign, folder / "paper"]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.saving", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as saving:
        first = list(itertools.takewhile(lambda line: line != "warm\n", saving.stdout))
        time.sleep(lot.uniform(0, 0.35))
        assert saving.poll() is None
        saving.kill()
        heard = [*first, *saving.stdout]
    return [line.split() for line in heard if line.endswith("\n")]


def kill_often(office, times):
    lot = random.Random(times)  # noqa: S311 - moments, not secrets
    kept = [said for _time in range(times) for said in kill_once(office, lot)]
    folder, key, _campaign = office
    ledger = store.open_with_key(Folder(folder / "ledger"), key, store.now_ms)
    try:
        return kept, look(ledger)
    finally:
        ledger.close()


def look(ledger):
    """Give what stands in the ledger, and whether it is whole."""
    admin = ledger.users.where("role = ?", [Role.ADMINISTRATOR])[0]
    health = Caretaking(Desk(ledger, admin, lambda: date(2021, 2, 8))).check()
    records = {
        "person": {one.id for one in ledger.beneficiaries.where()},
        "grant": {one.id for one in ledger.grants.where()},
        "sheet": {one.id for one in ledger.sheets.where()},
    }
    serials = [one.serial for one in ledger.sheets.where(order="serial")]
    return records, serials, health


def assert_nothing_is_lost(folder, kept, records, serials, health):
    assert health.is_good, health
    assert [said for said in kept if said[1] not in records[said[0]]] == []
    assert serials == list(range(1, len(serials) + 1))
    assert {file.name for file in (folder / "ledger").iterdir()} <= EXPECTED_FILES
    assert {"person", "grant", "sheet"} == {kind for kind, _record in kept}


def test_every_acknowledged_save_survives_ten_kills(office):
    kept, found = kill_often(office, 10)
    assert_nothing_is_lost(office[0], kept, *found)


@pytest.mark.torture
def test_every_acknowledged_save_survives_a_thousand_kills(office):
    kept, found = kill_often(office, 1_000)
    assert_nothing_is_lost(office[0], kept, *found)
