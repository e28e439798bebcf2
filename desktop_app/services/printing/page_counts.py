"""How many pages a batch takes, reckoned without drawing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_app.domain.sheet import SheetKind
from desktop_app.services.printing import press
from desktop_app.services.printing.form_files import read_form
from desktop_app.services.printing.forms import GoodsRosterForm, ReceiptForm, RosterForm
from desktop_app.services.printing.press import Layout
from desktop_app.services.printing.sheets.cover import ROWS_PER_PAGE
from desktop_app.services.printing.sheets.receipt import SLIP


@dataclass(frozen=True, slots=True)
class Planned:
    """A sheet before it is drawn: the unit it is for, and how many people stand on it."""

    unit: str = ""
    people: int = 1


def volumes_of(sheets: int) -> int:
    """Say into how many volumes a batch is parted."""
    return -(-sheets // press.SHEETS_PER_VOLUME)


def pages_of(kind: SheetKind, sheets: Sequence[Planned], layout: Layout) -> int:
    """Count the pages of a batch with the lists of its volumes; records of visits are drawn."""
    volumes = [
        sheets[at : at + press.SHEETS_PER_VOLUME]
        for at in range(0, len(sheets), press.SHEETS_PER_VOLUME)
    ]
    covers = sum(_cover(kind, part) for part in volumes) if len(volumes) > 1 else 0
    return covers + sum(_volume(kind, part, layout) for part in volumes)


def _volume(kind: SheetKind, sheets: Sequence[Planned], layout: Layout) -> int:
    name, folder = layout.sheet or kind.value, layout.folder
    if kind is SheetKind.RECEIPT:
        form = read_form(ReceiptForm, name, folder)
        return -(-len(sheets) * len(form.parts) // round(form.size.height / SLIP.height))
    if kind is SheetKind.SIGN_ROSTER:
        return _rows(sheets, read_form(RosterForm, name, folder).rows_per_page)
    if kind is SheetKind.GOODS_ROSTER:
        return _rows(sheets, read_form(GoodsRosterForm, name, folder).rows_per_page)
    return len(sheets)


def _rows(sheets: Sequence[Planned], rows: int) -> int:
    return sum(max(1, -(-one.people // rows)) for one in sheets)


def _cover(kind: SheetKind, sheets: Sequence[Planned]) -> int:
    has_units = kind is SheetKind.RECEIPT
    groups = sum(1 for _unit in groupby(sheets, key=lambda one: one.unit)) if has_units else 1
    return -(-groups // ROWS_PER_PAGE)
