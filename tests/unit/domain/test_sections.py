"""The sections of a person's record, and what may be wrong with each."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain import migrant, model_worker, section, working_post
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.identity import BeneficiaryId, WorkerProfileId
from desktop_app.domain.migrant import MigrantOrigin, StayingPut
from desktop_app.domain.model_worker import ModelWorker, ModelWorkerMoney
from desktop_app.domain.working_post import FrontlinePost, PlatformWork

TODAY = date(2021, 2, 8)
WHO = {"id": WorkerProfileId("1" * 32), "beneficiary": BeneficiaryId("2" * 32)}
HONOURED = ModelWorker(**WHO, level="provincial")
MONEY = ModelWorkerMoney(year=2021, kind="new_year_money", amount_fen=200_000)
ORIGIN = MigrantOrigin(**WHO, home_region="640422")
STAY = StayingPut(**WHO, year=2021)


def codes(issues):
    return [(issue.field, issue.code, issue.blocks) for issue in issues]


def of_model_worker(**fields):
    return codes(model_worker.objections(replace(HONOURED, **fields), today=TODAY))


@pytest.mark.parametrize(
    ("category", "wanted"),
    [
        ("model_worker", "model_worker"),
        ("model_worker_in_hardship", "model_worker"),
        ("sanitation_worker", "frontline_post"),
        ("migrant_worker", "migrant_origin"),
        ("stay_put_worker", "staying_put"),
        ("rider", "platform_work"),
        ("hardship_worker", ""),
        ("left_behind_child", ""),
        (None, ""),
    ],
)
def test_a_category_leads_to_the_section_it_calls_for(category, wanted):
    assert section.section_of(category) == wanted


def test_the_sections_stand_in_the_order_of_their_code_list():
    assert tuple(entry.code for entry in CodeLists.load()["section"].entries) == section.SECTIONS


def test_the_four_kinds_of_money_of_the_rules_can_be_chosen():
    assert [entry.name for entry in CodeLists.load()["model_worker_money"].current] == [
        "生活困难补助金",
        "特殊困难帮扶金",
        "春节慰问金",
        "荣誉津贴",
    ]


def test_the_occupations_that_the_newspaper_names_can_be_chosen():
    named = ("环卫工人", "建筑工人", "快递小哥", "外卖骑手", "交通人", "社工", "抗疫一线职工代表")
    found = [CodeLists.load()["frontline_occupation"].find(word) for word in named]
    assert None not in found


def test_a_plain_model_worker_is_all_right():
    assert of_model_worker(title="宁夏回族自治区劳动模范", honoured_year=2010, money=(MONEY,)) == []


def test_a_model_worker_has_a_level_of_honour():
    assert of_model_worker(level=None) == [("level", "honour_level_missing", True)]
    assert of_model_worker(level="none") == [("level", "no_model_worker", True)]


@pytest.mark.parametrize("year", [1948, 2022])
def test_an_honour_is_as_old_as_the_republic_at_most_and_not_from_the_future(year):
    assert of_model_worker(honoured_year=year) == [("honoured_year", "year_unlikely", True)]


def test_a_model_worker_in_hardship_is_asked_for_lasting_aid():
    assert of_model_worker(in_hardship=True) == [("aid_plan", "aid_plan_missing", False)]
    plan = {"in_hardship": True, "aid_plan": "每季度上门走访并发放补助金"}
    assert of_model_worker(**plan) == []
    assert of_model_worker(**plan, aid_interval="quarterly") == [
        ("aid_due", "aid_due_missing", False)
    ]
    due = plan | {"aid_interval": "quarterly", "aid_due": TODAY}
    assert of_model_worker(**due) == []
    assert of_model_worker(**due | {"aid_due": date(2021, 2, 7)}) == [
        ("aid_due", "aid_overdue", False)
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (replace(MONEY, year=None), "money_year_missing"),
        (replace(MONEY, kind=""), "money_kind_missing"),
        (replace(MONEY, kind="bonus"), "choice_unknown"),
        (replace(MONEY, amount_fen=None), "amount_missing"),
        (replace(MONEY, amount_fen=0), "amount_not_positive"),
        (replace(MONEY, year=1900), "year_unlikely"),
    ],
)
def test_a_line_of_money_says_year_kind_and_amount(row, code):
    assert of_model_worker(money=(MONEY, row)) == [("money", code, True)]


@pytest.mark.parametrize(
    ("day", "interval", "due"),
    [
        (date(2021, 1, 31), "monthly", date(2021, 2, 28)),
        (date(2021, 2, 8), "quarterly", date(2021, 5, 8)),
        (date(2020, 11, 30), "quarterly", date(2021, 2, 28)),
        (date(2020, 12, 1), "half_yearly", date(2021, 6, 1)),
        (date(2020, 2, 29), "yearly", date(2021, 2, 28)),
        (date(2021, 2, 8), None, None),
    ],
)
def test_aid_comes_round_after_its_interval(day, interval, due):
    assert model_worker.next_due(day, interval) == due


def test_a_post_says_its_occupation_and_ends_after_it_began():
    kept = FrontlinePost(
        **WHO, occupation="sanitation", kept_from=date(2021, 2, 11), kept_to=date(2021, 2, 17)
    )
    assert working_post.post_objections(kept) == ()
    assert codes(working_post.post_objections(replace(kept, occupation=None))) == [
        ("occupation", "occupation_missing", True)
    ]
    early = replace(kept, kept_to=date(2021, 2, 10))
    assert codes(working_post.post_objections(early)) == [("kept_to", "ends_before_start", True)]


@pytest.mark.parametrize(
    ("occupation", "conditions", "official"),
    [
        ("sanitation", (), "7"),
        ("epidemic", (), "6"),
        ("seconded", (), "8"),
        ("major_project", (), "9"),
        ("construction", ("height",), "5"),
        (None, (), ""),
    ],
)
def test_a_post_belongs_to_one_of_the_ten_categories(occupation, conditions, official):
    assert working_post.official_category_of(occupation, conditions) == official


def test_platform_work_says_its_occupation_and_warns_where_nobody_insures():
    rider = PlatformWork(**WHO, occupation="rider", platform="美团", accident_insurance="mutual")
    assert working_post.platform_objections(rider, today=TODAY) == ()
    bare = PlatformWork(**WHO, accident_insurance="none", member_since=date(2021, 2, 9))
    assert codes(working_post.platform_objections(bare, today=TODAY)) == [
        ("occupation", "occupation_missing", True),
        ("member_since", "in_the_future", True),
        ("accident_insurance", "not_insured_on_the_road", False),
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"home_region": None}, [("home_region", "home_missing", True)]),
        ({"home_region": None, "home_place": "西吉县将台堡镇"}, []),
        ({"home_region": "64042"}, [("home_region", "region_code_form", True)]),
        ({"home_region": "999999"}, [("home_region", "region_unknown", False)]),
        ({"came_on": date(2021, 2, 9)}, [("came_on", "in_the_future", True)]),
        (
            {"home_union": "西吉县总工会", "host_union": "西吉县总工会"},
            [("home_union", "unions_the_same", False)],
        ),
        ({"remarks": "很" * 501}, [("remarks", "text_too_long", True)]),
    ],
)
def test_a_migrant_comes_from_somewhere(fields, expected):
    assert codes(migrant.origin_objections(replace(ORIGIN, **fields), today=TODAY)) == expected


def test_staying_put_is_about_one_new_year():
    assert migrant.stay_objections(STAY, today=TODAY) == ()
    without = replace(STAY, year=None)
    assert codes(migrant.stay_objections(without, today=TODAY)) == [
        ("year", "stay_year_missing", True)
    ]
    ahead = replace(STAY, year=2023)
    assert codes(migrant.stay_objections(ahead, today=TODAY)) == [("year", "year_unlikely", True)]
