"""Numbers: taken once, frozen, never unexplained."""

import os
import re
import signal
import subprocess
from dataclasses import replace

import pytest

from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.grant import GrantState
from desktop_app.domain.role import Role
from desktop_app.domain.sheet import SheetKind, SheetState, number_is_right
from desktop_app.services import composing
from desktop_app.services.granting import AlreadyVoidError, NoSuchNumberError
from desktop_app.services.issuing import (
    MissingGlyphsError,
    NothingToPrintError,
    NumbersUnresolvedError,
)
from desktop_app.services.progress import CancelledError
from desktop_app.storage.grants import GrantFilter

RECEIPT = SheetKind.RECEIPT


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    """Three approved grants from two fund sources."""
    for name, source in (("张𬱖", "own_budget"), ("马𡌴峰", "fiscal"), ("李䶮", "own_budget")):
        enrol(make_person(name), cash_fen=50_000, fund_source=source, unit="环卫处")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


def words(pdf):
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    return text.stdout.decode()


def serials(office):
    return [line.sheet.serial for line in office.issuing.lines()]


def test_every_approved_grant_gets_a_number_and_a_sheet(clerk, approved, tmp_path):
    printed = clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    assert (printed.sheets, printed.reprints) == (3, 0)
    lines = clerk.issuing.lines(approved.id)
    assert [line.sheet.serial for line in lines] == [1, 2, 3]
    assert all(number_is_right(line.sheet.number) for line in lines)
    assert {line.state for line in lines} == {SheetState.PRINTED}
    states = {line.state for line in clerk.granting.lines(GrantFilter(campaign=approved.id))}
    assert states == {GrantState.PRINTED}


def test_the_paper_says_what_the_ledger_says(clerk, approved, tmp_path):
    clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    text = words(tmp_path / "r.pdf")
    for line in clerk.issuing.lines(approved.id):
        assert line.sheet.number in text
        assert line.sheet.frozen["content"]["name"] in text
    assert "¥500.00" in text
    assert "人民币伍佰元整" in text


def test_the_footer_ties_the_paper_to_the_ledger(clerk, approved, tmp_path):
    clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    found = re.search(
        r"链 ?([0-9a-f]{12}).*?([346789A-Y]{3}-[346789A-Y]{3})", words(tmp_path / "r.pdf")
    )
    assert found


def test_a_second_printing_is_a_copy_and_takes_no_number(clerk, approved, tmp_path):
    clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    again = clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r2.pdf", reason="遗失")
    assert (again.sheets, again.reprints) == (3, 3)
    assert serials(clerk) == [1, 2, 3]
    assert "补打" in words(tmp_path / "r2.pdf")
    assert "补打" not in words(tmp_path / "r.pdf")
    entry = clerk.caretaking.entries(subject=approved.id)[0]
    assert (entry.action, entry.reason) == ("sheets.printed", "遗失")


def test_what_was_printed_stays_as_it_was_when_the_person_changes(clerk, approved, tmp_path):
    clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    person = clerk.register.search("李䶮")[0]
    base = clerk.register.open(person.id)
    clerk.register.save(replace(base.record, name="李新名"), base)
    clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r2.pdf")
    assert "李䶮" in words(tmp_path / "r2.pdf")


def test_a_preview_is_a_draft_and_takes_no_number(clerk, approved, tmp_path):
    before = clerk.caretaking.state()
    pdf = clerk.issuing.preview(RECEIPT, approved.id)
    (tmp_path / "p.pdf").write_bytes(pdf)
    assert {"草", "稿"} <= set(words(tmp_path / "p.pdf"))
    assert "№" not in words(tmp_path / "p.pdf")
    assert serials(clerk) == []
    assert clerk.caretaking.state() == before


def test_two_fund_sources_never_stand_on_one_roster(clerk, approved, tmp_path):
    printed = clerk.issuing.print_sheets(SheetKind.SIGN_ROSTER, approved.id, tmp_path / "s.pdf")
    assert printed.sheets == 2
    rosters = [line.sheet.frozen for line in clerk.issuing.lines(approved.id)]
    assert sorted(len(roster["grants"]) for roster in rosters) == [1, 2]


def test_a_void_grant_is_printed_anew_under_a_number_that_names_the_old(
    clerk, approver, approved, tmp_path
):
    clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    number = clerk.issuing.lines(approved.id)[0].sheet.number
    approver.granting.void(number, "金额有误")
    with pytest.raises(AlreadyVoidError):
        approver.granting.void(number, "again")
    with pytest.raises(NoSuchNumberError):
        approver.granting.void("640100-A2-21-999999-X", "none")
    clerk.granting.plan(approved.id)
    approver.granting.approve(approved.id)
    printed = clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r2.pdf")
    assert (printed.sheets, printed.reprints) == (3, 2)
    newest = clerk.issuing.lines(approved.id)[-1].sheet
    assert (newest.serial, newest.replaces) == (4, number)


def test_a_character_no_font_has_stops_the_batch_before_a_number_is_taken(
    clerk, approver, campaign, enrol, make_person, tmp_path
):
    enrol(make_person("张\U00031353"))
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    (missing,) = {(m.person, m.code_point) for m in clerk.issuing.preflight(RECEIPT, campaign.id)}
    assert missing == ("张\U00031353", "U+31353")
    with pytest.raises(MissingGlyphsError, match=r"U\+31353"):
        clerk.issuing.print_sheets(RECEIPT, campaign.id, tmp_path / "r.pdf")
    assert serials(clerk) == []
    assert not (tmp_path / "r.pdf").exists()


def test_an_unwritable_target_returns_the_numbers_and_the_next_printing_goes_on(
    clerk, approved, tmp_path
):
    with pytest.raises(Exception, match="cannot be written"):
        clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "no" / "r.pdf")
    assert {line.state for line in clerk.issuing.lines()} == {SheetState.RETURNED}
    clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    assert serials(clerk) == [1, 2, 3, 4, 5, 6]


def test_a_cancelled_printing_leaves_no_file_and_returns_the_numbers(clerk, approved, tmp_path):
    def stop(_done, _total):
        raise CancelledError

    with pytest.raises(CancelledError):
        clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf", progress=stop)
    assert list(tmp_path.glob("*.pdf*")) == []
    assert {line.state for line in clerk.issuing.lines()} == {SheetState.RETURNED}


def test_numbers_of_an_interrupted_printing_wait_for_a_clerks_word(
    clerk, approved, ledger, tmp_path
):
    """The process dies between reservation and paper: a child that kills itself there."""
    child = os.fork()
    if child == 0:
        office = clerk.for_another_thread()
        office.issuing.print_sheets(
            RECEIPT,
            approved.id,
            tmp_path / "r.pdf",
            progress=lambda _done, _total: os.kill(os.getpid(), signal.SIGKILL),
        )
    os.waitpid(child, 0)
    waiting = clerk.issuing.unresolved()
    assert [line.sheet.serial for line in waiting] == [1, 2, 3]
    with pytest.raises(NumbersUnresolvedError, match=waiting[0].sheet.number):
        clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    for line in waiting[:2]:
        clerk.issuing.resolve(line.sheet.id, came_out=True)
    clerk.issuing.resolve(waiting[2].sheet.id, came_out=False)
    printed = clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    assert (printed.sheets, printed.reprints) == (3, 2)
    states = [line.state for line in clerk.issuing.lines()]
    assert states == ["printed", "printed", "returned", "printed"]


def test_nothing_approved_is_nothing_to_print(clerk, campaign, enrol, make_person, tmp_path):
    enrol(make_person())
    clerk.granting.plan(campaign.id)
    with pytest.raises(NothingToPrintError):
        clerk.issuing.print_sheets(RECEIPT, campaign.id, tmp_path / "r.pdf")


def test_an_auditor_reads_numbers_and_prints_nothing(sit, approved, tmp_path):
    auditor = sit(Role.AUDITOR)
    assert auditor.issuing.lines(approved.id) == []
    with pytest.raises(NotPermittedError):
        auditor.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")


def test_a_form_of_the_office_goes_before_the_programs(clerk, approved, tmp_path, ledger):
    own = ledger.folder.path / "sheets"
    own.mkdir()
    (own / "receipt.toml").write_text('like = "receipt-single"\n', encoding="utf-8")
    clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf")
    size = subprocess.run(["pdfinfo", tmp_path / "r.pdf"], capture_output=True, check=True)
    assert b"280.63" in size.stdout.split(b"Page size")[1]


@pytest.mark.parametrize(("form", "pages"), [("receipt", 3), ("receipt-three-people", 1)])
def test_a_receipt_comes_in_several_forms(clerk, approved, tmp_path, form, pages):
    made = clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "r.pdf", form=form)
    assert (made.sheets, made.pages) == (3, pages)


def test_a_form_says_whether_the_id_number_is_whole(clerk, approved, tmp_path, ledger):
    grants = [line.grant.id for line in clerk.granting.lines(GrantFilter(campaign=approved.id))]
    whole = [person.id_number for person in ledger.beneficiaries.where()]
    clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "m.pdf", grants=grants[:1])
    assert not any(number in words(tmp_path / "m.pdf") for number in whole)
    own = ledger.folder.path / "sheets"
    own.mkdir()
    content = 'like = "receipt"\nwhole_id = true\n'
    (own / "receipt.toml").write_text(content, encoding="utf-8")
    clerk.issuing.print_sheets(RECEIPT, approved.id, tmp_path / "w.pdf", grants=grants[1:])
    printed = words(tmp_path / "w.pdf")
    assert sum(number in printed for number in whole) == len(grants) - 1


def test_a_large_roster_is_parted_into_several_numbers(clerk, approved, tmp_path, monkeypatch):
    monkeypatch.setattr(composing, "MOST_ON_A_ROSTER", 1)
    made = clerk.issuing.print_sheets(SheetKind.SIGN_ROSTER, approved.id, tmp_path / "s.pdf")
    assert made.sheets == 3
    assert sorted(len(line.sheet.frozen["grants"]) for line in clerk.issuing.lines()) == [1, 1, 1]
