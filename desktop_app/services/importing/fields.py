"""The fields that a roster may have, and how a cell of each is read.

The ID number, the amount of money and the household's columns are read in `drafts`: they need
more than the one cell.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.services.importing import values

PERSON: Mapping[str, values.Reader] = {
    "name": values.read_name,
    "sex": values.word_of("sex"),
    "birth_date": values.read_day,
    "ethnicity": values.word_of("ethnicity"),
    "phone": values.read_phone,
    "other_phone": values.read_phone,
    "employer": values.read_text,
    "address": values.read_text,
    "bank_name": values.read_text,
    "bank_card": values.read_card,
    "bank_account_name": values.read_name,
    "remarks": values.read_text,
}
ENTRY: Mapping[str, values.Reader] = {
    "category": values.word_of("recipient_category"),
    "goods": values.read_goods,
    "goods_quantity": values.read_count,
    "goods_value": values.read_income,
    "fund_source": values.word_of("fund_source"),
    "unit": values.read_text,
}
FILE: Mapping[str, values.Reader] = {
    "worker_number": values.read_text,
    "hardship_category": values.word_of("hardship_category", says_mapped=True),
    "political_status": values.word_of("political_status"),
    "health": values.word_of("health"),
    "disability": values.word_of("disability"),
    "work_status": values.word_of("work_status"),
    "model_worker_type": values.word_of("model_worker_type"),
    "housing": values.word_of("housing", says_mapped=True),
    "floor_area_dm2": values.read_area,
    "postcode": values.read_text,
    "worked_since": values.read_text,
    "industry": values.word_of("industry"),
    "marital_status": values.word_of("marital_status"),
    "hukou_type": values.word_of("hukou_type"),
    "hukou_region": values.read_text,
    "employer_nature": values.word_of("employer_nature"),
    "employer_state": values.word_of("employer_state"),
    "single_parent": values.read_flag,
    "own_monthly_income_fen": values.read_income,
    "other_annual_income_fen": values.read_income,
    "household_annual_income_fen": values.read_income,
    "household_size": values.read_count,
    "per_head_monthly_fen": values.read_income,
    "medical_insurance": values.word_of("medical_insurance"),
    "self_help": values.read_flag,
    "zero_employment": values.read_flag,
    "main_cause": values.word_of("hardship_cause", says_mapped=True),
    "other_causes": values.words_of("hardship_cause"),
    "bank_branch": values.read_text,
}
MEMBER: Mapping[str, values.Reader] = {
    "name": values.read_name,
    "relation": values.word_of("family_relation"),
    "sex": values.word_of("sex"),
    "birth_date": values.read_day,
    "monthly_income_fen": values.read_income,
    "health": values.word_of("health"),
    "occupation": values.read_text,
}
