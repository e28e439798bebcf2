"""Activities: what is objected to, and that every kind the field names can be chosen."""

from datetime import date

import pytest

from desktop_app.domain.activity import Activity, objections
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.identity import ActivityId, new_id
from desktop_app.domain.visit import Group

LISTS = CodeLists.load()
SERVICES = (
    "思想政治工作", "心理疏导", "心理疏导服务", "宣传宣讲", "健康宣传教育", "送温暖", "稳岗留工",
    "“迎新春送温暖、稳岗留工”专项行动", "走访慰问", "亲情关怀", "走访探视", "关爱帮扶",
    "法律咨询", "法律援助", "12351职工维权服务热线平台", "安全生产检查", "节日期间安全生产检查",
    "劳动关系风险隐患排查预警", "应对预案", "五个坚决", "工会就业服务月", "就近就地就业",
    "就业服务", "创业就业服务", "困难职工帮扶", "职工维权", "维权服务", "劳模服务",
    "稳定扩大就业", "促进稳定扩大就业", "落实劳模各项待遇", "普惠服务",
)  # fmt: skip
CULTURE = (
    "同吃年夜饭", "线上拜大年", "小型联欢会", "表演观赏", "读书分享", "趣味健身", "游园观影",
    "配送新春文化礼包", "新春文化礼包", "线上年货大集", "促消费助力乡村振兴线上年货大集",
)  # fmt: skip


def held(**fields) -> Activity:
    given = {
        "name": "同吃年夜饭",
        "kind": "new_year_dinner",
        "first_day": date(2021, 2, 11),
        "participants": (Group(words="就地过年职工", count=120),),
    } | fields
    return Activity(id=ActivityId(new_id()), **given)


def codes(activity):
    return [(issue.field, issue.code, issue.blocks) for issue in objections(activity)]


def test_a_well_said_activity_has_nothing_against_it():
    assert codes(held()) == []


@pytest.mark.parametrize(
    ("fields", "issue"),
    [
        ({"name": " "}, ("name", "activity_name_missing", True)),
        ({"kind": None}, ("kind", "activity_kind_missing", True)),
        ({"first_day": None}, ("first_day", "day_missing", True)),
        ({"last_day": date(2021, 2, 1)}, ("last_day", "ends_before_start", True)),
        ({"last_day": date(2022, 3, 1)}, ("last_day", "longer_than_a_year", False)),
        ({"participants": ()}, ("participants", "participants_missing", False)),
        ({"participants": (Group(words="", count=-1),)}, ("participants", "count_negative", True)),
        ({"budget_fen": -1}, ("budget_fen", "money_negative", True)),
        (
            {"budget_fen": 100, "spent_fen": 101, "fund_source": "own_budget"},
            ("spent_fen", "spent_over_budget", False),
        ),
        ({"spent_fen": 100}, ("fund_source", "no_fund_source", False)),
        ({"goods": (GoodsLine(name=""),)}, ("goods", "goods_name_missing", True)),
    ],
)
def test_what_is_wrong_is_said_at_its_field(fields, issue):
    assert codes(held(**fields)) == [issue]


def test_a_time_in_words_is_a_time():
    assert codes(held(first_day=None, day_words="2021年新年前夕")) == []


def test_a_budget_of_nothing_and_nothing_spent_are_said_and_not_missing():
    assert codes(held(budget_fen=0, spent_fen=0)) == []


def test_an_activity_may_be_planned_for_a_day_to_come():
    assert codes(held(first_day=date(2999, 1, 1))) == []


@pytest.mark.parametrize("phrase", [*SERVICES, *CULTURE])
def test_every_service_and_every_culture_that_the_field_names_can_be_chosen(phrase):
    entry = LISTS["activity_kind"].find(phrase)
    assert entry is not None
    assert entry in LISTS["activity_kind"].current


@pytest.mark.parametrize("phrase", ["困难帮扶", "普惠服务"])
def test_whom_a_service_is_for_is_a_question_of_its_own(phrase):
    assert LISTS["service_dimension"].find(phrase)


@pytest.mark.parametrize("phrase", ["工友创业园", "农产品龙头企业"])
def test_the_partners_that_the_field_names_can_be_chosen(phrase):
    assert LISTS["activity_partner"].find(phrase)


@pytest.mark.parametrize("series", ["service", "culture"])
def test_a_code_means_the_same_here_as_in_the_lists_of_the_visit(series):
    kinds = LISTS["activity_kind"]
    for entry in LISTS[series].entries:
        same = kinds.entry(entry.code)
        assert same
        words = {same.name, *same.old}
        assert {entry.name, *entry.old} & words
