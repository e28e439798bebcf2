"""Regions by GB/T 2260 code, today's and the revoked ones that stay in identity numbers.

The table is the one that comes with python-stdnum: every code since 1980 with its years.
"""

from __future__ import annotations

import re
from functools import lru_cache

from stdnum import numdb

# Residence permits of people from Taiwan carry 83 although the region's own code is 71.
_TAIWAN_PERMIT = "830000"
# Levels that exist only in the numbering: nobody writes them in an address.
_NUMBERING_ONLY = re.compile(r"市辖区|县|.*直辖.*行政.*")
_LEVELS = (2, 4, 6)
_SHORTEST_NAME = 2


def region_name(code: str) -> str | None:
    """Give the full name of a region by two, four or six digits, or None where it is unknown.

    640104 is 宁夏回族自治区银川市兴庆区; a revoked code gives the last name it had.
    """
    if len(code) not in _LEVELS or unknown_part(code):
        return None
    significant = re.sub("(00)+$", "", code)
    names = [_name(significant[:size]) for size in _LEVELS if size <= len(significant)]
    written = [name for name in names if name and not _NUMBERING_ONLY.fullmatch(name)]
    return "".join(dict.fromkeys(written))


def unknown_part(code: str) -> str | None:
    """Give the leading digits that no list ever had, or None where the region is known."""
    if not _name(code[:2]):
        return code[:2]
    return None if len(code) == 2 or _name(code) else code


def is_revoked(code: str) -> bool:
    """Tell whether a region has been dissolved since; its code stays in ID numbers for life."""
    return re.match(r"\[\d*-\d+\]", _latest(code.ljust(6, "0")) or "") is not None


def find_region(text: str) -> str | None:
    """Give the code of a region that exists today, by its full name, its own name or its start.

    固原市, 宁夏固原市 and 固原 are 640400; a name that several regions bear leads nowhere.
    """
    wanted = "".join(text.split())
    if len(wanted) < _SHORTEST_NAME:
        return None
    for fits in (_is_full, _is_own, _begins, _ends_full):
        found = [code for code, names in _places().items() if fits(names, wanted)]
        if found:
            return _topmost(found)
    return None


def _is_full(names: tuple[str, str], wanted: str) -> bool:
    return names[0] == wanted


def _is_own(names: tuple[str, str], wanted: str) -> bool:
    return names[1] == wanted


def _begins(names: tuple[str, str], wanted: str) -> bool:
    return names[1].startswith(wanted)


def _ends_full(names: tuple[str, str], wanted: str) -> bool:
    """Recognise 四川巴中通江县 in 四川省巴中市通江县: parts of the whole, then its own name."""
    whole, own = names
    before = wanted.removesuffix(own)
    left = iter(whole)
    return before != wanted and all(character in left for character in before)


def _topmost(codes: list[str]) -> str | None:
    """Give the one region of the highest level among these, or None where there are several."""
    levels = {code: len(re.sub("(00)+$", "", code)) for code in codes}
    highest = [code for code in codes if levels[code] == min(levels.values())]
    return highest[0] if len(highest) == 1 else None


@lru_cache(maxsize=1)
def _places() -> dict[str, tuple[str, str]]:
    """Give full and own name of every region that people write and that still exists."""
    found: dict[str, tuple[str, str]] = {}
    for _length, province, _last, _facts, parts in _table().prefixes:
        for _digits, rest, _end, _more, _below in parts:
            code = f"{province}{rest}"
            own = _name(code) or ""
            if own and not _NUMBERING_ONLY.fullmatch(own) and not is_revoked(code):
                found[code] = (region_name(code) or own, own)
    return found


@lru_cache(maxsize=8_192)
def _name(code: str) -> str | None:
    """Give a region's own name, the last it had, without the levels above."""
    whole = code.ljust(6, "0")
    if whole == _TAIWAN_PERMIT:
        return _name("71")
    latest = _latest(whole)
    return None if latest is None else re.sub(r"^\[.*\]", "", latest)


@lru_cache(maxsize=8_192)
def _latest(whole: str) -> str | None:
    """Give the last entry of a code, such as [1990-2012]胶南市."""
    facts = {key: name for _, found in _table().info(whole) for key, name in found.items()}
    return facts["county"].split(",")[-1] if "county" in facts else None


@lru_cache(maxsize=1)
def _table() -> numdb.NumDB:
    return numdb.get("cn/loc")
