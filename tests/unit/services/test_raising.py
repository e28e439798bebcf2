"""Money raised: what is asked of a sum, and what the sums come to until a cut-off day."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors import NotPermittedError, RefusedError
from desktop_app.domain.fund import FundIncome, objections
from desktop_app.domain.identity import FundIncomeId, new_id
from desktop_app.storage.funds import FundFilter
from tests.unit.conftest import TODAY

PROVINCE_FEN = 1_618_590_000  # 1618.59万元, as the newspaper gives it


def income(**fields):
    given = {
        "amount_fen": PROVINCE_FEN,
        "fund_source": "own_budget",
        "received_on": date(2021, 1, 20),
    } | fields
    return FundIncome(id=FundIncomeId(new_id()), **given)


def codes(record):
    return [(issue.field, issue.code, issue.blocks) for issue in objections(record, today=TODAY)]


def test_the_sum_of_the_newspaper_is_kept_to_the_fen(clerk):
    kept = clerk.raising.save(income(payer="宁夏各级工会"))
    assert clerk.raising.get(kept.id).amount_fen == PROVINCE_FEN
    assert clerk.raising.raised(FundFilter()) == {"own_budget": PROVINCE_FEN}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"amount_fen": None}, ("amount_fen", "amount_missing", True)),
        ({"amount_fen": 0}, ("amount_fen", "amount_not_positive", True)),
        ({"fund_source": None}, ("fund_source", "no_fund_source", True)),
        ({"received_on": None}, ("received_on", "received_on_missing", True)),
        ({"received_on": date(2021, 2, 9)}, ("received_on", "in_the_future", True)),
        ({"fund_source": "fiscal"}, ("document", "income_document_missing", False)),
        ({"fund_source": "superior_union"}, ("document", "income_document_missing", False)),
        ({"fund_source": "donations"}, ("payer", "donor_missing", False)),
    ],
)
def test_what_is_wrong_is_said_at_its_field(fields, found):
    assert codes(income(**fields)) == [found]


def test_the_source_follows_from_its_detail(clerk):
    kept = clerk.raising.save(
        income(fund_source=None, detail="central_fiscal", document="财建〔2006〕468号")
    )
    assert kept.fund_source == "fiscal"


def test_sums_count_until_the_cut_off_and_for_their_campaign(clerk, campaign):
    clerk.raising.save(income(campaign=campaign.id))
    clerk.raising.save(income(amount_fen=100, received_on=TODAY, fund_source="other"))
    before = FundFilter(until=date(2021, 2, 7))
    assert clerk.raising.raised(before) == {"own_budget": PROVINCE_FEN}
    assert clerk.raising.how_many(FundFilter(campaign=campaign.id)) == 1
    assert [one.amount_fen for one in clerk.raising.page(FundFilter())] == [100, PROVINCE_FEN]


def test_a_dedicated_fund_is_found_by_its_purpose(clerk):
    fund = income(
        name="服务保障资金", purpose="外来务工人员留在工作地过年", amount_fen=1_000_000_000
    )
    clerk.raising.save(fund)
    clerk.raising.save(income())
    (found,) = clerk.raising.page(FundFilter(text="外来务工"))
    assert found.name == "服务保障资金"


def test_officers_read_and_do_not_record_money_raised(officer, clerk):
    kept = clerk.raising.save(income())
    assert officer.raising.page(FundFilter()) == [kept]
    with pytest.raises(NotPermittedError):
        officer.raising.save(income())


def test_what_cannot_be_kept_is_refused_in_a_sentence(clerk):
    with pytest.raises(RefusedError, match="On which day"):
        clerk.raising.save(replace(income(), received_on=None))
