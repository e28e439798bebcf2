"""Lists as files: numbers to reckon with, texts that stay texts, and no half-written file."""

import csv
import subprocess
import sys
import tempfile
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from desktop_app.services.progress import CancelledError
from desktop_app.services.reporting import workbook
from desktop_app.services.reporting.table import FileRefusedError, Heading, Table, cell_of, widths
from desktop_app.services.reporting.text_file import write_csv
from desktop_app.services.reporting.workbook import write_workbook

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "%0", "=HYPERLINK(A1)", " \t=1", "＝1+1")


def table(
    rows, titles=("姓名", "身份证号", "金额（元）", "出生日期", "年龄"), remarks=("筛选：二组",)
):
    return Table(
        title="职工档案",
        remarks=remarks,
        headings=tuple(Heading(title=title) for title in titles),
        rows=iter(rows),
        count=len(rows),
    )


ROWS = [
    ["张𬱖", "640102197001010016", Decimal("1234.50"), date(1970, 1, 1), 51],
    ["阿不都·热合曼", "", None, None, None],
]


@pytest.fixture
def read(tmp_path):
    def write_and_read(made):
        write_workbook(made, tmp_path / "out.xlsx")
        return openpyxl.load_workbook(tmp_path / "out.xlsx")

    return write_and_read


def test_what_was_written_is_read_back_as_what_it_is(read):
    (sheet,) = read(table(ROWS)).worksheets
    assert sheet.title == "职工档案"
    cells = list(sheet.iter_rows(values_only=True))
    assert cells[0][0] == "职工档案"
    assert cells[1][0] == "筛选：二组"
    assert cells[2] == ("姓名", "身份证号", "金额（元）", "出生日期", "年龄")
    name, number, amount, born, age = cells[3]
    assert (name, number) == ("张𬱖", "640102197001010016")
    assert (amount, age) == (1234.5, 51)
    assert born == datetime(1970, 1, 1)  # noqa: DTZ001 - a workbook knows no time zones
    assert cells[4] == ("阿不都·热合曼", None, None, None, None)


def test_amounts_and_days_look_like_amounts_and_days(read):
    row = read(table(ROWS)).active[4]
    assert [cell.number_format for cell in row] == ["@", "@", "#,##0.00", "yyyy-mm-dd", "General"]


def test_the_heads_stay_in_sight(read):
    sheet = read(table(ROWS)).active
    assert sheet.freeze_panes == "A4"
    assert sheet["A3"].font.bold


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_a_text(read, text):
    book = read(table([[text]], titles=("备注",)))
    cell = book.active["A4"]
    assert cell.data_type == "s"
    assert cell.value == text
    assert cell.quotePrefix


def test_no_cell_of_the_file_holds_a_formula(tmp_path):
    write_workbook(table([[text] for text in FORMULAS], titles=("=1+1",)), tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        assert not any(
            b"<f>" in packed.read(name) or b"<f " in packed.read(name) for name in sheets
        )


def test_signs_that_no_workbook_takes_are_left_out():
    assert cell_of("a\x00b\ud800c") == "abc"
    assert cell_of(True) == "True"
    assert len(cell_of("字" * 40_000)) < 32_767


def test_an_empty_list_has_its_heads(read):
    assert read(table([])).active.max_row == 3


def test_a_very_long_list_goes_on_on_the_next_sheet(read, monkeypatch):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 2)
    book = read(table([[str(n)] for n in range(5)], titles=("号",)))
    assert [sheet.title for sheet in book.worksheets] == ["职工档案", "职工档案 2", "职工档案 3"]
    assert [sheet["A4"].value for sheet in book.worksheets] == ["0", "2", "4"]


@pytest.mark.parametrize("write", [write_workbook, write_csv])
def test_who_cancels_leaves_nothing_and_keeps_the_old_file(tmp_path, monkeypatch, write):
    aside = tmp_path / "aside"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    target = tmp_path / "out.xlsx"
    target.write_bytes(b"before")

    def stop(done, total, /):
        if done == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        write(table([[str(n)] for n in range(9)], titles=("号",)), target, progress=stop)
    assert target.read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["aside", "out.xlsx"]
    assert list(aside.iterdir()) == []


def test_what_is_noted_before_it_counts_stops_the_file_where_it_fails(tmp_path):
    def refuse():
        raise RuntimeError("no audit trail")

    with pytest.raises(RuntimeError):
        write_workbook(table(ROWS), tmp_path / "out.xlsx", before_it_counts=refuse)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(FileRefusedError) as refused:
        write_workbook(table(ROWS), tmp_path / "gone" / "out.xlsx")
    assert "out.xlsx cannot be written" in refused.value.sentence()


def test_rows_are_written_as_they_are_read(tmp_path):
    read_so_far = []

    def rows():
        for n in range(50):
            read_so_far.append(n)
            yield [str(n)]

    behind = []

    def watch(done, total, /):
        behind.append(len(read_so_far) - done)

    made = Table(title="号", remarks=(), headings=(Heading(title="号"),), rows=rows(), count=50)
    assert write_workbook(made, tmp_path / "out.xlsx", progress=watch) == 50
    assert max(behind) == 1


def test_csv_is_read_by_excel_as_chinese_and_without_formulas(tmp_path):
    target = tmp_path / "out.csv"
    rows = [*ROWS, *([text, "", None, None, None] for text in FORMULAS)]
    assert write_csv(table(rows), target) == len(rows)
    raw = target.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    assert found[0][:2] == ["姓名", "身份证号"]
    assert found[1] == ["张𬱖", "640102197001010016", "1234.50", "1970-01-01", "51"]
    written = [row[0] for row in csv.reader(raw.decode("utf-8-sig").split("\r\n")) if row][3:]
    numbers = [text for text in written if not text.startswith("'")]
    assert numbers == ["+1", "-1"]


def test_columns_are_as_wide_as_their_words_up_to_a_limit():
    assert widths(["姓名", "备注"], [["阿不都", "短"], ["a", "很" * 90]]) == [8, 60]


def test_no_part_of_a_path_is_left_behind(tmp_path):
    write_workbook(table(ROWS), tmp_path / "out.xlsx")
    assert [path.name for path in Path(tmp_path).iterdir()] == ["out.xlsx"]


def test_no_start_waits_for_what_writes_workbooks():
    code = "import sys; import desktop_app.services.office; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
