"""Lists of people through the real command line: filtered, tagged, and into a workbook."""

import openpyxl
import pytest

from tests.journeys.conftest import AUDITOR, CLERK, OFFICER, found


@pytest.fixture(scope="module")
def program(tmp_path_factory, sample):
    made = found(tmp_path_factory.mktemp("lists") / "ledger")
    campaign = made(
        "campaign", "add", "--name", "2021年元旦春节送温暖活动", "--from", "2020-12-15",
        "--to", "2021-03-31", "--standard", "*=300", "--fund-source", "本级工会经费列支",
        user=CLERK,
    )["id"]  # fmt: skip
    made("import", sample / "花名册-样例.xlsx", "--campaign", campaign, user=CLERK)
    made("grant", "plan", "--campaign", campaign, user=CLERK)
    made.campaign = campaign
    return made


def listed(program, *options, user=OFFICER):
    return program("people", "list", *options, user=user)


def test_people_are_listed_with_the_columns_one_names(program):
    said = listed(program, "--columns", "name,id_number,employer", "--limit", "5")
    assert len(said["results"]) == 5
    assert said["count"] > 50
    assert list(said["results"][0]) == ["id", "name", "id_number", "employer"]
    assert all("*" in one["id_number"] for one in said["results"])


def test_filters_and_the_campaign_narrow_the_list_and_its_sum(program):
    everybody = listed(program, "--campaign", program.campaign, "--on-roster")
    workers = listed(program, "--campaign", program.campaign, "--category", "环卫工人")
    assert 0 < workers["count"] < everybody["count"]
    assert 0 < workers["total_fen"] < everybody["total_fen"]
    unvisited = listed(program, "--campaign", program.campaign, "--unvisited")
    assert unvisited["count"] == everybody["count"]


def test_tags_are_put_on_listed_by_and_taken_off(program):
    ids = [one["id"] for one in listed(program, "--limit", "3")["results"]]
    assert program("people", "tag", *ids, "--add", "二组", user=CLERK)["changed"] == 3
    assert program("people", "tags")["tags"][0] == "二组"
    assert listed(program, "--tag", "二组")["count"] == 3
    program("people", "tag", ids[0], "--remove", "二组", "--add", "重点走访", user=CLERK)
    assert listed(program, "--tag", "二组")["count"] == 2
    program("people", "tag", ids[0], "--add", "二组", user=AUDITOR, code=3)
    assert program("people", "tag", "nobody", "--add", "二组", user=CLERK, code=1)["error"]


def test_a_list_goes_into_a_workbook_with_its_numbers_covered(program, tmp_path):
    target = tmp_path / "名单.xlsx"
    columns = ("--columns", "name,id_number,amount,birth_date", "--campaign", program.campaign)
    said = listed(program, "--out", target, *columns)
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert said["count"] == len(rows) - 2
    assert rows[1] == ("Name", "ID number", "Amount (yuan)", "Date of birth")
    assert all("*" in row[1] for row in rows[2:] if row[1])
    assert all(isinstance(row[2], (int, float)) for row in rows[2:] if row[2] is not None)


def test_whole_numbers_take_a_reason(program, tmp_path):
    options = ("--columns", "name,id_number", "--out", tmp_path / "a.csv", "--whole")
    said = program("people", "list", *options, user=OFFICER, code=1)
    assert "Say why" in said["error"]
    assert list(tmp_path.iterdir()) == []
    listed(program, *options, "--reason", "报送民政局核对")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert "*" not in text
    assert "640" in text


@pytest.mark.parametrize(
    "options",
    [("--unvisited",), ("--whole",), ("--limit", "0")],
)
def test_a_slip_is_exit_code_two(program, options):
    assert program.run("people", "list", *options).code == 2


def test_unknown_columns_and_endings_are_one_sentence(program, tmp_path):
    said = listed_with_error(program, "--columns", "shoe_size")
    assert "birth_date" in said
    assert ".xlsx" in listed_with_error(program, "--out", tmp_path / "a.pdf")


def listed_with_error(program, *options):
    return program("people", "list", *options, code=1)["error"]
