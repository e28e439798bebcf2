"""What a kind of record is: its columns, the stream that bears each, the way to and from JSON.

A cell holds a plain JSON value. A missing value and an empty one are the same: no cell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import suppress
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, TypeVar

from desktop_app.domain.change import DELETED
from desktop_app.storage.kinds.fitting import blank, fits, hints_of

R = TypeVar("R")

_SQL_TYPES: dict[str, type] = {"TEXT": str, "INTEGER": int}
_BEYOND_SQL = 2**63
_ASKED_ONCE = (str, int, bool)
_MOST_KNOWN = 4_096

_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


class StreamClass(StrEnum):
    """Which laptops may hold a cell: what everyone needs, personal data, money, office."""

    CORE = "core"
    PII = "pii"
    MONEY = "money"
    ADMIN = "admin"


CORE, PII, MONEY, ADMIN = StreamClass


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a kind: its stream, its SQL type, and the way to and from a JSON value.

    `codes` is the id of the code list whose codes it holds; `row_codes` says the same of the
    fields of its repeating rows.
    """

    name: str
    stream: StreamClass
    sql: str = "TEXT"
    to_cell: Callable[[Any], Any] | None = None
    from_cell: Callable[[Any], Any] | None = None
    is_json: bool = False
    codes: str = ""
    row_codes: tuple[tuple[str, str], ...] = ()

    def cell(self, value: Any) -> Any:
        """Turn the domain's value into a JSON value; an empty one into None."""
        if value is None or (isinstance(value, Sized) and not value):
            return None
        return self.to_cell(value) if self.to_cell else value

    def takes(self, cell: Any, hint: Any) -> bool:
        """Tell whether a JSON value from elsewhere is one of this field's, of type `hint`."""
        if cell is None:
            return True
        if not self.is_json:
            whole = bool if self.from_cell is bool else _SQL_TYPES[self.sql]
            if type(cell) is not whole or (isinstance(cell, int) and abs(cell) >= _BEYOND_SQL):
                return False
            if self.from_cell is None:
                return True
        try:
            value = self.value(self.stored(cell))
            return fits(value, hint) and (self.is_json or self.cell(value) == cell)
        except Exception:  # noqa: BLE001 - whatever a stranger's value breaks, it is not read
            return False

    def stored(self, cell: Any) -> Any:
        """Turn a JSON value into what the typed table holds."""
        if cell is None:
            return None
        if self.is_json:
            return canonical(cell)
        return int(cell) if isinstance(cell, bool) else cell

    def value(self, stored: Any) -> Any:
        """Turn what the typed table holds into the domain's value."""
        return self.from_cell(stored) if self.from_cell else stored


@dataclass(frozen=True)
class Kind(Generic[R]):
    """A kind of record, kept in the table of the same name; facts are never changed."""

    name: str
    record: Callable[..., R]
    columns: tuple[Column, ...]
    is_fact: bool = False
    derived: Mapping[str, Callable[[Mapping[str, Any]], Any]] | None = None

    def cells(self, record: R) -> dict[str, Any]:
        """Cut a record into its cells that are not empty."""
        cut = ((column.name, column.cell(getattr(record, column.name))) for column in self.columns)
        return {name: cell for name, cell in cut if cell is not None}

    def build(self, row: Mapping[str, Any]) -> R:
        """Put a record together from a row; what is missing takes the record's default.

        Raises ValueError and TypeError where a value is none of its field's.
        """
        return self._made(row["id"], self._values([row[one.name] for one in self.columns]))

    def read(self, row: Mapping[str, Any]) -> R:
        """Put a record together from a row of its table."""
        return self.read_of(row["id"], [row[column.name] for column in self.columns])

    def read_of(self, record: str, stored: Iterable[Any]) -> R:
        """Put a record together from what its table holds, in the order of the columns.

        A value that only a newer program can read, which has written it, is left out.
        """
        stored = tuple(stored)
        try:
            values = self._values(stored)
        except (ValueError, TypeError, KeyError):
            values = dict(self._readable(stored))
        return self._made(record, values)

    def _values(self, stored: Iterable[Any]) -> dict[str, Any]:
        return {
            name: read(cell) if read else cell
            for (name, read), cell in zip(self._readers, stored, strict=True)
            if cell is not None
        }

    def _made(self, record: str, values: dict[str, Any]) -> R:
        if not self.needed <= values.keys():  # the rest has not come yet, or may not come
            for name in self.needed - values.keys():
                values[name] = blank(hints_of(self.record)[name])
        return self.record(id=record, **values)

    def _readable(self, stored: Iterable[Any]) -> Iterator[tuple[str, Any]]:
        """Read the values that can be read, one by one."""
        for (name, read), cell in zip(self._readers, stored, strict=True):
            with suppress(ValueError, TypeError, KeyError):
                if cell is not None:
                    yield name, read(cell) if read else cell

    def codes_in(self, cells: Mapping[str, Any]) -> Iterator[Chosen]:
        """Find every code in a record's cells, those in its rows too; what is no text is left."""
        for column in self.columns:
            cell = cells.get(column.name)
            several = cell if isinstance(cell, list) else [cell]
            if column.codes:
                yield from _chosen(column.name, column.codes, several)
            for name, codes in column.row_codes:
                held = [row.get(name) for row in several if isinstance(row, Mapping)]
                yield from _chosen(column.name, codes, held)

    def column(self, name: str) -> Column:
        """Find a column by its name."""
        return self._by_name[name]

    def stream_of(self, field: str) -> StreamClass:
        """Tell which class of stream bears a field; a deletion goes with the first column."""
        return self._streams[field]

    def parted(self, values: Mapping[str, Any]) -> dict[StreamClass, dict[str, Any]]:
        """Part the values of fields by the class of stream that bears each."""
        parts: dict[StreamClass, dict[str, Any]] = {}
        for field, value in values.items():
            parts.setdefault(self._streams[field], {})[field] = value
        return parts

    def reads(self, field: str, cell: Any, stream: str) -> bool:
        """Tell whether this program can show a cell that another laptop wrote into a stream.

        A field it does not know, one that does not belong there and a value that is none of the
        field's are kept and passed on, but not shown.
        """
        if field == DELETED:
            is_word = cell is True or cell is None
            return is_word and not self.is_fact and stream == self.columns[0].stream
        column = self._by_name.get(field)
        if column is None or column.stream != stream:
            return False
        if type(cell) is str and field in self._any_text:
            return True
        if type(cell) not in _ASKED_ONCE:
            return column.takes(cell, hints_of(self.record)[field])
        asked = (field, type(cell), cell)  # days, codes and numbers come again and again
        known = self._takes.get(asked)
        if known is None:
            if len(self._takes) >= _MOST_KNOWN:
                self._takes.clear()
            known = self._takes[asked] = column.takes(cell, hints_of(self.record)[field])
        return known

    @cached_property
    def _takes(self) -> dict[tuple[str, type, str | int], bool]:
        return {}

    @cached_property
    def _any_text(self) -> frozenset[str]:
        """Name the fields that take any text, so that nothing more need be asked."""
        plain = (one for one in self.columns if one.sql == "TEXT" and not one.is_json)
        return frozenset(one.name for one in plain if one.from_cell is None)

    @cached_property
    def needed(self) -> frozenset[str]:
        """Name the fields without which no record of this kind can be made."""
        return frozenset(
            field.name
            for field in fields(self.record)  # type: ignore[arg-type]  # each is a dataclass
            if field.default is MISSING and field.default_factory is MISSING
        ) - {"id"}

    @cached_property
    def _readers(self) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
        return tuple((column.name, column.from_cell) for column in self.columns)

    @cached_property
    def _streams(self) -> dict[str, StreamClass]:
        streams = {column.name: column.stream for column in self.columns}
        return streams | {DELETED: self.columns[0].stream}

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A code as a record holds it: in which field, of which list."""

    field: str
    codes: str
    code: str


def _chosen(field: str, codes: str, held: Iterable[Any]) -> Iterator[Chosen]:
    return (Chosen(field, codes, one) for one in held if isinstance(one, str) and one)


_CONSTANTS = {None: "null", True: "true", False: "false"}


def canonical(value: Any) -> str:
    """Write JSON in the one form that is hashed: sorted keys, no spaces, no NaN."""
    if type(value) is int:  # most values of a ledger; the encoder sets out anew for each
        return repr(value)
    if value is None or value is True or value is False:
        return _CONSTANTS[value]
    return _CANONICAL.encode(value)


def texts(stream: StreamClass, *named: str) -> Iterable[Column]:
    """Make columns of plain text."""
    return (Column(name, stream) for name in named)


def numbers(stream: StreamClass, *named: str) -> Iterable[Column]:
    """Make columns of whole numbers; money is in fen."""
    return (Column(name, stream, "INTEGER") for name in named)


def flags(stream: StreamClass, *named: str) -> Iterable[Column]:
    """Make columns of yes or no."""
    return (Column(name, stream, "INTEGER", from_cell=bool) for name in named)


def day(name: str, stream: StreamClass) -> Column:
    """Make a column of a date."""
    return Column(name, stream, "TEXT", date.isoformat, date.fromisoformat)


def choice(name: str, stream: StreamClass, choices: type[StrEnum]) -> Column:
    """Make a column that holds one value of an enumeration."""
    return Column(name, stream, "TEXT", str, choices)


def code(name: str, stream: StreamClass, codes: str) -> Column:
    """Make a column that holds one code of a list."""
    return Column(name, stream, codes=codes)


def several(name: str, stream: StreamClass, codes: str) -> Column:
    """Make a column that holds any number of codes of a list."""
    return replace(words(name, stream), codes=codes)


def words(name: str, stream: StreamClass) -> Column:
    """Make a column of several texts, such as codes."""
    return Column(name, stream, "TEXT", list, lambda text: tuple(json.loads(text)), is_json=True)


def mapping(name: str, stream: StreamClass) -> Column:
    """Make a column of texts by name."""
    return Column(name, stream, "TEXT", dict, json.loads, is_json=True)


def lines(name: str, stream: StreamClass, line: type, **codes: str) -> Column:
    """Make a column of repeating rows, each a record without an id.

    `codes` names the code list of each field of a row that holds a code.
    """

    def read(text: str) -> tuple[Any, ...]:
        return tuple(line(**values) for values in json.loads(text))

    def write(rows: Iterable[Any]) -> list[dict[str, Any]]:
        return [plain(row) for row in rows]

    held = tuple(codes.items())
    return Column(name, stream, "TEXT", write, read, is_json=True, row_codes=held)


def plain(line: Any) -> dict[str, Any]:
    """Give a row as JSON values, without what is missing."""
    values = ((name, getattr(line, name)) for name in line.__dataclass_fields__)
    return {name: value for name, value in values if value is not None}
