"""An office's own choices over the program's lists; no code changes its meaning."""

import threading

import pytest

from desktop_app import i18n
from desktop_app.domain.code_entry import CodeEntry, code_entry_id, code_for, objections, overlaid
from desktop_app.domain.codelists import CodeLists

SHIPPED = CodeLists.shipped()
LIST = "recipient_category"


def entry(code, list_id=LIST, **fields):
    return CodeEntry(id=code_entry_id(list_id, code), list_id=list_id, code=code, **fields)


def over(*entries, year=2021):
    return overlaid(SHIPPED, entries, year=year)[LIST]


def codes_of(issues):
    return [(issue.field, issue.code) for issue in issues]


def test_without_own_choices_the_programs_lists_hold():
    assert overlaid(SHIPPED, [], year=2021) is SHIPPED


def test_a_new_choice_stands_where_its_position_says():
    first = SHIPPED[LIST].entries[0]
    found = over(entry("drone_pilot", name="无人机驾驶员", position=first.position + 1))
    assert [one.code for one in found.entries[:2]] == [first.code, "drone_pilot"]
    assert found.find("无人机驾驶员").code == "drone_pilot"


def test_a_choice_without_english_words_says_its_chinese_ones():
    assert over(entry("drone_pilot", name="无人机驾驶员")).label_of("drone_pilot") == "无人机驾驶员"


def test_a_renamed_choice_keeps_its_code_and_is_found_by_its_former_words():
    shipped = SHIPPED[LIST].entry("courier")
    found = over(entry("courier", name="快递小哥", english="Delivery rider"))
    assert found.entry("courier").name == "快递小哥"
    assert found.find(shipped.name).code == "courier"
    assert found.find(shipped.english).code == "courier"
    assert found.label_of("courier") == "Delivery rider"
    i18n.use_language(i18n.DEFAULT_LANGUAGE)
    assert found.label_of("courier") == "快递小哥"


def test_a_retired_choice_is_not_offered_and_still_labels_old_records():
    found = over(entry("courier", retired=True))
    assert "courier" not in [one.code for one in found.current]
    assert found.label_of("courier") == SHIPPED[LIST].label_of("courier")


def test_a_choice_is_offered_from_its_year_on():
    own = entry("drone_pilot", name="无人机驾驶员", valid_from=2022)
    assert over(own, year=2021).entry("drone_pilot") not in over(own, year=2021).current
    assert over(own, year=2022).entry("drone_pilot") in over(own, year=2022).current


def test_choices_of_a_list_that_this_program_lacks_wait():
    assert overlaid(SHIPPED, [entry("x", "list_of_2031", name="某")], year=2021).keys() == (
        SHIPPED.keys()
    )


def test_two_laptops_name_the_record_of_a_choice_alike():
    assert code_entry_id(LIST, "courier") == code_entry_id(LIST, "courier")
    assert code_entry_id(LIST, "courier") != code_entry_id("place_type", "courier")


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (entry("a", "no_such_list", name="某"), [("list_id", "list_unknown")]),
        (entry("Bad Code", name="某类"), [("code", "code_characters")]),
        (entry("third", "sex", name="第三类"), [("code", "list_closed")]),
        (entry("new"), [("name", "choice_name_missing")]),
        (entry("new", name="字" * 61), [("name", "text_too_long")]),
        (entry("new", name="某类", valid_from=21), [("valid_from", "year_unlikely")]),
    ],
)
def test_what_is_wrong_with_a_choice_is_said_of_its_field(wrong, found):
    assert codes_of(objections(wrong, SHIPPED)) == found


def test_words_that_lead_to_another_choice_are_refused():
    taken = SHIPPED[LIST].entry("courier").name
    assert codes_of(objections(entry("new", name=taken), SHIPPED)) == [("name", "choice_taken")]


def test_a_choice_of_a_closed_list_may_be_renamed():
    assert objections(entry("male", "sex", name="男性"), SHIPPED) == ()


@pytest.mark.parametrize(
    ("name", "english", "taken", "made"),
    [
        ("无人机驾驶员", "Drone pilot", (), "drone_pilot"),
        ("网约护工", "", (), "wang_yue_hu_gong"),
        ("网约护工", "", ("wang_yue_hu_gong",), "wang_yue_hu_gong_2"),
        ("——", "", (), "choice"),
    ],
)
def test_a_code_is_made_of_the_words(name, english, taken, made):
    assert code_for(name, english, taken) == made


def test_another_thread_sees_either_the_old_lists_or_the_new_ones():
    changed = overlaid(SHIPPED, [entry("courier", retired=True)], year=2021)
    seen, stop = set(), threading.Event()

    def look():
        while not stop.is_set():
            seen.add(id(CodeLists.load()))

    other = threading.Thread(target=look)
    other.start()
    for _turn in range(500):
        CodeLists.put_in_force(changed)
        CodeLists.put_in_force(None)
    stop.set()
    other.join()
    assert seen <= {id(SHIPPED), id(changed)}
