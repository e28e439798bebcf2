"""The records of money raised."""

from __future__ import annotations

from desktop_app.domain.fund import FundIncome
from desktop_app.storage.kinds.kind import MONEY, Kind, code, day, numbers, texts

FUND_INCOME = Kind(
    "fund_income",
    FundIncome,
    (
        *numbers(MONEY, "amount_fen"),
        code("fund_source", MONEY, "fund_source"),
        code("detail", MONEY, "fund_source_detail"),
        day("received_on", MONEY),
        *texts(MONEY, "payer", "document", "name", "purpose", "campaign", "remarks"),
    ),
)
