"""From the roster into the ledger: previewed, written whole or not at all, and back again."""

from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import Campaign
from desktop_app.domain.change import Actor, Deed
from desktop_app.domain.identity import BeneficiaryId, CampaignId, new_id
from desktop_app.domain.role import Role
from desktop_app.services.importing.error_workbook import write_error_workbook
from desktop_app.services.importing.preview import preview
from desktop_app.services.importing.roster import read_roster
from desktop_app.services.importing.writing import ImportResult, LedgerChangedError, apply
from desktop_app.services.progress import CancelledError
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of

TODAY = date(2021, 2, 8)
HEADING = ["姓名", "身份证号", "电话", "金额", "类别", "备注"]


@pytest.fixture
def actor(ledger):
    return Actor(ledger.users.where("role = ?", ["clerk"])[0].id, Role.CLERK)


@pytest.fixture
def keep(ledger, actor):
    """Keep a record, as the office does."""

    def save(kind, record):
        ledger.changes.save([edit_of(kind, record)], actor=actor, deed=Deed("test", record.id))
        return record

    return save


@pytest.fixture
def winter(keep):
    return keep(
        kinds.CAMPAIGN,
        Campaign(
            id=CampaignId(new_id()),
            name="2021年元旦春节送温暖",
            starts=date(2020, 12, 15),
            ends=date(2021, 3, 31),
        ),
    ).id


@pytest.fixture
def take(ledger, actor):
    """Read, preview and import a file."""

    def import_file(path, campaign=None):
        return apply(ledger, preview(ledger, read_roster(path, TODAY), campaign), actor)

    return import_file


def saves(ledger):
    (number,) = ledger.db.execute("SELECT count(*) FROM log_save").fetchone()
    return number


def test_the_rosters_from_outside_come_in_one_after_the_other(ledger, winter, take, rosters):
    assert take(rosters / "花名册-规范.xlsx", winter) == ImportResult(
        read=240, added=240, updated=0, unchanged=0, rejected=0
    )
    files = ("花名册-各单位上报.xlsx", "困难职工档案.xlsx")
    results = [take(rosters / name, winter) for name in files]
    assert [(one.read, one.rejected) for one in results] == [(306, 23), (80, 0)]
    assert [one.added + one.updated + one.unchanged for one in results] == [277, 80]
    assert ledger.household_members.count() == 193
    assert ledger.hardship_files.count() == 80


def test_money_of_the_roster_is_the_money_in_the_ledger(ledger, winter, take, rosters):
    take(rosters / "花名册-各单位上报.xlsx", winter)
    entries = ledger.roster_entries.where("campaign = ?", [winter])
    assert sum(entry.cash_fen for entry in entries) == 23_750_000
    assert all(entry.source.startswith("花名册-各单位上报.xlsx ") for entry in entries)


@pytest.mark.parametrize(
    "name", ["花名册-规范.xlsx", "花名册-各单位上报.xlsx", "困难职工档案.xlsx"]
)
def test_the_same_file_again_writes_nothing_at_all(ledger, winter, take, rosters, name):
    take(rosters / name, winter)
    before, state = saves(ledger), ledger.state_code()
    again = take(rosters / name, winter)
    assert (again.added, again.updated) == (0, 0)
    assert (saves(ledger), ledger.state_code()) == (before, state)


def test_a_preview_writes_nothing(ledger, winter, rosters):
    before = saves(ledger)
    shown = preview(ledger, read_roster(rosters / "花名册-规范.xlsx", TODAY), winter)
    assert (shown.counts.added, shown.total_fen) == (240, 21_940_000)
    assert saves(ledger) == before


def test_a_change_is_shown_old_and_new_and_nothing_is_emptied(ledger, keep, take, workbook, number):
    person = Beneficiary(
        id=BeneficiaryId(new_id()),
        name="王一",
        id_number=number(1),
        phone="13909510001",
        address="兴庆区",
        remarks="独居",
        tags=("就地过年",),
    )
    keep(kinds.BENEFICIARY, person)
    path = workbook([HEADING, ["王一", number(1), "13909510002", 300, None, "补报"]])
    shown = preview(ledger, read_roster(path, TODAY), None)
    (match,) = shown.changed
    told = {change.field: (change.old, change.new) for change in match.changes}
    assert told["phone"] == ("13909510001", "13909510002")
    assert told["remarks"] == ("独居", "独居；补报")
    take(path)
    kept = ledger.beneficiaries.get(person.id)
    assert (kept.phone, kept.address, kept.tags) == ("13909510002", "兴庆区", ("就地过年",))
    assert take(path).unchanged == 1


def test_another_name_under_a_known_number_is_pointed_out(ledger, keep, workbook, number):
    keep(
        kinds.BENEFICIARY,
        Beneficiary(id=BeneficiaryId(new_id()), name="王一", id_number=number(1)),
    )
    path = workbook([HEADING, ["王依", number(1), None, 300, None, None]])
    shown = preview(ledger, read_roster(path, TODAY), None)
    assert [(str(place), issue.code) for place, issue in shown.warnings] == [
        ("名单!2", "name_differs")
    ]


def test_without_a_campaign_only_the_people_come_in(ledger, take, rosters):
    take(rosters / "花名册-规范.xlsx")
    assert (ledger.beneficiaries.count(), ledger.roster_entries.count()) == (240, 0)


def test_people_are_found_as_soon_as_they_are_imported(ledger, winter, take, rosters):
    take(rosters / "花名册-各单位上报.xlsx", winter)
    assert [one.name for one in ledger.beneficiaries.search("㛃")][:1] == ["王㛃"]


def test_a_cancelled_import_leaves_the_ledger_as_it_was(ledger, winter, actor, workbook, number):
    rows = [[f"王{n}", number(n), None, 300, None, None] for n in range(1, 900)]
    names = [[f"王{'一二三四五六七八九十'[n % 10]}", *row[1:]] for n, row in enumerate(rows)]
    shown = preview(ledger, read_roster(workbook([HEADING, *names]), TODAY), winter)
    before, state = saves(ledger), ledger.state_code()

    def stop(done, total):
        if done:
            assert saves(ledger) > before
            raise CancelledError

    with pytest.raises(CancelledError):
        apply(ledger, shown, actor, stop)
    assert (saves(ledger), ledger.state_code()) == (before, state)
    assert ledger.beneficiaries.count() == 0


def test_reading_can_be_cancelled(rosters):
    def stop(done, total):
        raise CancelledError

    with pytest.raises(CancelledError):
        read_roster(rosters / "花名册-规范.xlsx", TODAY, stop)


def test_a_person_recorded_after_the_preview_is_not_recorded_twice(
    ledger, keep, actor, workbook, number
):
    path = workbook([HEADING, ["王一", number(1), None, 300, None, None]])
    shown = preview(ledger, read_roster(path, TODAY), None)
    (match,) = shown.added
    keep(kinds.BENEFICIARY, replace(match.person, id=BeneficiaryId(new_id())))
    with pytest.raises(LedgerChangedError):
        apply(ledger, shown, actor)
    assert ledger.beneficiaries.count() == 1


def test_a_household_that_comes_again_is_updated_not_doubled(ledger, take, workbook, number):
    heading = ["姓名", "身份证号", "困难类别", "健康状况", "家庭人口", "成员1姓名", "成员1关系",
               "成员1身份证号", "成员1月收入"]  # fmt: skip
    row = ["王一", number(1), "深度困难", "良好", 2, "王二", "儿子", number(2), 0]
    take(workbook([heading, row]))
    again = take(workbook([heading, [*row[:-1], 1200]]))
    assert again.updated == 1
    (member,) = ledger.household_members.where()
    assert member.monthly_income_fen == 120_000


def test_refused_rows_go_back_with_the_reason_beside_the_cell(rosters, tmp_path):
    roster = read_roster(rosters / "花名册-各单位上报.xlsx", TODAY)
    out = tmp_path / "退回.xlsx"
    write_error_workbook(roster, out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["环卫处", "建筑公司 ", "第3批(补报)"]
    sheet = book["环卫处"]
    headings = [cell.value for cell in sheet[1]]
    assert headings == ["序号", "姓 名", "身份证号码", "退回原因", "手机", "慰问类别", "金额",
                        "退回原因", "签字", "原位置"]  # fmt: skip
    first = dict(zip(headings, sheet[2], strict=True))
    assert first["原位置"].value == "环卫处!7"
    assert (sheet["G2"].value, sheet["H2"].value) == (
        "一袋米",
        "“一袋米” is not an amount of money.",
    )
    assert sheet["G2"].fill.fgColor.rgb == sheet["H2"].fill.fgColor.rgb != "00000000"
    assert (sheet["C3"].data_type, sheet["C3"].number_format) == ("s", "@")
    assert sum(page.max_row - 1 for page in book) == 23


def test_a_corrected_error_workbook_brings_those_people_in(
    ledger, winter, take, rosters, tmp_path, number
):
    source = rosters / "花名册-各单位上报.xlsx"
    take(source, winter)
    out = tmp_path / "退回.xlsx"
    write_error_workbook(read_roster(source, TODAY), out)
    assert take(out, winter).rejected == 23
    book = openpyxl.load_workbook(out)
    serial = 100
    for sheet in book:
        headings = [cell.value for cell in sheet[1]]
        id_column = next(n for n, h in enumerate(headings, 1) if "号码" in h and "电话" not in h)
        money = next(n for n, h in enumerate(headings, 1) if "金" in h or "标准" in h)
        for row in range(2, sheet.max_row + 1):
            serial += 1
            sheet.cell(row, id_column, number(serial))
            sheet.cell(row, money, 500)
    book.save(out)
    assert take(out, winter) == ImportResult(read=23, added=23, updated=0, unchanged=0, rejected=0)
    assert ledger.beneficiaries.count() == 300


def test_no_text_of_a_refused_row_becomes_a_formula(workbook, tmp_path, number):
    row = ["王一", "=1+1", "@SUM(A1)", 300, None, "+86"]
    roster = read_roster(workbook([HEADING, ["王二", number(2), None, 300, None, None]]), TODAY)
    refused = read_roster(workbook([HEADING, ["王一", "无", None, 300, None, None]]), TODAY).refused
    roster = replace(roster, refused=(replace(refused[0], cells=row),))
    write_error_workbook(roster, tmp_path / "退回.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "退回.xlsx").worksheets[0]
    cells = [cell for cell in sheet[2] if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


def test_a_roster_without_refused_rows_gives_an_empty_error_workbook(rosters, tmp_path):
    write_error_workbook(read_roster(rosters / "花名册-规范.xlsx", TODAY), tmp_path / "退回.xlsx")
    assert openpyxl.load_workbook(tmp_path / "退回.xlsx").worksheets[0].max_row == 1
