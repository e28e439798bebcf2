"""What an office changes in the code lists: a choice added, renamed, moved or retired."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from desktop_app.domain import names
from desktop_app.domain.codelists import CodeList, CodeLists, Entry
from desktop_app.domain.identity import CodeEntryId
from desktop_app.domain.issue import Issue, objection

MAX_NAME = 60
FIRST_YEAR, LAST_YEAR = 1949, 2100
# The program itself tells these choices apart, or needs more of them than words.
CLOSED_LISTS = frozenset({"sex", "campaign_template"})
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """An office's own words on one choice of a list.

    For a choice of the program an empty `name`, `english` or `note`, and a missing `position`,
    leave what the program says. A code keeps its meaning for ever and is never deleted: a
    `retired` choice is not offered any more and still labels old records. `valid_from` is the
    year from which it is offered.
    """

    id: CodeEntryId
    list_id: str
    code: str = ""
    name: str = ""
    english: str = ""
    old: tuple[str, ...] = ()
    position: int | None = None
    retired: bool = False
    valid_from: int | None = None
    source: str = ""
    note: str = ""


def code_entry_id(list_id: str, code: str) -> CodeEntryId:
    """Name the one record that a choice can have; every laptop names it alike."""
    digest = hashlib.sha256(f"code/{list_id}/{code}".encode()).hexdigest()
    return CodeEntryId(digest[:32])


def code_for(name: str, english: str, taken: Iterable[str]) -> str:
    """Make a code for a new choice of its English words, else of its pinyin."""
    syllables, _initials = names.pinyin_keys(name)
    words = re.findall(r"[a-z0-9]+", english.lower()) or [
        part for one in syllables for part in re.findall(r"[a-z0-9]+", one.lower())
    ]
    made = "_".join(words)[:40].strip("_") or "choice"
    known = set(taken)
    numbered = (f"{made}_{number}" for number in range(2, len(known) + 3))
    return next(code for code in (made, *numbered) if code not in known)


def objections(entry: CodeEntry, lists: Mapping[str, CodeList]) -> tuple[Issue, ...]:
    """List what is wrong with a choice, compared with the lists in force."""
    chosen = lists.get(entry.list_id)
    if chosen is None:
        return (objection("list_id", "list_unknown"),)
    found: list[Issue] = []
    if not _CODE.fullmatch(entry.code):
        found.append(objection("code", "code_characters"))
    elif chosen.entry(entry.code) is None and entry.list_id in CLOSED_LISTS:
        found.append(objection("code", "list_closed"))
    for field in ("name", "english"):
        found.extend(_about_the_words(entry, field, chosen))
    year = entry.valid_from
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        found.append(objection("valid_from", "year_unlikely", year=str(year)))
    return tuple(found)


def overlaid(shipped: CodeLists, own: Iterable[CodeEntry], *, year: int) -> CodeLists:
    """Lay an office's choices over the program's lists as they hold in a year.

    What belongs to a list that this program does not know waits for one that does.
    """
    by_list: dict[str, list[CodeEntry]] = {}
    for entry in own:
        by_list.setdefault(entry.list_id, []).append(entry)
    if not by_list:
        return shipped
    return CodeLists({name: _overlaid(one, by_list.get(name, ()), year)
                      for name, one in shipped.items()})  # fmt: skip


def _about_the_words(entry: CodeEntry, field: str, chosen: CodeList) -> list[Issue]:
    words = getattr(entry, field).strip()
    if not words:
        return [objection("name", "choice_name_missing")] if field == "name" else []
    if len(words) > MAX_NAME:
        return [objection(field, "text_too_long", limit=str(MAX_NAME))]
    other = chosen.find(words)
    if other is not None and other.code != entry.code:
        return [objection(field, "choice_taken", name=other.label)]
    return []


def _overlaid(chosen: CodeList, own: Iterable[CodeEntry], year: int) -> CodeList:
    entries = {entry.code: entry for entry in chosen.entries}
    for one in own:
        shipped = entries.get(one.code)
        entries[one.code] = _changed(shipped, one, year) if shipped else _added(one, year)
    return replace(chosen, entries=tuple(sorted(entries.values(), key=_place)))


def _place(entry: Entry) -> tuple[int, str]:
    return entry.position, entry.code


def _changed(shipped: Entry, own: CodeEntry, year: int) -> Entry:
    """Show a choice of the program as the office wants it; its former words still lead to it."""
    name, english = own.name or shipped.name, own.english or shipped.english
    former = [*shipped.old, *own.old, shipped.name, shipped.english]
    return replace(
        shipped,
        name=name,
        english=english,
        old=tuple(word for word in dict.fromkeys(former) if word not in (name, english)),
        position=shipped.position if own.position is None else own.position,
        retired=own.retired,
        valid_from=own.valid_from,
        source=own.source,
        note=own.note or shipped.note,
        ahead=_is_ahead(own, year),
    )


def _added(own: CodeEntry, year: int) -> Entry:
    return Entry(
        code=own.code,
        name=own.name,
        english=own.english,
        old=own.old,
        note=own.note,
        retired=own.retired,
        position=own.position or 0,
        valid_from=own.valid_from,
        source=own.source,
        ahead=_is_ahead(own, year),
    )


def _is_ahead(own: CodeEntry, year: int) -> bool:
    return own.valid_from is not None and own.valid_from > year
