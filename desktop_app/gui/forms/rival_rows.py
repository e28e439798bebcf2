"""Repeating rows on which people disagree: said one by one, and ticked where both sides know some.

Two people who each added a visitor disagree on the whole list. What is right is then mostly
neither of the two lists but rows of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.goods import GoodsLine
from desktop_app.domain.visit import Visitor
from desktop_app.gui.forms.plan_words import value_words
from desktop_app.gui.forms.visitor_words import visitor_words
from desktop_app.gui.style.look import em
from desktop_app.i18n import _, ngettext
from desktop_app.services.office import Office
from desktop_app.storage.kinds import Column

_LONGEST = 48


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the record holds it, and in words."""

    value: Any
    words: str


def rows_of(office: Office, column: Column, cells: Iterable[object]) -> list[list[Row]]:
    """Read the rows of each of several lists."""
    read = [column.value(column.stored(cell)) or () for cell in cells]
    return [[Row(one, words_of_row(office, column, one)) for one in rows] for rows in read]


def union_of(lists: Iterable[Sequence[Row]]) -> list[Row]:
    """Put the rows of several lists into one, those of the first list first, each once."""
    found: list[Row] = []
    for rows in lists:
        found += [one for one in rows if one.value not in [known.value for known in found]]
    return found


def said(lists: Sequence[Sequence[Row]]) -> tuple[str, ...]:
    """Say lists that differ: a row to a line, those that all have only counted."""
    alike = [one for one in lists[0] if all(_has(rows, one) for rows in lists[1:])]
    apart = [[one for one in rows if not _has(alike, one)] for rows in lists]
    if not any(apart):  # the same rows in another order
        return tuple("\n".join(one.words for one in rows) for rows in lists)
    count = len(alike)
    words = ngettext("{count} line is the same", "{count} lines are the same", count)
    tail = [f"（{words.format(count=count)}）"] if count else []
    return tuple("\n".join([*(one.words for one in rows), *tail]) for rows in apart)


def words_of_row(office: Office, column: Column, row: Any) -> str:
    """Say one row: codes as words, ids by the names of what they stand for."""
    if isinstance(row, GoodsLine):
        return row.words
    if isinstance(row, Visitor):
        return visitor_words(row)
    if not hasattr(row, "__dataclass_fields__"):
        return name_of_id(office, column.name, row) or value_words(row, column.codes, column.name)
    codes = dict(column.row_codes)
    cells = ((one.name, getattr(row, one.name)) for one in fields(row))
    parts = [_cell(office, name, value, codes.get(name, "")) for name, value in cells]
    return "  ".join(part for part in parts if part)


def name_of_id(office: Office, field: str, value: Any) -> str:
    """Say whom or what an id stands for; "" where the field holds no id of a named record."""
    store = office.desk.store
    rooms: Mapping[str, Any] = {
        "beneficiary": store.beneficiaries,
        "beneficiaries": store.beneficiaries,
        "households": store.beneficiaries,
        "parent": store.beneficiaries,
        "duplicate": store.beneficiaries,
        "kept": store.beneficiaries,
        "campaign": store.campaigns,
        "employer": store.employers,
        "employers": store.employers,
        "belongs_to": store.employers,
        "owner": store.users,
        "officer": store.users,
        "asked_by": store.users,
        "refused_by": store.users,
        "union": store.unions,
    }
    found = rooms[field].get(value) if field in rooms and isinstance(value, str) else None
    return str(found.name) if found is not None else ""


class TickedRows(QWidget):
    """Rows of both sides, each with a tick; the value is a tuple of those that are ticked.

    Signals:
        edited: a person has ticked one, or taken a tick away.
    """

    edited = Signal()

    def __init__(self, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em(0.3))
        self.ticks: list[tuple[QCheckBox, Row]] = []
        for row in rows:
            tick = QCheckBox(_shortened(row.words))
            tick.setToolTip(row.words)
            tick.setAccessibleName(row.words)
            tick.setChecked(True)
            tick.clicked.connect(self.edited)
            self.ticks.append((tick, row))
            column.addWidget(tick)
        if self.ticks:
            self.setFocusProxy(self.ticks[0][0])

    def value(self) -> tuple[Any, ...]:
        """Give the rows that are ticked, in their order."""
        return tuple(row.value for tick, row in self.ticks if tick.isChecked())

    def set_value(self, value: object) -> None:
        """Tick these rows and no others."""
        wanted = list(value) if isinstance(value, (tuple, list)) else []
        for tick, row in self.ticks:
            tick.setChecked(row.value in wanted)

    def misread(self) -> str:
        """A tick is always read."""
        return ""


def _has(rows: Iterable[Row], wanted: Row) -> bool:
    return any(one.value == wanted.value for one in rows)


def _shortened(words: str) -> str:
    line = " ".join(words.split()).replace("&", "&&")
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _cell(office: Office, name: str, value: Any, codes: str) -> str:
    if value in (None, "", False, ()):
        return ""
    if codes:
        return CodeLists.load()[codes].label_of(str(value))
    if value is True:
        return _("about") if name == "approximate" else _("yes")
    if named := name_of_id(office, name, value):
        return named
    return "" if name == "visit" else value_words(value, name=name)
