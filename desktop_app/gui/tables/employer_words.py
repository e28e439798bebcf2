"""What the fields of an employer are called, and how their values read."""

from __future__ import annotations

from datetime import date

from desktop_app.domain import regions
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.employer import Employer, EmployerMeasure
from desktop_app.domain.headcount import Headcount
from desktop_app.domain.money import format_yuan
from desktop_app.domain.workplace_check import Risk, RiskCheck, SafetyCheck, SafetyFinding
from desktop_app.i18n import _, mark, ngettext

FIELDS = {
    "name": mark("Name of the employer or site"),
    "kind": mark("Kind of employer"),
    "nature": mark("Nature of the employer"),
    "industry": mark("Trade"),
    "region": mark("Region code"),
    "belongs_to": mark("Belongs to the employer"),
    "also_called": mark("Former and other names"),
    "credit_code": mark("Credit code"),
    "address": mark("Address of the employer"),
    "union": mark("Union there"),
    "contact": mark("Contact"),
    "phone": mark("Phone"),
    "headcount": mark("Workers"),
    "members": mark("Members"),
    "migrant_workers": mark("Migrant workers"),
    "staying_put": mark("Staying put for the festival"),
    "hardship_workers": mark("Workers in hardship"),
    "state": mark("State of the employer"),
    "business": mark("How business goes"),
    "difficulties": mark("Difficulties of the employer"),
    "history": mark("History of the employer"),
    "remarks": mark("Remarks"),
}
LISTS = {
    "kind": "employer_kind",
    "nature": "employer_nature",
    "industry": "industry",
    "state": "employer_state",
}


def field_name(field: str) -> str:
    """Say what a field is called."""
    return _(FIELDS[field])


def value_words(field: str, value: object) -> str:
    """Say a value as the page shows it; nothing is ""."""
    if value in (None, "", ()):
        return ""
    if field in LISTS:
        return words_of(LISTS[field], str(value))
    if isinstance(value, Headcount):
        return value.words
    if isinstance(value, tuple):
        return "、".join(str(one) for one in value)
    if field == "region":
        return f"{value} {regions.region_name(str(value)) or ''}".strip()
    return str(value)


def facts_of(employer: Employer, belongs_to: str = "") -> str:
    """Say in one line what kind of employer it is, and whose."""
    region = regions.region_name(employer.region) if employer.region else ""
    said = (words_of("industry", employer.industry), region or "", belongs_to)
    return " · ".join(part for part in said if part)


def measure_facts(measure: EmployerMeasure, campaign: str = "") -> str:
    """Say in one line when a measure held, whom it reached, what it cost and what shows it."""
    reached = (
        _("reached {count} people").format(count=measure.reached.words) if measure.reached else ""
    )
    amount = (
        ""
        if measure.amount_fen is None
        else _("{amount} yuan").format(amount=format_yuan(measure.amount_fen))
    )
    kinds = "、".join(words_of("measure_evidence", one) for one in measure.evidence_kinds)
    proof = "：".join(part for part in (kinds, measure.evidence) if part)
    said = (days_words(measure.starts, measure.ends), reached, amount, proof, campaign)
    return " · ".join(part for part in (*said, measure.remarks) if part)


def risk_facts(check: RiskCheck) -> list[str]:
    """Say in a few lines what was feared, what is planned, who sees to it and how it ended."""
    said = (
        "；".join(_risk(risk) for risk in check.risks),
        _said(_("Plan: {words}"), check.plan),
        _said(_("Five resolves: {words}"), check.five_resolves),
        _said(_("Settled: {words}"), check.outcome),
        _said(_("Looked into by {words}"), check.checked_by),
        _said(_("Seen to by {words}"), check.owner),
    )
    return [line for line in said if line]


def check_facts(check: SafetyCheck) -> str:
    """Say in one line who checked, with whom, and what was looked at."""
    said = (
        _said(_("Checked by {words}"), check.checked_by),
        _said(_("together with {words}"), check.together_with),
        check.scope,
        check.remarks,
    )
    return " · ".join(part for part in said if part)


def finding_facts(finding: SafetyFinding) -> str:
    """Say in one line how grave a finding is, by when it is due, when and how it was rectified."""
    if finding.rectified_on:
        done = _("rectified on {day}").format(day=finding.rectified_on.isoformat())
    elif finding.due_on:
        done = _("to be rectified by {day}").format(day=finding.due_on.isoformat())
    else:
        done = _("not rectified")
    said = (words_of("safety_severity", finding.severity), done, finding.how)
    return " · ".join(part for part in said if part)


def days_words(starts: date | None, ends: date | None) -> str:
    """Say from when to when: 2021-01-28 – 2021-02-17; one of both may be open."""
    if starts is None and ends is None:
        return ""
    if starts and ends is None:
        return _("from {day}").format(day=starts.isoformat())
    return f"{starts.isoformat() if starts else ''} – {ends.isoformat() if ends else ''}".strip()


def _risk(risk: Risk) -> str:
    people = ""
    if risk.people is not None:
        words = ngettext("{count} person", "{count} people", risk.people)
        people = words.format(count=risk.people)
    said = "，".join(part for part in (people, risk.words) if part)
    kind = words_of("labour_risk", risk.kind)
    return f"{kind}：{said}" if said else kind


def _said(words: str, value: str) -> str:
    return words.format(words=value) if value else ""


def words_of(codes: str, code: str | None) -> str:
    """Say a code of a list."""
    return CodeLists.load()[codes].label_of(code)
