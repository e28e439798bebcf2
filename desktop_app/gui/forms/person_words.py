"""What the fields of a person, the household and the roster are called, and how values read."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop_app.domain import bank_card, goods, phone, resident_id
from desktop_app.domain.codelists import CodeList, CodeLists
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.money import format_yuan
from desktop_app.i18n import _, mark

FIELDS = {
    "name": mark("Name"),
    "id_number": mark("ID number"),
    "id_override_reason": mark("Kept although the check character is wrong, because"),
    "sex": mark("Sex"),
    "birth_date": mark("Date of birth"),
    "ethnicity": mark("Ethnicity"),
    "phone": mark("Phone"),
    "other_phone": mark("Other phone"),
    "employer": mark("Employer"),
    "category": mark("Category"),
    "tags": mark("Marks"),
    "address": mark("Address"),
    "bank_name": mark("Bank"),
    "bank_card": mark("Card or account number"),
    "bank_account_name": mark("Account holder"),
    "remarks": mark("Remarks"),
    "cash_fen": mark("Amount"),
    "goods": mark("Goods"),
    "fund_source": mark("Fund source"),
    "unit": mark("Reporting unit"),
    "source": mark("Place in the roster"),
    "worker_number": mark("Worker number"),
    "hardship_category": mark("Kind of hardship"),
    "political_status": mark("Political status"),
    "health": mark("Health"),
    "disability": mark("Disability"),
    "work_status": mark("Work status"),
    "model_worker_type": mark("Model worker"),
    "housing": mark("Housing"),
    "floor_area_dm2": mark("Floor area"),
    "postcode": mark("Postcode"),
    "worked_since": mark("Working since"),
    "industry": mark("Trade"),
    "marital_status": mark("Marital status"),
    "hukou_type": mark("Kind of household registration"),
    "hukou_region": mark("Registered residence"),
    "employer_nature": mark("Nature of the employer"),
    "employer_state": mark("State of the employer"),
    "single_parent": mark("Single parent"),
    "own_monthly_income_fen": mark("Own income a month"),
    "other_annual_income_fen": mark("Other income a year"),
    "household_annual_income_fen": mark("Household income a year"),
    "household_size": mark("People in the household"),
    "per_head_monthly_fen": mark("Income per head a month"),
    "medical_insurance": mark("Medical insurance"),
    "self_help": mark("Able to help themselves"),
    "zero_employment": mark("Nobody in the household has work"),
    "main_cause": mark("Main cause of hardship"),
    "other_causes": mark("Other causes"),
    "bank_branch": mark("Bank branch"),
    "relation": mark("Relation"),
    "monthly_income_fen": mark("Income a month"),
    "occupation": mark("Employer or school"),
    "originals": mark("Words of the source"),
    "age": mark("Age"),
    "ailment": mark("Illness or disability"),
    "archive_kind": mark("Kind of file"),
    "household_kind": mark("Kind of household"),
    "category_reason": mark("Why it is decided otherwise"),
    "key_group": mark("Key group"),
    "contract_signed": mark("Contract signed"),
    "contract_term": mark("Contract term"),
    "medical_expense_fen": mark("Medical costs a year"),
    "education_expense_fen": mark("Schooling a year"),
    "other_expense_fen": mark("Other costs a year"),
    "work_expense_fen": mark("Going to work a year"),
    "sudden_expense_fen": mark("Cost of illness or accident"),
    "subsistence_line_fen": mark("Local minimum line"),
    "subsistence_line_source": mark("Source of the line"),
    "subsistence_allowance_fen": mark("Allowance a month"),
    "relief_card": mark("Relief card"),
    "ill_members": mark("Who is ill"),
    "assets": mark("Property of the household"),
    "other_aid": mark("Aid from others"),
    "cause_words": mark("Other cause, in words"),
    "declared": mark("Declaration signed"),
    "declared_on": mark("Declared on"),
    "papers": mark("Papers attached"),
    "paper_words": mark("Other papers"),
    "filed_on": mark("Put on file on"),
    "filed_by": mark("Filed by"),
    "reviewed_by": mark("Reviewed by"),
    "entered_by": mark("Entered by"),
    "list_year": mark("Options of the year"),
    "list_source": mark("Source of the options"),
    "changed_on": mark("Last changed on"),
    "person_status": mark("Status"),
    "education": mark("Education"),
    "enrolled": mark("Enrolled in"),
    "school_years": mark("Years of schooling"),
    "gone": mark("No longer in the household"),
    "members": mark("Members of the household"),
    "step": mark("Step"),
    "day": mark("Day"),
    "until": mark("Notice until"),
    "by": mark("Carried out by"),
    "result": mark("Result"),
    "documents": mark("Papers of the step"),
    "document_words": mark("Other documents"),
    "exit_route": mark("Way out of hardship"),
}
_LISTS = {
    "category": "recipient_category",
    "relation": "family_relation",
    "main_cause": "hardship_cause",
    "other_causes": "hardship_cause",
    "key_group": "key_hardship_group",
    "papers": "attachment_kind",
    "documents": "archive_material",
    "step": "hardship_step",
    "result": "step_result",
}
_MASKS = {
    "id_number": resident_id.mask,
    "phone": phone.mask,
    "other_phone": phone.mask,
    "bank_card": bank_card.mask,
}
NOTHING = "—"


def field_name(field: str) -> str:
    """Say what a field is called."""
    return _(FIELDS[field])


def value_words(field: str, value: Any) -> str:
    """Say a value as lists show it: codes as words, numbers of people masked, nothing as —."""
    if value is None or value in ("", (), {}):
        return NOTHING
    if field in _MASKS:
        return _MASKS[field](str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (tuple, list)):
        return "、".join(_one(field, one) for one in value)
    if isinstance(value, dict):
        return "、".join(str(word) for word in value.values())
    return _one(field, value)


def _choice(chosen: CodeList, code: str) -> str:
    """Say a choice; one that is a kind of another of its list, such as an illness, says both."""
    entry = chosen.entry(code)
    above = entry.belongs_to.get(chosen.id) if entry else None
    words = chosen.label_of(code)
    return f"{chosen.label_of(above)}（{words}）" if above else words


def _one(field: str, value: Any) -> str:
    lists = CodeLists.load()
    series = _LISTS.get(field, field)
    if series in lists:
        return _choice(lists[series], str(value))
    if isinstance(value, GoodsLine):
        return goods.words_of((value,))
    if isinstance(value, date):
        return value.isoformat()
    if field.endswith("_fen"):
        return _("{amount} yuan").format(amount=format_yuan(int(value)))
    if field.endswith("_dm2"):
        return f"{value / 100:,.2f} ㎡"
    return str(value)
