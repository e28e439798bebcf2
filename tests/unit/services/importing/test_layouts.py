"""Headings and rows of other offices: other words, other places, other habits."""

from datetime import date

import openpyxl
import pytest

from desktop_app.services.importing.headings import recognise
from desktop_app.services.importing.roster import read_roster


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("姓　名", "name"),
        ("*职工姓名：", "name"),
        ("慰问对象姓名", "name"),
        ("身份证\n号码", "id_number"),
        ("居民身份证号码（18位）", "id_number"),
        ("证件号码", "id_number"),
        ("手机号码(必填)", "phone"),
        ("联系电话（本人）", "phone"),
        ("慰问金（元/人）", "cash_fen"),
        ("本次拟慰问金额(元)", "cash_fen"),
        ("慰问标准", "cash_fen"),
        ("救助金额", "cash_fen"),
        ("慰问品折款（元）", "goods_value"),
        ("慰问物资名称", "goods"),
        ("所在单位", "employer"),
        ("填报单位", "unit"),
        ("对象类别", "category"),
        ("经费来源", "fund_source"),
        ("开户行名称", "bank_name"),
        ("收款人银行账号", "bank_card"),
        ("家庭成员一姓名", "member1.name"),
        ("成员12：身份证号", "member12.id_number"),
        ("成员关系3", "member3.relation"),
    ],
)
def test_a_heading_is_recognised_however_it_is_written(heading, field):
    assert recognise(heading)[0] == field


@pytest.mark.parametrize(
    "heading",
    ["序号", "代领人姓名", "代领人身份证号", "配偶姓名", "联系人电话", "领取人签字", "金额大写",
     "退回原因", "原位置", "年龄", "去年慰问金额", "经办人", ""],
)  # fmt: skip
def test_a_column_about_somebody_else_is_not_taken_for_the_persons_own(heading):
    assert recognise(heading) is None


@pytest.mark.parametrize("above", range(10))
def test_the_heading_may_stand_in_any_of_the_first_ten_rows(read, number, above):
    roster = read([["××总工会慰问名单"]] * above
                  + [["姓名", "身份证号", "金额"], ["王一", number(1), 300]])  # fmt: skip
    assert [(one.person.name, one.entry.cash_fen) for one in roster.people] == [("王一", 30_000)]


def test_a_heading_in_two_lines_is_read_as_one(read, number):
    roster = read(
        [
            ["慰问花名册"],
            ["序号", "基本情况", None, None, "慰问标准", None, "代领人", None],
            [None, "姓名", "身份证号", "电话", "现金（元）", "实物", "姓名", "身份证号"],
            [1, "王一", number(1), "13909510001", 500, "大米10kg 2袋", "李四", number(9)],
        ],
        merged=("A1:H1", "A2:A3", "B2:D2", "E2:F2", "G2:H2"),
    )
    (draft,) = roster.people
    assert (draft.person.name, draft.person.id_number) == ("王一", number(1))
    assert (draft.entry.cash_fen, draft.person.phone) == (50_000, "13909510001")
    assert [(line.name, line.quantity) for line in draft.entry.goods] == [("大米10kg", 2)]


def test_the_first_person_below_a_heading_is_never_part_of_it(read, number):
    roster = read([["姓名", "身份证号", "发放方式", "金额"], ["王一", number(1), "现金", 500]])
    assert [draft.entry.cash_fen for draft in roster.people] == [50_000]


def test_amounts_headed_in_ten_thousands_are_read_so(read, number):
    roster = read([["姓名", "身份证号", "慰问金（万元）"], ["王一", number(1), 0.05],
                   ["王二", number(2), "0.1"], ["王三", number(3), "300元"]])  # fmt: skip
    assert [draft.entry.cash_fen for draft in roster.people] == [50_000, 100_000, 30_000]


def test_of_two_amounts_the_better_named_one_is_taken_and_the_other_told(read, number):
    roster = read([["姓名", "身份证号", "标准", "实发金额"], ["王一", number(1), 300, 500]])
    assert roster.total_fen == 50_000
    assert roster.unread_headings == (("名单", "标准"),)


def test_a_sheet_may_change_its_layout_further_down(read, number):
    roster = read(
        [
            ["姓名", "身份证号", "金额"],
            ["王一", number(1), 300],
            ["小计", None, 300],
            ["金额", "姓名", "身份证号"],
            [500, "王二", number(2)],
        ]
    )
    assert [(one.person.name, one.entry.cash_fen) for one in roster.people] == [
        ("王一", 30_000),
        ("王二", 50_000),
    ]
    assert [row.kind for row in roster.left_out] == ["total", "heading"]


@pytest.mark.parametrize(
    "row",
    [
        ["合  计", None, None, 800],
        ["本页小计：", "2人", None, 800],
        [None, "总计", None, 800],
        ["大写：人民币捌佰元整", None, None, None],
        ["制表人：李四", None, "审核人：王五", "2021年1月20日"],
        ["工会主席（签字）：", None, None, None],
        ["2021年1月20日", None, None, None],
        ["注：1.本表一式三份", None, None, None],
        ["说明：身份证号须为18位", None, None, None],
        [1, 2, 3, 4],
        ["序号", "姓名", "身份证号", "金额"],
        [None, None, None, 800],
    ],
)
def test_a_row_that_is_no_person_is_left_out_and_told(read, number, row):
    heading = ["序号", "姓名", "身份证号", "金额"]
    roster = read([heading, [1, "王一", number(1), 300], row, [2, "王二", number(2), 500]])
    assert [one.person.name for one in roster.people] == ["王一", "王二"]
    assert (roster.refused, [one.place.row for one in roster.left_out]) == ((), [3])


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([3, "王三", None, "13909510001", 500], "id_missing"),
        ([3, None, None, "13909510001", 500], "id_missing"),
        ([3, "王三", "待补", "13909510001", 500], "id_characters"),
        ([3, "王三", None, None, None], "id_missing"),
        ([3, "合小明", None, None, 500], "id_missing"),
        ([3, "王三", 6.40104e17, None, 500], "id_spoiled_by_excel"),
        ([3, "王三", "64010419850312001", None, 500], "id_length"),
        ([3, "王三", "640104198503120019", None, 500], "id_check"),
    ],
)
def test_a_person_without_a_sound_number_goes_back_and_is_never_left_out(read, number, row, code):
    heading = ["序号", "姓名", "身份证号", "电话", "金额"]
    roster = read([heading, [1, "王一", number(1), None, 300], row])
    assert [one.reasons[0].code for one in roster.refused] == [code]


def test_tables_side_by_side_are_read_both(read, number):
    heading = ["序号", "姓名", "身份证号", "金额"]
    roster = read(
        [
            ["慰问花名册"],
            heading * 2,
            [1, "王一", number(1), 300, 3, "王三", number(3), 500],
            [2, "王二", number(2), 300, 4, "王四", "待补", 500],
            ["合计", None, None, 600, None, None, None, 1000],
        ]
    )
    assert [one.person.name for one in roster.people] == ["王一", "王二", "王三"]
    assert [(str(one.place), one.reasons[0].code) for one in roster.refused] == [
        ("名单!4", "id_characters")
    ]
    assert {row.place.row for row in roster.left_out} == {5}


def test_an_amount_merged_over_several_people_goes_back(read, number):
    roster = read(
        [["姓名", "身份证号", "金额"], ["王一", number(1), 1000], ["王二", number(2), None]],
        merged=("C2:C3",),
    )
    assert roster.people == ()
    assert ["merged_cell" in [issue.code for issue in row.issues] for row in roster.refused] == [
        True,
        True,
    ]


def test_a_person_whose_cells_are_merged_over_two_rows_is_one_person(read, number):
    roster = read(
        [["姓名", "身份证号", "金额"], ["王一", number(1), 300], [], ["王二", number(2), 500], []],
        merged=("A2:A3", "B2:B3", "C2:C3", "A4:A5", "B4:B5", "C4:C5"),
    )
    assert [one.person.name for one in roster.people] == ["王一", "王二"]
    assert (roster.refused, roster.left_out) == ((), ())


def test_an_empty_amount_goes_back_only_where_others_have_one(read, number):
    heading = ["姓名", "身份证号", "金额", "慰问品"]
    some = read([heading, ["王一", number(1), 300, None], ["王二", number(2), None, None],
                 ["王三", number(3), None, "大米1袋"]])  # fmt: skip
    assert [row.reasons[0].code for row in some.refused] == ["amount_missing"]
    none = read([heading, ["王一", number(1), None, None], ["合计", None, 0, None]])
    assert [draft.entry.cash_fen for draft in none.people] == [None]


def test_a_word_that_no_category_knows_becomes_a_tag(read, number):
    roster = read([["姓名", "身份证号", "类别"], ["王一", number(1), "援鄂队员"]])
    (draft,) = roster.people
    assert (draft.entry.category, draft.person.tags) == (None, ("援鄂队员",))
    assert [issue.code for issue in draft.issues] == ["word_unknown"]


def test_the_unit_above_the_heading_is_the_unit_of_the_roster(read, number):
    roster = read([["填报单位（盖章）：银川市环卫处   2021年1月20日"], ["姓名", "身份证号", "金额"],
                   ["王一", number(1), 300]])  # fmt: skip
    assert roster.people[0].entry.unit == "银川市环卫处"


def test_the_number_decides_on_sex_and_birth_and_the_difference_is_told(read, number):
    roster = read([["姓名", "身份证号", "性别", "出生日期"],
                   ["王一", number(1), "女", "1985-03-13"]])  # fmt: skip
    (draft,) = roster.people
    assert (draft.person.sex, str(draft.person.birth_date)) == ("male", "1985-03-12")
    assert {issue.code for issue in draft.issues} == {"sex_differs", "birth_date_differs"}


def test_goods_are_joined_with_their_number_and_worth(read, number):
    roster = read([["姓名", "身份证号", "慰问品", "数量", "折款"],
                   ["王一", number(1), "大米", 2, 240]])  # fmt: skip
    (line,) = roster.people[0].entry.goods
    assert (line.name, line.quantity, line.value_fen) == ("大米", 2, 24_000)


def test_a_hidden_sheet_is_skipped_and_told(workbook, number):
    rows = [["姓名", "身份证号"], ["王一", number(1)]]
    path = workbook({"今年": rows, "去年": [rows[0], ["王二", number(2)]]})
    book = openpyxl.load_workbook(path)
    book["去年"].sheet_state = "hidden"
    book.save(path)
    roster = read_roster(path, date(2021, 2, 8))
    assert [one.person.name for one in roster.people] == ["王一"]
    assert [one.sheet for one in roster.skipped] == ["去年"]
