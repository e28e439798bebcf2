"""The printers of this laptop: kept beside its other settings, in no ledger and on no other one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from desktop_app import paths
from desktop_app.domain.issue import any_blocks
from desktop_app.domain.printer import (
    MARGINS,
    OFFSETS,
    PrinterProfile,
    Sides,
    Tray,
    objections,
)

FILE_NAME = "printers.json"


def profile_of(name: str, folder: Path | None = None) -> PrinterProfile:
    """Give what is known of a printer; of an unknown one, that nothing is special."""
    return _load(folder).get(name, PrinterProfile(name=name))


def profiles(folder: Path | None = None) -> list[PrinterProfile]:
    """List the printers of which something was kept, by name."""
    return sorted(_load(folder).values(), key=lambda one: one.name)


def keep_profile(profile: PrinterProfile, folder: Path | None = None) -> None:
    """Keep what is known of a printer; the file is written whole or not at all."""
    known = _load(folder) | {profile.name: profile}
    file = _file(folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    listed = [_values(one) for one in known.values()]
    part.write_text(json.dumps(listed, ensure_ascii=False, indent=2), encoding="utf-8")
    part.replace(file)


def _file(folder: Path | None) -> Path:
    return (folder or paths.settings()) / FILE_NAME


def _load(folder: Path | None) -> dict[str, PrinterProfile]:
    try:
        found = json.loads(_file(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {one.name: one for one in _sensible(found if isinstance(found, list) else ())}


def _sensible(found: Iterable[Any]) -> Iterable[PrinterProfile]:
    """Read every entry that makes sense; one that does not is as if it were not there."""
    for values in found:
        try:
            figures = {name: Decimal(str(values[name])) for name in (*OFFSETS, *MARGINS)}
            read = PrinterProfile(
                name=str(values["name"]),
                **figures,
                sides=Sides(values["sides"]),
                in_colour=bool(values["in_colour"]),
                tray=Tray(values["tray"]),
            )
            if not any_blocks(objections(read)):
                yield read
        except (KeyError, TypeError, ValueError, InvalidOperation):
            continue


def _values(profile: PrinterProfile) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in asdict(profile).items()
    }
