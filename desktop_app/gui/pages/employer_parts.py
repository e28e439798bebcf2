"""What an employer's record shows beside the facts: measures, checks, people, sites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.employer import Employer, EmployerMeasure
from desktop_app.domain.workplace_check import Risk, RiskCheck, SafetyCheck, SafetyFinding
from desktop_app.gui.forms.employer_words import finding_facts, measure_facts
from desktop_app.gui.forms.form_plan import words_of
from desktop_app.gui.forms.person_words import NOTHING
from desktop_app.gui.pages.person_parts import entry, stacked
from desktop_app.gui.tables.employer_list import RISK_TONES
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _

Go = Callable[[str], object] | None
"""Leads to a record by its id; None where the person may only read."""
Begin = Callable[[], object] | None

_STATE_TONES = {"carried_out": "ok", "agreed": "info", "planned": "plain", "not_done": "accent"}
_RESULT_TONES = {"passed": "ok", "rectified": "ok", "to_rectify": "warn"}


def measures(
    found: Sequence[EmployerMeasure], campaigns: dict[str, str], go: Go, begin: Begin
) -> QWidget:
    """List what the employer does, each with its state and evidence."""
    lines = [_measure(one, campaigns.get(one.campaign or "", ""), go) for one in found]
    return _with_more(stacked(lines, _("No measure is recorded.")), _("Record a measure"), begin)


def risk_checks(found: Sequence[RiskCheck], today: date, go: Go, begin: Begin) -> QWidget:
    """List the labour-relations risk checks, the latest first."""
    lines = [_risk_check(one, today, go) for one in found]
    ground = stacked(lines, _("No labour-relations risk check is recorded."))
    return _with_more(ground, _("Record a risk check"), begin)


def safety_checks(found: Sequence[SafetyCheck], today: date, go: Go, begin: Begin) -> QWidget:
    """List the safety checks, the latest first, each with what was found."""
    lines = [_safety_check(one, today, go) for one in found]
    ground = stacked(lines, _("No safety check is recorded."))
    return _with_more(ground, _("Record a safety check"), begin)


def people(found: Sequence[Beneficiary], count: int, go: Callable[[str], object]) -> QWidget:
    """List the people on record who work there, each a way to their page."""
    lines = [_person(one, go) for one in found]
    if count > len(found):
        more = _("… and {count} more").format(count=f"{count - len(found):,}")
        lines.append(label(more, "muted"))
    empty = _("Nobody on record works here. People are found by the employer in their record.")
    return stacked(lines, empty)


def sites(found: Sequence[Employer], go: Callable[[str], object]) -> list[QWidget]:
    """List the sites that belong to an employer, each a way to its record."""
    ways = []
    for one in found:
        way = link(one.name)
        way.clicked.connect(lambda _on=False, site=one.id: go(site))
        kind = words_of("employer_kind", one.kind)
        ways.append(entry([way], " · ".join(part for part in (kind, one.address) if part)))
    return ways


def _measure(measure: EmployerMeasure, campaign: str, go: Go) -> QWidget:
    state = words_of("measure_state", measure.state)
    head = _way(words_of("employer_measure", measure.measure) or NOTHING, state, measure.id, go)
    badge = Badge(state, _STATE_TONES.get(measure.state or "", "plain"))
    return entry([head, badge], measure_facts(measure, campaign))


def _risk_check(check: RiskCheck, today: date, go: Go) -> QWidget:
    level = words_of("labour_risk_level", check.level)
    said = _("risk: {level}").format(level=level) if level else ""
    head = [_way(_day(check.day), said, check.id, go)]
    if said:
        tone = RISK_TONES.get(check.level or "", "plain") if check.is_open else "plain"
        head.append(Badge(said, tone))
    head.append(_standing(check, today))
    more = [
        "；".join(_risk(risk) for risk in check.risks),
        _said(_("Plan: {words}"), check.plan),
        _said(_("Five resolves: {words}"), check.five_resolves),
        _said(_("Settled: {words}"), check.outcome),
        _said(_("Looked into by {words}"), check.checked_by),
        _said(_("Seen to by {words}"), check.owner),
    ]
    return entry(head, "\n".join(part for part in more if part))


def _standing(check: RiskCheck, today: date) -> Badge:
    """Say whether the risk is settled, and if not when somebody looks again."""
    if check.closed_on:
        return Badge(_("settled {day}").format(day=check.closed_on.isoformat()), "ok")
    if check.warning_on is None:
        return Badge(_("open"), "warn")
    words = _("look again {day}").format(day=check.warning_on.isoformat())
    return Badge(words, "accent" if check.warns_on(today) else "info")


def _risk(risk: Risk) -> str:
    people = _("{count} people").format(count=risk.people) if risk.people is not None else ""
    said = "，".join(part for part in (people, risk.words) if part)
    kind = words_of("labour_risk", risk.kind)
    return f"{kind}：{said}" if said else kind


def _safety_check(check: SafetyCheck, today: date, go: Go) -> QWidget:
    result = words_of("safety_result", check.result)
    head: list[QWidget] = [_way(_day(check.day), result, check.id, go)]
    if result:
        head.append(Badge(result, _RESULT_TONES.get(check.result or "", "accent")))
    said = (
        _said(_("Checked by {words}"), check.checked_by),
        _said(_("together with {words}"), check.together_with),
        check.scope,
        check.remarks,
    )
    ground = entry(head, " · ".join(part for part in said if part))
    column = ground.layout()
    for finding in check.findings:
        if column is not None:
            column.addWidget(_finding(finding, today))
    return ground


def _finding(finding: SafetyFinding, today: date) -> QWidget:
    if finding.rectified_on:
        badge = Badge(_("rectified"), "ok")
    elif finding.is_overdue(today):
        badge = Badge(_("overdue"), "accent")
    else:
        badge = Badge(_("not rectified"), "warn")
    return entry([label(finding.what), badge], finding_facts(finding))


def _person(person: Beneficiary, go: Callable[[str], object]) -> QWidget:
    way = link(person.name)
    way.clicked.connect(lambda: go(person.id))
    return entry([way], words_of("recipient_category", person.category))


def _way(words: str, spoken: str, record: str, go: Go) -> QWidget:
    """Lead to a record, or only name it where the person may not open its form."""
    if go is None:
        return label(words, "heading")
    way = link(words)
    way.setAccessibleName(f"{words} {spoken}".strip())
    way.clicked.connect(lambda: go(record))
    return way


def _with_more(ground: QWidget, words: str, begin: Begin) -> QWidget:
    column = ground.layout()
    if begin is not None and isinstance(column, QVBoxLayout):
        more = link(words)
        more.clicked.connect(lambda _on=False: begin())
        column.addWidget(more)
    return ground


def _day(day: date | None) -> str:
    return day.isoformat() if day else NOTHING


def _said(words: str, value: str) -> str:
    return words.format(words=value) if value else ""
