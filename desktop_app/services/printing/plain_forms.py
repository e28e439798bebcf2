"""What an office may change on lists and records without code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.services.printing.forms import Fault, Form, blanks


@dataclass(frozen=True, kw_only=True)
class LedgerForm(Form):
    """台账: a list of any columns, its head on every page, what it comes to on the last."""

    filters: str
    day: str
    count: str
    row_height: float
    carried: str = ""
    subtotal: str = ""

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.filters, "filters", ("filters",))
        yield from blanks(self.day, "day", ("year", "month", "day"))
        yield from blanks(self.count, "count", ("count", "sums"))


@dataclass(frozen=True, kw_only=True)
class RecordSheetForm(Form):
    """登记表: facts in a table of two columns, photos, signatures."""

    day: str
    row_height: float
    photos: str

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.day, "day", ("year", "month", "day"))
