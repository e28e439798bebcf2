"""A route from the console: planned, listed, walked by a visit, printed."""

import json
from datetime import UTC, datetime

import pytest

from tests.journeys.conftest import AUDITOR, OFFICER, found

TODAY = datetime.now(UTC).astimezone().date().isoformat()


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return found(tmp_path_factory.mktemp("routes") / "ledger")


@pytest.fixture(scope="module")
def employer(program):
    values = json.dumps({"name": "银川经开区电子元件厂"}, ensure_ascii=False)
    return program("record", "add", "employer", "--from-json", "-", stdin=values, user=OFFICER)


@pytest.fixture(scope="module")
def route(program, employer):
    said = {
        "day": TODAY,
        "team": "二组",
        "title": "北线",
        "stops": [
            {"employer": employer["id"], "words": "", "time": "9:30", "note": "找门卫"},
            {"words": "金安社区", "time": "", "note": ""},
        ],
    }
    values = json.dumps(said, ensure_ascii=False)
    added = program("record", "add", "route", "--from-json", "-", stdin=values, user=OFFICER)
    shown = program("record", "show", "route", added["id"], user=OFFICER)
    assert shown == {"id": added["id"], **said}
    return added["id"]


def test_a_visit_makes_the_stops_it_was_to_and_its_needs_become_cases(program, employer, route):
    said = {
        "manner": "site",
        "first_day": TODAY,
        "places": [
            {"kind": "enterprise", "name": "银川经开区电子元件厂", "employer": employer["id"]},
            {"kind": "community", "name": "金安社区", "region": "银川", "first_day": TODAY},
        ],
        "visitors": [{"name": "王建国"}, {"name": "马丽"}],
        "groups": [{"words": "一线职工", "count": 30, "approximate": True, "unit": "people"}],
        "employers": [employer["id"]],
        "company_words": "省市有关负责同志",
        "account": "走访一线职工",
        "needs": [
            {"kind": "business", "words": "订单减少", "employer": employer["id"]},
            {"kind": "travel", "words": "返乡车票", "group_words": "一线职工", "urgency": "soon"},
        ],
    }
    values = json.dumps(said, ensure_ascii=False)
    visit = program("visit", "add", "--from-json", "-", stdin=values, user=OFFICER)["id"]
    assert program("visit", "show", visit, user=OFFICER) == {"id": visit, **said}

    stops = program("record", "show", "route", route, user=OFFICER)["stops"]
    assert [stop["visit"] for stop in stops] == [visit, visit]
    (listed,) = program("route", "list", "--today", user=OFFICER)["routes"]
    assert (listed["id"], listed["stops"], listed["visited"]) == (route, 2, 2)


def test_a_route_is_printed_into_a_file(program, route, tmp_path):
    file = tmp_path / "route.pdf"
    assert program("route", "print", route, "--out", file, user=OFFICER) == {
        "stops": 2,
        "files": [str(file)],
    }
    assert file.read_bytes().startswith(b"%PDF")


def test_who_may_not_print_is_refused_and_leaves_no_file(program, route, tmp_path):
    file = tmp_path / "route.pdf"
    done = program.run("route", "print", route, "--out", file, user=AUDITOR)
    assert done.code == 3
    assert not file.exists()


def test_a_folder_that_is_not_there_is_a_sentence(program, route, tmp_path):
    done = program.run("route", "print", route, "--out", tmp_path / "no" / "x.pdf", user=OFFICER)
    assert done.code == 1
    assert "cannot be written" in done.err


def test_a_route_to_nobody_is_refused(program):
    values = json.dumps({"day": TODAY, "stops": [{"words": " "}]})
    done = program.run("record", "add", "route", "--from-json", "-", stdin=values, user=OFFICER)
    assert done.code == 1
    assert "leads nowhere" in done.err
