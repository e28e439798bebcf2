"""What stands on sheets without a number: lists and records, looked at and filed.

All of it is words already; whoever asks for such a sheet has masked what must not be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop_app.services.printing.contents import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ListColumn:
    """A column of a list: its heading, its share of the width, and whether figures stand in it."""

    title: str
    share: float = 1.0
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContent:
    """台账: any list as it was filtered; `sums` says what it comes to."""

    title: str
    union: str
    filters: str
    day: date
    columns: tuple[ListColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: str = ""

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
class Fact:
    """A value with its label; a `wide` one has the line to itself."""

    label: str
    value: str
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """Facts under one heading."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A photo as JPEG with its size in pixels and what is said of it."""

    jpeg: bytes
    width: int
    height: int
    caption: str = ""


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
