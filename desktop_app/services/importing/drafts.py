"""From a row to the records it describes, with everything that is wrong with it.

A draft's records have no ids yet; what the row does not say is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from desktop_app.domain import beneficiary, household_issues
from desktop_app.domain.beneficiary import Beneficiary
from desktop_app.domain.campaign import RosterEntry
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.household import HardshipFile, HouseholdMember
from desktop_app.domain.identity import (
    BeneficiaryId,
    CampaignId,
    HardshipFileId,
    RosterEntryId,
)
from desktop_app.domain.issue import Issue, any_blocks, objection
from desktop_app.domain.resident_id import read_resident_id_cell
from desktop_app.services.importing import fields, values
from desktop_app.services.importing.headings import Layout
from desktop_app.services.importing.members import members_of
from desktop_app.services.importing.parsing import Cell
from desktop_app.services.importing.rows import TableRow
from desktop_app.services.importing.sayings import Sayings, said_by, settle_by_number


class Place(NamedTuple):
    """Where a row stands; `column` parts tables side by side."""

    sheet: str
    row: int
    column: int = 0

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one row says about one person.

    One that is not `on_roster` tells of a household alone.
    """

    place: Place
    person: Beneficiary
    entry: RosterEntry
    file: HardshipFile | None = None
    members: tuple[HouseholdMember, ...] = ()
    issues: tuple[Issue, ...] = ()
    on_roster: bool = True

    @property
    def is_refused(self) -> bool:
        """Tell whether the row must go back."""
        return any_blocks(self.issues)


# A sheet is a hardship archive where it has more of these than a roster would ever carry.
_FEWEST_FILE_FIELDS = 3
_NUMBERS = frozenset({"phone", "other_phone", "bank_card"})


def draft_of(row: TableRow, sheet: str, *, today: date, has_amounts: bool) -> Draft:
    """Read one person's row. `has_amounts` says that the sheet fills its column of amounts."""
    cells = {
        name: row.cells[column]
        for name, column in row.layout.columns.items()
        if column < len(row.cells)
    }
    person, originals, issues = _person(cells, today)
    entry, entry_issues, tags = _entry(cells, row.layout, has_amounts=has_amounts)
    file, file_issues = _file(cells, row.layout)
    members, member_issues = members_of(cells, today)
    if file is not None:
        file = replace(file, changed_on=today, originals={**originals, **file.originals})
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


def weighed(draft: Draft) -> Draft:
    """Add what is to be said of file and household once all members are known."""
    if draft.file is None:
        return draft
    found = household_issues.file_objections(draft.file, draft.members)
    return replace(draft, issues=tuple(dict.fromkeys((*draft.issues, *found))))


def _person(
    cells: Mapping[str, Cell], today: date
) -> tuple[dict[str, Any], dict[str, str], list[Issue]]:
    """Read what the row says of the person: fields of a Beneficiary, and the words they were."""
    said = said_by(cells, fields.PERSON)
    number, issues = read_resident_id_cell(cells.get("id_number"), "id_number", today=today)
    said.issues.extend(issues)
    settle_by_number(said, number)
    said.values.setdefault("name", "")
    # The numbers have been judged where they were read; the record judges the rest.
    rest = {name: value for name, value in said.values.items() if name not in _NUMBERS}
    judged = beneficiary.objections(Beneficiary(id=BeneficiaryId(""), **rest), today=today)
    said.issues.extend(issue for issue in judged if issue.field != "id_number")
    if number:
        said.values["id_number"] = number.text
    return said.values, said.originals, said.issues


def _entry(
    cells: Mapping[str, Cell], layout: Layout, *, has_amounts: bool
) -> tuple[dict[str, Any], list[Issue], tuple[str, ...]]:
    """Read what the row says of the roster's line, and the words that no category knows."""
    said = said_by(cells, fields.ENTRY)
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


def _goods(said: Sayings) -> tuple[GoodsLine, ...]:
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
    said = said_by(cells, fields.FILE)
    options = CodeLists.load()["hardship_category"]
    file = HardshipFile(
        id=HardshipFileId(""),
        list_year=options.valid_from,
        list_source=options.source,
        beneficiary=BeneficiaryId(""),
        originals=said.originals,
        **said.values,
    )
    return file, said.issues
