"""The rosters that came in from outside are read to exactly what they hold."""

import json
from datetime import date

import pytest

from desktop_app import paths
from desktop_app.services.importing.roster import read_roster

TODAY = date(2021, 2, 8)


def read_with_expectation(folder, name):
    expected = json.loads((folder / f"{name}.expected.json").read_text("utf-8"))
    return read_roster(folder / f"{name}.xlsx", TODAY), expected


@pytest.mark.parametrize("name", ["花名册-规范", "花名册-各单位上报", "困难职工档案"])
def test_a_roster_from_outside_is_read_to_exactly_what_it_holds(rosters, name):
    roster, expected = read_with_expectation(rosters, name)
    assert len(roster.people) == expected["people"]
    assert roster.total_fen == expected.get("total_yuan", 0) * 100
    assert roster.members == expected.get("members", 0)
    found = [{"at": str(row.place), "reason": row.reasons[0].code} for row in roster.refused]
    assert found == expected["rejected"]
    assert [str(place) for place in roster.repeated] == expected.get("repeated_rows", [])


def test_the_sample_roster_is_read_to_exactly_what_it_holds():
    folder = paths.resources() / "sample"
    (path,) = folder.glob("*.xlsx")
    roster, expected = read_with_expectation(folder, path.stem)
    assert len(roster.people) == expected["people"]
    assert roster.total_fen == expected["total_yuan"] * 100
    found = [{"at": str(row.place), "reason": row.reasons[0].code} for row in roster.refused]
    assert found == expected["rejected"]
    assert [str(place) for place in roster.repeated] == expected["repeated_rows"]


def test_hidden_rows_are_people_like_the_others_and_are_named(rosters):
    roster = read_roster(rosters / "花名册-各单位上报.xlsx", TODAY)
    assert [str(place) for place in roster.hidden] == ["环卫处!6", "建筑公司 !7", "第3批(补报)!8"]
    assert {draft.place for draft in roster.people} >= set(roster.hidden)


def test_totals_and_signatures_are_left_out_and_the_instructions_skipped(rosters):
    roster = read_roster(rosters / "花名册-各单位上报.xlsx", TODAY)
    assert [(str(row.place), row.kind) for row in roster.left_out] == [
        ("环卫处!106", "total"),
        ("环卫处!107", "signature"),
        ("建筑公司 !113", "total"),
        ("建筑公司 !114", "signature"),
        ("第3批(补报)!105", "total"),
        ("第3批(补报)!106", "signature"),
    ]
    assert [one.sheet for one in roster.skipped] == ["填表说明"]


def test_a_merged_unit_holds_for_everybody_beside_it(rosters):
    roster = read_roster(rosters / "花名册-各单位上报.xlsx", TODAY)
    third = [draft for draft in roster.people if draft.place.sheet == "第3批(补报)"]
    assert {draft.person.employer for draft in third} == {"宁夏通达快递服务有限公司"}
    assert {draft.entry.unit for draft in third} == {"宁夏通达快递服务有限公司"}


def test_names_of_the_rosters_come_in_their_one_form(rosters):
    roster = read_roster(rosters / "花名册-各单位上报.xlsx", TODAY)
    names = {draft.person.name for draft in roster.people}
    assert {"宋晨", "石学国", "李䶮", "马𡌴峰", "王㛃", "赵𬍛", "阿依古丽·买买提"} <= names
    assert not any(set(name) & set(" \u3000•‧.") for name in names)


def test_former_words_of_an_archive_are_mapped_and_kept(rosters):
    roster = read_roster(rosters / "困难职工档案.xlsx", TODAY)
    second = next(draft for draft in roster.people if draft.person.name == "顾华贵")
    assert second.file.hardship_category == "deep"
    assert second.file.originals["hardship_category"] == "低保户"
    assert second.person.ethnicity == "03"
    mapped = {dict(issue.details)["text"] for _, issue in roster.warnings
              if issue.code == "word_mapped"}  # fmt: skip
    assert mapped == {"低保户", "本人大病"}


def test_a_household_larger_on_paper_than_stated_is_noticed(read, number):
    roster = read(
        [
            ["姓名", "身份证号", "困难类别", "健康状况", "家庭人口", "成员1姓名", "成员1身份证号"],
            ["王一", number(1), "深度困难", "良好", 1, "王二", number(2)],
            ["王三", number(3), "深度困难", "良好", None, "王四", number(4)],
        ]
    )
    codes = {place.row: issue.code for place, issue in roster.warnings}
    assert codes == {2: "household_size_below_members", 3: "household_size_missing"}


def test_an_archive_is_read_field_by_field(rosters):
    roster = read_roster(rosters / "困难职工档案.xlsx", TODAY)
    draft = next(one for one in roster.people if one.person.name == "董博军")
    file = draft.file
    assert (file.worker_number, file.hardship_category) == ("000002", "accidental")
    assert (file.floor_area_dm2, file.household_size, file.single_parent) == (3600, 6, True)
    assert (file.own_monthly_income_fen, file.per_head_monthly_fen) == (316_000, 60_274)
    assert (file.worked_since, file.postcode, file.bank_branch) == ("1995-07", "750001", "兴庆支行")
    assert draft.person.birth_date == date(1963, 6, 12)
    assert [member.name for member in draft.members] == [
        "谭德琪",
        "宋燕霞",
        "姚娟桐",
        "熊杰",
        "韦远玲",
    ]
    first = draft.members[0]
    assert (first.relation, first.monthly_income_fen, first.occupation) == ("wife", 0, "在读小学")
