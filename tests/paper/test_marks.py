"""What ties a sheet to the ledger, and what says that it is no ordinary sheet."""

from dataclasses import replace

import pytest

from tests.pictures.paper_samples import CONDOLENCE, IMPRINT, RECEIPT, roster

SHEETS = [(RECEIPT, 3), (CONDOLENCE, 1), (roster(3), 1)]


@pytest.mark.parametrize(("content", "times"), SHEETS)
def test_the_footer_fixes_the_state_of_the_ledger(print_sheets, content, times):
    text = print_sheets(content).text
    footer = (
        f"链 {IMPRINT.chain_head} · 码 {IMPRINT.state_code} · {content.number} · "
        "第1页 共1页 · 王建国 2021-02-08 14:20 打印"
    )
    assert text.count(footer) == times


@pytest.mark.parametrize(("content", "times"), SHEETS)
def test_an_ordinary_sheet_carries_no_mark(print_sheets, content, times):
    squeezed = print_sheets(content).squeezed
    assert [mark for mark in ("样例", "草稿", "作废", "补打") if mark in squeezed] == []
    assert squeezed.count(f"№{content.number}") == times


@pytest.mark.parametrize(("content", "times"), SHEETS)
def test_a_copy_says_which(print_sheets, content, times):
    assert print_sheets(content, copy=3).text.count("补打 第3次") == times


@pytest.mark.parametrize(("content", "times"), SHEETS)
@pytest.mark.parametrize(("imprint", "mark"), [("is_sample", "样例"), ("is_void", "作废")])
def test_samples_and_void_sheets_say_so(print_sheets, content, times, imprint, mark):
    paper = print_sheets(content, **{imprint: True})
    boxed = [word for word in paper.words() if word.text == mark and word.left < 20]
    assert len(boxed) == times
    pale = [word for word in paper.words() if word.text in mark and word.bottom - word.top > 20]
    assert pale


@pytest.mark.parametrize(("content", "times"), SHEETS)
def test_a_draft_says_so_and_has_no_number(print_sheets, content, times):
    squeezed = print_sheets(content, is_draft=True).squeezed
    assert squeezed.count("草稿") >= 3 * times
    assert content.number not in squeezed


@pytest.mark.parametrize(("content", "times"), SHEETS)
def test_a_correction_names_the_sheet_it_replaces(print_sheets, content, times):
    corrected = replace(content, replaces="640100-A2-21-000007-V")
    assert print_sheets(corrected).text.count("替代已作废的 640100-A2-21-000007-V") == times


def test_each_part_of_a_receipt_says_which_it_is(print_sheets):
    text = print_sheets(RECEIPT).text
    assert [text.count(part) for part in ("存根联", "领取联", "记账联")] == [1, 1, 1]


def test_the_four_signatures_are_on_one_line(print_sheets):
    words = print_sheets(RECEIPT, sheet="receipt-single").words()
    labels = ("领取人签字（手印）", "代领人及关系", "经手人", "证明人")
    tops = [word.top for word in words if word.text in labels]
    assert len(tops) == 4
    assert max(tops) - min(tops) < 0.1
