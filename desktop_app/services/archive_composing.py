"""From a hardship file to the official archive form; the paper speaks Chinese always."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.errors import CircumstanceError
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.household_figures import figures_of
from desktop_app.domain.money import format_yuan
from desktop_app.domain.procedure import NOTICE_RESULT, ProcedureStep, standing
from desktop_app.domain.resident_id import Sex
from desktop_app.i18n import mark
from desktop_app.services.desk import Desk
from desktop_app.services.printing.archive_forms import MEMBER_FIELDS
from desktop_app.services.printing.plain_contents import ArchiveContent, Opinion

OPINIONS = ("admin_opinion", "union_opinion", "system_opinion")
MIGRANT = "migrant"
_SEX = {Sex.MALE: "男", Sex.FEMALE: "女"}
_YES_NO = {True: "是", False: "否"}
_DECLARATION = "本人声明所填情况真实、完整，同意工会核查家庭经济状况"
_LISTS = {
    "relation": "family_relation",
    "main_cause": "hardship_cause",
    "other_causes": "hardship_cause",
    "papers": "attachment_kind",
}
_FEN, _DM2_IN_M2 = "_fen", 100


class NoArchiveError(CircumstanceError):
    """The person has no hardship file."""

    message = mark("{name} has no hardship file.")


class NoSuchPersonError(CircumstanceError):
    """Nobody has this id."""

    message = mark("There is no person with the id {id}.")


class ArchiveComposer:
    """Writes archive forms out of the ledger."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def compose(self, person: str) -> ArchiveContent:
        """Compose the form of a person. Raises NoSuchPersonError and NoArchiveError."""
        store = self._desk.store
        found = store.beneficiaries.get(person)
        if found is None:
            raise NoSuchPersonError(id=person)
        reading = store.hardship_files.of(found.id)
        if reading is None:
            raise NoArchiveError(name=found.name)
        file = reading.record
        members = store.household_members.present(found.id)
        steps = standing(store.procedure_steps.of(file.id))
        union = store.organisations.get(store.identity.organisation)
        return ArchiveContent(
            union=union.name if union else "",
            name=found.name,
            day=self._desk.today(),
            is_migrant=file.household_kind == MIGRANT,
            facts={
                **_values(file),
                **_of_person(found, file),
                **_figures(file, members),
                "notice_result": _notice(steps),
            },
            members=tuple(self._member(one) for one in members),
            opinions=tuple(_opinion(steps, step) for step in OPINIONS),
        )

    def _member(self, member: HouseholdMember) -> dict[str, str]:
        values = _values(member)
        age = member.age_on(self._desk.today())
        values["sex"] = _SEX[member.sex] if member.sex else ""
        values["age"] = "" if age is None else str(age)
        health = (_word("health", member.health), _word("disability", member.disability))
        values["ailment"] = "；".join(part for part in health if part)
        values["health"] = _state_of_health(member.health)
        return {field: values.get(field, "") for field in MEMBER_FIELDS}


def _values(record: HardshipFile | HouseholdMember) -> dict[str, str]:
    """Say the fields of a record; amounts in yuan stand without the ending of their name."""
    said = {}
    for field in fields(record):
        value = getattr(record, field.name)
        name = field.name.removesuffix(_FEN)
        if value is None or field.name in ("id", "beneficiary", "originals"):
            continue
        said[name] = _said(field.name, value)
    return said


def _said(field: str, value: object) -> str:
    if isinstance(value, bool):
        return _YES_NO[value]
    if field.endswith(_FEN) and isinstance(value, int):
        return format_yuan(value)
    if isinstance(value, tuple):
        return "、".join(_word(field, str(one)) for one in value)
    return _word(field, str(value))


def _word(field: str, code: str | None) -> str:
    """Give a code's Chinese word; what belongs to no list is said as it is."""
    lists = CodeLists.load()
    series = _LISTS.get(field, field)
    found = lists[series].entry(code) if series in lists else None
    return found.name if found else code or ""


def _of_person(person: Beneficiary, file: HardshipFile) -> dict[str, str]:
    area = file.floor_area_dm2
    health = _word("health", file.health)
    group = _state_of_health(file.health)
    signed = file.declared_on.isoformat() if file.declared_on else ""
    return {
        "name": person.name,
        "ethnicity": _word("ethnicity", person.ethnicity),
        "sex": _SEX[person.sex] if person.sex else "",
        "id_number": person.id_number or "",
        "birth_date": person.birth_date.isoformat() if person.birth_date else "",
        "health": health if health == group else f"{group}（{health}）",
        "phone": person.phone or "",
        "other_phone": person.other_phone or "",
        "address": person.address or "",
        "employer": person.employer or "",
        "bank_name": person.bank_name or "",
        "bank_card": person.bank_card or "",
        "floor_area": f"{area / _DM2_IN_M2:g} ㎡" if area is not None else "",
        "declaration": f"{_DECLARATION}。{signed}" if file.declared else "",
        "papers": "；".join(
            part for part in (_said("papers", file.papers), file.paper_words or "") if part
        ),
    }


def _state_of_health(code: str | None) -> str:
    """Name what an illness is a kind of: the form asks for 良好, 疾病 or 残疾 first."""
    found = CodeLists.load()["health"].entry(code)
    above = found.belongs_to.get("health") if found else None
    return _word("health", above or code)


def _figures(file: HardshipFile, members: Sequence[HouseholdMember]) -> dict[str, str]:
    """Give what is stated, and where nothing is stated what follows from the rest."""
    reckoned = figures_of(file, members)
    per_head = file.per_head_monthly_fen
    annual = file.household_annual_income_fen
    per_head = reckoned.per_head_fen if per_head is None else per_head
    annual = reckoned.income.used_fen if annual is None else annual
    return {
        "household_size": str(file.household_size or reckoned.size.people),
        "per_head_monthly": "" if per_head is None else format_yuan(per_head),
        "household_annual_income": "" if annual is None else format_yuan(annual),
    }


def _notice(steps: Sequence[ProcedureStep]) -> str:
    found = [one for one in steps if one.step == NOTICE_RESULT]
    if not found:
        return ""
    said = (_word("step_result", found[-1].result), found[-1].remarks, _day(found[-1]))
    return "　".join(part for part in said if part)


def _opinion(steps: Sequence[ProcedureStep], step: str) -> Opinion:
    found = [one for one in steps if one.step == step]
    if not found:
        return Opinion()
    last = found[-1]
    said = (_word("step_result", last.result), last.remarks)
    words = "；".join(part for part in said if part)
    return Opinion(words=words, signed_by="、".join(last.by), day=last.day)


def _day(step: ProcedureStep) -> str:
    return step.day.isoformat() if step.day else ""
