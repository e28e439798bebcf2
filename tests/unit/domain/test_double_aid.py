"""The double-aid filter: overlooks nobody, is hardly ever wrong, fits and is quick."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import double_aid
from desktop_app.domain.double_aid import AidFilter, digest_of, normalised, season_key, season_of

KEY = season_key(b"secret", "2021-winter")
numbers = st.text("0123456789", min_size=17, max_size=17).map(lambda digits: digits + "X")


def made(first: int, count: int) -> list[str]:
    return [f"{number:017d}X" for number in range(first, first + count)]


def alarms(filled: AidFilter, asked: list[str]) -> int:
    return sum(filled.has(digest_of(KEY, number)) for number in asked)


@given(st.lists(numbers, max_size=300))
def test_nobody_who_was_given_to_is_overlooked(given_to):
    filled = AidFilter.of("2021-winter", KEY, given_to)
    assert filled.count == len(set(given_to))
    assert all(filled.has(digest_of(KEY, number)) for number in given_to)


@given(st.lists(numbers, min_size=1, max_size=50), st.randoms())
def test_order_and_repetition_make_no_difference_and_another_key_finds_nobody(given_to, random):
    shuffled = given_to * 2
    random.shuffle(shuffled)
    filled = AidFilter.of("2021-winter", KEY, given_to)
    assert filled == AidFilter.of("2021-winter", KEY, shuffled)
    other = season_key(b"secret", "2022-winter")
    assert not any(filled.has(digest_of(other, number)) for number in given_to)


def test_one_number_written_in_several_ways_is_one_person():
    whole = "64010219700101001X"
    spelled = [
        "64010219700101001x",
        " 640102 19700101 001X ",
        "６４０１０２１９７００１０１００１Ｘ",
    ]
    assert {normalised(one) for one in (whole, *spelled)} == {whole}
    assert normalised("640102700101001") == normalised("640102197001010016")[:17] + "6"


def test_winter_counts_to_the_year_of_its_spring_festival():
    days = [date(2020, 10, 1), date(2020, 12, 15), date(2021, 4, 30), date(2021, 7, 1)]
    assert [season_of(day) for day in days] == [
        "2021-winter", "2021-winter", "2021-winter", "2021-summer",
    ]  # fmt: skip


def test_a_filter_of_a_few_is_wrong_less_than_once_in_a_hundred_thousand():
    filled = AidFilter.of("2021-winter", KEY, made(0, 3_000))
    assert alarms(filled, made(10**9, 100_000)) <= 1


@pytest.mark.torture
def test_a_million_fit_into_four_megabytes_with_one_false_alarm_in_a_million():
    filled = AidFilter.of("2021-winter", KEY, made(0, 1_000_000))
    assert len(filled.bits) <= double_aid.MOST_BYTES
    wrong = alarms(filled, made(10**9, 3_000_000))
    began = time.process_time()
    found = alarms(filled, made(944_104, 55_896))
    took = time.process_time() - began
    assert wrong <= 9
    assert found == 55_896
    assert took <= 1, f"{took:.2f} s for 55,896 people, all of them in it: the slowest case"
