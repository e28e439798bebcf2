"""The square code: read back off the paper, and believed only when this union's key made it."""

from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing.codes import SheetCode, Verdict, read_code, read_code_of_any
from tests.pictures.paper_samples import CONDOLENCE, ENROLMENT, KEY, RECEIPT, RECOVERY, roster
from tests.pictures.sheets import SHEETS

CODE = SheetCode(
    kind=SheetKind.RECEIPT, number="640100-A2-21-000418-J", page=1, pages=1, amount_fen=200_000
)


def codes_on(picture):
    with Image.open(picture) as image:
        return [found.text for found in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("resolution", [150, 200])
def test_a_receipt_is_read_back_from_each_of_its_parts(print_sheets, tmp_path, resolution):
    (picture,) = print_sheets(RECEIPT).picture(tmp_path, resolution)
    found = [read_code(text, KEY) for text in codes_on(picture)]
    assert found == [(Verdict.RIGHT, CODE)] * 3


def test_a_condolence_sheet_is_read_back(print_sheets, tmp_path):
    (picture,) = print_sheets(CONDOLENCE).picture(tmp_path)
    ((verdict, code),) = [read_code(text, KEY) for text in codes_on(picture)]
    assert verdict is Verdict.RIGHT
    assert (code.kind, code.number) == (SheetKind.CONDOLENCE, CONDOLENCE.number)
    assert code.amount_fen == CONDOLENCE.amount_fen


def test_each_page_of_a_roster_says_which_it_is(print_sheets, tmp_path):
    content = replace(roster(11), number="640100-A2-21-999999-X")
    pictures = print_sheets(content).picture(tmp_path)
    found = [read_code(text, KEY)[1] for picture in pictures for text in codes_on(picture)]
    assert [(code.page, code.pages) for code in found] == [(1, 2), (2, 2)]
    assert {code.amount_fen for code in found} == {content.amount_fen}


def test_a_draft_carries_no_code(print_sheets, tmp_path):
    (picture,) = print_sheets(RECEIPT, is_draft=True).picture(tmp_path)
    assert codes_on(picture) == []


def test_the_recovery_code_can_be_scanned(tmp_path, print_sheets):
    paper = print_sheets(RECEIPT)
    paper.path.write_bytes(SHEETS["recovery"]())
    (picture,) = paper.picture(tmp_path)
    assert codes_on(picture) == [RECOVERY.code]


def test_the_enrolment_page_says_key_and_state_to_a_scanner(tmp_path, print_sheets):
    paper = print_sheets(RECEIPT)
    paper.path.write_bytes(SHEETS["enrolment"]())
    (picture,) = paper.picture(tmp_path)
    assert {ENROLMENT.code, ENROLMENT.state_square} <= set(codes_on(picture))


@pytest.mark.parametrize(
    ("said", "changed"),
    [(":200000:", ":900000:"), ("000418", "000419"), (":1/1:", ":1/2:"), (":R:", ":C:")],
)
def test_a_changed_code_is_wrong(said, changed):
    verdict, _code = read_code(CODE.text(KEY).replace(said, changed), KEY)
    assert verdict is Verdict.WRONG


def test_another_unions_sheet_is_foreign():
    verdict, code = read_code(CODE.text(b"another union's key"), KEY)
    assert (verdict, code) == (Verdict.FOREIGN, CODE)


@pytest.mark.parametrize("text", ["", "WIFI:S:office;T:WPA;;", "NF2:R:1:1/1:1:AAA:AAAAAAAAAA"])
def test_what_is_no_code_of_ours_is_foreign(text):
    assert read_code(text, KEY) == (Verdict.FOREIGN, None)


def test_a_sheet_of_another_laptop_of_the_union_is_believed_and_a_strangers_is_not():
    other = b"\5" * 32
    text = CODE.text(other)
    assert read_code_of_any(text, [KEY, other]) == (Verdict.RIGHT, CODE)
    assert read_code_of_any(text, [KEY])[0] is Verdict.FOREIGN
    assert read_code_of_any(text, []) == (Verdict.FOREIGN, None)
