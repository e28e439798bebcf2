"""A need and its referral from the console: what goes in comes out, and the loop closes."""

import json

import pytest

from tests.journeys.conftest import AUDITOR, OFFICER, found

NEED = {
    "kind": "unpaid_wages",
    "urgency": "urgent",
    "words": "两个月没发工资，找工地要说法",
    "heard_on": "2021-02-01",
    "heard_by": "王建国",
    "group_words": "徐汇滨江建设者之家的建筑工人",
    "source": "visit",
}


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return found(tmp_path_factory.mktemp("needs") / "ledger")


def call(program, *words, values=None, code=0, user=OFFICER):
    fed = json.dumps(values, ensure_ascii=False) if values is not None else ""
    source = ("--from-json", "-") if values is not None else ()
    return program("record", *words, *source, stdin=fed, code=code, user=user)


def test_a_need_is_heard_handed_over_answered_and_closed(program):
    need = call(program, "add", "need", values=NEED)["id"]
    shown = call(program, "show", "need", need)
    assert shown == {**NEED, "id": need, "due": "2021-02-04"}

    referral = call(
        program,
        "add",
        "referral",
        values={
            "kind": "hotline",
            "addressee": "12351热线",
            "need": need,
            "asked_on": "2021-02-02",
        },
    )["id"]
    answered = {"reply": "done", "answer": "已督促补发", "answered_on": "2021-02-03"}
    call(program, "change", "referral", referral, values=answered)
    call(program, "change", "need", need, values={"outcome": "solved", "said": "satisfied"})

    steps = call(program, "list", "need_step", "--where", f"need={need}")["records"]
    assert [one["kind"] for one in steps] == ["closed", "answered", "handed_over"]
    assert steps[1]["referral"] == referral
    assert call(program, "show", "need", need)["outcome"] == "solved"


def test_a_step_is_taken_once_and_never_changed(program):
    need = call(program, "add", "need", values=NEED)["id"]
    step = call(
        program,
        "add",
        "need_step",
        values={"need": need, "kind": "call", "day": "2021-02-02", "words": "工地答应月底发"},
    )["id"]
    assert call(program, "show", "need_step", step)["words"] == "工地答应月底发"
    refused = program.run(
        "record", "change", "need_step", step, "--from-json", "-", stdin="{}", user=OFFICER
    )
    assert refused.code == 1
    assert "stays as it is" in refused.err


def test_the_choices_stand_in_the_schema(program):
    properties = call(program, "schema", "need")["properties"]
    assert {"living", "medical", "legal_aid", "overtime_pay"} <= set(properties["kind"]["enum"])
    assert {"urgent", "ordinary"} <= set(properties["urgency"]["enum"])


def test_what_is_missing_is_a_sentence_and_nothing_is_kept(program):
    before = call(program, "list", "need")["records"]
    refused = program.run(
        "record",
        "add",
        "need",
        "--from-json",
        "-",
        stdin=json.dumps({"kind": "living", "words": "x", "heard_on": "2021-02-01"}),
        user=OFFICER,
    )
    assert (refused.code, "Whose need is it?" in refused.err) == (1, True)
    assert call(program, "list", "need")["records"] == before


def test_the_auditor_may_not_record_a_need(program):
    refused = program.run(
        "record", "add", "need", "--from-json", "-", stdin=json.dumps(NEED), user=AUDITOR
    )
    assert refused.code == 3
