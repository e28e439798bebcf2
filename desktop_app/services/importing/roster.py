"""A roster as a grassroots union sends it: read, sorted into people and rows that go back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from desktop_app.domain.issue import Issue
from desktop_app.i18n import mark
from desktop_app.services.importing import family
from desktop_app.services.importing.drafts import Draft, Place, draft_of, weighed
from desktop_app.services.importing.family import Relative
from desktop_app.services.importing.headings import Layout, find_layout, sides
from desktop_app.services.importing.parsing import Row, Sheet
from desktop_app.services.importing.reading import read_sheets
from desktop_app.services.importing.refusals import EmptyWorkbookError, NoRosterError
from desktop_app.services.importing.repeats import once_each
from desktop_app.services.importing.rows import Kind, TableRow, bears_number, table_rows
from desktop_app.services.importing.values import NOTHING, text_of
from desktop_app.services.progress import Progress, unwatched

NO_HEADING = mark("It has no headings for names and ID numbers.")
HIDDEN = mark("It is hidden.")
_PROGRESS_STEP = 200
_STATED_UNIT = re.compile(
    r"(?:填报|申报|上报|报送|推荐)单位(?:[(（](?:盖章|公章|签章)[)）])?\s*[:：]\s*(\S{2,}?)(?:\s|年|[(（]|$)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A row that goes back: where it stands, what it holds, why it was not taken."""

    place: Place
    cells: Row
    layout: Layout
    issues: tuple[Issue, ...]

    @property
    def reasons(self) -> tuple[Issue, ...]:
        """Give the objections that stop the row, the gravest first."""
        return tuple(issue for issue in self.issues if issue.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that is not a person: a total, a signature, a comment, a heading again."""

    place: Place
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A sheet that was not read, and the msgid of why."""

    sheet: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What a file says. `people` are to be taken, each once; `refused` go back.

    `relatives` are members of households whose workers are not in the file: the ledger may know
    them. `day` is the day of reading.
    """

    file: str
    day: date
    people: tuple[Draft, ...] = ()
    refused: tuple[Refused, ...] = ()
    repeated: tuple[Place, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    hidden: tuple[Place, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unread_headings: tuple[tuple[str, str], ...] = ()
    relatives: tuple[Relative, ...] = ()

    @property
    def rows_read(self) -> int:
        """Count the rows that are people, repeated and refused ones included."""
        return len(self.people) + len(self.repeated) + len(self.refused)

    @property
    def total_fen(self) -> int:
        """Add up the amounts of the people who are to be taken."""
        return sum(draft.entry.cash_fen or 0 for draft in self.people)

    @property
    def members(self) -> int:
        """Count the household members."""
        return sum(len(draft.members) for draft in self.people)

    @property
    def warnings(self) -> Iterator[tuple[Place, Issue]]:
        """Go through what was noticed about the people who are to be taken."""
        return ((draft.place, issue) for draft in self.people for issue in draft.issues)


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    today: date
    progress: Progress
    total: int
    done: int = 0
    drafts: list[Draft] = field(default_factory=list)
    rows: dict[Place, TableRow] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    hidden: list[Place] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)

    def sheet(self, sheet: Sheet, layout: Layout) -> None:
        """Read the rows below a heading."""
        has_amounts, unit = _has_amounts(sheet, layout), _stated_unit(sheet, layout)
        for row in table_rows(sheet, layout):
            self.done += 1
            if self.done % _PROGRESS_STEP == 0:
                self.progress(self.done, self.total)
            place = Place(sheet.name, row.number, row.layout.first_column)
            if row.kind is Kind.PERSON:
                self.rows[place] = row
                draft = draft_of(row, sheet.name, today=self.today, has_amounts=has_amounts)
                self.drafts.append(_with_unit(draft, unit))
                if row.number in sheet.hidden_rows:
                    self.hidden.append(place)
            elif row.kind is not Kind.EMPTY:
                self.left_out.append(LeftOut(place=place, kind=row.kind))


def read_roster(path: Path, today: date, progress: Progress = unwatched) -> Roster:
    """Read a roster or an archive workbook; nothing is written.

    Raises a CircumstanceError for a file that is none, and CancelledError from `progress`.
    """
    sheets = read_sheets(path)
    if not any(any(cell is not None for cell in row) for sheet in sheets for row in sheet.rows):
        raise EmptyWorkbookError(file=path.name)
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    families = _families(shown)
    found = [(sheet, find_layout(sheet)) for sheet in shown if sheet.name not in families]
    tables = [side for sheet, layout in found if layout for side in sides(sheet, layout)]
    if not tables and not families:
        raise NoRosterError(file=path.name)
    reading = _Reading(today, progress, sum(len(sheet.rows) for sheet, _layout in tables))
    for sheet, layout in tables:
        reading.sheet(sheet, layout)
    for sheet in shown:
        if heading := families.get(sheet.name):
            reading.relatives += family.relatives(sheet, heading, today)
    read = {*families, *(sheet.name for sheet, _layout in tables)}
    roster = Roster(
        file=path.name,
        day=today,
        left_out=tuple(reading.left_out),
        hidden=tuple(reading.hidden),
        skipped=tuple(_skipped(sheet) for sheet in sheets if sheet.name not in read),
        unread_headings=tuple(
            (name, heading)
            for name, one in [*((s.name, one) for s, one in tables), *families.items()]
            for heading in one.unread
        ),
    )
    return _settled(roster, reading)


def _families(sheets: Sequence[Sheet]) -> dict[str, Layout]:
    """Find the sheets of members; by the file's number alone only beside a sheet of workers."""
    found = {sheet.name: layout for sheet in sheets if (layout := family.find_family(sheet))}
    workers = [sheet for sheet in sheets if sheet.name not in found and find_layout(sheet)]
    return {
        name: layout
        for name, layout in found.items()
        if workers or family.names_owners_by_id(layout)
    }


def _skipped(sheet: Sheet) -> Skipped:
    return Skipped(sheet=sheet.name, why=HIDDEN if sheet.is_hidden else NO_HEADING)


def _settled(roster: Roster, reading: _Reading) -> Roster:
    """Make the same person one, and part the rows that are taken from those that go back."""
    settled, repeated = once_each(reading.drafts)
    sound, back = family.parted(reading.relatives)
    together, left = family.join(settled, sound)
    drafts = [weighed(draft) for draft in together]
    refused = [
        Refused(
            place=draft.place,
            cells=reading.rows[draft.place].cells,
            layout=reading.rows[draft.place].layout,
            issues=draft.issues,
        )
        for draft in drafts
        if draft.is_refused
    ]
    refused += [sent_back(one) for one in back]
    return replace(
        roster,
        people=tuple(draft for draft in drafts if not draft.is_refused),
        refused=tuple(refused),
        repeated=tuple(repeated),
        relatives=tuple(left),
    )


def sent_back(one: Relative) -> Refused:
    """Make a row of the second sheet one that goes back."""
    return Refused(place=one.place, cells=one.cells, layout=one.layout, issues=one.issues)


def _with_unit(draft: Draft, unit: str | None) -> Draft:
    if unit is None or draft.entry.unit:
        return draft
    return replace(draft, entry=replace(draft.entry, unit=unit))


def _has_amounts(sheet: Sheet, layout: Layout) -> bool:
    """Tell whether the column of amounts is filled at all; an empty one waits for standards."""
    column = layout.columns.get("cash_fen")
    if column is None:
        return False
    people = (row for row in sheet.rows[layout.last_row :] if bears_number(row, layout))
    return any(column < len(row) and text_of(row[column]) not in NOTHING for row in people)


def _stated_unit(sheet: Sheet, layout: Layout) -> str | None:
    """Find 填报单位：… above the heading."""
    for row in sheet.rows[: layout.first_row - 1]:
        for cell in row:
            found = _STATED_UNIT.search(cell) if isinstance(cell, str) else None
            if found:
                return found[1]
    return None
