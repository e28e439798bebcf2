"""What stands on sheets without a number: lists and records, looked at and filed.

All of it is words already; whoever asks for such a sheet has masked what must not be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
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


PlainContent = ListContent | RecordContent
