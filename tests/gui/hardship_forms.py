"""A hardship file with every field filled, and forms on a screen."""

from datetime import date

import pytest

from desktop_app.domain.household import Household, HouseholdMember
from desktop_app.domain.identity import new_id

WIFE = HouseholdMember(
    id="",
    beneficiary="",
    name="李芳",
    relation="wife",
    health="diabetes",
    monthly_income_fen=0,
    medical_insurance="rural_cooperative",  # a choice that is not offered any more
    contract_term="open_ended",
    remarks="长期服药",
    originals={"health": "疾病-糖尿病"},
)
FULL = {
    "worker_number": "000017",
    "archive_kind": "existing",
    "household_kind": "urban_worker",
    "hardship_category": "deep",
    "category_reason": "会议决定",
    "key_group": "expenditure",
    "political_status": "masses",
    "health": "illness",
    "disability": "physical_2",
    "work_status": "migrant",
    "model_worker_type": "none",
    "housing": "public_rental",
    "floor_area_dm2": 9_450,
    "postcode": "750001",
    "worked_since": "2005-07",
    "industry": "C",
    "marital_status": "married",
    "hukou_type": "urban",
    "hukou_region": "640104",
    "employer_nature": "state_owned",
    "employer_state": "losses",
    "contract_signed": "2019-03",
    "contract_term": "two_years",
    "single_parent": False,
    "own_monthly_income_fen": 300_000,
    "other_annual_income_fen": 0,
    "household_annual_income_fen": 3_600_001,
    "household_size": 2,
    "per_head_monthly_fen": 150_000,
    "medical_expense_fen": 2_000_000,
    "education_expense_fen": 0,
    "other_expense_fen": 1_050,
    "work_expense_fen": 120_000,
    "sudden_expense_fen": 500_000,
    "subsistence_line_fen": 65_000,
    "subsistence_line_source": "银川市2021年",
    "subsistence_allowance_fen": 40_000,
    "relief_card": "T0099",
    "ill_members": "李芳",
    "assets": "无房无车",
    "other_aid": "民政临时救助",
    "medical_insurance": "employee",
    "self_help": True,
    "zero_employment": False,
    "main_cause": "other",
    "other_causes": ("laid_off", "schooling"),
    "cause_words": "房屋倒塌",
    "bank_branch": "兴庆支行",
    "declared": True,
    "declared_on": date(2021, 1, 4),
    "papers": ("diagnosis", "hukou_copy"),
    "paper_words": "残疾证",
    "filed_on": date(2019, 5, 1),
    "filed_by": "周敏",
    "reviewed_by": "李文海",
    "entered_by": "周敏",
    "list_year": 2013,
    "list_source": "旧版档案表",
    "originals": {"hardship_category": "低保户"},
}


@pytest.fixture
def worker(clerk, make_person):
    return clerk.register.save(make_person("马建国"))


@pytest.fixture
def household(clerk, worker):
    """A file with every field filled, and one member."""
    return clerk.households.save(
        Household(id=new_id(), beneficiary=worker.id, members=(WIFE,), **FULL)
    )


def shown(qtbot, form):
    qtbot.addWidget(form)
    form.resize(1250, 700)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    return form
