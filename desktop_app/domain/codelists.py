"""Option lists: codes that records keep, words that people read, years and sources.

The lists that come with the program may be added to and changed by an office (`code_entry`); what
then holds is put in force for the whole program, as long as that office's ledger is open.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, ClassVar

from desktop_app import i18n, paths
from desktop_app.domain.campaign import Cap
from desktop_app.domain.money import FEN_PER_YUAN

STEP = 1000  # between the positions of two choices, so that another fits in between


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One choice. `old` are other and former words for it; `belongs_to` leads to other lists.

    `position` orders the choices of a list. `valid_from` is the year from which the choice holds
    and `source` where it comes from, if they are not those of the list; one that is `ahead` of
    its year is not offered yet.
    """

    code: str
    name: str
    english: str
    old: tuple[str, ...] = ()
    belongs_to: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    retired: bool = False
    position: int = 0
    valid_from: int | None = None
    source: str = ""
    ahead: bool = False

    @property
    def label(self) -> str:
        """Give the word in the language that the program speaks now; some have only one."""
        is_chinese = i18n.language() == i18n.DEFAULT_LANGUAGE
        return self.name if is_chinese or not self.english else self.english


@dataclass(frozen=True, kw_only=True)
class CodeList:
    """One list in one version: valid from a year, taken from a named source.

    `source` says in Chinese where it comes from, as records keep it; `source_english` the same.
    """

    id: str
    title: str
    english: str
    valid_from: int
    source: str
    source_english: str = ""
    entries: tuple[Entry, ...]

    @property
    def source_words(self) -> str:
        """Say where the list comes from, in the language that the program speaks now."""
        is_chinese = i18n.language() == i18n.DEFAULT_LANGUAGE
        return self.source if is_chinese or not self.source_english else self.source_english

    @property
    def label(self) -> str:
        """Give the title in the language that the program speaks now."""
        return self.title if i18n.language() == i18n.DEFAULT_LANGUAGE else self.english

    @property
    def current(self) -> tuple[Entry, ...]:
        """Give the choices for a new record, without those retired or not in force yet."""
        return tuple(entry for entry in self.entries if not (entry.retired or entry.ahead))

    def entry(self, code: str | None) -> Entry | None:
        """Find a choice by its code."""
        return self._by_code.get(code) if code else None

    def label_of(self, code: str | None) -> str:
        """Say what a code means; a code that the list lacks stands for itself."""
        found = self.entry(code)
        return found.label if found else code or ""

    def find(self, text: str | None) -> Entry | None:
        """Find a choice by code, name, English word or former word, as people write them.

        Where `text` is not the choice's own name, the caller keeps it as the original.
        """
        return self._by_word.get(_key(text)) if text else None

    @cached_property
    def _by_code(self) -> dict[str, Entry]:
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def _by_word(self) -> dict[str, Entry]:
        """Let names win over codes, and both over English and former words."""
        found: dict[str, Entry] = {}
        for words in (_names, _codes, _other_words):
            for entry in self.entries:
                for word in words(entry):
                    found.setdefault(_key(word), entry)
        return found


class CodeLists(Mapping[str, CodeList]):
    """All lists by id; the versions of one list carry the year at the end of the id."""

    _in_force: ClassVar[CodeLists | None] = None

    def __init__(self, lists: Mapping[str, CodeList]) -> None:
        self._lists = dict(lists)

    @staticmethod
    def load() -> CodeLists:
        """Give the lists in force: the open ledger's, or those that come with the program.

        Ask each time: the administrator may change them while the program runs.
        """
        return CodeLists._in_force or CodeLists.shipped()

    @staticmethod
    def put_in_force(lists: CodeLists | None) -> None:
        """Let these lists hold from now on, in every thread; None for the program's own.

        The reference is swapped whole, so another thread reads either the old or the new lists.
        """
        CodeLists._in_force = lists

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> CodeLists:
        """Read the lists that come with the program, once."""
        return CodeLists.read(_folder())

    @staticmethod
    def read(folder: Path) -> CodeLists:
        """Read the lists of a folder."""
        lists = (
            _code_list(values)
            for path in sorted(folder.glob("*.toml"))
            for values in _toml(path).get("list", ())
        )
        return CodeLists({one.id: one for one in lists})

    def version(self, series: str, year: int) -> CodeList:
        """Give the version of a list that holds in a year, or the oldest for earlier years."""
        versions = [
            one for one in self._lists.values() if re.fullmatch(rf"{series}_\d{{4}}", one.id)
        ]
        versions.sort(key=lambda one: one.valid_from)
        return next((one for one in reversed(versions) if one.valid_from <= year), versions[0])

    def __getitem__(self, list_id: str) -> CodeList:
        return self._lists[list_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)


def default_cap(year: int) -> Cap | None:
    """Give the caps that hold in a year unless a campaign lays down its own."""
    values = _limit("cap", year)
    if values is None:
        return None
    return Cap(
        per_time_fen=values["per_time_yuan"] * FEN_PER_YUAN,
        per_year_fen=values["per_year_yuan"] * FEN_PER_YUAN,
        source=values["source"],
    )


def cash_notice_fen(year: int) -> int | None:
    """Give the amount in fen above which a transfer is advised instead of cash."""
    values = _limit("cash_notice", year)
    return int(values["yuan"]) * FEN_PER_YUAN if values else None


@dataclass(frozen=True, slots=True, kw_only=True)
class HardshipRule:
    """How hardship is recognised: multiples of the local line, and a share of a year's income."""

    relative_times: int
    sudden_percent: int
    source: str


def hardship_rule(year: int) -> HardshipRule | None:
    """Give the thresholds by which hardship is recognised in a year."""
    values = _limit("hardship_rule", year)
    if values is None:
        return None
    return HardshipRule(
        relative_times=values["relative_times"],
        sudden_percent=values["sudden_percent"],
        source=values["source"],
    )


def notice_days(year: int) -> int:
    """Give the working days that a public notice stays up in a year; 0 where none are asked."""
    values = _limit("notice_rule", year)
    return int(values["working_days"]) if values else 0


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name,)


def _codes(entry: Entry) -> tuple[str, ...]:
    return (entry.code,)


def _other_words(entry: Entry) -> tuple[str, ...]:
    return (entry.english, *entry.old)


def _key(text: str) -> str:
    """Make 下（待）岗 and 下(待) 岗 the same word."""
    return re.sub(r"[\s\u200b\ufeff]", "", unicodedata.normalize("NFKC", text)).casefold()


def _code_list(values: dict[str, Any]) -> CodeList:
    entries = tuple(
        Entry(**{**entry, "old": tuple(entry.get("old", ())), "position": at * STEP})
        for at, entry in enumerate(values["entries"], start=1)
    )
    return CodeList(**{**values, "entries": entries})


def _limit(kind: str, year: int) -> dict[str, Any] | None:
    limits = [one for one in _limits()[kind] if one["valid_from"] <= year]
    return max(limits, key=lambda one: int(one["valid_from"]), default=None)


@lru_cache(maxsize=1)
def _limits() -> dict[str, list[dict[str, Any]]]:
    return _toml(_folder() / "limits.toml")


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _folder() -> Path:
    return paths.resources() / "codelists"
