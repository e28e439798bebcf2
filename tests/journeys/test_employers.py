"""Employers through the console: what goes in as JSON comes out again, nothing lost."""

import json

import pytest

from desktop_app.services import record_file
from desktop_app.storage.kinds import KINDS
from tests.employers import SHOP_ID, SITE_ID, measure, risk_check, safety_check, shop, site, works
from tests.journeys.conftest import CLERK, found

RECORDS = (
    ("employer", works()),
    ("employer", site()),
    ("employer", shop()),
    ("employer_measure", measure()),
    ("risk_check", risk_check()),
    ("safety_check", safety_check()),
)


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """A ledger into which the records were put one by one, each read back as it was given."""
    begun = found(tmp_path_factory.mktemp("employers") / "ledger")
    for kind, record in RECORDS:
        given = record_file.write(KINDS[kind], record)
        typed = json.dumps(given, ensure_ascii=False)
        added = begun("record", "add", kind, "--from-json", "-", user=CLERK, stdin=typed)
        assert added == {"id": record.id}
        whole = ("--whole", "--reason", "compared")
        assert begun("record", "show", kind, record.id, *whole) == given
    return begun


def test_all_four_kinds_are_offered(program):
    assert {kind for kind, _record in RECORDS} <= set(program("record", "kinds")["kinds"])


def test_the_schema_offers_the_choices_of_the_lists(program):
    schema = program("record", "schema", "employer_measure")["properties"]
    assert {"bargaining", "overtime_pay", "contract_kept", "stay_bonus"} <= set(
        schema["measure"]["enum"]
    )
    findings = program("record", "schema", "safety_check")["properties"]["findings"]["items"]
    assert findings["required"] == ["what"]


def test_a_finding_is_rectified_and_the_list_finds_what_belongs_to_an_employer(program):
    given = record_file.write(KINDS["safety_check"], safety_check())
    done = [
        {"rectified_on": "2021-02-05", "how": "已拆除", **finding} for finding in given["findings"]
    ]
    change = json.dumps({"findings": done, "result": "rectified"}, ensure_ascii=False)
    program(
        *("record", "change", "safety_check", given["id"], "--from-json", "-"),
        user=CLERK,
        stdin=change,
    )
    (kept,) = program("record", "list", "safety_check", "--where", f"employer={SITE_ID}")["records"]
    assert kept == {**given, "findings": done, "result": "rectified"}


def test_what_does_not_fit_is_refused_in_one_sentence_and_nothing_is_kept(program):
    before = program("record", "list", "risk_check")
    late = record_file.write(KINDS["risk_check"], risk_check(id="9" * 32))
    done = program.run(
        *("record", "add", "risk_check", "--from-json", "-"),
        user=CLERK,
        stdin=json.dumps({**late, "warning_on": "2021-01-01"}, ensure_ascii=False),
    )
    assert done.code == 1
    assert "before the day of the check" in done.err
    assert program("record", "list", "risk_check") == before


def test_a_site_cannot_be_put_below_itself(program):
    change = json.dumps({"belongs_to": SHOP_ID})
    done = program.run(
        *("record", "change", "employer", SHOP_ID, "--from-json", "-"), user=CLERK, stdin=change
    )
    assert done.code == 1
    assert "cannot belong to itself" in done.err
