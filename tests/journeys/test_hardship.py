"""Hardship files from the console: imported, changed, carried through the procedure, listed."""

import json
from pathlib import Path

import pytest

from tests.journeys.conftest import AUDITOR, CLERK, found

ARCHIVE = Path(__file__).parents[1] / "data" / "rosters" / "困难职工档案.xlsx"


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """A ledger into which the archive workbook was imported."""
    made = found(tmp_path_factory.mktemp("hardship") / "ledger")
    assert made("import", ARCHIVE, user=CLERK)["added"] == 80
    return made


def record(program, *arguments, values=None, **settings):
    stdin = json.dumps(values, ensure_ascii=False) if values is not None else ""
    return program("record", *arguments, user=CLERK, stdin=stdin, **settings)


@pytest.fixture(scope="module")
def file(program):
    return record(program, "list", "hardship_file", "--where", "worker_number=000002")["records"][0]


def test_files_and_members_of_the_archive_come_back_as_json(program, file):
    shown = record(program, "show", "hardship_file", file["id"])
    assert shown == file
    assert shown["hardship_category"] == "accidental"
    assert shown["list_year"] == 2018
    of = ("--where", f"beneficiary={file['beneficiary']}")
    members = record(program, "list", "household_member", *of)["records"]
    assert len(members) == 5
    assert {member["health"] for member in members} == {"good"}


def test_a_field_is_changed_and_an_unknown_code_is_refused(program, file):
    given = {"subsistence_line_fen": 65_000, "assets": "无房无车"}
    record(program, "change", "hardship_file", file["id"], "--from-json", "-", values=given)
    shown = record(program, "show", "hardship_file", file["id"])
    assert {name: shown[name] for name in given} == given
    wrong = {"hardship_category": "rich"}
    change = ("change", "hardship_file", file["id"], "--from-json", "-")
    done = program.run("record", *change, user=CLERK, stdin=json.dumps(wrong))
    assert done.code == 1
    assert "hardship_category" in done.err


def test_a_member_is_added_and_keeps_everything(program, file):
    member = {
        "beneficiary": file["beneficiary"],
        "name": "马强",
        "relation": "son",
        "birth_date": "2003-04-05",
        "person_status": "student",
        "education": "大学本科",
        "enrolled": "2019",
        "school_years": "4",
        "occupation": "宁夏大学",
        "monthly_income_fen": 0,
    }
    made = record(program, "add", "household_member", "--from-json", "-", values=member)
    assert record(program, "show", "household_member", made["id"]) == member | made


def test_the_procedure_is_recorded_in_order_and_never_changed(program, file):
    step = {"file": file["id"], "step": "approval", "day": "2021-02-08", "result": "passed"}
    add = ("add", "procedure_step", "--from-json", "-")
    done = program.run("record", *add, user=CLERK, stdin=json.dumps(step))
    assert done.code == 1
    assert "begins with" in done.err
    begun = {"file": file["id"], "step": "applied", "day": "2021-02-08", "by": ["周敏"]}
    first = record(program, *add, values=begun)
    change = ("change", "procedure_step", first["id"], "--from-json", "-")
    done = program.run("record", *change, user=CLERK, stdin='{"remarks": "x"}')
    assert done.code == 1
    assert "never changed" in done.err
    kept = record(program, "list", "procedure_step", "--where", f"file={file['id']}")["records"]
    assert [one["step"] for one in kept] == ["applied"]


def test_what_is_due_is_listed_with_counts(program):
    due = program("hardship", "due", user=AUDITOR)
    assert due["counts"] == {"notice": 0, "review": 0, "unchanged": 0, "unaided": 80}
    assert {one["list"] for one in due["results"]} == {"unaided"}
    few = program("hardship", "due", "--list", "unaided", "--limit", 3, user=AUDITOR)
    assert len(few["results"]) == 3
    assert {"id", "name", "file", "employer", "category", "since"} <= few["results"][0].keys()
    none = program.run("hardship", "due", "--list", "notice", user=AUDITOR)
    assert (none.code, none.out.strip()) == (0, "Nothing is due.")
    wrong = program.run("hardship", "due", "--list", "nonsense", user=AUDITOR)
    assert wrong.code == 2
