import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import names
from desktop_app.domain.names import (
    normalise_name,
    pinyin_keys,
    pinyin_spellings,
    rare_characters,
)


def codes(name):
    return [issue.code for issue in names.objections(name)]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("潘　秀", "潘秀"),
        (" 石学国 ", "石学国"),
        ("姓\n名", "姓名"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("迪丽热巴.艾合买提", "迪丽热巴·艾合买提"),
        ("迪丽热巴．艾合买提", "迪丽热巴·艾合买提"),
        ("马尔燕‧哈吉∙⋅穆罕默德·", "马尔燕·哈吉·穆罕默德"),
        ("买买提 · 吐尔逊", "买买提·吐尔逊"),
        ("John  F. Smith", "John F. Smith"),
        ("ＬＩ　Ming", "LI Ming"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("张\u200b三\ufeff", "张三"),
    ],
)
def test_a_name_is_kept_in_one_way_of_writing(written, kept):
    assert normalise_name(written) == kept


@pytest.mark.parametrize(
    "name", ["张𬱖", "李䶮", "王㛃", "马𡌴峰", "孙𠅤", "\ufa11", "\uf92c", "𰻝"]
)
def test_rare_and_compatibility_characters_stay_what_they_are(name):
    assert normalise_name(name) == name
    assert codes(name) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name_missing"),
        (" ·　", "name_missing"),
        ("张" * 51, "name_too_long"),
        ("张\x07三", "name_characters"),
        ("张\ud83d", "name_characters"),
        ("———", "name_characters"),
        ("123", "name_characters"),
        ("张\ue863", "name_private_character"),
    ],
)
def test_what_may_not_stand_in_a_name_is_named(name, code):
    assert codes(name) == [code]


def test_a_private_character_of_an_old_system_only_warns():
    assert [issue.blocks for issue in names.objections("张\ue863")] == [False]


def test_a_private_character_is_named_with_the_standard_one_where_there_is_one():
    said = [dict(issue.details)["characters"] for issue in names.objections("张\ue863\uf000")]
    assert said == ["U+E863 → 䶮 U+F000"]


def test_length_is_counted_in_characters():
    assert codes("𬱖" * 50) == []


def test_rare_characters_are_listed_with_their_code_points():
    assert rare_characters("张𬱖𬱖") == [("𬱖", "U+2CC56")]
    assert rare_characters("王㛃") == [("㛃", "U+36C3")]
    assert rare_characters("陈堃 Smith·") == []


@pytest.mark.parametrize(
    ("name", "syllables", "initials"),
    [
        ("单雄信", ("shan", "xiong", "xin"), {"sxx", "dxx"}),
        ("曾国藩", ("zeng", "guo", "fan"), {"zgf", "cgf"}),
        ("仇英", ("qiu", "ying"), {"qy", "cy"}),
        ("解缙", ("xie", "jin"), {"xj", "jj"}),
        ("查良镛", ("zha", "liang", "yong"), {"zly"}),
        ("朴树", ("piao", "shu"), {"ps"}),
        ("盖叫天", ("ge", "jiao", "tian"), {"gjt"}),
        ("区小明", ("ou", "xiao", "ming"), {"oxm", "qxm"}),
        ("万俟卨", ("mo", "qi", "xie"), {"mqx"}),
        ("尉迟恭", ("yu", "chi", "gong"), {"ycg", "wcg"}),
        ("员半千", ("yun", "ban", "qian"), {"ybq"}),
        ("吕布", ("lv", "bu"), {"lb"}),
        ("张𬱖", ("zhang", "di"), {"zd"}),
        ("买买提·吐尔逊", ("mai", "mai", "ti", "tu", "er", "xun"), {"mmttex"}),
        ("Mehmet Öz", ("mehmet", "oz"), {"mo"}),
        ("", (), set()),
    ],
)
def test_surnames_are_read_as_surnames_and_both_readings_are_found(name, syllables, initials):
    found, found_initials = pinyin_keys(name)
    assert found == syllables
    assert initials <= found_initials


def test_full_spellings_begin_with_the_likeliest():
    assert pinyin_spellings("单雄信")[0] == "shanxiongxin"
    assert "danxiongxin" in pinyin_spellings("单雄信")


def test_a_character_that_no_table_reads_breaks_nothing():
    assert pinyin_keys("张\U0003fffd") == (("zhang", "\U0003fffd"), frozenset({"z"}))


@given(st.text(max_size=60))
def test_no_text_makes_the_readers_fail(text):
    once = normalise_name(text)
    assert normalise_name(once) == once
    names.objections(text)
    assert len(pinyin_keys(once)[1]) <= names.MAX_VARIANTS
    assert len(pinyin_spellings(once)) <= names.MAX_VARIANTS
