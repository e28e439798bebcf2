"""Activities through the console: described, added, changed, shown, listed, checked."""

import json

import pytest

from tests.journeys.conftest import AUDITOR, CLERK, found
from tests.unit.services.pictured import jpeg

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
    return found(tmp_path_factory.mktemp("activities") / "ledger")


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
    assert "codes list activity_kind" in done.err


def test_an_auditor_may_not_record(program):
    given = json.dumps(FAIR)
    done = program.run("record", "add", "activity", "--from-json", "-", user=AUDITOR, stdin=given)
    assert done.code == 3


def test_photos_and_papers_are_attached_listed_written_out_removed_and_put_back(
    program, fair, tmp_path
):
    photo, paper, out = tmp_path / "IMG.jpg", tmp_path / "notice.pdf", tmp_path / "out.jpg"
    photo.write_bytes(jpeg((2000, 1500), place=True))
    paper.write_bytes(b"%PDF-1.7 notice")
    (one,) = program("attach", "add", "activity", fair, photo, "--caption", "合影", user=CLERK)[
        "ids"
    ]
    program("attach", "add", "activity", fair, paper, "--paper-kind", "notice_copy", user=CLERK)
    listed = program("attach", "list", "activity", fair)["attachments"]
    assert [a["role"] for a in listed] == ["photo", "document"]
    assert (listed[0]["caption"], listed[0]["width"]) == ("合影", 1600)
    assert program("attach", "save", one, "--out", out)["bytes"] == listed[0]["size"]
    assert out.read_bytes().startswith(b"\xff\xd8")
    assert program.run("attach", "save", one, "--out", out).code == 1
    program("attach", "remove", one, user=CLERK)
    assert len(program("attach", "list", "activity", fair)["attachments"]) == 1
    assert [
        a["id"] for a in program("attach", "list", "activity", fair, "--removed")["attachments"]
    ]
    program("attach", "put-back", one, user=CLERK)
    assert len(program("attach", "list", "activity", fair)["attachments"]) == 2


def test_a_copy_of_the_ledger_has_the_photos_and_a_lost_one_is_found(program, fair, tmp_path):
    photo = tmp_path / "IMG.jpg"
    photo.write_bytes(jpeg((300, 200)))
    program("attach", "add", "activity", fair, photo, user=CLERK)
    contents = program.data / "attachments"
    kept = sorted(file.relative_to(contents) for file in contents.rglob("*") if file.is_file())
    program("backup", "--to", tmp_path / "stick")
    copied = tmp_path / "stick" / "attachments"
    assert {file for file in kept if (copied / file).exists()} == set(kept)
    assert program("check")["ok"]
    (contents / kept[0]).rename(tmp_path / "away")
    done = program("check", code=4)
    assert done["problems"] == ["The content of 1 attachment is not on this laptop."]
    (tmp_path / "away").rename(contents / kept[0])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("activity", "f" * 32), "no such record"),
        (("activity", ""), "no such record"),
    ],
)
def test_nothing_is_attached_to_a_record_that_is_not_there(program, tmp_path, given, said):
    photo = tmp_path / "IMG.jpg"
    photo.write_bytes(jpeg())
    done = program.run("attach", "add", *given, photo, user=CLERK)
    assert done.code == 1
    assert said in done.err


def test_a_file_that_is_no_photo_is_refused_and_nothing_is_attached(program, fair, tmp_path):
    good, bad = tmp_path / "a.jpg", tmp_path / "b.jpg"
    good.write_bytes(jpeg())
    bad.write_bytes(b"no photo")
    done = program.run("attach", "add", "activity", fair, good, bad, user=CLERK)
    assert done.code == 1
    assert "no JPEG, PNG or TIFF" in done.err
    assert program("attach", "list", "activity", fair)["attachments"] == []


def test_an_attachment_without_its_content_is_not_taken(program, fair):
    bare = json.dumps({"of_kind": "activity", "of": fair, "role": "photo", "sha256": "0" * 64})
    done = program.run("record", "add", "attachment", "--from-json", "-", user=CLERK, stdin=bare)
    assert done.code == 1
    assert "content is not on this laptop" in done.err
    assert program("check")["ok"]
