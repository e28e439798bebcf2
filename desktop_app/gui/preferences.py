"""What this laptop likes: language, theme, text size, last user. No personal records."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from desktop_app import i18n, paths
from desktop_app.gui.style.tokens import TEXT_SIZES, Theme

FILE_NAME = "settings.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The settings with their defaults; text size in per cent, folders as plain text."""

    language: str = i18n.DEFAULT_LANGUAGE
    theme: Theme = Theme.LIGHT
    text_size: int = TEXT_SIZES[0]
    last_user: str = ""
    data_folder: str = ""


def load(folder: Path | None = None) -> Preferences:
    """Read the settings; what is missing or makes no sense takes its default."""
    try:
        found = json.loads(_file(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    return _sensible(found) if isinstance(found, dict) else Preferences()


def save(preferences: Preferences, folder: Path | None = None) -> None:
    """Write the settings whole: a half-written file is never left."""
    file = _file(folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(json.dumps(asdict(preferences), ensure_ascii=False, indent=2), encoding="utf-8")
    part.replace(file)


def _file(folder: Path | None) -> Path:
    return (folder or paths.settings()) / FILE_NAME


def _sensible(found: dict[str, Any]) -> Preferences:
    allowed: dict[str, set[Any]] = {
        "language": set(i18n.LANGUAGES),
        "theme": {str(theme) for theme in Theme},
        "text_size": set(TEXT_SIZES),
    }
    kept = {
        field.name: found[field.name]
        for field in fields(Preferences)
        if field.name in found
        and isinstance(found[field.name], int if field.name == "text_size" else str)
        and found[field.name] in allowed.get(field.name, {found[field.name]})
    }
    chosen = Preferences(**kept)
    return replace(chosen, theme=Theme(chosen.theme))
