"""Values on which people disagree, in words: kind of record, field, and each value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

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
    route_form,
    safety_check_form,
    section_plans,
    step_form,
    union_form,
)
from desktop_app.gui.forms.form_plan import FormGroup
from desktop_app.gui.forms.plan_words import value_words
from desktop_app.i18n import _, mark
from desktop_app.services.exchange.telling import group_words
from desktop_app.services.office import Office
from desktop_app.storage.kinds import KINDS

NOTHING = "—"
_PLANS: Mapping[str, Iterable[FormGroup]] = {
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
_SHARED = {
    DELETED: mark("The whole record"),
    "campaign": mark("Campaign"),
    "beneficiary": mark("Person"),
    "visit": mark("Visit"),
    "grant": mark("Grant"),
    "sheet": mark("Sheet"),
    "number": mark("Number"),
    "amount_fen": mark("Amount"),
    "reason": mark("Reason"),
    "method": mark("Method"),
    "day": mark("Day"),
    "code": mark("Code"),
    "label": mark("Name of the laptop"),
    "role": mark("Role"),
    "caption": mark("Caption"),
    "removed": mark("Removed"),
    "withdrawn": mark("Taken back"),
    "enrolled": mark("Enrolled"),
    "revoked": mark("Revoked"),
    "revoked_on": mark("Revoked"),
    "sign_pub": mark("Key"),
    "age_recipient": mark("Key"),
    "approved": mark("Approved"),
    "proxy_name": mark("Taken by"),
    "proxy_relation": mark("Relation"),
}
_OF_VISITS = {
    "manner": mark("Manner"),
    "first_day": mark("First day"),
    "last_day": mark("Last day"),
    "day_words": mark("Day in words"),
    "places": mark("Places"),
    "visitors": mark("Visitors"),
    "beneficiaries": mark("People visited"),
    "households": mark("Households"),
    "employers": mark("Employers"),
    "groups": mark("Groups"),
    "concerns": mark("What was asked about"),
    "findings": mark("What was learnt"),
    "difficulties": mark("Difficulties"),
    "requests": mark("Requests"),
    "exhortation": mark("What was said"),
    "leader": mark("Led by"),
    "leader_title": mark("Office of the leader"),
    "delegation": mark("Delegation"),
    "risk_level": mark("Risk level"),
    "occasion": mark("Occasion"),
    "account": mark("Account of the visit"),
}
_OF_CAMPAIGNS = {
    "starts": mark("First day"),
    "ends": mark("Last day"),
    "cut_off": mark("Cut-off day"),
    "basis": mark("Basis"),
    "wish": mark("Wish on the sheet"),
    "standards": mark("Standards"),
    "cap": mark("Cap"),
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
    return _(_captions(kind).get(field) or mark("A detail of the record"))


def rival_words(office: Office, conflict: Conflict) -> tuple[str, ...]:
    """Say the values in the order of the rivals; numbers of people are covered.

    Numbers whose covered forms are equal show where they differ, and nothing else.
    """
    values = [rival.value for rival in conflict.rivals]
    said = tuple(_said(office, conflict, value) for value in values)
    if conflict.field not in _MASKS or len(set(said)) == len(said):
        return said
    first = str(values[0] or "")
    others = [shown_difference(first, str(value or "")) for value in values[1:]]
    return (others[0][0], *(other for _first, other in others))


def _said(office: Office, conflict: Conflict, value: object) -> str:
    if conflict.field == DELETED:
        return _("deleted") if value else _("kept")
    if value is None:
        return NOTHING
    if conflict.field in _MASKS:
        return _MASKS[conflict.field](str(value))
    column = KINDS[conflict.kind].column(conflict.field)
    meant = column.value(column.stored(value))
    if name := _name_of(office, conflict.field, meant):
        return name
    return value_words(meant, column.codes, conflict.field) or NOTHING


def _name_of(office: Office, field: str, value: Any) -> str:
    """Say whom or what an id stands for."""
    store = office.desk.store
    rooms: Mapping[str, Any] = {
        "beneficiary": store.beneficiaries,
        "beneficiaries": store.beneficiaries,
        "households": store.beneficiaries,
        "parent": store.beneficiaries,
        "campaign": store.campaigns,
        "employer": store.employers,
        "employers": store.employers,
        "belongs_to": store.employers,
        "owner": store.users,
        "officer": store.users,
        "union": store.unions,
    }
    if field not in rooms or not value:
        return ""
    ids = value if isinstance(value, tuple) else (value,)
    found = [rooms[field].get(one) for one in ids]
    return "、".join(one.name for one in found if one is not None)


@cache
def _captions(kind: str) -> Mapping[str, str]:
    planned = {one.name: one.caption for group in _PLANS.get(kind, ()) for one in group.fields}
    own = {"visit": _OF_VISITS, "campaign": _OF_CAMPAIGNS}.get(kind, {})
    return {**person_words.FIELDS, **_SHARED, **own, **planned}
