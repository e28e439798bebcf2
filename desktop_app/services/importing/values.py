"""From a cell to the value of a field: what a clerk wrote, read generously and never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from desktop_app.domain import bank_card, goods, names, phone
from desktop_app.domain.codelists import CodeLists
from desktop_app.domain.issue import Issue, warning
from desktop_app.domain.money import FEN_PER_YUAN, read_yuan
from desktop_app.services.importing.parsing import Cell

NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无"})
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_REMEMBERED_WORDS = 1_024
_SPACES = re.compile(r"[\s\u3000]+")
_DAY = re.compile(r"(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")
_AREA = re.compile(r"约?(\d+(?:\.\d+)?)(?:㎡|m2|m²|平方米|平米|平方|平)?")
_COUNT = re.compile(r"(\d{1,3})(?:人|口|口人|份|件|个|袋|桶|箱|盒|套|条)?")
_YES = frozenset({"是", "有", "y", "yes", "√", "✓", "1", "对", "true"})
_NO = frozenset({"否", "无", "没有", "n", "no", "×", "x", "0", "不是", "false"})


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says: the value, what is wrong with it, and the word it came from if mapped."""

    value: Any
    issues: tuple[Issue, ...] = ()
    original: str = ""


Reader = Callable[[Cell, str], Value]


def text_of(cell: Cell) -> str:
    """Write a cell as one line of text without invisible characters; 750001.0 is 750001."""
    if isinstance(cell, str) and cell.isprintable() and "  " not in cell:
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        cell = cell.date()
    return _SPACES.sub(" ", _INVISIBLE.sub("", "" if cell is None else str(cell))).strip()


def read_text(cell: Cell, _field: str) -> Value:
    """Read any text; a stroke means nothing."""
    text = _line(cell) if isinstance(cell, str) else text_of(cell)
    return Value(None if text in NOTHING else text)


@lru_cache(maxsize=65_536)
def _line(text: str) -> str:
    return text_of(text)


def read_name(cell: Cell, _field: str) -> Value:
    """Read a person's name in its one form."""
    return Value(names.normalise_name(text_of(cell)))


def read_phone(cell: Cell, field: str) -> Value:
    """Read a telephone number."""
    return Value(*phone.read_phone(None if text_of(cell) in NOTHING else cell, field))


def read_card(cell: Cell, field: str) -> Value:
    """Read a bank card number."""
    return Value(*bank_card.read_card(None if text_of(cell) in NOTHING else cell, field))


def read_cash(cell: Cell, field: str) -> Value:
    """Read an amount in yuan as fen."""
    return Value(*read_yuan(cell, field))


def read_cash_in_wan(cell: Cell, field: str) -> Value:
    """Read an amount under a heading in 万元, where a bare number means so many times 10,000."""
    bare = isinstance(cell, (int, float)) or re.fullmatch(r"\s*[\d.]+\s*", str(cell))
    return read_cash(f"{cell}万元" if bare and cell is not None else cell, field)


def read_income(cell: Cell, field: str) -> Value:
    """Read an income in yuan as fen; none at all is an income too, and averages are rounded."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        fen = (Decimal(f"{cell:.15g}") * FEN_PER_YUAN).quantize(Decimal(1), ROUND_HALF_UP)
        unfit = (warning(field, "income_unreadable", text=text_of(cell)),)
        return Value(int(fen)) if fen >= 0 else Value(None, unfit)
    text = unicodedata.normalize("NFKC", text_of(cell))
    if text in NOTHING - {"无"}:
        return Value(None)
    if re.fullmatch(r"0+(\.0*)?元?|无(收入)?", text):
        return Value(0)
    fen_read, issues = read_yuan(cell, field)
    return Value(fen_read, (warning(field, "income_unreadable", text=text),) if issues else ())


def read_goods(cell: Cell, _field: str) -> Value:
    """Read goods as clerks write them."""
    text = text_of(cell)
    return Value(() if text in NOTHING else _goods(text))


@lru_cache(maxsize=4_096)
def _goods(text: str) -> tuple[goods.GoodsLine, ...]:
    return goods.read_goods(text)


def read_count(cell: Cell, field: str) -> Value:
    """Read a number of people or pieces."""
    text = unicodedata.normalize("NFKC", text_of(cell))
    if text in NOTHING:
        return Value(None)
    found = _COUNT.fullmatch(text)
    if found:
        return Value(int(found[1]))
    return Value(None, (warning(field, "number_unreadable", text=text),))


def read_area(cell: Cell, field: str) -> Value:
    """Read square metres as hundredths of a square metre."""
    text = unicodedata.normalize("NFKC", text_of(cell)).casefold()
    if text in NOTHING:
        return Value(None)
    found = _AREA.fullmatch(text)
    if found:
        return Value(int((Decimal(found[1]) * 100).quantize(Decimal(1), ROUND_HALF_UP)))
    return Value(None, (warning(field, "number_unreadable", text=text),))


def read_flag(cell: Cell, field: str) -> Value:
    """Read yes or no."""
    if isinstance(cell, bool):
        return Value(cell)
    text = text_of(cell).casefold()
    if text in _YES or text in _NO:
        return Value(text in _YES)
    return Value(None, (warning(field, "word_unknown", text=text),) if text else ())


def read_day(cell: Cell, field: str) -> Value:
    """Read a day; a month alone says nothing."""
    if isinstance(cell, datetime):
        return Value(cell.date())
    if isinstance(cell, date):
        return Value(cell)
    text = unicodedata.normalize("NFKC", text_of(cell)).replace(" ", "")
    found = _DAY.fullmatch(text)
    try:
        if found:
            return Value(date(*(int(part) for part in found.groups())))
    except ValueError:
        pass
    unfit = (warning(field, "day_unreadable", text=text),)
    return Value(None, unfit if text not in NOTHING and len(text) > 7 else ())


class _Words:
    """Remembers what words of a list mean, as long as the same lists are in force."""

    def __init__(self, list_id: str) -> None:
        self._list = list_id
        self._lists: CodeLists | None = None
        self._found: dict[str, tuple[str | None, str]] = {}

    def __call__(self, text: str) -> tuple[str | None, str]:
        """Give the code and the name of the choice that the words mean."""
        lists = CodeLists.load()
        if lists is not self._lists or len(self._found) > _REMEMBERED_WORDS:
            self._lists, self._found = lists, {}
        if text not in self._found:
            entry = lists[self._list].find(text)
            self._found[text] = (entry.code, entry.name) if entry else (None, "")
        return self._found[text]


def word_of(list_id: str, *, says_mapped: bool = False) -> Reader:
    """Make a reader for the words of a code list; it may say where a former word is mapped."""
    find = _Words(list_id)

    def read(cell: Cell, field: str) -> Value:
        text = text_of(cell)
        code, name = find(text)
        if text == name:
            return Value(code)
        if code is None:
            known = text in NOTHING
            return Value(None) if known else _unknown(field, text)
        mapped = (warning(field, "word_mapped", text=text, now=name),) if says_mapped else ()
        return Value(code, mapped, original=text)

    return read


def words_of(list_id: str) -> Reader:
    """Make a reader for several words in one cell: 下岗失业、子女上学."""
    one = word_of(list_id, says_mapped=True)

    def read(cell: Cell, field: str) -> Value:
        whole = one(cell, field)
        parts = [part for part in re.split("[、,，;；/ ]", text_of(cell)) if part]
        if whole.value or len(parts) < 2:
            return Value((whole.value,) if whole.value else (), whole.issues, whole.original)
        found = [one(part, field) for part in parts]
        return Value(
            tuple(dict.fromkeys(value.value for value in found if value.value)),
            tuple(issue for value in found for issue in value.issues),
            text_of(cell) if any(value.original for value in found) else "",
        )

    return read


def read_ailment(cell: Cell, field: str) -> Value:
    """Read 疾病/残疾类别: a disability or an illness, given with the field it belongs to."""
    text = text_of(cell)
    if text in NOTHING:
        return Value(None)
    for name in ("disability", "health"):
        if entry := CodeLists.load()[name].find(text):
            original = "" if text == entry.name else text
            return Value((name, entry.code), original=original)
    return _unknown(field, text)


def _unknown(field: str, text: str) -> Value:
    return Value(None, (warning(field, "word_unknown", text=text),), original=text)
