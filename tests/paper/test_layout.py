"""Nothing overlaps, nothing leaves its place, however long the words are."""

from dataclasses import replace
from itertools import combinations

import pytest

from desktop_app.services.printing.typefaces import Weight, width_of
from desktop_app.services.printing.typesetting import fit, wrap
from tests.pictures.paper_samples import (
    CONDOLENCE,
    LONG_NAME,
    LONG_UNIT,
    RECEIPT,
    VISIT,
    goods_roster,
    roster,
)

HARD = replace(
    RECEIPT,
    name=LONG_NAME,
    unit=LONG_UNIT,
    amount_fen=999_999_999_999,
    goods="；".join(["新春大礼包 1份；大米10kg 1袋；食用油5L 1桶"] * 3),
    category="因公致残、积劳成疾的在职职工和患重大疾病的困难职工",
    handler=LONG_NAME,
    replaces="640100-A2-21-000007-V",
)
LETTER = replace(CONDOLENCE, name=LONG_NAME, wish=CONDOLENCE.wish * 4, amount_fen=999_999_999_999)
PARAGRAPH = "（一）张三，李四。“你好”2021年1,234.00元、买买提·吐尔逊；《慰问》：完！"


@pytest.mark.parametrize(
    ("content", "sheet", "size"),
    [
        (RECEIPT, "receipt", (210, 297)),
        (HARD, "receipt", (210, 297)),
        (HARD, "receipt-single", (210, 99)),
        (CONDOLENCE, "condolence", (210, 148)),
        (LETTER, "condolence", (210, 148)),
        (LETTER, "condolence-a4", (210, 297)),
        (roster(10), "sign-roster", (297, 210)),
        (roster(16), "sign-roster-dense", (297, 210)),
        (goods_roster(12), "goods-roster", (297, 210)),
        (VISIT, "visit-record", (210, 297)),
    ],
)
def test_no_word_lies_over_another_or_leaves_the_page(print_sheets, content, sheet, size):
    words = print_sheets(content, sheet=sheet, copy=2).words()
    assert len(words) > 10
    overlapping = [
        (one.text, other.text) for one, other in combinations(words, 2) if one.overlaps(other)
    ]
    assert overlapping == []
    assert [
        word.text
        for word in words
        if word.left < 5 or word.top < 4 or word.right > size[0] - 5 or word.bottom > size[1] - 4
    ] == []


def test_a_long_name_stays_between_the_rules_of_its_cell(print_sheets):
    words = print_sheets(HARD, sheet="receipt-single").words()
    named = [word for word in words if set(word.text) <= set(LONG_NAME) and 24 < word.top < 45]
    assert "".join(word.text for word in named) == LONG_NAME
    assert all(word.left >= 28 and word.right <= 72 for word in named)
    assert all(word.top >= 24.6 and word.bottom <= 40.1 for word in named)


def test_amounts_stand_under_each_other_digit_by_digit(print_sheets):
    words = print_sheets(roster(10)).words()
    amounts = [word for word in words if word.text.endswith((".00", ".11", ".22", ".99"))]
    in_column = [word for word in amounts if word.left > 174]
    assert len(in_column) >= 4
    assert max(w.right for w in in_column) - min(w.right for w in in_column) < 0.6
    widths = [w.right - w.left for w in in_column]
    assert max(widths) - min(widths) < 0.15


@pytest.mark.parametrize("width", [3, 4, 5, 7, 11])
def test_lines_break_where_chinese_allows(width):
    lines = list(wrap(PARAGRAPH, width))
    assert "".join(lines) == PARAGRAPH
    assert [line for line in lines if line[0] in "，。、；：？！）》”·"] == []
    assert [line for line in lines if line[-1] in "（《“"] == []


def test_numbers_are_not_parted():
    lines = list(wrap("共计1,234,567.89元", 6))
    assert "1,234,567.89" in lines


@pytest.mark.parametrize("text", [PARAGRAPH * 9, "A" * 200, LONG_NAME, "一"])
def test_whatever_is_set_fits_and_is_whole(text):
    setting = fit(text, 120.0, 30.0, 10.0, Weight.BOLD)
    assert "".join(setting.lines) == text
    assert setting.height <= max(30.0, 10.0 * 1.28)
    assert all(width_of(line, Weight.BOLD) * setting.size <= 120.001 for line in setting.lines)


def test_a_little_too_long_is_made_a_little_smaller_on_one_line():
    natural = width_of("银川经开区电子元件厂") * 10
    setting = fit("银川经开区电子元件厂", natural * 0.92, 40.0, 10.0)
    assert len(setting.lines) == 1
    assert 9 < setting.size < 10
