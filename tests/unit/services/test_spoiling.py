"""Printed wrongly: voided by who may, asked for by who may not, and replaced under a new number."""

import pytest

from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.grant import GrantState
from desktop_app.domain.role import Role
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.services.granting import AlreadyVoidError, ReasonMissingError
from desktop_app.services.overview import survey
from desktop_app.services.spoiling import AskedBeforeError, Spoilt
from desktop_app.storage.grants import GrantFilter

RECEIPT, ROSTER = SheetKind.RECEIPT, SheetKind.SIGN_ROSTER


@pytest.fixture
def printed(clerk, approver, campaign, enrol, make_person):
    """Two grants whose receipts came out."""
    for name in ("张𬱖", "马𡌴峰"):
        enrol(make_person(name), cash_fen=50_000)
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    clerk.issuing.print_through(RECEIPT, campaign.id, lambda _pdf: None)
    return campaign


def first(office, kind=RECEIPT):
    return next(line for line in office.issuing.lines() if line.sheet.kind is kind).sheet


def test_a_clerk_asks_and_the_sheet_stands_until_an_approver_has_settled_it(
    clerk, approver, printed
):
    wrong = first(clerk)
    assert clerk.spoiling.spoil([wrong.id], "金额有误") == Spoilt(asked=1)
    assert {line.state for line in clerk.issuing.lines()} == {SheetState.PRINTED}
    (waiting,) = approver.spoiling.waiting()
    assert (waiting.line.sheet.number, waiting.asked_by) == (wrong.number, "clerk")
    assert approver.spoiling.settle([waiting.request.id]) == 1
    assert clerk.desk.store.sheets.voids() == {wrong.id: "金额有误"}
    assert approver.spoiling.waiting() == []


def test_the_new_sheet_has_a_new_number_that_names_the_void_one(clerk, approver, printed):
    wrong = first(clerk)
    approver.spoiling.spoil([wrong.id], "金额有误")
    grants = clerk.granting.lines(GrantFilter(campaign=printed.id))
    assert sorted(line.state for line in grants) == [GrantState.APPROVED, GrantState.PRINTED]
    due = clerk.issuing.due(RECEIPT, printed.id)
    assert (due.fresh, due.again) == (1, 1)
    waiting = [line.grant.id for line in grants if line.state is GrantState.APPROVED]
    clerk.issuing.print_through(RECEIPT, printed.id, lambda _pdf: None, grants=waiting)
    new = clerk.issuing.lines()[-1].sheet
    assert (new.serial, new.replaces) == (3, wrong.number)
    assert new.frozen["content"]["replaces"] == wrong.number


def test_a_void_roster_is_named_by_the_one_that_follows_it(clerk, approver, printed):
    clerk.issuing.print_through(ROSTER, printed.id, lambda _pdf: None)
    wrong = first(clerk, ROSTER)
    approver.spoiling.spoil([wrong.id], "漏了一人")
    clerk.issuing.print_through(ROSTER, printed.id, lambda _pdf: None)
    assert clerk.issuing.lines()[-1].sheet.replaces == wrong.number


def test_a_number_that_was_returned_names_nobody_and_the_next_one_does(clerk, approver, printed):
    wrong = first(clerk)
    approver.spoiling.spoil([wrong.id], "金额有误")
    grant = [wrong.grant]

    def jam(_pdf):
        raise OSError("paper jam")

    with pytest.raises(OSError, match="jam"):
        clerk.issuing.print_through(RECEIPT, printed.id, jam, grants=grant)
    clerk.issuing.resolve(clerk.issuing.unresolved()[0].sheet.id, came_out=False)
    clerk.issuing.print_through(RECEIPT, printed.id, lambda _pdf: None, grants=grant)
    assert clerk.issuing.lines()[-1].sheet.replaces == wrong.number


def test_a_request_can_be_refused_and_the_sheet_stands(clerk, approver, printed):
    clerk.spoiling.spoil([first(clerk).id], "金额有误")
    (waiting,) = approver.spoiling.waiting()
    with pytest.raises(ReasonMissingError):
        approver.spoiling.refuse([waiting.request.id], " ")
    assert approver.spoiling.refuse([waiting.request.id], "金额无误") == 1
    assert approver.spoiling.waiting() == []
    assert {line.state for line in clerk.issuing.lines()} == {SheetState.PRINTED}
    assert clerk.spoiling.spoil([first(clerk).id], "单位有误") == Spoilt(asked=1)


def test_nothing_is_asked_twice_voided_twice_or_done_without_a_reason(clerk, approver, printed):
    one = first(clerk).id
    with pytest.raises(ReasonMissingError):
        clerk.spoiling.spoil([one], "  ")
    clerk.spoiling.spoil([one], "金额有误")
    with pytest.raises(AskedBeforeError):
        clerk.spoiling.spoil([one], "金额有误")
    approver.spoiling.settle([approver.spoiling.waiting()[0].request.id])
    with pytest.raises(AlreadyVoidError):
        approver.spoiling.spoil([one], "金额有误")


def test_who_may_neither_print_nor_void_can_do_neither(sit, clerk, printed):
    one = first(clerk).id
    with pytest.raises(NotPermittedError):
        sit(Role.AUDITOR).spoiling.spoil([one], "金额有误")
    clerk.spoiling.spoil([one], "金额有误")
    request = clerk.spoiling.waiting()[0].request.id
    with pytest.raises(NotPermittedError):
        clerk.spoiling.settle([request])
    with pytest.raises(NotPermittedError):
        clerk.spoiling.refuse([request], "不同意")


def test_what_came_out_last_is_listed_first_and_void_sheets_no_more(clerk, approver, printed):
    clerk.issuing.print_through(ROSTER, printed.id, lambda _pdf: None)
    assert [line.sheet.serial for line in clerk.spoiling.recent()] == [3, 2, 1]
    approver.spoiling.spoil([first(clerk).id], "金额有误")
    assert [line.sheet.serial for line in clerk.spoiling.recent()] == [3, 2]


def test_the_first_page_tells_an_approver_what_waits(clerk, approver, printed):
    assert survey(approver.desk, printed.id).void_requests == 0
    clerk.spoiling.spoil([first(clerk).id], "金额有误")
    assert survey(approver.desk, printed.id).void_requests == 1
    approver.spoiling.settle([approver.spoiling.waiting()[0].request.id])
    assert survey(approver.desk, printed.id).void_requests == 0
