"""A document in a bundle: a list made of the ledger, signed by the laptop that made it.

It holds what its purpose needs and nothing else, is read and kept as a file, and cannot be
merged: there is no change in it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.domain.exchange import Purpose
from desktop_app.i18n import _, mark
from desktop_app.services.exchange.bundle import Opened
from desktop_app.services.reporting.table import Cell, Heading, Table
from desktop_app.storage.kinds import canonical
from desktop_app.storage.lines import DamagedBundleError, matches

Value = str | int | None
"""A cell: a text, a count, an amount in fen, or nothing."""

FIELD_NAMES = {
    "part": mark("Part"),
    "key": mark("Key"),
    "unit": mark("Unit"),
    "count": mark("Count"),
    "times": mark("Person-times"),
    "label": mark("Figure"),
    "cash_fen": mark("Cash (yuan)"),
    "goods_fen": mark("Goods (yuan)"),
    "receipt": mark("Receipt"),
    "name": mark("Name"),
    "id_masked": mark("ID number"),
    "employer": mark("Employer"),
    "goods": mark("Goods"),
    "fund_source": mark("Fund source"),
    "method": mark("Method"),
    "state": mark("State"),
    "planned_on": mark("Planned on"),
    "approved_by": mark("Approved by"),
    "bank_name": mark("Bank"),
    "bank_card": mark("Bank card"),
    "bank_account_name": mark("Account holder"),
    "referral": mark("Referral"),
    "kind": mark("Kind"),
    "channel": mark("Channel"),
    "words": mark("Words"),
    "contact": mark("Contact"),
    "place": mark("Place"),
    "person": mark("Person"),
    "phone": mark("Phone"),
    "address": mark("Address"),
    "asked_on": mark("Asked on"),
    "asked_by": mark("Asked by"),
    "due": mark("Due"),
    "reply": mark("Reply"),
    "answer": mark("Answer"),
    "answered_on": mark("Answered on"),
    "answered_by": mark("Answered by"),
}
_FIELD = re.compile(r"[a-z_]{1,40}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HEAD = {"document", "v", "title", "union", "day", "fields", "note"}
_MOST_FIELDS = 60
_MOST_TEXT = 20_000
_BIGGEST = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A list with its head; `note` is a sentence on what was left out."""

    purpose: Purpose
    title: str
    union: str
    day: date
    fields: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""

    def lines(self) -> list[bytes]:
        """Give the lines that stand for it in a bundle: the head, then row by row."""
        head = {
            "document": str(self.purpose),
            "v": 1,
            "title": self.title,
            "union": self.union,
            "day": self.day.isoformat(),
            "fields": list(self.fields),
            "note": self.note,
        }
        return [canonical(head).encode(), *(canonical(list(row)).encode() for row in self.rows)]

    def records(self) -> list[dict[str, Value]]:
        """Give the rows by the names of the fields."""
        return [dict(zip(self.fields, row, strict=True)) for row in self.rows]

    def table(self) -> Table:
        """Give it as a table for the screen or a file: amounts in yuan, codes left to programs."""
        left_out = {"key", "part"} if "label" in self.fields else set()
        shown = [(at, one) for at, one in enumerate(self.fields) if one not in left_out]
        return Table(
            title=self.title,
            remarks=tuple(one for one in (self.union, self.day.isoformat(), self.note) if one),
            headings=tuple(Heading(title=_(FIELD_NAMES.get(one, one))) for _at, one in shown),
            rows=[[_cell(one, row[at]) for at, one in shown] for row in self.rows],
            count=len(self.rows),
        )


def _cell(field: str, value: Value) -> Cell:
    """Turn fen into yuan; the rest stands as it is."""
    if field.endswith("_fen") and isinstance(value, int):
        return Decimal(value) / 100
    return value


def read(opened: Opened) -> Document:
    """Read a document strictly. Raises DamagedBundleError."""
    first, *rest = [_parsed(line) for line in opened.lines()] or [None]
    if not isinstance(first, dict) or first.keys() != _HEAD or not _is_head(first):
        raise DamagedBundleError(place="document")
    if first["document"] != opened.header.purpose:
        raise DamagedBundleError(place="purpose")
    fields = tuple(first["fields"])
    if not all(_is_row(row, len(fields)) for row in rest):
        raise DamagedBundleError(place="rows")
    return Document(
        purpose=opened.header.purpose,
        title=first["title"],
        union=first["union"],
        day=date.fromisoformat(first["day"]),
        fields=fields,
        rows=tuple(tuple(row) for row in rest),
        note=first["note"],
    )


def _parsed(line: bytes) -> Any:  # noqa: ANN401 - JSON of a stranger, looked at by the caller
    try:
        given = json.loads(line.decode("utf-8"))
        if canonical(given).encode() != line:
            raise DamagedBundleError(place="document")
    except (ValueError, RecursionError, TypeError):
        raise DamagedBundleError(place="document") from None
    return given


def _is_head(head: dict[str, Any]) -> bool:
    fields = head["fields"]
    texts = all(_is_text(head[name]) for name in ("title", "union", "note"))
    if not texts or head["v"] != 1 or not matches(_DAY, head["day"]):
        return False
    if not isinstance(fields, list) or not 0 < len(fields) <= _MOST_FIELDS:
        return False
    try:
        date.fromisoformat(head["day"])
    except ValueError:
        return False
    return all(matches(_FIELD, one) for one in fields) and len(set(fields)) == len(fields)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _MOST_TEXT


def _is_row(row: Any, width: int) -> bool:  # noqa: ANN401 - JSON of a stranger
    return isinstance(row, list) and len(row) == width and all(map(_is_value, row))


def _is_value(value: object) -> bool:
    if value is None or _is_text(value):
        return True
    return type(value) is int and abs(value) < _BIGGEST
