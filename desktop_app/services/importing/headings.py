"""Which column holds what: heading rows found and read by the words of resources/importing."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from desktop_app import paths
from desktop_app.services.importing.parsing import Cell, Row, Sheet

SEARCHED_ROWS = 10
MAX_MEMBERS = 20
_BRACKETS = re.compile(r"[(\[{【〔][^()\[\]{}【】〔〕]*[)\]}】〕]")
_MARKS = re.compile(r"[\s\u200b\ufeff*:;、,.·_\-/\\|\"'“”★※#?!]")
_LONG_NUMBER = re.compile(r"\d{6}")
_DIGITS = {digit: str(number) for number, digit in enumerate("一二三四五六七八九十", 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the fields of a sheet stand. `columns` and `headings` count from 0, rows from 1.

    Fields of household members are called `member1.name`. `unread` are headings that no field
    claims. `in_wan` says that amounts are headed 万元.
    """

    first_row: int
    last_row: int
    columns: Mapping[str, int]
    headings: tuple[str, ...]
    unread: tuple[str, ...] = ()
    in_wan: bool = False

    @property
    def first_column(self) -> int:
        """Give the leftmost column of the table, from 0."""
        return min(self.columns.values())


@dataclass(frozen=True)
class Words:
    """The words of resources/importing/headings.toml."""

    values: Mapping[str, Any]

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Words:
        """Read them, once."""
        with (paths.resources() / "importing" / "headings.toml").open("rb") as file:
            return Words(tomllib.load(file))

    @cached_property
    def fields(self) -> dict[str, tuple[str, int]]:
        """Give field and rank by heading; the rank orders the words of one field."""
        return _ranked(self.values["field"])

    @cached_property
    def member_fields(self) -> dict[str, tuple[str, int]]:
        """Give field and rank by the heading of a household member's column."""
        return _ranked(self.values["member"]["field"])

    @cached_property
    def not_ours(self) -> frozenset[str]:
        """Give the headings of columns that are not read."""
        return frozenset(plain(word) for word in self.values["not_ours"]["words"])

    @cached_property
    def otherwise(self) -> dict[str, str]:
        """Give the second meaning of headings whose first one is taken."""
        return {plain(word): field for word, field in self.values["otherwise"].items()}

    @cached_property
    def member(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """Give the two forms of a member's heading: 成员1姓名 and 成员姓名1."""
        prefix = "|".join(self.values["member"]["prefixes"])
        number = "[0-9]{1,2}|[一二三四五六七八九十]"
        return (
            re.compile(rf"(?:{prefix})(?P<number>{number})(?:的)?(?P<field>.*)"),
            re.compile(rf"(?:{prefix})(?P<field>.+?)(?P<number>{number})"),
        )

    def row(self, kind: str) -> re.Pattern[str]:
        """Give the pattern of rows of a kind: total, signature, comment."""
        return re.compile(self.values["row"][kind])


def _ranked(fields: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for field, words in fields.items():
        for rank, word in enumerate(words):
            found.setdefault(plain(word), (field, rank))
    return found


def plain(text: Cell) -> str:
    """Make `* 姓　名：` and 姓名 the same heading."""
    if not isinstance(text, str):
        return "" if text is None else str(text)
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=4_096)
def recognise(heading: str) -> tuple[str, int] | None:
    """Tell which field a heading means, and how far from the best word it is."""
    words = Words.load()
    whole = plain(heading)
    for text in dict.fromkeys(
        (whole, plain(_BRACKETS.sub("", unicodedata.normalize("NFKC", heading))))
    ):
        if not text or text in words.not_ours:
            return None
        if found := words.fields.get(text) or _member(text, words):
            return found
    if any(part in whole for part in words.values["not_ours"]["parts"]):
        return None
    return _by_part(text, words)


def _by_part(text: str, words: Words) -> tuple[str, int] | None:
    for part in words.values["part"]:
        if any(word in text for word in part.get("without", ())):
            continue
        if any(word in text for word in part["words"]):
            return part["field"], 100 + len(text)
    return None


def _member(text: str, words: Words) -> tuple[str, int] | None:
    for form in words.member:
        found = form.fullmatch(text)
        field = words.member_fields.get(found["field"]) if found else None
        if found and field:
            number = int(_DIGITS.get(found["number"], found["number"]))
            return (f"member{number}.{field[0]}", field[1]) if 0 < number <= MAX_MEMBERS else None
    return None


def find_layout(sheet: Sheet) -> Layout | None:
    """Find the heading row, or the two-line heading, within the first rows of a sheet."""
    numbers = range(1, min(SEARCHED_ROWS, len(sheet.rows)) + 1)
    single = [layout_of(sheet.rows[number - 1], number) for number in numbers]
    double = [_two_lines(sheet, number) for number in numbers]
    found = [layout for layout in (*single, *double) if layout]
    return max(found, key=_worth, default=None)


def _worth(layout: Layout) -> tuple[int, int]:
    """Prefer the heading of which most is understood; of equals, the one that repeats least."""
    texts = [text for text in layout.headings if text]
    return len(layout.columns), len(set(texts)) - len(texts)


def layout_of(row: Row, number: int) -> Layout | None:
    """Read one row as a heading, or None where it does not name people and their numbers."""
    return _layout([_heading(cell) for cell in row], number, number)


def _heading(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ""


def _two_lines(sheet: Sheet, number: int) -> Layout | None:
    """Read two rows as one heading: 慰问金 above 现金 and 实物, or 姓名 over both rows."""
    if number >= len(sheet.rows) or any(map(_is_data, sheet.rows[number])):
        return None
    upper = _spread(sheet, number)
    lower = [_heading(cell) for cell in sheet.rows[number]]
    lower += [""] * (len(upper) - len(lower))
    if not any(upper) or not any(lower):
        return None
    pairs = zip(upper, lower, strict=False)
    return _layout([_joined(above, below) for above, below in pairs], number, number + 1)


def _is_data(cell: Cell) -> bool:
    """Recognise what stands in no heading: numbers, days, long digits."""
    if isinstance(cell, str):
        return _LONG_NUMBER.search(cell) is not None
    return cell is not None


def sides(sheet: Sheet, layout: Layout) -> list[tuple[Sheet, Layout]]:
    """Part tables that stand side by side under the same headings; mostly there is one."""
    texts = [plain(heading) for heading in layout.headings]
    repeated = next((text for n, text in enumerate(texts) if text and text in texts[:n]), None)
    starts = [0, *[n for n, text in enumerate(texts) if text == repeated][1:]]
    parted = []
    for start, end in pairwise([*starts, len(texts)]):
        headings = [""] * start + list(layout.headings[start:end])
        found = _layout(headings, layout.first_row, layout.last_row)
        if found is None:
            return [(sheet, layout)]
        rows = [[None] * start + row[start:end] for row in sheet.rows]
        parted.append((replace(sheet, rows=rows), found))
    return parted if len(parted) > 1 else [(sheet, layout)]


def _spread(sheet: Sheet, number: int) -> list[str]:
    """Give a heading row with the texts of sideways merged cells in each of their columns."""
    row = [_heading(cell) for cell in sheet.rows[number - 1]]
    for merged in sheet.merged:
        if merged.top == number and merged.right > merged.left:
            for column in range(merged.left, min(merged.right, len(row))):
                row[column] = row[merged.left - 1]
    return row


def _joined(above: str, below: str) -> str:
    """Join the two lines of a heading so that whose column it is stays clear."""
    if not above or not below or plain(above) == plain(below):
        return below or above
    both = recognise(above + below)
    if both and (both[0].startswith("member") or both[1] < 100):
        return above + below
    if any(part in plain(above) for part in Words.load().values["not_ours"]["parts"]):
        return above + below
    return below if recognise(below) else above + below


def _layout(headings: Sequence[str], first: int, last: int) -> Layout | None:
    columns: dict[str, int] = {}
    otherwise = Words.load().otherwise
    for _rank, column, field in sorted(_recognised(headings)):
        if field not in columns:
            columns[field] = column
        elif other := otherwise.get(plain(headings[column])):
            columns.setdefault(other, column)
    if not {"name", "id_number"} <= columns.keys():
        return None
    used = set(columns.values())
    return Layout(
        first_row=first,
        last_row=last,
        columns=columns,
        headings=tuple(headings),
        unread=tuple(_unread(headings, used)),
        in_wan="cash_fen" in columns and "万元" in plain(headings[columns["cash_fen"]]),
    )


def _recognised(headings: Sequence[str]) -> Iterable[tuple[int, int, str]]:
    """Give rank, column and field of each heading that is understood."""
    for column, heading in enumerate(headings):
        found = recognise(heading) if heading else None
        if found:
            yield found[1], column, found[0]


def _unread(headings: Sequence[str], used: Iterable[int]) -> Iterable[str]:
    words, taken = Words.load(), set(used)
    for column, heading in enumerate(headings):
        if heading and column not in taken and plain(heading) not in words.not_ours:
            yield " ".join(heading.split())
