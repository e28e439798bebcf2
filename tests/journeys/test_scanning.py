"""Scanning back as scripts use it: print, sign, scan, and read what came of it."""

import pytest

from desktop_app.domain.sheet import SheetKind
from tests.journeys.conftest import APPROVER, CLERK, OFFICER, found
from tests.paper import scanner
from tests.paper.scanner import Machine
from tests.scanned import places_of


@pytest.fixture(scope="module")
def office(tmp_path_factory, sample):
    folder = tmp_path_factory.mktemp("scanning")
    program = found(folder / "ledger")
    campaign = program(
        "campaign", "add", "--name", "2021年元旦春节送温暖活动", "--from", "2020-12-15",
        "--to", "2021-03-31", "--standard", "*=300", "--fund-source", "本级工会经费列支",
        user=CLERK,
    )["id"]  # fmt: skip
    program("import", sample / "花名册-样例.xlsx", "--campaign", campaign, user=CLERK)
    program("grant", "plan", "--campaign", campaign, user=CLERK)
    program("grant", "approve", "--campaign", campaign, "--reason", "会议通过", user=APPROVER)
    file = folder / "rosters.pdf"
    program("print", "sign-roster", "--campaign", campaign, "--out", file, user=CLERK)
    page = scanner.printed(file.read_bytes())[0]
    places = places_of(SheetKind.SIGN_ROSTER, "sign-roster")
    lot = scanner.lot_of(4)
    scanner.sign(page, places, lot, rows={0, 1, 2}, thumbs=0)
    scans = folder / "scans"
    scans.mkdir()
    (scans / "page.jpg").write_bytes(scanner.scanned(page, Machine(quarter=2, turn=2), lot))
    return program, campaign, scans


def test_a_folder_of_scans_is_filed_and_told(office):
    program, campaign, scans = office
    refused = program.run("scan", scans, user=OFFICER)
    assert refused.code == 3
    said = program("scan", scans, "--accept", user=CLERK)
    (matched,) = said["matched"]
    assert (matched["sheet"], matched["file"]) == ("sign-roster", "page.jpg")
    assert len(matched["inked"]) == said["accepted"] == 3
    assert all(one["number"] == matched["number"] for one in said["empty"])
    assert len(said["empty"]) <= 7
    assert (said["duplicates"], said["unreadable"], said["foreign"]) == ([], [], [])
    missing = {name for one in said["still_missing"] for name in one["names"]}
    assert not missing & set(matched["inked"])
    listed = program("grant", "list", "--campaign", campaign, user=CLERK)["grants"]
    assert sum(one["state"] == "signed" for one in listed) == 3
    again = program("scan", scans, "--campaign", campaign, user=CLERK)
    assert (again["matched"], len(again["duplicates"])) == ([], 1)
