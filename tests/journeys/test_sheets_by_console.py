"""Sheets from the console: with a number and without, each refused where it lacks something."""

import json
from datetime import date

import pytest
from pypdf import PdfReader

from desktop_app.services import setting_up
from desktop_app.services.office import Office
from desktop_app.storage.store import Folder
from tests.journeys.conftest import APPROVER, CLERK, OFFICER, PASSPHRASE, found

PEOPLE_HEADS = ["姓名", "身份证号", "工作单位", "慰问金", "慰问品"]


def go_on_after_a_jam(program, visit, file):
    """Break a printing off, as a printer would, and let the console go on with it."""

    def sit(name):
        folder = Folder(program.data)
        return Office(setting_up.unlock(folder, name, PASSPHRASE, today=date.today))

    office = sit(CLERK)
    (line,) = office.issuing.lines()
    approver = sit(APPROVER)
    approver.spoiling.spoil([line.sheet.id], "日期有误")
    approver.close()

    def jam(_pdf):
        raise OSError("paper jam")

    with pytest.raises(OSError, match="jam"):
        office.visit_records.print_through([visit], jam)
    office.close()
    (waiting,) = program("queue", user=CLERK)["queue"]
    assert (waiting["due"], waiting["sheets"]) == ("doubt", 1)
    said = program(
        *("print", "visit-record", "--visit", visit, "--out", file),
        *("--resume-at", "1", "--torn"),
        user=CLERK,
    )
    assert (said["sheets"], said["reprints"]) == (1, 1)
    assert program("queue", user=CLERK)["queue"] == []


def test_every_sheet_without_people_is_printed_by_one_command(tmp_path):
    program = found(tmp_path / "ledger")
    visit = program(
        "visit", "add", "--from-json", "-", user=OFFICER,
        stdin=json.dumps({"manner": "home", "first_day": "2021-02-08", "leader": "李尧钟",
                          "visitors": [{"name": "王建国"}], "groups": [{"words": "一线职工"}]}),
    )  # fmt: skip
    for sheet in ("blank", "enrolment", "number-register", "ruler"):
        file = tmp_path / f"{sheet}.pdf"
        said = program("print", sheet, "--out", file, user=CLERK)
        assert said["files"] == [str(file)]
        assert said["pages"] == len(PdfReader(file).pages)
    (waiting,) = program("queue", user=CLERK)["queue"]
    assert (waiting["due"], waiting["sheet"]) == ("first", "visit-record")
    assert (waiting["sheets"], waiting["pages"], waiting["volumes"]) == (1, 1, 1)
    file = tmp_path / "visit.pdf"
    said = program("print", "visit-record", "--visit", visit["id"], "--out", file, user=OFFICER)
    assert (said["sheets"], said["reprints"]) == (1, 0)
    assert program("queue", user=CLERK)["queue"] == []
    again = program(
        "print", "visit-record", "--visit", visit["id"], "--out", file, "--reason", "归档",
        user=OFFICER,
    )  # fmt: skip
    assert again["reprints"] == 1
    go_on_after_a_jam(program, visit["id"], tmp_path / "rest.pdf")
    register = tmp_path / "register.pdf"
    program("print", "number-register", "--year", "2026", "--out", register, user=CLERK)
    assert program("print", "blank", "--preflight", user=CLERK)["ok"] is True


def test_what_a_sheet_lacks_is_said(tmp_path):
    program = found(tmp_path / "ledger")
    for words, what in (
        (("letter",), "--campaign ID"),
        (("goods-roster",), "--campaign ID"),
        (("archive-file",), "--person ID"),
        (("visit-record",), "--visit ID"),
        (("letter", "--campaign", "x", "--form", "receipt"), "letter, letter-a5"),
        (("letter", "--campaign", "x", "--resume-at", "2"), "with a number"),
        (("receipt", "--campaign", "x", "--torn"), "--resume-at"),
    ):
        done = program.run("print", *words, "--out", tmp_path / "x.pdf", user=CLERK)
        assert done.code == 2
        assert what in done.err
    done = program.run("print", "visit-record", "--visit", "0" * 32, "--out",
                       tmp_path / "x.pdf", user=APPROVER)  # fmt: skip
    assert done.code != 0
