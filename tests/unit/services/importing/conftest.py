"""Workbooks as clerks make them, written anew for each test."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from stdnum.cn import ric

from desktop_app.services.importing.roster import read_roster

TODAY = date(2021, 2, 8)
ROSTERS = Path(__file__).parents[3] / "data" / "rosters"


@pytest.fixture
def rosters():
    """Give the folder of the rosters that came in from outside."""
    return ROSTERS


@pytest.fixture
def number():
    """Make an invented ID number with the right check character."""

    def make(serial: int, start: str = "64010419850312") -> str:
        first = f"{start}{serial:03d}"
        return first + ric.calc_check_digit(first + "0")

    return make


@pytest.fixture
def workbook(tmp_path):
    """Write rows into a workbook: one sheet from a list, several from a dict."""

    def make(rows, name="名单.xlsx", merged=()):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, lines in (rows if isinstance(rows, dict) else {"名单": rows}).items():
            sheet = book.create_sheet(title)
            for line in lines:
                sheet.append(line)
            for cells in merged:
                sheet.merge_cells(cells)
        path = tmp_path / name
        book.save(path)
        return path

    return make


@pytest.fixture
def read(workbook):
    """Write rows into a workbook and read them as a roster."""

    def read_rows(rows, **options):
        return read_roster(workbook(rows, **options), TODAY)

    return read_rows
