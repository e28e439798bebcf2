"""What the form of a hardship file asks, in the order of the official archive form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.household import HouseholdMember
from desktop_app.gui.forms.columns import WHOLE
from desktop_app.gui.forms.family_editor import FamilyEditor
from desktop_app.gui.forms.form_plan import FormField, FormGroup, choice_of, plain, several_of
from desktop_app.gui.forms.person_words import FIELDS
from desktop_app.gui.widgets.area_edit import AreaEdit
from desktop_app.gui.widgets.date_edit import DateEdit
from desktop_app.gui.widgets.number_edit import AmountEdit, NumberEdit
from desktop_app.gui.widgets.text_area import TextArea
from desktop_app.gui.widgets.typed_line import CodeLine, TextLine
from desktop_app.gui.widgets.yes_no import YesNo
from desktop_app.i18n import mark

_YUAN = mark("yuan")


def _field(name: str, editor: Callable[[], QWidget], **more: Any) -> FormField:
    return FormField(name=name, caption=FIELDS[name], editor=plain(editor), **more)


def _choice(name: str, codes: str = "", **more: Any) -> FormField:
    return FormField(name=name, caption=FIELDS[name], editor=choice_of(codes or name), **more)


def _amount(name: str, **more: Any) -> FormField:
    return _field(name, lambda: AmountEdit(may_be_zero=True), unit=_YUAN, **more)


_MEMBERS = FormField(
    name="members",
    caption=FIELDS["members"],
    editor=plain(FamilyEditor),
    wide=True,
    row=HouseholdMember,
)
_CATEGORY = (
    _choice("hardship_category", wide=True),
    _field("category_reason", TextLine, wide=True, hint=mark("Where the figures say otherwise.")),
    _choice("archive_kind", shared=True),
    _choice("household_kind", shared=True),
    _choice("key_group", "key_hardship_group", wide=True),
    _choice("main_cause", "hardship_cause", wide=True),
    FormField(
        name="other_causes",
        caption=FIELDS["other_causes"],
        editor=several_of("hardship_cause"),
        hint=mark("At most three."),
        wide=True,
    ),
    _field("cause_words", TextLine, wide=True),
)
_INCOME = (
    _amount("own_monthly_income_fen"),
    _amount("other_annual_income_fen"),
    _amount("household_annual_income_fen", wide=True),
    _field("household_size", NumberEdit, unit=mark("people")),
    _amount("per_head_monthly_fen"),
)
_EXPENSES = (
    _amount("medical_expense_fen"),
    _amount("education_expense_fen"),
    _amount("other_expense_fen"),
    _amount("work_expense_fen"),
    _amount(
        "sudden_expense_fen",
        wide=True,
        hint=mark("This year, after insurance and compensation."),
    ),
    _amount("subsistence_line_fen", shared=True, hint=mark("Per head and month.")),
    _field("subsistence_line_source", TextLine, shared=True, hint=mark("City and year.")),
    _amount("subsistence_allowance_fen"),
    _field("relief_card", CodeLine),
)
_STATE = (
    _field("self_help", YesNo),
    _field("zero_employment", YesNo),
    _field("single_parent", YesNo),
    _choice("medical_insurance"),
    _field("ill_members", TextLine, wide=True),
    _field("assets", lambda: TextArea(2), wide=True),
    _field("other_aid", lambda: TextArea(2), wide=True),
)
_WORKER = (
    _field("worker_number", CodeLine),
    _choice("political_status"),
    _choice("health"),
    _choice("disability"),
    _choice("work_status"),
    _choice("model_worker_type"),
    _choice("marital_status"),
    _choice("hukou_type"),
    _field("hukou_region", TextLine, shared=True),
    _field("postcode", CodeLine, shared=True),
    _choice("housing"),
    _field("floor_area_dm2", AreaEdit, unit="㎡"),
)
_WORK = (
    _field("worked_since", TextLine),
    _choice("industry", shared=True),
    _choice("employer_nature", shared=True),
    _choice("employer_state", shared=True),
    _field("contract_signed", TextLine),
    _choice("contract_term"),
    _field("bank_branch", TextLine, wide=True),
)
_PAPERS = (
    FormField(
        name="papers",
        caption=FIELDS["papers"],
        editor=several_of("attachment_kind"),
        wide=True,
    ),
    _field("paper_words", TextLine, wide=True),
    _field("declared", YesNo),
    _field("declared_on", DateEdit),
    _field("filed_on", DateEdit, hint=mark("For a file that was made elsewhere.")),
    _field("filed_by", TextLine),
    _field("reviewed_by", TextLine),
    _field("entered_by", TextLine),
)

PLAN = (
    FormGroup(title=mark("Household"), fields=(_MEMBERS,), column=WHOLE),
    FormGroup(title=mark("Income"), fields=_INCOME, column=0),
    FormGroup(title=mark("Fixed costs and the local line"), fields=_EXPENSES, column=0),
    FormGroup(title=mark("Hardship"), fields=_CATEGORY, column=1),
    FormGroup(title=mark("State of the household"), fields=_STATE, column=1),
    FormGroup(title=mark("The worker"), fields=_WORKER, column=0),
    FormGroup(title=mark("Work and bank"), fields=_WORK, column=1, folded=True),
    FormGroup(
        title=mark("Papers, declaration, earlier filing"), fields=_PAPERS, column=1, folded=True
    ),
)
