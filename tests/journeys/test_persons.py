"""Two records of one person and second keying, on the console as scripts use it."""

import json

import pytest

from tests.journeys.conftest import APPROVER, CLERK, OFFICER, found

NUMBER, OTHER = "640102197001010016", "640104198003030026"


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return found(tmp_path_factory.mktemp("persons") / "ledger")


def enter_roster(program, folder, name, **fields):
    """Put a person into the ledger by a roster of one line."""
    file = folder / f"{name}.csv"
    heads = {"姓名": name, **fields}
    file.write_text(f"{','.join(heads)}\n{','.join(heads.values())}\n", encoding="utf-8")
    return program("import", file, user=CLERK)


def test_probable_duplicates_are_listed_merged_and_unmerged(program, tmp_path):
    enter_roster(program, tmp_path, "马秀兰", 身份证号=NUMBER, 联系电话="13900000417")
    enter_roster(program, tmp_path, "马秀蓝", 身份证号=OTHER, 联系电话="13900000417")
    (pair,) = program("person", "alike", user=CLERK)["pairs"]
    assert pair["why"] == "similar_name_and_phone"
    kept, duplicate = (one["id"] for one in pair["people"])
    refused = program.run("person", "merge", duplicate, kept, user=OFFICER)
    assert (refused.code, "field officer" in refused.err) == (3, True)
    made = program("person", "merge", duplicate, kept, "--reason", "同一人", user=CLERK)
    assert made["kept"] == kept
    assert [one["id"] for one in program("search", "马秀蓝", user=CLERK)["results"]] == [kept]
    assert program("person", "alike", user=CLERK)["pairs"] == []
    (listed,) = program("person", "merges", duplicate, user=CLERK)["merges"]
    assert (listed["id"], listed["withdrawn"]) == (made["id"], False)
    again = program.run("person", "merge", duplicate, kept, user=CLERK)
    assert (again.code, "same record" in again.err) == (1, True)
    assert program("person", "unmerge", made["id"], user=CLERK)["edited_since"] == []
    assert len(program("search", "马", user=CLERK)["results"]) == 2
    assert program.run("person", "unmerge", made["id"], user=CLERK).code == 1
    assert program("check")["ok"]


def test_a_value_is_keyed_again_by_somebody_else(program, tmp_path):
    assert program.run("keying", "switch", "id_number", user=CLERK).code == 3
    assert program("keying", "switch", "cash_fen")["fields"] == ["cash_fen"]
    campaign = program(
        *("campaign", "add", "--name", "送温暖", "--from", "2020-12-15", "--to", "2031-03-31"),
        user=CLERK,
    )["id"]
    enter_roster(program, tmp_path, "李娜", 身份证号="64010519900505003X")
    person = program("search", "李娜", user=CLERK)["results"][0]["id"]
    file = tmp_path / "visit.json"
    schema = program("visit", "schema", user=CLERK)
    assert "given" in schema["properties"]
    said = {
        "campaign": campaign,
        "manner": "home",
        "first_day": "2021-02-06",
        "visitors": [{"name": "王建国"}, {"name": "马丽"}],
        "beneficiaries": [person],
        "given": [{"beneficiary": person, "cash_fen": 50_000, "fund_source": "own_budget"}],
    }
    file.write_text(json.dumps(said), encoding="utf-8")
    program("visit", "add", "--from-json", file, user=CLERK)
    assert program("keying", "due", user=CLERK)["due"] == []
    (due,) = program("keying", "due", user=OFFICER)["due"]
    assert (due["field"], due["first_by"], due["name"]) == ("cash_fen", CLERK, "李娜")
    enter = ("keying", "enter", due["id"], "cash_fen")
    keyed = program(*enter, user=OFFICER, stdin="5000\n", code=4)
    assert keyed["equal"] is False
    (difference,) = program("keying", "differences", user=APPROVER, code=4)["differences"]
    assert (difference["first"], difference["second"]) == ("500.00", "5,000.00")
    assert program("keying", "settle", difference["id"], "first", user=CLERK)["taken"] == "first"
    assert program("keying", "differences", user=CLERK)["differences"] == []
