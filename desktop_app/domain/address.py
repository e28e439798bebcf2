"""Addresses: the part that neighbours share."""

from __future__ import annotations

import re

# Up to the last road, village or estate; the number of the house and what follows is somebody's
# own. After 区 a number may be that of an estate's part: 一区.
_SHARED = re.compile(r".*?(?:小区|社区|新村|家园|花园|街道|大街|[省市县区乡镇村路街巷])")


def shared_part(address: str) -> str:
    """Give an address up to its road, village or estate: 银川市兴庆区胜利街12号 gives ….胜利街."""
    return "".join(_SHARED.findall(address.partition("号")[0]))
