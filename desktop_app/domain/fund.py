"""Money raised for the work (筹措资金): from which source, how much, for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.identity import CampaignId, FundIncomeId
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.money import LARGEST_FEN

PROVEN_BY_DOCUMENT = ("fiscal", "superior_union")


@dataclass(frozen=True, slots=True, kw_only=True)
class FundIncome:
    """One sum that came in, in fen; sources and their details are codes of the code lists.

    A donor or a government that lays down what the money is for is binding (`purpose`). A fund
    set up for one purpose, such as 1000万元 for migrant workers who stay put, has a `name`.
    """

    id: FundIncomeId
    amount_fen: int | None = None
    fund_source: str | None = None
    detail: str | None = None
    received_on: date | None = None
    payer: str = ""
    document: str = ""
    name: str = ""
    purpose: str = ""
    campaign: CampaignId | None = None
    remarks: str = ""


def objections(income: FundIncome, *, today: date) -> tuple[Issue, ...]:
    """List what is wrong with a sum that came in, without raising."""
    found: list[Issue] = []
    if income.amount_fen is None:
        found.append(objection("amount_fen", "amount_missing"))
    elif not 0 < income.amount_fen <= LARGEST_FEN:
        found.append(objection("amount_fen", "amount_not_positive"))
    if income.fund_source is None:
        found.append(objection("fund_source", "no_fund_source"))
    if income.received_on is None:
        found.append(objection("received_on", "received_on_missing"))
    elif income.received_on > today:
        found.append(objection("received_on", "in_the_future"))
    if income.fund_source in PROVEN_BY_DOCUMENT and not income.document.strip():
        found.append(warning("document", "income_document_missing"))
    if income.fund_source == "donations" and not income.payer.strip():
        found.append(warning("payer", "donor_missing"))
    return tuple(found)
