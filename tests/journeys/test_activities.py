"""Activities through the console: described, added, changed, shown, listed, checked."""

import json

import pytest

from tests.journeys.conftest import AUDITOR, CLERK, found

FAIR = {
    "name": "促消费助力乡村振兴线上年货大集",
    "kind": "online_fair",
    "service_dimension": "universal",
    "first_day": "2021-01-20",
    "last_day": "2021-02-05",
    "online": True,
    "partners": [
        {"kind": "business_park", "name": "工友创业园"},
        {"kind": "farm_enterprise", "name": "农产品龙头企业"},
    ],
    "participants": [
        {"words": "职工", "count": 7860, "approximate": True, "unit": "people"},
        {"words": "困难职工家庭", "count": 45, "approximate": False, "unit": "households"},
    ],
    "recipients": ["migrant_worker"],
    "budget_fen": 5_000_000,
    "spent_fen": 0,
    "feedback": "价格实惠",
}


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    made, _begun = found(tmp_path_factory.mktemp("activities") / "ledger")
    return made


@pytest.fixture
def fair(program):
    given = json.dumps(FAIR)
    return program("record", "add", "activity", "--from-json", "-", user=CLERK, stdin=given)["id"]


def test_an_activity_goes_in_and_comes_out_with_nothing_lost(program, fair):
    assert program("record", "show", "activity", fair) == {"id": fair, **FAIR}


def test_some_fields_are_changed_and_the_rest_stays(program, fair):
    change = json.dumps({"spent_fen": 4_800_000, "fund_source": "own_budget", "feedback": None})
    program("record", "change", "activity", fair, "--from-json", "-", user=CLERK, stdin=change)
    left = {name: value for name, value in FAIR.items() if name != "feedback"}
    shown = program("record", "show", "activity", fair)
    assert shown == {"id": fair, **left, "spent_fen": 4_800_000, "fund_source": "own_budget"}


def test_activities_are_listed_by_the_values_of_their_fields(program, fair):
    listed = program("record", "list", "activity", "--where", "kind=online_fair")["records"]
    assert fair in [one["id"] for one in listed]
    assert program("record", "list", "activity", "--where", "kind=party")["records"] == []


def test_a_kind_that_is_on_no_list_is_refused_in_a_sentence(program):
    wrong = json.dumps(FAIR | {"kind": "banquet"})
    done = program.run("record", "add", "activity", "--from-json", "-", user=CLERK, stdin=wrong)
    assert done.code == 1
    assert "record schema activity" in done.err


def test_an_auditor_may_not_record(program):
    given = json.dumps(FAIR)
    done = program.run("record", "add", "activity", "--from-json", "-", user=AUDITOR, stdin=given)
    assert done.code == 3


def test_an_attachment_without_its_content_is_not_taken(program, fair):
    bare = json.dumps({"of_kind": "activity", "of": fair, "role": "photo", "sha256": "0" * 64})
    done = program.run("record", "add", "attachment", "--from-json", "-", user=CLERK, stdin=bare)
    assert done.code == 1
    assert "content is not on this laptop" in done.err
    assert program("check")["ok"]
