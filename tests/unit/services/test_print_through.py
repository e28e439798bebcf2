"""Printing without a file: what the printer did not take stays in doubt."""

import pytest

from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.services.grant_history import history_of
from desktop_app.services.issuing import Due, NothingToPrintError
from desktop_app.storage.grants import GrantFilter

RECEIPT = SheetKind.RECEIPT


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    for name in ("张𬱖", "马𡌴峰"):
        enrol(make_person(name), cash_fen=50_000)
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


def jam(_pdf):
    raise OSError("paper jam")


def test_the_printer_gets_a_pdf_and_the_numbers_are_printed(clerk, approved):
    got = []
    printed = clerk.issuing.print_through(RECEIPT, approved.id, got.append)
    assert got[0].startswith(b"%PDF")
    assert (printed.files, printed.sheets, printed.reprints) == ((), 2, 0)
    assert {line.state for line in clerk.issuing.lines()} == {SheetState.PRINTED}


def test_a_jammed_printer_leaves_the_numbers_in_doubt(clerk, approved):
    with pytest.raises(OSError, match="jam"):
        clerk.issuing.print_through(RECEIPT, approved.id, jam)
    assert clerk.issuing.due(RECEIPT, approved.id) == Due(fresh=0, again=0, unresolved=2)
    first, second = clerk.issuing.unresolved()
    clerk.issuing.resolve(first.sheet.id, came_out=True)
    clerk.issuing.resolve(second.sheet.id, came_out=False)
    assert clerk.issuing.due(RECEIPT, approved.id) == Due(fresh=1, again=1, unresolved=0)


def test_a_preview_of_nothing_is_a_circumstance(clerk, campaign):
    with pytest.raises(NothingToPrintError):
        clerk.issuing.preview(RECEIPT, campaign.id)


def test_what_waits_is_listed_with_the_caps_it_passes(clerk, campaign, enrol, make_person):
    enrol(make_person("大额"), cash_fen=350_000)
    enrol(make_person("小额"), cash_fen=50_000)
    clerk.granting.plan(campaign.id)
    found = {line.name: [one.code for one in over] for line, over in
             clerk.granting.waiting(campaign.id)}  # fmt: skip
    assert found == {"大额": ["over_cap_per_time"], "小额": []}


def test_a_history_names_everybody_who_had_a_hand_in_it(clerk, approver, approved):
    clerk.issuing.print_through(RECEIPT, approved.id, lambda _pdf: None)
    clerk.issuing.print_through(SheetKind.SIGN_ROSTER, approved.id, lambda _pdf: None)
    line = clerk.granting.lines(GrantFilter(campaign=approved.id))[0]
    approver.granting.void(line.receipt, "人员重复")
    history = history_of(clerk.desk, line.grant.id)
    assert [line.sheet.kind for line in history.sheets] == [RECEIPT, SheetKind.SIGN_ROSTER]
    assert len(history.printings) == 2
    assert history.names[history.decisions[0].decided_by] == "approver"
    assert history.voids[0].reason == "人员重复"


def test_a_number_leads_to_its_grant_until_it_is_void(clerk, approver, approved):
    clerk.issuing.print_through(RECEIPT, approved.id, lambda _pdf: None)
    line = clerk.granting.lines(GrantFilter(campaign=approved.id))[0]
    found = clerk.voiding.find(f" {line.receipt} ")
    assert found.grant.grant.id == line.grant.id
    assert found.can_be_void
    approver.granting.void(line.receipt, "人员重复")
    assert not clerk.voiding.find(line.receipt).can_be_void
    assert clerk.voiding.find("no such number") is None
