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
