"""What an employer's record shows beside the facts: measures, checks, people, sites."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.employer import Employer, EmployerMeasure
from desktop_app.domain.workplace_check import RiskCheck, SafetyCheck, SafetyFinding
from desktop_app.gui.forms.form_plan import words_of
from desktop_app.gui.forms.person_words import NOTHING
from desktop_app.gui.pages.person_parts import entry, stacked
from desktop_app.gui.tables.employer_list import RISK_TONES
from desktop_app.gui.tables.employer_words import (
    check_facts,
    finding_facts,
    measure_facts,
    risk_facts,
)
from desktop_app.gui.widgets.buttons import link
from desktop_app.gui.widgets.words import Badge, label
from desktop_app.i18n import _


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways on from a list of measures or checks.

    `go` leads to a kept record by its id and `begin` to a new one; both are None where the
    person may only read. `photos` gives the way to a record's photos, if it has any.
    """

    go: Callable[[str], object] | None
    begin: Callable[[], object] | None
    photos: Callable[[str], QWidget | None]


_STATE_TONES = {"carried_out": "ok", "agreed": "info", "planned": "plain", "not_done": "accent"}
_RESULT_TONES = {"passed": "ok", "rectified": "ok", "to_rectify": "warn"}


def measures(found: Sequence[EmployerMeasure], campaigns: dict[str, str], ways: Ways) -> QWidget:
    """List what the employer does, each with its state and evidence."""
    lines = [_measure(one, campaigns.get(one.campaign or "", ""), ways) for one in found]
    ground = stacked(lines, _("No measure is recorded."))
    return _with_more(ground, _("Record a measure"), ways)


def risk_checks(found: Sequence[RiskCheck], today: date, ways: Ways) -> QWidget:
    """List the labour-relations risk checks, the latest first."""
    lines = [_risk_check(one, today, ways) for one in found]
    ground = stacked(lines, _("No labour-relations risk check is recorded."))
    return _with_more(ground, _("Record a risk check"), ways)


def safety_checks(found: Sequence[SafetyCheck], today: date, ways: Ways) -> QWidget:
    """List the safety checks, the latest first, each with what was found."""
    lines = [_safety_check(one, today, ways) for one in found]
    ground = stacked(lines, _("No safety check is recorded."))
    return _with_more(ground, _("Record a safety check"), ways)


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


def _measure(measure: EmployerMeasure, campaign: str, ways: Ways) -> QWidget:
    state = words_of("measure_state", measure.state)
    words = words_of("employer_measure", measure.measure) or NOTHING
    head = _head(words, state, measure.id, ways)
    head.insert(1, Badge(state, _STATE_TONES.get(measure.state or "", "plain")))
    return entry(head, measure_facts(measure, campaign))


def _risk_check(check: RiskCheck, today: date, ways: Ways) -> QWidget:
    level = words_of("labour_risk_level", check.level)
    said = _("risk: {level}").format(level=level) if level else ""
    tone = RISK_TONES.get(check.level or "", "plain") if check.is_open else "plain"
    head = _head(_day(check.day), said, check.id, ways)
    head[1:1] = [Badge(said, tone), _standing(check, today)]
    return entry(head, "\n".join(risk_facts(check)))


def _standing(check: RiskCheck, today: date) -> Badge:
    """Say whether the risk is settled, and if not when somebody looks again."""
    if check.closed_on:
        return Badge(_("settled {day}").format(day=check.closed_on.isoformat()), "ok")
    if check.warning_on is None:
        return Badge(_("not settled"), "warn")
    words = _("look again {day}").format(day=check.warning_on.isoformat())
    return Badge(words, "accent" if check.warns_on(today) else "info")


def _safety_check(check: SafetyCheck, today: date, ways: Ways) -> QWidget:
    result = words_of("safety_result", check.result)
    head = _head(_day(check.day), result, check.id, ways)
    head.insert(1, Badge(result, _RESULT_TONES.get(check.result or "", "accent")))
    ground = entry(head, check_facts(check))
    column = ground.layout()
    for finding in check.findings:
        if column is not None:
            column.addWidget(_finding(finding, today))
    return ground


def _finding(finding: SafetyFinding, today: date) -> QWidget:
    if finding.rectified_on:
        badge = Badge(_("rectified"), "ok")
    elif finding.is_overdue(today):
        badge = Badge(_("rectification overdue"), "accent")
    else:
        badge = Badge(_("not rectified"), "warn")
    return entry([label(finding.what), badge], finding_facts(finding))


def _person(person: Beneficiary, go: Callable[[str], object]) -> QWidget:
    way = link(person.name)
    way.clicked.connect(lambda: go(person.id))
    return entry([way], words_of("recipient_category", person.category))


def _head(words: str, spoken: str, record: str, ways: Ways) -> list[QWidget]:
    """Lead to a record and to its photos, or only name it where it may not be opened."""
    head: list[QWidget] = [label(words, "heading")]
    if ways.go is not None:
        go = ways.go
        way = link(words)
        way.setAccessibleName(f"{words} {spoken}".strip())
        way.clicked.connect(lambda: go(record))
        head = [way]
    photos = ways.photos(record)
    return [*head, photos] if photos is not None else head


def _with_more(ground: QWidget, words: str, ways: Ways) -> QWidget:
    column = ground.layout()
    if ways.begin is not None and isinstance(column, QVBoxLayout):
        begin = ways.begin
        more = link(words)
        more.clicked.connect(lambda _on=False: begin())
        column.addWidget(more)
    return ground


def _day(day: date | None) -> str:
    return day.isoformat() if day else NOTHING
