"""An office may change a sheet; what cannot be printed is refused with line and reason."""

import re

import pytest

from desktop_app import paths
from desktop_app.services.printing.archive_forms import ArchiveForm
from desktop_app.services.printing.form_files import SheetFileError, read_form
from desktop_app.services.printing.forms import (
    CondolenceForm,
    CoverForm,
    GoodsRosterForm,
    ReceiptForm,
    RecoveryForm,
    RosterForm,
    RouteForm,
)
from desktop_app.services.printing.plain_forms import (
    EnrolmentForm,
    LedgerForm,
    LetterForm,
    NoticeForm,
    RecordSheetForm,
    RulerForm,
)
from desktop_app.services.printing.visit_forms import VisitRecordForm
from tests.pictures.paper_samples import RECEIPT, roster

SHIPPED = {
    "receipt": ReceiptForm,
    "receipt-single": ReceiptForm,
    "receipt-three-people": ReceiptForm,
    "condolence": CondolenceForm,
    "condolence-a4": CondolenceForm,
    "sign-roster": RosterForm,
    "sign-roster-dense": RosterForm,
    "recovery": RecoveryForm,
    "cover": CoverForm,
    "ledger": LedgerForm,
    "record": RecordSheetForm,
    "route": RouteForm,
    "goods-roster": GoodsRosterForm,
    "visit-record": VisitRecordForm,
    "blank": VisitRecordForm,
    "public-notice": NoticeForm,
    "public-notice-hardship": NoticeForm,
    "letter": LetterForm,
    "letter-a5": LetterForm,
    "enrolment": EnrolmentForm,
    "ruler": RulerForm,
    "archive-file": ArchiveForm,
    "summary": LedgerForm,
    "number-register": LedgerForm,
}


def shipped(name):
    return (paths.resources() / "sheets" / f"{name}.toml").read_text("utf-8")


def test_every_sheet_file_of_the_program_can_be_used():
    files = {file.stem for file in (paths.resources() / "sheets").glob("*.toml")}
    assert files == {*SHIPPED, "imprint"}
    for name, kind in SHIPPED.items():
        assert read_form(kind, name).title


def test_an_office_changes_a_title_and_a_signature(print_sheets, tmp_path):
    text = shipped("receipt").replace("送温暖慰问金（品）领取单", "银川市春节慰问领取单")
    (tmp_path / "receipt.toml").write_text(text.replace("证明人", "监督人"), "utf-8")
    squeezed = print_sheets(RECEIPT, folder=tmp_path).squeezed
    assert squeezed.count("银川市春节慰问领取单") == 3
    assert squeezed.count("监督人") == 3
    assert "证明人" not in squeezed


def test_a_file_need_only_say_what_differs(print_sheets, tmp_path):
    (tmp_path / "sign-roster.toml").write_text(
        'like = "sign-roster-dense"\nrows_per_page = 4\n', "utf-8"
    )
    assert print_sheets(roster(9), folder=tmp_path).text.count("本页小计") == 3


def test_a_file_like_its_own_name_is_like_the_programs(tmp_path):
    (tmp_path / "receipt.toml").write_text('like = "receipt"\ntitle = "领取单"\n', "utf-8")
    assert read_form(ReceiptForm, "receipt", tmp_path).title == "领取单"


def test_files_that_refer_to_each_other_are_refused(tmp_path):
    (tmp_path / "one.toml").write_text('like = "two"\n', "utf-8")
    (tmp_path / "two.toml").write_text('like = "one"\n', "utf-8")
    with pytest.raises(SheetFileError):
        read_form(ReceiptForm, "one", tmp_path)


def test_a_windows_editor_may_put_its_mark_before_the_file(tmp_path):
    (tmp_path / "receipt.toml").write_text(shipped("receipt"), "utf-8-sig")
    assert read_form(ReceiptForm, "receipt", tmp_path) == read_form(ReceiptForm, "receipt")


@pytest.mark.parametrize(
    ("old", "new", "line_with", "reason"),
    [
        ('title = "送', "title = 送", "title = 送", "this is not TOML"),
        ('paper = "A4"', 'paper = "A3"', "paper =", "paper: this must be one of A4,"),
        ("row_height = 15.5", 'row_height = "15"', "row_height =", "this must be a number"),
        ("row_height = 15.5", "row_height = 30", "row_height =", "3 rows of 30 mm do not fit"),
        ("row_height = 15.5", "row_height = -1", "row_height =", "more than zero"),
        ('nothing = "—"', 'noting = "—"', "noting =", "noting: this word is not known here"),
        ('nothing = "—"', "", None, "nothing: this is missing"),
        ('"{union} · {c', '"{onion} · {c', "heading =", "“onion” is not known here"),
        ('"{union} · {c', '"{union · {c', "heading =", "the braces do not match"),
        ("width = 81", "width = 99", "[[cells]]#6", "together 178.0 mm wide"),
        ("width = 81", "width = true", "width = true", "width: this must be a number"),
        ('field = "goods"', 'field = "gods"', 'field = "gods"', "there is no field “gods”"),
        ('field = "witness"', 'field = "wit"', 'field = "wit"', "there is no field “wit”"),
        ('parts = ["存根联", ', 'parts = ["存根联", 3, ', "parts =", "this must be a text"),
        ('["存根联", "领取联", "记账联"]', '"存根联"', "parts =", "this must be a list"),
        ("whole_id = false", "whole_id = 1", "whole_id =", "this must be true or false"),
        ('["存根联", "领取联", "记账联"]', "[]", "parts =", "at least one is needed"),
        ("经手人", "经手人\U00031353", "[[signatures]]#2", "no typeface has U+31353"),
    ],
)
def test_a_broken_file_is_refused_with_line_and_reason(tmp_path, old, new, line_with, reason):
    text = shipped("receipt").replace(old, new, 1)
    assert text != shipped("receipt")
    (tmp_path / "receipt.toml").write_text(text, "utf-8")
    with pytest.raises(SheetFileError) as caught:
        read_form(ReceiptForm, "receipt", tmp_path)
    sentence = caught.value.sentence()
    assert reason in sentence
    assert "“receipt.toml”" in sentence
    line = int(re.search(r"line (\d+)", sentence)[1])
    assert line == line_of(text, line_with)


def line_of(text, words):
    """Find the line that holds the words; `#n` asks for the n-th one after the first."""
    if words is None:
        return 1
    words, _mark, skipped = words.partition("#")
    found = [n for n, line in enumerate(text.splitlines(), start=1) if words in line]
    return found[int(skipped or 0)]


def test_a_roster_too_high_or_too_wide_is_refused(tmp_path):
    for old, new, reason in (
        ("rows_per_page = 10", "rows_per_page = 14", "14 rows of 12 mm do not fit"),
        ("width = 68", "width = 90", "and the paper leaves 273.0 mm"),
        ('align = "centre"', 'align = "middle"', "one of left, centre, right"),
        ('lower_field = "address"', 'lower_field = "adress"', "no field “adress”"),
    ):
        text = shipped("sign-roster").replace(old, new, 1)
        (tmp_path / "sign-roster.toml").write_text(text, "utf-8")
        with pytest.raises(SheetFileError, match=re.escape(reason)):
            read_form(RosterForm, "sign-roster", tmp_path)


def test_a_file_in_another_encoding_and_a_missing_one_are_sentences(tmp_path):
    (tmp_path / "receipt.toml").write_bytes(shipped("receipt").encode("gb18030"))
    with pytest.raises(SheetFileError, match="not written in UTF-8"):
        read_form(ReceiptForm, "receipt", tmp_path)
    with pytest.raises(SheetFileError, match="there is no such file"):
        read_form(ReceiptForm, "no-such-sheet", tmp_path)
