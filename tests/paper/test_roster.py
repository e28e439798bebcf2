"""The sign roster adds up, page by page and in all."""

import re

import pytest

from desktop_app.domain.money import capitals, format_yuan
from tests.pictures.paper_samples import roster


def page_texts(paper):
    return [page for page in paper.text.split("\f") if page.strip()]


@pytest.mark.parametrize(
    ("count", "sheet", "sizes"),
    [
        (1, "sign-roster", [1]),
        (10, "sign-roster", [10]),
        (11, "sign-roster", [10, 1]),
        (25, "sign-roster", [10, 10, 5]),
        (17, "sign-roster-dense", [16, 1]),
    ],
)
def test_each_page_has_its_sum_and_the_last_the_whole(print_sheets, count, sheet, sizes):
    content = roster(count)
    pages = page_texts(print_sheets(content, sheet=sheet))
    assert len(pages) == len(sizes)
    start = 0
    for number, (page, size) in enumerate(zip(pages, sizes, strict=True), start=1):
        fen = sum(line.amount_fen for line in content.lines[start : start + size])
        assert re.search(rf"本页小计：{size} 人\s+¥{format_yuan(fen)}", page)
        assert f"第{number}页 共{len(sizes)}页" in page
        assert ("合计：" in page) is (number == len(sizes))
        carried = sum(line.amount_fen for line in content.lines[:start])
        found = re.search(rf"承前页：{start} 人\s+¥{format_yuan(carried)}", page)
        assert bool(found) is (number > 1)
        start += size
    whole = format_yuan(content.amount_fen)
    words = rf"合计：{count} 人\s+{capitals(content.amount_fen)}\s+¥{whole}"
    assert re.search(words, pages[-1])


def test_every_person_is_there_with_both_lines(print_sheets):
    content = roster(12)
    squeezed = print_sheets(content).squeezed
    for line in content.lines:
        for value in (line.name, line.id_number, line.bank_card, line.address, line.phone):
            assert re.sub(r"\s", "", value) in squeezed


def test_heading_and_signatures_stand_on_every_page(print_sheets):
    for page in page_texts(print_sheets(roster(11))):
        for words in ("银行卡号", "家庭住址", "签字（手印）", "经手人：", "证明人：", "工会主席："):
            assert words in page


def test_a_roster_names_its_one_fund_source(print_sheets):
    text = print_sheets(roster(11)).text
    assert text.count("资金来源：中央财政专项帮扶资金") == 2
