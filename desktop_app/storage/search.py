"""The search index of people: characters, pinyin, initials, numbers from either end, employer.

FTS5's trigrams never match the two characters of most Chinese names, so every character is a
token of its own. Numbers are indexed whole and reversed: officers remember the last digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.domain import names
from desktop_app.storage.cipher import Database

_DIGITS = re.compile(r"^[0-9]+[0-9Xx]?$")
_LATIN = re.compile(r"^[a-z]+$")
_WALL = " 0 "  # so that no name runs on into the next one


def index_person(
    db: Database, n: int, cells: Mapping[str, Any], *others: Mapping[str, Any]
) -> None:
    """Bring the index in line with the cells of the person in row n.

    `others` are the cells of records that were merged into this one: it is found by them, too.
    """
    known = [_indexed(one) for one in (cells, *others)]
    columns = (_WALL.join(dict.fromkeys(texts)) for texts in zip(*known, strict=True))
    db.execute(
        "INSERT OR REPLACE INTO search (rowid, name, pinyin, initials, number, phone, employer) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [n, *columns],
    )


def forget_person(db: Database, n: int) -> None:
    """Take the person in row n out of the index."""
    db.execute("DELETE FROM search WHERE rowid = ?", [n])


def _indexed(cells: Mapping[str, Any]) -> tuple[str, ...]:
    """Give what each column of the index holds of one record."""
    name = cells.get("name") or ""
    syllables, initials = names.pinyin_keys(name)
    return (
        _characters(name),
        " ".join([*syllables, *names.pinyin_spellings(name)]),
        " ".join(sorted(initials)),
        _from_both_ends([cells.get("id_number")]),
        _from_both_ends([cells.get("phone"), cells.get("other_phone")]),
        _characters(cells.get("employer")),
    )


def settle(db: Database) -> None:
    """Let nothing of what was taken out stay in the index."""
    db.execute("INSERT INTO search (search) VALUES ('optimize')")


def query(text: str) -> str | None:
    """Turn what a person typed into an FTS5 query; None where nothing can be looked for.

    Words are joined by AND: `李 1234` finds the Li whose number ends in 1234.
    """
    parts = [_part(word) for word in text.lower().split()]
    return " AND ".join(part for part in parts if part) or None


def find_people(db: Database, text: str, limit: int) -> list[int]:
    """Give the row numbers of the people who fit, the latest recorded first."""
    wanted = query(text)
    if wanted is None:
        return []
    rows = db.execute(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?",
        [wanted, limit],
    )
    return [n for (n,) in rows]


def _part(word: str) -> str:
    if _DIGITS.match(word):
        tail = word[::-1]
        return f'({{number phone}} : ("a{word}" * OR "z{tail}" *))'
    if _LATIN.match(word):
        return f'({{pinyin initials}} : "{word}" *)'
    characters = _characters(names.normalise_name(word) or word)
    return f'({{name employer}} : "{characters}")' if characters else ""


def _characters(text: str | None) -> str:
    """Part a text into tokens: Latin words and digits whole, each other character by itself.

    A character becomes its code point, because the tokenizer knows no character younger than
    itself and would drop the rarest names.
    """
    parts = re.findall(r"[a-z0-9]+|[^\x00-\x7f]", (text or "").lower())
    return " ".join(part if part.isascii() else f"u{ord(part):x}" for part in parts)


def _from_both_ends(numbers: Iterable[str | None]) -> str:
    """Mark a number read forwards with `a`, backwards with `z`, so that both take prefixes."""
    known = [number.lower() for number in numbers if number]
    return " ".join(f"a{number} z{number[::-1]}" for number in known)
