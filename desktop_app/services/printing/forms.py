"""What an office may change on a sheet without code: titles, labels, columns, widths, signatures.

Each sheet has a TOML file in `resources/sheets`; one of the same name in the office's own folder
stands before it. A file may say `like = "receipt"` and then gives only what differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from string import Formatter

from desktop_app.i18n import mark
from desktop_app.services.printing.book import POINTS_PER_MM
from desktop_app.services.printing.contents import (
    GoodsLine,
    ReceiptContent,
    RosterLine,
    RouteLine,
)
from desktop_app.services.printing.paper import PAPERS, Align, Size
from desktop_app.services.printing.typefaces import Weight, home_of, width_of

MARGIN = 12.0  # mm left free at each side of every sheet
CODE_SIDE = 22.0  # mm of the square code
CODE_GAP, SIGNATURE_GAP = 4.0, 3.0
ROSTER_REST = 82.0  # mm of a roster's page that are not for people
GOODS_REST = 104.0  # mm of a goods roster's page that are not for people
ROUTE_REST = 62.0  # mm of a route's page that are not for stops
SLIP_ROOM = 50.0  # mm between the head of a slip and its signatures, for the table
SIGNATURE_SIZE = 9.5  # points
AMOUNT, SERIAL, GOODS, WORTH = (
    "amount",
    "serial",
    "goods",
    "worth",
)  # fields of sheets that no content has as a text
IMPRINT_BLANKS = ("chain_head", "state_code", "number", "page", "pages", "printed_by", "printed_at")

ALIGNMENTS = tuple(align.value for align in Align)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a sheet file: where, and an English msgid with its blanks filled in."""

    path: Path
    reason: str
    details: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A line to sign on: its label, its length in mm, the field that may stand on it."""

    label: str
    width: float
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A labelled value of the receipt's table, in its row; widths in mm."""

    row: int
    label: str
    label_width: float
    field: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the roster: upper and lower heading and field; an empty field is to write in."""

    title: str
    width: float
    field: str = ""
    lower_title: str = ""
    lower_field: str = ""
    align: str = "left"


@dataclass(frozen=True, kw_only=True)
class Form:
    """What every sheet has; texts in {} are filled in when it is printed."""

    title: str
    paper: str
    footer: str
    sample: str
    draft: str
    void: str
    copy: str
    replaces: str
    signatures: tuple[Signature, ...] = ()

    @property
    def size(self) -> Size:
        """Give the size of the paper."""
        return PAPERS[self.paper]

    @property
    def room(self) -> float:
        """Give the width between the margins, in mm."""
        return self.size.width - 2 * MARGIN

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        if self.paper not in PAPERS:
            known = ", ".join(PAPERS)
            yield _fault("paper", mark("this must be one of {known}"), known=known)
            return
        yield from blanks(self.footer, "footer", IMPRINT_BLANKS)
        yield from blanks(self.copy, "copy", ("copy",))
        yield from blanks(self.replaces, "replaces", ("number",))
        yield from self._unprintable()

    def _unprintable(self) -> Iterable[Fault]:
        """Find characters that would print as an empty box."""
        for field in fields(self):
            value = getattr(self, field.name)
            parts = value if isinstance(value, tuple) else (value,)
            for index, part in enumerate(parts):
                for character in sorted(set(_characters(part))):
                    if not home_of(character, Weight.BOLD):
                        path = (field.name, index) if value is parts else (field.name,)
                        code_point = f"U+{ord(character):04X}"
                        reason = mark("no typeface has {code_point}")
                        yield _fault(path, reason, code_point=code_point)


@dataclass(frozen=True, kw_only=True)
class ReceiptForm(Form):
    """慰问金（品）领取单: one slip for each part, as many slips on a page as the paper takes.

    `whole_id` shows the whole ID number, where the office's purpose asks for it.
    """

    heading: str
    day: str
    parts: tuple[str, ...]
    row_height: float
    amount: str
    goods_worth: str
    nothing: str
    cells: tuple[Cell, ...]
    whole_id: bool = False

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.heading, "heading", ("union", "campaign"))
        yield from blanks(self.day, "day", ("year", "month", "day"))
        yield from blanks(self.amount, "amount", ("capitals",))
        yield from blanks(self.goods_worth, "goods_worth", ("yuan",))
        if not self.parts:
            yield _fault("parts", mark("at least one is needed"))
        known = _field_names(ReceiptContent, without=("amount_fen", "goods_fen")) | {AMOUNT}
        for index, cell in enumerate(self.cells):
            if cell.field not in known:
                yield _unknown_field(("cells", index, "field"), cell.field)
        for index, one in enumerate(self.signatures):
            if one.field and one.field not in known:
                yield _unknown_field(("signatures", index, "field"), one.field)
        yield from self._too_large()

    def _too_large(self) -> Iterable[Fault]:
        rows = sorted({cell.row for cell in self.cells})
        for row in rows:
            first = next(i for i, cell in enumerate(self.cells) if cell.row == row)
            width = sum(cell.label_width + cell.width for cell in self.cells if cell.row == row)
            yield from _too_wide(("cells", first), width, self.room - CODE_SIDE - CODE_GAP)
        if len(rows) * self.row_height > SLIP_ROOM:
            yield _too_high("row_height", len(rows), self.row_height)
        spaces = SIGNATURE_GAP * (len(self.signatures) - 1)
        yield from _too_wide(
            ("signatures", 0), sum(map(signature_width, self.signatures)) + spaces, self.room
        )


@dataclass(frozen=True, kw_only=True)
class CondolenceForm(Form):
    """慰问单: a letter with what comes with it."""

    salutation: str
    opening: str
    money: str
    goods: str
    handed_over_by: str
    day: str
    text_size: float

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.salutation, "salutation", ("name", "honorific"))
        yield from blanks(self.opening, "opening", ("union", "campaign"))
        yield from blanks(self.money, "money", ("figures", "capitals"))
        yield from blanks(self.goods, "goods", ("goods",))
        yield from blanks(self.handed_over_by, "handed_over_by", ("name",))
        yield from blanks(self.day, "day", ("year", "month", "day"))


@dataclass(frozen=True, kw_only=True)
class RosterForm(Form):
    """实名制签领表: people in two lines each, or in one where no column has a lower field."""

    project: str
    source: str
    day: str
    rows_per_page: int
    row_height: float
    subtotal: str
    total: str
    columns: tuple[Column, ...]
    carried: str = ""

    @property
    def is_double(self) -> bool:
        """Tell whether a person takes two lines."""
        return any(column.lower_title or column.lower_field for column in self.columns)

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.project, "project", ("campaign",))
        yield from blanks(self.source, "source", ("source",))
        yield from blanks(self.day, "day", ("year", "month", "day"))
        yield from blanks(self.subtotal, "subtotal", ("count", "figures"))
        yield from blanks(self.carried, "carried", ("count", "figures"))
        yield from blanks(self.total, "total", ("count", "figures", "capitals"))
        known = _field_names(RosterLine, without=("amount_fen",)) | {"", AMOUNT, SERIAL}
        for index, column in enumerate(self.columns):
            if column.align not in ALIGNMENTS:
                reason = mark("this must be one of {known}")
                known_words = ", ".join(ALIGNMENTS)
                yield _fault(("columns", index, "align"), reason, known=known_words)
            for name in ("field", "lower_field"):
                if getattr(column, name) not in known:
                    yield _unknown_field(("columns", index, name), getattr(column, name))
        yield from _too_wide(("columns", 0), sum(c.width for c in self.columns), self.room)
        if self.rows_per_page * self.row_height > self.size.height - ROSTER_REST:
            yield _too_high("rows_per_page", self.rows_per_page, self.row_height)


@dataclass(frozen=True, kw_only=True)
class GoodsRosterForm(Form):
    """慰问品领取签收表: a column for each kind of goods, sharing the width of the goods' column."""

    project: str
    source: str
    day: str
    rows_per_page: int
    row_height: float
    carried: str
    subtotal: str
    total: str
    worth: str
    more: str
    columns: tuple[Column, ...]

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.project, "project", ("campaign",))
        yield from blanks(self.source, "source", ("source",))
        yield from blanks(self.day, "day", ("year", "month", "day"))
        for key in ("carried", "subtotal", "total"):
            yield from blanks(getattr(self, key), key, ("count",))
        yield from blanks(self.worth, "worth", ("figures", "capitals"))
        known = _field_names(GoodsLine, without=("quantities", "worth_fen")) | {"", SERIAL}
        for index, column in enumerate(self.columns):
            if column.field not in known | {GOODS, WORTH}:
                yield _unknown_field(("columns", index, "field"), column.field)
        yield from _too_wide(("columns", 0), sum(c.width for c in self.columns), self.room)
        if self.rows_per_page * self.row_height > self.size.height - GOODS_REST:
            yield _too_high("rows_per_page", self.rows_per_page, self.row_height)


@dataclass(frozen=True, kw_only=True)
class RecoveryForm(Form):
    """恢复页: the code for the safe and how it is used."""

    belongs_to: str
    steps: tuple[str, ...]
    keep: str

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(
            self.belongs_to, "belongs_to", ("union", "device", "year", "month", "day")
        )


@dataclass(frozen=True, kw_only=True)
class CoverForm(Form):
    """本册清单: what is in one volume of a large batch."""

    volume: str
    headings: tuple[str, str, str, str, str]
    no_unit: str
    total: str

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.volume, "volume", ("volume", "volumes", "title"))
        yield from blanks(self.total, "total", ("count", "figures", "capitals"))


@dataclass(frozen=True, kw_only=True)
class RouteForm(Form):
    """走访路线单: one line for each stop; an empty field of a column is to write in."""

    head: str
    day: str
    count: str
    rows_per_page: int
    row_height: float
    columns: tuple[Column, ...]

    def faults(self) -> Iterable[Fault]:
        """Find what cannot be printed as the file has it."""
        yield from super().faults()
        yield from blanks(self.head, "head", ("union", "team", "leader", "day"))
        yield from blanks(self.day, "day", ("year", "month", "day"))
        yield from blanks(self.count, "count", ("count",))
        known = _field_names(RouteLine, without=()) | {"", SERIAL}
        for index, column in enumerate(self.columns):
            if column.field not in known:
                yield _unknown_field(("columns", index, "field"), column.field)
        yield from _too_wide(("columns", 0), sum(c.width for c in self.columns), self.room)
        if self.rows_per_page * self.row_height > self.size.height - ROUTE_REST:
            yield _too_high("rows_per_page", self.rows_per_page, self.row_height)


def _fault(path: str | Path, reason: str, **details: object) -> Fault:
    return Fault((path,) if isinstance(path, str) else path, reason, details)


def blanks(text: str, key: str, known: Sequence[str]) -> Iterable[Fault]:
    """Find blanks that nothing would fill in."""
    try:
        found = [name for _text, name, _spec, _how in Formatter().parse(text) if name is not None]
    except ValueError:
        yield _fault(key, mark("the braces do not match"))
        return
    for name in found:
        if name not in known:
            reason = mark("the blank “{blank}” is not known here; known are: {known}")
            yield _fault(key, reason, blank=name, known=", ".join(known))


def signature_width(one: Signature) -> float:
    """Give the width of a label and its line, in mm."""
    return label_width(one) + one.width


def label_width(one: Signature) -> float:
    """Give the width of the label before the line, in mm."""
    return width_of(one.label) * SIGNATURE_SIZE / POINTS_PER_MM + 1


def _too_high(key: str, rows: int, height: float) -> Fault:
    return _fault(key, mark("{rows} rows of {height} mm do not fit"), rows=rows, height=height)


def _unknown_field(path: Path, field: str) -> Fault:
    return _fault(path, mark("there is no field “{field}”"), field=field)


def _too_wide(path: Path, width: float, room: float) -> Iterable[Fault]:
    if width > room + 0.01:
        reason = mark("together {width} mm wide, and the paper leaves {room} mm")
        yield _fault(path, reason, width=f"{width:.1f}", room=f"{room:.1f}")


def _field_names(record: type, without: Iterable[str]) -> set[str]:
    return {field.name for field in fields(record)} - set(without)


def _characters(value: object) -> str:
    """Give every character of the texts in a value."""
    if isinstance(value, (Signature, Cell, Column)):
        return "".join(_characters(getattr(value, field.name)) for field in fields(value))
    return value if isinstance(value, str) else ""
