"""What is copied out of the paper is what the ledger says, whatever the characters."""

from dataclasses import replace

import pytest

from tests.pictures.paper_samples import CONDOLENCE, LONG_NAME, LONG_UNIT, RARE_NAMES, RECEIPT

SHARED_GLYPHS = "⼀一⾦金"  # radicals and ideographs that the typeface draws alike


@pytest.mark.parametrize("name", [*RARE_NAMES, LONG_NAME, SHARED_GLYPHS])
def test_a_name_comes_back_as_it_is(print_sheets, name):
    paper = print_sheets(replace(RECEIPT, name=name))
    assert paper.squeezed.count(name) == 3  # one for each part


@pytest.mark.parametrize("name", RARE_NAMES)
def test_a_name_in_bold_comes_back_as_it_is(print_sheets, name):
    assert f"{name}同志：" in print_sheets(replace(CONDOLENCE, name=name)).squeezed


def test_rare_characters_in_a_large_title_come_back_as_they_are(print_sheets, tmp_path):
    names = "".join(RARE_NAMES)
    own = tmp_path / "own"
    own.mkdir()
    (own / "condolence.toml").write_text(f'like = "condolence-a4"\ntitle = "{names}"', "utf-8")
    assert names in print_sheets(CONDOLENCE, folder=own).squeezed


def test_many_rare_characters_in_one_file_come_back_as_they_are(print_sheets):
    rare = [chr(code_point) for code_point in range(0x20000, 0x2000 * 0x10 + 700)]
    names = ["".join(rare[start : start + 20]) for start in range(0, len(rare), 20)]
    contents = [replace(RECEIPT, name=name) for name in names]
    squeezed = print_sheets(*contents, sheet="receipt-single").squeezed
    assert [name for name in names if name not in squeezed] == []


def test_a_long_unit_stands_there_in_full(print_sheets):
    assert LONG_UNIT in print_sheets(replace(RECEIPT, unit=LONG_UNIT)).squeezed


@pytest.mark.parametrize(
    ("fen", "figures", "words"),
    [
        (1, "¥0.01", "人民币壹分"),
        (50, "¥0.50", "人民币伍角整"),
        (1_640_902, "¥16,409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        (
            999_999_999_999,
            "¥9,999,999,999.99",
            "人民币玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
        ),
    ],
)
def test_an_amount_stands_there_in_figures_and_capitals(print_sheets, fen, figures, words):
    squeezed = print_sheets(replace(RECEIPT, amount_fen=fen)).squeezed
    assert figures in squeezed
    assert words in squeezed


def test_a_receipt_for_goods_alone_promises_no_money(print_sheets):
    squeezed = print_sheets(replace(RECEIPT, amount_fen=0)).squeezed
    assert "¥" not in squeezed
    assert "人民币" not in squeezed


def test_a_user_name_that_no_font_has_is_spelled_out_in_the_footer(print_sheets):
    assert "王[U+31353]" in print_sheets(RECEIPT, printed_by="王\U00031353").squeezed
