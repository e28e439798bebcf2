"""What an office may change on lists and records without code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.i18n import mark
from desktop_app.services.printing.forms import AMOUNT, SERIAL, Column, Fault, Form, blanks


@dataclass(frozen=True, kw_only=True)
class LedgerForm(Form):
    """台账: a list of any columns, its head on every page, what it comes to on the last."""

    filters: str
    day: str
    count: str
    row_height: float
    carried: str = ""
    subtotal: str = ""
    total: str = ""

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


NOTICE_WIDTH = 156.0  # mm of the type area of an official document, GB/T 9704
NOTICE_FIELDS = (SERIAL, "name", "unit", AMOUNT, "goods", "category", "reason")


@dataclass(frozen=True, kw_only=True)
class NoticeForm(Form):
    """公示: which of the few columns a notice may have stand on it, and its sentences."""

    opening: str
    period: str
    objections: str
    phone: str
    count: str
    day: str
    row_height: float
    columns: tuple[Column, ...]

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.opening, "opening", ("union", "campaign"))
        yield from blanks(self.period, "period", ("since", "until", "days"))
        yield from blanks(self.objections, "objections", ("union", "phone"))
        yield from blanks(self.count, "count", ("count", "figures"))
        yield from blanks(self.day, "day", ("year", "month", "day"))
        for index, column in enumerate(self.columns):
            if column.field not in NOTICE_FIELDS:
                reason = mark("a public notice shows nothing but {known}")
                details: dict[str, object] = {"known": ", ".join(NOTICE_FIELDS)}
                yield Fault(("columns", index, "field"), reason, details)
        width = sum(column.width for column in self.columns)
        if width > NOTICE_WIDTH + 0.01:
            reason = mark("together {width} mm wide, and the paper leaves {room} mm")
            yield Fault(("columns", 0), reason, {"width": f"{width:.1f}", "room": NOTICE_WIDTH})


@dataclass(frozen=True, kw_only=True)
class LetterForm(Form):
    """慰问信: a letter to one person on paper of its own."""

    salutation: str
    opening: str
    day: str
    text_size: float

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.salutation, "salutation", ("name", "honorific"))
        yield from blanks(self.opening, "opening", ("union", "campaign"))
        yield from blanks(self.day, "day", ("year", "month", "day"))


@dataclass(frozen=True, kw_only=True)
class EnrolmentForm(Form):
    """登记页: how a laptop is made known to another one."""

    belongs_to: str
    words: str
    state: str
    state_note: str
    steps: tuple[str, ...]
    keep: str

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        known = ("union", "device", "device_code", "year", "month", "day")
        yield from blanks(self.belongs_to, "belongs_to", known)
        yield from blanks(self.state, "state", ("short",))


@dataclass(frozen=True, kw_only=True)
class RulerForm(Form):
    """打印校准页: what is said of the printer, and how the scales are read."""

    printer: str
    across: str
    down: str
    steps: tuple[str, ...]

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.printer, "printer", ("printer", "right", "down"))
