from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.money import (
    LARGEST_FEN,
    capitals,
    format_yuan,
    read_capitals,
    read_yuan,
)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("500元", 50_000),
        ("￥1,000.00", 100_000),
        ("¥500", 50_000),
        ("１０００", 100_000),
        ("1，000", 100_000),
        (" 1 000 元整", 100_000),
        ("人民币500圆", 50_000),
        ("500元/人", 50_000),
        ("0.5万", 500_000),
        ("1.2万元", 1_200_000),
        ("1618.59万元", 1_618_590_000),
        ("壹仟元整", 100_000),
        ("人民币壹仟贰佰元伍角", 120_050),
        ("一千二百元", 120_000),
        (500, 50_000),
        (300.0, 30_000),
        (1233.3300000000002, 123_333),
        (Decimal("0.01"), 1),
    ],
)
def test_amounts_are_read_as_people_write_them(written, fen):
    assert read_yuan(written) == (fen, ())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (None, "amount_missing"),
        ("", "amount_missing"),
        ("　", "amount_missing"),
        ("/", "amount_missing"),
        ("一袋米", "amount_unreadable"),
        ("1,00", "amount_unreadable"),
        ("5 00 x", "amount_unreadable"),
        ("10000000000元", "amount_too_large"),
        ("仟壹元", "amount_unreadable"),
        (True, "amount_unreadable"),
        (float("nan"), "amount_unreadable"),
        (Decimal("Infinity"), "amount_unreadable"),
        (0, "amount_not_positive"),
        (-500, "amount_not_positive"),
        ("-500元", "amount_not_positive"),
        (12.345, "amount_too_precise"),
        ("0.001", "amount_too_precise"),
        (1e12, "amount_too_large"),
    ],
)
def test_what_is_not_an_amount_to_give_is_refused_by_name(written, code):
    fen, issues = read_yuan(written, "cash")
    assert fen is None
    assert [(issue.field, issue.code, issue.blocks) for issue in issues] == [("cash", code, True)]


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"),
        (32_504, "人民币叁佰贰拾伍元零肆分"),
        (100_000, "人民币壹仟元整"),
        (350_000, "人民币叁仟伍佰元整"),
        (1_000, "人民币壹拾元整"),
        (140_950, "人民币壹仟肆佰零玖元伍角整"),
        (600_714, "人民币陆仟零柒元壹角肆分"),
        (10_000_000, "人民币壹拾万元整"),
        (10_000_000_100, "人民币壹亿零壹元整"),
        (100_050_001_000, "人民币壹拾亿零伍拾万零壹拾元整"),
        (5, "人民币伍分"),
        (50, "人民币伍角整"),
        (0, "人民币零元整"),
        (LARGEST_FEN, "人民币玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_capitals_follow_the_rules_of_vouchers(fen, written):
    assert capitals(fen) == written


@pytest.mark.parametrize("fen", [-1, LARGEST_FEN + 1])
def test_capitals_refuse_what_they_cannot_say(fen):
    with pytest.raises(ValueError, match="no capitals"):
        capitals(fen)


@given(st.integers(0, LARGEST_FEN))
def test_capitals_read_back_to_the_same_amount(fen):
    written = capitals(fen)
    assert read_capitals(written) == fen
    assert "零零" not in written
    assert "零元" not in written or fen < 100


@given(st.integers(1, LARGEST_FEN))
def test_printed_amounts_read_back_to_the_same_amount(fen):
    assert read_yuan(format_yuan(fen)) == (fen, ())
    assert read_yuan(f"￥{format_yuan(fen)}") == (fen, ())


@pytest.mark.parametrize("text", ["", "整", "人民币", "元", "壹拾佰元", "壹贰元", "壹仟米"])
def test_what_is_not_in_capitals_is_not_read(text):
    with pytest.raises(ValueError, match=r"capitals|order"):
        read_capitals(text)


def test_amounts_are_printed_with_separators_and_two_decimals():
    assert format_yuan(100_000) == "1,000.00"
    assert format_yuan(1_618_590_000) == "16,185,900.00"
    assert format_yuan(-5) == "-0.05"


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.none(), st.decimals()))
def test_no_cell_makes_the_reader_fail(value):
    fen, issues = read_yuan(value)
    assert (fen is None) == bool(issues)
