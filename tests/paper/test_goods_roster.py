"""The goods roster counts every kind for itself, and what all of it is worth."""

import re
from dataclasses import replace

import pytest

from desktop_app.domain.money import capitals, format_yuan
from desktop_app.services.printing.contents import GoodsRosterContent
from desktop_app.services.printing.press import preflight
from tests.paper.test_codes import codes_on, read_code
from tests.pictures.paper_samples import GOODS, KEY, goods_roster


def page_texts(paper):
    return [page for page in paper.text.split("\f") if page.strip()]


@pytest.mark.parametrize(("count", "sizes"), [(1, [1]), (12, [12]), (29, [12, 12, 5])])
def test_pages_add_up_kind_by_kind_and_carry_forward(print_sheets, count, sizes):
    content = goods_roster(count)
    paper = print_sheets(content)
    assert len(page_texts(paper)) == len(sizes)
    squeezed = paper.squeezed
    start = 0
    for size in sizes:
        assert f"{totals(content.lines[start : start + size])}本页小计{size}人" in squeezed
        if start:
            assert f"{totals(content.lines[:start])}承前页{start}人" in squeezed
        start += size
    assert squeezed.count("承前页") == len(sizes) - 1
    assert f"{totals(content.lines)}合计{count}人" in squeezed
    assert f"慰问品折款合计：{capitals(content.amount_fen)}" in squeezed


def totals(lines):
    """Give the sums of a row as they are drawn, before its label."""
    pieces = [f"{sum(line.quantities[kind] for line in lines):,}" for kind in range(4)]
    return "".join([*pieces, format_yuan(sum(line.worth_fen for line in lines))])


def test_every_page_repeats_the_head_with_all_kinds_and_the_one_source(print_sheets):
    paper = print_sheets(goods_roster(13))
    for page in page_texts(paper):
        squeezed = re.sub(r"\s", "", page)
        assert "资金来源：社会捐助资金" in squeezed
        assert "领取人签字（手印）" in squeezed
    raw = paper.squeezed
    for kind in GOODS:
        assert raw.count(kind) == 2


def test_goods_without_a_column_stand_in_words(print_sheets):
    assert "春联1副" in print_sheets(goods_roster(5)).squeezed


def test_the_code_says_number_page_and_worth(print_sheets, tmp_path):
    content = goods_roster(13)
    pictures = print_sheets(content).picture(tmp_path)
    found = [read_code(text, KEY)[1] for picture in pictures for text in codes_on(picture)]
    assert [(code.kind.value, code.page, code.pages) for code in found] == [
        ("goods-roster", 1, 2),
        ("goods-roster", 2, 2),
    ]
    assert {code.amount_fen for code in found} == {content.amount_fen}


def test_what_is_frozen_is_read_back_as_it_was():
    content = goods_roster(7)
    assert GoodsRosterContent.from_json(content.to_json()) == content


def test_a_missing_character_in_a_kind_of_goods_is_named():
    (missing,) = preflight([replace(goods_roster(1), kinds=("大米\U00031060",))])
    assert (missing.field, missing.code_point) == ("kinds", "U+31060")
