"""The register of numbers: no number without a word on what became of it."""

import pytest

from desktop_app.domain.identity import SheetId, new_id
from desktop_app.domain.sheet import Sheet, SheetKind, sheet_number
from desktop_app.services.list_papers import number_register
from desktop_app.services.number_register import NumberState, register_of
from desktop_app.storage import kinds
from desktop_app.storage.records import edit_of


@pytest.fixture
def printed(clerk, approver, campaign, enrol, make_person, tmp_path):
    for name in ("张𬱖", "王㛃", "李䶮"):
        enrol(make_person(name), cash_fen=100_000, fund_source="own_budget")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    clerk.issuing.print_sheets(SheetKind.RECEIPT, campaign.id, tmp_path / "r.pdf")
    return [line.sheet for line in clerk.issuing.lines()]


def take_number(office, campaign, serial, device="A2"):
    """Reserve a number as a printing does that is interrupted afterwards."""
    sheet = Sheet(
        id=SheetId(new_id()),
        kind=SheetKind.RECEIPT,
        number=sheet_number("640100", device, 2021, serial),
        year=2021,
        serial=serial,
        device_code=device,
        campaign=campaign.id,
        reserved_by=office.user.id,
        reserved_on=office.desk.today(),
    )
    office.desk.save([edit_of(kinds.SHEET, sheet)], "sheets.reserved")
    return sheet


def test_every_number_is_there_with_its_state(clerk, approver, campaign, printed):
    approver.granting.void(printed[1].number, "金额有误")
    doubtful = take_number(clerk, campaign, 4)
    returned = take_number(clerk, campaign, 5)
    clerk.issuing.resolve(returned.id, came_out=False)
    register = register_of(clerk.desk)
    assert [line.serial for line in register.lines] == [1, 2, 3, 4, 5]
    assert [line.state for line in register.lines] == [
        NumberState.PRINTED,
        NumberState.VOID,
        NumberState.PRINTED,
        NumberState.UNRESOLVED,
        NumberState.RETURNED,
    ]
    assert register.lines[1].reason == "金额有误"
    assert register.lines[3].number == doubtful.number
    assert register.counts[NumberState.PRINTED] == 2


def test_a_number_that_is_not_there_is_named_and_explained(clerk, campaign, printed):
    take_number(clerk, campaign, 2, device="B7")
    take_number(clerk, campaign, 5)
    lines = register_of(clerk.desk).lines
    missing = [(line.device_code, line.serial) for line in lines if line.sheet is None]
    assert missing == [("A2", 4), ("B7", 1)]
    content = number_register("银川市总工会", clerk.desk.today(), register_of(clerk.desk))
    told = {(row[0], row[2]): row[8] for row in content.rows}
    assert told["A2", "4"] == "本机账本无此号，须查明原因"
    assert "待与该电脑交换数据后核对" in told["B7", "1"]


def test_one_year_and_one_laptop_can_be_asked_for(clerk, campaign, printed):
    take_number(clerk, campaign, 1, device="B7")
    assert len(register_of(clerk.desk, 2020).lines) == 0
    assert len(register_of(clerk.desk, 2021, "B7").lines) == 1


def test_a_copy_and_a_void_number_without_successor_say_so(
    clerk, approver, campaign, printed, tmp_path
):
    clerk.issuing.print_sheets(SheetKind.RECEIPT, campaign.id, tmp_path / "c.pdf", reason="污损")
    approver.granting.void(printed[0].number, "人员有误")
    content = number_register("银川市总工会", clerk.desk.today(), register_of(clerk.desk))
    assert content.rows[0][8] == "作废原因：人员有误；未重开；补打 1 次"
    assert content.rows[1][8] == "补打 1 次"


def test_an_auditor_reads_the_register(sit, printed):
    from desktop_app.domain.role import Role

    assert len(register_of(sit(Role.AUDITOR).desk).lines) == 3
