"""From a visit to what stands on its record; the paper speaks Chinese whatever the screen does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from desktop_app.domain import goods
from desktop_app.domain.attachment import AttachmentRole
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.money import capitals, format_yuan
from desktop_app.domain.need import Need
from desktop_app.domain.resident_id import Sex
from desktop_app.domain.visit import Group, Place, Visit, Visitor
from desktop_app.services.desk import Desk
from desktop_app.services.printing.contents import VisitRecordContent
from desktop_app.services.printing.facts import Fact, FactGroup, Photo
from desktop_app.services.printing.visit_forms import VisitFact
from desktop_app.services.visit_fields import FOUND, VISIT_FIELDS
from desktop_app.services.visit_lines import VisitLine, VisitLines
from desktop_app.storage.grants import GrantLine

MOST_PHOTOS = 5
_PEOPLE = {Sex.MALE: "男", Sex.FEMALE: "女"}
_GAP = "　"


class VisitComposer:
    """Writes records of visits out of the ledger."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lines = VisitLines(desk)

    def compose(self, visit: str, facts: Sequence[VisitFact]) -> VisitRecordContent | None:
        """Compose the record of a visit by the fields of its form; None for an unknown id."""
        line = self._lines.line(visit)
        if line is None:
            return None
        store = self._desk.store
        union = store.organisations.get(store.identity.organisation)
        values = self.values(line)
        return VisitRecordContent(
            number="",
            union=union.name if union else "",
            campaign=values["campaign"],
            name=_whom(line),
            day=line.visit.first_day or self._desk.today(),
            when=_days(line.visit),
            amount_fen=line.cash_fen,
            groups=filled(facts, values),
            photos=tuple(self._photos(visit)),
        )

    def values(self, line: VisitLine) -> dict[str, str]:
        """Say every field of a visit."""
        visit = line.visit
        campaign = self._desk.store.campaigns.get(visit.campaign) if visit.campaign else None
        needs = self._desk.store.needs.where("visit = ?", [visit.id])
        said = {
            name: str(getattr(visit, name) or "") for name in VISIT_FIELDS if hasattr(visit, name)
        }
        return {
            **said,
            **_when_and_how(visit),
            **_place(visit),
            **_learnt(visit),
            "campaign": campaign.name if campaign else "",
            "beneficiaries": "\n".join(self._people(line)),
            "visitors": "、".join(_visitor(one) for one in visit.visitors),
            "households": "、".join(line.households),
            "employers": "、".join(line.employers),
            "groups": "；".join(_group(one) for one in visit.groups),
            "heard": "\n".join(_need(one) for one in needs),
            "given": "\n".join(_given(one) for one in line.standing),
        }

    def _people(self, line: VisitLine) -> Iterator[str]:
        people = self._desk.store.beneficiaries.by_ids(line.visit.beneficiaries)
        for one in line.visit.beneficiaries:
            if one in people:
                yield _person(people[one])

    def _photos(self, visit: str) -> Iterator[Photo]:
        attached = self._desk.store.attachments.of("visit", visit)
        photos = [one for one in attached if one.role is AttachmentRole.PHOTO]
        for one in photos[:MOST_PHOTOS]:
            yield Photo(
                jpeg=b"",
                width=one.width or 1,
                height=one.height or 1,
                caption=one.caption,
                sha256=one.sha256,
            )


def filled(
    facts: Sequence[VisitFact], values: dict[str, str], *, blank: bool = False
) -> tuple[FactGroup, ...]:
    """Put values under the labels of a form; a blank form has every field, to write in."""
    groups = []
    for heading, of in groupby(facts, key=lambda fact: fact.group):
        listed = tuple(
            Fact(
                label=fact.label,
                value=values.get(fact.field, ""),
                wide=fact.abreast == 1,
                lines=fact.lines if blank else 1,
            )
            for fact in of
            if blank or values.get(fact.field)
        )
        if listed:
            groups.append(FactGroup(heading=heading, facts=listed))
    return tuple(groups)


def word(list_id: str, code: str | None) -> str:
    """Give a code's Chinese word, as the form has it."""
    found = CodeLists.load()[list_id].entry(code)
    return found.name if found else code or ""


def _whom(line: VisitLine) -> str:
    visited = [*line.people, *line.households, *line.employers]
    names = list(dict.fromkeys(visited)) or [group.words for group in line.visit.groups]
    names = names or [place.name for place in line.visit.places if place.name]
    if len(names) > 3:
        return f"{'、'.join(names[:3])}等{len(names)}"
    return "、".join(names)


def _person(person: Beneficiary) -> str:
    sex = _PEOPLE[person.sex] if person.sex else ""
    said = (person.name, sex, person.employer, person.address, person.phone_masked)
    return _GAP.join(part for part in said if part)


def _day(visit: Visit | Place) -> dict[str, str]:
    days = {"first_day": visit.first_day, "last_day": visit.last_day}
    return {
        name: f"{day.year}年{day.month}月{day.day}日" if day else "" for name, day in days.items()
    }


def _when_and_how(visit: Visit) -> dict[str, str]:
    return {
        **_day(visit),
        "manner": word("visit_manner", visit.manner),
        "occasion": word("visit_occasion", visit.occasion),
    }


def _days(visit: Visit) -> str:
    """Say in a few words when a visit was: a day, from day to day, or as it was put."""
    days = [day for day in (visit.first_day, visit.last_day) if day]
    if not days:
        return visit.day_words
    if len(days) == 2 and days[0].year == days[1].year:
        first, last = days
        until = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
        return f"{first.year}年{first.month}月{first.day}日至{until}"
    return "至".join(f"{day.year}年{day.month}月{day.day}日" for day in days)


def _when(place: Place) -> str:
    days = [day for day in _day(place).values() if day]
    return _GAP.join(part for part in ("至".join(days), place.day_words) if part)


def _place(visit: Visit) -> dict[str, str]:
    """Say the first place field by field, and the others in a line each."""
    risk = word("risk_level", visit.risk_level)
    if not visit.places:
        return {"risk_level": risk}
    first = visit.places[0]
    return {
        "place_kind": word("place_type", first.kind),
        "place_name": first.name,
        "place_region": first.region,
        "place_when": _when(first),
        "place_remarks": first.remarks,
        "risk_level": risk or word("risk_level", first.risk_level),
        "more_places": "\n".join(_further(place) for place in visit.places[1:]),
    }


def _further(place: Place) -> str:
    said = (
        *(place.region, place.name, word("place_type", place.kind), _when(place)),
        *(word("risk_level", place.risk_level), place.remarks),
    )
    return _GAP.join(part for part in said if part)


def _learnt(visit: Visit) -> dict[str, str]:
    """Say what was learnt: in the field of its concern where it has one, else among the others."""
    texts: dict[str, str] = {}
    more: list[str] = []
    for finding in visit.findings:
        field = f"{FOUND}{finding.concern}"
        if field in VISIT_FIELDS and field not in texts:
            texts[field] = finding.text
        else:
            more.append(f"{word('concern', finding.concern)}：{finding.text}")
    told = {finding.concern for finding in visit.findings}
    more += [word("concern", one) for one in visit.concerns if one not in told]
    return {**texts, "more_findings": "\n".join(more)}


def _visitor(visitor: Visitor) -> str:
    beside = _GAP.join(part for part in (visitor.unit, visitor.title) if part)
    return f"{visitor.name}（{beside}）" if beside else visitor.name


def _group(group: Group) -> str:
    if group.count is None:
        return group.words
    about = "约" if group.approximate else ""
    return f"{group.words} {about}{group.count:,}{word('count_unit', group.unit)}"


def _need(need: Need) -> str:
    return f"{word('need_kind', need.kind)}：{need.words}"


def _given(line: GrantLine) -> str:
    cash = line.grant.cash_fen
    said = (
        line.name,
        f"慰问金 ¥{format_yuan(cash)}（{capitals(cash)}）" if cash else "",
        goods.words_of(line.grant.goods),
        word("fund_source", line.grant.fund_source),
        f"№ {line.receipt}" if line.receipt else "",
    )
    return _GAP.join(part for part in said if part)
