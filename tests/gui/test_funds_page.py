"""The page of money raised: recorded, added up, narrowed to a cut-off day."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.fund import FundIncome
from desktop_app.domain.identity import FundIncomeId, new_id
from desktop_app.domain.role import Role
from desktop_app.gui.forms.fund_form import FundForm
from desktop_app.gui.pages.funds_page import FundsPage
from tests.gui.conftest import nameless, write

CONTROL = Qt.KeyboardModifier.ControlModifier


def income(**fields):
    given = {"amount_fen": 1_618_590_000, "fund_source": "own_budget"} | fields
    return FundIncome(
        id=FundIncomeId(new_id()), received_on=given.pop("on", date(2021, 1, 20)), **given
    )


@pytest.fixture
def open_page(qtbot):
    def build(office, campaign=None):
        page = FundsPage(office)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        with qtbot.waitExposed(page):
            page.show()
        page.show_campaign(campaign)
        page.refresh()
        return page

    return build


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def payers(page):
    table = page._list.table
    return [table.record(row).payer for row in range(table.rowCount())]


def test_the_list_says_what_was_raised(open_page, clerk):
    clerk.raising.save(income(payer="宁夏各级工会"))
    page = open_page(clerk)
    assert "1 sum · 16,185,900.00 yuan" in words(page)
    page._list.view.choose_row(0)
    assert "人民币壹仟陆佰壹拾捌万伍仟玖佰元整" in words(page._pane)
    assert "宁夏各级工会" in words(page._pane)


def test_the_cut_off_day_of_the_campaign_leaves_later_sums_out(open_page, clerk, campaign):
    clerk.raising.save(income(payer="早"))
    clerk.raising.save(income(payer="晚", on=date(2021, 2, 8)))
    base = clerk.campaigns.open(campaign.id)
    cut = clerk.campaigns.save(replace(campaign, cut_off=date(2021, 2, 7)), base)
    page = open_page(clerk, cut)
    assert payers(page) == ["晚", "早"]
    page._cut.click()
    assert payers(page) == ["早"]


def test_a_sum_is_recorded_by_keys_and_the_next_begins(qtbot, open_page, clerk):
    page = open_page(clerk)
    page.begin_new()
    amount = page._form.sheet.editor("amount_fen")
    qtbot.keyClicks(amount, "16185900")
    page._form.sheet.editor("fund_source").set_value("own_budget")
    page._form.follow("fund_source")
    qtbot.keyClick(amount, Qt.Key.Key_Return, CONTROL)
    assert [one.amount_fen for one in clerk.desk.store.fund_incomes.where()] == [1_618_590_000]
    assert page.is_writing
    assert page._form.is_new


def test_an_untouched_form_gives_back_the_same_sum(qtbot, clerk, campaign):
    kept = clerk.raising.save(
        income(
            detail="union_raised",
            payer="银川市总工会",
            document="转账凭证12号",
            name="服务保障资金",
            purpose="外来务工人员留在工作地过年",
            campaign=campaign.id,
            remarks="分两次到账",
        )
    )
    form = FundForm(clerk)
    qtbot.addWidget(form)
    form.open(kept.id)
    assert form.collect() == kept
    assert not form.is_touched


def test_a_form_that_was_left_goes_on_as_it_was(qtbot, clerk):
    form = FundForm(clerk)
    qtbot.addWidget(form)
    form.begin()
    write(qtbot, form.sheet.editor("payer"), "爱心企业")
    later = FundForm(clerk)
    qtbot.addWidget(later)
    later.resume(clerk.drafting.of("fund_income", form.record))
    assert later.collect() == form.collect()


def test_what_is_missing_is_said_and_nothing_is_kept(qtbot, clerk):
    form = FundForm(clerk)
    qtbot.addWidget(form)
    form.begin()
    assert not form.save()
    assert form.findChild(QLabel, "amount_fen_issue").text() == "The amount is missing."
    assert clerk.desk.store.fund_incomes.where() == []


def test_choosing_the_detail_fills_the_source(qtbot, clerk):
    form = FundForm(clerk)
    qtbot.addWidget(form)
    form.begin()
    form.sheet.editor("detail").set_value("enterprise_donation")
    form.follow("detail")
    assert form.collect().fund_source == "donations"


def test_who_may_only_read_is_offered_nothing(open_page, sit, clerk):
    clerk.raising.save(income())
    page = open_page(sit(Role.OFFICER))
    assert page.page_actions() == ()


def test_an_empty_list_says_so_and_everything_has_a_name(open_page, clerk):
    page = open_page(clerk)
    assert "No money raised is recorded yet" in words(page)
    assert nameless(page) == []
    page.begin_new()
    assert nameless(page) == []
