"""The code lists through the real command line: changed by the administrator, used by everybody."""

import json

import pytest

from tests.journeys.conftest import CLERK, OFFICER, found

LIST = "recipient_category"


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return found(tmp_path_factory.mktemp("codes") / "ledger")


def choices(program):
    return {one["code"]: one for one in program("codes", "list", LIST)["choices"]}


def test_the_lists_are_told_with_their_sources(program):
    lists = {one["id"]: one for one in program("codes", "list", user=OFFICER)["lists"]}
    assert lists["fund_source"]["name"] == "资金来源"
    assert all(one["source"] for one in lists.values())


def test_a_choice_is_added_renamed_retired_restored_and_moved(program):
    words = ("--name", "无人机驾驶员", "--english", "Drone pilot", "--from", "2021")
    added = program("codes", "add", LIST, "drone_pilot", *words, "--source", "银工发〔2021〕3号")
    assert added["own"]
    assert added["source"] == "银工发〔2021〕3号"
    assert program("codes", "change", LIST, "drone_pilot", "--name", "无人机飞手")["name"] == (
        "无人机飞手"
    )
    assert program("codes", "retire", LIST, "drone_pilot")["retired"]
    assert choices(program)["drone_pilot"]["retired"]
    assert not program("codes", "restore", LIST, "drone_pilot")["retired"]
    program("codes", "move", LIST, "drone_pilot", "--to", "2")
    assert list(choices(program))[1] == "drone_pilot"


def test_a_code_is_never_given_another_meaning(program):
    said = program("codes", "add", LIST, "courier", "--name", "别的意思", code=1)
    assert "never changes its meaning" in said["error"]


def test_only_the_administrator_changes_the_lists(program):
    program("codes", "retire", LIST, "courier", user=CLERK, code=3)
    assert not choices(program)["courier"]["retired"]


def test_unknown_names_are_one_sentence(program):
    assert "no code list" in program("codes", "list", "nothing", code=1)["error"]
    assert "no code" in program("codes", "retire", LIST, "nothing", code=1)["error"]


def test_a_record_file_may_use_a_choice_of_our_own(program, tmp_path):
    program("codes", "add", "visit_manner", "by_letter", "--name", "书信", "--english", "By letter")
    file = tmp_path / "visit.json"
    visit = {
        "manner": "by_letter",
        "first_day": "2021-02-08",
        "visitors": [{"name": "王建国"}, {"name": "马丽"}],
        "groups": [{"words": "留岗职工", "count": 20, "unit": "people"}],
    }
    file.write_text(json.dumps(visit), encoding="utf-8")
    made = program("visit", "add", "--from-json", file, user=OFFICER)
    assert program("visit", "show", made["id"])["manner"] == "by_letter"


def test_choices_are_records_like_others(program):
    assert "code_entry" in program("record", "kinds")["kinds"]
    (kept,) = program("record", "list", "code_entry", "--where", "code=drone_pilot")["records"]
    assert kept["name"] == "无人机飞手"
    shown = program("record", "show", "code_entry", kept["id"])
    assert shown["old"] == ["无人机驾驶员"]
