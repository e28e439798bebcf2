"""The routine visits of the sample officers, drawn by lot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.identity import VisitId, new_id
from desktop_app.domain.visit import Finding, Place, Visit, Visitor
from desktop_app.services.season.script import Table
from desktop_app.services.visiting import Given
from desktop_app.storage.grants import GrantLine

FACE_TO_FACE = frozenset({"home", "site"})
PLACE_KINDS = {"home": "home", "site": "enterprise"}

Recorded = tuple[Visit, tuple[Given, ...]]


def draw(
    lot: Random, routine: Table, lines: Sequence[tuple[GrantLine, Beneficiary]]
) -> list[Recorded]:
    """Draw one visit for each of these grants, in the order of days.

    Whoever is met in person is handed what was approved.
    """
    drawn = [_visit(lot, routine, line, person) for line, person in lines]
    return sorted(drawn, key=lambda one: one[0].first_day or date.min)


def _visit(lot: Random, routine: Table, line: GrantLine, person: Beneficiary) -> Recorded:
    manner = lot.choice(routine["manners"])
    officer, *others = [Visitor(**one) for one in routine["visitors"]]
    concerns = lot.sample(sorted(routine["findings"]), k=3)
    said = {concern: lot.choice(routine["findings"][concern]) for concern in concerns}
    visit = Visit(
        id=VisitId(new_id()),
        campaign=line.grant.campaign,
        manner=manner,
        first_day=_day(lot, routine),
        places=_places(manner, person),
        risk_level=routine["risk_level"],
        visitors=(officer, lot.choice(others)),
        beneficiaries=(person.id,),
        concerns=tuple(concerns),
        findings=tuple(Finding(concern=concern, text=text) for concern, text in said.items()),
        difficulties=said.get("household_difficulties", ""),
        requests=said.get("wishes", ""),
        exhortation=routine["exhortation"],
    )
    handed = manner in FACE_TO_FACE
    return visit, (Given(beneficiary=person.id, grant=line.grant.id),) if handed else ()


def _day(lot: Random, routine: Table) -> date:
    first: date = routine["first_day"]
    days: int = (routine["last_day"] - first).days
    return first + timedelta(days=lot.randrange(days + 1))


def _places(manner: str, person: Beneficiary) -> tuple[Place, ...]:
    kind = PLACE_KINDS.get(manner)
    if kind is None:
        return ()
    name = person.employer if manner == "site" else person.address
    return (Place(kind=kind, name=name or ""),)
