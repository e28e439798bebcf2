"""Whatever is chosen as a roster: read, or refused in one sentence before a parser sees it."""

import io
import zipfile
from contextlib import suppress
from datetime import date

import openpyxl
import pytest

from desktop_app.services.importing import refusals, screening
from desktop_app.services.importing.reading import read_sheets
from desktop_app.services.importing.roster import read_roster

TODAY = date(2021, 2, 8)
HEADING = ["姓名", "身份证号", "电话", "金额", "类别"]
SHEET = "xl/worksheets/sheet1.xml"
OPEN = (b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData>')  # fmt: skip
CLOSE = b"</sheetData></worksheet>"


@pytest.fixture
def rewritten(workbook, number):
    """Change members of a sound workbook."""

    def rewrite(changes, extra=()):
        path = workbook([HEADING[:2], ["王一", number(1)]])
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()} | changes
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in [*members.items(), *extra]:
                archive.writestr(name, content)
        return path

    return rewrite


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_table_is_read_in_every_usual_encoding(tmp_path, number, encoding, separator):
    rows = [["2021年慰问名单", "", "", "", ""], HEADING,
            ["张𬱖", f'="{number(1)}"', "13909510001", "500元", "环卫工人"],
            ["王㛃", f"'{number(2)}", "", "300", "快递员"]]  # fmt: skip
    text = "\r\n".join(separator.join(row) for row in rows)
    path = tmp_path / "名单.csv"
    path.write_bytes(text.encode(encoding))
    roster = read_roster(path, TODAY)
    assert [(one.person.name, one.person.id_number) for one in roster.people] == [
        ("张𬱖", number(1)),
        ("王㛃", number(2)),
    ]
    assert roster.total_fen == 80_000
    assert str(roster.people[0].place) == "名单!3"


def test_an_old_workbook_is_read_with_its_merged_cells(rosters):
    roster = read_roster(rosters / "旧格式.xls", TODAY)
    assert [
        (one.person.name, one.person.employer, one.entry.cash_fen) for one in roster.people
    ] == [
        ("张𬱖", "中卫市长途客运总站", 50_000),
        ("买买提·吐尔逊", "中卫市长途客运总站", 100_000),
    ]
    assert [row.reasons[0].code for row in roster.refused] == ["amount_not_positive"]


def test_a_workbook_is_known_by_what_it_holds_not_by_its_ending(workbook, number):
    path = workbook([HEADING[:2], ["王一", number(1)]], name="名单.xls")
    assert len(read_roster(path, TODAY).people) == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "名单.xlsx"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "名单.xls"),
        (b"%PDF-1.4 ...", "名单.xlsx"),
        ("姓名,身份证号".encode(), "名单.xlsx"),
        (b"\x00\x01\x02\x03" * 99, "名单.csv"),
        (b"", "名单.xlsx"),
    ],
)
def test_what_is_no_workbook_is_told_so(tmp_path, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(refusals.NotAWorkbookError, match="is not a workbook"):
        read_roster(path, TODAY)


def test_another_office_file_is_no_workbook(tmp_path):
    path = tmp_path / "名单.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(refusals.NotAWorkbookError):
        read_roster(path, TODAY)


def test_a_workbook_with_a_password_is_told_so(rosters):
    with pytest.raises(refusals.EncryptedWorkbookError, match="password"):
        read_roster(rosters / "有密码.xlsx", TODAY)


@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_a_file_that_breaks_off_is_damaged(rosters, tmp_path, kept):
    whole = (rosters / "花名册-规范.xlsx").read_bytes()
    path = tmp_path / "半截.xlsx"
    path.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(refusals.DamagedWorkbookError):
        read_roster(path, TODAY)


def test_an_old_workbook_that_breaks_off_is_damaged(rosters, tmp_path):
    path = tmp_path / "半截.xls"
    path.write_bytes((rosters / "旧格式.xls").read_bytes()[:2_000])
    with pytest.raises(refusals.DamagedWorkbookError):
        read_roster(path, TODAY)


def test_an_old_workbook_that_would_take_all_memory_ends_only_its_own_process(rosters, tmp_path):
    whole = (rosters / "旧格式.xls").read_bytes()
    last_row = whole.index(b"\x7e\x02\x0a\x00\x06\x00\x06\x00")  # the total: RK, row 7, column G
    path = tmp_path / "坏.xls"
    path.write_bytes(whole[: last_row + 4] + b"\xff\xff\xff\xff" + whole[last_row + 8 :])
    with pytest.raises(refusals.DamagedWorkbookError):
        read_roster(path, TODAY)


def test_flipped_bytes_never_do_worse_than_a_sentence(rosters, tmp_path):
    whole = bytearray((rosters / "花名册-规范.xlsx").read_bytes())
    path = tmp_path / "坏.xlsx"
    for place in range(0, len(whole), len(whole) // 60):
        whole[place] ^= 0x55
        path.write_bytes(whole)
        with suppress(refusals.CircumstanceError):
            read_roster(path, TODAY)
        whole[place] ^= 0x55


def test_an_empty_workbook_and_one_without_people_are_told_apart(workbook):
    with pytest.raises(refusals.EmptyWorkbookError):
        read_roster(workbook([]), TODAY)
    with pytest.raises(refusals.NoRosterError, match="身份证号"):
        read_roster(workbook([["通知"], ["各单位："]]), TODAY)


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(refusals.UnreadableFileError):
        read_roster(tmp_path / "没有.xlsx", TODAY)


def test_a_file_of_more_than_fifty_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(screening.MAX_FILE + 1)
    with pytest.raises(refusals.WorkbookTooLargeError, match="50 MB"):
        read_roster(path, TODAY)


def test_a_bomb_is_refused_by_its_real_size(rewritten):
    with pytest.raises(refusals.UnusualWorkbookError):
        read_sheets(rewritten({"xl/theme/theme1.xml": b" " * 30_000_000}))


def test_all_members_together_are_limited(rewritten, monkeypatch):
    monkeypatch.setattr(screening, "MAX_UNPACKED", 3_000)
    with pytest.raises(refusals.WorkbookTooLargeError):
        read_sheets(rewritten({}))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/../../evil.xml", b"<a/>"),
        ("/etc/evil.xml", b"<a/>"),
        ("XL/WORKBOOK.XML", b"<a/>"),
        ("xl/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("xl/wide.xml", "<a/>".encode("utf-16")),
        ("xl/long.xml", b"<a b='" + b"abc " * 300_000 + b"'/>"),
    ],
)
def test_members_that_no_honest_workbook_has_are_refused(rewritten, name, content):
    with pytest.raises(refusals.UnusualWorkbookError):
        read_sheets(rewritten({}, [(name, content)]))


def test_too_many_members_are_refused(rewritten):
    many = [(f"xl/media/{index}.bin", b"") for index in range(screening.MAX_MEMBERS)]
    with pytest.raises(refusals.UnusualWorkbookError):
        read_sheets(rewritten({}, many))


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b'<c r="A300000"><v>1</v></c>',
        b"<c r='HZ1'><v>1</v></c>",
        b'<x:c t="n" r="A250000"><x:v>1</x:v></x:c>',
    ],
)
def test_a_cell_in_the_last_corner_does_not_take_the_memory(rewritten, cell):
    sheet = OPEN + b'<row r="1"><c r="A1"><v>1</v></c></row><row>' + cell + b"</row>" + CLOSE
    with pytest.raises(refusals.WorkbookTooLargeError):
        read_sheets(rewritten({SHEET: sheet}))


def test_cells_that_do_not_say_where_they_are_are_refused(rewritten):
    with pytest.raises(refusals.UnusualWorkbookError):
        read_sheets(rewritten({SHEET: OPEN + b"<row><c><v>1</v></c></row>" + CLOSE}))


def test_a_long_text_in_very_many_cells_is_not_copied(rewritten):
    texts = b"<sst><si><t>" + b"long " * 40_000 + b"</t></si><si><t>short</t></si></sst>"
    cells = b"".join(b'<c r="A%d" t="s"><v>0</v></c>' % row for row in range(1, 20_000))
    path = rewritten({SHEET: OPEN + cells + CLOSE}, [("xl/sharedStrings.xml", texts)])
    with pytest.raises(refusals.UnusualWorkbookError):
        read_sheets(path)


def test_a_million_empty_rows_do_not_hide_the_one_person(rewritten, number):
    cell = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    people = "".join(
        f'<row r="{row}">' + cell.format(f"A{row}", name) + cell.format(f"B{row}", text) + "</row>"
        for row, name, text in ((1, "姓名", "身份证号"), (2, "王一", number(1)))
    )
    empty = b"".join(b'<row r="%d" ht="15"><c r="A%d" s="0"/></row>' % (n, n)
                     for n in range(3, 1_000_003))  # fmt: skip
    path = rewritten({SHEET: OPEN + people.encode() + empty + CLOSE})
    assert [one.person.name for one in read_roster(path, TODAY).people] == ["王一"]


def test_a_sheet_that_begins_away_from_its_corner_keeps_its_places(tmp_path, number):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    for column, (heading, value) in enumerate(zip(HEADING, ["王一", number(1)], strict=False), 3):
        sheet.cell(4, column, heading)
        sheet.cell(5, column, value)
    book.save(tmp_path / "偏.xlsx")
    (draft,) = read_roster(tmp_path / "偏.xlsx", TODAY).people
    assert str(draft.place) == "名单!5"


def test_formulas_count_by_the_value_that_was_saved_and_are_never_run(tmp_path, number):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号", "备注"])
    book.active.append(["王一", number(1), "=1+1"])
    saved = io.BytesIO()
    book.save(saved)
    (tmp_path / "式.xlsx").write_bytes(saved.getvalue())
    (draft,) = read_roster(tmp_path / "式.xlsx", TODAY).people
    assert draft.person.remarks is None
