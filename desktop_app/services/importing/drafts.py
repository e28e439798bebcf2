"""From a row to the records it describes, with everything that is wrong with it.

A draft's records have no ids yet; what the row does not say is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from desktop_app.domain import beneficiary, household_issues
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import RosterEntry
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.identity import (
    BeneficiaryId,
    CampaignId,
    HardshipFileId,
    HouseholdMemberId,
    RosterEntryId,
)
from desktop_app.domain.issue import Issue, any_blocks, objection, warning
from desktop_app.domain.resident_id import ResidentId, Sex, read_resident_id_cell
from desktop_app.services.importing import fields, values
from desktop_app.services.importing.headings import Layout
from desktop_app.services.importing.parsing import Cell
from desktop_app.services.importing.rows import TableRow
from desktop_app.services.importing.values import Value


class Place(NamedTuple):
    """Where a row stands; `column` parts tables side by side."""

    sheet: str
    row: int
    column: int = 0

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one row says about one person, and which rows repeated it."""

    place: Place
    person: Beneficiary
    entry: RosterEntry
    file: HardshipFile | None = None
    members: tuple[HouseholdMember, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Tell whether the row must go back."""
        return any_blocks(self.issues)


# A sheet is a hardship archive where it has more of these than a roster would ever carry.
_FEWEST_FILE_FIELDS = 3
_EMPTY: tuple[object, ...] = (None, "", ())
_NUMBERS = frozenset({"phone", "other_phone", "bank_card"})


@dataclass(slots=True)
class _Sayings:
    """What the cells of a row say about one record."""

    values: dict[str, Any] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def take(self, name: str, read: Value) -> None:
        """Take the value of a field in; an empty one leaves it unsaid."""
        self.issues.extend(read.issues)
        if read.original:
            self.originals[name] = read.original
        if read.value not in _EMPTY:
            self.values[name] = read.value


def draft_of(row: TableRow, sheet: str, *, today: date, has_amounts: bool) -> Draft:
    """Read one person's row. `has_amounts` says that the sheet fills its column of amounts."""
    cells = {
        name: row.cells[column]
        for name, column in row.layout.columns.items()
        if column < len(row.cells)
    }
    person, issues = _person(cells, today)
    entry, entry_issues, tags = _entry(cells, row.layout, has_amounts=has_amounts)
    file, file_issues = _file(cells, row.layout)
    members, member_issues = _members(cells, today)
    if file is not None:
        file_issues = [*file_issues, *household_issues.file_objections(file, members)]
    merged = [objection(name, "merged_cell") for name in row.merged]
    entry.setdefault("unit", person.get("employer"))
    return Draft(
        place=Place(sheet, row.number, row.layout.first_column),
        person=Beneficiary(
            id=BeneficiaryId(""), category=entry.get("category"), tags=tags, **person
        ),
        entry=RosterEntry(
            id=RosterEntryId(""), campaign=CampaignId(""), beneficiary=BeneficiaryId(""), **entry
        ),
        file=file,
        members=members,
        issues=tuple(
            dict.fromkeys((*issues, *entry_issues, *file_issues, *member_issues, *merged))
        ),
    )


def _person(cells: Mapping[str, Cell], today: date) -> tuple[dict[str, Any], list[Issue]]:
    """Read what the row says of the person, as the fields of a Beneficiary."""
    said = _said(cells, fields.PERSON)
    number, issues = read_resident_id_cell(cells.get("id_number"), "id_number", today=today)
    said.issues.extend(issues)
    _by_number(said, number)
    said.values.setdefault("name", "")
    # The numbers have been judged where they were read; the record judges the rest.
    rest = {name: value for name, value in said.values.items() if name not in _NUMBERS}
    judged = beneficiary.objections(Beneficiary(id=BeneficiaryId(""), **rest), today=today)
    said.issues.extend(issue for issue in judged if issue.field != "id_number")
    if number:
        said.values["id_number"] = number.text
    return said.values, said.issues


def _by_number(said: _Sayings, number: ResidentId | None, prefix: str = "") -> None:
    """Let a sound ID number decide on sex and birth date, and say where the row says otherwise."""
    stated, born = said.values.get("sex"), said.values.get("birth_date")
    if stated:
        said.values["sex"] = Sex(stated)
    if number is None or not number.check_fits:
        return
    if stated and Sex(stated) != number.sex:
        said.issues.append(warning(f"{prefix}sex", "sex_differs"))
    if born and born != number.birth_date:
        of_id = str(number.birth_date)
        said.issues.append(warning(f"{prefix}birth_date", "birth_date_differs", of_id=of_id))
    said.values.update(sex=number.sex, birth_date=number.birth_date)


def _entry(
    cells: Mapping[str, Cell], layout: Layout, *, has_amounts: bool
) -> tuple[dict[str, Any], list[Issue], tuple[str, ...]]:
    """Read what the row says of the roster's line, and the words that no category knows."""
    said = _said(cells, fields.ENTRY)
    if has_amounts:
        read_cash = values.read_cash_in_wan if layout.in_wan else values.read_cash
        said.take("cash_fen", read_cash(cells.get("cash_fen"), "cash_fen"))
    lines = _goods(said)
    if lines:
        said.values["goods"] = lines
        said.issues = [issue for issue in said.issues if issue.code != "amount_missing"]
    word = said.originals.get("category", "")
    tags = (word,) if word and "category" not in said.values else ()
    return said.values, said.issues, tags


def _goods(said: _Sayings) -> tuple[GoodsLine, ...]:
    """Join goods with the columns of their number and worth; they fit one kind of goods only."""
    lines: tuple[GoodsLine, ...] = said.values.pop("goods", ())
    quantity = said.values.pop("goods_quantity", None)
    worth = said.values.pop("goods_value", None)
    if len(lines) != 1:
        return lines
    (line,) = lines
    if quantity and line.quantity == 1:
        line = replace(line, quantity=quantity)
    if worth and worth % line.quantity == 0:
        line = replace(line, unit_price_fen=worth // line.quantity)
    return (line,)


def _file(cells: Mapping[str, Cell], layout: Layout) -> tuple[HardshipFile | None, list[Issue]]:
    if len(fields.FILE.keys() & layout.columns.keys()) < _FEWEST_FILE_FIELDS:
        return None, []
    said = _said(cells, fields.FILE)
    file = HardshipFile(
        id=HardshipFileId(""),
        beneficiary=BeneficiaryId(""),
        originals=said.originals,
        **said.values,
    )
    return file, said.issues


def _members(
    cells: Mapping[str, Cell], today: date
) -> tuple[tuple[HouseholdMember, ...], list[Issue]]:
    found, issues = [], []
    for prefix in _member_prefixes(tuple(cells)):
        of_member = {
            name.removeprefix(prefix): cell
            for name, cell in cells.items()
            if name.startswith(prefix) and values.text_of(cell) not in values.NOTHING
        }
        if of_member.keys() & {"name", "id_number"}:
            member, more = _member(of_member, prefix, today)
            found.append(member)
            issues.extend(more)
    return tuple(found), issues


@lru_cache(maxsize=64)
def _member_prefixes(names: tuple[str, ...]) -> tuple[str, ...]:
    prefixes = {f"{name.partition('.')[0]}." for name in names if "." in name}
    return tuple(sorted(prefixes, key=lambda prefix: int(prefix[6:-1])))


def _member(
    cells: Mapping[str, Cell], prefix: str, today: date
) -> tuple[HouseholdMember, list[Issue]]:
    said = _said(cells, fields.MEMBER, prefix)
    number = None
    if "id_number" in cells:
        number, issues = read_resident_id_cell(
            cells["id_number"], f"{prefix}id_number", today=today
        )
        said.issues.extend(issues)
    _by_number(said, number, prefix)
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


def _said(
    cells: Mapping[str, Cell], readers: Mapping[str, values.Reader], prefix: str = ""
) -> _Sayings:
    said = _Sayings()
    for name, read in readers.items():
        if name in cells:
            said.take(name, read(cells[name], prefix + name))
    return said
