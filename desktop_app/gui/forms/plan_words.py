"""A record in words: its fields as the form groups them, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.money import format_yuan
from desktop_app.gui.forms.form_plan import FormField, FormGroup
from desktop_app.i18n import _
from desktop_app.storage.kinds import Kind


@dataclass(frozen=True, slots=True)
class Said:
    """A field in words; a `wide` one needs the line to itself."""

    name: str
    caption: str
    words: str
    wide: bool = False


def said(
    record: object, plan: Sequence[FormGroup], kind: Kind[Any]
) -> list[tuple[str, list[Said]]]:
    """Say every field that holds something, by the groups of the form; empty ones are left out."""
    groups = []
    for group in plan:
        facts = [one for field in group.fields if (one := _said(record, field, kind))]
        if facts:
            groups.append((_(group.title), facts))
    return groups


def value_words(value: object, codes: str = "", name: str = "") -> str:
    """Say one value: a code as its word, fen as yuan, a day as 2021-02-08."""
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, (tuple, list)):
        return "、".join(value_words(one, codes, name) for one in value)
    if codes:
        return CodeLists.load()[codes].label_of(str(value))
    if hasattr(value, "__dataclass_fields__"):
        return _row_words(value)
    return _plain_words(value, name)


def _plain_words(value: object, name: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, int):
        return str(value)
    if name.endswith("_fen"):
        return _("{amount} yuan").format(amount=format_yuan(value))
    return f"{value:,}"


def _said(record: object, field: FormField, kind: Kind[Any]) -> Said | None:
    value = getattr(record, field.name, None)
    known = {column.name: column.codes for column in kind.columns}
    if field.row is not None and isinstance(value, tuple):
        words = "\n".join(_row_words(row) for row in value)
    else:
        words = value_words(value, known.get(field.name, ""), field.name)
    if not words:
        return None
    counted = isinstance(value, int) and not isinstance(value, bool)
    if counted and field.unit and not field.name.endswith("_fen"):
        words = f"{words} {_(field.unit)}"
    return Said(field.name, _(field.caption), words, wide=field.wide is True)


def _row_words(row: object) -> str:
    """Say a repeating row in one line."""
    cells: Iterable[str] = (
        value_words(getattr(row, one.name), name=one.name)
        for one in fields(row)  # type: ignore[arg-type]
    )
    return "  ".join(cell for cell in cells if cell)
