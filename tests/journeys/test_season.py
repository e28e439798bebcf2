"""A whole season through the real command line: one laptop, five people, one process a command."""

import json
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field

import pytest

from desktop_app.services import visit_file
from tests.journeys.conftest import (
    ADMIN,
    APPROVER,
    AUDITOR,
    CLERK,
    OFFICER,
    PASSPHRASE,
    ROOT,
    found,
    wait_out_the_delay,
)

ROSTER = "花名册-样例.xlsx"


@dataclass
class Season:
    """What each step of the season answered."""

    program: object
    campaign: str
    paper: object
    expected: dict
    said: dict = field(default_factory=dict)


@pytest.fixture(scope="module")
def season(tmp_path_factory, sample):
    folder = tmp_path_factory.mktemp("season")
    program = found(folder / "ledger")
    campaign = program(
        "campaign", "add", "--name", "2021年元旦春节送温暖活动",
        "--from", "2020-12-15", "--to", "2021-03-31", "--cut-off", "2021-02-08",
        "--standard", "困难职工=1000+大米10kg 1袋", "--standard", "*=300",
        "--fund-source", "本级工会经费列支", user=CLERK,
    )["id"]  # fmt: skip
    (folder / "paper").mkdir()
    expected = json.loads((sample / "花名册-样例.expected.json").read_text(encoding="utf-8"))
    season = Season(program, campaign, folder / "paper", expected)
    for step in (import_the_roster, give_the_grants, print_and_void, look_after_the_ledger):
        step(season, sample)
    return season


def import_the_roster(season, sample):
    program, roster = season.program, sample / ROSTER
    arguments = ("import", roster, "--campaign", season.campaign)
    season.said["officer imports"] = program(*arguments, user=OFFICER, code=3)
    season.said["dry run"] = program(*arguments, "--dry-run", user=CLERK)
    season.said["nobody yet"] = program("search", "张", user=CLERK)
    errors = season.paper / "errors.xlsx"
    season.said["import"] = program(*arguments, "--errors", errors, user=CLERK)
    season.said["import again"] = program(*arguments, user=CLERK)


def give_the_grants(season, sample):
    program, of = season.program, ("--campaign", season.campaign)
    season.said["officer plans"] = program("grant", "plan", *of, user=OFFICER, code=3)
    season.said["plan"] = program("grant", "plan", *of, user=CLERK)
    season.said["plan again"] = program("grant", "plan", *of, user=CLERK)
    season.said["clerk approves"] = program("grant", "approve", *of, user=CLERK, code=3)
    season.said["admin approves"] = program("grant", "approve", *of, user=ADMIN, code=3)
    season.said["approve"] = program("grant", "approve", *of, user=APPROVER)


def print_and_void(season, sample):
    program, of = season.program, ("--campaign", season.campaign)

    def printed(kind, name, **settings):
        return program("print", kind, *of, "--out", season.paper / name, user=CLERK, **settings)

    season.said["preflight"] = program("print", "receipt", *of, "--preflight", user=CLERK)
    season.said["receipts"] = printed("receipt", "receipts.pdf")
    season.said["auditor prints"] = program(
        "print", "receipt", *of, "--out", season.paper / "no.pdf", user=AUDITOR, code=3
    )
    season.said["grants"] = program("grant", "list", *of, user=CLERK)
    season.said["void"] = number = season.said["grants"]["grants"][0]["receipt"]
    season.said["clerk voids"] = program(
        "grant", "void", number, "--reason", "重复", user=CLERK, code=3
    )
    program("grant", "void", number, "--reason", "姓名写错", user=APPROVER)
    season.said["void again"] = program(
        "grant", "void", number, "--reason", "x", user=APPROVER, code=1
    )
    program("grant", "plan", *of, user=CLERK)
    program("grant", "approve", *of, user=APPROVER)
    season.said["receipts again"] = printed("receipt", "again.pdf")
    season.said["grants at last"] = program("grant", "list", *of, user=CLERK)
    season.said["rosters"] = printed("sign-roster", "rosters.pdf")


def look_after_the_ledger(season, sample):
    program = season.program
    season.said["state"] = program("state", user=OFFICER)
    season.said["backup"] = program("backup", user=CLERK)
    season.said["check"] = program("check", user=CLERK)
    season.said["clerk verifies"] = program("audit", "verify", user=CLERK, code=3)
    season.said["verify"] = program("audit", "verify", user=AUDITOR)


def test_the_roster_comes_in_as_the_sample_says(season):
    assert season.said["import"]["added"] == season.expected["people"]
    refused = {(one["at"], one["reason"]) for one in season.said["import"]["refused"]}
    assert refused == {(one["at"], one["reason"]) for one in season.expected["rejected"]}
    assert (season.paper / "errors.xlsx").is_file()


def test_a_dry_run_says_the_same_and_writes_nothing(season):
    same = ("read", "added", "updated", "unchanged", "rejected")
    assert {key: season.said["dry run"][key] for key in same} == {
        key: season.said["import"][key] for key in same
    }
    assert season.said["nobody yet"] == {"results": []}


def test_the_same_file_again_changes_nothing(season):
    again = season.said["import again"]
    assert (again["added"], again["updated"]) == (0, 0)
    assert again["unchanged"] == season.expected["people"]


def test_a_person_is_found_by_name_and_by_the_tail_of_the_number(season):
    (person,) = season.program("search", "张𬱖", user=OFFICER)["results"]
    assert list(person) == ["id", "name", "id_number_masked", "employer"]
    assert "*" in person["id_number_masked"]
    tail = person["id_number_masked"][-4:]
    found_by_tail = season.program("search", f"张 {tail}", user=OFFICER)["results"]
    assert person in found_by_tail


def test_grants_are_planned_once_by_one_and_approved_by_another(season):
    plan, approve = season.said["plan"], season.said["approve"]
    assert (plan["planned"], plan["total_yuan"]) == (
        season.expected["people"],
        season.expected["total_yuan"],
    )
    assert season.said["plan again"]["planned"] == 0
    assert (approve["approved"], approve["total_yuan"]) == (plan["planned"], plan["total_yuan"])
    assert approve["held"] == []


@pytest.mark.parametrize(
    "step",
    ["officer imports", "officer plans", "clerk approves", "admin approves", "auditor prints",
     "clerk voids", "clerk verifies"],
)  # fmt: skip
def test_whoever_may_not_is_told_so(season, step):
    assert list(season.said[step]) == ["error"]


def test_every_receipt_has_a_number_of_its_own_and_is_on_paper(season):
    receipts = season.said["receipts"]
    numbers = [one["receipt"] for one in season.said["grants"]["grants"]]
    assert receipts["sheets"] == season.expected["people"] == len(set(numbers))
    assert receipts["reprints"] == 0
    assert receipts["files"] == [str(season.paper / "receipts.pdf")]
    assert season.said["preflight"] == {"ok": True, "missing": []}


def test_a_void_receipt_is_followed_by_a_new_number_and_the_rest_are_reprints(season):
    before = {one["receipt"] for one in season.said["grants"]["grants"]}
    standing = [one for one in season.said["grants at last"]["grants"] if one["state"] != "void"]
    new = {one["receipt"] for one in standing} - before
    again = season.said["receipts again"]
    assert len(new) == 1
    assert (again["sheets"], again["reprints"]) == (len(standing), len(standing) - 1)
    assert "void" in season.said["void again"]["error"]


def test_the_new_receipt_names_the_old_one(season):
    from desktop_app.storage import store

    opened, _tries = store.open_store(
        store.Folder(season.program.data), CLERK, PASSPHRASE, store.now_ms
    )
    try:
        replacing = opened.sheets.where("replaces IS NOT NULL")
        serials = [one.serial for one in opened.sheets.where(order="serial")]
    finally:
        opened.close()
    assert [one.replaces for one in replacing] == [season.said["void"]]
    assert serials == list(range(1, len(serials) + 1))


def test_the_ledger_is_whole_at_the_end(season):
    assert season.said["check"]["ok"] is True
    assert season.said["check"]["problems"] == []
    verify = season.said["verify"]
    assert (verify["ok"], verify["exceptions"]) == (True, [])
    assert verify["entries"] > 10
    assert len(verify["head"]) == 64


def test_the_state_code_is_that_of_the_backup(season):
    state, backup = season.said["state"], season.said["backup"]
    assert {"short", "long"} <= set(state)
    assert backup["state"] == state["short"]


def test_the_folder_holds_what_it_should_and_nothing_else(season):
    data = season.program.data
    names = {str(file.relative_to(data)) for file in data.rglob("*") if file.is_file()}
    backup = season.said["backup"]["file"].rpartition("/")[2]
    (before,) = (name for name in names if re.fullmatch(r"backups/before-import-.*g", name))
    copies = {f"backups/{backup}", before}
    keys = {copy.replace(".nuanfang", ".keys.json") for copy in copies}
    assert names == {"ledger.nuanfang", "keys.json", *copies, *keys}


@pytest.fixture(scope="module")
def published(sample):
    season = tomllib.loads((sample / "season.toml").read_text(encoding="utf-8"))
    return json.loads(json.dumps(season["visit"], default=str))


@pytest.mark.parametrize("leader", ["马吉孝", "王俊冶", "蔡振华"])
def test_a_visit_of_the_newspaper_comes_back_as_it_went_in(season, published, leader):
    (told,) = [one for one in published if one["leader"] == leader]
    visit = {**told, "campaign": season.campaign}
    text = json.dumps(visit, ensure_ascii=False)
    kept = season.program("visit", "add", "--from-json", "-", user=OFFICER, stdin=text)
    assert season.program("visit", "show", kept["id"], user=AUDITOR) == {**kept, **visit}


def test_all_seven_visits_of_the_newspaper_survive_being_read_and_written(published):
    for visit in published:
        read, given = visit_file.read(json.dumps(visit, ensure_ascii=False))
        assert visit_file.write(read, given) == {"id": read.id, **visit}
    assert len(published) == 7


def test_a_visit_with_a_hand_over_comes_back_and_is_not_taken_twice(season, tmp_path):
    grant = next(
        one for one in season.said["grants at last"]["grants"] if one["state"] == "printed"
    )
    (person,) = [
        one
        for one in season.program("search", grant["name"], user=OFFICER)["results"]
        if one["name"] == grant["name"]
    ]
    visit = {
        "manner": "home",
        "campaign": season.campaign,
        "first_day": "2021-02-03",
        "places": [{"kind": "home"}],
        "visitors": [{"name": OFFICER, "title": "干事"}, {"name": "马丽"}],
        "beneficiaries": [person["id"]],
        "given": [
            {"beneficiary": person["id"], "grant": grant["id"], "proxy_name": "马花",
             "proxy_relation": "配偶"},
        ],
    }  # fmt: skip
    file = tmp_path / "visit.json"
    file.write_text(json.dumps(visit, ensure_ascii=False), encoding="utf-8")
    kept = season.program("visit", "add", "--from-json", file, user=OFFICER)
    shown = season.program("visit", "show", kept["id"], user=OFFICER)
    assert shown == {**kept, **visit}
    file.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    again = season.program("visit", "add", "--from-json", file, user=OFFICER, code=1)
    assert kept["id"] in again["error"]
    listed = season.program("visit", "list", "--limit", 50, user=OFFICER)["visits"]
    assert kept["id"] in [one["id"] for one in listed]


def test_the_schema_describes_what_add_takes(season):
    schema = season.program("visit", "schema")
    assert schema["required"] == ["manner"]
    assert {"leader", "places", "groups", "given"} <= set(schema["properties"])


def test_a_visit_that_is_none_is_refused_in_one_sentence(season):
    for text in ("{", "[]", '{"manner": "by rocket"}', '{"manner": "home", "first_day": "soon"}'):
        done = season.program.run("visit", "add", "--from-json", "-", user=OFFICER, stdin=text)
        assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)


def test_the_campaign_is_listed_with_the_size_of_its_roster(season):
    (campaign,) = season.program("campaign", "list", user=AUDITOR)["campaigns"]
    assert campaign["id"] == season.campaign
    assert campaign["roster"] == season.expected["people"]


def test_a_wrong_passphrase_leaves_a_trace_in_the_audit_trail(season):
    before = season.program("audit", "verify", user=AUDITOR)["entries"]
    season.program("state", user=CLERK, passphrase="not this one, surely", code=1)
    wait_out_the_delay()
    after = season.program("audit", "verify", user=AUDITOR)["entries"]
    assert after == before + 2  # the failed login, and this auditor's own


DYING = """
import os, sys
from desktop_app.__main__ import main
from desktop_app.services.printing import press
press.print_volumes = lambda work, *_more, **_how: (next(work), os._exit(9))
sys.exit(main())
"""


def test_numbers_of_a_printing_that_died_wait_for_a_word(season):
    program = season.program
    command = ("print", "condolence", "--campaign", season.campaign)
    command += ("--out", str(season.paper / "condolence.pdf"))
    dying = [sys.executable, "-c", DYING, *program.words(CLERK)[3:], *command]
    assert subprocess.run(dying, env=program.environment(), cwd=ROOT, check=False).returncode == 9
    refused = program(*command, user=CLERK, code=1)
    assert "interrupted" in refused["error"]
    printed = program(*command, "--interrupted", "returned", user=CLERK)
    assert (printed["sheets"], printed["reprints"]) == (season.expected["people"], 0)
    assert program("check", user=CLERK)["ok"]
