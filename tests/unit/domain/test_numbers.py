"""Phones, bank cards and credit codes: kept as people mean them, warned about, masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import bank_card, credit_code, phone

CELLS = st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.none())


def codes(reading):
    return [(issue.code, issue.blocks) for issue in reading[1]]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        (18064584253.0, "18064584253"),
        (18064584253, "18064584253"),
        ("１８０６４５８４２５３", "18064584253"),
        ("+86 138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("0951-6021234", "09516021234"),
        ("（0951）6021234", "09516021234"),
        ("400-812-3456", "4008123456"),
        ("12351", "12351"),
    ],
)
def test_a_phone_number_is_kept_as_it_is_dialled(cell, kept):
    assert phone.read_phone(cell) == (kept, ())


@pytest.mark.parametrize("text", ["1380013800", "13800138000/13900139000", "问组长"])
def test_an_unusual_phone_number_is_kept_with_a_warning(text):
    number, _ = reading = phone.read_phone(text)
    assert number == text
    assert codes(reading) == [("phone_unusual", False)]


@pytest.mark.parametrize("cell", [None, "", " 　"])
def test_no_phone_number_is_none_and_no_fault(cell):
    assert phone.read_phone(cell) == (None, ())


def test_a_phone_number_shows_three_and_four_digits():
    assert phone.mask("13800138000") == "138****8000"
    assert phone.mask("12351") == "***51"


def test_a_bank_card_is_kept_without_the_spaces_of_the_card():
    assert bank_card.read_card("6222 0092 5934 1538 384") == ("6222009259341538384", ())


@pytest.mark.parametrize("text", ["6222009259341538385", "123", "存折01-234567"])
def test_a_card_without_a_right_check_is_kept_with_a_warning(text):
    number, _ = reading = bank_card.read_card(text)
    assert number == text.replace("-", "")
    assert codes(reading) == [("card_check", False)]


@pytest.mark.parametrize("cell", [6.222009259341538e18, 6222009259341538000, "6.22201E+18"])
def test_a_card_that_a_spreadsheet_cut_off_is_left_out_with_a_warning(cell):
    number, _ = reading = bank_card.read_card(cell)
    assert number is None
    assert codes(reading) == [("card_spoiled_by_excel", False)]


def test_a_bank_card_shows_its_last_four_digits():
    assert bank_card.mask("6222009259341538384") == "***************8384"


@pytest.mark.parametrize(
    "code", ["91350100M000100Y43", "81440000MCL468545M", " 9135 0100m000100y43"]
)
def test_a_good_credit_code_is_read(code):
    kept, issues = credit_code.read_credit_code(code)
    assert kept == code.replace(" ", "").upper()
    assert issues == ()


@pytest.mark.parametrize("code", ["91350100M000100Y44", "91350100M000100I43", "8144", "无"])
def test_a_credit_code_that_fails_is_kept_with_a_warning(code):
    kept, _ = reading = credit_code.read_credit_code(code)
    assert kept == code
    assert codes(reading) == [("credit_code_check", False)]


def test_no_credit_code_is_none_and_no_fault():
    assert credit_code.read_credit_code(" ") == (None, ())


def test_a_grassroots_union_is_known_by_its_first_two_characters():
    assert credit_code.is_grassroots_union("81440000MCL468545M")
    assert not credit_code.is_grassroots_union("91350100M000100Y43")


@given(CELLS)
def test_no_cell_makes_the_readers_fail(cell):
    phone.read_phone(cell)
    bank_card.read_card(cell)
    credit_code.read_credit_code(str(cell))
