"""A visit in the words in which its record is read."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.domain import goods, money
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.grant import GrantState
from desktop_app.domain.money import format_yuan
from desktop_app.domain.need import Need, NeedState
from desktop_app.domain.visit import Group, Place, Visit
from desktop_app.gui.forms.place_when import when_of
from desktop_app.gui.forms.visit_heard import need_words
from desktop_app.gui.forms.visitor_words import visitor_words
from desktop_app.gui.tables.need_columns import NEED_STATES
from desktop_app.gui.tables.visit_columns import day_words, manner_words, place_words
from desktop_app.i18n import _
from desktop_app.services.visit_lines import VisitLine
from desktop_app.storage.grants import GrantLine


def headline(visit: Visit) -> str:
    """Say when and how it was: the day, the words beside it, the manner."""
    words = visit.day_words if visit.first_day and visit.day_words else ""
    said = (day_words(visit), words, manner_words(visit))
    return " · ".join(part for part in said if part)


def occasion(visit: Visit) -> str:
    """Say on which occasion it was."""
    return _label("visit_occasion", visit.occasion) if visit.occasion else ""


def parts(line: VisitLine) -> Iterator[tuple[str, list[str]]]:
    """Give everything that was recorded, part by part: a caption and its lines."""
    visit = line.visit
    yield _("Money and goods handed over"), [_given(one) for one in line.given]
    yield _("Given to groups and employers, in words"), [visit.given_words]
    yield _("Who came"), _came(visit)
    yield _("Where"), [*(_where(place) for place in visit.places), _risk(visit)]
    yield _("Groups met"), [_group(group) for group in visit.groups]
    yield _("Asked and learnt"), _learnt(visit)
    for caption, text in (
        (_("Difficulties at home"), visit.difficulties),
        (_("Wishes and requests"), visit.requests),
        (_("How it went"), visit.account),
        (_("What was said to them"), visit.exhortation),
        (_("Remarks"), visit.remarks),
        (_("Where it was told"), visit.sources),
    ):
        yield caption, [text]


def need(heard: Need, state: NeedState) -> str:
    """Say a need and how far it has come."""
    return f"{need_words(heard)} · {_(NEED_STATES[state][0])}"


def _label(codes: str, code: str | None) -> str:
    return CodeLists.load()[codes].label_of(code)


def _given(line: GrantLine) -> str:
    cash = line.grant.cash_fen
    money_words = f"{format_yuan(cash)}  {money.capitals(cash)}" if cash else ""
    said = [line.name, money_words, goods.words_of(line.grant.goods), line.receipt]
    if line.state is GrantState.VOID:
        said.append(_("void"))
    elif not line.approved_by:
        said.append(_("not approved yet"))
    return " · ".join(part for part in said if part)


def _came(visit: Visit) -> list[str]:
    leader = " ".join(part for part in (visit.leader_title, visit.leader) if part)
    if visit.title_remarks:
        leader = f"{leader}（{visit.title_remarks}）"
    named = [visitor_words(visitor) for visitor in visit.visitors]
    companions = visit.company_words
    return [visit.delegation, leader, "、".join(named), companions, visit.lone_visitor_reason]


def _where(place: Place) -> str:
    name = place_words(place)
    kind = _label("place_type", place.kind) if place.kind else ""
    risk = _label("risk_level", place.risk_level) if place.risk_level else ""
    said = [place.region, name, kind if kind != name else "", when_of(place), risk, place.remarks]
    return " · ".join(part for part in said if part)


def _risk(visit: Visit) -> str:
    return _label("risk_level", visit.risk_level) if visit.risk_level else ""


def _group(group: Group) -> str:
    if group.count is None:
        return group.words
    words = _("{who}: about {count} {unit}") if group.approximate else _("{who}: {count} {unit}")
    unit = _label("count_unit", group.unit)
    return words.format(who=group.words, count=f"{group.count:,}", unit=unit)


def _learnt(visit: Visit) -> list[str]:
    told = {finding.concern for finding in visit.findings}
    asked = [_label("concern", one) for one in visit.concerns if one not in told]
    found = [
        _("{concern}: {text}").format(concern=_label("concern", one.concern), text=one.text)
        for one in visit.findings
    ]
    return [*found, "、".join(asked)]
