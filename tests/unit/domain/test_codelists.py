import tomllib
from collections import defaultdict

import pytest

from desktop_app import i18n, paths
from desktop_app.domain.codelists import CodeLists, cash_notice_fen, default_cap

LISTS = CodeLists.load()


@pytest.mark.parametrize("code_list", LISTS.values(), ids=list(LISTS))
def test_every_list_is_whole(code_list):
    codes = [entry.code for entry in code_list.entries]
    assert len(set(codes)) == len(codes)
    assert code_list.source
    assert 1980 < code_list.valid_from < 2100
    for entry in code_list.entries:
        assert entry.name
        assert entry.english.isascii()
        for list_id, code in entry.belongs_to.items():
            assert LISTS[list_id].entry(code), f"{entry.code} belongs nowhere in {list_id}"


@pytest.mark.parametrize("code_list", LISTS.values(), ids=list(LISTS))
def test_a_word_leads_to_one_choice_only(code_list):
    choices = defaultdict(set)
    for entry in code_list.entries:
        for word in (entry.name, entry.english, *entry.old):
            choices[word].add(entry.code)
    assert [word for word, codes in choices.items() if len(codes) > 1] == []


@pytest.mark.parametrize("code_list", LISTS.values(), ids=list(LISTS))
def test_every_choice_is_found_by_code_name_and_english(code_list):
    for entry in code_list.entries:
        assert code_list.find(entry.name) is entry
        assert code_list.find(entry.english) is entry
        assert code_list.entry(entry.code) is entry


@pytest.mark.parametrize(
    ("list_id", "word", "name"),
    [
        ("hardship_category", "低保户", "深度困难"),
        ("hardship_category", "低保边缘户", "相对困难"),
        ("hardship_cause", "本人大病", "患重特大疾病"),
        ("housing", "自购房", "商品房"),
        ("health", "癌症", "恶性肿瘤"),
        ("health", "疾病-糖尿病", "糖尿病"),
        ("ethnicity", "回", "回族"),
        ("work_status", "下（待）岗", "下(待)岗"),
        ("disability", "肢体残疾三级 （中度）", "肢体残疾三级(中度)"),
        ("recipient_category", "快递小哥", "快递员"),
        ("recipient_category", "外卖骑手", "外卖配送员"),
        ("recipient_category", "sanitation_worker", "环卫工人"),
        ("distribution_method", "银行转账(工会卡·工资卡)", "银行转账"),
    ],
)
def test_former_and_other_words_lead_to_todays_choice(list_id, word, name):
    assert LISTS[list_id].find(word).name == name


def test_a_word_that_no_list_has_is_not_guessed():
    assert LISTS["hardship_category"].find("很困难") is None
    assert LISTS["hardship_category"].find(None) is None
    assert LISTS["hardship_category"].label_of("abc") == "abc"


@pytest.mark.parametrize(
    ("list_id", "count"),
    [
        ("fund_source", 6),
        ("official_category_2020", 10),
        ("official_category_2021", 8),
        ("recipient_class", 3),
        ("hardship_cause", 10),
        ("disability", 28),
        ("ethnicity", 58),
        ("place_type", 17),
        ("concern", 10),
        ("campaign_template", 6),
        ("delivery_action", 7),
    ],
)
def test_the_official_lists_are_complete(list_id, count):
    assert len(LISTS[list_id].entries) == count


def test_the_list_of_a_year_is_the_latest_that_was_in_force():
    assert LISTS.version("official_category", 2021).id == "official_category_2021"
    assert LISTS.version("official_category", 2030).id == "official_category_2022"
    assert LISTS.version("official_category", 2001).id == "official_category_2020"


def test_a_retired_choice_is_read_but_no_longer_offered():
    insurance = LISTS["medical_insurance"]
    assert insurance.find("新农合").retired
    assert "新农合" not in [entry.name for entry in insurance.current]


def test_words_follow_the_language_of_the_program():
    spoken = i18n.language()
    try:
        i18n.use_language("en")
        assert LISTS["risk_level"].label_of("low") == "Low risk"
        assert LISTS["risk_level"].label == "Risk level of the region"
    finally:
        i18n.use_language(spoken)


def test_caps_hold_from_their_year_and_name_their_rule():
    cap = default_cap(2021)
    assert (cap.per_time_fen, cap.per_year_fen) == (300_000, 600_000)
    assert "2019" in cap.source
    assert default_cap(2010) is None
    assert cash_notice_fen(2021) == 100_000
    assert cash_notice_fen(1980) is None


def test_the_sample_season_uses_codes_that_exist():
    season = tomllib.loads((paths.resources() / "sample" / "season.toml").read_text("utf-8"))
    assert len(season["visit"]) == 7
    for visit in season["visit"]:
        assert LISTS["visit_manner"].entry(visit["manner"])
        assert all(LISTS["place_type"].entry(place["kind"]) for place in visit["places"])
        assert all(LISTS["concern"].entry(code) for code in visit.get("concerns", ()))
        assert all(LISTS["concern"].entry(one["concern"]) for one in visit.get("findings", ()))
    for campaign in season["campaign"]:
        assert LISTS["campaign_template"].entry(campaign["template"])
        for standard in campaign["standards"]:
            category = standard["category"]
            assert not category or LISTS["recipient_category"].entry(category)
            assert LISTS["fund_source"].entry(standard["fund_source"])
    assert all(LISTS["concern"].entry(code) for code in season["routine"]["findings"])
