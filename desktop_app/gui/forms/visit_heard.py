"""Needs heard in a visit: rows of its form as needs, and whose they may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from desktop_app.domain import need as needs
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.identity import BeneficiaryId, EmployerId, NeedId, new_id
from desktop_app.domain.issue import Issue
from desktop_app.domain.need import ORDINARY, Need
from desktop_app.domain.visit import Visit
from desktop_app.services.office import Office

HEARD = "heard"
_PERSON, _EMPLOYER, _GROUP = "person", "employer", "group"
Choices = list[tuple[str, str]]


def whose(
    people: Iterable[Beneficiary], employers: Iterable[tuple[str, str]], groups: Iterable[str]
) -> Choices:
    """List whose a need may be: a code that `needs_of` understands, and words."""
    return [
        *((f"{_PERSON}:{one.id}", one.name) for one in people),
        *((f"{_EMPLOYER}:{employer}", name) for employer, name in employers),
        *((f"{_GROUP}:{words}", words) for words in groups if words),
    ]


def needs_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Need, ...]:
    """Make a need of each row; a row that names nobody is of whom the visit was to."""
    return tuple(_need_of(row) for row in rows)


def objections(office: Office, visit: Visit, heard: Sequence[Need]) -> list[Issue]:
    """List what is wrong with the needs heard, all under their one field of the form."""
    found: dict[str, Issue] = {}
    for need in heard:
        made = office.needs.of_visit(visit, need)
        for issue in needs.objections(made, today=office.desk.today()):
            found.setdefault(issue.code, replace(issue, field=HEARD))
    return list(found.values())


def need_words(need: Need) -> str:
    """Say a need in one line: its kind and what was heard."""
    kind = CodeLists.load()["need_kind"].label_of(need.kind)
    return " · ".join(part for part in (kind, need.words) if part)


def _need_of(row: Mapping[str, Any]) -> Need:
    kind, _colon, owner = str(row["whose"] or "").partition(":")
    return Need(
        id=NeedId(new_id()),
        kind=row["kind"] or "",
        urgency=row["urgency"] or ORDINARY,
        words=row["words"] or "",
        beneficiary=BeneficiaryId(owner) if kind == _PERSON else None,
        employer=EmployerId(owner) if kind == _EMPLOYER else None,
        group_words=owner if kind == _GROUP else "",
    )
