"""Archive workbooks keep every column: the one that came in, and others of its kind."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from stdnum.cn import ric

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.names import normalise_name
from desktop_app.services.importing.error_workbook import write_error_workbook
from desktop_app.services.importing.headings import find_layout
from desktop_app.services.importing.preview import preview
from desktop_app.services.importing.reading import read_sheets
from desktop_app.services.importing.roster import read_roster
from desktop_app.services.importing.writing import apply
from desktop_app.storage.kinds import BENEFICIARY, HARDSHIP_FILE, HOUSEHOLD_MEMBER
from tests.unit.services.importing.conftest import TODAY

LISTS = CodeLists.load()
NO = ("", "无", "-")
_OF_PERSON = {"ethnicity": "ethnicity", "sex": "sex"}


def text_of(value):
    """Write a cell as the archive form shows it."""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def words_of(kind, record, name, originals):
    """Say a field as a source may have written it: the words kept beside it, else its own."""
    if name in originals:
        return {originals[name]}
    value = getattr(record, name)
    if name.endswith("_fen") and value is not None:
        yuan = Decimal(value) / 100
        return {str(yuan), str(float(yuan)), str(int(yuan)) if yuan == int(yuan) else str(yuan)}
    if name.endswith("_dm2"):
        return {str(value // 100), str(Decimal(value) / 100)}
    if isinstance(value, bool):
        return {"是", "有"} if value else {"否", "无"}
    codes = kind.column(name).codes or _OF_PERSON.get(name, "")
    if codes and value:
        several = value if isinstance(value, tuple) else (value,)
        return {"、".join(LISTS[codes].entry(one).name for one in several)}
    return {text_of(value)}


def lost(draft, cells, columns):
    """List the cells of a row that none of its records gives back."""
    for name, column in columns.items():
        cell = text_of(cells[column])
        if cell in NO:
            continue
        if name.endswith("name"):
            cell = normalise_name(cell)
        kind, record, field = BENEFICIARY, draft.person, name
        originals = draft.file.originals
        if name.startswith("member"):
            slot, _dot, field = name.partition(".")
            kind, record = HOUSEHOLD_MEMBER, draft.members[int(slot[6:]) - 1]
            originals = record.originals
        elif hasattr(draft.file, name):
            kind, record = HARDSHIP_FILE, draft.file
        if cell not in words_of(kind, record, field, originals):
            yield name, cell, getattr(record, field, None)


def test_no_cell_of_the_archive_that_came_in_is_dropped(rosters):
    path = rosters / "困难职工档案.xlsx"
    (sheet,) = read_sheets(path)
    layout = find_layout(sheet)
    roster = read_roster(path, TODAY)
    assert roster.unread_headings == ()
    assert set(layout.columns.values()) == set(range(70))
    assert len(roster.people) == 80
    for draft in roster.people:
        cells = sheet.rows[draft.place.row - 1]
        assert list(lost(draft, cells, layout.columns)) == []


def old_number(serial):
    """Make an ID number of 15 digits and the one of 18 that it became."""
    short = f"640104700101{serial:03d}"
    long = f"{short[:6]}19{short[6:]}"
    return short, long + ric.calc_check_digit(long + "0")


MEMBER_HEADINGS = (
    "姓名", "与户主关系", "民族", "身份证号", "出生日期", "年龄", "性别", "政治面貌", "月收入",
    "劳模类型", "健康状况", "疾病/残疾类别", "医保状况", "婚姻状况", "户口类型", "手机",
    "其它联系方式", "人员身份", "当前学历", "入学年份", "年制", "单位或学校", "单位性质",
    "企业状况",    "所属行业", "工作状态", "劳动合同签订/入伍时间", "合同期限", "备注",
)  # fmt: skip
FILE_ROW = {
    "备注": "路远", "审核人": "李文海", "录入人": "周敏", "建档人": "王建国",
    "建档日期": "2019-05-01",
    "附件": "诊断证明复印件、户口本复印件", "本人声明": "是", "声明日期": "2019年4月28日",
    "其他（文字描述）": "房屋倒塌", "次要致困原因": "下岗失业、子女上学、其他",
    "主要致困原因": "供养直系亲属大病", "五类重点群体": "支出性生活困难", "困难类别": "低保边缘户",
    "困难家庭类别": "困难农民工", "档案类别": "返困档案", "合同期限": "两年",
    "劳动合同签订时间": "2018-03", "低保金额": 400, "当地低保标准": 650, "特困救助卡": "T0099",
    "患病人员": "妻子", "家庭财产": "无房无车", "医疗支出": 12000, "教育支出": 6000,
    "其他刚性支出": 0, "必要就业成本": 1200.5, "年度致困费用": 20000,
    "其他单位帮扶救助情况": "民政临时救助1000元", "家庭人口": 8, "本人月平均收入": 1800,
    "疾病/残疾类别": "尿毒症", "健康状况": "疾病", "住房类型": "自购房", "民族": "回",
    "工作单位": "宁夏元件厂", "职工编号": "A-017", "姓名": "马建国",
}  # fmt: skip


def member_row(name, number, **other):
    values = {
        "姓名": name, "与户主关系": "妻子", "民族": "回族", "身份证号": number, "性别": "男",
        "政治面貌": "群众", "月收入": 1200.5, "劳模类型": "非劳模", "健康状况": "残疾",
        "疾病/残疾类别": "肢体残疾二级(重度)", "医保状况": "新农合(旧)", "婚姻状况": "再婚",
        "户口类型": "农转居", "手机": "13900000001", "其它联系方式": "0951-6000000",
        "人员身份": "下岗", "当前学历": "大专", "入学年份": "2019", "年制": "3",
        "单位或学校": "宁夏大学", "单位性质": "国企", "企业状况": "改制", "所属行业": "化工系统",
        "工作状态": "待岗", "劳动合同签订/入伍时间": "2015-06", "合同期限": "无固定期限",
        "备注": "长期服药",
    } | other  # fmt: skip
    return [values.get(heading) for heading in MEMBER_HEADINGS]


@pytest.fixture
def archive(tmp_path):
    """Write another archive: other order, five slots under two lines, more on a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "档案"
    own = [*FILE_ROW, "身份证号"]
    sheet.append(["困难职工档案汇总表"])
    heads = [head for n in range(1, 6) for head in (f"家庭成员{n}", *[None] * 28)]
    sheet.append([*own, *heads])
    sheet.append([*[None] * len(own), *MEMBER_HEADINGS * 5])
    start = len(own) + 1
    for slot in range(5):
        first = start + slot * 29
        sheet.merge_cells(start_row=2, end_row=2, start_column=first, end_column=first + 28)
    five = [member_row(f"马{'一二三四五'[n]}", old_number(n + 2)[0]) for n in range(5)]
    slots = [cell for row in five for cell in row]
    sheet.append([*FILE_ROW.values(), old_number(1)[0], *slots])
    more = book.create_sheet("家庭成员")
    more.append(["户主身份证号", "户主姓名", *MEMBER_HEADINGS])
    whose = [old_number(1)[1], "马建国"]
    more.append([*whose, *member_row("马六", old_number(7)[1], 月收入=0)])
    child = {"身份证号": None, "年龄": 9, "出生日期": None, "性别": "女", "与户主关系": "次女"}
    more.append([*whose, *member_row("马七", None, **child)])
    more.append([*whose, *member_row("马一", old_number(2)[1])])  # stands in a slot already
    more.append([old_number(99)[1], "无人", *member_row("孤身", old_number(9)[1])])
    path = tmp_path / "档案二.xlsx"
    book.save(path)
    return path


def test_another_archive_is_read_back_completely(archive):
    roster = read_roster(archive, TODAY)
    assert roster.unread_headings == ()
    (draft,) = roster.people
    person, file = draft.person, draft.file
    assert (person.name, person.id_number, person.ethnicity) == ("马建国", old_number(1)[1], "03")
    assert (person.remarks, person.employer) == ("路远", "宁夏元件厂")
    assert file == HardshipFile(
        id="",
        beneficiary="",
        worker_number="A-017",
        archive_kind="returned",
        household_kind="migrant",
        hardship_category="relative",
        key_group="expenditure",
        health="renal_failure",
        housing="commercial",
        contract_signed="2018-03",
        contract_term="two_years",
        own_monthly_income_fen=180_000,
        household_size=8,
        medical_expense_fen=1_200_000,
        education_expense_fen=600_000,
        other_expense_fen=0,
        work_expense_fen=120_050,
        sudden_expense_fen=2_000_000,
        subsistence_line_fen=65_000,
        subsistence_allowance_fen=40_000,
        relief_card="T0099",
        ill_members="妻子",
        assets="无房无车",
        other_aid="民政临时救助1000元",
        main_cause="grave_illness",
        other_causes=("laid_off", "schooling", "other"),
        cause_words="房屋倒塌",
        declared=True,
        declared_on=date(2019, 4, 28),
        papers=("diagnosis", "hukou_copy"),
        filed_on=date(2019, 5, 1),
        filed_by="王建国",
        reviewed_by="李文海",
        entered_by="周敏",
        list_year=2018,
        list_source=LISTS["hardship_category"].source,
        changed_on=TODAY,
        originals={
            "ethnicity": "回",
            "hardship_category": "低保边缘户",
            "housing": "自购房",
            "health": "尿毒症",
            "main_cause": "供养直系亲属大病",
        },
    )


def test_all_members_of_both_sheets_are_there_once_with_every_column(archive):
    (draft,) = read_roster(archive, TODAY).people
    assert [one.name for one in draft.members] == [
        *("马一", "马二", "马三", "马四", "马五", "马六", "马七")
    ]
    assert draft.members[0] == HouseholdMember(
        id="",
        beneficiary="",
        name="马一",
        relation="wife",
        id_number=old_number(2)[1],
        sex="female",
        birth_date=date(1970, 1, 1),
        ethnicity="03",
        political_status="masses",
        monthly_income_fen=120_050,
        model_worker_type="none",
        health="disability",
        disability="physical_2",
        medical_insurance="rural_cooperative",
        marital_status="married",
        hukou_type="converted",
        phone="13900000001",
        other_phone="09516000000",
        person_status="laid_off",
        education="大专",
        enrolled="2019",
        school_years="3",
        occupation="宁夏大学",
        employer_nature="state_owned",
        employer_state="restructured",
        industry="C",
        work_status="laid_off",
        contract_signed="2015-06",
        contract_term="open_ended",
        remarks="长期服药",
        originals={
            "medical_insurance": "新农合(旧)",
            "marital_status": "再婚",
            "person_status": "下岗",
            "employer_nature": "国企",
            "employer_state": "改制",
            "industry": "化工系统",
            "work_status": "待岗",
        },
    )
    child = draft.members[6]
    assert (child.relation, child.birth_date, child.sex) == ("daughter", None, "female")
    assert child.originals["age"] == "9"
    assert child.originals["relation"] == "次女"


def test_a_member_of_nobody_goes_back_with_the_reason(ledger, archive, tmp_path):
    roster = preview(ledger, read_roster(archive, TODAY), None).roster
    (back,) = roster.refused
    assert (str(back.place), back.reasons[0].code) == ("家庭成员!5", "owner_unknown")
    out = tmp_path / "退回.xlsx"
    write_error_workbook(roster, out)
    sheet = openpyxl.load_workbook(out)["家庭成员"]
    row = dict(zip([c.value for c in sheet[1]], [c.value for c in sheet[2]], strict=True))
    assert row["姓名"] == "孤身"
    assert "Neither this workbook" in row["退回原因"]


def test_the_archive_goes_into_the_ledger_and_again_without_a_trace(
    ledger, clerk, archive, workbook
):
    apply(ledger, preview(ledger, read_roster(archive, TODAY), None), clerk.desk.actor)
    (file,) = ledger.hardship_files.where()
    assert len(ledger.household_members.where()) == 7
    assert file.changed_on == TODAY
    state = ledger.state_code()
    later = date(2022, 5, 1)
    again = apply(ledger, preview(ledger, read_roster(archive, later), None), clerk.desk.actor)
    assert (again.unchanged, ledger.state_code()) == (1, state)


def test_a_member_without_a_name_is_left_out_with_a_word(read, number):
    roster = read(
        [
            ["姓名", "身份证号", "困难类别", "健康状况", "家庭人口", "成员1姓名", "成员1关系",
             "成员1月收入"],
            ["王一", number(1), "深度困难", "良好", 2, None, "儿子", 0],
            ["王二", number(2), "深度困难", "良好", 2, None, None, 0],
        ]
    )  # fmt: skip
    assert [place.row for place, issue in roster.warnings if issue.code == "member_nameless"] == [2]


def test_households_are_joined_by_the_number_of_the_file_as_well(read, number):
    roster = read(
        {
            "档案": [
                ["职工编号", "姓名", "身份证号", "困难类别", "健康状况", "家庭人口"],
                ["001", "王一", number(1), "深度困难", "良好", 2],
                ["002", "王二", number(2), "深度困难", "良好", 1],
            ],
            "成员": [
                ["职工编号", "成员姓名", "关系", "身份证号", "月收入"],
                ["001", "王小", "儿子", number(3), 0],
                ["003", "李小", "儿子", number(4), 0],
                [None, None, None, None, None],
            ],
        }
    )
    assert [[m.name for m in one.members] for one in roster.people] == [["王小"], []]
    assert [str(one.place) for one in roster.relatives] == ["成员!3"]


def members(number, serial=1):
    return [
        ["户主身份证号", "姓名", "与户主关系", "身份证号", "月收入"],
        [number(serial), "王小", "儿子", number(3), 0],
    ]


def test_a_sheet_of_members_is_never_a_roster_of_people(ledger, workbook, number):
    shown = preview(ledger, read_roster(workbook(members(number)), TODAY), None)
    assert shown.matches == ()
    assert [one.reasons[0].code for one in shown.refused] == ["owner_unknown"]


def test_members_alone_go_to_the_worker_whom_the_ledger_knows(
    ledger, clerk, campaign, workbook, number
):
    worker = ["王一", number(1), "深度困难", "良好", 2]
    first = workbook([["姓名", "身份证号", "困难类别", "健康状况", "家庭人口"], worker])
    apply(ledger, preview(ledger, read_roster(first, TODAY), None), clerk.desk.actor)
    later = date(2021, 3, 1)
    second = workbook(members(number), name="成员.xlsx")
    shown = preview(ledger, read_roster(second, later), campaign.id)
    assert (shown.counts.changed, shown.counts.refused) == (1, 0)
    apply(ledger, shown, clerk.desk.actor)
    (member,) = ledger.household_members.where()
    (file,) = ledger.hardship_files.where()
    assert (member.name, member.relation, file.changed_on) == ("王小", "son", later)
    assert file.hardship_category == "deep"
    assert ledger.roster_entries.of(campaign.id) == {}
    assert ledger.beneficiaries.count() == 1


def test_a_list_of_recipients_with_relations_stays_a_roster(read, number):
    roster = read(
        [
            ["职工身份证号", "姓名", "慰问金额", "代领人", "关系"],
            [number(1), "王一", 500, "王二", "儿子"],
        ]
    )
    assert [one.person.name for one in roster.people] == ["王一"]
    assert roster.total_fen == 50_000
