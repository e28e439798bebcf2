"""A printing that broke off: what came out is noted, the rest follows under its own numbers."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.role import Role
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.services.going_on import (
    NoSuchPlaceError,
    NothingInDoubtError,
    NotPrintedError,
    Stopped,
)
from desktop_app.services.granting import ReasonMissingError
from desktop_app.services.number_register import NumberState, register_of
from desktop_app.services.papers import Papers
from desktop_app.services.printing import press
from desktop_app.services.printing.codes import SheetCode

RECEIPT = SheetKind.RECEIPT
NAMES = ("安一", "白二", "陈三", "丁四", "鄂五")


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    """Five approved grants of one unit."""
    for name in NAMES:
        enrol(make_person(name), cash_fen=50_000, unit="环卫处")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


@pytest.fixture
def jammed(clerk, approved):
    """A printer that took the five sheets and jammed."""
    with pytest.raises(OSError, match="jam"):
        clerk.issuing.print_through(RECEIPT, approved.id, jam)
    return approved


def jam(_pdf):
    raise OSError("paper jam")


def words(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def numbers(office):
    return [line.sheet.number for line in office.issuing.lines()]


def states(office):
    return [line.state for line in office.issuing.lines()]


def test_the_rest_of_a_broken_printing_comes_under_the_same_numbers(clerk, jammed):
    before, got = numbers(clerk), []
    printed = clerk.going_on.go_on(
        Stopped(kind=RECEIPT, campaign=jammed.id, came_out=3), got.append
    )
    assert (printed.sheets, printed.reprints) == (2, 0)
    assert numbers(clerk) == before
    assert set(states(clerk)) == {SheetState.PRINTED}
    paper = words(got[0])
    assert [number in paper for number in before] == [False] * 3 + [True] * 2
    assert "补打" not in paper
    assert {line.copies for line in clerk.issuing.lines()} == {1}


def test_a_torn_sheet_left_the_printer_and_its_whole_one_is_a_copy(clerk, jammed):
    got = []
    at = Stopped(kind=RECEIPT, campaign=jammed.id, came_out=2, torn=True)
    printed = clerk.going_on.go_on(at, got.append)
    assert (printed.sheets, printed.reprints) == (3, 1)
    assert words(got[0]).count("补打 第1次") == 3  # the three parts of one receipt
    assert [line.copies for line in clerk.issuing.lines()] == [1, 1, 2, 1, 1]
    torn = clerk.issuing.lines()[2].sheet.id
    facts = clerk.desk.store.printings.where("sheet = ?", [torn])
    assert [(fact.copy, fact.reason) for fact in facts] == [(0, "torn"), (1, "torn")]


def test_going_on_that_breaks_again_keeps_its_sheets_in_doubt(clerk, jammed):
    at = Stopped(kind=RECEIPT, campaign=jammed.id, came_out=2, torn=True)
    with pytest.raises(OSError, match="jam"):
        clerk.going_on.go_on(at, jam)
    assert states(clerk) == [SheetState.PRINTED] * 2 + [SheetState.UNRESOLVED] * 3


def test_going_on_into_a_file_that_fails_returns_no_number(clerk, jammed, tmp_path):
    at = Stopped(kind=RECEIPT, campaign=jammed.id, came_out=1)
    with pytest.raises(press.TargetError):
        clerk.going_on.go_on(at, tmp_path / "no" / "folder.pdf")
    assert states(clerk) == [SheetState.PRINTED] + [SheetState.UNRESOLVED] * 4
    printed = clerk.going_on.go_on(
        Stopped(kind=RECEIPT, campaign=jammed.id, came_out=0), tmp_path / "rest.pdf"
    )
    assert printed.sheets == 4


def test_where_everything_came_out_nothing_is_printed(clerk, jammed):
    at = Stopped(kind=RECEIPT, campaign=jammed.id, came_out=5)
    assert clerk.going_on.go_on(at, jam).sheets == 0
    assert set(states(clerk)) == {SheetState.PRINTED}


def test_the_register_explains_every_number_of_a_broken_printing(clerk, jammed):
    clerk.going_on.go_on(Stopped(kind=RECEIPT, campaign=jammed.id, came_out=3), lambda _pdf: None)
    counts = register_of(clerk.desk).counts
    assert counts[NumberState.PRINTED] == 5
    assert sum(counts.values()) == 5


def test_a_place_is_said_by_number_by_position_or_by_the_scanned_code(clerk, jammed):
    lines = clerk.going_on.in_doubt(RECEIPT, jammed.id)
    third = lines[2].sheet
    code = SheetCode(
        kind=RECEIPT, number=third.number, page=1, pages=1, amount_fen=third.amount_fen
    )
    text = code.text(Papers(clerk.desk).key())
    for said in (third.number, third.number.lower(), " 3 ", text):
        assert clerk.going_on.place_of(said, lines) == 3


@pytest.mark.parametrize("said", ["", "0", "6", "640100-A2-21-000099-X", "张三", "³"])
def test_a_place_that_is_none_is_said_so(clerk, jammed, said):
    with pytest.raises(NoSuchPlaceError):
        clerk.going_on.place_of(said, clerk.going_on.in_doubt(RECEIPT, jammed.id))


def test_a_code_that_was_not_made_here_names_no_place(clerk, jammed):
    lines = clerk.going_on.in_doubt(RECEIPT, jammed.id)
    first = lines[0].sheet
    code = SheetCode(
        kind=RECEIPT, number=first.number, page=1, pages=1, amount_fen=first.amount_fen
    )
    with pytest.raises(NoSuchPlaceError):
        clerk.going_on.place_of(code.text(bytes(32)), lines)


def test_more_than_was_sent_cannot_have_come_out(clerk, jammed):
    with pytest.raises(NoSuchPlaceError):
        clerk.going_on.go_on(Stopped(kind=RECEIPT, campaign=jammed.id, came_out=6), jam)
    assert set(states(clerk)) == {SheetState.UNRESOLVED}


def test_without_a_broken_printing_there_is_nothing_to_go_on_with(clerk, approved):
    with pytest.raises(NothingInDoubtError):
        clerk.going_on.go_on(Stopped(kind=RECEIPT, campaign=approved.id, came_out=0), jam)


def test_only_who_may_print_goes_on(sit, jammed):
    with pytest.raises(NotPermittedError):
        sit(Role.AUDITOR).going_on.go_on(Stopped(kind=RECEIPT, campaign=jammed.id, came_out=0), jam)


def test_a_large_batch_goes_to_the_printer_volume_by_volume(clerk, approved, monkeypatch):
    monkeypatch.setattr(press, "SHEETS_PER_VOLUME", 2)
    got = []
    printed = clerk.issuing.print_through(RECEIPT, approved.id, got.append)
    assert (printed.sheets, len(got)) == (5, 3)
    assert ["第1册 共3册" in words(got[0]), "第3册 共3册" in words(got[2])] == [True, True]
    assert printed.pages == 5 + 3
    assert set(states(clerk)) == {SheetState.PRINTED}


def test_a_printing_that_breaks_in_its_second_volume_leaves_only_that_one_in_doubt(
    clerk, approved, monkeypatch
):
    monkeypatch.setattr(press, "SHEETS_PER_VOLUME", 2)
    got = []

    def jam_in_the_second(pdf):
        got.append(pdf)
        if len(got) == 2:
            raise OSError("paper jam")

    with pytest.raises(OSError, match="jam"):
        clerk.issuing.print_through(RECEIPT, approved.id, jam_in_the_second)
    assert states(clerk) == [SheetState.PRINTED] * 2 + [SheetState.UNRESOLVED] * 2
    due = clerk.issuing.due(RECEIPT, approved.id)
    assert (due.fresh, due.again, due.unresolved) == (1, 2, 2)


def test_single_sheets_are_printed_again_with_the_mark_of_a_copy(clerk, approved):
    clerk.issuing.print_through(RECEIPT, approved.id, lambda _pdf: None)
    one, got = clerk.issuing.lines()[1].sheet, []
    printed = clerk.going_on.print_again([one.id], got.append, "污损")
    assert (printed.sheets, printed.reprints) == (1, 1)
    assert one.number in words(got[0])
    assert "补打 第1次" in words(got[0])
    assert [line.copies for line in clerk.issuing.lines()] == [1, 2, 1, 1, 1]


def test_a_copy_needs_a_reason_and_a_standing_sheet(clerk, jammed):
    one = clerk.issuing.lines()[0].sheet.id
    with pytest.raises(ReasonMissingError):
        clerk.going_on.print_again([one], jam, " ")
    with pytest.raises(NotPrintedError):
        clerk.going_on.print_again([one], jam, "污损")
