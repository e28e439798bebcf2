"""The rows that go back, as a workbook: why, beside the cell; corrected, it can be imported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.domain.issue import Issue
from desktop_app.services.importing.headings import Layout
from desktop_app.services.importing.parsing import Cell
from desktop_app.services.importing.roster import Refused, Roster
from desktop_app.services.wording import sentence

REASON = "退回原因"
PLACE = "原位置"
_FAULT = PatternFill("solid", fgColor="FFF2CC")
_REASON_FONT = Font(color="C00000")
_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")
_TEXT = "@"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_LONGEST = 32_000
_NOT_IN_TITLES = re.compile(r"[\[\]*?:/\\]")
_LONGEST_TITLE = 31
_NUMBER_FIELDS = ("id_number", "phone", "other_phone", "bank_card", "worker_number", "postcode")


def write_error_workbook(roster: Roster, path: Path) -> None:
    """Write the refused rows under their own headings, sheet by sheet.

    Beside each column with a fault stands a column 退回原因, at the end 原位置; the importer
    leaves both aside, so the corrected file is a roster again.
    """
    book = Workbook()
    book.remove(book.active)
    for name in dict.fromkeys(refused.place.sheet for refused in roster.refused):
        _write_sheet(book, name, [one for one in roster.refused if one.place.sheet == name])
    if not book.worksheets:
        book.create_sheet(REASON)
    book.save(path)


def _write_sheet(book: Workbook, name: str, refused: Sequence[Refused]) -> None:
    sheet = book.create_sheet(_NOT_IN_TITLES.sub("_", name)[:_LONGEST_TITLE] or REASON)
    layout, number = None, 0
    for one in refused:
        if one.layout is not layout:
            layout, number = one.layout, number + 1
            table = _Table(sheet, layout, [each for each in refused if each.layout is layout])
            table.write_heading(number)
        number += 1
        table.write_row(number, one)


class _Table:
    """Rows under one heading, with columns for the reasons let in."""

    def __init__(self, sheet: Worksheet, layout: Layout, refused: Sequence[Refused]) -> None:
        self._sheet = sheet
        self._layout = layout
        width = max(len(layout.headings), *(len(one.cells) for one in refused))
        faulty = {self._column_of(issue) for one in refused for issue in one.reasons}
        self._targets: dict[int, int] = {}
        self._reasons: dict[int, int] = {}
        target = 0
        for column in range(width):
            target += 1
            self._targets[column] = target
            if column in faulty:
                target += 1
                self._reasons[column] = target
        self._place = target + 1

    def _column_of(self, issue: Issue) -> int:
        return self._layout.columns.get(issue.field, self._layout.columns["id_number"])

    def write_heading(self, number: int) -> None:
        for column, heading in enumerate(self._layout.headings):
            self._put(number, self._targets[column], heading).font = _BOLD
        for target in (*self._reasons.values(), self._place):
            heading = PLACE if target == self._place else REASON
            self._put(number, target, heading).font = _BOLD
            self._sheet.column_dimensions[get_column_letter(target)].width = 36
        id_column = get_column_letter(self._targets[self._layout.columns["id_number"]])
        self._sheet.column_dimensions[id_column].width = 22
        if number == 1:
            self._sheet.freeze_panes = "A2"

    def write_row(self, number: int, refused: Refused) -> None:
        numbers = {self._layout.columns.get(field) for field in _NUMBER_FIELDS}
        for column, value in enumerate(refused.cells):
            cell = self._put(number, self._targets[column], value)
            if column in numbers:
                cell.number_format = _TEXT
        for column, target in self._reasons.items():
            reasons = [one for one in refused.reasons if self._column_of(one) == column]
            if reasons:
                self._sheet.cell(number, self._targets[column]).fill = _FAULT
                cell = self._put(number, target, "\n".join(sentence(one) for one in reasons))
                cell.font, cell.fill, cell.alignment = _REASON_FONT, _FAULT, _WRAP
        self._put(number, self._place, str(refused.place))

    def _put(self, row: int, column: int, value: Cell) -> SheetCell:
        """Write a value; a text stays a text, whatever sign it begins with."""
        cell = self._sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = _CONTROL.sub("", value)[:_LONGEST]
            cell.data_type = "s"
            cell.quotePrefix = True
        else:
            cell.value = int(value) if isinstance(value, float) and value.is_integer() else value
        return cell
