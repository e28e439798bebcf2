"""The members of a household in a row: side by side in it, or one in each row of a second sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from desktop_app.domain.household import HouseholdMember
from desktop_app.domain.identity import BeneficiaryId, HouseholdMemberId
from desktop_app.domain.issue import Issue, objection, warning
from desktop_app.domain.resident_id import read_resident_id_cell
from desktop_app.services.importing import fields, values
from desktop_app.services.importing.parsing import Cell
from desktop_app.services.importing.sayings import Sayings, said_by, settle_by_number

_AGE = "age"


def members_of(
    cells: Mapping[str, Cell], today: date
) -> tuple[tuple[HouseholdMember, ...], list[Issue]]:
    """Read the members that stand side by side in a person's row."""
    found, issues = [], []
    for prefix in _member_prefixes(tuple(cells)):
        of_member = {
            name.removeprefix(prefix): cell
            for name, cell in cells.items()
            if name.startswith(prefix) and values.text_of(cell) not in values.NOTHING
        }
        if of_member.keys() & {"name", "id_number"}:
            member, more = member_of(of_member, prefix, today)
            found.append(member)
            issues.extend(more)
        elif any(values.text_of(cell).strip("0.") for cell in of_member.values()):
            text = "、".join(values.text_of(cell) for cell in of_member.values())
            issues.append(warning(f"{prefix}name", "member_nameless", text=text))
    return tuple(found), issues


@lru_cache(maxsize=64)
def _member_prefixes(names: tuple[str, ...]) -> tuple[str, ...]:
    prefixes = {f"{name.partition('.')[0]}." for name in names if "." in name}
    return tuple(sorted(prefixes, key=lambda prefix: int(prefix[6:-1])))


def member_of(
    cells: Mapping[str, Cell], prefix: str, today: date
) -> tuple[HouseholdMember, list[Issue]]:
    """Read one member from its cells by field; `prefix` names the member in issues."""
    said = said_by(cells, fields.MEMBER, prefix)
    number = None
    if "id_number" in cells:
        number, issues = read_resident_id_cell(
            cells["id_number"], f"{prefix}id_number", today=today
        )
        said.issues.extend(issues)
    settle_by_number(said, number, prefix)
    _settle_age(said)
    member = HouseholdMember(
        id=HouseholdMemberId(""),
        beneficiary=BeneficiaryId(""),
        name=said.values.pop("name", ""),
        id_number=number.text if number else None,
        originals=said.originals,
        **said.values,
    )
    if not member.name:
        said.issues.append(objection(f"{prefix}name", "name_missing"))
    return member, said.issues


def _settle_age(said: Sayings) -> None:
    """Keep a stated age only where no birth date says more."""
    age = said.values.pop(_AGE, None)
    if age is not None and "birth_date" not in said.values:
        said.originals[_AGE] = str(age)
