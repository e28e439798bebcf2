"""The sample roster in the resources is what its maker makes, and holds what it promises."""

import json
import runpy
from io import BytesIO

import pytest
from openpyxl import load_workbook

from desktop_app import paths
from desktop_app.domain.money import read_yuan
from desktop_app.domain.names import normalise_name
from desktop_app.domain.resident_id import read_resident_id_cell

SAMPLE = paths.resources() / "sample"
MAKER = runpy.run_path(str(paths.resources().parent / "build_spec" / "make_sample.py"))


@pytest.fixture(scope="module")
def workbook():
    return load_workbook(SAMPLE / MAKER["WORKBOOK"])


@pytest.fixture(scope="module")
def expected():
    return json.loads((SAMPLE / MAKER["EXPECTED"]).read_text("utf-8"))


def test_the_maker_makes_the_same_cells_again(workbook):
    again = load_workbook(BytesIO(MAKER["saved"](MAKER["make"]().workbook)))
    assert again.sheetnames == workbook.sheetnames
    for name in again.sheetnames:
        assert list(again[name].values) == list(workbook[name].values)


def test_every_refused_row_has_the_fault_it_is_refused_for(workbook, expected):
    assert {row["reason"] for row in expected["rejected"]} == {
        "id_spoiled_by_excel",
        "id_missing",
        "id_length",
        "id_check",
        "amount_unreadable",
        "amount_not_positive",
    }
    for row in expected["rejected"]:
        sheet, line = row["at"].split("!")
        cells = [cell.value for cell in workbook[sheet][int(line)]]
        issues = (*read_resident_id_cell(cells[3])[1], *read_yuan(cells[6])[1])
        assert row["reason"] in [issue.code for issue in issues], row


def test_the_difficult_names_are_on_the_roster(workbook):
    names = {
        normalise_name(cell)
        for sheet in workbook
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str)
    }
    assert {"张𬱖", "李䶮", "王㛃", "马𡌴峰", "孙𠅤", "买买提·吐尔逊"} <= names
