"""Goods rosters from the ledger: one fund source each, only who gets goods, a column per kind."""

import pytest

from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.sheet import SheetKind
from desktop_app.services.composing import MOST_KINDS
from desktop_app.services.issuing import NothingToPrintError
from desktop_app.services.printing.contents import GoodsRosterContent

RICE = GoodsLine(name="大米10kg", quantity=2, unit="袋", unit_price_fen=5_000)
OIL = GoodsLine(name="食用油5L", quantity=1, unit="桶", unit_price_fen=7_850)


@pytest.fixture
def planned(clerk, approver, campaign, enrol, make_person):
    enrol(make_person("张𬱖"), cash_fen=0, goods=(RICE, OIL), fund_source="donations")
    enrol(make_person("王㛃"), cash_fen=100_000, fund_source="own_budget")
    enrol(make_person("李䶮"), cash_fen=50_000, goods=(OIL,), fund_source="fiscal")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    return campaign


def frozen(office):
    sheets = [line.sheet for line in office.issuing.lines()]
    return {
        sheet.frozen["content"]["fund_source"]: (
            sheet,
            GoodsRosterContent.from_json(sheet.frozen["content"]),
        )
        for sheet in sheets
    }


def test_each_source_has_its_sheet_with_those_alone_who_get_goods(clerk, planned, tmp_path):
    made = clerk.issuing.print_sheets(SheetKind.GOODS_ROSTER, planned.id, tmp_path / "g.pdf")
    assert made.sheets == 2
    rosters = frozen(clerk)
    assert set(rosters) == {"社会捐助资金", "各级财政拨款"}
    sheet, donated = rosters["社会捐助资金"]
    assert donated.kinds == ("大米10kg（袋）", "食用油5L（桶）")
    assert [(line.name, line.quantities) for line in donated.lines] == [("张𬱖", (2, 1))]
    assert donated.amount_fen == sheet.amount_fen == 2 * 5_000 + 7_850
    assert "*" in donated.lines[0].id_number


def test_what_has_a_sheet_is_copied_and_takes_no_new_number(clerk, planned, tmp_path):
    clerk.issuing.print_sheets(SheetKind.GOODS_ROSTER, planned.id, tmp_path / "g.pdf")
    again = clerk.issuing.print_sheets(
        SheetKind.GOODS_ROSTER, planned.id, tmp_path / "c.pdf", reason="污损"
    )
    assert (again.sheets, again.reprints) == (2, 2)
    assert len(clerk.issuing.lines()) == 2


def test_more_kinds_than_columns_go_on_in_words(
    clerk, approver, campaign, enrol, make_person, tmp_path
):
    many = tuple(GoodsLine(name=f"年货{at}", unit="份") for at in range(MOST_KINDS + 2))
    enrol(make_person("张𬱖"), cash_fen=0, goods=many, fund_source="donations")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    clerk.issuing.print_sheets(SheetKind.GOODS_ROSTER, campaign.id, tmp_path / "g.pdf")
    (_sheet, content) = frozen(clerk)["社会捐助资金"]
    assert len(content.kinds) == MOST_KINDS
    assert content.lines[0].more == f"年货{MOST_KINDS} 1份；年货{MOST_KINDS + 1} 1份"


def test_where_nobody_gets_goods_there_is_no_sheet(
    clerk, approver, campaign, enrol, make_person, tmp_path
):
    enrol(make_person("张𬱖"), cash_fen=100_000, fund_source="own_budget")
    clerk.granting.plan(campaign.id)
    approver.granting.approve(campaign.id)
    with pytest.raises(NothingToPrintError):
        clerk.issuing.print_sheets(SheetKind.GOODS_ROSTER, campaign.id, tmp_path / "g.pdf")
    assert clerk.issuing.lines() == []
