"""Values on which people disagree, in words: kind of record, field, and each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import get_origin

from desktop_app.domain import bank_card, phone, resident_id
from desktop_app.domain.change import DELETED
from desktop_app.domain.exchange import Conflict
from desktop_app.domain.second_keying import shown_difference
from desktop_app.gui.forms import (
    activity_plan,
    child_form,
    code_entry_form,
    employer_form,
    fund_form,
    hardship_plan,
    measure_form,
    need_form,
    person_words,
    referral_form,
    risk_check_form,
    rival_captions,
    rival_rows,
    route_form,
    safety_check_form,
    section_plans,
    step_form,
    union_form,
)
from desktop_app.gui.forms.form_plan import FormGroup
from desktop_app.gui.forms.plan_words import value_words
from desktop_app.gui.forms.rival_rows import name_of_id
from desktop_app.i18n import _, mark
from desktop_app.services.exchange.telling import group_words
from desktop_app.services.office import Office
from desktop_app.storage.kinds import KINDS, Column
from desktop_app.storage.kinds.fitting import hints_of

NOTHING = "—"
PLANS: Mapping[str, Iterable[FormGroup]] = {
    **section_plans.PLANS,
    "left_behind_child": child_form.CHILD_PLAN,
    "hardship_file": hardship_plan.PLAN,
    "procedure_step": step_form.PLAN,
    "employer": employer_form.PLAN,
    "employer_measure": measure_form.PLAN,
    "risk_check": risk_check_form.PLAN,
    "safety_check": safety_check_form.PLAN,
    "route": route_form.PLAN,
    "need": (*need_form.NEED_PLAN, *need_form.CLOSING_PLAN),
    "need_step": need_form.STEP_PLAN,
    "referral": (*referral_form.REFERRAL_PLAN, *referral_form.ANSWER_PLAN),
    "activity": activity_plan.PLAN,
    "union": union_form.PLAN,
    "fund_income": fund_form.PLAN,
    "code_entry": code_entry_form.PLAN,
}
_MASKS = {
    "id_number": resident_id.mask,
    "phone": phone.mask,
    "other_phone": phone.mask,
    "guardian_phone": phone.mask,
    "chair_phone": phone.mask,
    "bank_card": bank_card.mask,
}


def kind_words(kind: str) -> str:
    """Say what kind of record it is."""
    return group_words(kind)


def field_words(kind: str, field: str) -> str:
    """Say what a field is called; one without a name of its own is a detail of its record."""
    return _(captions(kind).get(field) or mark("A detail of the record"))


def rival_words(office: Office, conflict: Conflict) -> tuple[str, ...]:
    """Say the values in the order of the rivals; numbers of people are covered.

    Numbers whose covered forms are equal show where they differ, and nothing else; lists say the
    lines in which they do.
    """
    values = [rival.value for rival in conflict.rivals]
    if conflict.field != DELETED and is_of_rows(conflict):
        lists = rival_rows.rows_of(office, _column(conflict), values)
        return tuple(words or NOTHING for words in rival_rows.said(lists))
    said = tuple(_said(office, conflict, value) for value in values)
    if conflict.field not in _MASKS or len(set(said)) == len(said):
        return said
    first = str(values[0] or "")
    others = [shown_difference(first, str(value or "")) for value in values[1:]]
    return (others[0][0], *(other for _first, other in others))


def is_of_rows(conflict: Conflict) -> bool:
    """Tell whether the field holds a list, of rows, of people, or of words."""
    hint = hints_of(KINDS[conflict.kind].record)[conflict.field]
    return get_origin(hint) is tuple


def _column(conflict: Conflict) -> Column:
    return KINDS[conflict.kind].column(conflict.field)


def _said(office: Office, conflict: Conflict, value: object) -> str:
    if conflict.field == DELETED:
        return _("deleted") if value else _("kept")
    if value is None:
        return NOTHING
    if conflict.field in _MASKS:
        return _MASKS[conflict.field](str(value))
    column = _column(conflict)
    meant = column.value(column.stored(value))
    if name := name_of_id(office, conflict.field, meant):
        return name
    return value_words(meant, column.codes, conflict.field) or NOTHING


@cache
def captions(kind: str) -> Mapping[str, str]:
    """Name the fields of a kind as its form does, or as `rival_captions` says."""
    planned = {one.name: one.caption for group in PLANS.get(kind, ()) for one in group.fields}
    own = rival_captions.OF_KINDS.get(kind, {})
    return {**person_words.FIELDS, **rival_captions.SHARED, **own, **planned}
