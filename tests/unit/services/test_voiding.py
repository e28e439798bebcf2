"""Any numbered sheet can be declared void, and the next one names it."""

from datetime import date

import pytest

from desktop_app.domain.errors import NotPermittedError
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.grant import GrantState
from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.sheet import SheetKind, SheetState
from desktop_app.domain.visit import Visit, Visitor
from desktop_app.services.granting import AlreadyVoidError, NoSuchNumberError, ReasonMissingError
from desktop_app.services.number_register import register_of
from desktop_app.services.voiding import NumberReturnedError
from desktop_app.storage.grants import GrantFilter

RICE = GoodsLine(name="大米10kg", quantity=2, unit="袋", unit_price_fen=5_000)


@pytest.fixture
def approved(clerk, approver, campaign, enrol, make_person):
    for name in ("张𬱖", "王㛃"):
        enrol(make_person(name), cash_fen=50_000, goods=(RICE,), fund_source="own_budget")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


@pytest.fixture
def take(clerk, approved, tmp_path):
    """Print what is due of a kind, and give the newest sheet."""

    def print_one(kind):
        clerk.issuing.print_sheets(kind, approved.id, tmp_path / f"{new_id()}.pdf", reason="again")
        return clerk.issuing.lines(approved.id)[-1].sheet

    return print_one


@pytest.mark.parametrize("kind", [SheetKind.SIGN_ROSTER, SheetKind.GOODS_ROSTER])
def test_a_void_roster_leaves_its_grants_to_the_next_which_names_it(
    clerk, approver, approved, take, kind
):
    first = take(kind)
    approver.voiding.void(first.number, "漏签一页")
    states = {line.state for line in clerk.granting.lines(GrantFilter(campaign=approved.id))}
    assert states == {GrantState.APPROVED}
    second = take(kind)
    assert (second.serial, second.replaces) == (first.serial + 1, first.number)
    assert second.frozen["grants"] == first.frozen["grants"]
    assert second.frozen["content"]["replaces"] == first.number
    void, standing = register_of(clerk.desk).lines
    assert (void.reason, void.successor) == ("漏签一页", second.number)
    assert standing.state == SheetState.PRINTED


def test_a_roster_that_takes_in_two_void_ones_names_both(
    clerk, approver, approved, take, enrol, make_person
):
    first = take(SheetKind.SIGN_ROSTER)
    enrol(make_person("李䶮"), cash_fen=100, fund_source="own_budget")
    clerk.granting.plan(approved.id)
    approver.granting.approve(approved.id)
    second = take(SheetKind.SIGN_ROSTER)
    for sheet in (first, second):
        approver.voiding.void(sheet.number, "合并")
    third = take(SheetKind.SIGN_ROSTER)
    assert set(third.replaces.split("、")) == {first.number, second.number}
    register = register_of(clerk.desk).lines
    assert [line.successor for line in register] == [third.number, third.number, ""]


def test_a_void_record_of_a_visit_is_made_anew(officer, approver, campaign, make_person, tmp_path):
    person = officer.register.save(make_person())
    visit = Visit(
        id=VisitId(new_id()),
        campaign=campaign.id,
        manner="home",
        first_day=date(2021, 2, 8),
        visitors=(Visitor(name="王㛃"),),
        beneficiaries=(person.id,),
    )
    officer.visiting.save(visit)
    officer.visit_records.print_sheets([visit.id], tmp_path / "v.pdf")
    (first,) = officer.issuing.lines()
    found = approver.voiding.void(first.sheet.number, "日期有误")
    assert found.grant is None
    officer.visit_records.print_sheets([visit.id], tmp_path / "w.pdf")
    states = [(one.state, one.sheet.replaces) for one in officer.issuing.lines()]
    assert states == [(SheetState.VOID, None), (SheetState.PRINTED, first.sheet.number)]


def test_a_receipts_number_takes_its_grant_back(clerk, approver, approved, take):
    sheet = take(SheetKind.RECEIPT)
    approver.voiding.void(sheet.number, "人员重复")
    lines = clerk.granting.lines(GrantFilter(campaign=approved.id))
    assert {line.grant.id: line.state for line in lines}[sheet.grant] is GrantState.VOID
    with pytest.raises(AlreadyVoidError):
        approver.voiding.void(sheet.number, "again")


def test_voiding_a_roster_takes_a_right_a_reason_and_a_number_that_stands(
    clerk, approver, approved, take
):
    sheet = take(SheetKind.SIGN_ROSTER)
    with pytest.raises(NotPermittedError):
        clerk.voiding.void(sheet.number, "why")
    with pytest.raises(ReasonMissingError):
        approver.voiding.void(sheet.number, " ")
    with pytest.raises(NoSuchNumberError):
        approver.voiding.void("640100-A2-21-999999-X", "none")
    approver.voiding.void(f" {sheet.number} ", "有误")
    with pytest.raises(AlreadyVoidError):
        approver.voiding.void(sheet.number, "again")
    last = approver.desk.store.audit.entries(limit=1)[0]
    assert (last.action, last.subject, last.reason) == ("sheet.voided", sheet.id, "有误")


def test_a_returned_number_has_no_paper_to_be_void(clerk, approver, approved):
    def jam(_pdf):
        raise OSError("paper jam")

    with pytest.raises(OSError, match="jam"):
        clerk.issuing.print_through(SheetKind.SIGN_ROSTER, approved.id, jam)
    (doubtful,) = clerk.issuing.unresolved()
    assert approver.voiding.find(doubtful.sheet.number).can_be_void
    clerk.issuing.resolve(doubtful.sheet.id, came_out=False)
    with pytest.raises(NumberReturnedError):
        approver.voiding.void(doubtful.sheet.number, "no")
