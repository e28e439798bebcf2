"""The record of an employer as it is printed: facts, measures, risks, safety, and photos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from desktop_app.domain.employer import EmployerMeasure
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.workplace_check import RiskCheck, SafetyCheck
from desktop_app.gui.forms.employer_form import PLAN
from desktop_app.gui.forms.form_plan import words_of
from desktop_app.gui.pages.employer_pane import MEASURE, RISK_CHECK, SAFETY_CHECK
from desktop_app.gui.tables.employer_words import (
    check_facts,
    field_name,
    finding_facts,
    measure_facts,
    risk_facts,
    value_words,
)
from desktop_app.i18n import _
from desktop_app.services.employer_lines import EmployerLine
from desktop_app.services.office import Office
from desktop_app.services.printing.facts import Fact, FactGroup, Photo

MOST_PHOTOS = 12
_WIDE = ("also_called", "business", "difficulties", "history", "remarks", "union", "address")


def employer_paper(office: Office, line: EmployerLine) -> bytes:
    """Draw the record of an employer as PDF; the audit trail says who printed it."""
    groups = [*_known(line), _measures(office, line), _risks(line), _dangers(line)]
    return office.papers.record(
        line.employer.id,
        _("Record of an employer"),
        line.employer.name,
        [group for group in groups if group.facts],
        photos=list(_photos(office, line)),
        signatures=(_("Visitor"), _("Signature and seal of the employer")),
    )


def _known(line: EmployerLine) -> Iterator[FactGroup]:
    """Say what is known of it by the groups of the form; the contact's number stays covered."""
    for group in PLAN:
        facts = []
        for field in group.fields:
            value = value_words(field.name, getattr(line.employer, field.name))
            covered = {"belongs_to": line.belongs_to, "phone": line.employer.phone_masked}
            words = covered.get(field.name, value)
            if words:
                caption = field_name(field.name)
                facts.append(Fact(label=caption, value=words, wide=field.name in _WIDE))
        yield FactGroup(heading=_(group.title), facts=tuple(facts))


def _measures(office: Office, line: EmployerLine) -> FactGroup:
    campaigns: dict[str, str] = {one.id: one.name for one in office.campaigns.all()}
    facts = []
    for one in line.measures:
        state = words_of("measure_state", one.state)
        said = measure_facts(one, campaigns.get(one.campaign or "", ""))
        words = " · ".join(part for part in (state, said) if part)
        facts.append(_fact(words_of("employer_measure", one.measure), words))
    return FactGroup(heading=_("Measures"), facts=tuple(facts))


def _risks(line: EmployerLine) -> FactGroup:
    facts = []
    for check in sorted(line.risk_checks, key=_day, reverse=True):
        level = words_of("labour_risk_level", check.level)
        days = [
            _("risk: {level}").format(level=level) if level else "",
            _on(_("look again {day}"), check.warning_on),
            _on(_("settled {day}"), check.closed_on),
        ]
        standing = " · ".join(part for part in days if part)
        facts.append(_fact(_day(check), "\n".join([standing, *risk_facts(check)])))
    return FactGroup(heading=_("Risk checks"), facts=tuple(facts))


def _dangers(line: EmployerLine) -> FactGroup:
    facts = []
    for check in sorted(line.safety_checks, key=_day, reverse=True):
        result = words_of("safety_result", check.result)
        found = [f"{one.what} · {finding_facts(one)}" for one in check.findings]
        lines = [part for part in (result, check_facts(check), *found) if part]
        facts.append(_fact(_day(check), "\n".join(lines)))
    return FactGroup(heading=_("Safety checks"), facts=tuple(facts))


def _day(check: RiskCheck | SafetyCheck) -> str:
    return check.day.isoformat() if check.day else ""


def _on(words: str, day: date | None) -> str:
    return words.format(day=day.isoformat()) if day else ""


def _fact(caption: str, words: str) -> Fact:
    return Fact(label=caption, value=words, wide=True)


def _photos(office: Office, line: EmployerLine) -> Iterator[Photo]:
    """Give the photos of measures and checks that are on this laptop, as many as fit a folder."""
    of_kinds: dict[str, Sequence[EmployerMeasure | RiskCheck | SafetyCheck]] = {
        MEASURE: line.measures,
        RISK_CHECK: line.risk_checks,
        SAFETY_CHECK: line.safety_checks,
    }
    attached = [
        one
        for kind, records in of_kinds.items()
        for record in records
        for one in office.attaching.of(kind, record.id)
    ]
    for one in [one for one in attached if one.is_picture][:MOST_PHOTOS]:
        try:
            content = office.attaching.read(one.sha256)
        except CircumstanceError:
            continue  # it is on the laptop that took it in; its caption is in the record
        yield Photo(jpeg=content, width=one.width or 1, height=one.height or 1, caption=one.caption)
