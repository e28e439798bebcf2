"""What stands on sheets without a number: lists and records, looked at and filed.

All of it is words already; whoever asks for such a sheet has masked what must not be seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.sheet import PlainKind
from desktop_app.services.printing.contents import Text
from desktop_app.services.printing.facts import FactGroup, Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column of a list: its heading, its share of the width, whether figures stand in it.

    A column that `adds` has amounts in yuan; each page adds them up and carries them forward.
    """

    title: str
    share: float = 1.0
    right: bool = False
    adds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContent:
    """台账: any list as it was filtered; `sums` says what it comes to.

    `kind` is what the list is: a ledger, a summary (统计表), a register of numbers.
    """

    title: str
    union: str
    filters: str
    day: date
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: str = ""
    kind: PlainKind = PlainKind.LEDGER

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        for text in (self.title, self.union, self.filters, self.sums):
            yield self.title, "list", text
        for column in self.columns:
            yield self.title, "list", column.title
        for row in self.rows:
            for column, text in zip(self.columns, row, strict=True):
                yield row[0], column.title, text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContent:
    """登记表: one record with everything that is known of it, and lines to sign on."""

    title: str
    union: str
    name: str
    day: date
    groups: tuple[FactGroup, ...]
    photos: tuple[Photo, ...] = ()
    signatures: tuple[str, ...] = ()
    kind: PlainKind = PlainKind.RECORD

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        for text in (self.title, self.union, self.name, *self.signatures):
            yield self.name, "record", text
        for group in self.groups:
            yield self.name, group.heading, group.heading
            for fact in group.facts:
                yield self.name, fact.label, f"{fact.label}{fact.value}"
        for photo in self.photos:
            yield self.name, "photo", photo.caption


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A line of a public notice: everything about a person that may hang on a wall.

    There is no field for more, so that no form can show more; `name` is masked (王*).
    """

    name: str
    unit: str
    amount_fen: int = 0
    goods: str = ""
    category: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent:
    """公示: who is to get what, from day to day, and where to object."""

    union: str
    campaign: str
    day: date
    until: date
    days: int
    phone: str
    rows: tuple[NoticeRow, ...]

    @property
    def amount_fen(self) -> int:
        """Add up the cash."""
        return sum(row.amount_fen for row in self.rows)

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        for text in (self.union, self.campaign, self.phone):
            yield self.campaign, "campaign", text
        for row in self.rows:
            yield row.name, "name", row.name
            yield row.name, "unit", row.unit
            yield row.name, "goods", row.goods
            yield row.name, "category", row.category
            yield row.name, "main_cause", row.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """慰问信: the campaign's own words to one person; a line of `wish` is a paragraph."""

    union: str
    campaign: str
    name: str
    wish: str
    day: date
    honorific: str = "同志"
    unit: str = ""

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        for name in ("union", "campaign", "name", "wish", "honorific", "unit"):
            yield self.name, name, str(getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentContent:
    """登记页: what a laptop is known by to the others, and what its ledger holds.

    `code` is what the square code of its key says, `state_square` that of the state code.
    """

    union: str
    device: str
    device_code: str
    words: tuple[str, ...]
    fingerprint: str
    code: str
    state: str
    state_long: str
    state_square: str
    day: date

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        for text in (self.union, self.device, *self.words):
            yield self.device, "device", text


@dataclass(frozen=True, slots=True, kw_only=True)
class RulerContent:
    """打印校准页: of which printer, and how far it was moved, in mm, when this was printed."""

    union: str
    printer: str
    right: str
    down: str
    day: date

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed; what the printer's name lacks is spelt out."""
        yield self.printer, "union", self.union


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one of the three offices has said of a hardship file; empty where nothing is known."""

    words: str = ""
    signed_by: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveContent:
    """困难职工档案表: a worker and the household, by the names of the fields of the form."""

    union: str
    name: str
    day: date
    is_migrant: bool
    facts: Mapping[str, str]
    members: tuple[Mapping[str, str], ...]
    opinions: tuple[Opinion, ...]

    def texts(self) -> Iterator[Text]:
        """Give every text that is printed: whose it is, its field, its characters."""
        yield self.name, "union", self.union
        for field, text in self.facts.items():
            yield self.name, field, text
        for member in self.members:
            for field, text in member.items():
                yield member.get("name", self.name), field, text
        for opinion in self.opinions:
            yield self.name, "remarks", opinion.words + opinion.signed_by


PlainContent = (
    ListContent
    | RecordContent
    | NoticeContent
    | LetterContent
    | EnrolmentContent
    | ArchiveContent
    | RulerContent
)
