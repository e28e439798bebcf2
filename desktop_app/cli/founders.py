"""Who founded which ledger on this laptop: who is meant where a command names nobody.

Kept among the person's own settings, since the data folder names no one.
"""

from __future__ import annotations

import json
from pathlib import Path

from desktop_app import paths

FILE = "founders.json"


def remember(data: Path, user: str) -> None:
    """Note who founded the ledger in a folder."""
    file = paths.settings() / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(json.dumps(_known() | {str(data.resolve()): user}), encoding="utf-8")
    part.replace(file)


def founder_of(data: Path) -> str:
    """Name who founded the ledger in a folder, "" where that was not on this laptop."""
    return _known().get(str(data.resolve()), "")


def _known() -> dict[str, str]:
    try:
        known = json.loads((paths.settings() / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
